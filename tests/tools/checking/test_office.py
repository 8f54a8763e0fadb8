"""Word documents, workbooks and presentations as papers, and how they are guarded."""

from pathlib import Path

import docx
import pytest

from tests.tools.checking.conftest import Checking
from tests.tools.checking.office import slides, word, workbook, zipped
from tests.tools.checking.test_numerals import assert_complete
from tieout.checked import Checked
from tieout.errors import InputError, ReadError
from tieout.tools.checking.annotate import annotated
from tieout.tools.checking.archive import Archive
from tieout.tools.checking.office import read_office
from tieout.tools.checking.reader import read_paper


def told(checked: Checked) -> list[tuple[str, str]]:
    """Each figure's text and verdict."""
    assert_complete(checked)
    return [(f.text, f.verdict) for f in checked.figures]


def test_a_word_document_is_checked_as_it_is_shown(tmp_path: Path, checking: Checking) -> None:
    """A figure in two runs is one; hidden runs are left out and said; tables and the footer count."""
    checked = checking(read_paper(word(tmp_path / "memo.docx")))

    assert told(checked) == [
        ("$391.0 billion", "tied"),
        ("391,035", "tied"),
        ("383,285", "tied"),
        ("93,736", "tied"),
        ("96,959", "wrong"),
        ("$364,980 million", "tied"),
    ]
    assert checked.notes == ("hidden or deleted text with numerals is not checked: 'Net sales were $999 billion.'",)


def test_a_deleted_figure_is_not_read_and_an_inserted_one_is(tmp_path: Path, checking: Checking) -> None:
    """Tracked changes read as accepted."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>Net sales were </w:t></w:r>'
        "<w:del><w:r><w:delText>$5 million</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>$391.0 billion</w:t></w:r></w:ins>"
        "<w:r><w:t> in fiscal 2024.</w:t></w:r></w:p></w:body></w:document>"
    )
    path = tmp_path / "tracked.docx"
    path.write_bytes(zipped({"word/document.xml": body.encode()}))

    assert told(checking(read_paper(path))) == [("$391.0 billion", "tied")]


def test_a_workbook_is_checked_as_it_is_formatted(tmp_path: Path, checking: Checking) -> None:
    """Percent and thousands read as shown; hidden cells and formulas without a value are said, not checked."""
    checked = checking(read_paper(workbook(tmp_path / "model.xlsx")))

    assert told(checked) == [
        ("391,035", "tied"),
        ("383,285", "tied"),
        ("93,736", "tied"),
        ("96,959", "wrong"),
        ("24.1%", "tied"),
        ("14.7%", "tied"),
    ]
    assert [note.split(" and ")[0] for note in checked.notes] == [
        "7 cells in hidden rows or columns of sheet 'Summary' are not checked",
        "1 formulas of sheet 'Summary' have no stored value",
        "sheet 'Secret' is hidden",
    ]


def test_slides_are_checked_with_titles_tables_and_notes(tmp_path: Path, checking: Checking) -> None:
    """A title says of which year its slide is; hidden slides are said."""
    checked = checking(read_paper(slides(tmp_path / "deck.pptx")))

    assert told(checked) == [
        ("$391.0 billion", "tied"),
        ("$97.0 billion", "wrong"),
        ("391,035", "tied"),
        ("$96.2 billion", "tied"),
    ]
    assert checked.notes == ("slide 2 is hidden and not checked",)


def test_comments_stand_at_their_figures_and_nothing_else_changes(tmp_path: Path, checking: Checking) -> None:
    """Another program reads the comments and the same text; the footer, where none can stand, has none."""
    path = word(tmp_path / "memo.docx")
    noted = tmp_path / "noted.docx"
    noted.write_bytes(annotated(path, checking(read_paper(path))))

    before, after = docx.Document(str(path)), docx.Document(str(noted))
    assert [c.text[:8] for c in after.comments] == ["✓ tied; ", "✓ tied; ", "✓ tied; ", "✓ tied; ", "✗ wrong;"]
    assert [p.text for p in after.paragraphs] == [p.text for p in before.paragraphs]
    assert len(list(docx.Document(str(noted)).comments)) == 5


def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    """Ten megabytes of one letter in a few kilobytes are no document."""
    data = zipped({"word/document.xml": b"a" * 10_000_000})

    with pytest.raises(ReadError, match="unpacks to 10,000,000 bytes"):
        Archive.opened(tmp_path / "bomb.docx", data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04" + b"0" * 200, "broken archive"),
        (zipped({"word/document.xml": b"<w:document"}), "broken in 'word/document.xml'"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "no workbook that can be read"),
        (zipped({"ppt/presentation.xml": b"nothing"}), "broken in 'ppt/presentation.xml'"),
    ],
)
def test_a_broken_file_says_so(tmp_path: Path, data: bytes, message: str) -> None:
    """One line instead of a trace."""
    with pytest.raises(ReadError, match=message):
        read_office(tmp_path / "broken.docx", data)


def test_an_entity_bomb_expands_to_nothing(tmp_path: Path) -> None:
    """Entities of a part are not resolved."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    bomb = (
        '<!DOCTYPE a [<!ENTITY x "391"><!ENTITY y "&x;&x;&x;&x;">]>'
        f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>sales &y;</w:t></w:r></w:p></w:body></w:document>'
    )

    assert "391" not in read_office(tmp_path / "e.docx", zipped({"word/document.xml": bomb.encode()})).text


def test_an_archive_of_anything_else_is_not_read(tmp_path: Path) -> None:
    """A folder that was packed is no document."""
    with pytest.raises(InputError, match="no DOCX, XLSX or PPTX"):
        read_office(tmp_path / "some.zip", zipped({"a.txt": b"391"}))


def test_a_file_cannot_be_annotated_that_is_neither_text_nor_word(tmp_path: Path, checking: Checking) -> None:
    """The message says what to use instead."""
    path = workbook(tmp_path / "model.xlsx")

    with pytest.raises(InputError, match="use --html"):
        annotated(path, checking(read_paper(path)))
