"""The front page of a filing is read by its labels, whatever order its lines have."""

import pytest

from tieout.tools.frontpage import Item, front_item

COVER = """UNITED STATES
SECURITIES AND EXCHANGE COMMISSION
FORM 10-K
For the fiscal year ended September 28, 2024
Commission File Number: 001-36743
Acme Inc.
(Exact name of Registrant as specified in its charter)
California\t94-2404110
(State or other jurisdiction
of incorporation or organization)\t(I.R.S. Employer Identification No.)
One Acme Way
Springfield, California\t95014
(Address of principal executive offices)\t(Zip Code)
(408) 996-1010
(Registrant’s telephone number, including area code)
Securities registered pursuant to Section 12(b) of the Act:
Title of each class\tTrading symbol(s)\tName of each exchange on which registered
Common Stock, $0.01 par value per share\tACME\tThe Nasdaq Stock Market LLC
2.000% Notes due 2027\t—\tThe Nasdaq Stock Market LLC
Securities registered pursuant to Section 12(g) of the Act: None
The aggregate market value held by non-affiliates was $1,234,567,890, with shares outstanding as of March 1, 2024.
15,115,823,000 shares of common stock were issued and outstanding as of October 18, 2024.
DOCUMENTS INCORPORATED BY REFERENCE
Portions of the proxy statement, 1,000,000,000 shares of which are outstanding on January 2, 2024.
"""


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ("state of incorporation", "California"),
        ("address of its principal executive offices", "One Acme Way\nSpringfield, California\t95014"),
        ("telephone number", "(408) 996-1010"),
        ("employer identification number", "94-2404110"),
        ("Commission file number", "001-36743"),
        ("listed securities", "Common Stock, $0.01 par value per share\tACME\tThe Nasdaq Stock Market LLC"),
        ("period of the report", "For the fiscal year ended September 28, 2024"),
        (
            "shares outstanding",
            "15,115,823,000 shares of common stock were issued and outstanding as of October 18, 2024.",
        ),
    ],
)
def test_each_item_is_the_value_of_its_label(item: Item, words: str) -> None:
    """The range of an item holds its value alone: no label, no note, no market value, nothing behind the front page."""
    assert [COVER[slice(*place)] for place in front_item(COVER, item)] == [words]


def test_a_label_in_one_cell_with_others_is_found_by_its_column() -> None:
    """Where a third number stands between, the state is still the cell above its own label."""
    cover = (
        "Nevada\t001-36555\t01-0949984\n(State or other jurisdiction\nof incorporation)\t(Commission\nFile Number)\t"
        "(I.R.S Employer\nIdentification No.)\n"
    )
    assert [cover[slice(*place)] for place in front_item(cover, "state of incorporation")] == ["Nevada"]


def test_shares_of_several_classes_are_one_table() -> None:
    """The line with the day and the rows of the classes below it belong together."""
    cover = "CLASS\tOUTSTANDING AT 3/21/2024\nClass A\t297,897,252\nClass B\t1,224,012,873\nOther\tnone\n"
    (place,) = front_item(cover, "shares outstanding")
    assert cover[slice(*place)].endswith("1,224,012,873")


def test_what_a_page_does_not_give_is_nothing() -> None:
    """A text that is no front page has none of the items."""
    assert front_item("We sell anvils.\nThey are heavy.", "state of incorporation") == ()
    assert front_item("We sell anvils.\nThey are heavy.", "listed securities") == ()
