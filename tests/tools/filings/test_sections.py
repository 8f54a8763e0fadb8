"""Items of filings."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tieout.tools.filings import read
from tieout.tools.filings.canonical import canonical
from tieout.tools.filings.markup import html, is_inline, xml
from tieout.tools.filings.sections import sections

Write = Callable[..., Path]
FILLER = "<p>" + "Some words of the item itself. " * 30 + "</p>"


def names(path: Path) -> list[tuple[str, str, bool]]:
    """Name, title and sureness of the sections after the cover."""
    return [(s.name, s.title, s.sure) for s in read(path).sections if s.name != "Cover"]


def test_contents_excluded(filing: Write) -> None:
    """The table of contents repeats the headings; the items begin where their text does."""
    rows = "".join(
        f"<tr><td>Item {item}.</td><td>{title}</td><td>{n}</td></tr>"
        for n, (item, title) in enumerate([("1", "Business"), ("1A", "Risk Factors"), ("7", "Discussion")])
    )
    body = (
        f"<table>{rows}</table><p>Item 1. Business</p>{FILLER}<p>ITEM 1A — RISK FACTORS</p>{FILLER}"
        f"<p>see Item 7 of this report</p><p>Item 7.</p><p>Discussion</p>{FILLER}"
    )
    path = filing(body)
    reading = read(path)

    assert names(path) == [
        ("Item 1", "Business", True),
        ("Item 1A", "RISK FACTORS", True),
        ("Item 7", "Discussion", True),
    ]
    assert reading.text[reading.sections[1].start :].startswith("Item 1. Business\nSome words")
    assert reading.sections[-1].end == len(reading.text)


def test_implausible_length(filing: Write) -> None:
    """An item that is much longer than such items are is not trusted."""
    path = filing(f"<p>Item 1. Business</p>{FILLER}<p>Item 4. Mine Safety Disclosures</p>{FILLER * 40}")

    assert names(path)[-1] == ("Item 4", "Mine Safety Disclosures", False)


def test_cross_reference_index(filing: Write) -> None:
    """Without item headings, the items begin where the index's links lead."""
    body = (
        f"<p id='b'>About Acme</p>{FILLER * 3}<p id='r'>RISK FACTORS</p>{FILLER * 3}"
        "<table><tr><td>Item 1</td><td>Business</td><td><a href='#b'>Page 3</a></td></tr>"
        "<tr><td>Item 1A</td><td>Risk Factors</td><td><a href='#r'>Page 9</a></td></tr></table>"
    )

    assert names(filing(body)) == [("Item 1", "About Acme", True), ("Item 1A", "RISK FACTORS", True)]


def test_current_report(page: Callable[[str], Path]) -> None:
    """An 8-K has items with two numbers, in any order."""
    body = (
        "<p>SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 8-K</p><p>Item 2.02 Results of Operations</p><p>a</p>"
        "<p>Item 9.01. Exhibits</p><p>b</p>"
    )

    assert names(page(body)) == [
        ("Item 2.02", "Results of Operations", True),
        ("Item 9.01", "Exhibits", True),
    ]


def test_quarterly_parts(page: Callable[[str], Path]) -> None:
    """The items of a 10-Q are told apart by part, also when part II is not announced."""
    headings = [
        "Item 1. Financial Statements",
        "Item 2. Discussion",
        "Item 4. Controls",
        "Item 1. Legal",
        "Item 6. Exhibits",
    ]
    body = "<p>SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 10-Q</p>" + "".join(
        f"<p>{h}</p>{FILLER}" for h in headings
    )

    assert [name for name, _, _ in names(page(body))] == [
        "Part I, Item 1",
        "Part I, Item 2",
        "Part I, Item 4",
        "Part II, Item 1",
        "Part II, Item 6",
    ]


def test_heading_within(filing: Write) -> None:
    """A section in which another item's heading stands, out of order and bold, is not trusted."""
    path = filing(
        f"<p>Item 1. Business</p>{FILLER}<p>Item 7. Discussion</p>{FILLER * 3}<p><b>Item 2. Properties</b></p>{FILLER}"
        f"<p>Item 8. Statements</p>{FILLER * 3}"
    )

    assert names(path) == [
        ("Item 1", "Business", True),
        ("Item 7", "Discussion", False),
        ("Item 8", "Statements", True),
    ]


def test_paragraph_of_an_item(filing: Write) -> None:
    """The line "Item 15(a)(3)" is a paragraph of an item, not an item."""
    path = filing(f"<p>Item 14. Fees</p>{FILLER}<p>Item 15. Exhibits</p><p>None.</p><p>ITEM 15(a)(3)</p>{FILLER * 9}")

    assert [name for name, _, _ in names(path)] == ["Item 14", "Item 15"]


