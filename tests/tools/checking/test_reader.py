"""Files that are to be checked, and those that cannot be."""

from pathlib import Path

import pytest

from tests.tools.checking.conftest import SAMPLE
from tieout.errors import InputError, NotThereError, ReadError
from tieout.tools.checking.reader import MOST, paper_of, read_paper


def test_markdown_spans_count_in_the_files_own_characters(tmp_path: Path) -> None:
    """Line ends, markup and all stay as they are."""
    path = tmp_path / "a.md"
    path.write_bytes("Net **sales**\r\n$5 — 7\r\n".encode())

    assert read_paper(path).text == "Net **sales**\r\n$5 — 7\r\n"


def test_markdown_with_html_in_it_is_markdown(tmp_path: Path) -> None:
    """A tag does not make a memo a web page."""
    path = tmp_path / "a.md"
    path.write_text("<div>\n\n# Net sales\n\n</div>\n")

    assert [p.block for p in read_paper(path).pieces if p.visible.strip()] == ["heading"]


def test_a_page_is_read_as_its_reader_sees_it(tmp_path: Path) -> None:
    """Headings, paragraphs and tables of HTML; what is not displayed is not there."""
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><p>Net sales were <b>$391.0</b> billion.<span style='display:none'>$5</span></p>"
        "<p>(in millions)</p><table><tr><td></td><td>2024</td><td>2023</td></tr>"
        "<tr><td>Net sales</td><td>$</td><td>391,035</td></tr></table></body></html>"
    )

    paper = read_paper(path)
    assert "$5" not in paper.text
    assert [p.visible for p in paper.pieces if p.block == "paragraph"] == [
        "Net sales were $391.0 billion.",
        "(in millions)",
    ]
    assert [(p.visible, p.row, int(p.scale)) for p in paper.pieces if p.block == "cell"] == [
        ("$391,035", "Net sales", 10**6)
    ]


def test_a_whole_filing_has_cells_with_rows_and_columns() -> None:
    """The statements of a filing read cell by cell."""
    cells = [p for p in read_paper(SAMPLE).pieces if p.block == "cell" and p.row == "Total net sales"]

    assert ("391,035", "2024") in [(c.visible.strip(" $"), c.column.split()[-1]) for c in cells]


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("a.md", b"", ReadError, "is empty"),
        ("a.md", bytes(range(256)), ReadError, "binary file"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(100), ReadError, "encrypted, or in an old format"),
        ("a.docx", b"hello", ReadError, "not what its name says"),
        ("a.pdf", b"hello", ReadError, "not a PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n", InputError, "PNG image"),
        ("a.md", b"5 " * (MOST // 2 + 1), InputError, "split it first"),
    ],
)
def test_what_cannot_be_checked_says_why(
    tmp_path: Path, name: str, data: bytes, error: type[Exception], message: str
) -> None:
    """Empty, binary, encrypted, mislabelled and endless files are no papers."""
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(error, match=message):
        read_paper(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """The path is in the message."""
    with pytest.raises(NotThereError, match=r"nowhere\.md"):
        read_paper(tmp_path / "nowhere.md")


def test_a_text_that_is_too_long_is_refused_at_once() -> None:
    """Fifty megabytes are not tried."""
    with pytest.raises(InputError, match="more than the 2,000,000"):
        paper_of("a" * 50_000_000)
