"""What makes figures hard to compare is said beside them, without being asked for."""

from datetime import date, timedelta
from decimal import Decimal

from tieout.agent.offline.drafts.comparability import comparability
from tieout.claim import Claim, Slot
from tieout.document import Entity
from tieout.fact import Fact
from tieout.locator import Span
from tieout.period import Duration

ACME = Entity(cik="0000000001", ticker="ACM", name="Acme Corp")
BOLT = Entity(cik="0000000002", ticker="BLT", name="Bolt Inc.")
AT = Span(document="d", content_hash="0" * 64, start=0, end=1, quote_hash="0" * 16)


def fact(
    year: int,
    end: date,
    *,
    days: int = 364,
    entity: Entity = ACME,
    concept: str = "us-gaap:Revenues",
    value: int = 1000,
) -> Fact:
    """A figure of a year."""
    first = end - timedelta(days=days - 1)
    return Fact(
        id=f"{entity.ticker}-{concept}-{year}-{value}",
        document="d",
        entity=entity,
        concept=concept,
        label=concept.partition(":")[2],
        value=Decimal(value),
        unit="USD",
        period=Duration(start=first, end=end, fiscal=f"FY{year}"),
        printed=str(value),
        locator=AT,
        origin="xbrl",
    )


def stated(*facts: Fact) -> list[Claim]:
    """Claims that state figures."""
    return [
        Claim(subquestion="q", kind="figure", template="{v}", slots={"v": Slot(fact=f.id)}, citations=(AT,))
        for f in facts
    ]


def notes(*facts: Fact, beside: tuple[Fact, ...] = ()) -> tuple[str, ...]:
    """What is said beside figures."""
    return comparability(stated(*facts), {f.id: f for f in (*facts, *beside)})


def test_a_year_of_53_weeks_is_said() -> None:
    """371 days are 53 weeks; 364, 365 and 366 are a usual year."""
    assert notes(fact(2023, date(2023, 9, 30), days=371)) == (
        "Acme Corp’s fiscal 2023 has 53 weeks, where 52 are usual",
    )
    assert notes(*(fact(2020 + n, date(2020 + n, 9, 30), days=d) for n, d in enumerate((364, 365, 366)))) == ()


def test_years_of_one_name_that_end_apart_are_said() -> None:
    """September against the February after is four months; a day is nothing."""
    said = notes(fact(2023, date(2023, 9, 30)), fact(2023, date(2024, 2, 2), entity=BOLT))
    assert said == (
        "fiscal 2023 ended on different days: Acme Corp’s on September 30, 2023 and Bolt Inc.’s on February 2, 2024",
    )
    assert notes(fact(2023, date(2023, 9, 30)), fact(2023, date(2023, 9, 29), entity=BOLT)) == ()


def test_a_large_acquisition_is_said_where_years_are_compared() -> None:
    """Not beside one year alone, not where it is small, and once a year."""
    bought = fact(2023, date(2023, 9, 30), concept="us-gaap:PaymentsToAcquireBusinessesNetOfCashAcquired", value=300)
    sold = fact(2023, date(2023, 9, 30), concept="us-gaap:ProceedsFromDivestitureOfBusinesses", value=200)
    small = fact(2023, date(2023, 9, 30), concept="us-gaap:PaymentsToAcquireBusinessesNetOfCashAcquired", value=3)
    years = fact(2023, date(2023, 9, 30)), fact(2022, date(2022, 9, 24))
    assert len(notes(*years, beside=(bought, sold))) == 1
    assert "PaymentsToAcquireBusinessesNetOfCashAcquired" in notes(*years, beside=(bought,))[0]
    assert notes(years[0], beside=(bought,)) == ()
    assert notes(*years, beside=(small,)) == ()
