"""A quarter that no filing states is the difference of what filings state, or a reason why it is not."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.figures.small import ACME, ASSETS, COST, PROFIT, REVENUE, VOCABULARY, fact
from tieout.calculation import Calculation
from tieout.document import Document
from tieout.fact import Dimension, Fact
from tieout.period import Duration, FiscalPeriod, FiscalSpan, Instant
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.quarters import is_cumulative
from tieout.tools.figures.recompute import recompute
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.tying import Tier

CASH = "us-gaap:NetCashProvidedByUsedInOperatingActivities"
CAPEX = "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment"
EPS = "us-gaap:EarningsPerShareDiluted"
SHARES = "us-gaap:WeightedAverageNumberOfDilutedSharesOutstanding"
RAIL = Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:RailMember", label="Rail")
ENDS = {"Q1": (1, 13), "Q2": (14, 26), "Q3": (27, 39), "Q4": (40, 52), "H1": (1, 26), "9M": (1, 39), "FY": (1, 52)}
FORMS: dict[str, FiscalSpan] = {"Q1": "Q1", "Q2": "Q2", "H1": "Q2", "Q3": "Q3", "9M": "Q3", "Q4": "FY", "FY": "FY"}


def days(span: str, year: int, *, long: bool = False) -> Duration:
    """A part of a fiscal year of 52 weeks, or of 53 with the longer quarter last, that begins in October."""
    start = date(2021, 9, 26) + timedelta(weeks=52 * (year - 2022))
    first, last = ENDS[span]
    extra = 1 if long and span in {"Q4", "FY"} else 0
    label = f"FY{year}" if span == "FY" else f"{span} {year}"
    begin, end = start + timedelta(weeks=first - 1), start + timedelta(weeks=last + extra, days=-1)
    return Duration(start=begin, end=end, fiscal=label)


def flow(
    span: str, year: int, millions: str, concept: str = CASH, *, stated: int | None = None, **more: object
) -> Fact:
    """A figure of a part of a year, from the report of that part or, as a comparative, of a later year."""
    document = f"{FORMS[span]}-{stated or year}"
    changes = {
        "document": document,
        "period": days(span, year),
        "printed": millions,
        "id": f"{concept} {span} {year} {document}",
    }
    value = str(Decimal(millions) * 1000000)
    return fact(value, concept=concept, label="Cash from operations").model_copy(update=changes | more)


def books(*facts: Fact) -> Ledger:
    """A ledger over the reports that the facts are from."""
    return Ledger(facts, {f.document: report(f.document) for f in facts}, VOCABULARY)


def report(name: str) -> Document:
    """The report of a part of a year, out a month after its end."""
    span, _, year = name.rpartition("-")
    period = days(span, int(year))
    return Document(
        id=name,
        entity=ACME,
        kind="filing",
        title=name,
        form="10-K" if span == "FY" else "10-Q",
        fiscal_year=int(year),
        fiscal_period=FORMS[span],
        period_end=period.end,
        filed=period.end + timedelta(days=30),
        content_hash="0" * 64,
    )


def wanted(
    span: FiscalSpan, year: int = 2024, metric: str = "operating_cash_flow", member: str | None = None
) -> Wanted:
    period = FiscalPeriod(year=year, span=span)
    return Wanted(entity=ACME.key, metric=metric, words="", period=period, member=member)


def refusal(ledger: Ledger, one: Wanted) -> NotDerivable:
    """The error with which a figure is refused."""
    with pytest.raises(NotDerivable) as caught:
        ledger.level(one)
    return caught.value


YEAR = (flow("Q1", 2024, "30"), flow("H1", 2024, "50"), flow("9M", 2024, "90"), flow("FY", 2024, "100"))
BEFORE = (flow("Q1", 2023, "20"), flow("H1", 2023, "45"), flow("9M", 2023, "60"), flow("FY", 2023, "85"))


@pytest.mark.parametrize(
    ("span", "value", "formula"),
    [
        ("Q2", 20, "50 − 30 (USD millions)"),
        ("Q3", 40, "90 − 50 (USD millions)"),
        ("Q4", 10, "100 − 90 (USD millions)"),
        ("H2", 50, "100 − 50 (USD millions)"),
        ("TTM-Q1", 95, "85 + 30 − 20 (USD millions)"),
        ("TTM-Q2", 90, "85 + 50 − 45 (USD millions)"),
        ("TTM-Q3", 115, "85 + 90 − 60 (USD millions)"),
    ],
)
def test_a_part_of_a_year_is_the_difference_of_what_is_stated(span: FiscalSpan, value: int, formula: str) -> None:
    """From year-to-date figures alone, with the formula; doing it again gives the same."""
    facts = (*YEAR, *BEFORE)
    level = books(*facts).level(wanted(span))

    assert isinstance(level, Calculation)
    assert (level.value, level.formula, level.unit) == (Decimal(value) * 1000000, formula, "USD")
    assert level.value == recompute(level, {f.id: f for f in facts})


def test_the_result_has_the_days_of_its_own_period() -> None:
    """The fourth quarter runs from the day after nine months to the year's end, 14 weeks in a year of 53."""
    long = YEAR[3].model_copy(update={"period": days("FY", 2024, long=True)})
    plain, longer = books(*YEAR).level(wanted("Q4")), books(*YEAR[:3], long).level(wanted("Q4"))

    assert plain.period == days("Q4", 2024)
    assert (longer.period.start, longer.period.end) == (
        days("Q4", 2024).start,
        days("Q4", 2024).end + timedelta(weeks=1),
    )


