"""Puts Tieout and a plain retrieve–generate–grade loop under one scripted model, and writes what each spent and showed.

    python -m tieout.evals.peers [--data FILINGS] [--home HOME] [--questions N] [--rate R] [--latency S] [--seed N]
        [--only PART] [--out JSON]

FILINGS is a folder of 10-Ks as inline XBRL; without it the sample filings. HOME is used, and what it lacks of FILINGS
is ingested; without FILINGS it has to hold the samples. The model is a server on loopback; nothing outside is asked.
"""

import argparse
import shlex
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from tieout.agent.context import Context
from tieout.agent.workspace import Workspace
from tieout.errors import TieoutError
from tieout.evals.bench.measure import commit, load, machine
from tieout.evals.peers.asked import Asked, asked
from tieout.evals.peers.loop import LoopCost, costs
from tieout.evals.peers.outcome import Outcome
from tieout.evals.peers.page import Compared, lines
from tieout.evals.peers.planted import Planter
from tieout.evals.peers.systems import compared

WORDED = 10
"""One question for words for so many for figures, where the cost of the loop is measured."""


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of filings; else the sample filings")
    parser.add_argument("--home", type=Path, help="a home to use; else a temporary one")
    parser.add_argument("--questions", type=int, default=100, help="questions for figures, at most (default 100)")
    parser.add_argument("--rate", type=float, default=0.3, help="share of drafts that are wrong (default 0.3)")
    parser.add_argument("--latency", type=float, default=0.1, help="seconds of a call (default 0.1)")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--only", choices=("systems", "loop"), help="the systems beside each other, or the loop's cost")
    parser.add_argument("--out", type=Path, help="write the result here as JSON; else the page part on standard output")
    options = parser.parse_args(arguments)
    if options.questions < 1 or not 0 <= options.rate <= 1 or options.latency < 0:
        parser.error("give 1 question or more, a rate from 0 to 1, and a latency of 0 or more")
    return options


def prepared(options: argparse.Namespace, folder: Path) -> tuple[Path, tuple[Asked, ...]]:
    """The home with the filings in it, and what is asked of it."""
    data, home = options.data or Path(str(files("tieout.agent.demo"))), options.home or folder / "home"
    workspace = Workspace(home)
    if options.home is None or options.data is not None:
        workspace.ingest(data)
    with workspace.home.snapshot() as snapshot:
        entities = snapshot.entities()
    topics = max(1, options.questions // WORDED)
    return home, asked(data, entities, figures=options.questions, topics=topics, seed=options.seed)


def measure(options: argparse.Namespace, folder: Path) -> Compared:
    """Both parts, over the same home."""
    home, questions = prepared(options, folder)
    figures = tuple(one for one in questions if one.value is not None)
    rounds, before = Context().max_rounds, load()
    systems: tuple[Outcome, ...] = ()
    loop: tuple[LoopCost, ...] = ()
    if options.only != "loop":
        planter = Planter(rate=options.rate, seed=options.seed)
        systems = tuple(compared(home, figures, planter, rounds=rounds, latency=options.latency))
    if options.only != "systems":
        loop = tuple(costs(home, questions, rounds=rounds, seed=options.seed))
    return Compared(
        command=said(options),
        about=_about(figures, questions),
        machine=machine(),
        version=version("tieout"),
        commit=commit(),
        date=datetime.now(UTC).date().isoformat(),
        load=(before, load()),
        rate=options.rate,
        seed=options.seed,
        latency=options.latency,
        rounds=rounds,
        systems=systems,
        loop=loop,
    )


def _about(figures: Sequence[Asked], questions: Sequence[Asked]) -> str:
    companies = len({one.ticker for one in questions})
    words = len(questions) - len(figures)
    return f"{len(figures)} questions for figures of {companies} companies, and for the loop {words} for words as well."


def said(options: argparse.Namespace) -> str:
    """The command as it can be repeated anywhere: folders by their names."""
    named = [("data", options.data), ("home", options.home)]
    words = [word for flag, path in named if path for word in (f"--{flag}", path.name or str(path))]
    for flag in ("questions", "rate", "latency", "seed"):
        words += [f"--{flag}", format(getattr(options, flag), "g")]
    words += ["--only", options.only] if options.only else []
    return shlex.join(["python", "-m", "tieout.evals.peers", *words])


def complain(messages: Sequence[str], code: int) -> int:
    """A line on standard error for each, and the code."""
    for message in messages:
        sys.stderr.write(f"peers: {message}\n")
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; exit code 1 where a wrong figure reached Tieout's reader or the loop is too dear."""
    options = parsed(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="tieout-peers-") as folder:
            found = measure(options, Path(folder))
    except TieoutError as error:
        return complain([str(error)], 2)
    if options.out is None:
        print("\n".join(lines(found)))
    else:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return complain([f"missed: {one}" for one in missed(found)], int(bool(missed(found))))


def missed(found: Compared) -> list[str]:
    """What broke its promise: a wrong figure that reached Tieout's reader, a loop over the bar."""
    leaks = [
        f"{one.leaks} wrong figures reached the reader of {one.system}"
        for one in found.systems
        if one.grader is None and one.leaks
    ]
    dear = [
        f"with {100 * one.rate:g} % wrong drafts the loop costs {one.calls.value:.2f} times the calls "
        f"and {one.tokens.value:.2f} times the tokens of a single pass"
        for one in found.loop
        if not one.holds
    ]
    return leaks + dear


if __name__ == "__main__":
    sys.exit(main())
