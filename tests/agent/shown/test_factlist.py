"""Rows of `tieout facts`."""

from datetime import date
from pathlib import Path

import pytest

from tieout.agent.shown.factlist import fact_rows, period_row
from tieout.errors import InputError, NotThereError
from tieout.period import Duration, Instant
from tieout.tools.home import Home

DOOR = "concept label value unit period dimensions decimals printed origin document accession known_since locator"


@pytest.fixture(scope="module")
def home(demo_home: Path) -> Home:
    """The demo home."""
    return Home.open(demo_home)


def test_keys(home: Home) -> None:
    """A row has the stable keys, and after them what else is known of the figure."""
    assert list(next(fact_rows(home))) == [*DOOR.split(), "modality", "measure", "scope"]


def test_origins_and_modalities(home: Home) -> None:
    """Both filters hold, alone and together."""
    text = list(fact_rows(home, origins=["text"]))
    both = list(fact_rows(home, origins=["text", "table"]))
    reported = list(fact_rows(home, origins=["text", "table"], modalities=["reported"]))

    assert {row["origin"] for row in text} == {"text"}
    assert reported == [row for row in both if row["modality"] == "reported"]
    assert len(reported) > 0


def test_concept(home: Home) -> None:
    """A bare or a whole concept name; figures of prose have one of their own."""
    bare, whole = (list(fact_rows(home, concept=name)) for name in ("netincomeloss", "us-gaap:NetIncomeLoss"))

    assert bare == whole
    assert {row["origin"] for row in bare} == {"xbrl"}
    assert {row["origin"] for row in fact_rows(home, concept="sentence")} == {"text"}


def test_wrong_words(home: Home) -> None:
    """An origin or a modality that is none, and a company that is not indexed, are refused by name."""
    with pytest.raises(InputError, match=r"'prose' is no origin; there are: xbrl, table, text"):
        next(fact_rows(home, origins=["prose"]))
    with pytest.raises(InputError, match=r"'likely' is no modality"):
        next(fact_rows(home, modalities=["likely"]))
    with pytest.raises(NotThereError, match=r"no filing of 'ZZZZ' is indexed"):
        next(fact_rows(home, ticker="ZZZZ"))


def test_period() -> None:
    """A stretch has two days, an instant one, and a period that nothing says none."""
    end = date(2024, 12, 31)

    assert period_row(Duration(start=date(2024, 1, 1), end=end)) == {"start": "2024-01-01", "end": "2024-12-31"}
    assert period_row(Instant(end=end)) == {"start": None, "end": "2024-12-31"}
    assert period_row(Instant(end=end, is_assumed=True)) == {"start": None, "end": None}