def test_the_operands_are_named_by_their_periods() -> None:
    """A reader sees which figure is which."""
    level = books(*YEAR).level(wanted("Q4"))

    assert isinstance(level, Calculation)
    assert [o.name for o in level.operands] == ["operating_cash_flow_fy_2024", "operating_cash_flow_9m_2024"]
    assert level.operation == "difference"


def test_a_year_less_three_quarters_is_the_fourth() -> None:
    """Where only the quarters are stated."""
    quarters = [flow(f"Q{n}", 2024, str(n * 10)) for n in (1, 2, 3)]

    assert books(*quarters, YEAR[3]).level(wanted("Q4")).value == 40000000


def test_a_profit_that_turned_to_a_loss_is_negative() -> None:
    """The year is below its nine months."""
    assert books(YEAR[2], flow("FY", 2024, "75")).level(wanted("Q4")).value == -15000000


def test_a_stated_quarter_is_taken_as_it_is() -> None:
    """Nothing is computed that a filing says, even where its parts differ by rounding."""
    stated = flow("Q2", 2024, "21")

    assert books(*YEAR, stated).level(wanted("Q2")) == stated


@pytest.mark.parametrize(
    ("span", "facts", "needs"),
    [
        ("Q4", (YEAR[3], flow("Q3", 2024, "40", PROFIT)), "the 10-Q for the nine months ended June 22, 2024"),
        ("Q4", (YEAR[3],), "the 10-Q for the first nine months of fiscal 2024"),
        ("Q4", (YEAR[2],), "the 10-K for fiscal 2024"),
        ("Q2", (YEAR[1],), "the 10-Q for Q1 of fiscal 2024"),
        ("H1", (YEAR[0],), "the 10-Q for the first half of fiscal 2024"),
        ("TTM-Q3", (YEAR[2], BEFORE[2]), "the 10-K for fiscal 2023"),
    ],
)
def test_what_is_missing_is_named(span: FiscalSpan, facts: tuple[Fact, ...], needs: str) -> None:
    """The filing with which it could be computed, by its last day where that is known."""
    error = refusal(books(*facts), wanted(span))

    assert error.reason == "not_derivable"
    assert error.detail.endswith(f"computing it needs {needs}")


def test_nothing_is_said_of_a_figure_that_no_filing_has() -> None:
    """Without any operand it is simply not reported."""
    assert refusal(books(flow("FY", 2024, "5", PROFIT)), wanted("Q4")).reason == "missing_evidence"


@pytest.mark.parametrize(
    ("metric", "concept", "unit", "why"),
    [
        ("eps_diluted", EPS, "USD/shares", "rests on its own number of shares"),
        ("shares_diluted", SHARES, "shares", "numbers of shares are averages or balances"),
        ("effective_tax_rate", "us-gaap:EffectiveIncomeTaxRateContinuingOperations", "pure", "rates and ratios"),
    ],
)
def test_what_does_not_add_up_is_never_subtracted(metric: str, concept: str, unit: str, why: str) -> None:
    """Per-share figures, average shares and rates of a quarter are not the year's less nine months'."""
    facts = [flow(span, 2024, "5", concept, unit=unit, decimals=2) for span in ("9M", "FY")]
    error = refusal(books(*facts), wanted("Q4", metric=metric))

    assert error.reason == "not_derivable"
    assert why in error.detail


def test_balances_are_never_subtracted() -> None:
    """A balance at a quarter's end is that day's; another day's does not give it."""
    end = fact("900000000", concept=ASSETS).model_copy(
        update={"period": Instant(end=days("FY", 2024).end, fiscal="FY2024"), "document": "FY-2024"}
    )

    assert books(end).level(wanted("Q4", metric="total_assets")) == end
    assert books(end).level(wanted("H2", metric="total_assets")) == end
    assert refusal(books(end), wanted("Q2", metric="total_assets")).reason == "missing_evidence"


