"""How the markup of a document becomes a tree, safely: no entities, no network, nothing half-read."""

import re
from dataclasses import dataclass
from datetime import datetime
from html.entities import html5
from pathlib import Path

from lxml import etree

from tieout.errors import ReadError

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_INLINE = re.compile(r"http://www\.xbrl\.org/20(?:08|13)/inlineXBRL")
_TAGS = re.compile(r"<(?:html|body|div|table|p|font|span|br)\b", re.IGNORECASE)
_SUBMISSION = re.compile(r"\s*(?:-----BEGIN PRIVACY|<SEC-DOCUMENT>|<SEC-HEADER>|<DOCUMENT>)")
_TEXT = re.compile(r"<TEXT>\s*(?:<(XBRL|PDF|XML)>\s*)?", re.IGNORECASE)
_TYPE = re.compile(r"<TYPE>\s*([^\s<]+)")
_ACCESSION = re.compile(r"ACCESSION NUMBER:\s*(\d{10}-\d\d-\d{6})")
_ACCEPTED = re.compile(r"<ACCEPTANCE-DATETIME>\s*(\d{14})")
_TAIL = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """A document out of its EDGAR wrapper, and what the wrapper says."""

    body: str
    form: str | None = None
    accession: str | None = None
    accepted: datetime | None = None


def unwrapped(path: Path, text: str) -> Wrapped:
    """The main document of an EDGAR submission; any other text as it is.

    Raises:
        ReadError: the submission ends within its first document.
    """
    if not _SUBMISSION.match(text):
        return Wrapped(body=text)
    begin = _TEXT.search(text)
    end = text.find("</TEXT>", begin.end()) if begin else -1
    if begin is None or end < 0:
        raise truncated(path, "the submission ends before its first document does")
    head = text[: begin.start()]
    form, accession, accepted = _TYPE.search(head), _ACCESSION.search(head), _ACCEPTED.search(head)
    body = text[begin.end() : end]
    if begin[1]:
        body = body.rpartition(f"</{begin[1]}>")[0] or body
    return Wrapped(
        body=body,
        form=form[1] if form else None,
        accession=accession[1] if accession else None,
        accepted=datetime.strptime(accepted[1], "%Y%m%d%H%M%S") if accepted else None,  # noqa: DTZ007  # SEC's local time
    )


def is_inline(text: str) -> bool:
    """Whether a document declares inline XBRL."""
    return _INLINE.search(text) is not None


def is_markup(text: str) -> bool:
    """Whether a document has HTML in it."""
    return _TAGS.search(text) is not None


def xml(path: Path, text: str) -> etree._Element:
    """The tree of an inline-XBRL document.

    Raises:
        ReadError: it is cut off, not well-formed, or declares entities.
    """
    if "<!ENTITY" in text:
        raise ReadError(f"{str(path)!r} declares XML entities, which no filing needs; it is not read")
    text = text.lstrip("\ufeff \t\r\n")
    if not _is_closed(text):
        raise truncated(path, "it has no closing </html>")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(_spelled_out(text).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{str(path)!r} is broken inline XBRL: {error.msg}; download it again") from error


def html(path: Path, text: str) -> etree._Element:
    """The tree of plain HTML, read as leniently as browsers do.

    Raises:
        ReadError: there is nothing in it.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    root: etree._Element | None
    try:
        root = etree.fromstring(body.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{str(path)!r} has no HTML that can be read: {error.msg}; download it again") from error
    if root is None:
        raise ReadError(f"{str(path)!r} has no HTML in it; download it again")
    return root


def is_cut_off(text: str) -> bool:
    """Whether HTML begins an html element and never ends it."""
    return re.search(r"<html\b", text, re.IGNORECASE) is not None and not _is_closed(text)


def truncated(path: Path, why: str) -> ReadError:
    """The error for a file that ends too early."""
    return ReadError(f"{str(path)!r} looks truncated: {why}; download it again")


def _is_closed(text: str) -> bool:
    return re.search(r"</(?:\w+:)?html\s*>", text[-_TAIL:], re.IGNORECASE) is not None


def _spelled_out(text: str) -> str:
    """HTML's named characters, which XML does not know, as themselves."""

    def character(match: re.Match[str]) -> str:
        name = match[1]
        return match[0] if name in _XML_OWN else html5.get(f"{name};", match[0])

    return _NAMED.sub(character, text)
