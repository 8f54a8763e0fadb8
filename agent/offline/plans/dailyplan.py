"""What has to be looked up for a question about daily prices? One sub-question a company, of days that have quotes."""

from collections.abc import Sequence
from datetime import date

from tieout.agent.offline.plans.daily import ADJUSTED, PRICE, RETURN, daily
from tieout.agent.offline.plans.tradingdays import Quoted
from tieout.agent.offline.reading.understood import Understood
from tieout.claim import Failure
from tieout.document import Entity
from tieout.fact import FactQuery
from tieout.ports import Snapshot
from tieout.question import Plan, Question, SubQuestion
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.vocabulary import Vocabulary

MOST = 20_000
"""Quotes of one company that are looked at."""
TRADED = ("market:close",)
CONCEPTS = {
    PRICE: ("market:close", "market:split_adjusted_close"),
    "traded_price": TRADED,
    "market_capitalization": TRADED,
    ADJUSTED: ("market:adjusted_close",),
    RETURN: ("market:adjusted_close",),
    "trading_volume": ("market:volume",),
}
"""Which quotes a metric rests on."""


def plan_daily(
    asked: Understood,
    question: Question,
    home: Snapshot,
    vocabulary: Vocabulary,
    *,
    entities: Sequence[Entity],
    strangers: Sequence[Failure],
) -> Plan:
    """The plan; a company whose prices say nothing of the days asked for is a failure with the reason."""
    owners = entities or sorted(priced(home), key=lambda e: e.key)
    found, failures, assumptions = list[SubQuestion](), list(strangers), list(asked.assumptions)
    for entity in owners if entities or len(owners) == 1 else ():
        try:
            wanted = daily(asked, quoted_days(asked, entity, question, home), vocabulary)
        except NotDerivable as error:
            detail = f"{entity.ticker or entity.name}: {error.detail}"
            failures.append(Failure(reason=error.reason, detail=detail, text=question.text))
            continue
        found.append(
            SubQuestion(
                id=f"q{len(found) + 1}",
                text=asked.text,
                ask=wanted.ask,
                metrics=(wanted.metric,),
                entities=(entity,),
                days=wanted.days,
            )
        )
        assumptions += wanted.assumptions
    if not found and not failures:
        failures.append(Failure(reason="ambiguous", detail="whose prices are meant? name the company", text=asked.text))
    return Plan(subquestions=tuple(found), failures=tuple(failures), assumptions=tuple(dict.fromkeys(assumptions)))


def priced(home: Snapshot) -> frozenset[Entity]:
    """Whose prices are indexed."""
    return frozenset(d.entity for d in home.documents() if d.kind == "market")


def quoted_days(asked: Understood, entity: Entity, question: Question, home: Snapshot) -> Quoted:
    """The days on which the figure asked for is quoted, as far as was known.

    Raises:
        NotDerivable: it is not quoted at all.
    """
    metrics = [m.metric for m in asked.metrics] if asked.ask != "text" else []
    concepts = CONCEPTS.get(next(iter(metrics), None) or PRICE, CONCEPTS[PRICE])
    query = FactQuery(entities=(entity.key,), concepts=concepts, as_of=question.as_of, limit=MOST)
    today = question.as_of or date.today()  # noqa: DTZ011  # quotes have days without a zone
    days = sorted({fact.period.end for fact in home.facts(query) if fact.period.end <= today})
    name = entity.ticker or entity.name
    if days:
        fiscal = _fiscal_days(asked, entity, home)
        return Quoted(name=name, days=days, today=today, as_of=question.as_of, fiscal=fiscal)
    known = f" that was known on {question.as_of}" if question.as_of else ""
    if entity not in priced(home):
        detail = f"no prices are indexed; `tieout ingest {name} --prices` or a CSV file of daily prices gives them"
        raise NotDerivable("no_source", detail)
    if concepts == TRADED:
        detail = f"the indexed prices may be adjusted for later splits; no close as traded is indexed{known}"
        raise NotDerivable("not_derivable", detail)
    raise NotDerivable("missing_evidence", f"the indexed prices have no such figure{known}")


def _fiscal_days(asked: Understood, entity: Entity, home: Snapshot) -> dict[str, tuple[date, date]]:
    """First and last day of each fiscal period asked for, as the company's figures over it have them."""
    found: dict[str, tuple[date, date]] = {}
    for period in (p for m in asked.periods for p in m.periods):
        facts = home.facts(FactQuery(entities=(entity.key,), fiscal=(period.label,), origins=("xbrl",), limit=MOST))
        spans = {(f.period.start, f.period.end) for f in facts if f.period.start is not None}
        if len(spans) == 1 and (span := spans.pop())[0] is not None:
            found[period.label] = (span[0], span[1])
    return found
