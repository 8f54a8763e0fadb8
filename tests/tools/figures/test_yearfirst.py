"""A quarter that follows its year at once is the quarter of that year, not the year and some quarter."""

import pytest

from tieout.tools.figures.periods import mentions


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sales in fiscal 2024 Q3", ["Q3 of fiscal 2024"]),
        ("FY23's fourth quarter", ["Q4 of fiscal 2023"]),
        ("2024-Q1 revenue", ["Q1 of fiscal 2024"]),
        ("FY2024 first nine months", ["the first nine months of fiscal 2024"]),
        ("2023 second half", ["the second half of fiscal 2023"]),
        ("Q3 2024 against Q3 2023", ["Q3 of fiscal 2024", "Q3 of fiscal 2023"]),
        ("net income for the twelve months ended Q1 2024", ["the trailing twelve months to Q1 of fiscal 2024"]),
    ],
)
def test_year_and_quarter_are_one_period(text: str, meant: list[str]) -> None:
    """The order of year and quarter does not change which period is meant."""
    assert [p.words for m in mentions(text) for p in m.periods] == meant


def test_a_comma_keeps_them_apart() -> None:
    """With a comma "In 2023, third quarter sales" names a year, and a quarter whose year is not said."""
    assert [(m.kind, len(m.periods)) for m in mentions("in 2023, third quarter sales")] == [("year", 1), ("quarter", 0)]


def test_to_date_keeps_its_own_place() -> None:
    """Of "YTD fiscal 2023 Q2" the quarter gets the year, and "YTD" stands alone before it."""
    found = mentions("capex YTD fiscal 2023 Q2")
    assert [m.text for m in found] == ["YTD", "fiscal 2023 Q2"]
    assert [p.words for p in found[1].periods] == ["Q2 of fiscal 2023"]
