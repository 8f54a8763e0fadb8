"""Facts by the size of their values: what a figure may print is always among those that are about as large."""

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.tools.figures.small import fact
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import in_print
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.sized import Sized

_VALUES = st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent), st.integers(-99_999, 99_999), st.integers(-4, 12)
)


def about(values: Sequence[str], printed: str, *, unit: str = "USD") -> list[str]:
    """The values of the facts that a figure may print."""
    (at,) = figures(printed)
    found = Sized(fact(value, unit=unit, decimals=None) for value in values).about(at)
    return [str(one.value) for one in found]


def test_a_figure_may_print_what_rounds_to_it_and_its_negative() -> None:
    """Signs are left aside, the order of the facts is kept, and what is elsewhere is not there."""
    found = about(["-5040000000", "7000000000", "4960000000", "5300000000"], "$5.0 billion")

    assert found == ["-5040000000", "4960000000"]


def test_a_percentage_may_print_a_share_of_one() -> None:
    """A rate that is tagged as 0.253 is printed as 25.3 %."""
    assert about(["0.253", "0.3", "25.3"], "25.3%", unit="pure") == ["0.253", "25.3"]


def test_a_printed_zero_may_print_what_is_less_than_its_last_digit() -> None:
    """There is room for little amounts, and none for what would be printed as another figure."""
    assert about(["0", "100"], "$0 million") == ["0", "100"]
    assert about(["0", "2000000000"], "$0 million") == ["0"]


@given(st.lists(_VALUES, max_size=8), _VALUES, st.integers(-4, 12), st.sampled_from(["USD", "percent", "pure"]))
def test_no_fact_that_agrees_with_a_figure_is_left_out(
    values: list[Decimal], printed: Decimal, exponent: int, unit: str
) -> None:
    """Whatever the values, the print, its precision and its unit, in a sign or the other."""
    facts = [fact(str(value), unit="pure" if unit != "USD" else "USD", decimals=None) for value in values]
    at = Reading(text="", start=0, end=0, value=printed, precision=Decimal(1).scaleb(exponent), unit=unit)
    sized = Sized(facts)

    agreeing = [
        one
        for one in facts
        if (exact := in_print(one, at)) is not None and agrees(abs(printed), at.precision, abs(exact))
    ]

    assert [one for one in sized.about(at) if one in agreeing] == agreeing
