"""Headings of a PDF."""

import pytest

from tieout.tools.filings.pdfheadings import Headings, is_heading


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LIQUIDITY AND CAPITAL RESOURCES", True),
        ("Liquidity and Capital Resources", True),
        ("Note 7 – Debt", True),
        ("12. Income taxes", True),
        ("3.2.1 Financial assets", True),
        ("Basis of preparation and significant judgements of the board.", False),
        ("The company has several", False),
        ("31 December 2022", False),
        ("Lausanne, 22 March 2023", False),
        ("Statements of Cash Flows for the", False),
        ("Cash\t1,234", False),
        ("1,234 5,678", False),
        ("approval. The Remuneration Report", False),
        ("of the Group", False),
        ("", False),
    ],
)
def test_a_heading_is_told_by_its_words(line: str, expected: bool) -> None:
    """Titles and numbered lines are headings; sentences, dates, figures and broken lines are not."""
    assert is_heading(line) is expected


def test_numbered_headings_last_and_others_do_not() -> None:
    """A note goes on over pages; a heading without a number holds until the end of the next page."""
    headings = Headings(["one", "two", "three"], has_sections=False)
    seen = []
    for page in (("1. Debt", "Senior Notes"), (), ()):
        headings.page()
        for line in page:
            headings.line(line)
        seen.append(headings.names)

    assert seen == [("1. Debt", "Senior Notes"), ("1. Debt", "Senior Notes"), ("1. Debt",)]


def test_numbers_go_on_from_one_another() -> None:
    """A number that leads on from none before it is no heading: an address, a figure, a page number."""
    headings = Headings(["page"], has_sections=False)
    headings.page()

    assert headings.line("1. Accounting policies")
    assert not headings.line("89.1 Profit Increased")
    assert not headings.line("2 Canada Square")
    assert headings.names == ("1. Accounting policies",)


def test_running_heads_are_no_headings() -> None:
    """A line at the top of many pages names the part, unless it stands on most of them."""
    pages = [f"ACME LIMITED\nStrategic Report\nPage {n}" for n in range(5)]
    pages += [f"ACME LIMITED\nother {n}" for n in range(6)]
    headings = Headings(pages, has_sections=False)
    headings.page()

    assert not headings.line("ACME LIMITED")
    assert not headings.line("Strategic Report")
    assert headings.names == ("Strategic Report",)


def test_items_are_left_to_sections() -> None:
    """Where sections are known by a form's items, these are not headings beneath them."""
    headings = Headings(["page"], has_sections=True)
    headings.page()
    headings.line("Item 7. Management’s Discussion")

    assert headings.names == ()
