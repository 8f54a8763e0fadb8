"""Facts are kept exactly and found by every field of a query."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tieout.fact import Dimension, Fact, FactQuery
from tieout.period import Instant
from tieout.reading import Reading
from tieout.tools.facts import find_facts, find_labels, label_words
from tieout.tools.home import Home
from tieout.tools.home.writer import writing


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An empty home with an encoder and an index that need nothing."""
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        yield home


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """A filing of two rows."""
    rows = {"Net sales": "391035", "Net cash, long-term": "12"}
    return read_filing(write_filing(tmp_path, "acme", rows=rows, filed="2024-11-01"))


def keep(home: Home, reading: Reading, *facts: Fact) -> None:
    """Put a reading with these facts into the home."""
    full = reading.model_copy(update={"facts": facts or reading.facts, "passages": ()})
    with writing(home) as writer:
        writer.stage(full, (), source=full.document.id)
        writer.publish()


def found(home: Home, **query: object) -> tuple[str, ...]:
    """Printed figures of the facts that agree with a query."""
    with home.database.reading() as connection:
        facts = find_facts(connection, home.generation().number, FactQuery.model_validate(query))
    return tuple(fact.printed for fact in facts)


@pytest.mark.parametrize("value", ["0.1", "-391035000000.000000001", "1E+30", "0.00", "9007199254740993"])
def test_values_come_back_digit_by_digit(home: Home, reading: Reading, value: str) -> None:
    """No value passes through a floating-point number, and trailing zeros stay."""
    fact = reading.facts[0].model_copy(update={"value": Decimal(value)})
    keep(home, reading, fact)

    with home.database.reading() as connection:
        (kept,) = find_facts(connection, 1, FactQuery())
    assert kept == fact
    assert str(kept.value) == value


def test_a_fact_comes_back_with_all_its_meaning(home: Home, reading: Reading) -> None:
    """Absence, dimensions, an instant and an acceptance time survive being kept."""
    fact = reading.facts[0].model_copy(
        update={
            "value": None,
            "absence": "dash",
            "decimals": -6,
            "dimensions": (Dimension(axis="srt:ProductOrServiceAxis", member="acm:AnvilMember", label="Anvils"),),
            "period": Instant(end=date(2024, 9, 28)),
            "known_since": datetime(2024, 11, 1, 6, 1, 36, tzinfo=UTC),
        }
    )
    keep(home, reading, fact)

    with home.database.reading() as connection:
        assert find_facts(connection, 1, FactQuery()) == (fact,)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ("391035", "12")),
        ({"concepts": ("acm:NetSales",)}, ("391035",)),
        ({"concepts": ("acm:NetSales", "acm:Other")}, ("391035",)),
        ({"entities": ("0000000001",)}, ("391035", "12")),
        ({"entities": ("0000000002",)}, ()),
        ({"documents": ("acme",)}, ("391035", "12")),
        ({"documents": ("other",)}, ()),
        ({"labels": ("SALES",)}, ("391035",)),
        ({"labels": ("net", "long-term")}, ("12",)),
        ({"labels": ("sale",)}, ()),
        ({"labels": ("net", "nothing")}, ()),
        ({"labels": ("%",)}, ()),
        ({"labels": ("net",), "entities": ("0000000001",)}, ("391035", "12")),
        ({"fiscal": ("FY2024",)}, ("391035", "12")),
        ({"fiscal": ("FY2023",)}, ()),
        ({"start": date(2024, 1, 1), "end": date(2024, 12, 31)}, ("391035", "12")),
        ({"end": date(2024, 12, 30)}, ()),
        ({"origins": ("xbrl",)}, ("391035", "12")),
        ({"origins": ("text",)}, ()),
        ({"limit": 1}, ("391035",)),
        ({"concepts": ("acm:NetSales",), "labels": ("cash",)}, ()),
    ],
)
def test_filled_fields_must_all_agree(
    home: Home, reading: Reading, query: dict[str, object], expected: tuple[str, ...]
) -> None:
    """An empty field does not restrict; words match whole words, case ignored."""
    keep(home, reading)

    assert found(home, **query) == expected


def test_ids_find_one_fact(home: Home, reading: Reading) -> None:
    """A fact's id opens it again."""
    keep(home, reading)

    assert found(home, ids=(reading.facts[1].id,)) == ("12",)


def test_dimensioned_facts_can_be_left_out(home: Home, reading: Reading) -> None:
    """`undimensioned` leaves only figures of the whole company."""
    segment = Dimension(axis="a", member="m", label="M")
    whole = reading.facts[0]
    part = reading.facts[1].model_copy(update={"dimensions": (segment,)})
    keep(home, reading, part, whole)

    assert found(home, undimensioned=True) == ("391035",)
    assert found(home) == ("12", "391035")


@pytest.mark.parametrize(
    ("known", "day", "expected"),
    [
        (date(2024, 11, 1), date(2024, 11, 1), ("391035",)),
        (date(2024, 11, 1), date(2024, 10, 31), ()),
        (datetime(2024, 11, 1, 23, 59, tzinfo=UTC), date(2024, 11, 1), ("391035",)),
        (datetime(2024, 11, 2, 0, 0, tzinfo=UTC), date(2024, 11, 1), ()),
        (None, date(2099, 1, 1), ()),
    ],
)
def test_as_of_sees_what_was_known_at_the_end_of_the_day(
    home: Home, reading: Reading, known: date | None, day: date, expected: tuple[str, ...]
) -> None:
    """A fact of unknown date is never known as of a date."""
    keep(home, reading, reading.facts[0].model_copy(update={"known_since": known}))

    assert found(home, as_of=day) == expected


def test_facts_are_ordered_by_when_they_became_known(home: Home, reading: Reading) -> None:
    """Earlier first, a day before a time of that day, unknown last, then by place in the document."""
    dates = (None, datetime(2024, 1, 2, 9, tzinfo=UTC), date(2024, 1, 2), date(2023, 1, 1), date(2023, 1, 1))
    facts = [
        reading.facts[0].model_copy(update={"known_since": known, "printed": str(number)})
        for number, known in enumerate(dates)
    ]
    keep(home, reading, *facts)

    assert found(home) == ("3", "4", "2", "1", "0")


def test_labels_are_distinct_and_ordered(home: Home, reading: Reading) -> None:
    """A label printed twice is listed once."""
    keep(home, reading, *reading.facts, reading.facts[0])

    with home.database.reading() as connection:
        labels = find_labels(connection, 1, "0000000001")
        assert find_labels(connection, 1, "0000000002") == ()
    assert labels == (("acm:NetCash,Long-Term", "Net cash, long-term"), ("acm:NetSales", "Net sales"))


def test_words_ignore_punctuation() -> None:
    """Hyphens, commas and case do not tell words apart."""
    assert label_words("Cash, Long-Term (net)") == label_words("cash long term NET")


def test_figures_are_never_kept_as_floating_point_numbers(home: Home, reading: Reading) -> None:
    """No column of any fact holds a REAL."""
    keep(home, reading)

    with home.database.reading() as connection:
        rows = connection.exec_driver_sql("select * from fact").mappings().all()
    assert [name for row in rows for name, value in row.items() if isinstance(value, float)] == []
