"""What period does a sentence clearly give one of its figures, as worded? None where it leaves room.

Due dates, beginnings, and the names of acts and plans are no figure's period.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tieout.period import FiscalPeriod
from tieout.tools.figures.attribution import Placed, attributed
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.notwhen import NOT_OWN
from tieout.tools.figures.periods import PeriodMention, mentions

_NAMED_SO = re.compile(r"\s+(?:[A-Z][a-z]+|[A-Z]{2,})\b|-\d")
"""What follows the year in a name: "2022 Plan", "2025 Notes"."""
_AT_END = re.compile(r"\b(?:end\s+of|as\s+of|as\s+at|year[\s-]end|at)\s*(?:both\s+)?(?:the\s+)?$", re.IGNORECASE)
_BALANCE = re.compile(r"\bbalance\s+sheets?\b|\bcarrying\s+(?:amounts?|values?)\b|\boutstanding\s+at\b", re.IGNORECASE)
"""Words of a sentence whose figures are of a year's last day."""
_ON = re.compile(r"\bon\s+(?:both\s+)?$", re.IGNORECASE)
_AS_OF = re.compile(r"(?:as\s+(?:of|at)|at)\s", re.IGNORECASE)


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


def when_of(sentence: str, reading: Reading) -> When | None:
    """The period of a figure in a sentence, None where the sentence does not clearly say."""
    placed = _placed(sentence).get(reading.start)
    if placed is None or placed.own is None or not placed.firm:
        return None
    return _when(sentence, placed.own)


@lru_cache(maxsize=256)
def _placed(sentence: str) -> Mapping[int, Placed]:
    readings = figures(sentence)
    return attributed(sentence, readings, [m for m in mentions(sentence, readings) if not _is_name(sentence, m)])


def _is_name(sentence: str, mention: PeriodMention) -> bool:
    """Whether a year only names something, such as an act or a plan."""
    if mention.kind != "year":
        return False
    return _NAMED_SO.match(sentence, mention.end) is not None or bool(
        re.search(r"\b(?:act|plan|program|notes?)\s+of\s+$", sentence[: mention.start], re.IGNORECASE)
    )


def _when(sentence: str, mention: PeriodMention) -> When | None:
    """What a wording of one period is to its figure; None where it is a due date, a beginning, or relative."""
    before = sentence[max(0, mention.start - 60) : mention.start]
    if mention.wrong is not None or NOT_OWN.search(before):
        return None
    if mention.ends:
        return _ending(mention, before)
    if mention.fiscal is False or not mention.periods:
        return None
    at_end = _AT_END.search(before) is not None or _BALANCE.search(sentence) is not None
    return When(named=mention.periods[0], is_instant=at_end)


def _ending(mention: PeriodMention, before: str) -> When | None:
    day = mention.ends[0]
    if mention.kind == "span":
        return When(day=day, months=mention.months) if mention.months else None
    if mention.kind != "date":
        return None
    if _AS_OF.match(mention.text) or _AT_END.search(before):
        return When(day=day)
    return When(day=day, is_closing=True) if _ON.search(before) else None
