"""Whose calls and prices are these? The filings of a home tell, by ticker or name, and when fiscal periods end."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from tieout.document import Document, Entity
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.reading import Reading
from tieout.tools.figures.companies import FORMS
from tieout.tools.home.documents import Kept

_KINDS = frozenset({"transcript", "market"})
_PERIODIC = ("10-K", "10-Q", "20-F", "40-F")
"""How the forms begin whose period is that of their figures; a current report's may be the day of what it reports."""
_CLOSED = timedelta(days=6)
"""So long an exchange may rest at the end of a fiscal period."""
_WORD = re.compile(r"[a-z0-9]+")


def adopted(reading: Reading, documents: Iterable[Document]) -> Reading:
    """A call, prices or an untagged filing as those of the filer of the same ticker or name; all else as it is."""
    if not _may_adopt(reading.document):
        return reading
    filings = _filings(reading.document, documents)
    if not filings:
        return reading
    entity = filings[-1].entity
    ordered = sorted(filings, key=lambda one: (one.form or "").startswith(_PERIODIC))
    ends = {_label(one): one.period_end for one in ordered if one.period_end and _label(one)}
    document = reading.document.model_copy(update={"entity": entity})
    if document.kind == "transcript":
        label = _label(document)
        end = ends.get(label) or (ends.get(label.replace("Q4 ", "FY")) if label else None)
        document = document.model_copy(update={"period_end": end})
    if document.kind != "market":
        ends = {}
    days = {day: label for label, end in ends.items() if end and (day := _last_quote(reading.facts, end))}
    facts = tuple(_owned(fact, entity, days) for fact in reading.facts)
    return reading.model_copy(update={"document": document, "facts": facts})


def _may_adopt(document: Document) -> bool:
    """Whether a document may be of a filer whom it does not name by its number: a call, prices, an untagged filing."""
    return document.kind in _KINDS or (document.kind == "filing" and document.entity.cik is None)


def strays(kept: Iterable[Kept], issuers: Collection[str]) -> Iterator[Kept]:
    """Calls and prices that filings of these issuers (entity keys) may now say more of."""
    everything = list(kept)
    for one in everything:
        filings = _filings(one.document, (other.document for other in everything))
        if _may_adopt(one.document) and filings and filings[-1].entity.key in issuers:
            yield one


def _filings(document: Document, documents: Iterable[Document]) -> list[Document]:
    """Filings of the company of a document, the latest last."""
    entity = document.entity
    found = [
        other
        for other in documents
        if other.entity.cik
        and other.kind == "filing"
        and (
            other.entity.cik == entity.cik
            or (bool(entity.ticker) and other.entity.ticker == entity.ticker)
            or (not entity.ticker and _words(other.entity.name) == _words(entity.name))
        )
    ]
    return sorted(found, key=lambda one: (one.period_end or date.min, one.id))


def _words(name: str) -> tuple[str, ...]:
    """A name without its legal form."""
    return tuple(word for word in _WORD.findall(name.casefold()) if word not in FORMS)


def _label(document: Document) -> str:
    if document.fiscal_year is None or document.fiscal_period is None:
        return ""
    return FiscalPeriod(year=document.fiscal_year, span=document.fiscal_period).label


def _last_quote(facts: Iterable[Fact], end: date) -> date | None:
    """The last day up to `end` that has a quote, where that is not too long before."""
    days = [fact.period.end for fact in facts if end - _CLOSED <= fact.period.end <= end]
    return max(days, default=None)


def _owned(fact: Fact, entity: Entity, days: dict[date, str]) -> Fact:
    period = fact.period
    if period.kind == "instant" and period.end in days:
        period = period.model_copy(update={"fiscal": days[period.end]})
    return fact.model_copy(update={"entity": entity, "period": period})
