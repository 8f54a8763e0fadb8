"""Which questions are asked under the scripted model, and which wrong figures lie near their right ones?

Truths are the tagged figures as the evaluations' own reader takes them from the filings, not as the product does.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Literal

from tieout.document import Entity
from tieout.errors import NotThereError
from tieout.evals.make_questions import read
from tieout.evals.phrasebook import METRICS
from tieout.evals.truths import Company
from tieout.model import Thing

PARTS: Mapping[str, tuple[str, str]] = {
    "revenue": ("revenue", "revenue"),
    "gross": ("gross_profit", "gross profit"),
    "rnd": ("research_and_development", "research and development expense"),
    "operating": ("operating_income", "operating income"),
    "net": ("net_income", "net income"),
    "eps": ("eps_diluted", "diluted earnings per share"),
    "assets": ("total_assets", "total assets"),
    "liabilities": ("total_liabilities", "total liabilities"),
    "inventory": ("inventories", "inventories"),
    "cfo": ("operating_cash_flow", "operating cash flow"),
    "capex": ("capital_expenditure", "capital expenditures"),
}
"""Metrics of the phrasebook with their ids in the product's vocabulary, by which a plan names them, and their words."""
TOPICS = ("competition", "cybersecurity", "suppliers", "legal proceedings")
WHOLE = 1_000_000
YEARS_BACK = 2
Unit = Literal["money", "per_share"]


class Near(Thing):
    """A true figure of something else: another year's, or another metric's of the same year."""

    kind: Literal["period", "metric"]
    value: Decimal
    words: str
    metric: str
    """Its id in the vocabulary."""
    year: int


class Asked(Thing):
    """One question; one for words has no figure."""

    id: str
    text: str
    company: str
    """The key by which a plan names the company."""
    name: str
    ticker: str
    words: str
    metric: str | None = None
    concepts: tuple[str, ...] = ()
    """What is tagged for it, without the taxonomy's prefix."""
    year: int | None = None
    value: Decimal | None = None
    unit: Unit = "money"
    near: tuple[Near, ...] = ()


def asked(filings: Path, entities: Sequence[Entity], *, figures: int, topics: int, seed: int) -> tuple[Asked, ...]:
    """So many questions for figures and for words over the companies of a folder; the same seed gives the same ones.

    Raises:
        NotThereError: the folder has no tagged annual report of an indexed company.
    """
    companies = read([filings]) if filings.is_dir() else {}
    known = {e.ticker: e for e in entities if e.ticker in companies and companies[e.ticker].years}
    if not known:
        raise NotThereError(f"there is no tagged annual report of an indexed company in {str(filings)!r}; name another")
    pools = [[*_figures(companies[ticker], entity)] for ticker, entity in sorted(known.items()) if ticker]
    dice = random.Random(seed)  # noqa: S311  # nothing secret
    drawn = dice.sample(every := [one for pool in pools for one in pool], min(figures, len(every)))
    words = [_worded(entity, topic) for topic in TOPICS for entity in known.values()]
    return (*drawn, *words[:topics])


def _figures(company: Company, entity: Entity) -> Iterator[Asked]:
    """Positive figures of the newest annual report, this year's and the year before's, whose words mean one figure."""
    newest = company.years[0]
    for name in PARTS:
        for year in (newest, newest - 1):
            value = _value(company, name, year)
            near = tuple(_near(company, name, year))
            if value is not None and value > 0 and near and not _ambiguous(company, name, year, value):
                yield _asked(name, year, value, near, entity)


def _asked(name: str, year: int, value: Decimal, near: tuple[Near, ...], entity: Entity) -> Asked:
    metric, words = PARTS[name]
    return Asked(
        id=f"{entity.ticker}-{metric}-{year}",
        text=f"What was {entity.name}'s {words} in fiscal {year}?",
        company=entity.key,
        name=entity.name,
        ticker=entity.ticker or "",
        words=words,
        metric=metric,
        concepts=METRICS[name].concepts,
        year=year,
        value=value,
        unit="per_share" if METRICS[name].unit == "per_share" else "money",
        near=tuple(one for one in near if one.value != value),
    )


def _near(company: Company, name: str, year: int) -> Iterator[Near]:
    """The same metric's other years, then other metrics of the same unit and year; none of the same value."""
    here = _value(company, name, year)
    metric, words = PARTS[name]
    for other in range(company.years[0] - YEARS_BACK, company.years[0] + 1):
        value = _value(company, name, other)
        if value is not None and 0 < value != here:
            yield Near(kind="period", value=value, words=words, metric=metric, year=other)
    for metric_name, (metric, words) in PARTS.items():
        value = _value(company, metric_name, year)
        if value is not None and 0 < value != here and METRICS[metric_name].unit == METRICS[name].unit:
            yield Near(kind="metric", value=value, words=words, metric=metric, year=year)


def _ambiguous(company: Company, name: str, year: int, value: Decimal) -> bool:
    """Whether the same words may mean another figure, too, as net income may be all owners' or the parent's."""
    others = (company.truth((concept,), (year, "FY")) for concept in METRICS[name].also)
    return any(other is not None and other.value != value for other in others)


def _value(company: Company, name: str, year: int) -> Decimal | None:
    truth = company.truth(METRICS[name].concepts, (year, "FY"))
    return truth.value if truth is not None and truth.is_settled else None


def _worded(entity: Entity, topic: str) -> Asked:
    text = f"What does {entity.name} say about {topic}?"
    return Asked(
        id=f"{entity.ticker}-{topic.replace(' ', '-')}",
        text=text,
        company=entity.key,
        name=entity.name,
        ticker=entity.ticker or "",
        words=topic,
    )


def printed(value: Decimal, unit: Unit) -> str:
    """A figure as filings print it: in millions where it is whole ones."""
    if unit == "money" and value % WHOLE == 0:
        return f"${value / WHOLE:,.0f} million"
    return f"${value:,f}" if unit == "per_share" else f"${value:,.0f}"
