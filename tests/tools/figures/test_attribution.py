"""Which period belongs to which figure of a sentence."""

import pytest

from tieout.tools.figures.attribution import attributed
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import PeriodMention, mentions


def shown(wording: PeriodMention | None) -> str | None:
    """A period in short."""
    if wording is None:
        return None
    if wording.periods:
        return wording.periods[0].label
    if wording.ends:
        return f"{wording.ends[0]}" + (f"/{wording.months}" if wording.months else "")
    return wording.span or wording.relative


def own(sentence: str) -> list[str | None]:
    """The period of every figure, in order."""
    readings = figures(sentence)
    placed = attributed(sentence, readings, mentions(sentence, readings))
    return [shown(placed[r.start].own) for r in readings if r.start in placed]


def base(sentence: str) -> list[str | None]:
    """What every figure is compared with, in order."""
    readings = figures(sentence)
    placed = attributed(sentence, readings, mentions(sentence, readings))
    return [shown(placed[r.start].base) for r in readings if r.start in placed]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Net sales were $391.0 billion in 2024 and $383.3 billion in 2023.", ["FY2024", "FY2023"]),
        ("Costs were $15.4 billion in 2023, $15.0 billion in 2022 and $13.7 billion in 2021.",
         ["FY2023", "FY2022", "FY2021"]),
        ("In 2024, net sales were $391.0 billion and net income was $93.7 billion.", ["FY2024", "FY2024"]),
        ("Revenue was $391.0 billion and operating income was $123.2 billion in 2024.", ["FY2024", "FY2024"]),
        ("Net sales rose 2% or $7.8 billion in 2024 to $391.0 billion.", ["FY2024", "FY2024", "FY2024"]),
        ("For the year ended December 31, 2023, we spent $25.1 million.", ["2023-12-31/12"]),
        ("The rate was 5.4% at December 31, 2023 and 5.2% at December 31, 2022.", ["2023-12-31", "2022-12-31"]),
        ("Fiscal 2023 operating profit was $12 million versus the previous year's $11 million.", ["FY2023", "earlier"]),
    ],
)  # fmt: skip
def test_a_figure_has_the_period_at_it_or_the_one_that_leads(sentence: str, expected: list[str]) -> None:
    """A period right behind a figure is its own; else the last one before, else the next of its clause."""
    assert own(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "As of September 28, 2024 and September 30, 2023, cash was $29.9 billion and $30.0 billion, respectively.",
            ["2024-09-28", "2023-09-30"],
        ),
        ("Fees are 35%, 37% and 40% of our revenue in 2023, 2022 and 2021, respectively.",
         ["FY2023", "FY2022", "FY2021"]),
        ("In 2023, 2022 and 2021, we had gains of $52 million, $175 million and $42 million, respectively, on leases.",
         ["FY2023", "FY2022", "FY2021"]),
        (
            ("In 2022 and 2021, sales were $5.2 billion and $4.3 billion, respectively, and costs $76 million and "
            "$5 million, respectively."),
            ["FY2022", "FY2021", "FY2022", "FY2021"],
        ),
        (
            ("Gains were $301 million, $315 million, and $6 million as of February 2, 2024, February 3, 2023, and "
            "January 28, 2022, respectively."),
            ["2024-02-02", "2023-02-03", "2022-01-28"],
        ),
        (
            (
                "Sales were $5 million and $4 million, of which $2 million and $1 million were foreign, in 2023 and "
                "2022, respectively."
            ),
            ["FY2023", "FY2022", "FY2023", "FY2022"],
        ),
        ("For 2023 and 2022, respectively, the tax in Texas was $5 and $4.", ["FY2023", "FY2022"]),
        ("Gains were $3 and $2 for the three and six months ended June 30, 2024, respectively.",
         ["2024-06-30/3", "2024-06-30/6", None]),
        ("The total was zero, zero and $7 million in 2023, 2022 and 2021, respectively.",
         ["FY2023", "FY2022", "FY2021"]),
        ("Cost of sales and operating expenses were $210.4 billion and $57.5 billion, respectively, in 2024.",
         ["FY2024", "FY2024"]),
    ],
)  # fmt: skip
def test_lists_go_together_one_by_one(sentence: str, expected: list[str]) -> None:
    """As many periods as figures belong to them in their order, wherever the periods stand."""
    assert own(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "periods", "bases"),
    [
        ("Net sales were $391.0 billion in 2024, compared with $383.3 billion a year earlier.", ["FY2024", "earlier"],
         ["earlier", None]),
        ("Operating income grew from $114.3 billion in 2023 to $123.2 billion in 2024.", ["FY2023", "FY2024"],
         [None, None]),
        ("Compared with 2023, net sales rose 2% in 2024.", ["FY2024"], ["FY2023"]),
        ("The tax rate was 24.1% in 2024, up from 14.7% in 2023.", ["FY2024", "FY2023"], ["FY2023", None]),
        ("Net sales rose 2% in fiscal 2024 compared to fiscal 2023, while operating income fell 3%.",
         ["FY2024", "FY2024"], ["FY2023", None]),
        ("Revenue for Q3 2024 totaled $85.8 billion, a 5% increase over Q3 2023.", ["Q3 2024", "Q3 2024"],
         ["Q3 2023", "Q3 2023"]),
        ("The effective tax rate was 24.1% (2023: 14.7%).", [None, "FY2023"], [None, None]),
    ],
)  # fmt: skip
def test_what_a_figure_is_compared_with_is_not_its_own(
    sentence: str, periods: list[str | None], bases: list[str | None]
) -> None:
    """A period behind words of comparison belongs to the figure there, and is the base of the figure before."""
    assert own(sentence) == periods
    assert base(sentence) == bases


