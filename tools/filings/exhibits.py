"""Which exhibits has a filing? Reads its index on EDGAR, or takes them out of the full submission."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from lxml import etree

from tieout.errors import ReadError
from tieout.model import Thing
from tieout.tools.filings.noted import Noted

MOST = 30
"""Exhibits of one filing; a filing with more of them is not one that reports."""

_WANTED = re.compile(r"EX-(?:99|13)(?:\.[\w.-]{1,12})?", re.IGNORECASE)
_NAME = re.compile(r"\w[\w.-]{0,120}")
_READ = frozenset({".htm", ".html", ".txt"})
"""Graphics and archives are never fetched; PDF is the copy of a document that is there as text."""
_COLUMNS = 4
_DOCUMENT = re.compile(rb"<DOCUMENT>(.*?)</DOCUMENT>", re.DOTALL | re.IGNORECASE)
_TEXT = re.compile(rb"<TEXT>\s*(?:<(?:XBRL|XML)>\s*)?(.*?)(?:</(?:XBRL|XML)>\s*)?</TEXT>", re.DOTALL | re.IGNORECASE)


class Exhibit(Thing):
    """One exhibit as EDGAR names it; the name has no folder in it."""

    form: str
    """Such as "EX-99.1"."""
    file: str


def listed(page: bytes) -> tuple[Exhibit, ...]:
    """The exhibits with figures that a filing's index lists: numbers 99 and 13; raises ReadError for another page."""
    root = etree.HTML(page, etree.HTMLParser(no_network=True))
    tables = [] if root is None else [t for t in root.iter("table") if "tableFile" in str(t.get("class"))]
    if not tables:
        raise ReadError("EDGAR's page is no index of a filing")
    return _wanted(_row(row) for table in tables for row in table.iter("tr"))


def taken_out(submission: bytes) -> tuple[tuple[Exhibit, bytes], ...]:
    """The exhibits with figures of a full submission, each with its document."""
    bodies: dict[str, bytes] = {}
    said: list[tuple[str, str]] = []
    for found in _DOCUMENT.finditer(submission):
        form, file = _header(found[1], b"TYPE"), _header(found[1], b"FILENAME")
        text = _TEXT.search(found[1])
        if text is not None:
            said.append((form, file))
            bodies.setdefault(file, text[1])
    return tuple((one, bodies[one.file]) for one in _wanted(said))


def composed(documents: Iterable[tuple[Noted, bytes]]) -> bytes:
    """A submission of a filing, which comes first, and its exhibits, in the form in which EDGAR has them."""
    parts: list[bytes] = []
    for note, body in documents:
        if not parts:
            parts.append(_heading(note).encode())
        file = (note.url or "").rpartition("/")[2]
        parts.append(f"<DOCUMENT>\n<TYPE>{note.form}\n<FILENAME>{file}\n<TEXT>\n".encode())
        parts.append(body + b"\n</TEXT>\n</DOCUMENT>\n")
    return b"".join([*parts, b"</SEC-DOCUMENT>\n"])


def _heading(note: Noted) -> str:
    lines = ["<SEC-DOCUMENT>", "<SEC-HEADER>"]
    if note.accepted is not None:
        lines.append(f"<ACCEPTANCE-DATETIME>{note.accepted:%Y%m%d%H%M%S}")
    lines += [f"ACCESSION NUMBER: {note.accession}", f"CONFORMED SUBMISSION TYPE: {note.form}"]
    if note.filed is not None:
        lines.append(f"FILED AS OF DATE: {note.filed:%Y%m%d}")
    return "\n".join([*lines, "</SEC-HEADER>", ""])


def _wanted(said: Iterable[tuple[str, str]]) -> tuple[Exhibit, ...]:
    """Those that are read, each file once; a name that could lead elsewhere is none."""
    found: dict[str, Exhibit] = {}
    for form, file in said:
        is_name = _NAME.fullmatch(file) is not None and ".." not in file
        if _WANTED.fullmatch(form) and is_name and PurePosixPath(file).suffix.lower() in _READ:
            found.setdefault(file, Exhibit(form=form.upper(), file=file))
    return tuple(found.values())[:MOST]


def _row(row: etree._Element) -> tuple[str, str]:
    """Type and file of a line of the index."""
    cells = list(row.iter("td"))
    if len(cells) < _COLUMNS:
        return "", ""
    link = next(iter(cells[2].iter("a")), None)
    address = "" if link is None else str(link.get("href") or "")
    return " ".join("".join(str(part) for part in cells[3].itertext()).split()), address.rpartition("/")[2]


def _header(document: bytes, name: bytes) -> str:
    match = re.search(rb"<" + name + rb">[ \t]*([^\r\n<]*)", document, re.IGNORECASE)
    return match[1].decode("ascii", "replace").strip() if match else ""


def names(exhibits: Iterable[Exhibit]) -> Iterator[tuple[Exhibit, str]]:
    """Each exhibit with a word for file names, such as "EX-99.1"; the second of a number is "EX-99.1-2"."""
    seen: dict[str, int] = {}
    for one in exhibits:
        seen[one.form] = seen.get(one.form, 0) + 1
        yield one, one.form if seen[one.form] == 1 else f"{one.form}-{seen[one.form]}"
