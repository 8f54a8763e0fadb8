"""An amendment supersedes what it amends, and says what it changed."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tieout.errors import InputError
from tieout.fact import FactQuery
from tieout.period import FiscalPeriod
from tieout.tools.amended import amended_by, changed, family, is_public, standing
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.home import Home
from tieout.tools.ingest import ingest


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home with a 10-K, its amendment and the 10-K of the year after; no filing date is known."""
    files = tmp_path / "files"
    write_filing(files, "b-10k", rows={"Net sales": "100", "Net income": "10"}, form="10-K")
    write_filing(files, "a-10ka", rows={"Net sales": "100", "Net income": "7", "Tax": "2"}, form="10-K/A")
    write_filing(files, "c-10k", rows={"Net sales": "120"}, form="10-K", year="2025")
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        ingest(home, [files], reader=read_filing)
        yield home


def test_what_is_amended(home: Home) -> None:
    """The filing of the same form and period; an amendment stands after it even where no date is known."""
    with home.snapshot() as snapshot:
        documents = snapshot.documents()
        amendment, original = snapshot.document("a-10ka"), snapshot.document("b-10k")

        assert [one.id for one in amended_by(amendment, documents)] == ["b-10k"]
        assert standing(amendment, documents) == (date(2024, 12, 31), True)
        assert standing(original, documents) == (date(2024, 12, 31), False)


def test_what_it_changed(home: Home) -> None:
    """Changed and added figures are listed with both values; the same ones are not."""
    with home.snapshot() as snapshot:
        found = [
            ((one.after or one.before).label, one.before and one.before.printed, one.after and one.after.printed)  # type: ignore[union-attr]
            for one in changed(snapshot, "a-10ka")
        ]

        assert found == [("Net income", "10", "7"), ("Tax", None, "2")]
        with pytest.raises(InputError, match="amends nothing"):
            changed(snapshot, "b-10k")


def test_an_amendment_without_its_original(tmp_path: Path) -> None:
    """Nothing can be said against a filing that is not indexed."""
    write_filing(tmp_path / "files", "a-10ka", form="10-K/A")
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        ingest(home, [tmp_path / "files"], reader=read_filing)
        with home.snapshot() as snapshot, pytest.raises(InputError, match="is not indexed; ingest it first"):
            changed(snapshot, "a-10ka")


def test_the_amended_value_is_the_answer(home: Home) -> None:
    """The newest statement of a figure is the amendment's, and the original's is known as another one."""
    with home.snapshot() as snapshot:
        documents = {one.id: one for one in snapshot.documents()}
        ledger = Ledger(snapshot.facts(FactQuery()), documents, Vocabulary.load())
    period = FiscalPeriod(year=2024)
    level = ledger.level(Wanted(entity="0000000001", metric=None, words="Net income", period=period, member=None))

    assert level.document == "a-10ka"  # type: ignore[union-attr]
    assert [one.document for one in ledger.restated(level)] == ["b-10k"]  # type: ignore[arg-type]


def test_an_amendment_need_not_repeat_everything(home: Home, tmp_path: Path) -> None:
    """A filing belongs together with its amendments; a second one is compared with all that stood before."""
    write_filing(tmp_path / "more", "d-10ka", rows={"Net sales": "100", "Net income": "6"}, form="10-K/A")
    ingest(home, [tmp_path / "more"], reader=read_filing)
    with home.snapshot() as snapshot:
        documents = snapshot.documents()
        together = {one.id: {other.id for other in family(one, documents)} for one in documents}
        values = [
            (one.before and one.before.printed, one.after and one.after.printed) for one in changed(snapshot, "d-10ka")
        ]

        assert together["b-10k"] == together["a-10ka"] == {"a-10ka", "b-10k", "d-10ka"}
        assert together["c-10k"] == {"c-10k"}
        assert values == [("7", "6")]


def test_the_day_counts_as_a_whole(home: Home) -> None:
    """What was accepted in the evening was public on that day; what has no date never was."""
    with home.snapshot() as snapshot:
        undated = snapshot.document("b-10k")
    evening = undated.model_copy(update={"accepted": datetime(2025, 2, 3, 18, 1)})  # noqa: DTZ001  # the SEC's clock

    assert [is_public(evening, date(2025, 2, day)) for day in (2, 3, 4)] == [False, True, True]
    assert (is_public(undated, date(2030, 1, 1)), is_public(undated, None)) == (False, True)
