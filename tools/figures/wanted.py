"""Which facts may a sub-question need? Everything that its metrics, their formulas and readings rest on."""

from collections.abc import Iterable
from datetime import date

from tieout.fact import Fact, FactQuery
from tieout.period import FiscalPeriod
from tieout.ports import Snapshot
from tieout.question import MetricAsked, SubQuestion
from tieout.tools.figures.days import still_holds
from tieout.tools.figures.formula import names
from tieout.tools.figures.parts import labels_for
from tieout.tools.figures.phrases import label_key
from tieout.tools.figures.splits import STATED
from tieout.tools.figures.vocabulary import Vocabulary

MOST = 20_000
"""Facts that one sub-question takes."""
CELLS = frozenset({"table", "text"})
STATEMENTS = frozenset({"income", "balance", "cash_flow", "equity"})
EVENTS = frozenset(
    f"us-gaap:{name}"
    for name in (
        "PaymentsToAcquireBusinessesNetOfCashAcquired",
        "PaymentsToAcquireBusinessesAndInterestInAffiliates",
        "CashAcquiredFromAcquisition",
        "ProceedsFromDivestitureOfBusinesses",
        "ProceedsFromDivestitureOfBusinessesNetOfCashDivested",
        "IncomeLossFromDiscontinuedOperationsNetOfTax",
        "IncomeLossFromDiscontinuedOperationsNetOfTaxAttributableToReportingEntity",
    )
)
"""Concepts of what makes the periods of a company hard to compare: businesses acquired, sold and given up."""


def wanted_facts(
    subquestion: SubQuestion, snapshot: Snapshot, vocabulary: Vocabulary, *, as_of: date | None
) -> tuple[Fact, ...]:
    """Facts of the companies asked for, in the periods asked for and the year before each."""
    if subquestion.ask == "text":
        return ()
    if subquestion.days:
        return daily_facts(subquestion, snapshot, vocabulary, as_of=as_of)
    owners = tuple(e.key for e in subquestion.entities)
    fiscal = tuple(sorted({label for p in subquestion.periods for label in labels_of(p.year, p.span)}))
    concepts = sorted({c for m in subquestion.metrics for c in concepts_of(m, owners, snapshot, vocabulary)})
    if not concepts:
        return ()
    whole = all(m.member is None for m in subquestion.metrics)
    query = FactQuery(
        entities=owners, concepts=tuple(concepts), fiscal=fiscal, undimensioned=whole, as_of=as_of, limit=MOST
    )
    beside = splits(owners, concepts, vocabulary, snapshot, as_of=as_of)
    if len(subquestion.periods) > 1 or subquestion.ask in {"change", "percent_change"}:
        compared = FactQuery(
            entities=owners, concepts=tuple(EVENTS), fiscal=fiscal, undimensioned=True, as_of=as_of, limit=MOST
        )
        known = {*concepts} & EVENTS
        beside += tuple(f for f in snapshot.facts(compared) if f.concept not in known)
    return stated_for_sure(snapshot.facts(query), snapshot, vocabulary) + beside


def stated_for_sure(facts: Iterable[Fact], snapshot: Snapshot, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """The facts without untagged cells that a row label alone makes a figure of a primary statement.

    A filing that tags tags its statements: a row "Debt" elsewhere is of a venture, a part or an agreement that only
    the text around its table names. Cells of documents without tags stay.
    """
    found = tuple(facts)
    tagging: dict[str, bool] = {}
    kept: list[Fact] = []
    for fact in found:
        if fact.origin in CELLS and any(
            vocabulary.metric(i).statement in STATEMENTS for i in named(fact.label, vocabulary)
        ):
            if fact.document not in tagging:
                tags = FactQuery(documents=(fact.document,), origins=("xbrl",), limit=1)
                tagging[fact.document] = bool(snapshot.facts(tags))
            if tagging[fact.document]:
                continue
        kept.append(fact)
    return tuple(kept)


def daily_facts(
    subquestion: SubQuestion, snapshot: Snapshot, vocabulary: Vocabulary, *, as_of: date | None
) -> tuple[Fact, ...]:
    """Prices of the days asked for and of the days between, the numbers of shares that may hold then, and splits."""
    owners = tuple(e.key for e in subquestion.entities)
    concepts = sorted({c for m in subquestion.metrics for c in concepts_of(m, owners, snapshot, vocabulary)})
    first, last = min(subquestion.days), max(subquestion.days)
    query = FactQuery(entities=owners, concepts=tuple(concepts), undimensioned=True, as_of=as_of, limit=MOST)
    ranged = subquestion.ask == "rank"
    found = snapshot.facts(query) if concepts else ()
    kept = [
        fact
        for fact in found
        if (
            (first <= fact.period.end <= last if ranged else fact.period.end in subquestion.days)
            if fact.origin == "market"
            else any(still_holds(fact, day) for day in subquestion.days)
        )
    ]
    return (*kept, *splits(owners, concepts, vocabulary, snapshot, as_of=as_of)) if kept else ()


def splits(
    owners: tuple[str, ...], concepts: Iterable[str], vocabulary: Vocabulary, snapshot: Snapshot, *, as_of: date | None
) -> tuple[Fact, ...]:
    """Stock splits of the companies, where any metric is counted per share or in shares."""
    units = {metric.unit for concept in concepts for metric in vocabulary.for_concept(concept)}
    if not units & {"per_share", "shares"}:
        return ()
    return snapshot.facts(FactQuery(entities=owners, concepts=STATED, as_of=as_of, limit=MOST))


def labels_of(year: int, span: str) -> set[str]:
    """The fiscal labels of a period, of those that its figure can be computed from, and the same a year earlier."""
    years = (year, year - 1)
    periods = [FiscalPeriod.model_validate({"year": y, "span": span}) for y in years]
    return {label for period in periods for label in labels_for(period)}


def concepts_of(
    asked: MetricAsked, owners: tuple[str, ...], snapshot: Snapshot, vocabulary: Vocabulary
) -> frozenset[str]:
    """Concepts that the vocabulary knows, and those of the company's own whose printed label it knows."""
    printed = {pair for owner in owners for pair in snapshot.labels(owner)}
    if asked.metric is None:
        return frozenset(c for c, label in printed if label_key(label) == label_key(asked.words))
    involved = closure(asked.metric, vocabulary)
    for reading in (*vocabulary.metric(asked.metric).readings, *asked.readings):
        involved |= closure(reading, vocabulary)
    own = {c for c, label in printed if not vocabulary.for_concept(c) and named(label, vocabulary) & involved}
    return frozenset(own.union(*(vocabulary.metric(i).concepts for i in involved)))


def named(label: str, vocabulary: Vocabulary) -> set[str]:
    """The metrics that a printed row label names."""
    return {m.id for m in vocabulary.for_label(label)}


def closure(metric: str, vocabulary: Vocabulary) -> set[str]:
    """A metric with every metric that its formulas use, all the way down."""
    found: set[str] = set()
    waiting = [metric]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += [name.metric for tree in vocabulary.metric(one).trees for name in names(tree)]
    return found