def test_a_year_before_a_percentage_is_no_percentage() -> None:
    """The grammar reads "in 2023 and 43.3%" as a year and a figure, "2.1 and 2.3%" are two figures."""
    assert [r.text for r in figures("44.1% for 2023 and 43.3% for 2022") if r.is_figure] == ["44.1%", "43.3%"]
    assert [r.text for r in figures("between 2.1 and 2.3%") if r.is_figure] == ["2.1", "2.3%"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Net sales were $5 in fiscal 2024 (ended September 28, 2024) and $4 in fiscal 2023.",
         ["FY2024", "FY2023"]),
        ("In fiscal 2024 (52 weeks ended September 28, 2024), net sales were $5.", ["FY2024"]),
        ("Net sales were $5 and $4 in fiscal 2024 (ended September 28, 2024) and fiscal 2023 (ended October 1, 2023).",
         ["FY2024", "FY2023"]),
        ("Net sales for fiscal 2024, which ended on September 28, 2024, were $5.", ["FY2024"]),
    ],
)  # fmt: skip
def test_the_day_behind_a_period_is_no_period_of_its_own(sentence: str, expected: list[str]) -> None:
    """A day that says when the named period ended takes no figure away from it."""
    assert own(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "firm"),
    [
        ("Net sales were $5 in 2024.", [True]),
        ("In 2024, net sales were $5.", [True]),
        ("In 2024, net sales were $5; other income was $4.", [True, False]),
        ("Net sales were $5 in 2024, and our costs were $4.", [True, False]),
        ("For 2024 we assume, as of December 31, 2023, a rate of 7%.", [False]),
    ],
)
def test_a_period_of_another_clause_or_figure_is_not_firm(sentence: str, firm: list[bool]) -> None:
    """A period surely is a figure's where it stands at it, in its list, or alone in its clause."""
    readings = figures(sentence)
    placed = attributed(sentence, readings, mentions(sentence, readings))

    assert [placed[r.start].firm for r in readings if r.start in placed] == firm


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("For FY23, sales were $11 million, and for FY24 $5 million.", ["FY2023", "FY2024"]),
        ("Sales: 2022 $14 million, 2023 $15 million, 2024 $16 million", ["FY2022", "FY2023", "FY2024"]),
        ("Sales of $14 million in 2022, $15 million in 2023, $16 million in 2024.", ["FY2022", "FY2023", "FY2024"]),
        ("Sales were $5 million (2023: $4 million) in 2024.", ["FY2024", "FY2023"]),
        ("Sales for 2024, 2023 and 2022: $5, $4, $3.", ["FY2024", "FY2023", "FY2022"]),
        ("Sales rose from $4 million to $5 million between 2022 and 2024.", ["FY2022", "FY2024"]),
        ("Sales were $5 million in 2024 ($4 million in 2023), up 25%.", ["FY2024", "FY2023", "FY2024"]),
        ("Sales were $5 million, while costs came to $3 million in 2024.", ["FY2024", "FY2024"]),
    ],
)
def test_periods_before_figures_in_brackets_and_at_the_end_are_placed(sentence: str, expected: list[str]) -> None:
    """A period that opens a figure is not that of the one before, and one in brackets stays there."""
    assert own(sentence) == expected


def test_two_years_before_a_figure_leave_it_open() -> None:
    """Nothing says which of two years that lead to a figure is its own."""
    sentence = "In 2023, unlike in 2024, sales were $5 million."
    readings = figures(sentence)
    placed = attributed(sentence, readings, mentions(sentence, readings))

    assert [placed[r.start].unclear for r in readings if r.start in placed] == [True]


def test_a_change_between_two_periods_is_measured_from_the_first() -> None:
    """What grew between A and B is of B, compared with A."""
    sentence = "Sales grew by $5 million between the end of fiscal 2022 and the end of fiscal 2024."

    assert (own(sentence), base(sentence)) == (["FY2024"], ["FY2022"])


@pytest.mark.parametrize("money", ["$", "C$", "HK$", "CHF ", "SEK ", "£", "₹"])
def test_a_base_is_read_in_any_currency(money: str) -> None:
    """A change that goes "to … from …" has its year and its base, whatever the currency's sign."""
    sentence = f"Revenue rose 8.4% in fiscal 2022, to {money}947.4 million from {money}873.6 million in fiscal 2021."

    assert own(sentence) == ["FY2022", "FY2022", "FY2021"]
    assert base(sentence)[0] == "FY2021"
