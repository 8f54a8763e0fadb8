"""Figures of prose are facts named by their place, and only by a place where such a figure stands."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.figures.small import ACME, PROSE, StaticSnapshot, span
from tieout.tools.home import Home
from tieout.tools.textual import facts_by_id, quoted_facts, sentence_around, text_fact, text_id

STAFF = "At the end of fiscal 2024 Acme had approximately 164,000 full-time employees."
SNAPSHOT = StaticSnapshot([ACME])
AT = PROSE.index("164,000")


def test_a_figure_of_prose_is_a_fact_of_its_place() -> None:
    """Value, printed text, period and label come from the text alone; the locator opens to the figure."""
    fact = text_fact(SNAPSHOT, "acm-2024", AT, AT + 7)

    assert fact is not None
    assert (fact.value, fact.printed, fact.period.end, fact.origin) == (
        Decimal(164000),
        "164,000",
        date(2024, 12, 31),
        "text",
    )
    assert fact.label == STAFF
    assert SNAPSHOT.quote(fact.locator) == "164,000"


def test_its_id_gives_it_back() -> None:
    """The fact is read again from its place, and is the same."""
    fact = text_fact(SNAPSHOT, "acm-2024", AT, AT + 7)
    name = text_id("acm-2024", AT, AT + 7)

    assert facts_by_id(SNAPSHOT, [name, "unknown"]) == {name: fact}


@pytest.mark.parametrize(("low", "high"), [(0, 3), (0, 6), (0, 8), (1, 7), (-1, 7), (3, 3), (100_000, 100_007)])
def test_a_place_that_is_not_exactly_a_figure_names_nothing(low: int, high: int) -> None:
    """Half a number, a number with its neighbour, an empty range, and a range behind the end."""
    assert text_fact(SNAPSHOT, "acm-2024", AT + low, AT + high) is None


def test_what_is_no_figure_names_nothing() -> None:
    """A year is a period, not a figure."""
    year = PROSE.index("2024")

    assert text_fact(SNAPSHOT, "acm-2024", year, year + 4) is None


def test_a_quotations_facts_come_in_its_order() -> None:
    """Every figure of the quoted range, and none of another one."""
    assert [f.printed for f in quoted_facts(SNAPSHOT, span("acm-2024", STAFF))] == ["164,000"]
    assert quoted_facts(SNAPSHOT, span("acm-2024", "Acme makes anvils.")) == ()


def test_a_quotation_that_cuts_a_number_states_nothing() -> None:
    """Half of a number is not the source's figure."""
    cut = span("acm-2024", "Acme had approximately 164")

    assert quoted_facts(SNAPSHOT, cut) == ()


def test_the_sentence_of_a_place_is_found() -> None:
    """The half-open range of the sentence."""
    low, high = sentence_around(PROSE, AT, AT + 7)

    assert PROSE[low:high].strip() == STAFF


@pytest.mark.parametrize("name", ["text:1:2:nobody", "text:x:y:acm-2024", "text:1", "text:", "text:-5:2:acm-2024"])
def test_an_invented_id_names_nothing(name: str, demo_home: Path) -> None:
    """An id that no place has is absent, in whatever way it is wrong."""
    with Home.open(demo_home).snapshot() as snapshot:
        assert facts_by_id(snapshot, [name]) == {}
