"""A tag that its own row, or every other filing, contradicts states nothing; all others stay."""

from decimal import Decimal

from tests.tools.figures.test_splits import fact
from tieout.fact import Dimension, Fact
from tieout.tools.figures.mistagged import mislabelled, misplaced, mistagged, slipped

AXIS = "us-gaap:StatementBusinessSegmentsAxis"


def segment(label: str, member: str, document: int = 2023, axis: str = AXIS) -> Fact:
    """A row of a segment, with its printed label and the member of its tag."""
    dimension = Dimension(axis=axis, member=member, label=label)
    changes = {"id": f"{label}-{member}-{document}", "label": label, "dimensions": (dimension,), "unit": "USD"}
    return fact("1", 2022, document).model_copy(update=changes)


def test_a_row_that_names_another_member() -> None:
    """The words of the row and the member of its tag are two segments of one axis."""
    right, wrong = segment("Data Center", "amd:DataCenterMember", 2022), segment("Data Center", "amd:ClientMember")
    own = segment("Client", "amd:ClientMember", 2022)

    assert mislabelled([right, wrong, own]) == {wrong.id}


def test_a_country_by_its_code() -> None:
    """Ireland's row is not India's, whatever the tag says."""
    right, wrong = segment("Ireland", "country:IE", 2022), segment("Ireland", "country:IN")

    assert mistagged([right, wrong]) == {wrong.id}


def test_a_row_that_names_no_member_or_its_own() -> None:
    """Other words than the member's, a segment's full name, and another axis's member are no contradiction."""
    rows = [
        segment("Net sales", "amd:DataCenterMember"),
        segment("Client segment", "amd:ClientMember"),
        segment("Data Center", "amd:DatacenterMember"),
        segment("Xilinx", "amd:XilinxIncMember"),
        segment("Xilinx Inc", "amd:XilinxMember", 2022),
        segment("Data Center", "amd:DataCenterProductsMember", axis="srt:ProductOrServiceAxis"),
    ]

    assert mislabelled(rows) == frozenset()


def test_one_filing_against_all_others() -> None:
    """An opposite sign, or a percentage a hundredfold, in one of three filings; with two nobody can tell."""
    two = [fact("-686", 2021, stated, unit="USD") for stated in (2021, 2022)]
    lone = fact("686", 2021, 2023, unit="USD")

    assert slipped([*two, lone]) == {lone.id}
    assert slipped([two[0], lone]) == frozenset()

    rates = [fact(value, 2021, stated, unit="pure") for value, stated in (("0.25", 2021), ("0.25", 2022), ("25", 2023))]
    assert slipped(rates) == {rates[2].id}


def test_another_amount_is_no_slip() -> None:
    """A restated amount stays, and so does what every filing states otherwise."""
    changed = [fact(value, 2021, stated, unit="USD") for value, stated in (("5", 2021), ("5", 2022), ("4", 2023))]

    assert mistagged(changed) == frozenset()
    assert mistagged([one.model_copy(update={"value": Decimal(n)}) for n, one in enumerate(changed)]) == frozenset()


def row(concept: str, label: str, value: str, stated: int) -> Fact:
    changes = {"id": f"{label}-{stated}", "concept": f"amd:{concept}", "label": label, "unit": "USD"}
    return fact(value, 2022, stated).model_copy(update=changes)


def test_a_tag_on_a_wrong_row() -> None:
    """One filing swaps the tags of two rows; another tells which row each belongs to, by its name and its value."""
    swapped = [row("Wages", "Accrued marketing", "876", 2022), row("Marketing", "Accrued compensation", "701", 2022)]
    right = [row("Wages", "Accrued compensation", "701", 2023), row("Marketing", "Accrued marketing", "876", 2023)]

    assert misplaced([*swapped, *right]) == {one.id for one in swapped}


def test_a_row_that_was_renamed_or_restated_stays() -> None:
    """A new name of a row, or another value of it, puts no tag on a wrong row."""
    assert misplaced([row("Wages", "Accrued compensation", "701", 2022), row("Wages", "Wages", "650", 2023)]) == set()
    kept = [row("Sales", "Net sales", "90", 2023), row("Gross", "Gross sales", "100", 2023)]
    assert misplaced([row("Sales", "Net sales", "100", 2022), *kept]) == set()
