"""What a sentence says besides what it names."""

from tests.tools.figures.small import ACME, VOCABULARY, fact
from tieout.fact import Dimension, Fact
from tieout.tools.figures.hearing import Hearing
from tieout.tools.figures.remainder import Remainder, remainder

RAIL = fact(
    "3000000000",
    dimensions=(Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:RailMember", label="Rail"),),
)
ODD = fact("77000000", concept="acm:Anvils", label="Anvils on hand")


def left(text: str, *facts: Fact) -> Remainder:
    return remainder(Hearing(facts, (ACME,), VOCABULARY).said(text))


def test_what_is_left_over_is_told_with_its_kind() -> None:
    """Unknown words, unknown names and words of movement stand apart; a known row label is explained."""
    text = "Tesla and Acme Corp’s revenue fell, sadly, in “Anvils on hand” and “Widgets” of $5 million in fiscal 2024."
    rest = left(text, ODD)

    assert rest.names == ("Tesla", "Widgets")
    assert rest.words == ("Tesla", "sadly", "Widgets")
    assert rest.moves == {"fell"}


def test_a_part_that_no_figure_is_of_is_left_over() -> None:
    """A segment is explained where a figure is the segment's, not where it only stands in the sentence."""
    assert left("Acme Corp’s revenue of Rail was $3 million in fiscal 2024.", RAIL).words == ()
    assert left("Rail; Acme Corp’s revenue was $5 million in fiscal 2024.", RAIL).names == ("Rail",)


def test_a_row_label_that_no_figure_is_of_is_left_over() -> None:
    """Words of a row label without quotation marks are explained where a figure is of that row."""
    assert left("Acme Corp’s anvils on hand were $77 million in fiscal 2024.", ODD).words == ()
    assert left("Anvils on hand aside, Acme Corp’s revenue was $5 in fiscal 2024.", ODD).words == (
        "Anvils",
        "hand",
        "aside",
    )


def test_the_day_of_a_period_is_explained() -> None:
    """Weeks and a date behind a period say which period it is."""
    assert left("Acme Corp’s revenue was $5 in fiscal 2024 (53 weeks ended December 28, 2024).").words == ()
