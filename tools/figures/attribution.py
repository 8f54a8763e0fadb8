"""Which of the periods that a sentence words belongs to each of its figures?

"$391.0 billion in 2024 and $383.3 billion in 2023", "$29.9 billion and $30.0 billion, respectively", "rose 2% to
$391.0 billion from $383.3 billion a year earlier": by the order of the words, never by what happens to match.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.listing import LISTED, Listing
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.worded import FAR, WORD, Moment, Worded

_TO = re.compile(
    r"(?<!compared)(?<!relative)(?<!comparison)(?<!opposed)\s+(?:down\s+|up\s+)?to\s+[^\w$€£¥(]*$", re.IGNORECASE
)
_AWAY = re.compile(
    r",(?!\s+respectively)(?![^,]{0,60},?\s*$)|\b(?:reducing|bringing|resulting|which|that)\b", re.IGNORECASE
)
"""What parts a figure from a period that stands later in its clause."""
_LED = re.compile(
    r"[)’'s]{0,3}\s*(?:[:=(,]|[–—-]+)?\s*(?:(?:it|they|this|that|the\s+(?:figure|amount|total))\s+)?"
    r"(?:(?:was|were|is|are|came\s+to|at|of|stood\s+at)\s+)?(?:approximately|about|roughly|nearly|only|just)?\s*\(?",
    re.IGNORECASE,
)
"""What may stand between a period and the figure that it opens: "2023: $5", "in 2023 it was $5"."""
_SPEAKS = re.compile(
    r"\b(?:was|were|is|are|had|rose|fell|grew|totall?ed|came|stood|amounted|increased|decreased|declined|reached)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[,;–—|/]|\b(?:and|but|or)\b", re.IGNORECASE)
_STOPS = re.compile(r"[,;()]|^\s*(?:and|or)\b|\b(?:but|up|down|to|by|from|compared|versus|vs|against)\b", re.IGNORECASE)
_HEAD, _OPEN = re.compile(r"\s*[:=]\s*"), re.compile(r"\((?:[^()\d]*\s)?$")
_STOP = re.compile(r"[.!?]\s|\b(?:but|although|unlike|than)\b|\(")
_INTO = re.compile(r"\(\s*(?:(?:in|for|at|as\s+of|the|end|of)\s+)*$", re.IGNORECASE)
_ASIDES = re.compile(r"\([^()]*\)")
_PARTED = re.compile(r"[;,]|\b(?:and|or|but|which|that|from|compared|versus)\b", re.IGNORECASE)
"""What parts a figure from a period right behind it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """The periods of one figure, each wording with one period only; None where the sentence words none."""

    own: PeriodMention | None = None
    """When the figure holds."""
    base: PeriodMention | None = None
    """What a change is measured from."""
    compared: bool = False
    """Whether it is what another figure is compared with: without words, of the period before."""
    firm: bool = True
    """Whether its period surely is its own: it stands at the figure, in its list, or alone in its clause."""
    shared: bool = False
    """Whether it is only that of the sentence's last figure: "sales were $5, while costs came to $3 in 2024"."""
    unclear: bool = False
    """Whether the period may be that of the figure before: "up from $5, in 2023"."""


def attributed(sentence: str, readings: Sequence[Reading], mentions: Sequence[PeriodMention]) -> dict[int, Placed]:
    """The periods of every figure, by where it begins.

    Args:
        sentence: the sentence.
        readings: the grammar's, of the sentence.
        mentions: its period wordings.
    """
    return _Sentence(Worded(sentence, readings, mentions)).placed()


