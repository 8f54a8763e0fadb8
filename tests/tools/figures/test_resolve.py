"""The ledger finds the figure that is meant: reported before computed, the newest statement before older ones."""

from datetime import date
from decimal import Decimal

import pytest

from tests.tools.figures.small import ACME, BOLT, COST, PROFIT, REVENUE, VOCABULARY, StaticSnapshot, fact
from tieout.calculation import Calculation
from tieout.document import Document
from tieout.fact import Dimension, Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.meant import Wanted, in_period
from tieout.tools.figures.resolve import Ledger

Y2024, Y2023 = FiscalPeriod(year=2024), FiscalPeriod(year=2023)
NOW, BEFORE = fact("5000000000"), fact("4000000000", year=2023)
COSTS = fact("1250000000", concept=COST, label="Cost of revenue")
RAIL = Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:RailMember", label="Rail")
PART = fact("3000000000", dimensions=(RAIL,))


def ledger(*facts: Fact, documents: dict[str, Document] | None = None) -> Ledger:
    known = {d.id: d for d in StaticSnapshot((ACME, BOLT)).documents()}
    return Ledger(facts, documents or known, VOCABULARY)


def wanted(
    metric: str | None = "revenue", *, period: FiscalPeriod = Y2024, words: str = "", member: str | None = None
) -> Wanted:
    return Wanted(entity=ACME.key, metric=metric, words=words, period=period, member=member)


def test_a_reported_figure_is_taken_as_it_is() -> None:
    """Of its period, of the whole company."""
    books = ledger(NOW, BEFORE, PART, fact("1", entity=BOLT))

    assert books.level(wanted()) == NOW
    assert books.level(wanted(period=Y2023)) == BEFORE
    assert books.level(wanted(member="rail")) == PART


def test_a_figure_that_is_not_reported_is_computed() -> None:
    """Gross profit from revenue and its cost, with the operands by name."""
    level = ledger(NOW, COSTS).level(wanted("gross_profit"))

    assert isinstance(level, Calculation)
    assert (level.value, level.unit, level.entity) == (Decimal(3750000000), "USD", ACME.key)
    assert {o.fact for o in level.operands} == {NOW.id, COSTS.id}


def test_a_label_names_what_the_vocabulary_does_not() -> None:
    """A printed row label, whatever its case and footnotes, finds its own fact."""
    odd = fact("77000000", concept="acm:Anvils", label="Anvils on hand (1)")

    assert ledger(odd, NOW).level(wanted(None, words="anvils on hand")) == odd


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (wanted(period=FiscalPeriod(year=2030)), "missing_evidence"),
        (wanted("net_income"), "missing_evidence"),
        (wanted(member="Air"), "missing_evidence"),
        (wanted(None, words="no such row"), "missing_evidence"),
        (wanted("return_on_equity", period=FiscalPeriod(year=2024, span="Q3")), "not_derivable"),
    ],
)
def test_what_is_not_there_says_why(one: Wanted, reason: str) -> None:
    """Nothing is guessed: no other year, part or metric."""
    with pytest.raises(NotDerivable) as caught:
        ledger(NOW, BEFORE, PART).level(one)

    assert caught.value.reason == reason


def test_the_newest_statement_of_a_figure_counts() -> None:
    """A later filing's restated value is the figure; the older statement is told."""
    later = NOW.model_copy(update={"id": "later", "document": "acm-2025", "value": Decimal(5100000000)})
    documents = {
        name: Document(
            id=name,
            entity=ACME,
            kind="filing",
            title="t",
            fiscal_year=year,
            filed=date(year + 1, 2, 1),
            content_hash="0" * 64,
        )
        for name, year in (("acm-2024", 2024), ("acm-2025", 2025))
    }
    books = ledger(NOW, later, documents=documents)

    assert books.level(wanted()) == later
    assert books.restated(later) == (NOW,)


def test_the_first_filing_of_an_unchanged_figure_is_cited() -> None:
    """A comparative that says the same leaves the original in place."""
    again = NOW.model_copy(update={"id": "again", "document": "acm-2025"})
    documents = {
        name: Document(
            id=name,
            entity=ACME,
            kind="filing",
            title="t",
            fiscal_year=year,
            filed=date(year + 1, 2, 1),
            content_hash="0" * 64,
        )
        for name, year in (("acm-2024", 2024), ("acm-2025", 2025))
    }

    assert ledger(NOW, again, documents=documents).level(wanted()) == NOW


def test_changes_shares_and_spans_are_computed_from_what_is_reported() -> None:
    """Percent change, change, share, sum and mean."""
    books = ledger(NOW, BEFORE, COSTS)

    assert books.change(wanted(), Y2023, percent=True).value == 25
    assert books.change(wanted(), Y2023, percent=False).value == 1000000000
    assert books.share(wanted("cost_of_revenue"), wanted()).value == 25
    assert books.over(wanted(), (Y2023, Y2024), average=True).value == 4500000000
    assert books.over(wanted(), (Y2023, Y2024), average=False).value == 9000000000


def test_growth_from_a_loss_means_nothing() -> None:
    """A percent change from a negative base is refused."""
    books = ledger(fact("5", concept=PROFIT), fact("-5", concept=PROFIT, year=2023))

    with pytest.raises(NotDerivable) as caught:
        books.change(wanted("net_income"), Y2023, percent=True)
    assert caught.value.reason == "not_meaningful"


def test_what_is_only_expected_is_no_figure_of_the_year() -> None:
    """Guidance never stands in for a reported value."""
    guided = NOW.model_copy(update={"modality": "guided"})

    with pytest.raises(NotDerivable):
        ledger(guided).level(wanted())


def test_a_balance_at_the_years_end_is_the_fourth_quarters() -> None:
    """An instant serves both, a duration does not."""
    balance = fact("9", concept="us-gaap:Assets")
    fourth = FiscalPeriod(year=2024, span="Q4")

    assert (in_period(balance, fourth), in_period(NOW, fourth)) == (True, False)


def test_a_zero_denominator_means_nothing() -> None:
    """A margin over no revenue is refused with its reason."""
    none = fact("0", concept=REVENUE)

    with pytest.raises(NotDerivable) as caught:
        ledger(none, fact("5", concept=PROFIT, label="Net income")).level(wanted("net_margin"))
    assert caught.value.reason == "not_meaningful"
