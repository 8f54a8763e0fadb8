"""Which periods does a sentence word, one by one, and do words of comparison lead to them?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tieout.tools.figures.glosses import glosses
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.periods import PeriodMention

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_MONEY = r"(?:(?-i:US|HK|NT|NZ|CA|AU|[ACRS])\s?)?\$|[€£¥₹₩₪]|(?-i:[A-Z]{3})\s?(?=\d)"
"""What may open an amount: a currency's sign, or its code."""
_COMPARED = re.compile(
    r"\b(?:compare[sd]?\s+(?:with|to|against)|comparing\s+(?:with|to)|in\s+comparison\s+(?:with|to)|versus|vs\b\.?|"
    r"(?:as\s+)?(?:against|opposed\s+to)|relative\s+to|(?:up|down)\s+from)|"
    r"\bfrom(?=\s+(?:(?:approximately|about|roughly|just|nearly|the|a|an|its|that|(?:end|close)\s+of|\(?)\s*)*"
    rf"(?:{_MONEY}|\((?=[$€£¥\d])|\d|fiscal|fy|q\d|year|prior|previous|same|comparable|corresponding|last|first|second|third|fourth|"
    rf"{_MONTH}\s+\d))|"
    r"\b(?:over|than|on|above|below|following|after|since)"
    r"(?=\s+(?:(?:in|at|for|during|the|a|an|as\s+of|those?\s+(?:in|of|for)|(?:end|close)\s+of)\s+)*"
    r"(?:(?:19|20)\d\d\b|fiscal|fy|q\d|year-end|"
    rf"(?<!on\s){_MONTH}\s+\d|"
    r"prior|previous|preceding|same|comparable|corresponding|last\s+year|"
    r"(?:a\s+)?year[\s-](?:ago|earlier|before)))",
    re.IGNORECASE,
)
BREAK = re.compile(
    r"[;]|(?<!\(\d{4})(?<!\(FY\d{4})(?<!\(fiscal \d{4})(?<!\(prior year)(?<!\(previous year):|"
    r"[.!?](?=\s+(?-i:[A-Z])|\s+[“\"\d])|,?\s+(?:while|whereas|although|but)\b|"
    r",\s+and\s+(?=(?:the|our|its|we|it|this|that|they|these|those)\b)|"
    r"(?<=\w),\s+and\s+(?=[a-z][\w’'-]*(?:\s+[\w’'&-]+){0,6}?\s+"
    r"(?:was|were|is|are|had|rose|fell|grew|totall?ed|came|stood|amounted|increased|decreased|declined|reached)\b)",
    re.IGNORECASE,
)
_OVER_YEAR = re.compile(r"year[\s-]over[\s-]year|quarter[\s-]over[\s-]quarter|\by[\s/-]?o[\s/-]?y\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\bbetween\s+(?:the\s+)?(?:(?:(?:end|close)\s+of|year[\s-]end|fiscal(?:\s+years?)?)\s+(?:the\s+)?)*$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s+and\s+(?:the\s+)?(?:(?:(?:end|close)\s+of|year[\s-]end|fiscal(?:\s+years?)?)\s+(?:the\s+)?)*", re.IGNORECASE
)
_JOINED = " and "
_LISTED = re.compile(
    r"\s*(?:[,;]\s*(?:(?:and|or|&)\s+)?|\s(?:and|or|&)\s+)(?:(?:in|for|at|as\s+of|of|the|fiscal|end|close|year[\s-]end)\s+)*",
    re.IGNORECASE,
)
"""What stands between periods that are compared with together."""
_TWO, _REACH = 2, 60
_TWICE = re.compile(r"\b(three|six|nine)[\s-]+(?:months?\s+)?(?:and|or)\s+(?:the\s+)?$", re.IGNORECASE)
"""A second length before "six months ended June 30, 2024": "three and "."""
_MONTHS = {"three": 3, "six": 6, "nine": 9}
WORD = re.compile(r"[A-Za-z]{2,}")
FAR = 9
"""Most words between a figure and the period behind it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """One period of a wording."""

    mention: PeriodMention
    start: int
    end: int
    governed: bool
    """Whether words of comparison stand before it."""


class Worded:
    """A sentence's figures, periods and clauses."""

    def __init__(self, text: str, readings: Sequence[Reading], mentions: Sequence[PeriodMention]) -> None:
        self.text = text
        self.figures = [r for r in readings if r.is_figure and not is_count(r)]
        self.counts = [r for r in readings if r.is_figure and is_count(r)]
        self._mentions = tuple(mentions)
        self._glosses = glosses(text, mentions)
        told = {day.start for day in self._glosses.values()}
        self.compared = [m.span() for m in _COMPARED.finditer(text)]
        self.breaks = [m.span() for m in BREAK.finditer(text)]
        self.moments = [m for one in mentions if one.start not in told for m in self._split(one)]
        self.between = self._ranges()
        """The first and the last period of each "between … and …"."""

    def _split(self, mention: PeriodMention) -> Iterator[Moment]:
        """One moment for each period of a wording."""
        governed = self._governed(mention.start) or _OVER_YEAR.search(mention.text) is not None
        day = self._glosses.get(mention.start)
        end = mention.end if day is None else day.end + self.text.startswith(")", day.end)
        singles = tuple(self._singles(mention))
        cut = mention.text.find(_JOINED) if len(singles) == _TWO and self._opens_range(mention.start) else -1
        for at, single in enumerate(singles):
            start = mention.start + cut + len(_JOINED) if cut > 0 and at else mention.start
            stop = mention.start + cut if cut > 0 and not at else end
            yield Moment(mention=single, start=start, end=stop, governed=governed)

    def _opens_range(self, at: int) -> bool:
        return _BETWEEN.search(self.text, max(0, at - _REACH), at) is not None

    def _ranges(self) -> list[tuple[Moment, Moment]]:
        """What is said from a first to a last period holds in the last and is measured from the first."""
        found = []
        for at, (first, last) in enumerate(pairwise(self.moments)):
            if self._opens_range(first.start) and _AND.fullmatch(self.text, first.end, last.start):
                self.moments[at] = replace(first, governed=True)
                self.moments[at + 1] = replace(last, governed=False)
                found.append((self.moments[at], self.moments[at + 1]))
        return found

    def _singles(self, mention: PeriodMention) -> Iterator[PeriodMention]:
        """A wording once for each of its periods: "three and six months ended June 30, 2024" is two."""
        twice = _TWICE.search(self.text[max(0, mention.start - 30) : mention.start]) if mention.kind == "span" else None
        lengths = (_MONTHS[twice[1].lower()], mention.months) if twice and mention.months else (mention.months,)
        for months in lengths:
            for at in range(max(len(mention.ends), len(mention.periods), 1)):
                yield replace(
                    mention, periods=mention.periods[at : at + 1], ends=mention.ends[at : at + 1], months=months
                )

    def _governed(self, at: int) -> bool:
        """Whether words of comparison lead to a place: no figure and no end of a clause stands between."""
        before = [end for _, end in self.compared if end <= at]
        if not before or self.broken(before[-1], at) or any(before[-1] <= r.start < at for r in self.figures):
            return False
        nearer = [m for m in self._mentions if before[-1] <= m.start and m.end <= at]
        return not nearer or _LISTED.fullmatch(self.text, nearer[-1].end, at) is not None

    def broken(self, low: int, high: int) -> bool:
        """Whether a clause ends between two places."""
        return any(low <= start and end <= high for start, end in self.breaks)

    def clause(self, at: int) -> tuple[int, int]:
        """The clause that holds a place."""
        low = max((end for _, end in self.breaks if end <= at), default=0)
        return low, min((start for start, _ in self.breaks if start >= at), default=len(self.text))

    def close(self, low: int, high: int) -> bool:
        """Whether a period belongs to what stands before it: near, within the clause, no figure between."""
        if high < low or self.broken(low, high) or any(low <= r.start < high for r in self.figures):
            return False
        return len(WORD.findall(self.text[low:high])) <= FAR


def is_count(reading: Reading) -> bool:
    """Whether a figure is a small number in words, as in "two customers", which parts no others."""
    return reading.words and not reading.unit and reading.value != 0