def test_a_rate_of_a_derived_quarter_is_computed_from_derived_figures() -> None:
    """The margin of a fourth quarter: its profit over its revenue, both the year less nine months."""
    facts = [flow(span, 2024, value, PROFIT) for span, value in (("9M", "20"), ("FY", "35"))]
    facts += [flow(span, 2024, value, REVENUE) for span, value in (("9M", "140"), ("FY", "200"))]
    level = books(*facts).level(wanted("Q4", metric="net_margin"))

    assert isinstance(level, Calculation)
    assert (level.value, level.unit) == (Decimal(25), "percent")
    assert level.period == days("Q4", 2024)


def test_free_cash_flow_of_twelve_months_rests_on_six_figures() -> None:
    """Both parts of the formula are put together for the same twelve months."""
    spent = [
        flow(span, year, value, CAPEX)
        for span, year, value in (("FY", 2023, "9"), ("9M", 2024, "8"), ("9M", 2023, "7"))
    ]
    facts = (*YEAR, *BEFORE, *spent)
    level = books(*facts).level(wanted("TTM-Q3", metric="free_cash_flow"))

    assert isinstance(level, Calculation)
    assert (level.value, len(level.operands)) == (Decimal(105000000), 6)
    assert (level.period.start, level.period.end) == (days("Q4", 2023).start, days("9M", 2024).end)
    assert level.value == recompute(level, {f.id: f for f in facts})


def test_a_part_that_lacks_a_filing_is_not_taken_as_zero() -> None:
    """An optional operand that the year states and nine months do not makes the quarter unknown, not zero."""
    income = [flow(span, 2024, value, "us-gaap:ProfitLoss") for span, value in (("9M", "20"), ("FY", "35"))]
    others = flow("FY", 2024, "3", "us-gaap:NetIncomeLossAttributableToNoncontrollingInterest")
    attributable = wanted("Q4", metric="net_income_attributable")

    assert books(*income).level(attributable).value == 15000000
    assert refusal(books(*income, others), attributable).reason == "not_derivable"


def test_a_change_between_derived_quarters_is_computed() -> None:
    """The fourth quarter against that of the year before; from a loss there is a change and no percentage."""
    ledger = books(*YEAR, *BEFORE)
    base = FiscalPeriod(year=2023, span="Q4")

    assert ledger.change(wanted("Q4"), base, percent=True).value == -60
    lossy = books(*YEAR, *BEFORE[:3], flow("FY", 2023, "50"))
    assert lossy.change(wanted("Q4"), base, percent=False).value == 20000000
    with pytest.raises(NotDerivable) as caught:
        lossy.change(wanted("Q4"), base, percent=True)
    assert caught.value.reason == "not_meaningful"


def test_a_segments_quarter_rests_on_that_segment() -> None:
    """Figures of the whole company play no part, and another axis does not fit."""
    facts = [flow("9M", 2024, "8", dimensions=(RAIL,)), flow("FY", 2024, "9", dimensions=(RAIL,)), *YEAR]
    other = Dimension(axis="srt:ProductOrServiceAxis", member="acm:RailMember", label="Rail")
    mixed = [facts[0], flow("FY", 2024, "9", dimensions=(other,))]

    assert books(*facts).level(wanted("Q4", member="Rail")).value == 1000000
    assert "split differently" in refusal(books(*mixed), wanted("Q4", member="Rail")).detail


def test_figures_that_are_tagged_differently_are_not_subtracted() -> None:
    """Two concepts of one metric may mean different things."""
    facts = [flow("9M", 2024, "80", REVENUE), flow("FY", 2024, "99", "us-gaap:SalesRevenueNet")]

    assert "tagged or split differently" in refusal(books(*facts), wanted("Q4", metric="revenue")).detail


def test_days_must_join() -> None:
    """Nine months that begin on another day than the year are of another calendar."""
    moved = Duration(start=date(2023, 10, 1), end=days("9M", 2024).end, fiscal="9M 2024")
    error = refusal(books(YEAR[2].model_copy(update={"period": moved}), YEAR[3]), wanted("Q4"))

    assert error.detail.startswith("the periods do not join")


def test_a_restated_year_is_not_set_against_nine_months_as_first_reported() -> None:
    """Refused with both values, unless the nine months are stated on the new basis as well."""
    new_year, new_months = flow("FY", 2024, "120", stated=2025), flow("9M", 2024, "95", stated=2025)
    error = refusal(books(*YEAR, new_year), wanted("Q4"))

    assert error.reason == "not_derivable"
    assert "FY2024 was restated from 100 (FY-2024) to 120 (FY-2025)" in error.detail
    assert books(*YEAR, new_year, new_months).level(wanted("Q4")).value == 25000000


