"""May two sentences with the same words stand for one another, by what stands around each of them?"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tieout.document import Document
from tieout.period import FiscalPeriod
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.places import Place
from tieout.tools.figures.prose import Prose
from tieout.tools.figures.said import Said, Setting

_TELLING = 12
"""Telling words of a sentence that needs no heading to say what it is about."""
_ANAPHORIC = frozenset("it they this these those such that he she".split())
_ALONE = 10
"""Telling words of a sentence that may begin with such a word."""
_NO_PART = frozenset("Business Segment Division Unit Group International".split())
"""Words of headings that look like the name of a part."""


class Ear(Protocol):
    """What understands a sentence and its surroundings."""

    def said(self, sentence: str) -> Said:
        """What a sentence names."""
        ...

    def inherited(self, said: Said, setting: Setting, *, heading: bool = False) -> Setting:
        """What later sentences may take from one."""
        ...


def periods_of(texts: Iterable[Prose]) -> set[FiscalPeriod | None]:
    """The periods that documents report on."""
    return {own_period(one.document) for one in texts}


def own_period(document: Document) -> FiscalPeriod | None:
    """The period that a document reports on."""
    if document.fiscal_year is None:
        return None
    return FiscalPeriod(year=document.fiscal_year, span=document.fiscal_period or "FY")


def _keys(headings: Iterable[str]) -> set[str]:
    """Headings without their case, their numbers and their marks."""
    return {" ".join(re.findall(r"[^\W\d_]+", heading.casefold().replace("continued", ""))) for heading in headings}


@dataclass(frozen=True, kw_only=True, slots=True)
class Amid:
    """What a checked sentence leaves to its surroundings."""

    ear: Ear
    said: Said
    worded: Sequence[PeriodMention]
    """The periods of what is compared."""
    first: str
    """Its first word."""
    telling: int
    """How many telling words it has."""
    values: int
    """How many figures it has whose value is compared: two that agree are of one case."""
    setting: Setting
    periods: set[FiscalPeriod | None]
    """Those of all documents that are asked."""

    def allows(self, prose: Prose, place: Place, *, timed: bool) -> bool:
        """Whether nothing around a source's sentence makes it another one; `timed` where both say when they hold."""
        if self.first in _ANAPHORIC and self.telling < _ALONE:
            return False
        timed = timed or self.is_dated
        if timed and (self.said.parts or (self._part(self.setting) is None and self._is_one)):
            return True
        there = self._there(prose, place)
        return (timed or self._in_time(prose, there)) and self._of_part(there) and self._beneath(there)

    def _beneath(self, there: Setting) -> bool:
        """Whether few undated words stand under the heading that the source has them under, where both have one."""
        if self.is_dated or self._is_one or self.said.parts or not self.setting.heads or not there.heads:
            return True
        return bool(_keys(self.setting.heads[-1:]) & _keys(there.heads))

    @property
    def _is_one(self) -> bool:
        """Whether its words and values are so many that it can only be of one part."""
        return self.telling >= _TELLING or self.values > 1

    @property
    def is_dated(self) -> bool:
        """Whether the sentence itself says when."""
        return any(w.periods or w.ends for w in self.worded)

    def _there(self, prose: Prose, place: Place) -> Setting:
        setting = Setting(entity=prose.document.entity, period=own_period(prose.document))
        for heading in prose.above(place):
            setting = self.ear.inherited(self.ear.said(heading), setting, heading=True)
        for sentence in prose.before(place):
            setting = self.ear.inherited(self.ear.said(sentence), setting)
        return setting

    def _in_time(self, prose: Prose, there: Setting) -> bool:
        if self.setting.period is not None:
            return there.period in {None, self.setting.period}
        is_relative = any(w.relative or w.span for w in self.worded)
        return there.period == own_period(prose.document) and not (is_relative and len(self.periods) > 1)

    def _of_part(self, there: Setting) -> bool:
        here, other = self._part(self.setting), self._part(there)
        if self.said.parts or here == other:
            return True
        return (here is None or other is None) and self._is_one

    @staticmethod
    def _part(setting: Setting) -> str | None:
        """The part that a heading names."""
        return None if setting.member in _NO_PART else setting.member
