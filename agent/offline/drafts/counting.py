"""Which sentence states how many there are, or how much: figures that filings give in running text only?"""

import math
import re
from collections.abc import Iterable, Sequence

from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.phrases import Phrases, fold, phrase

_MANY = re.compile(
    r"\b(?:how many|number of)\s+((?:[\w&’'-]+\s+){0,3}?[\w&’'-]+?)\s*"
    r"(?=[?.,]|$|\b(?:do|does|did|are|were|is|was|has|have|had|in|at|on|of|as|worldwide|globally|for|by|there|it|that)\b)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:as of|at (?:the end|year|fiscal|january|february|march|april|may|june|july|august|september|october|"
    r"november|december)|had|has|have|total(?:ed|s)?|employ(?:s|ed)?|operat(?:es|ed)|worldwide|globally|"
    r"there (?:were|are)|(?:community|team|workforce|family) of)\b",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    r"\b(?:eligib|particip|purchase plan|union|bargain|terminat|sever|laid|layoff|reduc|hire|train|"
    r"strik|represent|retire|additional|new|opened|closed|acquir|grew|increas|certain|some of)\w*",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\s+(?:(?:located|based)\b|(?:in|within|throughout) (?:the )?[A-Z])")
_OTHERS = re.compile(r"\b[A-Z][\w&]+ (?:Group|Inc|Corp|Corporation|LLC|LP|Ltd|Limited|Partners|Advisors?|Manager)\b")
_OWN = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|[Tt]he Company|[Tt]he Group|[Tt]he Bank)\b")
_DOUBT = 0.6
"""What a count loses in a sentence about an organisation that may be another than the company."""
_NEXT = re.compile(r"(?:\s*\(\d[^()]{0,8}\))?[\s-]+([\w’'&]+)")
_STOPS = frozenset(
    "of in to for from by with per a an the and or who which that were was had have is are at on".split()
)
_WORD = re.compile(r"[\w’'&]+")
_CAME_TO = re.compile(r"\b(?:totaled|totalled|numbered)\s+(?:(?:over|about|approximately|nearly|more than)\s+)?$")
_WHOLE = frozenset("total our the its company aggregate consolidated overall of in and had".split())
"""Words before an amount's name that leave it the whole company's."""
_IS = re.compile(r"[^.;]{0,40}?\b(?:was|were|is|are|of|totaled|totalled|had)\b(?: \w+)?\W{0,2}$")
CLOSE = 60
SUBJECT = 4
"""So many words at the beginning of a sentence say what it is about."""


def counted_nouns(question: str, metrics: Iterable[Metric]) -> frozenset[str]:
    """What the question counts, as folded words: the noun after "how many", or a metric's own."""
    words = [w.split()[-1] for m in metrics if m.prose and m.unit == "count" for w in m.words]
    words += [match[1].split()[-1] for match in _MANY.finditer(question)]
    nouns = {fold(w) for w in words} - {"count", "headcount", "workforce"}
    return frozenset(nouns | ({"people", "person", "associate"} if "employee" in nouns else set()))


def counting(text: str, nouns: frozenset[str]) -> float:
    """How much a sentence looks like the statement of a company's total number; 0 where it states none."""
    return max((weight(text, r, nouns) for r in figures(text)), default=0.0)


def weight(text: str, reading: Reading, nouns: frozenset[str]) -> float:
    """How much one figure of a sentence looks like the total number of something."""
    if not reading.is_figure or not reading.value or reading.unit not in {"", "pure"}:
        return 0.0
    end = noun_end(text, reading.end, nouns) or totaled(text, reading, nouns)
    if end is None or not _TOTAL.search(text):
        return 0.0
    clause = text[max(text.rfind(sign, 0, reading.start) for sign in ",;(") + 1 : end]
    if _PARTIAL.search(clause):
        return 0.0
    placed = _PLACED.match(text, end)
    if placed is not None and _counted_by_place(text, nouns) > 1:
        return 0.0  # "1,649 employees in Israel, 1,501 employees in Japan" are parts
    whole = 1.0 if placed is None else 0.5
    whole -= _DOUBT if _OTHERS.search(text, 0, reading.start) and not _OWN.search(text) else 0.0
    return whole + math.log10(float(reading.value) + 1) / 10


def _counted_by_place(text: str, nouns: frozenset[str]) -> int:
    """How often a text counts the same at a place."""
    ends = (noun_end(text, r.end, nouns) for r in figures(text) if r.is_figure)
    return sum(end is not None and _PLACED.match(text, end) is not None for end in ends)


def noun_end(text: str, start: int, nouns: frozenset[str]) -> int | None:
    """Where the counted noun ends that follows a figure closely, nothing but its own attributes between."""
    place = start
    while (match := _NEXT.match(text, place)) is not None and match.end() - start <= CLOSE:
        word = fold(match[1])
        if word in nouns:
            return match.end()
        if word in _STOPS:
            return None
        place = match.end()
    return None


def totaled(text: str, reading: Reading, nouns: frozenset[str]) -> int | None:
    """The end of a figure that says what the counted noun before it came to: "employees … totaled over 150,000"."""
    before = text[: reading.start]
    named = any(fold(word) in nouns for word in _WORD.findall(before)[:SUBJECT])
    return reading.end if named and _CAME_TO.search(before) else None


def amounting(text: str, metrics: Sequence[Metric]) -> float:
    """How much a sentence looks like the statement of an amount that filings give in prose, such as backlog."""
    amounts = [r.start for r in figures(text) if r.is_figure and r.unit.isupper()]
    names = Phrases({phrase(words): m.id for m in metrics for words in m.words})
    said = [f for f in names.find(text) if amounts and f.start < amounts[0]]
    if not said:
        return 0.0
    before = [fold(word) for word in _WORD.findall(text[: said[-1].start])]
    if before and before[-1] not in _WHOLE:
        return 0.0
    between = text[said[-1].end : amounts[0]]
    return 1.0 if _IS.match(between) else 0.0