def test_a_repeated_figure_is_no_restatement() -> None:
    """Comparatives that say the same leave the original operands in place."""
    again = [flow("FY", 2024, "100", stated=2025), flow("9M", 2024, "90", stated=2025)]
    level = books(*YEAR, *again).level(wanted("Q4"))

    assert isinstance(level, Calculation)
    assert [o.fact for o in level.operands] == [YEAR[3].id, YEAR[2].id]


def test_round_numbers_of_a_text_are_not_subtracted() -> None:
    """A year of "2.8" billion less nine months of "2.2" is no 600 million, whatever accuracy the tag claims."""
    facts = [flow("9M", 2024, "2200", printed="2.2"), flow("FY", 2024, "2800", printed="2.8")]

    assert "a round number" in refusal(books(*facts), wanted("Q4")).detail


def test_a_year_to_date_that_is_tagged_as_a_quarter_is_not_believed() -> None:
    """Six months' 50 under the dates of the second quarter, after a first quarter of 30."""
    wrong = flow("Q2", 2024, "50", id="wrong")
    ledger = books(*YEAR, wrong)
    without_half = books(YEAR[0], wrong, flow("Q3", 2024, "40"), YEAR[2])

    assert is_cumulative(wrong, wanted("Q2"), ledger)
    assert refusal(ledger, wanted("Q2")).reason == "ambiguous"
    assert refusal(without_half, wanted("Q2")).reason == "ambiguous"
    assert not is_cumulative(flow("Q2", 2024, "20"), wanted("Q2"), books(*YEAR))


def test_a_first_half_after_an_empty_quarter_is_the_second_quarter_too() -> None:
    """Nothing in the first quarter: both figures are right."""
    stated = flow("Q2", 2024, "50")

    assert books(flow("Q1", 2024, "0"), YEAR[1], stated).level(wanted("Q2")) == stated


def test_only_one_basis_that_nobody_can_check_is_an_assumption() -> None:
    """A year from one report and both nine months from the next year's: no filing sets them side by side."""
    facts = [BEFORE[3], YEAR[2], flow("9M", 2023, "60", stated=2024)]
    unsure, sure = books(*facts).level(wanted("TTM-Q3")), books(*facts, BEFORE[2]).level(wanted("TTM-Q3"))

    assert isinstance(unsure, Calculation)
    assert isinstance(sure, Calculation)
    assert len(unsure.assumptions) == 1
    assert sure.assumptions == ()


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Acme's operating cash flow in the fourth quarter of 2024 was $10 million.", None),
        ("Acme's operating cash flow in the second quarter of 2024 was $20 million.", None),
        ("Acme's TTM operating cash flow as of Q3 2024 was $115 million.", None),
        ("Acme's operating cash flow fell 60% in the fourth quarter of 2024 from a year earlier.", None),
        ("Acme's operating cash flow in the second quarter of 2024 was $50 million.", "wrong"),
        ("Acme's operating cash flow in the third quarter of 2024 was $90 million.", "wrong"),
        ("Acme's operating cash flow for the first six months of 2024 was $20 million.", "wrong"),
        ("Acme's operating cash flow in Q3 2024 was $115 million.", "wrong"),
    ],
)
def test_a_sentence_about_a_quarter_is_read_back(sentence: str, reason: str | None) -> None:
    """The calculation ties; the year to date, or twelve months, said of a quarter never does."""
    facts = (*YEAR, *BEFORE)
    tier = Tier(facts, {f.document: report(f.document) for f in facts}, [ACME], VOCABULARY)
    (bound,) = tier.tie(sentence)

    said = None if bound.failure is None else bound.failure.reason
    assert (said is None) == (reason is None)
    assert (reason is None) == (isinstance(bound.level, Calculation) and bound.failure is None)


@given(st.lists(st.integers(-(10**6), 10**6), min_size=4, max_size=4))
def test_four_quarters_make_the_year(quarters: list[int]) -> None:
    """However the four are had: from the year to date, the sum is the year."""
    to_date = [flow(s, 2024, str(v)) for s, v in zip(("Q1", "H1", "9M", "FY"), accumulate(quarters), strict=True)]
    ledger = books(*to_date)
    spans: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")

    assert [ledger.level(wanted(span)).value for span in spans] == [Decimal(v) * 1000000 for v in quarters]


def test_cost_and_revenue_of_a_quarter_give_its_gross_profit() -> None:
    """A formula where the figure itself is never tagged."""
    facts = [flow(span, 2024, value, REVENUE) for span, value in (("9M", "140"), ("FY", "200"))]
    facts += [flow(span, 2024, value, COST) for span, value in (("9M", "90"), ("FY", "120"))]

    assert books(*facts).level(wanted("Q4", metric="gross_profit")).value == 30000000
