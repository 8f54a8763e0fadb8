"""How the markup of a document becomes a tree, safely: no entities, no network, nothing half-read."""

import re
from html.entities import html5
from pathlib import Path

from lxml import etree

from tieout.errors import ReadError

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_INLINE = re.compile(r"http://www\.xbrl\.org/20(?:08|13)/inlineXBRL")
_TAGS = re.compile(r"<(?:html|body|div|tr|td|p|font|span|br)\b", re.IGNORECASE)
"""Not "table": old filings set their tables with blanks between <TABLE> and </TABLE>."""
_TAIL = 4000
LARGEST_MARKUP = 64_000_000
"""Characters; the largest filings have about half as many."""
MOST_CELLS = 1_000_000
"""Table cells, of which each takes some kilobytes while it is read; the largest filings have half as many."""
_MOST_ATTRIBUTES = 2_000
_LONG = re.compile(r"<[A-Za-z][^<>]{10000,}")
_ATTRIBUTE = re.compile(r"\s[\w:.-]+\s*=")


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
    _require_bounded(path, text)
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
    _require_bounded(path, text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    body = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    root: etree._Element | None
    try:
        root = etree.fromstring(body.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"{str(path)!r} has no HTML that can be read: {error.msg}; download it again") from error
    if any(said.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for said in parser.error_log):
        raise ReadError(
            f"{str(path)!r} nests its elements too deeply to be read; no filing does, check where it is from"
        )
    if root is None:
        raise ReadError(f"{str(path)!r} has no HTML in it; download it again")
    return root


def _require_bounded(path: Path, text: str) -> None:
    """Refuse what would take memory or time without end: too much markup, or a tag with thousands of attributes."""
    if len(text) > LARGEST_MARKUP:
        raise ReadError(
            f"{str(path)!r} has {len(text):,} characters of markup, more than the {LARGEST_MARKUP:,} that are read; "
            "split it first"
        )
    if (cells := text.count("<td") + text.count("<TD")) > MOST_CELLS:
        raise ReadError(
            f"{str(path)!r} has {cells:,} table cells, more than the {MOST_CELLS:,} that are read; split it first"
        )
    if any(
        tag[0].count("=") > _MOST_ATTRIBUTES and len(_ATTRIBUTE.findall(tag[0])) > _MOST_ATTRIBUTES
        for tag in _LONG.finditer(text)
    ):
        raise ReadError(
            f"{str(path)!r} has a tag with thousands of attributes, as no filing has; check where it is from"
        )


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
