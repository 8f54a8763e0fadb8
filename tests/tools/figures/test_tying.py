"""A sentence leads to its facts and calculations, or the reason says why it does not; strictly, by its words alone."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, ASSETS, BOLT, COST, PROFIT, VOCABULARY, StaticSnapshot, fact
from tieout.calculation import Calculation
from tieout.fact import Dimension, Fact
from tieout.period import FiscalPeriod, Instant
from tieout.tools.figures.celled import another_day
from tieout.tools.figures.said import Setting
from tieout.tools.figures.tying import Tier

NOW, BEFORE = fact("5000000000"), fact("4000000000", year=2023)
COSTS = fact("1250000000", concept=COST, label="Cost of revenue")
LOSS = fact("-7000000", concept=PROFIT, label="Net income (loss)")
BALANCE = fact("9000000000", concept=ASSETS, label="Total assets")
ODD = fact("77000000", concept="acm:Anvils", label="Anvils on hand")
RAIL = fact(
    "3000000000",
    dimensions=(Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:RailMember", label="Rail"),),
)
FACTS = (NOW, BEFORE, COSTS, LOSS, BALANCE, ODD, RAIL)


def tier(*facts: Fact, strict: bool = True) -> Tier:
    snapshot = StaticSnapshot((ACME, BOLT))
    documents = {d.id: d for d in snapshot.documents()}
    return Tier(facts or FACTS, documents, snapshot.entities(), VOCABULARY, strict=strict)


@pytest.mark.parametrize(
    ("sentence", "bound"),
    [
        ("Acme Corp’s revenue was $5,000 million in fiscal 2024.", NOW),
        ("In fiscal 2024 Acme Corp’s revenue was $5.0 billion.", NOW),
        ("ACM’s top line was $5 billion in FY2024.", NOW),
        ("Revenue of Acme was $4,000 million in fiscal 2023.", BEFORE),
        ("Acme Corp’s net loss was $7 million in fiscal 2024.", LOSS),
        ("Acme Corp’s net income was $(7) million in fiscal 2024.", LOSS),
        ("Acme Corp’s total assets were $9,000 million at the end of fiscal 2024 (December 31, 2024).", BALANCE),
        ("Acme Corp’s “Anvils on hand” were $77 million in fiscal 2024.", ODD),
        ("Acme Corp’s revenue of Rail was $3,000 million in fiscal 2024.", RAIL),
    ],
)
def test_a_sentence_leads_to_its_fact(sentence: str, bound: Fact) -> None:
    """Company, metric, period, part and sign come from the words."""
    assert [(b.level, b.failure) for b in tier().tie(sentence)] == [(bound, None)]


@pytest.mark.parametrize(
    ("sentence", "operation", "value"),
    [
        ("Acme Corp’s revenue rose 25.0% in fiscal 2024.", "percent_change", "25"),
        ("Acme Corp’s revenue rose by $1,000 million in fiscal 2024.", "change", "1000000000"),
        ("Acme Corp’s cost of revenue was 25.0% of revenue in fiscal 2024.", "share", "25"),
        ("Acme Corp’s gross profit was $3,750 million in fiscal 2024.", "formula", "3750000000"),
        ("Acme Corp’s average revenue over fiscal 2023 to fiscal 2024 was $4,500 million.", "average", "4500000000"),
        ("Acme Corp’s cumulative revenue over fiscal 2023 to fiscal 2024 was $9,000 million.", "sum", "9000000000"),
        ("Acme Corp’s revenue rose 25.0% from fiscal 2023 to fiscal 2024.", "percent_change", "25"),
        ("Acme Corp’s revenue rose 25.0% between 2023 and 2024.", "percent_change", "25"),
        ("Acme Corp’s revenue of Rail was 60.0% of revenue in fiscal 2024.", "share", "60"),
        ("Acme Corp’s revenue was 4.0 times cost of revenue in fiscal 2024.", "ratio", "4"),
    ],
)
def test_a_sentence_leads_to_its_calculation(sentence: str, operation: str, value: str) -> None:
    """Changes, shares, derived metrics and averages are computed from the facts."""
    (bound,) = tier().tie(sentence)

    assert isinstance(bound.level, Calculation), bound.failure
    assert (bound.level.operation, bound.level.value) == (operation, Decimal(value))


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Acme Corp’s revenue was $5,001 million in fiscal 2024.", "rounding"),
        ("Acme Corp’s revenue was $5,000 thousand in fiscal 2024.", "wrong_scale"),
        ("Acme Corp’s revenue was -$5,000 million in fiscal 2024.", "wrong_sign"),
        ("Acme Corp’s revenue was €5,000 million in fiscal 2024.", "wrong_unit"),
        ("Acme Corp’s revenue was $4,000 million in fiscal 2024.", "wrong_period"),
        ("Acme Corp’s revenue was $1,250 million in fiscal 2024.", "wrong_metric"),
        ("Acme Corp’s revenue was $3,000 million in fiscal 2024.", "wrong_scope"),
        ("Acme Corp’s revenue was $8,888 million in fiscal 2024.", "wrong_value"),
        ("Acme Corp’s revenue was $5,000 million in fiscal 2024 (ended June 30, 2024).", "wrong_period"),
        ("Acme Corp’s revenue was $5,000 million in fiscal 2021.", "missing_evidence"),
        ("Revenue was $5,000 million in fiscal 2024.", "ambiguous"),
        ("Acme Corp’s revenue was $5,000 million.", "ambiguous"),
        ("Acme Corp had $5,000 million in fiscal 2024.", "ambiguous"),
        ("Acme Corp’s adjusted revenue was $5,000 million in fiscal 2024.", "wrong_metric"),
        ("Acme Corp’s revenue fell 25.0% in fiscal 2024.", "wrong_sign"),
        ("Acme Corp’s revenue was $5,OOO million in fiscal 2024.", "unsupported"),
        ("In fiscal 2024 (ended June 30, 2024), Acme Corp’s revenue was $5,000 million.", "wrong_period"),
        ("Acme Corp’s revenue was $5,000 million in fiscal 2024 (52 weeks ended June 30, 2024).", "wrong_period"),
        ("Acme Corp’s cumulative revenue over fiscal 2023 to fiscal 2024 was $4,500 million.", "wrong_value"),
        ("Acme Corp’s average revenue over fiscal 2023 to fiscal 2024 was $4,600 million.", "wrong_value"),
        ("Acme Corp’s revenue was $5,000 million in fiscal 2023 and fiscal 2024.", "ambiguous"),
        ("Acme Corp’s revenue rose 25.0% from fiscal 2024 to fiscal 2025.", "missing_evidence"),
        ("Acme Corp’s revenue was 100.0% of revenue in fiscal 2024.", "ambiguous"),
    ],
)
def test_a_wrong_sentence_says_in_which_way_it_is_wrong(sentence: str, reason: str) -> None:
    """The reason tells the drafter what to mend."""
    bound = tier().tie(sentence)

    assert [b.failure.reason for b in bound if b.failure is not None] == [reason]


def test_other_peoples_figures_are_told() -> None:
    """A figure that is another company's says so."""
    other = fact("6000000000", entity=BOLT)
    (bound,) = tier(NOW, other).tie("Acme Corp’s revenue was $6,000 million in fiscal 2024.")

    assert bound.failure is not None
    assert bound.failure.reason == "wrong_entity"


