"""What does a filing's label linkbase call its concepts and members?

Follows XBRL 2.1, 5.2.2; element ids are a prefix, an underscore and a name (EDGAR Filer Manual II, 6.7).
"""

import re
from collections.abc import Iterator

from lxml import etree

_LINK = "{http://www.xbrl.org/2003/linkbase}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ROLES = ("http://www.xbrl.org/2003/role/label", "http://www.xbrl.org/2003/role/terseLabel")
_STANDARD, _TERSE = 0, 1
_ID = re.compile(r"([A-Za-z][\w.-]*?)_(\w.*)")
_KIND = re.compile(
    r"\s*\[(?:Member|Domain|Axis|Abstract|Table|Line Items|Text Block|Policy Text Block)\]\s*$", re.IGNORECASE
)
_LARGEST = 60 * 1024 * 1024


def labels(data: bytes) -> dict[str, str]:
    """The English labels of a linkbase, or of a schema that holds one, by prefixed name; empty for what is broken.

    A concept has its standard label; a member the terse one, which is how the filing prints it.
    """
    root = _tree(data)
    if root is None:
        return {}
    found: dict[str, str] = {}
    for link in root.iter(f"{_LINK}labelLink"):
        for name, words in _labelled(link):
            is_member = name.endswith(("Member", "Domain"))
            text = words.get(_TERSE if is_member else _STANDARD) or words.get(_STANDARD)
            if text and (text := _KIND.sub("", text)):
                found.setdefault(name, text)
    return found


def _labelled(link: etree._Element) -> Iterator[tuple[str, dict[int, str]]]:
    """Each name of one extended link, with its label by role."""
    texts: dict[str, dict[int, str]] = {}
    for label in link.iter(f"{_LINK}label"):
        role = label.get(f"{_XLINK}role", _ROLES[_STANDARD])
        if role in _ROLES and label.get(_LANG, "en").lower().startswith("en"):
            words = " ".join("".join(str(part) for part in label.itertext()).split())
            texts.setdefault(label.get(f"{_XLINK}label", ""), {}).setdefault(_ROLES.index(role), words)
    names = {loc.get(f"{_XLINK}label", ""): _name(loc.get(f"{_XLINK}href", "")) for loc in link.iter(f"{_LINK}loc")}
    gathered: dict[str, dict[int, str]] = {}
    for arc in link.iter(f"{_LINK}labelArc"):
        name = names.get(arc.get(f"{_XLINK}from", ""))
        if name:
            gathered.setdefault(name, {}).update(texts.get(arc.get(f"{_XLINK}to", ""), {}))
    yield from gathered.items()


def _name(href: str) -> str | None:
    """The prefixed name: "acme-2024.xsd#acme_Widgets" is "acme:Widgets"."""
    match = _ID.fullmatch(href.rpartition("#")[2])
    return f"{match[1]}:{match[2]}" if match else None


def _tree(data: bytes) -> etree._Element | None:
    if len(data) > _LARGEST or b"<!ENTITY" in data or b"labelLink" not in data:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
