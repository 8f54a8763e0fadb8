"""Where does a sentence say when all of it holds, so that it could be said at another place of it just as well?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.period import FiscalPeriod
from tieout.tools.figures.calendars import Calendars
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.places import Place

_LED = re.compile(r"(?<!\w)(?:(?P<span>in|during|for)|as\s+of|as\s+at|at)\s+(?:the\s+)?$", re.IGNORECASE)
_LEADS = re.compile(r"(?:as\s+of|as\s+at|at)\s", re.IGNORECASE)
"""A wording that has its preposition in itself."""
_REACH = 24
_AFTER = re.compile(r"\s*(?:[,;.)]|$)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Adjunct:
    """The one period of a sentence, with its preposition."""

    place: Place
    mention: PeriodMention
    lasting: bool
    """Whether something happened during it; else it is a moment."""


def adjunct(text: str, mentions: Sequence[PeriodMention], readings: Sequence[Reading]) -> Adjunct | None:
    """What says when a sentence holds: its only period, first, last, before a comma, or right behind a figure."""
    if len(mentions) != 1:
        return None
    (mention,) = mentions
    led = _LED.search(text, max(0, mention.start - _REACH), mention.start)
    if led is None and not _LEADS.match(mention.text):
        return None
    start = led.start() if led else mention.start
    opens = not re.search(r"\w", text[:start])
    behind = any(r.is_figure and not text[r.end : start].strip() for r in readings if r.end <= start)
    if not opens and not behind and not _AFTER.match(text, mention.end):
        return None
    return Adjunct(place=(start, mention.end), mention=mention, lasting=led is not None and led["span"] is not None)


def is_same(one: Adjunct, other: Adjunct, entity: str, calendars: Calendars) -> bool:
    """Whether two sentences about one company hold at the same time."""
    if one.lasting != other.lasting:
        return False
    first, second = period_of(one, entity, calendars), period_of(other, entity, calendars)
    said = [(m.periods, m.ends, m.months) for m in (one.mention, other.mention)]
    if said[0] == said[1] and any(said[0][:2]):
        return True
    return first is not None and first == second


def period_of(one: Adjunct, entity: str, calendars: Calendars) -> FiscalPeriod | None:
    """The company's period that is meant, where the words alone say it and name no more than one."""
    mention = one.mention
    if mention.relative is not None or mention.fiscal is False or len(mention.periods) + len(mention.ends) != 1:
        return None
    return calendars.meant(entity, mention, None)
