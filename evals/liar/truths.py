"""Which figures are true of whom and when? A short list of tagged totals, read without the product's vocabulary."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tieout.document import Entity
from tieout.fact import Fact, FactQuery
from tieout.ports import Snapshot

_YEAR_DAYS = range(350, 380)
_APART = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Total:
    """A figure of a whole company that nearly every annual report tags."""

    metric: str
    """Id of the product's vocabulary, for plans."""
    words: str
    verb: str
    concepts: tuple[str, ...]
    is_money: bool = True


TOTALS = (
    Total(
        metric="revenue",
        words="net sales",
        verb="were",
        concepts=(
            "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
            "us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax",
            "us-gaap:Revenues",
            "us-gaap:SalesRevenueNet",
        ),
    ),
    Total(
        metric="net_income", words="net income", verb="was", concepts=("us-gaap:NetIncomeLoss", "us-gaap:ProfitLoss")
    ),
    Total(metric="operating_income", words="operating income", verb="was", concepts=("us-gaap:OperatingIncomeLoss",)),
    Total(metric="gross_profit", words="gross profit", verb="was", concepts=("us-gaap:GrossProfit",)),
    Total(metric="total_assets", words="total assets", verb="were", concepts=("us-gaap:Assets",)),
    Total(
        metric="research_and_development",
        words="research and development expense",
        verb="was",
        concepts=("us-gaap:ResearchAndDevelopmentExpense",),
    ),
    Total(
        metric="eps_diluted",
        words="diluted earnings per share",
        verb="were",
        concepts=("us-gaap:EarningsPerShareDiluted", "us-gaap:EarningsPerShareBasicAndDiluted"),
        is_money=False,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What one company reported as one total of one fiscal year."""

    entity: Entity
    total: Total
    year: int
    facts: tuple[Fact, ...]

    @property
    def fact(self) -> Fact:
        """The first printing."""
        return self.facts[0]

    @property
    def value(self) -> Decimal:
        """Its value."""
        return self.fact.value or Decimal(0)

    def is_apart(self, value: Decimal | None) -> bool:
        """Whether a value is so far from everything reported that no rounding explains it."""
        said = [f.value for f in self.facts if f.value is not None]
        return value is not None and all(abs(abs(value) - abs(v)) > _APART * max(abs(v), abs(value)) for v in said)


def known(snapshot: Snapshot) -> tuple[Known, ...]:
    """The totals of all companies of a home, by company, total and year."""
    concepts = tuple(concept for total in TOTALS for concept in total.concepts)
    facts = snapshot.facts(FactQuery(concepts=concepts, undimensioned=True, limit=100_000))
    return tuple(_grouped(facts))


def members(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """What the parts of every company's sales are called, by its key."""
    facts = snapshot.facts(FactQuery(concepts=TOTALS[0].concepts, limit=100_000))
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for fact in facts:
        for dimension in fact.dimensions:
            found[fact.entity.key][dimension.label] = None
    return {key: tuple(labels) for key, labels in found.items()}


def _grouped(facts: Iterable[Fact]) -> Iterable[Known]:
    groups: dict[tuple[str, int, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        year = _year(fact)
        place = next(i for i, total in enumerate(TOTALS) if fact.concept in total.concepts)
        if year is not None and fact.value is not None and fact.origin == "xbrl":
            groups[fact.entity.key, place, year].append(fact)
    for (_, place, year), found in sorted(groups.items(), key=lambda item: item[0]):
        yield Known(entity=found[0].entity, total=TOTALS[place], year=year, facts=tuple(found))


def _year(fact: Fact) -> int | None:
    """The fiscal year of an annual figure."""
    label, start = fact.period.fiscal or "", fact.period.start
    annual = start is None or (fact.period.end - start).days + 1 in _YEAR_DAYS
    return int(label[2:]) if annual and label.startswith("FY") and label[2:].isdigit() else None
