"""Officers are read from their list and from the signatures, each with the office that is theirs."""

from tieout.tools.officers import in_role, officer_lines

SIGNED = """SIGNATURES
Pursuant to the requirements of Section 13 or 15(d), the registrant has caused this report to be signed.
By:\t/s/ Ann Boss
Ann Boss
Chair and Chief Executive Officer
Principal Financial Officer:
/s/\tBob Money\tFebruary 9, 2024
Bob Money
Executive Vice President and Chief Financial Officer
Principal Accounting Officer:
/s/\tCid Count\tFebruary 9, 2024
Cid Count
Senior Vice President and Controller
"""
LISTED = """Information about our executive officers
Name\tAge\tOffice\tHeld Since
Dan Parts\t55\tChief Executive Officer, Acme Beverages\t2019
Ann Boss\t60\tChair and Chief Executive Officer\t2016
Eve Laws\t52\tExecutive Vice President and General Counsel\t2022
Item 9.\tNotes\t55
"""


def test_the_head_of_a_part_is_not_the_head_of_the_company() -> None:
    """Of two chief executives in a list the one who signed for the company is meant."""
    text = LISTED + SIGNED
    assert text[slice(*in_role(text, "ceo")[0])].endswith("Chair and Chief Executive Officer")
    assert "Ann Boss" in text[slice(*in_role(text, "ceo")[0])]


def test_the_heading_of_the_next_signature_is_no_office_of_this_one() -> None:
    """A title such as "Principal Accounting Officer:" below a name belongs to the next."""
    found = [SIGNED[slice(*place)] for place in in_role(SIGNED, "accounting")]
    assert not any("Bob Money" in text for text in found)


def test_the_list_has_people_and_no_headings() -> None:
    """Lines with a name, an age and an office are the list; the year since when is left off."""
    assert [LISTED[slice(*place)] for place in officer_lines(LISTED)] == [
        "Dan Parts\t55\tChief Executive Officer, Acme Beverages",
        "Ann Boss\t60\tChair and Chief Executive Officer",
        "Eve Laws\t52\tExecutive Vice President and General Counsel",
    ]


def test_an_office_that_one_line_of_the_list_has_is_that_persons() -> None:
    """A counsel who signs nothing is found in the list."""
    assert LISTED[slice(*in_role(LISTED, "counsel")[0])].startswith("Eve Laws")
