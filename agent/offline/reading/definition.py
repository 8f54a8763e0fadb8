"""Does a question define a measure? Its name, and where its formula begins, in the ways in which people write it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Place = tuple[int, int]
_NAME = r"[“\"'‘]?(?P<name>[A-Za-z][\w&’'. /-]{0,70}?)[”\"'’]?(?:\s*\((?P<short>[A-Za-z&/]{2,8})\))?"
_OPEN = (
    r"(?:^|(?<=[.?!;,(:\n])|\b(?:using|with|where|assume|assuming|if|let|and|take|taking|use|that|given)\b)"
    r"\s*(?:the\s+|our\s+|that\s+)?"
)
_FORMS = (
    re.compile(
        rf"\b(?:define|defining|let(?:\s+us\s+define)?|redefine|take)\s+(?:the\s+)?{_NAME}\s*(?:\bas\b|\bto\s+be\b|\bbe\b|\bto\s+mean\b|\bequals?\b|=|:)\s*:?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OPEN}{_NAME}\s+(?:is|are|being|was)\s+(?:here\s+)?(?:defined|calculated|computed|measured|given)\s+(?:as|by)\s*:?",
        re.IGNORECASE,
    ),
    re.compile(rf"{_OPEN}{_NAME}\s*(?::=|=|\bequals\b)\s*", re.IGNORECASE),
    re.compile(
        rf"\b(?:if|where|suppose|given\s+that|say)\s+(?:the\s+)?{_NAME}\s+(?:is|are|means|denotes|refers\s+to|stands\s+for)\s+",
        re.IGNORECASE,
    ),
)
_LEAD = re.compile(
    r"^(?:(?:the|our|please)\s+)+|\b(?:using|with|where|assume|assuming|if|let|and|take|taking|use|that|given)\s+"
    r"(?:(?:the|our)\s+)?|\s{3,}(?=\S)|[.:;]\s+(?=\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:\s+(?:for|of|in|at|as\s+of))?\s*$|(?:\s+(?:for|of|in|at))\s{2,}.*$", re.IGNORECASE | re.DOTALL)
_UNNAMED = re.compile(
    r",?\s*\(?\b(?:(?:which\s+is\s+|is\s+)?(?:defined|calculated|computed|measured)\s+(?:as|by)|calculate\s+it\s+as|i\.e\.,?)\s*:?",
    re.IGNORECASE,
)
_END = re.compile(
    r"[;?\n]|\.(?=\s|$)|,\s*(?=(?:and\s+)?(?:what|how|calculate|compute|find|give|tell|then|is|was|were|did|does|please|round|for\s+the|which)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One definition of a question, before its formula is read."""

    name: str | None
    short: str | None = None
    """An abbreviation of the name, in parentheses behind it."""
    start: int
    """Where the definition begins."""
    called: Place
    """Where its name stands; an empty range where it has none."""
    formula: int
    """Where its formula begins."""
    stop: int
    """Where the sentence or the clause ends that holds it."""


def definitions(text: str) -> tuple[Definition, ...]:
    """Every definition, in order; one without a name where the question only says how it is calculated."""
    found = sorted(_named(text), key=lambda d: d.formula)
    kept: list[Definition] = []
    for one in found:
        if not kept or one.start >= kept[-1].formula:
            kept.append(one)
    if not kept and (match := _UNNAMED.search(text)) is not None:
        begin, end = match.span()
        kept.append(Definition(name=None, start=begin, called=(begin, begin), formula=end, stop=stop(text, end)))
    return tuple(kept)


def _named(text: str) -> Iterator[Definition]:
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = _name_of(text, *match.span("name"))
            name = text[start:end]
            if name and not re.search(r"\b(?:what|how|which|is|was|were|did)\b", name, re.IGNORECASE):
                yield Definition(
                    name=name,
                    short=match["short"],
                    start=match.start() if start == match.start("name") else start,
                    called=(start, end),
                    formula=match.end(),
                    stop=stop(text, match.end()),
                )


def _name_of(text: str, start: int, end: int) -> Place:
    """The name itself, without what leads to it and without the company and the period between."""
    said = text[start:end]
    for lead in _LEAD.finditer(said):
        start = max(start, end - len(said) + lead.end())
    said = _TAIL.sub("", text[start:end])
    return start, start + len(said.rstrip())


def stop(text: str, start: int) -> int:
    """Where the sentence or the clause ends that goes on at a place."""
    found = _END.search(text, start)
    return found.start() if found else len(text)
