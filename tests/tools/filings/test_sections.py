"""Items of filings."""

from collections.abc import Callable
from pathlib import Path

from tieout.tools.filings import read

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
