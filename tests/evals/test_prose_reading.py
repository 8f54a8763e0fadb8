"""The comparison of prose with its tags."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieout.evals.prose_reading import half, judged, prose, report, same_unit


def test_report() -> None:
    """Periods are shares of what claims one, all else of what is read."""
    counts = {"tagged": 10, "read": 8, "value": 8, "unit": 7, "sign": 8, "claimed": 4, "period": 3, "end": 4}
    row = report({"AAPL": counts})["companies"]

    assert isinstance(row, dict)
    assert (row["AAPL"]["read"]["of"], row["AAPL"]["unit"]["of"], row["AAPL"]["period"]["of"]) == (10, 8, 4)
    assert row["AAPL"]["period"]["share"] == float(Decimal("0.75"))
    assert half("AAPL") == "developed on"


def test_a_company_that_was_looked_at_is_not_held_out() -> None:
    """Drawn or not: what was seen proves nothing about what was not."""
    assert half("MCD") == "developed on"
    assert half("TXN") == "held out"


@pytest.mark.parametrize(
    ("said", "tag", "same"),
    [
        ("percent", "pure", True),
        ("USD", "USD", True),
        ("people", "employee", True),
        ("pure", "segment", True),
        ("USD", "USD/shares", False),
        ("pure", "shares", False),
        ("USD", "segment", False),
    ],
)
def test_unit(said: str, tag: str, same: bool) -> None:
    """Counted things have names of their own in tags; money, prices and shares have not."""
    assert same_unit(said, tag) is same


@pytest.mark.real
def test_real(shared_data: Path) -> None:
    """Of a report's tagged prose nearly all is read, and nearly all of that rightly."""
    path = next((shared_data / "filings" / "10-K").glob("AAPL_10-K_0000320193-24*.html"))
    counts = judged(prose(path))

    assert counts["tagged"] > 50
    assert counts["read"] >= 0.98 * counts["tagged"]
    assert counts["value"] >= 0.98 * counts["read"]
    assert counts["unit"] >= 0.95 * counts["read"]
    assert counts["end"] >= 0.95 * counts["claimed"]
