"""How a model's plan becomes a `Plan`: only companies that are indexed, only metrics and periods that exist."""

from collections.abc import Mapping, Sequence

from tieout.agent.llm.schemas import MetricOut, PlanOut, SubQuestionOut
from tieout.answer import Cost
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Plan, SubQuestion


class UnknownNameError(ValueError):
    """A name in a plan that stands for nothing here; it becomes a failure of the plan."""


def company_rows(entities: Sequence[Entity], documents: Sequence[Document]) -> list[tuple[str, ...]]:
    """Key, ticker, name and the fiscal years indexed, for each company."""
    years: dict[str, set[str]] = {}
    for document in documents:
        years.setdefault(document.entity.key, set()).add(str(document.fiscal_year or "unknown"))
    return [
        (entity.key, entity.ticker or "-", entity.name, ", ".join(sorted(years.get(entity.key, ()))) or "-")
        for entity in entities
    ]


def plan_from(
    out: PlanOut, *, entities: Sequence[Entity], metrics: Mapping[str, str], written_by: str, cost: Cost
) -> Plan:
    """The plan; a sub-question that names what does not exist is a failure instead."""
    by_key = {entity.key: entity for entity in entities}
    subquestions: list[SubQuestion] = []
    failures = [Failure(reason="missing_evidence", detail=line, text=line) for line in out.missing]
    for asked in out.subquestions:
        name = f"q{len(subquestions) + 1}"
        try:
            subquestions.append(_subquestion(name, asked, by_key, metrics))
        except UnknownNameError as error:
            failures.append(Failure(reason="missing_evidence", detail=str(error), text=asked.text))
    return Plan(
        subquestions=tuple(subquestions),
        failures=tuple(failures),
        assumptions=tuple(out.assumptions),
        written_by=written_by,
        cost=cost,
    )


def _subquestion(
    name: str, out: SubQuestionOut, entities: Mapping[str, Entity], metrics: Mapping[str, str]
) -> SubQuestion:
    return SubQuestion(
        id=name,
        text=out.text,
        ask=out.ask,
        metrics=tuple(_metric(metric, metrics) for metric in out.metrics),
        entities=tuple(_entity(key, entities) for key in out.companies),
        periods=tuple(_period(label) for label in out.periods),
        terms=tuple(term for term in out.terms if term.strip()),
    )


def _metric(out: MetricOut, metrics: Mapping[str, str]) -> MetricAsked:
    if out.metric is not None and out.metric not in metrics:
        raise UnknownNameError(f"the plan names the metric {out.metric!r}, which is not in the vocabulary")
    return MetricAsked(metric=out.metric, words=out.words, member=out.member)


def _entity(key: str, entities: Mapping[str, Entity]) -> Entity:
    if key not in entities:
        raise UnknownNameError(f"the plan names the company {key!r}, of which nothing is indexed")
    return entities[key]


def _period(label: str) -> FiscalPeriod:
    try:
        period = FiscalPeriod.parse(label)
    except ValueError:  # a year out of all reason
        period = None
    if period is None:
        raise UnknownNameError(f"the plan names the period {label!r}, which is no fiscal label such as FY2024")
    return period