@pytest.mark.parametrize(("form", "sure"), [("10-K", False), ("20-F", True)])
def test_length_by_form(page: Callable[[str], Path], form: str, sure: bool) -> None:
    """A long Item 3 is implausible in a 10-K, where it is of lawsuits, and usual in a 20-F, where it is of risks."""
    head = f"<p>SECURITIES AND EXCHANGE COMMISSION</p><p>FORM {form}</p>"
    body = f"<p>Item 2. A</p>{FILLER}<p>Item 3. B</p>{FILLER * 90}<p>Item 4. C</p>{FILLER}"

    assert [one for name, _, one in names(page(head + body)) if name == "Item 3"] == [sure]


def test_index_leads_into_an_item(filing: Write) -> None:
    """Where an index leads into the middle of another item, that item is not trusted."""
    body = (
        f"<p id='m'>Management's Discussion and Analysis</p>{FILLER * 3}<p id='p'>What we own</p>{FILLER}"
        f"<p id='r'>RISK FACTORS</p>{FILLER * 3}"
        "<table><tr><td>Item 1A</td><td>Risk Factors</td><td><a href='#r'>Page 9</a></td></tr>"
        "<tr><td>Item 2</td><td>Properties</td><td><a href='#p'>Page 7</a></td></tr>"
        "<tr><td>Item 7</td><td>Discussion</td><td><a href='#m'>Page 3</a></td></tr></table>"
    )

    assert [(name, sure) for name, _, sure in names(filing(body))] == [("Item 7", False), ("Item 1A", True)]


def test_scattered_by_its_index(filing: Write) -> None:
    """An item that its index finds on pages apart, or on whose pages it finds another one, is not trusted."""
    body = (
        f"<p id='b'>About Acme</p>{FILLER * 3}<p id='r'>RISK FACTORS</p>{FILLER * 3}<p id='c'>Cybersecurity</p>{FILLER}"
        f"<p id='l'>Legal Proceedings</p>{FILLER}"
        "<table><tr><td>Item 1</td><td>Business</td><td><a href='#b'>4-6, 78</a></td></tr>"
        "<tr><td>Item 1A</td><td>Risk Factors</td><td><a href='#r'>27–36</a></td></tr>"
        "<tr><td>Item 1C</td><td>Cybersecurity</td><td><a href='#c'>37</a></td></tr>"
        "<tr><td>Item 2</td><td>Properties</td><td>38</td></tr>"
        "<tr><td>Item 3</td><td>Legal</td><td><a href='#l'>38-39</a></td></tr></table>"
    )

    assert [(name, sure) for name, _, sure in names(filing(body))] == [
        ("Item 1", False),
        ("Item 1A", True),
        ("Item 1C", True),
        ("Item 3", False),
    ]


DOUBTED = {
    "GE_10-K_0000040545-24-000027": {
        "Item 1",
        "Item 1C",
        "Item 7",
        "Item 8",
    },  # its index finds parts of them elsewhere
    "CL_10-K_0000021665-24-000003": {"Item 16"},  # the statements follow after the last item
    "MCD_10-K_0000063908-24-000072": {"Item 7", "Item 2"},  # its index leads into both for other items
}


@pytest.mark.real
def test_audit(shared_data: Path) -> None:
    """In all shared filings the items are in order and complete; those that are mis-cut are doubted, no others."""
    for path in sorted((shared_data / "filings").rglob("*.html")):
        text = path.read_text(encoding="utf-8", errors="replace")
        form = next((form for form in ("10-K", "10-Q") if form in path.stem), "8-K")
        page = canonical(xml(path, text) if is_inline(text) else html(path, text))
        cut = sections(page, form)
        named = {section.name: page.text[section.start : section.end] for section in cut}
        assert len(named) == len(cut), path.stem
        assert {section.name for section in cut if not section.sure} == DOUBTED.get(path.stem, set()), path.stem
        assert "".join(named.values()) == page.text
        for name, words in named.items():
            assert name == "Cover" or words[0].isalpha()
        if form == "10-K":
            assert len(named["Item 1A"]) > 20_000
            assert len(named["Item 7"]) > 10_000 or "incorporated" in named["Item 7"]
            assert len(named["Item 3"]) < 12_000
        elif form == "10-Q":
            assert len(named["Part I, Item 1"]) > 20_000
            assert len(named["Part I, Item 2"]) > 10_000
