"""What every engine of the passage index does: Qdrant Edge, the Qdrant client, a server where QDRANT_URL names one."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.searching import DIMENSIONS, ENGINES, POINTS, TEXTS, Engine, HashEncoder, found, point, segments_of
from tieout.errors import InputError, ReadError
from tieout.ports import SearchQuery
from tieout.tools.home.segments import EdgeSegments, OpenIndex

QUERIES = (
    "net revenue", "Item 7A", "22,680 million in revenue", "smartphones", "???", "391.0 billion", "Total net sales",
    "chiffre d'affaires", "2024", "391,035 22,680", "the of and", "valve pressure",
)  # fmt: skip


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Each engine, empty."""
    with segments_of(request.param) as segments:
        yield Engine(segments=segments, index=tmp_path / "index")


@pytest.fixture(params=ENGINES, scope="module")
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    """Each engine, with the small corpus in one segment; nobody writes into it."""
    with segments_of(request.param) as segments:
        opened = Engine(segments=segments, index=tmp_path_factory.mktemp("home") / "index").index_of()
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def edge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    """The corpus on Qdrant Edge, to compare with."""
    opened = Engine(segments=EdgeSegments(), index=tmp_path_factory.mktemp("edge") / "index").index_of()
    yield opened
    opened.close()


def test_passage_in_all_lists_comes_first(index: OpenIndex) -> None:
    """The passage that shares words, figure and direction with the query is first and names all three lists."""
    best = index.search(SearchQuery(text="Total net sales 391,035 million"))[0]

    assert (best.passage, best.lists) == ("a2", ("dense", "terms", "values"))


def test_numbers_are_terms(index: OpenIndex) -> None:
    """A printed number finds its passage by the terms list, also without its separator."""
    hits = index.search(SearchQuery(text="22680"))

    assert [hit.passage for hit in hits if "terms" in hit.lists] == ["b2"]


@pytest.mark.parametrize("text", ["391.0 billion", "$391,035", "US$391.035bn", "391 035 000 000", "0.391035 trillion"])
def test_a_value_is_found_in_every_form_that_it_is_printed_in(index: OpenIndex, text: str) -> None:
    """Whatever scale or separator a figure is printed with, the passage that prints the value is first by its value."""
    best = index.search(SearchQuery(text=text))[0]

    assert (best.passage, "values" in best.lists) == ("a2", True)


@pytest.mark.parametrize("text", ["net sales in 2024", "Item 7A of the 10-K", "September 28, 2024", "391.4 billion"])
def test_what_is_no_printed_figure_asks_no_list_of_values(index: OpenIndex, text: str) -> None:
    """Years, dates, forms and items are no figures, and a value that no passage prints finds none."""
    assert [hit.passage for hit in index.search(SearchQuery(text=text)) if "values" in hit.lists] == []


def test_k_truncates(index: OpenIndex) -> None:
    """K is the most that comes back, and a larger k only adds at the end."""
    assert found(index, "net revenue", k=2) == found(index, "net revenue", k=7)[:2]
    assert len(found(index, "net revenue", k=100)) == len(POINTS)


def test_scores_fall_and_ties_go_by_id(engine: Engine) -> None:
    """Passages that no list tells apart come in the order of their ids, however they were written."""
    twins = [replace(POINTS[0], id=name) for name in ("z", "m", "b", "q")]
    index = engine.index_of([*POINTS[3:], *twins])

    hits = index.search(SearchQuery(text=TEXTS["a1"][0], k=10))

    assert [hit.passage for hit in hits][:4] == ["b", "m", "q", "z"]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("fields", [{}, {"entities": ("0000320193", "manual")}, {"as_of": date(2024, 6, 1)}])
