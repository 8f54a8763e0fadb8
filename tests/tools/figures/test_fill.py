"""A claim's sentence is filled by code, and remembers where each value stands."""

import pytest

from tests.tools.figures.small import claim, fact
from tieout.claim import Slot, Style
from tieout.tools.figures.calculate import percent_change
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.fill import fill

NOW, BEFORE = fact("5000000000"), fact("4000000000", year=2023)
RATE = fact("0.241", unit="pure", decimals=3)
NIL = fact("1").model_copy(update={"id": "nil", "value": None, "absence": "nil"})
FACTS = {f.id: f for f in (NOW, BEFORE, RATE, NIL)}


def test_every_gap_is_filled_where_it_stands() -> None:
    """Values are printed in the house style; their places are ranges of the finished sentence."""
    filled = fill(
        claim(
            "Up {p} to {now}, from {before}; {now} again.",
            p=Slot(calculation=percent_change(NOW, BEFORE), style="magnitude"),
            now=Slot(fact=NOW.id),
            before=Slot(fact=BEFORE.id),
        ),
        FACTS,
    )

    assert filled.sentence == "Up 25.0% to $5,000 million, from $4,000 million; $5,000 million again."
    assert filled.sentence[slice(*filled.places["p"])] == "25.0%"
    assert filled.sentence[slice(*filled.places["before"])] == "$4,000 million"


@pytest.mark.parametrize(
    ("style", "printed"), [("auto", "$5,000 million"), ("exact", "$5,000,000,000"), ("plain", "5,000,000,000")]
)
def test_styles_print_the_same_value(style: Style, printed: str) -> None:
    """At the source's precision, with all digits, or without its unit."""
    assert fill(claim("{v}", v=Slot(fact=NOW.id, style=style)), FACTS).sentence == printed


def test_a_fraction_is_printed_as_a_percentage_where_that_is_asked() -> None:
    """0.241 is 24.1%."""
    assert fill(claim("{v}", v=Slot(fact=RATE.id, style="percent")), FACTS).sentence == "24.1%"


@pytest.mark.parametrize(("name", "reason"), [("unknown", "no_source"), ("nil", "not_meaningful")])
def test_what_has_no_value_fills_nothing(name: str, reason: str) -> None:
    """A fact that is not there, and one without a value."""
    with pytest.raises(NotDerivable) as caught:
        fill(claim("{v}", v=Slot(fact=name)), FACTS)

    assert caught.value.reason == reason
