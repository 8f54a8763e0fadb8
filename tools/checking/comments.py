"""How is a Word document given comments? Each at the runs that show its figure; nothing else of the file changes."""

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from tieout.errors import ReadError
from tieout.tools.checking.archive import Archive
from tieout.tools.checking.docx import WordText, read_docx
from tieout.tools.checking.paper import Place

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NS}}}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DOCUMENT, _COMMENTS = "word/document.xml", "word/comments.xml"
_RELATIONS, _LIST = "word/_rels/document.xml.rels", "[Content_Types].xml"
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
AUTHOR = "Tieout"


def commented(path: Path, data: bytes, notes: Sequence[tuple[Place, str]]) -> bytes:
    """The document with a comment for each note on a range of its written text.

    Notes on what stands outside the body, in footnotes, headers and footers, have no place and are left out.
    """
    archive = Archive.opened(path, data)
    text = read_docx(archive)
    if text.body is None:
        raise ReadError(f"{str(path)!r} has no body; save it again")
    comments = _comments(archive)
    taken = [int(c.get(f"{_W}id", "0")) for c in comments if c.get(f"{_W}id", "").isdecimal()]
    for number, (place, said) in enumerate(notes, start=max(taken, default=-1) + 1):
        if _mark(text, place, number):
            comments.append(_comment(number, said))
    parts = {_DOCUMENT: text.body, _COMMENTS: comments, **_declared(archive)}
    return _packed(archive, {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                             for name, root in parts.items()})  # fmt: skip


def _comments(archive: Archive) -> etree._Element:
    """The comments that are there already."""
    if _COMMENTS in archive.names:
        return archive.tree(_COMMENTS)
    return etree.Element(f"{_W}comments", nsmap={"w": _NS})


def _mark(text: WordText, place: Place, number: int) -> bool:
    """Put the marks of a comment around the runs that show a range."""
    runs = [run for start, end, run in text.runs if start < place[1] and place[0] < end and run.tag == f"{_W}r"]
    inside = [run for run in runs if text.body is not None and run.getroottree().getroot() is text.body]
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    first.addprevious(etree.Element(f"{_W}commentRangeStart", {f"{_W}id": str(number)}))
    shown = etree.Element(f"{_W}r")
    etree.SubElement(shown, f"{_W}commentReference", {f"{_W}id": str(number)})
    tail = _after_marks(last)
    tail.addnext(shown)
    tail.addnext(etree.Element(f"{_W}commentRangeEnd", {f"{_W}id": str(number)}))
    return True


def _after_marks(run: etree._Element) -> etree._Element:
    """The last of the marks that stand behind a run already, so that comments keep their order."""
    following = run.getnext()
    while following is not None and (
        following.tag == f"{_W}commentRangeEnd" or following.find(f"{_W}commentReference") is not None
    ):
        run, following = following, following.getnext()
    return run


def _comment(number: int, said: str) -> etree._Element:
    comment = etree.Element(
        f"{_W}comment", {f"{_W}id": str(number), f"{_W}author": AUTHOR, f"{_W}initials": AUTHOR[:1]}
    )
    paragraph = etree.SubElement(comment, f"{_W}p")
    text = etree.SubElement(etree.SubElement(paragraph, f"{_W}r"), f"{_W}t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = _UNFIT.sub("�", said)
    return comment


def _declared(archive: Archive) -> dict[str, etree._Element]:
    """The lists of the file's parts and relations, with the comments in them."""
    types = archive.tree(_LIST)
    if not any(one.get("PartName") == f"/{_COMMENTS}" for one in types):
        etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{_COMMENTS}", "ContentType": _CONTENT})
    is_there = _RELATIONS in archive.names
    relations = archive.tree(_RELATIONS) if is_there else etree.Element(f"{_RELS}Relationships")
    if not any(one.get("Type") == _KIND for one in relations):
        kept = {one.get("Id") for one in relations}
        name = next(f"rIdTieout{n}" for n in range(len(kept) + 1) if f"rIdTieout{n}" not in kept)
        etree.SubElement(
            relations, f"{_RELS}Relationship", {"Id": name, "Type": _KIND, "Target": _COMMENTS.rpartition("/")[2]}
        )
    return {_LIST: types, _RELATIONS: relations}


def _packed(archive: Archive, changed: dict[str, bytes]) -> bytes:
    """The archive with some parts changed or added, and every other byte for byte."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for entry in archive.file.infolist():
            if entry.filename not in changed:
                file.writestr(entry, archive.bytes_of(entry.filename))
        for name, data in changed.items():
            file.writestr(name, data)
    return packed.getvalue()
