"""Up to when do the twelve months of a text run? "TTM revenue as of Q3 2024" names the end apart from them."""

import re
from dataclasses import replace

from tieout.tools.figures.mention import PeriodMention

_NEAR = 40
_AS_AT = re.compile(r"as\s+(?:of|at)\b|at\b", re.IGNORECASE)
_AS_OF = re.compile(
    r"\b(?:as\s+(?:of|at)|to|through|at\s+the\s+end\s+of)\s+(?:the\s+end\s+of\s+)?(?:the\s+)?\Z", re.IGNORECASE
)


def is_trailing(mention: PeriodMention) -> bool:
    """Whether twelve months are meant and nothing right there says up to when: "TTM", "the last twelve months"."""
    return (mention.relative, mention.unit, mention.count) == ("several", "month", 12)


def twelve_months(text: str, found: tuple[PeriodMention, ...]) -> tuple[PeriodMention, ...]:
    """Of "TTM revenue as of Q3 2024": the twelve months to the one quarter or day that is named apart from them."""
    if not any(is_trailing(m) for m in found):
        return found
    within = [m for m in found if m.kind in {"quarter", "date"} and (m.periods or m.ends)]
    ends = (
        within
        if len(within) == 1
        else [m for m in within if _AS_OF.search(text, max(0, m.start - _NEAR), m.start) or _AS_AT.match(m.text)]
    )
    whole = {id(m): twelve_to(m) for m in ends}
    only = whole[id(ends[0])] if len(ends) == 1 else None
    return tuple(_like(m, only) if only and is_trailing(m) else whole.get(id(m), m) for m in found)


def twelve_to(mention: PeriodMention) -> PeriodMention:
    """The twelve months to the end of what is mentioned."""
    if mention.periods:
        return replace(mention, kind="year_to_date", periods=tuple(p.trailing or p for p in mention.periods), span=None)
    return replace(mention, kind="span", months=12) if mention.ends else mention


def _closes(text: str, mention: PeriodMention) -> bool:
    """Whether words such as "as of" make a period the end of a longer one."""
    before = _AS_OF.search(text, max(0, mention.start - _NEAR), mention.start)
    return before is not None or _AS_AT.match(mention.text) is not None


def _like(mention: PeriodMention, other: PeriodMention) -> PeriodMention:
    return replace(other, text=mention.text, start=mention.start, end=mention.end)
