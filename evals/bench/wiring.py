"""What does the graph cost, and what passes through it? The results of two evaluations under scripted models."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tieout.evals.bench.measure import Result
from tieout.evals.bench.tabled import table
from tieout.evals.peers import page
from tieout.evals.peers.page import Compared

OVERHEAD: Final = "overhead.json"
PEERS: Final = "peers.json"


def lines(folder: Path) -> Iterator[str]:
    """Both sections; nothing where nothing was measured."""
    if (folder / OVERHEAD).is_file():
        yield from _overhead(Result.model_validate_json((folder / OVERHEAD).read_text(encoding="utf-8")))
    if (folder / PEERS).is_file():
        yield from ("", "## Under a scripted model, beside a plain loop", "")
        yield from page.lines(Compared.model_validate_json((folder / PEERS).read_text(encoding="utf-8")), PEERS)


def _overhead(found: Result) -> Iterator[str]:
    low, high = found.load
    yield from ("", "## The graph around the work", "")
    yield f"- [{OVERHEAD}](results/{OVERHEAD}), by `{found.command}`: {found.machine}; load {low:g} and {high:g}."
    yield (
        "- Around the work: the question's time less that in which any node worked, with an instant model and "
        "checkpoints in SQLite. It is the graph's: state, checkpoints, pages, routing, the run record. Planning, "
        "retrieval, drafting, the tie-out and the writing of the answer are work."
    )
    yield ""
    yield from table(found.measures)
