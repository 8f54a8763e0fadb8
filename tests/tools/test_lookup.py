"""A search is filtered by what is asked for, shares its places, and says what the home lacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tieout.ports import SearchQuery, Snapshot
from tieout.tools.home import Home
from tieout.tools.ingest import ingest
from tieout.tools.lookup import left_out, look_up, missing_note, search_results

COMPANIES = (("Acme Anvils Inc", "0000000001", "ACM"), ("Holt Marine Ltd", "0000000002", "HMR"))


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    """Two companies with the reports of three years each, five passages a report."""
    for company, cik, ticker in COMPANIES:
        for year in ("2021", "2022", "2023"):
            lines = "\n".join(f"{company} sold {number} crates of goods in {year}." for number in range(5))
            stem = f"{ticker}-{year}"
            write_filing(tmp_path / "files", stem, text=lines, company=company, cik=cik, ticker=ticker, year=year)
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        ingest(home, [tmp_path / "files"], reader=read_filing)
        with home.snapshot() as opened:
            yield opened


def documents(snapshot: Snapshot, question: str, k: int = 5) -> list[str]:
    """The documents of the places found, in their order."""
    return [one.document for one in search_results(snapshot, SearchQuery(text=question, k=k))]


def test_company_and_year_are_filters(snapshot: Snapshot) -> None:
    """Only the report of the year asked for is searched."""
    assert set(documents(snapshot, "How many crates did Holt Marine sell in 2022?")) == {"HMR-2022"}


def test_without_a_year_all_reports_of_the_company_are_searched(snapshot: Snapshot) -> None:
    """No report of another company is."""
    found = documents(snapshot, "How many crates did Holt Marine sell?", k=15)

    assert set(found) == {"HMR-2021", "HMR-2022", "HMR-2023"}


def test_a_question_over_time_gives_each_report_its_turn(snapshot: Snapshot) -> None:
    """The first places are those of as many documents, the newest first."""
    found = documents(snapshot, "How did the crates that Acme Anvils sold change over time?", k=4)

    assert found == ["ACM-2023", "ACM-2022", "ACM-2021", "ACM-2023"]


def test_two_companies_share_the_places(snapshot: Snapshot) -> None:
    """A comparison shows one of each in turn."""
    found = documents(snapshot, "Which company sold more crates in 2023: Acme Anvils or Holt Marine?", k=4)

    assert found == ["ACM-2023", "HMR-2023", "ACM-2023", "HMR-2023"]


def test_an_absent_company_finds_nothing(snapshot: Snapshot) -> None:
    """Pages of other companies are no answer, and what is missing is said."""
    looked = look_up(snapshot, SearchQuery(text='How many crates did "Quill Freight plc" sell in 2022?'))

    assert looked.results == ()
    assert looked.missing == {"companies": ["Quill Freight plc"], "years": []}
    assert missing_note(looked) == (
        "no document of 'Quill Freight plc' is indexed; `tieout status` lists what is indexed"
    )


def test_an_absent_year_is_said_and_the_company_still_shown(snapshot: Snapshot) -> None:
    """The results are the company's other reports."""
    looked = look_up(snapshot, SearchQuery(text="How many crates did Acme Anvils sell in 2031?", k=15))

    assert {one.document[:3] for one in looked.results} == {"ACM"}
    assert looked.missing == {"companies": [], "years": ["2031"]}
    assert missing_note(looked) == ("no document of Acme Anvils Inc covers 2031; `tieout status` lists what is indexed")


def test_a_guessed_company_is_filled_up_with_others(snapshot: Snapshot) -> None:
    """Where a name is only nearly one of the home's, its few pages come first and the rest is searched too."""
    found = documents(snapshot, 'How many crates did "Acme Anwils" sell in 2022?', k=8)

    assert found[:5] == ["ACM-2022"] * 5
    assert len(set(found)) > 1


def test_what_is_there_is_not_said_to_be_missing(snapshot: Snapshot) -> None:
    """A question about companies and years of the home has no note."""
    looked = look_up(snapshot, SearchQuery(text="How many crates did Acme Anvils sell in 2022?"))

    assert (looked.missing, missing_note(looked)) == ({}, None)


def test_a_filter_of_the_query_is_kept(snapshot: Snapshot) -> None:
    """A caller who names documents gets those, whatever the question names."""
    found = search_results(snapshot, SearchQuery(text="Acme Anvils in 2022", documents=("HMR-2021",)))

    assert {one.document for one in found} == {"HMR-2021"}


def test_documents_of_unknown_date_are_named(tmp_path: Path) -> None:
    """Five of them by name and the others counted; none where every date is known, or they are another company's."""
    for number in range(7):
        write_filing(tmp_path / "files", f"u{number}", rows={"Net sales": f"{number}"})
    write_filing(tmp_path / "files", "dated", filed="2025-02-01", cik="0000000002")
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        ingest(home, [tmp_path / "files"], reader=read_filing)
        with home.snapshot() as snapshot:
            assert left_out(snapshot) == (
                "left out, for their filing date is not known: u0, u1, u2, u3, u4 and 2 more; "
                "`tieout ingest --filed DATE` gives it"
            )
            assert left_out(snapshot, {"0000000002"}) is None
