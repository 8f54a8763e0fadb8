"""What concepts and members are called."""

import pytest

from tieout.document import Table, TableCell
from tieout.tools.filings.labels import Members, in_words, is_generic

TABLE = Table(index=0, start=0, end=6, rows=((TableCell(column=0, text="iPhone", start=0, end=6),),))


@pytest.mark.parametrize(
    ("member", "label"),
    [
        ("aapl:IPhoneMember", "iPhone"),
        ("acme:WestMember", "West of the river"),
        ("acme:EastCoastMember", "East coast"),
        ("2024-12-31", "2024-12-31"),
    ],
)
def test_members(member: str, label: str) -> None:
    """A member is called as the filing prints it, else as its linkbase does, else its name in words."""
    linked = {"acme:WestMember": "West of the river", "aapl:IPhoneMember": "Telephones"}

    assert Members([TABLE], linked).label(member) == label


def test_in_words() -> None:
    """A name in words begins with a capital and keeps its abbreviations."""
    assert in_words("us-gaap:OperatingIncomeLoss") == "Operating income loss"


@pytest.mark.parametrize(("label", "generic"), [("Total", True), ("TOTALS:", True), ("Total assets", False)])
def test_generic(label: str, generic: bool) -> None:
    """A bare total names nothing."""
    assert is_generic(label) is generic
