"""Figures are on one accounting basis only where filings show it."""

from decimal import Decimal

import pytest

from tests.tools.figures.small import fact
from tieout.fact import Fact
from tieout.tools.figures.versions import Unjoined, finest, one_version


def said(millions: str, document: str = "d") -> Fact:
    """A statement of a figure."""
    return fact(str(Decimal(millions) * 1000000)).model_copy(update={"printed": millions, "document": document})


@pytest.mark.parametrize(
    ("printed", "value", "decimals", "accuracy"),
    [
        ("391,035", "391035000000", -6, -6),
        ("(1,234)", "-1234000000", -6, -6),
        ("2.8", "2800000000", -6, -8),
        ("2.8", "2800000000", -8, -8),
        ("0.4", "400000000", None, -8),
        ("6.13", "6.13", 2, 2),
        ("—", "0", -6, -6),
        ("none at all", "5", None, 99),
    ],
)
def test_a_figure_is_no_more_accurate_than_it_is_printed(
    printed: str, value: str, decimals: int | None, accuracy: int
) -> None:
    """Whatever its tag claims."""
    one = fact(value, decimals=decimals).model_copy(update={"printed": printed})

    assert finest(one) == accuracy


def test_the_most_accurate_statement_is_taken() -> None:
    """Of the same accuracy, the first that was made."""
    round_one, first, again = said("2.8e3"), said("2812", "first"), said("2812", "again")
    round_one = round_one.model_copy(update={"printed": "2.8"})

    assert one_version([[(2025, round_one), (2024, again), (2023, first)]], "x") == ((first,), ())


def test_what_changed_must_have_changed_everywhere() -> None:
    """New with new; nothing where one figure was restated and the other repeated."""
    year = [(2025, said("120")), (2024, said("100"))]
    both, repeated = [(2025, said("95")), (2024, said("90"))], [(2025, said("90")), (2024, said("90"))]

    assert [f.value for f in one_version([year, both], "x")[0]] == [Decimal(120000000), Decimal(95000000)]
    with pytest.raises(Unjoined, match="restated from 100"):
        one_version([year, repeated], "x")
    with pytest.raises(Unjoined, match="not all stated on the same basis"):
        one_version([year, [(2024, said("90"))]], "x")


def test_figures_of_filings_that_never_meet_are_assumed_to_agree() -> None:
    """With a note, unless a third figure connects them."""
    old, new = [(2023, said("5"))], [(2024, said("6"))]

    assert one_version([old, new], "sales")[1] == (
        "sales is taken to be on one basis: no indexed filings of one year state all of its periods",
    )
    assert one_version([old, new, [(2024, said("4")), (2023, said("4"))]], "sales")[1] == ()
