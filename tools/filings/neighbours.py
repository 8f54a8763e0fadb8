"""Which other files of a folder are inline documents of the same filing?

Documents of one filing declare the filer's own namespace of that report, such as "http://www.acme.com/20241231", or
carry one accession number in their names; a filing of another year has another one.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tieout.errors import ReadError
from tieout.tools.filings.contexts import XBRLI
from tieout.tools.filings.document import accession
from tieout.tools.filings.markup import is_inline, xml
from tieout.tools.filings.sniff import decoded

_STANDARD = re.compile(
    r"https?://(?:www\.w3\.org|(?:www\.)?xbrl\.org|fasb\.org|xbrl\.(?:fasb|sec|ifrs|us)|www\.sec\.gov|xbrl\.ifrs\.org)\b"
)
_EXHIBIT = re.compile(r"ex(?:hibit)?[-_.\s]?(\d{2})[-_.]?(\d{0,2})(?!\d)", re.IGNORECASE)
_SUFFIXES = frozenset({".htm", ".html", ".xhtml"})
_HEAD = 64 * 1024
_MOST_SEEN, _MOST_READ = 500, 8
_LARGEST = 30 * 1024 * 1024


def neighbours(path: Path, root: etree._Element) -> list[etree._Element]:
    """The other documents of the filing that a loose file is one of; never from outside its folder.

    Args:
        path: the file.
        root: its tree.
    """
    own, filers = _own(root), _filers(root)
    found: list[etree._Element] = []
    for sibling in _siblings(path):
        if len(found) == _MOST_READ:
            break
        tree = _same_filing(sibling, path, own)
        if tree is not None and (not filers or filers & _filers(tree)):
            found.append(tree)
    return found


def has_annual_report(path: Path) -> bool:
    """Whether an exhibit 13 of the same filing lies beside a file, by the names of both."""
    number = accession(path.stem)
    return any(
        exhibit_type(sibling.stem).startswith("EX-13")
        and (accession(sibling.stem) == number if number else sibling.stem.startswith(path.stem))
        for sibling in _siblings(path)
    )


def exhibit_type(stem: str) -> str:
    """What kind of exhibit a file's name says that it is: "acme-20241231xex13" is an "EX-13"."""
    match = _EXHIBIT.search(stem)
    if match is None:
        return "EX-99"
    return f"EX-{match[1]}.{int(match[2])}" if match[2] and int(match[2]) else f"EX-{match[1]}"


def _siblings(path: Path) -> Iterator[Path]:
    """Pages in the same folder, in the order of their names."""
    try:
        names = sorted(entry for entry in path.parent.iterdir() if entry.suffix.lower() in _SUFFIXES)[:_MOST_SEEN]
        for name in names:
            if name.name != path.name and not name.is_symlink() and name.is_file() and name.stat().st_size <= _LARGEST:
                yield name
    except OSError:
        return


def _same_filing(sibling: Path, path: Path, own: frozenset[str]) -> etree._Element | None:
    """The tree of a file of the same filing, else None."""
    try:
        with sibling.open("rb") as opened:
            head = opened.read(_HEAD).decode("utf-8", "replace")
        number = accession(path.stem)
        same = number is not None and accession(sibling.stem) == number
        if not is_inline(head) or not (same or any(f"{space}{quote}" in head for space in own for quote in "\"'")):
            return None
        return xml(sibling, decoded(sibling, sibling.read_bytes()))
    except (OSError, ReadError):
        return None


def _own(root: etree._Element) -> frozenset[str]:
    """The namespaces that are the filer's."""
    spaces = {space for element in (root, *root) for space in element.nsmap.values()}
    return frozenset(space for space in spaces if not _STANDARD.match(space))


def _filers(root: etree._Element) -> set[str]:
    """Whose figures a document declares contexts for."""
    return {(element.text or "").strip().lstrip("0") for element in root.iter(f"{XBRLI}identifier")}