class _Sentence:
    """One sentence being attributed."""

    def __init__(self, worded: Worded) -> None:
        self._w = worded

    def placed(self) -> dict[int, Placed]:
        """Every figure's periods."""
        found = {r.start: self._one(at, r) for at, r in enumerate(self._w.figures)}
        for r in self._w.counts:
            found[r.start] = self._one(sum(f.start < r.start for f in self._w.figures), r)
        for figures, moments, firm in Listing(self._w).pairs():
            for reading, moment in zip(figures, moments, strict=True):
                found[reading.start] = replace(found[reading.start], own=moment.mention, firm=firm, unclear=False)
        for reading in Listing(self._w).unpaired():
            found[reading.start] = replace(found[reading.start], unclear=True)
        return found

    def _one(self, at: int, reading: Reading) -> Placed:
        """One figure's periods, lists left aside."""
        compared = self._is_compared(at, reading)
        direct = self._direct(reading)
        if compared:
            named = self._between_comparison(reading)
            apart = direct is not None and "," in self._w.text[reading.end : direct.start]
            whose = direct or named or self._first_of_range(reading)
            return Placed(own=whose.mention if whose else None, compared=True, unclear=apart)
        own = self._colon(reading) or (direct if direct is not None and not direct.governed else None)
        lead = None if own else self._lead(reading)
        own = own or lead or self._trailing(reading)
        shared = own is None
        own = own or self._sole(reading)
        base = self._base(reading)
        firm = own is not None and not shared and self._firm(reading, own, beside=own is direct)
        unclear = lead is not None and self._rivalled(lead)
        return Placed(
            own=own.mention if own else None,
            base=base.mention if base else None,
            firm=firm,
            shared=shared and own is not None,
            unclear=unclear,
        )

    def _sole(self, reading: Reading) -> Moment | None:
        """The one period of a whole sentence, at its end: of all figures before it."""
        moments = {m.start for m in self._w.moments}
        only = self._w.moments[0] if len(moments) == 1 and len(self._w.moments) == 1 else None
        if only is None or only.governed or only.mention.relative:
            return None
        if not self._w.figures or only.start < self._w.figures[-1].end:
            return None
        words = _INTO.sub("", self._w.text[reading.end : only.start])
        ends = _STOP.search(words) or self._w.compared
        return None if ends else only

    def _rivalled(self, lead: Moment) -> bool:
        """Whether another year stands between the figure before and the period that leads to a figure."""
        floor = max([r.end for r in self._w.figures if r.end <= lead.start], default=0)
        low = max(floor, self._w.clause(lead.start)[0])
        others = [m for m in self._w.moments if low <= m.start < lead.start and not m.governed]
        return any(years_of(m) and years_of(lead) and years_of(m) != years_of(lead) for m in others)

    def _colon(self, reading: Reading) -> Moment | None:
        """The period that opens a figure in brackets: "(2023: $5)"."""
        before = [m for m in self._w.moments if m.end <= reading.start and self._single(m)]
        opened = before and _HEAD.fullmatch(self._w.text, before[-1].end, reading.start)
        return before[-1] if opened and _OPEN.search(self._w.text, 0, before[-1].start) else None

    def _first_of_range(self, reading: Reading) -> Moment | None:
        """The first period of "from $5 to $6 between 2022 and 2024"."""
        low, high = self._w.clause(reading.start)
        return next((first for first, last in self._w.between if low <= first.start and last.end <= high), None)

    def _firm(self, reading: Reading, moment: Moment, *, beside: bool) -> bool:
        """Whether a period cannot be another figure's: nothing parts the two, and away from it no other stands near."""
        if beside and _PARTED.search(self._w.text, reading.end, moment.start) is None:
            return True
        low, high = sorted(((reading.start, reading.end), (moment.start, moment.end)))
        if self._w.broken(low[1], high[0]) or self._another(reading, moment):
            return False
        if moment.start > reading.start:
            return _AWAY.search(self._w.text, reading.end, moment.start) is None
        before = [r for r in self._w.figures if r.end <= moment.start]
        return not before or not self._w.close(before[-1].end, moment.start)

    def _another(self, reading: Reading, moment: Moment) -> bool:
        """Whether the clause words another period as well, up to where it compares."""
        low, high = self._w.clause(reading.start)
        high = min((start for start, _ in self._w.compared if start >= reading.end), default=high)
        low = max((end for _, end in self._w.compared if low < end <= reading.start), default=low)
        return any(low <= m.start < high and m.start != moment.start for m in self._w.moments)

    def _is_compared(self, at: int, reading: Reading) -> bool:
        """Whether words of comparison stand before a figure, within its clause and behind the figure before."""
        floor = self._w.figures[at - 1].end if at else 0
        before = [end for start, end in self._w.compared if floor <= start and end <= reading.start]
        if not before or self._w.broken(before[-1], reading.start):
            listed = at > 0 and LISTED.fullmatch(self._w.text, floor, reading.start)
            return bool(listed) and self._is_compared(at - 1, self._w.figures[at - 1])
        words = self._w.text[before[-1] : reading.start]
        moments = [m for m in self._w.moments if before[-1] <= m.start and m.end <= reading.start]
        bare = WORD.findall(self._without(words, before[-1], moments))
        return len(bare) <= FAR and not _TO.search(words) and not ("," in words and moments)

    def _without(self, words: str, offset: int, moments: list[Moment]) -> str:
        for m in moments:
            words = words[: m.start - offset] + " " * (m.end - m.start) + words[m.end - offset :]
        return words

    def _direct(self, reading: Reading) -> Moment | None:
        """The period right behind a figure."""
        following = min((r.start for r in self._w.figures if r.start > reading.start), default=len(self._w.text))
        after = [m for m in self._w.moments if reading.end <= m.start < following]
        if not after or not self._w.close(reading.end, after[0].start):
            return None
        return after[0] if self._alone(after[0]) and not self._leads(after[0]) else None

    def _alone(self, moment: Moment) -> bool:
        """Whether a wording has one period, so that it can be one figure's."""
        return max(len(moment.mention.ends), len(moment.mention.periods)) <= 1 and self._single(moment)

    def _single(self, moment: Moment) -> bool:
        return sum(m.start == moment.start for m in self._w.moments) == 1

    def _between_comparison(self, reading: Reading) -> Moment | None:
        """The period between the words of comparison and a figure: "versus the previous year's $11,512 million"."""
        ends = [end for _, end in self._w.compared if end <= reading.start]
        inside = [m for m in self._w.moments if ends and ends[-1] <= m.start and m.end <= reading.start]
        return inside[-1] if inside and self._single(inside[-1]) else None

    def _lead(self, reading: Reading) -> Moment | None:
        """The last period before a figure that nothing is compared with, in its clause or a clause before."""
        before = [m for m in self._w.moments if m.end <= reading.start and not m.governed and self._single(m)]
        before = [m for m in before if not self._taken_by_comparison(m) and not self._bracketed(m, reading)]
        return before[-1] if before else None

    def _in_brackets(self, moment: Moment, reading: Reading) -> bool:
        """Whether a period stands in brackets that open behind a figure, and opens another figure there."""
        spans = (m.span() for m in _ASIDES.finditer(self._w.text, reading.end))
        return self._leads(moment) and any(low < moment.start < high for low, high in spans)

    def _bracketed(self, moment: Moment, reading: Reading) -> bool:
        """Whether a period stands in brackets with a figure of its own, before another figure."""
        for aside in _ASIDES.finditer(self._w.text):
            low, high = aside.span()
            if low < moment.start < high <= reading.start:
                return any(low < r.start < high for r in self._w.figures)
        return False

    def _taken_by_comparison(self, moment: Moment) -> bool:
        """Whether a period stands right behind a figure that is compared with."""
        before = [(at, r) for at, r in enumerate(self._w.figures) if r.end <= moment.start]
        if not before or not self._w.close(before[-1][1].end, moment.start):
            return False
        return self._is_compared(*before[-1])

    def _trailing(self, reading: Reading) -> Moment | None:
        """The period behind a later figure of the clause, where no figure on the way has another."""
        _, high = self._w.clause(reading.end)
        after = [m for m in self._w.moments if reading.end <= m.start < high and not m.governed and self._single(m)]
        after = [m for m in after if not self._in_brackets(m, reading)]
        if not after or self._taken_by_comparison(after[0]):
            return None
        crossed = any(
            reading.end <= start < after[0].start and not any(start < m.start < after[0].start for m in self._w.moments)
            for start, _ in self._w.compared
        )
        aside = "(" in _ASIDES.sub("", self._w.text[reading.end : after[0].start])
        return None if crossed or aside or self._leads(after[0]) else after[0]

    def _leads(self, moment: Moment) -> bool:
        """Whether a period opens the figure behind it: "(2023: 14.7%)", "$5, and in 2023 $4", "2023 $4, 2024 $5"."""
        following = next((r for r in self._w.figures if r.start >= moment.end), None)
        if following is None:
            return False
        words = self._w.text[moment.end : following.start]
        if re.fullmatch(r"\s*[:=]\s*", words):
            return True
        before = [r for r in self._w.figures if r.end <= moment.start]
        if not before or self._trailed():
            return False
        parted = _JOINED.search(self._w.text, before[-1].end, moment.start) is not None
        if _LED.fullmatch(words):
            return parted or self._is_led(before[-1])
        return parted and _SPEAKS.search(words) is not None and _STOPS.search(words) is None

    def _is_led(self, reading: Reading) -> bool:
        """Whether a period stands right before a figure."""
        before = [m for m in self._w.moments if m.end <= reading.start]
        led = before and _LED.fullmatch(self._w.text, before[-1].end, reading.start)
        return bool(led) and "," not in self._w.text[before[-1].end : reading.start]

    def _trailed(self) -> bool:
        """Whether periods stand behind the figures all through: "$5 in 2024, $4 in 2023"."""
        figures, moments = self._w.figures, self._w.moments
        if len(moments) < len(figures) or moments[0].start < figures[0].start:
            return False
        return moments[-1].start >= figures[-1].end and self._w.close(figures[-1].end, moments[-1].start)

    def _base(self, reading: Reading) -> Moment | None:
        """What a change is compared with: the first period after it that words of comparison lead to, else before."""
        governed = [m for m in self._w.moments if m.governed and self._single(m)]
        own_clause = [m for m in governed if not self._w.broken(*sorted((reading.start, m.start)))]
        after = [m for m in own_clause if m.start >= reading.end]
        compared = [m for m in self._w.moments if m.start >= reading.end and self._taken_by_comparison(m)]
        compared = [m for m in compared if not self._w.broken(reading.end, m.start)]
        before = [m for m in own_clause if m.end <= reading.start]
        return next(iter([*after, *compared, *before[::-1]]), None)


def years_of(moment: Moment) -> set[int]:
    """The years that a period names."""
    return {p.year for p in moment.mention.periods} | {d.year for d in moment.mention.ends}
