"""Periods of a grid are read as an analyst types them."""

from datetime import date

import pytest

from tieout.agent.grid.gridperiods import periods_of
from tieout.document import Document, Entity
from tieout.errors import InputError


def report(ticker: str, year: int, form: str = "10-K", span: str = "FY") -> Document:
    entity = Entity(cik=f"{sum(map(ord, ticker)):010}", ticker=ticker, name=ticker)
    return Document.model_validate(
        {
            "id": f"{ticker}-{year}-{span}", "entity": entity, "kind": "filing", "title": form, "form": form,
            "fiscal_year": year, "fiscal_period": span, "period_end": date(year, 12, 31), "content_hash": "0" * 64,
        }
    )  # fmt: skip


def labels(text: str, *documents: Document, quarterly: bool = False) -> list[str]:
    texts = [text] if text else []
    return [p.label for p in periods_of(texts, documents, quarterly=quarterly, as_of=None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-2023", ["FY2021", "FY2022", "FY2023"]),
        ("2021,2023", ["FY2021", "FY2023"]),
        ("FY21-23", ["FY2021", "FY2022", "FY2023"]),
        ("2022 to 2023", ["FY2022", "FY2023"]),
        ("2019..2020", ["FY2019", "FY2020"]),
        ("fiscal 2023", ["FY2023"]),
        ("Q1 2023 - Q2 2023", ["Q1 2023", "Q2 2023"]),
        ("Q3 2023 - Q2 2024", ["Q3 2023", "Q4 2023", "Q1 2024", "Q2 2024"]),
        ("Q1-Q3 2024", ["Q1 2024", "Q2 2024", "Q3 2024"]),
        ("2024Q1; 2Q24", ["Q1 2024", "Q2 2024"]),
        ("9M 2023", ["9M 2023"]),
    ],
)
def test_what_is_typed_is_what_is_meant(text: str, expected: list[str]) -> None:
    """Years, quarters, ranges of both, and their short forms."""
    assert labels(text) == expected


def test_a_year_can_be_shown_by_its_quarters() -> None:
    """Quarterly turns a year into four columns and leaves quarters as they are."""
    assert labels("2023, Q1 2024", quarterly=True) == ["Q1 2023", "Q2 2023", "Q3 2023", "Q4 2023", "Q1 2024"]


def test_the_usual_years_end_where_half_of_the_companies_report() -> None:
    """One company that is ahead of the others does not make columns that are empty for all but one."""
    assert labels("", report("A", 2025), report("B", 2023), report("C", 2023)) == ["FY2021", "FY2022", "FY2023"]
    assert labels("latest", report("A", 2025), report("B", 2025), report("C", 2023)) == ["FY2025"]


def test_the_last_quarters_end_with_the_newest_report() -> None:
    """A 10-K's year end is a fourth quarter."""
    known = (report("A", 2023), report("A", 2024, "10-Q", "Q1"))

    assert labels("last 3 quarters", *known) == ["Q3 2023", "Q4 2023", "Q1 2024"]


@pytest.mark.parametrize("text", ["Q5 2023", "the other day", "2023-2021", "1900-2023"])
def test_what_is_no_period_is_refused(text: str) -> None:
    """An impossible, unknown, reversed or endless range is an error, never another period."""
    with pytest.raises(InputError):
        labels(text)


def test_an_empty_home_has_no_latest_year() -> None:
    """Nothing says which years there are: the message asks for them."""
    with pytest.raises(InputError, match="--years"):
        labels("")
