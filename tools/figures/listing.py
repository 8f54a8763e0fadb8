"""Which lists of figures go together with which lists of periods, one by one?"""

import re
from collections.abc import Iterator, Sequence

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.worded import Moment, Worded

_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_AT = re.compile(r"\s*,?\s*respectively\b", re.IGNORECASE)
_COLON = re.compile(r"\s*[:=–—]\s*")
LISTED = re.compile(
    r"\s*(?:\([^()\d]{0,40}\)\s*)?(?:,|;|,?\s*(?:and|or|&)|/)\s*(?:approximately|about|roughly|nearly|a\s+|an\s+)?\s*",
    re.IGNORECASE,
)


_SMALL = re.compile(
    r"[,;\s]*(?:and|or|&|versus|vs\.?)?\s*(?:in|for|at|as\s+of|during|from)?\s*(?:the\s+)?(?:fiscal\s+)?"
    r"(?:(?:end|close)\s+of\s+(?:the\s+)?(?:fiscal\s+)?|year[\s-]end\s+)?",
    re.IGNORECASE,
)
"""What may stand between two periods of one list."""


def lists_of(text: str, amounts: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Figures of one unit with nothing but "," and "and" between them, where there are several."""
    group: list[Reading] = []
    for reading in amounts:
        joined = group and LISTED.fullmatch(text, group[-1].end, reading.start)
        if joined and (group[-1].unit == reading.unit or "" in {group[-1].unit, reading.unit}):
            group.append(reading)
            continue
        if len(group) > 1:
            yield group
        group = [reading]
    if len(group) > 1:
        yield group


def is_respective(text: str, amounts: Sequence[Reading], group: Sequence[Reading]) -> bool:
    """Whether "respectively" stands behind a list, before the next figure."""
    beyond = min((r.start for r in amounts if r.start > group[-1].start), default=len(text))
    return _RESPECTIVELY.search(text, group[-1].end, beyond) is not None


class Listing:
    """The lists of one sentence."""

    def __init__(self, worded: Worded) -> None:
        self._w = worded

    def unpaired(self) -> Iterator[Reading]:
        """Figures that are said to go one by one with something, where no list of as many periods is found."""
        paired = {r.start for group, _, _ in self.pairs() for r in group}
        single = len({(m.mention.periods, m.mention.ends) for m in self._w.moments}) <= 1
        for group in lists_of(self._w.text, self._w.figures):
            told = self._told(group, []) is not None and not single
            if group[0].start not in paired and (told or self._crowded(group)):
                yield from group

    def pairs(self) -> Iterator[tuple[list[Reading], list[Moment], bool]]:
        """Lists of figures with lists of as many periods, and whether they are surely theirs."""
        groups = list(lists_of(self._w.text, self._w.figures))
        for at, group in enumerate(groups):
            told = self._told(group, groups[at + 1 :])
            moments = self._series(group, told)
            if moments:
                behind = moments[0].start >= group[-1].end
                yield group, moments, told is not None or behind or self._told_at(moments)

    def _told(self, group: list[Reading], later: list[list[Reading]]) -> int | None:
        """Where "respectively" stands that a list shares with lists of as many figures behind it."""
        match = _RESPECTIVELY.search(self._w.text, group[-1].end)
        if match is None:
            return None
        between = [one for one in later if one[0].start < match.start()]
        return match.start() if all(len(one) == len(group) for one in between) else None

    def _series(self, group: list[Reading], told: int | None) -> list[Moment]:
        """As many periods in a row as the group has figures: those behind it first, then the last before it."""
        low, high = group[0].start, group[-1].end
        reach = told if told is not None else high
        behind = [m for m in self._w.moments if m.start >= high and (m.start <= reach or self._w.close(high, m.start))]
        before = [m for m in self._w.moments if m.end <= low]
        for several in (self._run(behind), self._run(before[::-1])[::-1]):
            if len(several) != len(group):
                continue
            near = several[0].start >= high or self._w.close(several[-1].end, low) or self._headed(several, low)
            if near or told is not None or self._told_at(several):
                return several
        return []

    def _headed(self, moments: Sequence[Moment], low: int) -> bool:
        """Whether a colon leads from periods to a list: "for 2024 and 2023: $5 and $4"."""
        return _COLON.fullmatch(self._w.text, moments[-1].end, low) is not None

    def _crowded(self, group: Sequence[Reading]) -> bool:
        """Whether several years stand before a list of figures, behind the figure before it."""
        floor = max((r.end for r in self._w.figures if r.end <= group[0].start), default=0)
        years = {
            (m.mention.periods, m.mention.ends)
            for m in self._w.moments
            if floor <= m.start < group[0].start and not m.governed and (m.mention.periods or m.mention.ends)
        }
        return len(years) > 1

    def _told_at(self, moments: Sequence[Moment]) -> bool:
        """Whether "respectively" stands right behind periods."""
        return _AT.match(self._w.text, moments[-1].end) is not None

    def _run(self, moments: list[Moment]) -> list[Moment]:
        """The first of them with those that are listed beside it."""
        run: list[Moment] = []
        for moment in moments:
            if run and moment.mention.text != run[-1].mention.text:
                low, high = sorted((run[-1], moment), key=lambda m: m.start)
                if not LISTED.fullmatch(self._w.text, low.end, high.start) and not self._only_small(
                    low.end, high.start
                ):
                    break
            run.append(moment)
        return run

    def _only_small(self, low: int, high: int) -> bool:
        """Whether two periods stand in one list although words such as "and in" part them."""
        between = self._w.text[low:high]
        return _SMALL.fullmatch(between) is not None
