"""Which segment, product or geography do words name?"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import permutations

from tieout.fact import Dimension, Fact
from tieout.tools.figures.phrases import phrase

CARRIERS = frozenset({"us-gaap:OperatingSegmentsMember", "us-gaap:ReportableSegmentMember"})
"""Members that say only that a figure is a segment's, beside the one that says which."""
GROSS = "before eliminations"
"""What tells a segment's own figure from its part of the whole company's, where a filing states both."""
COUNTRIES = {
    "AR": "Argentina", "AU": "Australia", "BR": "Brazil", "CA": "Canada", "CH": "Switzerland", "CN": "China",
    "DE": "Germany", "ES": "Spain", "FR": "France", "GB": "United Kingdom", "HK": "Hong Kong", "ID": "Indonesia",
    "IE": "Ireland", "IL": "Israel", "IN": "India", "IT": "Italy", "JP": "Japan", "KR": "South Korea", "MX": "Mexico",
    "MY": "Malaysia", "NL": "Netherlands", "PL": "Poland", "RU": "Russia", "SA": "Saudi Arabia", "SE": "Sweden",
    "SG": "Singapore", "TH": "Thailand", "TR": "Turkey", "TW": "Taiwan", "US": "United States", "VN": "Vietnam",
    "ZA": "South Africa",
}  # fmt: skip
"""What the members of the SEC's list of countries are called."""
_SEAM = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GLUED = re.compile(r"(?<=[a-z]{3})(and|of)(?= [A-Z])")
_NOISE = frozenset(
    {"segment", "member", "product", "service", "region", "net", "sale", "sales", "revenue", "total", "the"}
)
_SMALL = frozenset(
    "of the and or in at as to by on for percent change note impact effect share number amount value rate price "
    "average balance year month day date total subtotal company consolidated".split()
)
"""Words that name no part by themselves."""
_COUNTRIES_IN_LETTERS = (("US", "U.S.", "United States"), ("UK", "U.K.", "United Kingdom"))
_COUNTRY_FORMS = tuple(tuple(phrase(form) for form in forms) for forms in _COUNTRIES_IN_LETTERS)
_BETWEEN = re.compile(r"\binter-?\s?segment|\beliminat", re.IGNORECASE)
_GROSS = phrase(GROSS)
_SEGMENTS, _WITHIN = "StatementBusinessSegmentsAxis", "SubsegmentsAxis"
_LONGEST_CODE = 2
_FEWEST = 3
"""So many words have initials that say which name is meant."""


def names_of(dimension: Dimension) -> frozenset[tuple[str, ...]]:
    """A member's names as folded words: its printed label and its local name, with and without "segment"."""
    return _names_of(dimension.member, dimension.label, called(dimension))


@lru_cache(maxsize=1 << 13)
def _names_of(member: str, label: str, called_so: str) -> frozenset[tuple[str, ...]]:
    local = member.rpartition(":")[2].removesuffix("Member")
    split = " ".join(_SEAM.split(local))
    spoken = [phrase(text) for text in (label, split, local, _GLUED.sub(r" \1", split), called_so)]
    spoken += list(merged(phrase(split)))
    spoken += [other for name in tuple(spoken) for other in spellings(name)]
    if member.startswith("country:"):
        spoken.append(phrase(COUNTRIES.get(local, label)))
    bare = [trimmed(name) for name in spoken]
    initials = [(short,) for text in (label, split) if (short := initialled(phrase(text)))]
    return frozenset(name for name in (*spoken, *bare, *initials) if name)


def spellings(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name with its countries in full and in letters: "U.S. Retail", "US Retail", "United States Retail"."""
    for forms in _COUNTRY_FORMS:
        for form, other in permutations(forms, 2):
            for at in range(len(name) - len(form) + 1):
                if name[at : at + len(form)] == form:
                    yield (*name[:at], *other, *name[at + len(form) :])


def initialled(name: tuple[str, ...]) -> str:
    """The initials by which a name of three words or more is known: "quaker foods north america" is "qfna"."""
    words = [word for word in name if word not in _SMALL | _NOISE]
    return "".join(word[0] for word in words) if len(words) >= _FEWEST and all(map(str.isalpha, words)) else ""


def called(dimension: Dimension) -> str:
    """How an answer calls a member: as the filing prints it, a country by its name."""
    if dimension.member.startswith("country:") and len(dimension.label) <= _LONGEST_CODE:
        return COUNTRIES.get(dimension.label.upper(), dimension.label)
    return dimension.label


def merged(name: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name with two neighbouring words written as one: "pepsi co beverage" as "pepsico beverage"."""
    for at in range(len(name) - 1):
        yield (*name[:at], name[at] + name[at + 1], *name[at + 2 :])


@lru_cache(maxsize=1 << 14)
def trimmed(name: tuple[str, ...]) -> tuple[str, ...]:
    """The name without the words that many members share, unless nothing else is left."""
    kept = tuple(word for word in name if word not in _NOISE)
    return kept if says_something(kept) else name


def says_something(name: tuple[str, ...]) -> bool:
    """Whether a name is more than marks and small words: "(a)" and "% of" name no part."""
    return any(len(word) > 1 and word not in _SMALL for word in name)


def distinguishing(fact: Fact) -> tuple[Dimension, ...]:
    """The dimensions of a fact that say which part it is; a sub-segment says of itself in which segment it lies."""
    if not fact.dimensions:
        return ()
    inner = any(d.axis.endswith(_WITHIN) for d in fact.dimensions)
    kept = [d for d in fact.dimensions if d.member not in CARRIERS]
    return tuple([d for d in kept if not (inner and d.axis.endswith(_SEGMENTS))])


def is_gross(fact: Fact) -> bool:
    """Whether a figure is a segment's own, before sales between segments are taken out."""
    return any(d.member in CARRIERS for d in fact.dimensions)


def is_member(fact: Fact, words: str) -> bool:
    """Whether a fact is of exactly the part that the words name; "before eliminations" asks for a segment's own."""
    parts = distinguishing(fact)
    if len(parts) != 1 or _BETWEEN.search(fact.label):
        return False
    said = phrase(words)
    if said[-len(_GROSS) :] == _GROSS:
        if not is_gross(fact):
            return False
        said = said[: -len(_GROSS)]
    return bool({said, trimmed(said)} & names_of(parts[0]))


def members(facts: Iterable[Fact]) -> dict[tuple[str, ...], str]:
    """Every name under which some fact's part can be asked for, with what an answer calls it."""
    found: dict[tuple[str, ...], str] = {}
    for fact in facts:
        parts = distinguishing(fact)
        if len(parts) == 1:
            for name in sorted(filter(says_something, names_of(parts[0]))):
                found.setdefault(name, called(parts[0]))
                if is_gross(fact):
                    found.setdefault((*name, *_GROSS), f"{called(parts[0])} {GROSS}")
    return found
