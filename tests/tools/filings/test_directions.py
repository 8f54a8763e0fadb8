"""What brackets around an amount mean beside its words."""

import pytest

from tieout.tools.filings.directions import is_taken_away


@pytest.mark.parametrize(
    ("label", "section", "expected"),
    [
        ("Purchases of marketable securities", "", True),
        ("Sublease income", "Lease cost", True),
        ("RSUs vested", "", True),
        ("Total deferred tax liabilities", "", True),
        ("Right-of-use assets", "Deferred tax liabilities", True),
        ("Income tax benefit related to share-based compensation expense", "", True),
        ("Research and development credit, net", "", True),
        ("Selling, general and administrative", "", True),
        ("Inventories", "Changes in operating assets and liabilities", False),
        ("Operating income", "", False),
        ("Gain (loss) on sale of business", "", False),
        ("Amortization of prior service cost (credit)", "", False),
        ("Net annual benefit cost (credit)", "", False),
    ],
)
def test_directions(label: str, section: str, expected: bool) -> None:
    """Only words that name one direction make brackets say what the words say already."""
    assert is_taken_away(label, section=section) == expected
