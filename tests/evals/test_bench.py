"""The benchmark runs on the sample filings, keeps its promises apart from its figures, and prints what it measured."""

import json
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from tieout.errors import ServiceError
from tieout.evals.bench.__main__ import main
from tieout.evals.bench.child import Child
from tieout.evals.bench.measure import Bar, Measure, Result, spread
from tieout.evals.bench.page import render

PUBLISHED = Path(__file__).parents[2] / "docs"


def measured(**changes: object) -> Measure:
    return Measure.model_validate({"group": "ask", "name": "an answer", "unit": "ms", "runs": (3, 1, 2)} | changes)


def result(*measures: Measure) -> Result:
    return Result(
        machine="two cores",
        python="3.11.0",
        version="1.0",
        commit="abc",
        date="2025-01-02",
        command="bench",
        load=(0.5, 1.5),
        measures=measures,
    )


@pytest.mark.slow
def test_answers_and_ingestion_are_measured_on_the_sample_filings(tmp_path: Path) -> None:
    """Without a folder the packaged samples are ingested and asked; the page is of the result that is written."""
    out, page = tmp_path / "made" / "bench.json", tmp_path / "bench.md"

    code = main(["--runs", "1", "--out", str(out), "--page", str(page), "--only", "ingest", "--only", "ask"])

    taken = Result.model_validate_json(out.read_text(encoding="utf-8"))
    assert code in {0, 1}
    assert {"ingest", "ask", "nodes"} == {measure.group for measure in taken.measures}
    assert "3 filings" in taken.measures[0].note
    assert taken.command == "python -m tieout.evals.bench --only ingest --only ask --runs 1"
    assert page.read_text(encoding="utf-8") == render(taken, out.parent)


@pytest.mark.slow
def test_readers_and_memory_are_measured_without_a_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--only` measures one group, and without `--out` the result is on standard output."""
    shutil.copy(Path(__file__).parents[2] / "agent" / "demo" / "sample-TXN-10-K-2023.html", tmp_path)

    main(["--runs", "1", "--only", "read", "--data", str(tmp_path)])

    taken = json.loads(capsys.readouterr().out)
    names = [measure["name"] for measure in taken["measures"]]
    assert names == [
        "10-Ks read",
        "peak memory of a worker, the largest files",
        "of the process that keeps what they read",
        "peak memory, ingesting the largest filing in one process",
    ]


def test_a_folder_without_filings_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is measured on nothing."""
    code = main(["--data", str(tmp_path), "--only", "read"])

    assert code == 2
    assert capsys.readouterr().err == (
        f"bench: there is no .htm or .html in {str(tmp_path)!r}; name a folder that has one\n"
    )


def test_the_median_run_and_the_median_ratio_count() -> None:
    """Each run is divided by the peer's run beside it, not median by median."""
    measure = measured(peer="the peer", beside=(1, 1, 4))

    assert measure.median == 2
    assert measure.ratios == (3, 1, 0.5)
    assert measure.ratio == 1


@pytest.mark.parametrize(
    ("bars", "holds"),
    [
        ((), None),
        ((Bar(side="at most", limit=2),), True),
        ((Bar(side="at most", limit=1.9),), False),
        ((Bar(side="at least", limit=2),), True),
        ((Bar(side="at least", limit=2), Bar(side="at most", limit=0.9, of="ratio")), False),
        ((Bar(side="at least", limit=2), Bar(side="at most", limit=1.0, of="ratio")), True),
    ],
)
def test_a_measure_holds_where_every_bar_does(bars: tuple[Bar, ...], holds: bool | None) -> None:
    """A bar may be of the value or of the ratio; one that is missed is enough."""
    assert measured(peer="the peer", beside=(1, 1, 4), bars=bars).holds is holds


@pytest.mark.parametrize(
    "changes",
    [
        {"runs": ()},
        {"peer": "the peer", "beside": (1,)},
        {"bars": (Bar(side="at most", limit=1, of="ratio"),)},
    ],
)
def test_a_measure_without_runs_or_with_half_a_pair_cannot_be_made(changes: dict[str, object]) -> None:
    """No figure without a run, no ratio without a peer for every run."""
    with pytest.raises(ValidationError):
        measured(**changes)


@pytest.mark.parametrize(("share", "value"), [(0.5, 10), (0.95, 19), (1.0, 20), (0.0, 1)])
def test_a_percentile_is_one_of_the_values(share: float, value: int) -> None:
    """By nearest rank: of the values 1 to 20, 95 % are at most 19."""
    assert spread(list(range(20, 0, -1)), share) == value


def test_the_page_shows_bar_range_ratio_and_verdict(tmp_path: Path) -> None:
    """A missed bar is printed as boldly as a kept one is not."""
    kept = measured(bars=(Bar(side="at most", limit=500),), note="thirty questions")
    missed = measured(
        group="ingest",
        name="tokens",
        unit="a second",
        runs=(8000, 8100, 8200),
        peer="the encoder alone",
        beside=(10000, 10000, 10000),
        bars=(Bar(side="at least", limit=9000), Bar(side="at least", limit=0.9, of="ratio")),
    )

    page = render(result(kept, missed), tmp_path)

    assert "| an answer | ≤ 500 ms | 2 ms (1 – 3) | 3 |  | yes |" in page
    assert "- an answer: thirty questions." in page
    assert (
        "| tokens | ≥ 9,000 a second, ≥ 0.9 × | 8,100 a second (8,000 – 8,200) | 3 "
        "| 0.81 × the encoder alone | **no** |"
    ) in page
    assert "## Search" not in page


def test_a_process_that_fails_is_not_timed(tmp_path: Path) -> None:
    """A command that dies at once would look fast."""
    child = Child(cache=tmp_path)

    assert child.run("raise SystemExit(1)", codes=(0, 1)).seconds > 0
    with pytest.raises(ServiceError, match="ended with 1 and said: ValueError: no"):
        child.run("raise ValueError('no')")


def test_the_published_page_is_of_the_published_result() -> None:
    """Nobody has edited a figure of docs/benchmarks.md."""
    taken = Result.model_validate_json((PUBLISHED / "results" / "bench.json").read_text(encoding="utf-8"))

    assert (PUBLISHED / "benchmarks.md").read_text(encoding="utf-8") == render(taken, PUBLISHED / "results")
