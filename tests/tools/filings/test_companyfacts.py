"""The SEC's companyfacts are compared with each filing; the filing is believed and the difference told."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments
from tieout.reading import Reading
from tieout.tools.filings.companyfacts import crosschecked, differences, facts_file
from tieout.tools.home import Home
from tieout.tools.ingest import ingest

TENK = "AAPL_10-K_0000320193-24-000123.html"
"""Apple's annual report of fiscal 2024."""


def altered(shared_data: Path, folder: Path, value: object) -> None:
    """Apple's companyfacts with another value for its net income of fiscal 2024."""
    path = shared_data / "xbrl_api" / "companyfacts" / "CIK0000320193.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    for entry in facts["facts"]["us-gaap"]["NetIncomeLoss"]["units"]["USD"]:
        if entry["accn"] == "0000320193-24-000123" and entry.get("start") == "2023-10-01":
            entry["val"] = value
    target = facts_file(folder, "0000320193")
    target.parent.mkdir(parents=True)
    target.write_text(json.dumps(facts), encoding="utf-8")


@pytest.mark.real
@pytest.mark.parametrize("value", [93736000000, 93700000000])
def test_a_filing_and_its_companyfacts_agree(
    shared_data: Path, read_once: Callable[[Path], Reading], tmp_path: Path, value: int
) -> None:
    """Of 431 figures of Apple's annual report none differs, also where one is the other with fewer digits."""
    altered(shared_data, tmp_path, value)
    reading = read_once(shared_data / "filings" / "10-K" / TENK)

    assert differences(reading, tmp_path) == ()
    assert crosschecked(reading, tmp_path) == (reading, "")


@pytest.mark.real
def test_a_difference_is_told_and_changes_no_fact(
    shared_data: Path, read_once: Callable[[Path], Reading], tmp_path: Path
) -> None:
    """Another net income there is one difference; the document notes it, and the filing's facts stay as they are."""
    altered(shared_data, tmp_path, 94736000000)
    reading = read_once(shared_data / "filings" / "10-K" / TENK)

    (difference,) = differences(reading, tmp_path)
    checked, note = crosschecked(reading, tmp_path)

    assert difference.fact.concept == "us-gaap:NetIncomeLoss"
    assert (difference.fact.value, difference.there) == (Decimal(93736000000), Decimal(94736000000))
    assert difference.fact.period.end == date(2024, 9, 28)
    assert "is 93,736,000,000 USD in the filing and 94,736,000,000 there" in note
    assert checked.document.notes == (*reading.document.notes, note)
    assert checked.facts == reading.facts


@pytest.mark.real
def test_an_ingestion_reports_and_keeps_the_difference(shared_data: Path, tmp_path: Path) -> None:
    """The report names the document and the difference, and the kept document has it among its notes."""
    folder = tmp_path / "downloads"
    altered(shared_data, folder, 94736000000)
    path = folder / "AAPL_10-K_0000320193-24-000123.htm"
    path.write_bytes((shared_data / "filings" / "10-K" / TENK).read_bytes())

    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        report = ingest(home, [path])
        (kept,) = home.documents()
        again = ingest(home, [path])

    ((document, note),) = report.differing
    assert document == path.stem
    assert "94,736,000,000 there" in note
    assert note in kept.document.notes
    assert again.differing == ()


@pytest.mark.real
@pytest.mark.parametrize("content", [b"{", b'{"facts": {"us-gaap": []}}', b"[1]", b""])
def test_broken_companyfacts_say_nothing(
    shared_data: Path, read_once: Callable[[Path], Reading], tmp_path: Path, content: bytes
) -> None:
    """A file that is not a company's facts, and one that is not there, check nothing and break nothing."""
    reading = read_once(shared_data / "filings" / "10-K" / TENK)
    assert differences(reading, tmp_path) == ()
    target = facts_file(tmp_path, "0000320193")
    target.parent.mkdir()
    target.write_bytes(content)

    assert differences(reading, tmp_path) == ()
