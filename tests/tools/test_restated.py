"""Two filings that state one figure differently are told apart from two that agree."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tieout.fact import Fact, FactQuery
from tieout.ports import Snapshot
from tieout.tools.home import Home
from tieout.tools.ingest import ingest
from tieout.tools.restated import Restated, restatements

REASON = "Prior period amounts have been reclassified to conform to the current presentation."


@pytest.fixture(name="snapshot")
def _snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    """Three filings of one year: the first, one that repeats and changes it, and one that repeats the change."""
    files = tmp_path / "files"
    first = {"Net sales": "100", "Net income": "10", "Cash flow": "-5", "Tax": "3", "Accrued bonus": "7"}
    second = {"Net sales": "90", "Net income": "10", "Cash flow": "5", "Tax": "2"}
    write_filing(files, "z-first", rows=first, filed="2025-02-01")
    write_filing(files, "m-second", rows=second, filed="2026-02-01")
    write_filing(files, "a-third", rows=second | {"Tax": "2"}, filed="2027-02-01", text=REASON)
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        ingest(home, [files], reader=read_filing)
        with home.snapshot() as snapshot:
            yield snapshot


def stated(snapshot: Snapshot, label: str, document: str) -> Fact:
    return next(f for f in snapshot.facts(FactQuery(documents=(document,))) if f.label == label)


def found(snapshot: Snapshot, label: str, document: str, as_of: date | None = None) -> Restated | None:
    return next(iter(restatements(snapshot, [stated(snapshot, label, document)], as_of=as_of)), None)


def test_both_statements_and_the_reason(snapshot: Snapshot) -> None:
    """The new one, the first one, and the reason of the first filing with the new value that gives one."""
    one = found(snapshot, "Net sales", "m-second")

    assert one is not None
    assert (one.now.printed, one.now.document, one.before.printed, one.before.document) == (
        "90", "m-second", "100", "z-first",
    )  # fmt: skip
    assert one.cause is not None
    assert (one.cause.text, one.cause.locator.document) == (REASON, "a-third")


def test_what_was_not_known_yet_is_not_told(snapshot: Snapshot) -> None:
    """As of a day, later filings neither restate nor explain."""
    assert found(snapshot, "Net sales", "z-first", date(2026, 1, 31)) is None
    one = found(snapshot, "Net sales", "m-second", date(2026, 2, 1))
    assert one is not None
    assert one.cause is None


def test_agreement_and_a_lone_statement_are_no_restatement(snapshot: Snapshot) -> None:
    """The same value in every filing, or one filing only."""
    assert found(snapshot, "Net income", "z-first") is None
    assert found(snapshot, "Accrued bonus", "z-first") is None


def test_another_sign_is_a_slip(snapshot: Snapshot) -> None:
    """The same amount with the opposite sign was not changed, and no reason is looked for."""
    one = found(snapshot, "Cash flow", "a-third")

    assert one is not None
    assert (one.is_slip, one.cause) == (True, None)
