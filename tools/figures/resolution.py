"""Which fiscal periods a mention means, once it is known which year is the latest."""

from tieout.period import FiscalPeriod, FiscalSpan
from tieout.tools.figures.periods import PeriodMention

_QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")


def _quarters_back(anchor: FiscalPeriod, back: int) -> FiscalPeriod:
    """A quarter so many quarters before the anchor; a full year counts as its fourth quarter."""
    at = _QUARTERS.index(anchor.span) if anchor.span in _QUARTERS else 3
    index = anchor.year * 4 + at - back
    return FiscalPeriod(year=index // 4, span=_QUARTERS[index % 4])


def _one(mention: PeriodMention, anchor: FiscalPeriod, *, asked: bool) -> FiscalPeriod:
    steps = {"latest": 0, "next": -1, "last": 0 if asked else 1}.get(mention.relative or "latest", 1)
    if mention.unit == "quarter":
        return _quarters_back(anchor, steps)
    year = FiscalPeriod(year=anchor.year) if mention.relative != "same" else anchor
    return year.shifted(-steps)


def _several(mention: PeriodMention, anchor: FiscalPeriod) -> tuple[FiscalPeriod, ...]:
    count = range((mention.count or 1) - 1, -1, -1)
    if mention.unit == "quarter":
        return tuple(_quarters_back(anchor, back) for back in count)
    return tuple(FiscalPeriod(year=anchor.year - back) for back in count) if mention.unit == "year" else ()


def resolve(mention: PeriodMention, anchor: FiscalPeriod, *, asked: bool = False) -> tuple[FiscalPeriod, ...]:
    """The fiscal periods that a mention means, oldest first for "the last five years"; empty where only dates tell.

    `anchor` is the latest period on file, or the one that the text speaks of. In a question (`asked`) "last year" is
    the latest year on file; in a statement it is the year before the one spoken of.
    """
    if mention.periods or mention.wrong:
        return mention.periods
    if mention.relative == "several":
        return _several(mention, anchor)
    if mention.relative is not None:
        return (_one(mention, anchor, asked=asked),)
    return (FiscalPeriod(year=anchor.year, span=mention.span),) if mention.span else ()
