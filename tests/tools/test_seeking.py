"""What is looked for first, and what is changed when it was not enough."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.ports import Snapshot
from tieout.question import MetricAsked, Spoken, SubQuestion
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.home import Home
from tieout.tools.ingest import ingest
from tieout.tools.seeking import LAST, Look, first_looks, more_looks, steps, taken

ACME = Entity(cik="0000000001", ticker="ACM", name="Acme Corp")
VOCABULARY = Vocabulary.load()


@pytest.fixture
def snapshot(tmp_path: Path) -> Iterator[Snapshot]:
    """Three annual reports of one company, a quarterly one, and one of somebody else."""
    files = tmp_path / "files"
    for year in ("2022", "2023", "2024"):
        write_filing(
            files, f"k{year}", year=year, filed=f"{int(year) + 1}-02-01", text=f"Capex grew in {year}. Anvils."
        )
    write_filing(files, "q2024", form="10-Q", year="2024", filed="2024-05-01", text="A quarter of anvils.")
    write_filing(files, "beta", company="Beta", cik="0000000002", ticker="BET", text="Beta sells lemonade.")
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        ingest(home, [files], reader=read_filing)
        with home.snapshot() as snapshot:
            yield snapshot


def asking(text: str = "What is said of capex?", *, years: tuple[int, ...] = (), round: int = 0) -> SubQuestion:  # noqa: A002  # the field's name
    """A question of text about Acme."""
    periods = tuple(FiscalPeriod(year=year) for year in years)
    return SubQuestion(id="q", text=text, ask="text", entities=(ACME,), periods=periods, round=round)


def more(
    subquestion: SubQuestion, snapshot: Snapshot, kept: tuple[str, ...] = (), tried: tuple[str, ...] = ()
) -> tuple[Look, ...]:
    """The looks of a later time."""
    return more_looks(subquestion, snapshot, VOCABULARY, as_of=None, kept=kept, tried=tried)


def test_the_year_asked_for_then_wider(snapshot: Snapshot) -> None:
    """The report of the year, then reports that hold something of it, then all of the company."""
    found = steps(asking(years=(2022,)), snapshot, None)

    assert found[0] == ("k2022",)
    assert set(found[1]) > {"k2022"}
    assert found[-1] == ()


def test_the_newest_where_no_year_is_named(snapshot: Snapshot) -> None:
    """The documents of the newest period, then all."""
    found = steps(asking(), snapshot, None)

    assert "k2024" in found[0]
    assert not {"k2022", "k2023", "beta"} & set(found[0])
    assert found[-1] == ()


def test_a_look_back_sees_what_was_public(snapshot: Snapshot) -> None:
    """As of a day the newest report is the one that was out by then."""
    assert steps(asking(), snapshot, date(2023, 6, 1))[0] == ("k2022",)


def test_all_years_where_a_development_is_asked_for(snapshot: Snapshot) -> None:
    """How something went over time is looked for in every report."""
    found = steps(asking("How has capex changed over the years?"), snapshot, None)

    assert set(found[0]) >= {"k2022", "k2023", "k2024"}


def test_a_company_without_documents_is_looked_for_and_nobody_else(snapshot: Snapshot) -> None:
    """Nothing of it is there: the search stays with the company and needs no documents."""
    nobody = asking().model_copy(update={"entities": (Entity(name="Nobody"),)})

    [look] = first_looks(nobody, snapshot, VOCABULARY, as_of=None)

    assert look.query is not None
    assert (look.query.entities, look.query.documents) == (("nobody",), ())


def test_the_second_time_changes_words_documents_and_place(snapshot: Snapshot) -> None:
    """What filings call capex, all years, the other form, and what stands beside what was shown."""
    first = first_looks(asking(years=(2022,)), snapshot, VOCABULARY, as_of=None)[0]
    shown = first.seen(snapshot)
    looks = more(asking(years=(2022,), round=1), snapshot, shown, (first.key,))
    queries = [look.query for look in looks if look.query]

    assert any("purchases of property" in query.text.casefold() for query in queries)
    assert any(query.documents == () for query in queries)
    assert any(query.documents == ("q2024",) for query in queries)
    assert [look.beside for look in looks if look.beside] == [shown[:4]]
    assert all(query.entities == (ACME.key,) for query in queries)
    assert first.key not in {look.key for look in looks}


def test_no_look_is_had_twice(snapshot: Snapshot) -> None:
    """What was tried is left out; where all was tried there is nothing more."""
    looks = more(asking(round=1), snapshot)
    tried = tuple(look.key for look in looks)

    assert len(set(tried)) == len(tried) >= 2
    assert more(asking(round=1), snapshot, (), tried) == ()
    assert more(asking(round=1), snapshot, (), tried[1:]) == looks[:1]


def test_there_is_an_end(snapshot: Snapshot) -> None:
    """After the last round nothing is tried, whatever was shown."""
    assert more(asking(round=LAST), snapshot) != ()
    assert more(asking(round=LAST + 1), snapshot, ("x",)) == ()


def test_calls_are_read_once(snapshot: Snapshot) -> None:
    """What was said on a call is read from beginning to end the first time."""
    spoken = asking(round=1).model_copy(update={"spoken": Spoken(documents=("k2024",), about="capex")})

    assert more(spoken, snapshot) == ()


def test_several_looks_take_turns(snapshot: Snapshot) -> None:
    """The best of each, then the second of each; a passage that two show comes once."""
    one, other = (
        first_looks(asking("anvils", years=(2022,)), snapshot, VOCABULARY, as_of=None)[0],
        first_looks(asking("anvils", years=(2023,)), snapshot, VOCABULARY, as_of=None)[0],
    )

    assert taken([one, other, one], snapshot) == (*one.seen(snapshot)[:1], *other.seen(snapshot)[:1])
    assert taken([], snapshot) == ()


def test_a_metric_says_its_other_names(snapshot: Snapshot) -> None:
    """The plan's metrics, not only the words of the question."""
    named = asking("What about it?", round=1).model_copy(
        update={"metrics": (MetricAsked(metric="revenue", words="it"),)}
    )

    assert any("net sales" in look.query.text.casefold() for look in more(named, snapshot) if look.query)
