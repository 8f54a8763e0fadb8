"""A figure of the opposite measure is wrong, and one that is set apart from its metric is not tied."""

import pytest

from tests.tools.figures.small import fact
from tests.tools.figures.test_tying import tier
from tieout.tools.figures.said import Setting

DILUTED = fact("6.08", concept="us-gaap:EarningsPerShareDiluted", label="Diluted", unit="USD/shares", decimals=2)
BASIC = fact("6.11", concept="us-gaap:EarningsPerShareBasic", label="Basic", unit="USD/shares", decimals=2)
DEFICIT = fact("-7000000", concept="acm:AnvilDeficit", label="Anvil deficit")


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Acme’s diluted earnings per share were $6.08 in fiscal 2024.", "tied"),
        ("Acme’s diluted earnings per share were $6.11 in fiscal 2024.", "wrong"),
        ("Acme’s basic earnings per share were $6.08 in fiscal 2024.", "wrong"),
        ("Acme’s earnings per share were $6.11 in fiscal 2024.", "untied"),
        ("Acme’s basic and diluted earnings per share were $6.08 in fiscal 2024.", "untied"),
        ("Acme’s earnings per share, basic, were $6.08 in fiscal 2024.", "wrong"),
        ("Acme’s earnings per share were $6.08 (basic) in fiscal 2024.", "untied"),
        ("Acme’s earnings per share were $6.08, adjusted, in fiscal 2024.", "untied"),
    ],
)
def test_basic_and_diluted_are_two_measures(sentence: str, verdict: str) -> None:
    """Where a filing states both, the one given as the other is wrong; unsaid, it is open."""
    (bound,) = tier(DILUTED, BASIC, strict=False).tie(sentence)

    assert bound.verdict == verdict, bound.failure


def test_a_row_that_says_deficit_is_printed_without_a_sign() -> None:
    """A deficit of $7 million is a value of minus seven million."""
    (bound,) = tier(DEFICIT, strict=False).tie("Acme’s anvil deficit was $7 million in fiscal 2024.", Setting())

    assert bound.level == DEFICIT
