"""Prices of days, read back from finished sentences: the day, the range and both ends of a change must be right."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, claim, fact, gate_over, span
from tieout.claim import Slot, Verdict
from tieout.fact import Fact
from tieout.period import Instant
from tieout.tools.figures.calculate import percent_change
from tieout.tools.figures.days import Day, one_series, series_within, still_holds
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.vocabulary import Vocabulary

CLOSE = "market:close"
NAME = "Acme Corp’s closing price"


def quote(day: date, value: str, *, concept: str = CLOSE, unit: str = "USD/shares", document: str = "ACM") -> Fact:
    """A figure of a day in a table of prices."""
    return Fact(
        id=hashlib.sha256(f"{document} {concept} {day}".encode()).hexdigest()[:20],
        document=document,
        entity=ACME,
        concept=concept,
        label="closing price",
        value=Decimal(value),
        unit=unit,
        decimals=2,
        period=Instant(end=day),
        measure="other",
        printed=value,
        locator=span(document, "Acme makes anvils."),
        origin="market",
        known_since=day,
    )


def shares(day: date, value: str) -> Fact:
    """A number of shares from a cover."""
    one = fact(value, concept="dei:EntityCommonStockSharesOutstanding", label="shares", unit="shares", decimals=0)
    return one.model_copy(update={"id": f"shares-{day}", "period": Instant(end=day)})


MONDAY, TUESDAY, WEDNESDAY = (quote(date(2023, 2, day), value) for day, value in ((6, "10"), (7, "12"), (8, "11.00")))
ALL = (MONDAY, TUESDAY, WEDNESDAY)


def judged(template: str, **slots: Slot) -> Verdict:
    """The gate's word on a sentence."""
    return gate_over(*ALL).judge(claim(template, **slots))


def of(one: Fact) -> Slot:
    """A slot with a fact."""
    return Slot(fact=one.id)


def test_a_close_of_its_day_is_proven() -> None:
    """The day that the sentence names is the day of the quote."""
    verdict = judged(f"{NAME} was {{v}} on February 7, 2023.", v=of(TUESDAY))

    assert (verdict.verified, verdict.sentence) == (
        True,
        "Acme Corp’s closing price was $12.00 per share on February 7, 2023.",
    )
    assert [p.fact for p in verdict.proofs] == [TUESDAY.id]


@pytest.mark.parametrize(
    "template",
    [
        f"{NAME} was {{v}} on February 8, 2023.",
        f"{NAME} was {{v}} on February 9, 2023.",
        f"{NAME} was {{v}}.",
        f"{NAME} was {{v}} on February 7, 2022.",
        f"{NAME} was {{v}} from February 6, 2023 to February 8, 2023.",
        "Acme Corp’s adjusted closing price was {v} on February 7, 2023.",
        "Acme Corp’s intraday price was {v} on February 7, 2023.",
    ],
)
def test_a_close_of_another_day_is_not(template: str) -> None:
    """Another day, no day, a range of days, or another price: nothing is proven."""
    assert not judged(template, v=of(TUESDAY)).verified


@pytest.mark.parametrize(
    ("word", "quoted", "is_true"),
    [("highest", TUESDAY, True), ("lowest", MONDAY, True), ("highest", WEDNESDAY, False), ("lowest", TUESDAY, False)],
)
def test_an_extreme_is_that(word: str, quoted: Fact, is_true: bool) -> None:
    """Highest and lowest are checked over every quote of the range."""
    day = f"February {quoted.period.end.day}, 2023"
    template = f"Acme Corp’s {word} closing price from February 6, 2023 to February 8, 2023 was {{v}} on {day}."

    assert judged(template, v=of(quoted)).verified is is_true


def test_an_extreme_needs_the_whole_range() -> None:
    """A range that reaches beyond the quotes, or none at all, proves no extreme."""
    beyond = "Acme Corp’s highest closing price from January 6, 2023 to February 8, 2023 was {v} on February 7, 2023."

    assert not judged(beyond, v=of(TUESDAY)).verified
    assert not judged("Acme Corp’s highest closing price was {v} on February 7, 2023.", v=of(TUESDAY)).verified


@pytest.mark.parametrize(("first", "is_true"), [("February 6, 2023", True), ("February 8, 2023", False)])
def test_a_change_between_two_days(first: str, is_true: bool) -> None:
    """The change is read back from the two days that the sentence names."""
    moved = Slot(calculation=percent_change(TUESDAY, MONDAY), style="magnitude")
    before = of(MONDAY if is_true else WEDNESDAY)
    template = f"{NAME} rose {{moved}}, to {{now}} on February 7, 2023 from {{before}} on {first}."

    assert judged(template, moved=moved, now=of(TUESDAY), before=before).verified is is_true


def ledger(*facts: Fact) -> Ledger:
    """The facts as both keys see them."""
    return Ledger(facts, {}, Vocabulary.load())


def capitalization(day: date) -> Wanted:
    """Market capitalization of a day."""
    return Wanted(entity=ACME.key, metric="market_capitalization", words="", period=Day(day=day))


def test_market_capitalization_takes_the_last_number_of_shares_before_the_day() -> None:
    """The close of the day times the nearest number of shares at or before it, which is said."""
    given = ledger(
        *ALL, shares(date(2022, 10, 1), "90"), shares(date(2023, 1, 20), "100"), shares(date(2023, 2, 8), "7")
    )
    made = given.level(capitalization(date(2023, 2, 7)))

    assert made.value == Decimal(1200)
    assert made.assumptions == ("shares outstanding are those of 2023-01-20, the last indexed before",)  # type: ignore[union-attr]


@pytest.mark.parametrize("day", [date(2022, 6, 1), date(2023, 2, 8)])
def test_market_capitalization_needs_a_recent_number_of_shares(day: date) -> None:
    """One of more than half a year before, or of a later day, does not stand for the day."""
    with pytest.raises(NotDerivable, match="no number of shares outstanding is indexed of the half year before"):
        ledger(*ALL, shares(day, "100")).level(capitalization(date(2023, 2, 7)))


def test_a_balance_holds_for_half_a_year_after_its_day() -> None:
    """From its day on, not before."""
    one = shares(date(2023, 1, 20), "100")

    assert [still_holds(one, day) for day in (date(2023, 1, 19), date(2023, 1, 20), date(2023, 8, 1))] == [
        False,
        True,
        False,
    ]


def test_days_that_are_missing() -> None:
    """A range with more than a week between two quotes is not covered."""
    far = quote(date(2023, 2, 20), "9")

    assert series_within((*ALL, far), date(2023, 2, 6), date(2023, 2, 8)) == ALL
    with pytest.raises(NotDerivable, match="do not cover all days"):
        series_within((*ALL, far), date(2023, 2, 6), date(2023, 2, 20))


def test_quotes_of_different_tables_are_not_compared() -> None:
    """They may be on different bases."""
    with pytest.raises(NotDerivable, match="different tables"):
        one_series((MONDAY, quote(date(2023, 2, 7), "12", document="other")))
