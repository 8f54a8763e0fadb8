"""Are a company's parts asked about without their names: its segments, products or places, all or the largest?"""

import re
from dataclasses import dataclass

from tieout.agent.offline.reading.operation import superlative

_KINDS = (
    r"(?P<segments>(?:business\s+)?segments?|divisions?|(?:business\s+)?units?)"
    r"|(?P<products>products?(?:\s+(?:lines?|categor(?:y|ies)|groups?))?|categor(?:y|ies))"
    r"|(?P<places>geograph(?:y|ies|ical?)(?:\s+(?:areas?|regions?|segments?|markets?))?|regions?|countr(?:y|ies))"
)
_MANNER = r"(?:(?:its|the|single|reportable|reporting|operating|business|major|main|key|product|geographic(?:al)?)\s+)*"
_BY = re.compile(
    rf"\b(?:by|(?:for|of|in) each|per|across(?: all)?)\s+{_MANNER}(?:{_KINDS})\b",
    re.IGNORECASE,
)
_BEST = r"(?:(?:high|low|larg|small|bigg|great|fast|slow)est|most\s+\w+|top|best|worst|leading)"
_WHICH = re.compile(
    rf"\b(?:(?:which|what)(?:\s+(?:one\s+)?of)?|rank(?:ed|ing|s)?(?:\s+of)?)\s+"
    rf"(?:(?!\b(?:by|in|did|was|were|had|has|is|are)\b)[\w&.’'-]+\s+){{0,5}}?{_MANNER}(?:{_KINDS})\b",
    re.IGNORECASE,
)
_LARGEST = re.compile(
    rf"\b{_BEST}(?:[\s-]\w+ing)?\s+(?:(?!\b(?:by|in|of|did|was|were|had|has|is|are)\b)[\w&.’'-]+\s+){{0,4}}?"
    rf"{_MANNER}(?:{_KINDS})\b",
    re.IGNORECASE,
)
_RANKED = re.compile(r"\brank(?:ed|ing|s)?\b", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:gr[eo]w(?:n|s|ing|th)?|increas\w+|r[io]se|risen|rising|expand\w*|fell|fall\w*|declin\w+|decreas\w+|dropp\w+|"
    r"shr[aiu]nk\w*|improv\w+)\b",
    re.IGNORECASE,
)
SPOKEN = frozenset(
    "contributed contribute contributes contributing contributor generated generates generate brought brings bring "
    "accounted accounts account makes biggest single greatest fastest slowest best-selling top-selling "
    "fastest-growing best worst leading main key largest ranked ranking business did does do made most".split()
)
"""Words of such questions that name no figure."""


@dataclass(frozen=True, kw_only=True)
class PartsAsked:
    """What kind of parts, and what is asked of them."""

    kind: str
    """segments, products or places."""
    words: str
    """As they stand in the question."""
    rest: str
    """The question without them."""
    ranked: bool = False
    """Whether the largest or the smallest of them is asked for, or their order."""
    moved: bool = False
    """Whether it is asked how each of them moved."""


def parts_asked(text: str) -> PartsAsked | None:
    """The kind of parts that a question asks about; None where it asks about none, or names them."""
    if (match := _BY.search(text)) is not None:
        return _asked(text, match, match.start())
    match = _WHICH.search(text) or _LARGEST.search(text)
    if match is None:
        return None
    moved = _MOVED.search(text) is not None
    ranked = not moved and (superlative(text) is not None or _RANKED.search(text) is not None)
    named = next(g for g in ("segments", "products", "places") if match[g])
    return _asked(text, match, match.start(named), ranked=ranked, moved=moved) if ranked or moved else None


def _asked(text: str, match: re.Match[str], start: int, *, ranked: bool = False, moved: bool = False) -> PartsAsked:
    kind = next(g for g in ("segments", "products", "places") if match[g])
    rest = f"{text[:start]} {text[match.end() :]}"
    return PartsAsked(kind=kind, words=match[0], rest=rest, ranked=ranked, moved=moved)
