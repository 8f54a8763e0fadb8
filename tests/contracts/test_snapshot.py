"""What every snapshot of a home does, as the graph relies on it."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tests.searching import ENGINES, segments_of
from tieout.errors import NotThereError
from tieout.fact import FactQuery
from tieout.ports import SearchQuery, Snapshot
from tieout.tools.home import Home
from tieout.tools.ingest import ingest


@pytest.fixture(params=["plain", *ENGINES])
def snapshot(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Snapshot]:
    """Two filings, on an index without engine and on each that there is."""
    write_filing(tmp_path / "files", "acme", text="Acme makes anvils.\nAcme has 12 employees.", filed="2024-02-01")
    write_filing(tmp_path / "files", "beta", company="Beta", cik="0000000002", text="Beta sells lemonade.")
    engine = nullcontext(PlainSegments()) if request.param == "plain" else segments_of(request.param)
    with engine as segments, Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=segments) as home:
        ingest(home, [tmp_path / "files"], reader=read_filing)
        with home.snapshot() as snapshot:
            yield snapshot


def test_hits_are_passages_best_first(snapshot: Snapshot) -> None:
    """Every hit opens as a passage of an indexed document; scores fall."""
    hits = snapshot.search(SearchQuery(text="Beta sells lemonade", k=3))
    passages = snapshot.passages([hit.passage for hit in hits])

    assert passages[hits[0].passage].text == "Beta sells lemonade."
    assert len(passages) == len(hits) == 3
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_search_stays_within_its_documents_and_its_number(snapshot: Snapshot) -> None:
    """Filters hold, and k is the most that comes back."""
    hits = snapshot.search(SearchQuery(text="lemonade", k=1, documents=("acme",)))

    assert [snapshot.passages([hit.passage])[hit.passage].document for hit in hits] == ["acme"]


def test_unknown_names_are_absent_or_an_error(snapshot: Snapshot) -> None:
    """Unknown passages are left out; unknown documents and tables raise."""
    assert snapshot.passages(["x"]) == {}
    assert snapshot.passages([]) == {}
    assert snapshot.labels("x") == ()
    with pytest.raises(NotThereError):
        snapshot.document("x")
    with pytest.raises(NotThereError):
        snapshot.table("acme", 5)


def test_every_locator_opens(snapshot: Snapshot) -> None:
    """Facts and passages quote what they say, and what is around contains it."""
    for fact in snapshot.facts(FactQuery()):
        assert snapshot.quote(fact.locator) == fact.printed
        assert fact.printed in snapshot.around(fact.locator)
    for hit in snapshot.search(SearchQuery(text="anvils", k=9)):
        passage = snapshot.passages([hit.passage])[hit.passage]
        assert snapshot.quote(passage.locator) == passage.text
