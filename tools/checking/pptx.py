"""What do the slides of a presentation say? Titles, text, tables and speaker notes, slide by slide."""

from collections.abc import Iterator
from posixpath import basename

from lxml import etree

from tieout.tools.checking.archive import Archive
from tieout.tools.checking.written import GridCell, Written

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAIN = "ppt/presentation.xml"
_TITLES = frozenset({"title", "ctrTitle"})
_FURNITURE = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})


def read_pptx(archive: Archive) -> Written:
    """Read a presentation; raises ReadError where a part of it is broken."""
    written = Written()
    related = archive.related(_MAIN)
    for number, one in enumerate(archive.tree(_MAIN).iter(f"{_P}sldId"), start=1):
        name = related.get(one.get(_R, ""), ("", ""))[1]
        if name in archive.names:
            _slide(archive, name, number, written)
    return written


def _slide(archive: Archive, name: str, number: int, written: Written) -> None:
    root = archive.tree(name)
    if root.get("show") in {"0", "false"}:
        written.notes.append(f"slide {number} is hidden and not checked")
        return
    written.heading, written.caption = [], ""
    for shape in sorted(root.iter(f"{_P}sp", f"{_P}graphicFrame"), key=lambda one: _kind(one) not in _TITLES):
        if _kind(shape) in _FURNITURE or any(a.tag == _FALLBACK for a in shape.iterancestors()):
            continue
        if _is_hidden(shape):
            written.notes.append(f"a hidden shape of slide {number} is not checked")
            continue
        _shape(shape, written)
    for kind, part in archive.related(name).values():
        if kind == "notesSlide" and part in archive.names:
            _notes(archive.tree(part), written)
        elif kind in {"chart", "oleObject", "diagramData"}:
            written.notes.append(f"slide {number} holds a chart or an embedded object ({basename(part)}), not checked")


def _shape(shape: etree._Element, written: Written) -> None:
    for table in shape.iter(f"{_A}tbl"):
        written.table([list(_cells(row)) for row in table.iter(f"{_A}tr")])
        return
    for paragraph in shape.iter(f"{_A}p"):
        if _kind(shape) in _TITLES:
            written.head(_text(paragraph), 1)
        else:
            written.block(_text(paragraph))


def _notes(root: etree._Element, written: Written) -> None:
    """What the speaker says on a slide."""
    for shape in root.iter(f"{_P}sp"):
        if _kind(shape) not in _FURNITURE:
            for paragraph in shape.iter(f"{_A}p"):
                written.block(_text(paragraph), "note")


def _cells(row: etree._Element) -> Iterator[GridCell]:
    for column, cell in enumerate(row.iter(f"{_A}tc")):
        wide = cell.get("gridSpan", "1")
        merged = cell.get("hMerge") in {"1", "true"} or cell.get("vMerge") in {"1", "true"}
        said = "" if merged else " ".join(_text(p) for p in cell.iter(f"{_A}p"))
        yield column, int(wide) if wide.isdecimal() else 1, said


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph; a line break is a space."""
    parts = paragraph.iter(f"{_A}t", f"{_A}br", f"{_A}tab")
    return "".join((part.text or "") if part.tag == f"{_A}t" else " " for part in parts)


def _kind(shape: etree._Element) -> str:
    """Which placeholder a shape fills."""
    place = next(shape.iter(f"{_P}ph"), None)
    return place.get("type", "body") if place is not None else ""


def _is_hidden(shape: etree._Element) -> bool:
    properties = next(shape.iter(f"{_P}cNvPr"), None)
    return properties is not None and properties.get("hidden") in {"1", "true"}
