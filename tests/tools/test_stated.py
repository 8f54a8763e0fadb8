"""Kept facts and figures of prose in one list."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tieout.fact import FactQuery
from tieout.tools.home import Home
from tieout.tools.stated import stated_facts
from tieout.tools.textual import SENTENCE


@pytest.fixture(scope="module")
def home(demo_home: Path) -> Home:
    """The demo home."""
    return Home.open(demo_home)


def test_no_figure_twice(home: Home) -> None:
    """A figure of prose is there once: as its tag where it has one, else as text; no two facts share a place."""
    with home.snapshot() as snapshot:
        facts = stated_facts(snapshot, FactQuery(limit=100_000))
    tagged = {(f.document, f.locator.start) for f in facts if f.origin == "xbrl" and f.locator.start is not None}
    prose = [f for f in facts if f.origin == "text"]
    places = Counter((f.document, f.locator.start, f.locator.end) for f in prose)

    assert len(prose) > 0
    assert set(places.values()) == {1}
    assert not any((f.document, at) in tagged for f in prose for at in range(f.locator.start or 0, f.locator.end or 0))


def test_origins(home: Home) -> None:
    """Only what is asked for is read, and the kept facts stand first."""
    with home.snapshot() as snapshot:
        text = stated_facts(snapshot, FactQuery(origins=("text",), limit=100_000))
        tags = stated_facts(snapshot, FactQuery(origins=("xbrl",), limit=100_000))
        everything = stated_facts(snapshot, FactQuery(limit=100_000))

    assert {f.origin for f in text} == {"text"}
    assert {f.concept for f in text} == {SENTENCE}
    assert {f.origin for f in tags} == {"xbrl"}
    assert everything[-len(text) :] == text


def test_filters(home: Home) -> None:
    """Concept, labels, days, documents and the limit hold for prose too; an unknown date is left out under `as_of`."""
    with home.snapshot() as snapshot:
        text = stated_facts(snapshot, FactQuery(origins=("text",), limit=100_000))
        one = text[0]
        same = FactQuery(origins=("text",), documents=(one.document,), labels=(one.label,), end=one.period.end)
        by_concept = FactQuery(concepts=("us-gaap:Assets",), limit=100_000)

        assert one in stated_facts(snapshot, same)
        assert {f.origin for f in stated_facts(snapshot, by_concept)} == {"xbrl"}
        assert len(stated_facts(snapshot, FactQuery(origins=("text",), limit=3))) == 3
        assert stated_facts(snapshot, FactQuery(origins=("text",), as_of=date(1999, 1, 1))) == ()
        assert stated_facts(snapshot, FactQuery(ids=(one.id,))) == ()