def test_a_rate_is_compounded_over_all_years_named() -> None:
    """A compound annual growth rate lies between the first and the last year; the two ends keep their own."""
    first = fact("3200000000", year=2022)
    sentence = (
        "Acme Corp’s revenue had a compound annual growth rate of {} over fiscal 2022 to fiscal 2024, to $5,000 "
        "million in fiscal 2024 (ended December 31, 2024) from $3,200 million in fiscal 2022 (ended December 31, 2022)."
    )
    rate, now, before = tier(NOW, BEFORE, first).tie(sentence.format("25.0%"))
    wrong, _, _ = tier(NOW, BEFORE, first).tie(sentence.format("56.3%"))

    assert isinstance(rate.level, Calculation)
    assert (rate.failure, rate.level.value) == (None, Decimal(25))
    assert (now.level, before.level) == (NOW, first)
    assert wrong.failure is not None


# --- prices of days ---------------------------------------------------------------------------------------------------


def price(value: str, day: date) -> Fact:
    """A close of one day."""
    made = fact(value, concept="market:close", label="Close", unit="USD/shares", decimals=2)
    at = Instant(end=day)
    return made.model_copy(update={"id": f"{day:%Y%m%d}".rjust(32, "0"), "period": at, "origin": "market"})


CLOSES = tuple(price(v, date(2024, 1, d)) for d, v in ((2, "10.00"), (3, "12.00"), (4, "11.00")))


