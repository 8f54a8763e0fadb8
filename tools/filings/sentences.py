"""Where the sentences of a text begin and end."""

import re

_END = re.compile(r"[.!?](?:[\"'”’)\]]|\(\d{1,2}\))*(?=\s|$)")
_SHORT_WORDS = (
    "inc corp co ltd llc plc no nos st mr mrs ms dr jr sr vs approx est dept fig al etc e.g i.e u.s u.k u.s.c e.u p.m "
    "a.m "
    "jan feb mar apr jun jul aug sep sept oct nov dec art sec rev gen sen rep gov mt ft n.v s.a b.v n.a l.p d.c cf viz "
    "reg ser vol pp ph.d esq bros assn intl div"
)
_ABBREVIATIONS = frozenset(_SHORT_WORDS.split())
_LEADING = "no nos st mr mrs ms dr vs approx e.g i.e fig cf viz art sec gen sen rep gov mt ft reg vol pp"
_ALWAYS = frozenset(_LEADING.split())
"""After these a sentence goes on, whatever follows."""
_ITEM = re.compile(r"(?:item|note|part|section|exhibit|rule|article|chapter)\s+[\dIVX]+[A-Z]?\.", re.IGNORECASE)
_LIST = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")
_STARTS = re.compile(r"[a-z]?[A-Z\d\"'“‘(\[•$€£—–-]|[^\x00-\x7f]")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]|[A-Za-z]")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open ranges of the sentences of a text, in order, without the white space between them.

    A new line always ends a sentence; abbreviations, initials, decimals and headings such as "Item 7." do not.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        found.extend(_in_line(text, start, start + len(line)))
        start += len(line)
    return tuple(found)


def _in_line(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, begin, match.start(), match.end(), end):
            found.append((begin, match.end()))
            begin = match.end()
    found.append((begin, end))
    return [trimmed for trimmed in (_trimmed(text, *piece) for piece in found) if trimmed[0] < trimmed[1]]


def _ends(text: str, begin: int, dot: int, after: int, end: int) -> bool:
    """Whether the stop at `dot` ends the sentence that begins at `begin`."""
    rest = text[after:end].lstrip()
    if not rest:
        return True
    if text[dot] != ".":
        return _STARTS.match(rest) is not None
    sentence = text[begin:dot].lstrip()
    if _ITEM.fullmatch(f"{sentence}.") or _LIST.fullmatch(f"{sentence}."):
        return False
    word = re.split(r"[\s(\[“\"'‘—–]", sentence)[-1]
    if word.lower() in _ALWAYS and not (word.lower() == "no" and len(sentence) == len(word)):
        return word.lower() == "no" and not rest[0].isdigit()
    if word.lower() in _ABBREVIATIONS or _INITIALS.fullmatch(word):
        return _begins_new(rest)
    return _STARTS.match(rest) is not None


_OPENING_WORDS = (
    "the a an we our in on at as for this these that those it its they their there he she his such if when while "
    "during however although under all each any no see refer additionally furthermore moreover by with from to both "
    "net total revenue sales management company based because"
)
_OPENERS = frozenset(_OPENING_WORDS.split())


def _begins_new(rest: str) -> bool:
    """Whether the words after an abbreviation look like a new sentence."""
    word = re.match(r"[\"“(]?([A-Za-z]+)", rest)
    return word is not None and word[1][0].isupper() and word[1].lower() in _OPENERS


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
