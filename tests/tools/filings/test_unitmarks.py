"""Marks of currency and scale."""

import pytest

from tieout.tools.filings.unitmarks import UnitMark, unit_mark


@pytest.mark.parametrize(
    ("text", "exponent", "currency", "is_whole"),
    [
        ("US$’000", 3, "USD", True),
        ("2019 $'000", 3, "USD", False),
        ("RMB million", 6, "CNY", True),
        ("£m", 6, "GBP", True),
        ("in €m", 6, "EUR", True),
        ("R'million", 6, "ZAR", True),
        ("₹ in crore", 7, "INR", True),
        ("(000s)", 3, "", True),
        ("USD bn", 9, "USD", True),
    ],
)
def test_marks(text: str, exponent: int, currency: str, is_whole: bool) -> None:
    """The mark gives scale and currency, and whether the text is nothing else."""
    assert unit_mark(text) == UnitMark(exponent=exponent, currency=currency, is_whole=is_whole)


@pytest.mark.parametrize("text", ["$500 million notes", "Other", "EUR/USD", "1,000", "R&D", "USD market", "$ change"])
def test_no_marks(text: str) -> None:
    """Amounts and words that begin alike are none."""
    assert unit_mark(text) is None
