"""The evaluation runs from its command line, and the search keeps its quality on a fixed sample."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tieout.errors import InputError
from tieout.evals.retrieval.__main__ import main
from tieout.evals.retrieval.ablation import STEPS, step
from tieout.evals.retrieval.asked import ABSENT, Asked, Page, write_questions
from tieout.evals.retrieval.metrics import Place
from tieout.evals.retrieval.ours import Ours
from tieout.evals.retrieval.outcome import judged
from tieout.evals.retrieval.page import tables
from tieout.evals.retrieval.sets.tagged import tagged
from tieout.tools.home import Home
from tieout.tools.tuning import EVERYTHING, Tuning

SAMPLES = Path(__file__).parents[3] / "agent" / "demo"


class Scripted:
    """Finds what was written down for a question."""

    name = "scripted"

    def __init__(self, found: dict[str, Sequence[Place]]) -> None:
        self.found = found

    def find(self, question: str, k: int) -> Sequence[Place]:
        """The first k of what was written down."""
        return self.found[question][:k]


def test_results_are_told_apart_by_type_and_absent_questions_are_left_out() -> None:
    """Of two types one is found; a question about what is absent is not asked at all."""
    questions = [
        Asked(id="1", question="one?", documents=("a",), pages=(Page(document="a", page=1),), type="eps"),
        Asked(id="2", question="two?", documents=("b",), pages=(Page(document="b", page=2),), type="legal"),
        Asked(id="3", question="three?", type=ABSENT),
    ]
    place = Place(document="a", page=1)

    outcome = judged(Scripted({"one?": [place], "two?": [place]}), questions)

    assert [(row.type, row.questions, row.metrics["page@1"].value) for row in outcome.rows] == [
        ("all", 2, 0.5),
        ("eps", 1, 1.0),
        ("legal", 1, 0.0),
    ]
    printed = tables([outcome])
    assert "| scripted | 2 | .50 (.00–1) |" in printed
    assert "| legal | 1 | .00 (.00–.00) |" in printed


@pytest.mark.parametrize(
    ("tuning", "first", "fifth"), [(EVERYTHING, 0.9, 0.97), (Tuning(facts=False), 0.6, 0.9)], ids=["whole", "no facts"]
)
def test_the_sample_is_found(demo_home: Path, tuning: Tuning, first: float, fifth: float) -> None:
    """A floor under the search: tagged figures are printed by the first passage, or by one of five, in the right file.

    Without the facts, which know where they are printed, passages are found by their words and vectors alone.
    """
    _, questions = tagged(SAMPLES, SAMPLES)
    with Home.open(demo_home) as home, home.snapshot() as snapshot:
        outcome = judged(Ours(snapshot=snapshot, tuning=tuning), questions)

    assert outcome.whole.questions >= 30
    assert outcome.whole.metrics["page@1"].value >= first
    assert outcome.whole.metrics["page@5"].value >= fifth
    assert outcome.whole.metrics["document in 5"].value == 1.0


def test_what_is_absent_is_counted_apart(demo_home: Path) -> None:
    """A company that is not there is recognised, one that is there is not called missing, and both are counted."""
    questions = [
        Asked(id="1", question="What were Apple's net sales in fiscal 2024?"),
        Asked(id="2", question="What was the net income of Wells Fargo & Company in 2023?", type=ABSENT),
    ]
    with Home.open(demo_home) as home, home.snapshot() as snapshot:
        found = Ours(snapshot=snapshot).absence(questions)

    assert {name: (one["hits"], one["of"]) for name, one in found.items()} == {
        "recognised": (1, 1),
        "falsely missing": (0, 1),
    }


def test_nothing_to_find_is_said() -> None:
    """Questions that are all about what is absent have nothing that could be found."""
    with pytest.raises(InputError, match="asks for what is there"):
        judged(Scripted({}), [Asked(id="1", question="one?", type=ABSENT)])


def test_one_ranked_list_alone_finds_otherwise(demo_home: Path) -> None:
    """A step of the ablation is a search of its own over the same home, and the first steps are single lists."""
    found = {}
    for name in ("+ headers", "+ facts first", "+ local reranker"):
        with step(name, demo_home) as system:
            found[name] = system.find("What does Apple say about competition?", 5)

    assert list(STEPS)[:3] == ["BM25", "dense", "fusion"]
    assert all(len(places) == 5 for places in found.values())


@pytest.mark.slow
def test_the_command_measures_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two texts and two questions give a table, a JSON file with intervals for every step, and a list of misses."""
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "Alpha 2023.txt").write_text("Alpha Corp annual report 2023. Alpha sold 1,577 bicycles.", encoding="utf-8")
    (docs / "Beta 2023.txt").write_text("Beta Corp annual report 2023. Beta leases ships.", encoding="utf-8")
    questions = [
        Asked(id="1", question="How many bicycles did Alpha sell in 2023?", documents=("Alpha 2023",)),
        Asked(id="2", question="What does Beta lease?", documents=("Beta 2023",), type="text"),
    ]
    write_questions(tmp_path / "q.jsonl", questions)
    out = tmp_path / "out" / "result.json"

    command = [str(docs), str(tmp_path / "q.jsonl"), "--home", str(tmp_path / "home"), "--out", str(out), "--ablation"]
    assert main([*command, "--misses"]) == 0

    systems = json.loads(out.read_text(encoding="utf-8"))["systems"]
    assert [one["system"] for one in systems] == ["tieout", *STEPS]
    assert {one["rows"][0]["metrics"]["documents@5"]["value"] for one in systems} == {1.0}
    assert "| tieout | 2 |" in capsys.readouterr().out


def test_a_missing_folder_ends_with_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Questions without documents to ask end with exit code 2."""
    write_questions(tmp_path / "q.jsonl", [Asked(id="1", question="what?")])

    assert main([str(tmp_path / "none"), str(tmp_path / "q.jsonl"), "--home", str(tmp_path / "home")]) == 2
    assert "none" in capsys.readouterr().err
