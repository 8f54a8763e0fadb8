"""How is a file read that is to be checked? Markdown and text as they are, all others as what a reader sees of them."""

import hashlib
from dataclasses import replace
from pathlib import Path

from tieout.errors import InputError, ReadError
from tieout.tools.checking.markdown import read_markdown
from tieout.tools.checking.paper import Paper
from tieout.tools.checking.sources import words_hash
from tieout.tools.filings.sniff import decoded, kind, load

MOST = 2_000_000
"""Characters of a paper; those of four long annual reports."""
_TEXTS = frozenset({".md", ".markdown", ".txt", ".text", ".rst", ".log", ".csv", ".tsv", ""})
_MARKDOWN = frozenset({".md", ".markdown"})
_OFFICE = frozenset({".docx", ".xlsx", ".pptx"})
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_paper(path: Path) -> Paper:
    """Read a file that is to be checked: Markdown, text, HTML, PDF, DOCX, XLSX or PPTX.

    Raises:
        NotThereError: there is no such file.
        ReadError: it is empty, broken, encrypted, or not what its name says.
        InputError: it is a kind of file that is not read, or too long.
    """
    data = load(path)
    paper = _within(_read(path, data))
    return replace(paper, hashes=frozenset({hashlib.sha256(data).hexdigest(), words_hash(paper.text)}))


def paper_of(text: str, name: str = "text") -> Paper:
    """A Markdown text as a paper; raises InputError where it is too long."""
    paper = _within(Paper(name=name, text=text, pieces=()))
    hashes = frozenset({hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), words_hash(text)})
    return replace(read_markdown(paper.name, text), hashes=hashes)


def _read(path: Path, data: bytes) -> Paper:
    if data.startswith(_ZIP):
        from tieout.tools.checking.office import read_office  # noqa: PLC0415  # only for office files

        return read_office(path, data)
    suffix = path.suffix.lower()
    if suffix in _OFFICE:
        why = "encrypted, or in an old format" if data.startswith(_OLE) else "not what its name says, or cut off"
        raise ReadError(f"{str(path)!r} is {why}; save it as {suffix[1:].upper()} without a password")
    if suffix in _TEXTS and kind(path.with_suffix(".txt") if suffix in {".csv", ".tsv"} else path, data) == "text":
        return _text(path, decoded(path, data), suffix)
    if suffix in _MARKDOWN and not data.lstrip()[:15].lower().startswith((b"<!doctype", b"<html", b"%pdf")):
        return _text(path, decoded(path, data), suffix)
    from tieout.tools.checking.readings import read_filing  # noqa: PLC0415  # the parsers are loaded when needed

    return read_filing(path)


def _text(path: Path, text: str, suffix: str) -> Paper:
    _within(Paper(name=path.name, text=text, pieces=()))
    return read_markdown(path.name, text, plain=suffix not in _MARKDOWN)


def _within(paper: Paper) -> Paper:
    if len(paper.text) > MOST:
        raise InputError(
            f"{paper.name!r} has {len(paper.text):,} characters, more than the {MOST:,} that are checked at once; "
            "split it first"
        )
    return paper
