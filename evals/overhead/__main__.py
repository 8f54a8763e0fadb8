"""Measures what the graph costs around the work of its nodes, with checkpoints in SQLite, and writes it as JSON.

    python -m tieout.evals.overhead [--data FILINGS] [--home HOME] [--runs N] [--out JSON]

FILINGS is a folder of 10-Ks as inline XBRL; without it the sample filings. HOME is used, and what it lacks of FILINGS
is ingested; without FILINGS it has to hold the samples. The model answers at once: the offline analyst's plans and
drafts, thought once and given again, and beside it the real client at a server on loopback.
"""

import argparse
import asyncio
import shlex
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tieout.agent.workspace import Workspace
from tieout.errors import TieoutError
from tieout.evals.bench.measure import Result, load, measured
from tieout.evals.bench.questions import QUESTIONS
from tieout.evals.overhead.measuring import measure
from tieout.evals.peers.asked import asked

FIGURES, TOPICS, SEED = 20, 2, 7
"""What is asked with the real client."""


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of filings; else the sample filings")
    parser.add_argument("--home", type=Path, help="a home to use; else a temporary one")
    parser.add_argument("--runs", type=int, default=5, help="rounds (default 5)")
    parser.add_argument("--questions", type=int, default=len(QUESTIONS), help="the first so many (default all)")
    parser.add_argument("--out", type=Path, help="write the result here as JSON; else on standard output")
    options = parser.parse_args(arguments)
    if options.runs < 1 or options.questions < 1:
        parser.error("--runs, --questions: give 1 or more")
    return options


def taken(options: argparse.Namespace, folder: Path) -> Result:
    """Everything, on one home."""
    data, home = options.data or Path(str(files("tieout.agent.demo"))), options.home or folder / "home"
    workspace = Workspace(home)
    if options.home is None or options.data is not None:
        workspace.ingest(data)
    with workspace.home.snapshot() as snapshot:
        figures = min(FIGURES, options.questions)
        for_model = asked(data, snapshot.entities(), figures=figures, topics=TOPICS, seed=SEED)
    before = load()
    measures = asyncio.run(measure(home, QUESTIONS[: options.questions], for_model, options.runs, folder))
    return measured(said(options), before, measures)


def said(options: argparse.Namespace) -> str:
    """The command as it can be repeated anywhere: folders by their names."""
    named = [("data", options.data), ("home", options.home)]
    words = [word for flag, path in named if path for word in (f"--{flag}", path.name or str(path))]
    return shlex.join(["python", "-m", "tieout.evals.overhead", *words, "--runs", str(options.runs)])


def complain(messages: Sequence[str], code: int) -> int:
    """A line on standard error for each, and the code."""
    for message in messages:
        sys.stderr.write(f"overhead: {message}\n")
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; exit code 1 where a bar is missed, 2 where it could not be measured."""
    options = parsed(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="tieout-overhead-") as folder:
            result = taken(options, Path(folder))
    except TieoutError as error:
        return complain([str(error)], 2)
    written = result.model_dump_json(indent=1) + "\n"
    if options.out is None:
        sys.stdout.write(written)
    else:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(written, encoding="utf-8")
    missed = [f"missed: {one.name}: {one.median:g} {one.unit}" for one in result.measures if one.holds is False]
    return complain(missed, int(bool(missed)))


if __name__ == "__main__":
    sys.exit(main())
