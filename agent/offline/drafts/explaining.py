"""Which sentences explain how a figure moved?

A sentence explains a figure where it names it before it says how it moved and why, or where it goes on from such a
sentence: "The increase was primarily due to …". Sentences about a part explain the part, and those about another year
the other year: what is printed of the move must be what the facts have.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tieout.agent.offline.reading.premise import DOWN, UP
from tieout.question import MetricAsked
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.vocabulary import Mention, Vocabulary
from tieout.tools.filings.sentences import sentences

LONGEST, SHORTEST = 900, 40
_CAUSE = re.compile(
    r"\bdriven\b|\bdue\s+(?:primarily\s+|mainly\s+|largely\s+|principally\s+)?to\b|\bbecause\b|\bas\s+a\s+result\s+of\b|"
    r"\battribut(?:able|ed)\s+to\b|\breflect(?:s|ed|ing)\b|\bresult(?:ed|ing)\s+(?:primarily\s+)?from\b|\bowing\s+to\b|\bcaused\s+by\b|"
    r"\b(?:primarily|mainly|principally|largely)\s+(?:from|by|on|the\s+result|related|reflecting)\b|\bled\s+by\b|\bbenefit(?:t?ed|ing)\s+from\b|"
    r"\bprimarily\s+(?:lower|higher|increased|decreased)\b|\bfavorable\s+impact\b|\bwith\s+(?:lower|higher)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(rf"\b(?:{UP}|{DOWN}|up|down|chang(?:e[ds]?|ing)|comparable|flat)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:The|This|These)\s+(?:\w+\s+){0,2}?(?:increases?|decreases?|declines?|growth|changes?|improvements?|reductions?)\b|"
    r"(?:The\s+)?(?:increase|decrease|decline|growth|change)\s+(?:was|were|is|in\s+\d{4})\b",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:This|These|The)\b[^.]{0,60}\b(?:offset)\b|Partially\s+offset", re.IGNORECASE)
_END = re.compile(r"\Z")
_LED_TO = re.compile(
    r"\b(?:accounted\s+for|contributed\s+to|drove|led\s+to|resulted\s+in|caused)\b[^.]{0,120}?"
    r"\b(?:increase|decrease|growth|decline)s?\s+in\s+(?:(?:total|consolidated|our|the|its|worldwide)\s+)*",
    re.IGNORECASE,
)
_OVERALL = re.compile(
    r"\b(?:overview|results\s+of\s+operations|operating\s+expenses|consolidated|highlights|executive\s+summary)\b",
    re.IGNORECASE,
)
"""Headings under which the whole company is discussed."""
_WHOLE = re.compile(r"\b(?:total|consolidated|worldwide|company-wide)\b", re.IGNORECASE)
_IDLE = re.compile(
    r"\b(?:could|may|might|would|will|expects?|expected|should)\b|\bin general\b|\bwe believe\b|\bhedg\w+\b",
    re.IGNORECASE,
)
_LEADING = frozenset(
    "total consolidated our the company companys its net overall increase decrease increases decreases decline growth "
    "change changes in of and for fiscal year years ended compared to with reported during full worldwide higher lower "
    "rise fall as a percentage gaap improvement reduction also on basis december january february march april may june "
    "july august september october november".split()
)
"""Words that may stand before the figure's name without making it another one."""
_WAY = re.compile(rf"\b(?:(?P<up>{UP}|up)|(?P<down>{DOWN}|down))\b", re.IGNORECASE)
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per\s?cent)")
SLACK, ROUNDED = Decimal("0.05"), Decimal("0.26")
"""How far a printed percentage may be from the exact one: some filers round to halves."""
NEAR = 12
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A sentence that explains a move: its range, and how well."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, kw_only=True)
class Moved:
    """What the facts say of the figure; None where they do not."""

    level: Decimal | None
    change: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True, kw_only=True)
