"""Which documents are in an EDGAR submission, and what does its header say of them?

A submission is an SGML header and many DOCUMENT blocks (EDGAR Filer Manual II, 5.1); only the blocks that are wanted
are ever decoded, so pictures, archives and spreadsheets inside it cost nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from pathlib import Path

from tieout.document import Entity
from tieout.errors import ReadError
from tieout.tools.filings.linkbase import labels
from tieout.tools.filings.markup import is_inline, is_markup, truncated
from tieout.tools.filings.sniff import decoded

_BEGINS = re.compile(rb"\s*(?:-----BEGIN PRIVACY|<SEC-DOCUMENT>|<SEC-HEADER>|<DOCUMENT>)")
_WRAPPER = re.compile(rb"\s*<(XBRL|PDF|XML)>\s*")
_ENCODED = re.compile(rb"\s*begin [0-7]{3} ")
_TYPE = re.compile(rb"<TYPE>[ \t]*([^\r\n]*)")
_SAID = re.compile(
    r"^\s*(?:<(ACCEPTANCE-DATETIME)>|(ACCESSION NUMBER|CONFORMED SUBMISSION TYPE|CONFORMED PERIOD OF REPORT|"
    r"FILED AS OF DATE|COMPANY CONFORMED NAME|CENTRAL INDEX KEY):)[ \t]*([^\r\n]*)",
    re.MULTILINE,
)
_LAYOUT = re.compile(r"</?(?:PAGE|TABLE|CAPTION|S|C|FN)>", re.IGNORECASE)
"""What old filings in plain text mark pages and columns with."""
_READ = ("EX-13", "EX-99", "TEXT-EXTRACT")
"""Exhibits that say what the filing would say itself; any other one only where it tags figures."""
_NEVER = ("EX-101", "EX-104", "EX-27", "EX-31", "EX-32", "XML", "GRAPHIC", "ZIP", "EXCEL", "JSON", "EX-FILING")
_LABELS = ("EX-101.LAB", "EX-101.SCH")
_HEAD = 100_000
_OPEN, _TEXT, _END = b"<DOCUMENT>", b"<TEXT>", b"</TEXT>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document of a submission, out of its wrapper."""

    type: str
    """Such as "8-K" or "EX-99.1"."""
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What is read of a submission; None where the header says nothing."""

    parts: tuple[Part, ...]
    """The filing itself first, then the exhibits that are read."""
    form: str | None = None
    accession: str | None = None
    accepted: datetime | None = None
    filed: date | None = None
    period_end: date | None = None
    filer: Entity | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    """What its label linkbase calls concepts and members."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One DOCUMENT block: its type, and where its text is."""

    type: str
    start: int
    end: int


def is_submission(data: bytes) -> bool:
    """Whether a file is an EDGAR submission."""
    return _BEGINS.match(data) is not None


def submission(path: Path, data: bytes) -> Submission:
    """Take a submission apart.

    Raises:
        ReadError: it ends within a document, or holds none that is read.
    """
    blocks = list(_blocks(path, data))
    parts = [part for n, block in enumerate(blocks) if (part := _part(path, data, block, is_first=n == 0)) is not None]
    if not parts:
        types = ", ".join(dict.fromkeys(block.type for block in blocks)) or "none"
        raise ReadError(f"{str(path)!r} holds no page of text, only data or pictures ({types}), which are not read")
    first = data.find(_OPEN)
    said = _header(data[: min(first, _HEAD)].decode("utf-8", "replace"))
    return Submission(
        parts=tuple(parts),
        form=said.get("CONFORMED SUBMISSION TYPE") or blocks[0].type,
        accession=said.get("ACCESSION NUMBER"),
        accepted=_moment(said.get("ACCEPTANCE-DATETIME", "")),
        filed=_day(said.get("FILED AS OF DATE", "")),
        period_end=_day(said.get("CONFORMED PERIOD OF REPORT", "")),
        filer=_filer(said),
        labels=_labels(data, blocks),
    )


def _blocks(path: Path, data: bytes) -> Iterator[_Block]:
    at = data.find(_OPEN)
    if at < 0:
        raise truncated(path, "the submission ends before its first document does")
    while at >= 0:
        text = data.find(_TEXT, at)
        end = data.find(_END, text) if text >= 0 else -1
        if end < 0:
            raise truncated(path, "the submission ends before its documents do")
        said = _TYPE.search(data, at, min(text, at + _HEAD))
        yield _Block(said[1].decode("ascii", "replace").strip().upper() if said else "", text + len(_TEXT), end)
        at = data.find(_OPEN, end)


def _part(path: Path, data: bytes, block: _Block, *, is_first: bool) -> Part | None:
    """A block as a document; None where it is not read."""
    head = data[block.start : min(block.end, block.start + _HEAD)]
    wrapper = _WRAPPER.match(head)
    if (wrapper and wrapper[1] != b"XBRL") or _ENCODED.match(head[wrapper.end() if wrapper else 0 :]):
        return None
    is_named = is_first or block.type.startswith(_READ)
    if not is_named and (block.type.startswith(_NEVER) or not is_inline(head.decode("ascii", "replace"))):
        return None
    body = data[block.start + (wrapper.end() if wrapper else 0) : block.end]
    if wrapper:
        body = body.rpartition(b"</XBRL>")[0] or body
    text = decoded(path, body)
    if not (is_markup(text) or is_inline(text[:_HEAD])):
        text = unescape(_LAYOUT.sub("", text))
    return Part(type=block.type, body=text)


def _header(text: str) -> dict[str, str]:
    """The first value of each line that is asked for: the first company is the filer."""
    said: dict[str, str] = {}
    for tag, name, value in _SAID.findall(text):
        said.setdefault(tag or name, value.strip())
    return said


def _filer(said: Mapping[str, str]) -> Entity | None:
    name, cik = said.get("COMPANY CONFORMED NAME"), said.get("CENTRAL INDEX KEY", "")
    return Entity(cik=cik if re.fullmatch(r"\d{10}", cik) else None, name=name) if name else None


def _moment(digits: str) -> datetime | None:
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S")  # noqa: DTZ007  # SEC's local time
    except ValueError:
        return None


def _day(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None


def _labels(data: bytes, blocks: list[_Block]) -> dict[str, str]:
    """Labels of the linkbase, be it a document of its own or within the schema."""
    found: dict[str, str] = {}
    for block in sorted((b for b in blocks if b.type.startswith(_LABELS)), key=lambda b: b.type, reverse=True):
        body = data[block.start : block.end]
        if (wrapper := _WRAPPER.match(body)) is not None:
            body = body[wrapper.end() :].rpartition(b"</" + wrapper[1] + b">")[0]
        found.update(labels(body))
    return found
