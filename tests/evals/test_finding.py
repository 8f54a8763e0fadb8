"""The page of benchmarks shows the retrieval evaluation where it was measured, and nothing where it was not."""

import json
from pathlib import Path

from tieout.evals.bench import finding
from tieout.evals.retrieval.bootstrap import mean
from tieout.evals.retrieval.outcome import Outcome, Row


def outcome(system: str, part: str, value: float) -> Outcome:
    """A system that finds the page of so large a part of two questions."""
    metrics = {"page@5": mean([value, value], ["a", "b"])}
    rows = [Row(type=name, questions=2, metrics=metrics) for name in ("all", "eps")]
    found = {"system": system, "part": part, "rows": rows, "milliseconds": 2.0, "milliseconds_p95": 3.0}
    return Outcome.model_validate(found)


def test_without_a_result_there_is_no_section(tmp_path: Path) -> None:
    """A checkout that never measured prints nothing of it."""
    assert list(finding.lines(tmp_path)) == []


def test_peers_and_parts_stand_in_tables_of_their_own(tmp_path: Path) -> None:
    """The whole search is beside its peers, its parts are below each other, and kinds of questions are its own."""
    systems = [outcome("tieout", "whole", 1.0), outcome("bm25s", "peers", 0.5)]
    systems += [outcome("BM25", "ablation", 0.5), outcome("+ filters", "ablation", 1.0)]
    shown = [one.model_dump(mode="json", exclude={"answered"}) for one in systems]
    found = {"command": "python -m x", "about": "2 questions over 3 files.", "systems": shown}
    (tmp_path / "retrieval.json").write_text(json.dumps(found), encoding="utf-8")

    lines = list(finding.lines(tmp_path))

    rows = [line.split(" | ")[:3] for line in lines if line.startswith("| ") and not line.startswith("| system")]
    assert "- [retrieval.json](results/retrieval.json), by `python -m x`: 2 questions over 3 files." in lines
    assert rows == [
        ["| tieout", "2", "1 (1–1)"],
        ["| bm25s", "2", ".50 (.50–.50)"],
        ["| BM25", "2", ".50 (.50–.50)"],
        ["| + filters", "2", "1 (1–1)"],
        ["| type", "n", "page@5 |"],
        ["| eps", "2", "1 (1–1) |"],
    ]
