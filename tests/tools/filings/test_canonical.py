"""Canonical text and its offsets."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tieout.tools.filings.canonical import Canonical, canonical
from tieout.tools.filings.scribe import Scribe


def read(body: str, head: str = "") -> Canonical:
    """The canonical text of an HTML body."""
    root = etree.fromstring(f"<html><head>{head}</head><body>{body}</body></html>", etree.HTMLParser())
    return canonical(root)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a  b\n c</p><p>d</p>", "a b c\nd"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("a<br>b<br><br>c", "a\nb\nc"),
        ("<span>Net</span><span>sales</span>", "Netsales"),
        ("<span>Net </span> <span> sales</span>", "Net sales"),
        ("<p>a&nbsp;&#8203;b&shy;c</p>", "a bc"),
        ("<p>cafe\u0301</p>", "café"),
        ("<p>e<b>\u0301</b>x</p>", "éx"),
        ("<p>a<span style='display: none'>x</span>b</p>", "ab"),
        ("<p>a<span style='visibility:hidden'>x</span>b<script>y</script><i hidden>z</i></p>", "ab"),
        (
            "<p>a<span style='font-size:0'>x</span><i style='opacity: 0.0;'>y</i><b style='left:-9999px'>z</b>b</p>",
            "ab",
        ),
        (
            "<p>a<span style='color:#fff;background-color:#FFFFFF'>x</span><i style='background:#fff;color:#fff'>y</i>",
            "a",
        ),
        ("<p>a<span style='color:#fff'>b</span><i style='font-size:0.5em;opacity:0.9'>c</i></p>", "abc"),
        ("<p>a<span style='background-color:#fff;color:#ffff00'>b</span></p>", "ab"),
        ("<table><tr><td>a</td><td></td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table>", "a\t1\nb\t2"),
        ("<table><tr><td><div>Sep 28,</div><div>2024</div></td><td><p>x</p></td></tr></table>", "Sep 28,\n2024\tx"),
        ("<pre>a  b\nc</pre>", "a b\nc"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<div>a</div><div style='display:inline'>b</div>", "a\nb"),
        ("a<div style='display:inline'>b</div>", "ab"),
    ],
)
def test_text(body: str, text: str) -> None:
    """White space, blocks, cells and hidden parts follow the rules of the text's version."""
    assert read(body).text == text


def test_style_sheet() -> None:
    """A class that the document's own style sheet hides is left out, one that it makes bold is bold."""
    page = read(
        "<p class='b h x'>gone</p><p class='b'>bold</p>", "<style>.x, p.y {display:none} .b{font-weight:700}</style>"
    )

    assert page.text == "bold"
    assert page.is_bold(0, 4)


def test_bold() -> None:
    """Bold is inherited, can be undone, and covers a range only when all of it is bold."""
    page = read("<p style='font-weight:bold'>one <i>two</i> <span style='font-weight:400'>three</span></p>")

    assert page.is_bold(0, len("one two"))
    assert not page.is_bold(0, len("one two three"))


def test_grid_columns() -> None:
    """Cells know their grid column, spans of columns and of rows counted; empty cells and rows are left out."""
    page = read(
        "<table><tr></tr><tr><td rowspan=2>a</td><td colspan=3>b</td><td>c</td></tr>"
        "<tr><td></td><td colspan=x>d</td></tr></table>"
    )
    rows = page.grids[0].shown

    assert [[(c.column, c.span) for c in row] for row in rows] == [[(0, 1), (1, 3), (4, 1)], [(2, 1)]]


def test_nested_table() -> None:
    """A table that holds another one is a layout: only the inner one counts."""
    page = read("<table><tr><td><table><tr><td>x</td></tr></table></td><td>y</td></tr></table>")

    assert page.text == "x\ty"
    assert [(grid.mark.start, grid.mark.end) for grid in page.grids] == [(0, 1)]


def test_links() -> None:
    """The document's own links lead to the characters of their targets."""
    page = read("<p><a href='#r'>Risk</a></p><div id='r'></div><p>Risk factors</p>")
    target, mark = page.links[0]

    assert page.text[mark.start : mark.end] == "Risk"
    assert page.text[page.anchors[target] :].strip() == "Risk factors"


@given(st.lists(st.text(max_size=12), max_size=12))
def test_scribe(pieces: list[str]) -> None:
    """Whatever is written, the text is collapsed, and each piece's range holds that piece."""
    scribe = Scribe()
    marks = []
    for piece in pieces:
        mark = scribe.open()
        scribe.write(piece)
        scribe.close(mark)
        scribe.block()
        marks.append((mark, piece))
    text = scribe.text

    assert text == text.strip()
    assert "\n\n" not in text
    assert "  " not in text
    assert len(text) == scribe.length
    for mark, piece in marks:
        own = Scribe()
        own.write(piece)
        assert text[mark.start : mark.end] == own.text
        assert unicodedata.is_normalized("NFC", own.text)