@pytest.mark.parametrize(
    ("sentence", "reasons"),
    [
        ("Acme Corp’s closing price was $12.00 per share on January 3, 2024.", [None]),
        ("Acme Corp’s closing price was $12.00 per share on January 4, 2024.", ["wrong_period"]),
        ("Acme Corp’s closing price was $12.00 per share.", ["ambiguous"]),
        (
            (
                "Acme Corp’s highest closing price from January 2, 2024 to January 4, 2024 was $12.00 per share "
                "on January 3, 2024."
            ),
            [None],
        ),
        (
            (
                "Acme Corp’s lowest closing price from January 2, 2024 to January 4, 2024 was $12.00 per share "
                "on January 3, 2024."
            ),
            ["wrong_value"],
        ),
        ("Acme Corp’s highest closing price was $12.00 per share on January 3, 2024.", ["ambiguous"]),
        (
            (
                "Acme Corp’s closing price rose 20.0%, to $12.00 per share on January 3, 2024 from $10.00 per share "
                "on January 2, 2024."
            ),
            [None, None, None],
        ),
        (
            (
                "Acme Corp’s closing price rose 10.0%, to $12.00 per share on January 3, 2024 from $10.00 per share "
                "on January 2, 2024."
            ),
            ["wrong_value", None, None],
        ),
        ("Acme Corp’s closing price rose 20.0% on January 3, 2024.", ["ambiguous"]),
    ],
)
def test_a_price_is_of_its_day(sentence: str, reasons: list[str | None]) -> None:
    """A price is proven for the day named, as the highest or lowest only of a range of days that is named."""
    bound = tier(*CLOSES).tie(sentence)

    assert [b.failure.reason if b.failure else None for b in bound] == reasons


# --- what is taken for granted ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue was $5,000 million in fiscal 2024.",
        "Acme Corp’s revenue rose to $5,000 million in fiscal 2024, compared with $4,000 million.",
        "Acme Corp’s revenue for the latest year was $5,000 million.",
    ],
)
def test_a_strict_reader_takes_nothing_for_granted(sentence: str) -> None:
    """What only one company, the latest year or the year before can be is tied loosely and never strictly."""
    alone = (NOW, BEFORE)

    assert {b.failure for b in tier(*alone, strict=False).tie(sentence)} == {None}
    assert any(b.failure is not None for b in tier(*alone).tie(sentence))


def test_an_opening_balance_is_not_the_closing_one() -> None:
    """A row that names another day than the year's last has another figure than the column's year."""
    closing = fact("298000000", concept=ASSETS, label="Reserve for anvils at end of year")
    loose, setting = tier(closing, strict=False), Setting(entity=ACME)

    def verdict(row: str) -> str:
        (bound,) = loose.cell("298", row=row, column="2024", scale=Decimal(10**6), setting=setting)
        return bound.verdict

    assert verdict("Reserve for anvils at end of year") == "tied"
    assert verdict("Reserve for anvils at beginning of year") == "untied"


@pytest.mark.parametrize(
    ("row", "label", "said"),
    [
        ("Balance, January 1", "Balance, December 31", "January 1"),
        ("Balance at beginning of year", "Balance at end of year", "beginning"),
        ("Balance, December 31", "Balance, December 31", None),
    ],
)
def test_a_row_of_another_day_says_so(row: str, label: str, said: str | None) -> None:
    """The day in a row's name is that on which the fact's period ends."""
    assert another_day(row, fact("298000000", concept=ASSETS, label=label)) == said


