"""Runs the liar through the whole graph, and tells what of its lies was printed.

    python -m tieout.evals.liar [--runs N] [--seed S] [--home HOME] [--processes P] [--out JSON] [--markdown PAGE]

Without a home the sample filings are used. Run i has the seed S + i: `--runs 1 --seed 4711` plays one again.
Exit code 1 where anything false was printed, a run had no end or died, or the rounds were over the bar.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tieout import Workspace
from tieout.agent import demo
from tieout.agent.wiring import open_home
from tieout.evals.liar.page import page
from tieout.evals.liar.run import Outcome, played
from tieout.evals.liar.tally import holds, summary

BATCH = 100
_SEVERAL = 2


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200, help="how many (default 200)")
    parser.add_argument("--seed", type=int, default=0, help="of the first run (default 0)")
    parser.add_argument("--home", type=Path, help="a home of filings; it is only read")
    parser.add_argument("--processes", type=int, default=2, help="at once (default 2)")
    parser.add_argument("--out", type=Path, help="write the counts here as JSON")
    parser.add_argument("--markdown", type=Path, help="write the tables here")
    return parser.parse_args(arguments)


@contextmanager
def filings(home: Path | None) -> Iterator[Path]:
    """The home that was named, or one of the sample filings that is gone afterwards."""
    if home is not None:
        yield home
        return
    with TemporaryDirectory(prefix="tieout-samples-") as folder:
        Workspace(Path(folder) / "home").ingest(*(Path(place) for place in demo.__path__))
        yield Path(folder) / "home"


def outcomes(home: Path, seeds: range, processes: int) -> list[Outcome]:
    """The outcomes of all seeds, in their order."""
    batches = [seeds[at : at + BATCH] for at in range(0, len(seeds), BATCH)]
    found: list[Outcome] = []
    one = partial(played, home)
    if processes < _SEVERAL:
        made = map(one, batches)
        return [outcome for batch in made for outcome in batch]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for batch in pool.map(one, batches):
            found += batch
            sys.stderr.write(f"\r{len(found)} of {len(seeds)} runs, {sum(bool(o.problems) for o in found)} broken")
    sys.stderr.write("\n")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, count, write."""
    options = parsed(arguments)
    start = time.monotonic()
    with filings(options.home) as home:
        with open_home(home).snapshot() as snapshot:
            documents = [d.id for d in snapshot.documents()]
        found = outcomes(home, range(options.seed, options.seed + options.runs), options.processes)
    counts = summary(found, seed=options.seed, seconds=time.monotonic() - start, documents=documents)
    where = f" --home {options.home.name}" if options.home else ""
    shown = page(counts, f"python -m tieout.evals.liar --runs {options.runs} --seed {options.seed}{where}")
    _write(options.out, json.dumps(counts, indent=1, ensure_ascii=False) + "\n")
    _write(options.markdown, shown)
    sys.stdout.write(shown)
    return int(not holds(counts))


def _write(path: Path | None, text: str) -> None:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