def test_all_engines_give_the_same_order(index: OpenIndex, edge: OpenIndex, text: str, fields: dict[str, Any]) -> None:
    """The same hits with the same scores and lists, filtered or not, wherever the passages are."""
    query = SearchQuery(text=text, k=7, **fields)

    assert index.search(query) == edge.search(query)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"documents": ("AMD_10-K_2023",)}, {"b1", "b2", "b3"}),
        ({"entities": ("0000320193", "manual")}, {"a1", "a2", "a3", "c1"}),
        ({"forms": ("10-K",)}, {"a1", "a2", "a3", "b1", "b2", "b3"}),
        ({"fiscal_years": (2024, 2020)}, {"a1", "a2", "a3"}),
        ({"kinds": ("table",)}, {"a2", "b2"}),
        ({"kinds": ("table", "prose", "page")}, set(TEXTS)),
        ({"entities": ("0000320193",), "kinds": ("table",)}, {"a2"}),
        ({"shows": ("cash", "balance")}, {"a2", "b2"}),
        ({"shows": ("income",), "forms": ("10-K",)}, {"a2"}),
        ({"as_of": date(2024, 1, 31)}, {"b1", "b2", "b3"}),
        ({"as_of": date(2024, 1, 30)}, set()),
        ({"as_of": date(2030, 1, 1)}, {"a1", "a2", "a3", "b1", "b2", "b3"}),
        ({"documents": ("nowhere",)}, set()),
        ({"fiscal_years": (2024,), "entities": ("0000002488",)}, set()),
        ({"documents": tuple(f"d{n}" for n in range(2_000)), "forms": ("10-K",)}, set()),
    ],
)
def test_filter_lets_exactly_these_through(index: OpenIndex, fields: dict[str, Any], expected: set[str]) -> None:
    """Filled fields must all agree; under an as-of date what is of unknown date is left out."""
    assert set(found(index, "net sales", k=50, **fields)) == expected


def test_query_is_encoded_once(engine: Engine) -> None:
    """One search makes one encoder call, whatever the number of segments, and none when the filter excludes all."""
    encoder = HashEncoder()
    first = engine.write(POINTS[:3])
    index = engine.open(first, engine.write(POINTS[3:], beside=[first]), encoder=encoder)

    index.search(SearchQuery(text="net sales"))
    index.search(SearchQuery(text="net sales", documents=("nowhere",)))

    assert encoder.asked == [("net sales",)]


@pytest.mark.parametrize("cuts", [(1,), (2, 5)])
def test_splitting_the_index_changes_nothing(engine: Engine, edge: OpenIndex, cuts: tuple[int, ...]) -> None:
    """Hits and scores are the same from one segment and from several, however the passages are spread over them."""
    folders: list[Path] = []
    for start, end in zip((0, *cuts), (*cuts, len(POINTS)), strict=True):
        folders.append(engine.write(POINTS[start:end], beside=folders))
    split = engine.open(*folders)

    queries = [SearchQuery(text=text, k=7) for text in QUERIES]

    assert [split.search(query) for query in queries] == [edge.search(query) for query in queries]
    split.close()


def test_repeated_passage_is_one_hit(engine: Engine) -> None:
    """The same passage twice in a segment, or in two segments, is found once."""
    first = engine.write([*POINTS, POINTS[0]])
    index = engine.open(first, engine.write(POINTS[:2], beside=[first]))

    assert sorted(found(index, "net sales", k=50)) == sorted(TEXTS)


def test_empty_index_finds_nothing(engine: Engine) -> None:
    """No segment, or one without passages, answers with no hits."""
    assert engine.open().search(SearchQuery(text="net sales")) == ()
    assert engine.index_of([]).search(SearchQuery(text="net sales")) == ()


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_empty_query_is_refused(index: OpenIndex, text: str) -> None:
    """There is nothing to look for in an empty query."""
    with pytest.raises(InputError, match="empty; give the words"):
        found(index, text)


def test_k_below_one_is_refused(index: OpenIndex) -> None:
    """K = 0 asks for nothing."""
    with pytest.raises(InputError, match="k=0"):
        found(index, "net sales", k=0)


@pytest.mark.parametrize(
    "text",
    ["???", "the of and", "—", "\x00", "日本語", "Wie hoch war der Umsatz?", "x" * 100_000, "word " * 20_000,
     "391,035 " * 12_500, "1 2 3 4,5 6.7 8%", "9" * 100_000],
)  # fmt: skip
def test_strange_queries_get_hits(index: OpenIndex, text: str) -> None:
    """A query without terms, in another script or language, of numbers only, or very long is answered."""
    assert len(found(index, text, k=3)) == 3


