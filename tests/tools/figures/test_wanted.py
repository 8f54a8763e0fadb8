"""A sub-question takes every fact that its metrics, their formulas and readings rest on."""

from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.figures.wanted import closure, labels_of

VOCABULARY = Vocabulary.load()


def test_a_formula_needs_its_operands_all_the_way_down() -> None:
    """A margin of free cash flow rests on cash flow, capital expenditure and revenue."""
    assert closure("fcf_margin", VOCABULARY) >= {
        "fcf_margin", "free_cash_flow", "operating_cash_flow", "capital_expenditure", "revenue",
    }  # fmt: skip


def test_a_reported_metric_needs_itself() -> None:
    """What has no formula needs nothing else."""
    assert closure("total_assets", VOCABULARY) == {"total_assets"}


def test_a_period_brings_the_one_before() -> None:
    """Averages and changes need the year before; a fourth quarter's balance is the year's."""
    assert labels_of(2024, "FY") == {"FY2024", "FY2023"}
    assert labels_of(2024, "Q4") >= {"Q4 2024", "Q4 2023", "FY2024", "FY2023"}


def test_a_part_of_a_year_brings_what_it_can_be_computed_from() -> None:
    """The year to date with and without the quarter; for twelve months the year before and both years to date."""
    assert labels_of(2024, "Q2") >= {"Q2 2024", "H1 2024", "Q1 2024", "Q2 2023", "H1 2023", "Q1 2023"}
    assert labels_of(2024, "Q4") >= {"9M 2024", "9M 2023"}
    assert labels_of(2024, "TTM-Q3") == {
        "TTM-Q3 2024", "Q3 2024", "FY2023", "9M 2024", "9M 2023", "TTM-Q3 2023", "Q3 2023", "FY2022", "9M 2022",
    }  # fmt: skip
