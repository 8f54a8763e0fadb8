"""Figures whose metric stands in no one piece tie by all the words that speak of them, and by nothing less."""

from datetime import date
from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, VOCABULARY, StaticSnapshot, fact
from tieout.calculation import Calculation
from tieout.fact import Dimension, Fact
from tieout.period import Instant
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.said import Setting
from tieout.tools.figures.tying import Tier


def at_year_end(found: Fact, year: int) -> Fact:
    """The same as a balance."""
    period = Instant(end=date(year, 12, 31), fiscal=f"FY{year}")
    return found.model_copy(update={"period": period, "id": f"{found.id}-{year}"})


def tagged(name: str, label: str, value: str, *, year: int = 2024, unit: str = "USD", part: str = "") -> Fact:
    """A tagged flow; `part` is a segment."""
    axis = "us-gaap:StatementBusinessSegmentsAxis"
    dimensions = (Dimension(axis=axis, member=f"acm:{part}Member", label=part),) if part else ()
    return fact(value, concept=f"us-gaap:{name}", label=label, year=year, unit=unit, dimensions=dimensions)


DIVIDENDS = tagged("PaymentsOfDividends", "Cash dividends paid", "600000000")
BOUGHT = tagged("PaymentsForRepurchaseOfCommonStock", "Repurchases of common stock", "900000000")
BORROWED = tagged("ProceedsFromIssuanceOfLongTermDebt", "Proceeds from issuances of long-term debt", "2000000000")
REPAID = tagged("RepaymentsOfLongTermDebt", "Payments of long-term debt", "1500000000")
AMORTIZED = tagged("OperatingLeaseRightOfUseAssetAmortizationExpense", "Right-of-use asset amortization", "57000000")
AUTHORIZED = tuple(
    at_year_end(tagged("PreferredStockSharesAuthorized", "Preferred stock shares authorized", "5E6", unit="shares"), y)
    for y in (2023, 2024)
)
UNCERTAIN = at_year_end(tagged("UnrecognizedTaxBenefits", "Unrecognized tax benefits", "168000000"), 2024)
IMPACT = at_year_end(
    tagged(
        "UnrecognizedTaxBenefitsThatWouldImpactEffectiveTaxRate",
        "Unrecognized tax benefits that would impact effective tax rate",
        "80000000",
    ),
    2024,
)
INTEREST = tagged(
    "UnrecognizedTaxBenefitsInterestOnIncomeTaxesExpense", "Interest on tax uncertainties", "3000000", year=2024
)
ANVILS = tuple(
    tagged("AnvilSales", "Anvil sales", value, year=year, part=part)
    for part, year, value in (
        ("Rail", 2024, "1300000000"), ("Rail", 2023, "1000000000"),
        ("Forge", 2024, "700000000"), ("Forge", 2023, "900000000"),
    )
)  # fmt: skip
FACTS = (DIVIDENDS, BOUGHT, BORROWED, REPAID, AMORTIZED, *AUTHORIZED, UNCERTAIN, IMPACT, INTEREST, *ANVILS)
FLOWS = (
    "In fiscal 2024, the change was primarily due to dividend payments of {} and share repurchases of {}, partially "
    "offset by proceeds from issuances of long-term debt of {}."
)


