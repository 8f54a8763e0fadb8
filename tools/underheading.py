"""What stands under a heading of a filing, such as "Legal Proceedings"? Its first sentences, and the headings in it."""

import re
from collections.abc import Iterator

from tieout.tools.filings.sentences import sentences

Range = tuple[int, int]

HEADINGS: dict[str, re.Pattern[str]] = {
    "legal": re.compile(r"(?im)^[ \t]*(?:item\s*3\s*[.:—–-]?\s*)?legal\s+proceedings\b[^\n]{0,3}"),
    "properties": re.compile(
        r"(?im)^[ \t]*(?:item\s*2\s*[.:—–-]?\s*)?(?:description\s+of\s+)?propert(?:y|ies)\b[^\n]{0,3}$"
    ),
    "estimates": re.compile(
        r"(?im)^[ \t]*(?:application\s+of\s+)?critical\s+accounting\s+"
        r"(?:policies(?:\s+and\s+(?:use\s+of\s+)?estimates)?|estimates)[^\n]{0,25}$"
    ),
}
"""The line that begins a part; an item's number may stand before it."""
_NEXT = re.compile(
    r"(?im)^[ \t]*(?:item\s+\d+[abc]?\b|part\s+[iv]+\b|mine\s+safety|information\s+about\s+our\s+executive|"
    r"(?:recent(?:ly)?|new)\s+(?:issued\s+)?accounting\s+(?:pronouncements|standards)|non-gaap\b|legal\s+proceedings\s*$|"
    r"quantitative\s+and\s+qualitative)"
)
_SHORT_LINE = re.compile(r"(?m)^(?![•▪■●◦*–(-])[A-Z][^\n\t]{4,88}(?<![.;:,!?])$")
_PAGE = re.compile(
    r"table\s+of\s+contents|form\s+10-[kq]|annual\s+report|\d+\s*$|\binc\.?$|subsidiaries$", re.IGNORECASE
)
SHORTEST, LONGEST = 40, 700
_FEWEST = 40
_FARTHEST = 30_000
_NEAR = 8_000
"""So far from its heading a part of a report surely goes on."""


def body_under(text: str, part: str) -> Range | None:
    """From the end of a heading to the next part: of the item itself, else of the heading with most below it."""
    matches = list(HEADINGS[part].finditer(text))
    items = [m for m in matches if re.match(r"\s*item", m[0], re.IGNORECASE)]
    for some in (items, matches):
        bodies = [b for m in some if _FEWEST <= (b := _body(text, m))[1] - b[0] <= _FARTHEST]
        if bodies:
            return max(bodies, key=lambda b: b[1] - b[0])
    return None


def _body(text: str, heading: re.Match[str]) -> Range:
    following = _NEXT.search(text, heading.end() + 1)
    return heading.end(), following.start() if following else len(text)


def first_sentences(text: str, body: Range, most: int) -> tuple[Range, ...]:
    """The first sentences under a heading that can stand alone."""
    low, high = body
    found: list[Range] = []
    for start, end in sentences(text[low:high]):
        plain = " ".join(text[low + start : low + end].split())
        if SHORTEST <= len(plain) <= LONGEST and plain[-1:] in ".!?" and plain[:1].isupper() and "“" not in plain:
            found.append((low + start, low + end))
        if len(found) == most:
            break
    return tuple(found)


def headings_in(text: str, body: Range) -> Iterator[Range]:
    """The lines under a heading that look like headings themselves: short, capitalised, without a full stop."""
    low, high = body
    for match in _SHORT_LINE.finditer(text, low, min(high, low + _NEAR)):
        following = text[match.end() + 1 : match.end() + 400].split("\n", 1)[0]
        if not _PAGE.search(match[0]) and len(following) > len(match[0]) and "\t" not in following:
            yield match.span()
