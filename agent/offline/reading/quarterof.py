"""Which fiscal quarter does a question mean? By its name, by the day on which it ended, or by its month."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.reading.timing import ANNUAL, QUARTERLY, visible
from tieout.document import Document, Entity
from tieout.period import FiscalPeriod
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.heard import QUARTERS, quarter_on

_MONTHS = "january february march april may june july august september october november december".split()
_OF_MONTH = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})[ -]quarter\b(?:\s+of)?(?P<fiscal>\s+(?:fiscal(?:\s+year)?|FY))?\s*"
    r"(?P<year>(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_LATEST = re.compile(r"\b(?:latest|last|most recent)\s+(?:quarter|results|earnings|call|release)", re.IGNORECASE)
_NOMINAL = timedelta(days=10)
_NEAR = timedelta(days=6)
_CALLED = re.compile(r"[’']?s?,?\s+(?:fiscal\s+)?(?:earnings\s+|conference\s+|results\s+)?(?:call|transcript)")


def quarters(planning: Planning, entity: Entity) -> dict[FiscalPeriod, date]:
    """The fiscal quarters that the documents of a company are of, each with its last day; a year's is the fourth."""
    found: dict[FiscalPeriod, date] = {}
    forms = ANNUAL | QUARTERLY
    for document in sorted(planning.documents((entity,)), key=lambda d: (d.form not in forms, d.form is not None)):
        period = quarter_on(document)
        if document.fiscal_period == "FY" and document.fiscal_year is not None:
            period = FiscalPeriod(year=document.fiscal_year, span="Q4")
        if period is not None and document.period_end is not None:
            found.setdefault(period, document.period_end)
    return found


def quarter_of(planning: Planning, entity: Entity) -> FiscalPeriod | None:
    """The one quarter that is meant, where a call is named beside it the other one; None where it cannot be told."""
    text, known = planning.asked.text, quarters(planning, entity)
    named = [m for m in planning.asked.periods if any(p.span in QUARTERS for p in m.periods)]
    apart = [m for m in named if not is_called(text, m)] or named
    found = list(dict.fromkeys(p for m in apart for p in m.periods if p.span in QUARTERS))
    if not found:
        found = [q for m in planning.asked.periods for q in _ended(m, known)] or of_month(text, known)
    if not found and _LATEST.search(text):
        found = [max(held, key=lambda p: (p.year, p.span)) for held in [called(planning, entity) or known] if held]
    return found[0] if len(set(found)) == 1 else None


def is_called(text: str, mention: PeriodMention) -> bool:
    """Whether a quarter is only named as that of a call."""
    return _CALLED.match(text[mention.end :]) is not None


def called(planning: Planning, entity: Entity) -> tuple[FiscalPeriod, ...]:
    """The quarters that the calls of a company are on."""
    return tuple(p for d in calls_of(planning, entity) if (p := quarter_on(d)) is not None)


def calls_of(planning: Planning, entity: Entity, period: FiscalPeriod | None = None) -> Sequence[Document]:
    """The calls of a company that were public then, of one quarter where it is given."""
    day = planning.question.as_of
    own = [d for d in planning.documents((entity,)) if d.kind == "transcript" and (day is None or visible(d, day))]
    return [d for d in own if period is None or quarter_on(d) == period]


def _ended(mention: PeriodMention, known: dict[FiscalPeriod, date]) -> Iterable[FiscalPeriod]:
    """The quarters that end on a day that is named."""
    if mention.kind not in {"date", "span"} or mention.months not in {None, 3}:
        return ()
    return [p for end in mention.ends for p, last in known.items() if abs(last - end) <= _NEAR]


def of_month(text: str, known: Mapping[FiscalPeriod, date]) -> list[FiscalPeriod]:
    """The quarter that ends in a month, of the fiscal or the calendar year that is named."""
    match = _OF_MONTH.search(text)
    year = match and (match["year"] or _year_in(text))
    if match is None or not year:
        return []
    month = _MONTHS.index(match["month"].casefold()) + 1
    fits = {p: last - _NOMINAL for p, last in known.items() if (last - _NOMINAL).month == month}
    fiscal = match["fiscal"] is not None or re.search(r"\bfiscal|\bFY", text) is not None
    return [p for p, last in fits.items() if (p.year if fiscal else last.year) == int(year)]


def _year_in(text: str) -> str | None:
    years = set(re.findall(r"\b(?:19|20)\d\d\b", text))
    return years.pop() if len(years) == 1 else None