def test_generations_are_pinned(engine: Engine) -> None:
    """A newer generation adds passages without changing what an older one finds, and a segment that goes leaves it."""
    first = engine.write(POINTS[:4])
    old = engine.open(first)
    second = engine.write(
        [point("a1", "Another text under a known id", POINTS[4].payload), *POINTS[4:]], beside=[first]
    )
    new = engine.open(first, second)

    before = old.search(SearchQuery(text="net sales", k=50))
    assert {hit.passage for hit in before} == {"a1", "a2", "a3", "b1"}
    assert {hit.passage for hit in new.search(SearchQuery(text="net sales", k=50))} == set(TEXTS)
    new.close()
    engine.segments.drop(second)

    assert not second.exists()
    assert old.search(SearchQuery(text="net sales", k=50)) == before
    old.close()


def test_a_merge_stands_for_itself(engine: Engine) -> None:
    """A rebuilt generation answers after everything before it is gone; nothing is left of what was dropped."""
    first = engine.write(POINTS[:4])
    second = engine.write(POINTS[4:], beside=[first])
    merged = engine.write(POINTS)
    engine.segments.publish([merged])
    for folder in (first, second):
        engine.segments.drop(folder)

    assert sorted(folder.name for folder in engine.index.iterdir()) == [merged.name]
    assert sorted(found(engine.open(merged), "net sales", k=50)) == sorted(TEXTS)


@pytest.mark.full_speed
def test_readers_go_on_while_generations_are_published(engine: Engine) -> None:
    """Four readers of one generation get the same answer all the time while three others are written and dropped."""
    pinned = engine.write(POINTS)
    index = engine.open(pinned)
    expected = index.search(SearchQuery(text="net sales", k=50))
    done = threading.Event()
    answers: list[object] = []

    def read() -> None:
        while not done.is_set():
            answers.append(index.search(SearchQuery(text="net sales", k=50)) == expected)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        for number in range(3):
            fresh = engine.write(POINTS[:3], beside=[] if number % 2 else [pinned])
            engine.segments.publish([fresh])
            engine.segments.drop(fresh)
    finally:
        done.set()
        for reader in readers:
            reader.join()

    assert len(answers) >= 4
    assert set(answers) == {True}


def test_another_encoder_is_refused(engine: Engine) -> None:
    """Vectors of another size are not searched; the message says how to re-index."""
    folder = engine.write(POINTS)
    encoder = HashEncoder()
    encoder.dimensions = 3

    with pytest.raises(ReadError, match=r"16 dimensions, 'hash' makes others.*`tieout index rebuild`"):
        engine.open(folder, encoder=encoder)


def test_writing_reports_a_bad_vector(engine: Engine) -> None:
    """A vector of another length, or with NaN, is refused and named, and what was there before is searched as ever."""
    before = engine.write(POINTS)
    short = replace(POINTS[0], vector=np.ones(3, dtype=np.float32))
    broken = replace(POINTS[0], vector=np.full(DIMENSIONS, np.nan, dtype=np.float32))

    for bad in (short, broken):
        with pytest.raises(InputError, match="'a1'"):
            engine.write([*POINTS[1:], bad], beside=[before])

    assert sorted(found(engine.open(before), "net sales", k=50)) == sorted(TEXTS)


def test_a_segment_is_written_once(engine: Engine) -> None:
    """Nobody writes into a folder that holds a segment already."""
    engine.write(POINTS, name="one")

    with pytest.raises(InputError, match="not empty"):
        engine.write(POINTS, name="one")


def test_an_index_of_another_engine_is_refused(engine: Engine) -> None:
    """An index that is elsewhere is neither read nor added to; the message says how to move it."""
    with segments_of("local" if isinstance(engine.segments, EdgeSegments) else "edge") as segments:
        folder = Engine(segments=segments, index=engine.index).write(POINTS)

        with pytest.raises(InputError, match=r"run `tieout index rebuild` to move it there, or (un)?set QDRANT_URL"):
            engine.open(folder)
        with pytest.raises(InputError, match="run `tieout index rebuild`"):
            engine.write(POINTS, beside=[folder])