def test_what_surrounds_a_sentence_is_used_where_it_is_given() -> None:
    """The company and the period of the sentence before hold for one that names none."""
    loose = tier(strict=False)
    setting = loose.inherited(loose.said("Acme Corp’s fiscal 2024 was a good year."), Setting())

    assert (setting.entity, setting.period) == (ACME, FiscalPeriod(year=2024))
    assert [b.level for b in loose.tie("Revenue was $5,000 million.", setting)] == [NOW]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cost on the revenue came to -$1,250 million at Acme Corp in fiscal 2024.",
        "Acme Corp sold on-hand anvils of $77 million in fiscal 2024.",
    ],
)
def test_words_in_any_order_name_no_turned_or_moved_figure(sentence: str) -> None:
    """A label's words in another order tie neither the turned sign nor what was done to the thing."""
    assert [b.level for b in tier(strict=False).tie(sentence) if b.failure is None] == []


def test_an_amount_per_share_is_the_earnings_of_the_kind_that_is_said() -> None:
    """An amount "per diluted share" behind net income: the basic figure does not tie."""
    income = fact("7000000", concept=PROFIT, label="Net income")
    diluted = fact("2.05", concept="us-gaap:EarningsPerShareDiluted", label="Diluted", unit="USD/shares", decimals=2)
    basic = fact("2.09", concept="us-gaap:EarningsPerShareBasic", label="Basic", unit="USD/shares", decimals=2)
    loose = tier(income, diluted, basic, strict=False)

    said = "In fiscal 2024 net income was $7 million, or ${} per diluted share."
    assert [b.level for b in loose.tie(said.format("2.05"))] == [income, diluted]
    assert [b.failure is None for b in loose.tie(said.format("2.09"))] == [True, False]


def test_a_balance_is_not_its_change() -> None:
    """A cash flow statement calls the change of a balance by the balance's own name."""
    held = fact("9564000000", concept="acm:Advances", label="Customer advances and deposits")
    held = held.model_copy(update={"period": Instant(end=date(2024, 12, 31), fiscal="FY2024")})
    moved = fact("2415000000", concept="us-gaap:IncreaseDecreaseInAdvances", label="Customer advances and deposits")
    loose = tier(held, moved, strict=False)

    (bound,) = loose.tie("Customer advances and deposits were $9.6 billion at the end of fiscal 2024.")
    assert bound.level == held
    assert [b.failure is None for b in loose.tie("Customer advances and deposits were $2.4 billion in 2024.")] == [
        False
    ]


def test_a_margin_that_only_tables_print_in_several_ways_is_computed() -> None:
    """Untagged margins of segments do not stand in the way of the company's own, which its figures give."""
    profit = fact("1000000000", concept="us-gaap:OperatingIncomeLoss", label="Operating earnings")
    printed = [
        fact(v, concept=f"table:{v}", label="Operating margin", unit="percent", decimals=1).model_copy(
            update={"origin": "table"}
        )
        for v in ("13.7", "7.0")
    ]
    (bound,) = tier(NOW, profit, *printed).tie("Acme Corp’s operating margin was 20.0% in fiscal 2024.")

    assert isinstance(bound.level, Calculation)
    assert bound.failure is None


def test_a_number_is_no_cik() -> None:
    """A bare number that some company has as its CIK stays a figure."""
    said = tier().said("Acme Corp’s headcount was 2 in fiscal 2024.")

    assert [c.entity for c in said.companies] == [ACME]


def test_reading_sentences_needs_no_storage_and_no_models() -> None:
    """Whoever ties figures loads no database, no graph and no encoder."""
    heavy = "{'sqlalchemy', 'langgraph', 'langchain_core', 'qdrant_client', 'onnxruntime', 'numpy', 'lxml'}"
    code = f"import sys, tieout.tools.figures.gate; print(sorted({heavy} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
