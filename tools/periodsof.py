"""Which of the periods that a sentence names belongs to one of its figures; None where it leaves room.

Lists go together one by one ("$3 and $2 in 2024 and 2023, respectively"), a figure has the period that stands at it,
and a period that stands alone in a clause has the clause's figures. What has several readings has none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from tieout.period import FiscalPeriod
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.periods import PeriodMention, mentions

_NOT_WHEN = re.compile(
    r"(?:\b(?:due|matur\w+|expir\w+|payable|through|thru|until|by|after|before|prior\s+to|since|beginning|commencing|starting|"
    r"ending|effective|dated|subsequent\s+to|following|act\s+of|from|between|than|into|adopted|terminat\w+|vest\w*)"
    r"\s+(?:(?:in|on|of|at)\s+)?(?:(?:the|fiscal|calendar|early|mid|late)\s+){0,2}|\b(?:early|mid|late)[\s-]+|"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+(?:of\s+)?)$",
    re.IGNORECASE,
)
"""Words before a period that is not the figure's own: a due date, a beginning, an act's name, a month."""
_NAMED_SO = re.compile(r"\s+(?:[A-Z][a-z]+|[A-Z]{2,})\b|-\d")
"""What follows the year in a name: "2022 Plan", "2025 Notes"."""
_AT_END = re.compile(r"\b(?:end\s+of|as\s+of|as\s+at|year[\s-]end|at)\s*(?:both\s+)?(?:the\s+)?$", re.IGNORECASE)
_BALANCE = re.compile(r"\bbalance\s+sheets?\b|\bcarrying\s+(?:amounts?|values?)\b|\boutstanding\s+at\b", re.IGNORECASE)
"""Words of a sentence whose figures are of a year's last day."""
_ON = re.compile(r"\bon\s+(?:both\s+)?$", re.IGNORECASE)
_AS_OF = re.compile(r"(?:as\s+(?:of|at)|at)\s", re.IGNORECASE)
_TWICE = re.compile(r"\b(three|six|nine)[\s-]+(?:months?\s+)?(?:and|or)\s+(?:the\s+)?$", re.IGNORECASE)
_MONTHS = {"three": 3, "six": 6, "nine": 9}
_LINK = re.compile(r"\s*,?\s*(?:and|or|&)?\s*(?:(?:as\s+of|at|in|for|during)\s+)?(?:the\s+)?", re.IGNORECASE)
_LIST = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?,?\s*(?:and|or)?\s*(?:approximately|about|nearly|a|an)?\s*", re.IGNORECASE
)
_CLAUSE = re.compile(
    r";|\b(?:compared\s+(?:with|to)|versus|as\s+against|up\s+from|down\s+from|relative\s+to|as\s+opposed\s+to|while|whereas)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r",(?!\s+respectively)(?![^,]{0,60},?\s*$)|\b(?:reducing|bringing|resulting|which|that)\b", re.IGNORECASE
)
"""What parts a figure from a period that stands later in its clause."""
_NEAR = re.compile(
    r"(?:\s+\S+){0,6}?\s*\(?,?\s*(?:in|for|during|at|as\s+of|of|from)\s+(?:both\s+|each\s+of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*[-–—:]\s*")