class Explaining:
    """Reads which sentences explain how a figure moved."""

    metric: MetricAsked
    vocabulary: Vocabulary
    year: int
    moved: Moved

    def reasons(self, text: str, within: tuple[int, int], heading: str) -> Iterator[Reason]:
        """The explanations in a passage, each with what offsets it; of the whole company only where that is sure."""
        low, high = within
        ranges = [(low + a, low + b) for a, b in sentences(text[low:high])]
        sure = self.metric.member is not None or self.is_own(heading) or _OVERALL.search(heading) is not None
        sure = sure or any(self.is_named(text[a:b]) and self.is_whole(text[a:b]) for a, b in ranges)
        before = ""
        for number, (start, end) in enumerate(ranges):
            plain = text[start:end].strip()
            named = self.is_subject(plain) or self.is_object(plain)
            goes_on = bool(before) and _GOES_ON.match(plain) is not None
            whole = sure or self.is_whole(plain)
            if whole and (named or goes_on) and self.explains(plain, f"{before} {plain}" if goes_on else plain):
                last = ranges[number + 1] if number + 1 < len(ranges) else None
                offset = last is not None and _OFFSET.match(text[slice(*last)].strip()) is not None
                yield Reason(start=start, end=last[1] if last and offset else end, score=self.score(plain, named=named))
            before = plain if named else f"{before} {plain}" if goes_on else ""

    def explains(self, plain: str, whole: str) -> bool:
        """Whether a sentence says how the figure moved and why, of this year, and as the figures have it."""
        cause = _CAUSE.search(plain) if not self.is_object(plain) else _END.search(plain)
        if cause is None or not SHORTEST <= len(plain) <= LONGEST or re.search(r"[\t{}]", plain):
            return False
        before = plain[: cause.start()]
        said = _MOVED.search(before) is not None and _IDLE.search(before) is None
        return said and not self.is_against(before) and not self.is_dated_otherwise(whole)

    def is_subject(self, sentence: str) -> bool:
        """Whether the first metric that a sentence names is the figure, of the whole company or the part asked for."""
        found: Mention | None = next(iter(self.vocabulary.find(sentence)), None)
        if found is None or found.qualifier or found.metric not in family(self.metric.metric or "", self.vocabulary):
            return False
        before = re.findall(r"[A-Za-z][\w’'&-]*", sentence[: found.start])
        if self.metric.member is not None:
            reach = found.end + len(self.metric.member) + NEAR
            return self.metric.member.casefold() in sentence[:reach].casefold()
        plain = [w.casefold().replace("’", "").replace("'", "") for w in before]
        whole = "total" in plain or "consolidated" in plain
        moves = _MOVED.search(sentence, found.end) is not None
        return all(w in _LEADING for w in plain) or (whole and moves and self.states_move(sentence) is True)

    def is_object(self, sentence: str) -> bool:
        """Whether a sentence says what made the figure move: "X accounted for most of the decrease in net sales"."""
        led = _LED_TO.search(sentence)
        found = next(iter(self.vocabulary.find(sentence[led.end() :])), None) if led else None
        near = found is not None and found.start == 0 and not found.qualifier and self.metric.member is None
        return near and found is not None and found.metric in family(self.metric.metric or "", self.vocabulary)

    def is_own(self, heading: str) -> bool:
        """Whether a heading names the figure and nothing else, as "Gross Margin" does."""
        found = next(iter(self.vocabulary.find(heading)), None)
        own = found is not None and found.metric in family(self.metric.metric or "", self.vocabulary)
        return own and found is not None and found.end - found.start >= len(heading.strip()) - NEAR

    def is_named(self, words: str) -> bool:
        """Whether words name the figure anywhere."""
        own = family(self.metric.metric or "", self.vocabulary)
        return any(m.metric in own for m in self.vocabulary.find(words))

    def is_whole(self, words: str) -> bool:
        """Whether words are sure to be of the whole company: they say so, or print its figure or its move."""
        if _WHOLE.search(words) or self.states_move(words):
            return True
        known: list[Decimal] = [abs(v) for v in (self.moved.level, self.moved.change) if v]
        amounts = [
            r for r in figures(words) if r.is_figure and r.value is not None and r.unit.isalpha() and r.unit.isupper()
        ]
        return any(r.value is not None and abs(abs(r.value) - v) <= r.precision / 2 for r in amounts for v in known)

    def states_move(self, words: str) -> bool | None:
        """Whether the first percentage of some words is by how much the figure moved; None where there is none."""
        found = _PERCENT.search(words)
        if found is None or self.moved.percent is None:
            return None
        places = len(found[1].partition(".")[2])
        allowed = max(Decimal(1).scaleb(-places) / 2 + SLACK, ROUNDED)
        return abs(abs(self.moved.percent) - Decimal(found[1])) <= allowed

    def is_against(self, before: str) -> bool:
        """Whether the words say that the figure went the other way, or by another percentage: a part's or a year's."""
        first = _WAY.search(before)
        rose = None if not self.moved.change else self.moved.change > 0
        turned = rose is not None and first is not None and (first["up"] is not None) is not rose
        is_rate = self.vocabulary.metric(self.metric.metric or "").unit == "percent"
        return turned or (not is_rate and self.states_move(before) is False)

    def is_dated_otherwise(self, words: str) -> bool:
        """Whether words speak of other years only."""
        years = {int(y) for y in _YEAR.findall(words)}
        return bool(years) and not years & {self.year, self.year + 1}

    def score(self, sentence: str, *, named: bool) -> float:
        """How well a sentence explains: by its own subject, of the year, with the percentage that it is."""
        return 2.0 * named + (str(self.year) in sentence) + 2.0 * (self.states_move(sentence) is True)


def family(identifier: str, vocabulary: Vocabulary) -> frozenset[str]:
    """A metric with those that the same words may mean, and that move with it: gross profit, gross margin."""
    own = {identifier, *vocabulary.metric(identifier).readings}
    return frozenset(own | {m.id for m in vocabulary if identifier in m.readings})