def tied(sentence: str, *heads: str) -> tuple[Bound, ...]:
    """What the engine makes of a sentence under some headings."""
    snapshot = StaticSnapshot((ACME,))
    tier = Tier(FACTS, {d.id: d for d in snapshot.documents()}, snapshot.entities(), VOCABULARY)
    return tier.tie(sentence, Setting(entity=ACME, heads=heads))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (FLOWS.format("$600 million", "$900 million", "$2.0 billion"), [DIVIDENDS, BOUGHT, BORROWED]),
        ("(a) Includes right-of-use asset amortization of $57 million in fiscal 2024.", [AMORTIZED]),
        ("The interest related to uncertain tax positions was $3 million in fiscal 2024.", [INTEREST]),
        (
            "At December 31, 2024, unrecognized tax benefits were $168 million, "  # noqa: ISC004 - one sentence
            "of which $80 million, if recognized, would impact the effective tax rate.",
            [UNCERTAIN, IMPACT],
        ),
        ("Preferred stock shares authorized were 5.0 million as of December 31, 2024 and 2023.", [AUTHORIZED[1]]),
        ("The interest expense on uncertain tax positions was $3 million in fiscal 2024.", [INTEREST]),
        ("The fiscal 2024 net sales include right-of-use asset amortization of $57 million.", [AMORTIZED]),
    ],
)
def test_all_the_words_of_a_figure_lead_to_its_fact(sentence: str, expected: list[Fact]) -> None:
    """Each figure of a sentence ties to the fact that its own words name."""
    assert [b.level for b in tied(sentence) if b.verdict == "tied"] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        FLOWS.format("$900 million", "$600 million", "$1.5 billion"),
        "(a) Includes right-of-use asset additions of $57 million in fiscal 2024.",
        "The penalties related to uncertain tax positions were $3 million in fiscal 2024.",
        "The interest related to uncertain tax positions was $3 million in fiscal 2023.",
        "As of December 31, 2024, tax credits were of no use, of which $80 million, if sold, would be left.",
        "Preferred stock shares issued were 5.0 million as of December 31, 2024 and 2023.",
        "Preferred stock shares authorized were 5.0 million as of December 31, 2024 and 2022.",
        "Bolt’s dividend payments of $600 million in fiscal 2024 were followed by others.",
        "Dividend payments of more than $600 million were made in fiscal 2024.",
        "In fiscal 2024, proceeds from issuances of short-term debt of $2.0 billion were used.",
        "In fiscal 2024, we expect dividend payments of $600 million.",
        "The net interest expense related to long-term debt was $3 million in fiscal 2024.",
        "The net interest expense was $3 million in fiscal 2024.",
        "The interest expense related to uncertain tax positions was $3 million in fiscal 2023.",
        "The net interest expense related to uncertain tax positions was $3 million in fiscal 2024.",
        "The fiscal 2024 net sales include right-of-use asset additions of $57 million.",
        "The fiscal 2024 net sales include leased asset amortization at Rail of $57 million.",
    ],
)
def test_a_word_that_the_fact_has_not_leaves_a_figure_untied(sentence: str) -> None:
    """The right value under another name, of another period, company, or only a bound, is no tie."""
    assert {b.verdict for b in tied(sentence)} <= {"untied", "wrong"}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Anvil sales at Rail increased $300 million in fiscal 2024 compared to fiscal 2023.", "300000000"),
        ("In fiscal 2024 the result was lower due to decreases in anvil sales of $200 million at Forge.", "-200000000"),
        ("Anvil sales of Rail rose 30% in fiscal 2024.", "30"),
    ],
)
def test_a_change_of_a_part_is_computed(sentence: str, value: str) -> None:
    """A change ties to the difference of the two facts that its words name."""
    (bound,) = tied(sentence)

    assert isinstance(bound.level, Calculation), bound.failure
    assert (bound.verdict, bound.level.value) == ("tied", Decimal(value))


def test_a_figure_that_is_joined_to_a_change_is_one() -> None:
    """Where two changes share their words, the second ties as a change of its own part, and of no other."""
    joined = "Decreases in anvil sales of $9 million at Kilns and {} at {} came in fiscal 2024."
    right, part, size = (
        tied(joined.format(*said))[-1]
        for said in (("$200 million", "Forge"), ("$200 million", "Rail"), ("$700 million", "Forge"))
    )

    assert isinstance(right.level, Calculation), right.failure
    assert (right.verdict, right.level.value) == ("tied", Decimal(-200000000))
    assert "tied" not in {part.verdict, size.verdict}


@pytest.mark.parametrize(
    "sentence",
    [
        "Anvil sales at Rail decreased $300 million in fiscal 2024 compared to fiscal 2023.",
        "Anvil sales at Forge increased $300 million in fiscal 2024 compared to fiscal 2023.",
        "Anvil sales at Rail increased $200 million in fiscal 2024 compared to fiscal 2023.",
        "Anvil sales at Rail increased $300 million in fiscal 2023 compared to fiscal 2022.",
        "Anvil sales abroad at Rail increased $300 million in fiscal 2024 compared to fiscal 2023.",
    ],
)
def test_a_change_of_another_part_period_or_direction_is_not_tied(sentence: str) -> None:
    """The right difference of the wrong part, year or direction is no tie."""
    assert [b.verdict for b in tied(sentence)] != ["tied"]


def test_a_figure_that_other_words_name_is_not_accused() -> None:
    """What only may be the metric is left untied; the metric itself with another value is wrong."""
    (other,) = tied("Delays at a supplier lowered dividend payments to subcontractors by $4 million in fiscal 2024.")
    (same,) = tied("Dividend payments were $610 million in fiscal 2024.")

    assert (other.verdict, same.verdict) == ("untied", "wrong")


def test_a_heading_may_say_what_a_name_still_lacks() -> None:
    """A note's heading completes a name, and names nothing by itself."""
    sentence = "Interest of $3 million was recognized in fiscal 2024."

    assert [b.verdict for b in tied(sentence, "Uncertain tax positions", "Dividends")] == ["untied"]