_BROKEN = re.compile(r"[;,]|\b(?:and|or|but|which|that|from|compared|versus)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """One period as worded: a day, with the months that end on it (0 at the day itself), or a fiscal period's name."""

    day: date | None = None
    months: int = 0
    named: FiscalPeriod | None = None
    is_instant: bool = False
    """Whether the last day of the named period is meant."""
    is_closing: bool = False
    """Whether the day counts only if it ends one of the issuer's years or quarters, as in "on December 31"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Periods that stand together in a sentence; `start:end` is their range; none where only a neighbour can tell."""

    start: int
    end: int
    whens: tuple[When, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sentence:
    """What a sentence holds of figures and periods, both in its order."""

    text: str
    figures: tuple[Reading, ...]
    groups: tuple[_Group, ...]


def when_of(sentence: str, reading: Reading) -> When | None:
    """The period of a figure in a sentence, None where the sentence does not clearly say."""
    read = _read(sentence)
    run = _run(read, reading)
    listed = _listed(read, reading, run)
    if listed is not None:
        return listed
    return _beside(read, run) or _alone(read, run)


@lru_cache(maxsize=256)
def _read(sentence: str) -> _Sentence:
    readings = figures(sentence)
    groups: list[_Group] = []
    for mention in mentions(sentence, readings):
        group = _Group(start=mention.start, end=mention.end, whens=tuple(_whens(sentence, mention)))
        if groups and group.whens and groups[-1].whens and _LINK.fullmatch(sentence, groups[-1].end, group.start):
            group = replace(group, start=groups[-1].start, whens=groups[-1].whens + group.whens)
            groups[-1] = group
        elif not _is_name(sentence, mention):
            groups.append(group)
    kept = tuple(r for r in readings if r.is_figure and r.value is not None)
    return _Sentence(text=sentence, figures=kept, groups=tuple(groups))


def _is_name(sentence: str, mention: PeriodMention) -> bool:
    """Whether a year only names something, such as an act or a plan."""
    if mention.kind != "year":
        return False
    return _NAMED_SO.match(sentence, mention.end) is not None or bool(
        re.search(r"\b(?:act|plan|program|notes?)\s+of\s+$", sentence[: mention.start], re.IGNORECASE)
    )


def _whens(sentence: str, mention: PeriodMention) -> list[When]:
    """What a mention can be to a figure; nothing where it is a due date, a beginning, or relative."""
    before = sentence[max(0, mention.start - 60) : mention.start]
    if mention.wrong is not None or _NOT_WHEN.search(before):
        return []
    if mention.ends:
        return _days(mention, before)
    if mention.fiscal is False:
        return []
    at_end = _AT_END.search(before) is not None or _BALANCE.search(sentence) is not None
    return [When(named=period, is_instant=at_end) for period in mention.periods]


def _days(mention: PeriodMention, before: str) -> list[When]:
    if mention.kind == "span":
        if not mention.months:
            return []
        twice = _TWICE.search(before)
        lengths = [*([_MONTHS[twice[1].lower()]] if twice else []), mention.months]
        return [When(day=day, months=months) for months in lengths for day in mention.ends]
    if mention.kind == "date" and (_AS_OF.match(mention.text) or _AT_END.search(before)):
        return [When(day=day) for day in mention.ends]
    if mention.kind == "date" and _ON.search(before):
        return [When(day=day, is_closing=True) for day in mention.ends]
    return []


def _run(read: _Sentence, reading: Reading) -> tuple[Reading, ...]:
    """The list of like figures in which one stands, in order; the figure alone where it stands in none."""
    at = next((n for n, r in enumerate(read.figures) if r.start == reading.start), None)
    if at is None:
        return (reading,)
    low = high = at
    while low and _linked(read, low - 1):
        low -= 1
    while high + 1 < len(read.figures) and _linked(read, high):
        high += 1
    return read.figures[low : high + 1]


def _linked(read: _Sentence, at: int) -> bool:
    left, right = read.figures[at], read.figures[at + 1]
    return _LIST.fullmatch(read.text, left.end, right.start) is not None and (
        left.unit == right.unit or "" in {left.unit, right.unit}
    )


def _listed(read: _Sentence, reading: Reading, run: Sequence[Reading]) -> When | None:
    """The figure's own of as many periods as its list has figures."""
    if len(run) == 1:
        return None
    fitting = [g for g in read.groups if len(g.whens) == len(run)]
    after = [g for g in fitting if g.start >= run[-1].end]
    before = [g for g in fitting if g.end <= run[0].start]
    if "respectively" not in read.text and not (after and _close(read, run[-1].end, after[0].start)):
        return None
    group = after[0] if after else before[-1] if before else None
    if group is None:
        return None
    place = [r.start for r in run].index(reading.start)
    return group.whens[place]


def _close(read: _Sentence, start: int, end: int) -> bool:
    """Whether a period follows its figure with nothing of its own between."""
    between = read.text[start:end]
    return _NEAR.fullmatch(between) is not None and not any(start <= r.start < end for r in read.figures)


def _beside(read: _Sentence, run: Sequence[Reading]) -> When | None:
    """The one period that stands at a figure: "$3 in 2024", "2024-$3"."""
    before = next((g for g in reversed(read.groups) if g.end <= run[0].start), None)
    if before is not None and before.whens and _DASH.fullmatch(read.text, before.end, run[0].start):
        return before.whens[-1] if len(run) == 1 else None
    after = next((g for g in read.groups if g.start >= run[-1].end), None)
    if after is None or len(after.whens) != 1 or len(run) > 1 or not _close(read, run[-1].end, after.start):
        return None
    if _BROKEN.search(read.text, run[-1].end, after.start):
        return None
    return after.whens[0]


def _alone(read: _Sentence, run: Sequence[Reading]) -> When | None:
    """The one period of the figure's clause, or of the sentence where no clause has another."""
    low, high = _clause(read.text, run[0].start)
    inside = [g for g in read.groups if low <= g.start < high]
    if len(inside) != 1 or len(inside[0].whens) != 1:
        return None
    group = inside[0]
    between = read.text[run[-1].end : group.start]
    if group.start > run[0].start and _AWAY.search(between) is not None:
        return None
    return group.whens[0]


def _clause(text: str, at: int) -> tuple[int, int]:
    low, high = 0, len(text)
    for cut in _CLAUSE.finditer(text):
        if cut.end() <= at:
            low = cut.end()
        elif cut.start() >= at:
            high = min(high, cut.start())
    return low, high
