"""What stands under a heading is found by the heading's line, an item before a note of the same name."""

from tieout.tools.underheading import body_under, first_sentences

FILING = """Item 3. Legal Proceedings\t30
Item 4. Mine Safety Disclosures\t30
Item 3. Legal Proceedings
The State filed a lawsuit against us over falling anvils in November 2023.
We believe that we have strong defences and will use every one of them.
Item 4. Mine Safety Disclosures
Not applicable.
Legal Proceedings
In a note, the matter is told at length, and again at length, and then once more so that it is the longest of all.
"""


def test_the_item_itself_is_read() -> None:
    """Neither the table of contents nor a note is the item."""
    body = body_under(FILING, "legal")
    assert body is not None
    assert [FILING[slice(*place)] for place in first_sentences(FILING, body, 1)] == [
        "The State filed a lawsuit against us over falling anvils in November 2023."
    ]


def test_a_filing_without_the_heading_has_nothing_under_it() -> None:
    """No heading, no body."""
    assert body_under("We sell anvils.", "properties") is None
