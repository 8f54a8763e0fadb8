"""Measures speed and size, and writes the result as JSON and as a page.

    python -m tieout.evals.bench --data FILINGS [--pdfs PDFS] [--home HOME] [--install .] --out JSON --page MARKDOWN

FILINGS is a folder of 10-Ks as inline XBRL; without it the sample filings are measured. HOME is one that holds them
already; without it they are ingested, which is measured too. It gets run records, nothing else. The page also shows
what the evaluations of exactness found, from their files beside JSON; `--again` prints it anew without measuring.
"""

import argparse
import shlex
import sys
import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from tieout.errors import NotThereError, TieoutError
from tieout.evals.bench.measure import Measure, Result, load, measured
from tieout.evals.bench.page import render
from tieout.evals.bench.suite import GROUPS, Bench

COMMAND = "python -m tieout.evals.bench"


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of filings; else the sample filings")
    parser.add_argument("--pdfs", type=Path, help="folder of PDF files")
    parser.add_argument("--home", type=Path, help="a home that holds the filings already")
    parser.add_argument("--install", type=Path, help="a wheel or a checkout, to measure its installation")
    parser.add_argument("--runs", type=int, default=5, help="runs of each measure (default 5)")
    parser.add_argument("--only", action="append", choices=GROUPS, help="this group alone; may be repeated")
    parser.add_argument("--out", type=Path, help="write the result here as JSON; else on standard output")
    parser.add_argument("--again", action="store_true", help="print the page of the result in --out, measure nothing")
    parser.add_argument("--page", type=Path, help="write the page here as Markdown")
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("--runs: give 1 or more")
    if options.again and not (options.out and options.page):
        parser.error("--again: give --out, the result to print, and --page")
    return options


def found(folder: Path | None, suffixes: frozenset[str]) -> tuple[Path, ...]:
    """Files of a folder, by name; raises NotThereError where there is none."""
    if folder is None:
        return ()
    paths = tuple(sorted(path for path in folder.rglob("*") if path.suffix.lower() in suffixes))
    if not paths:
        raise NotThereError(
            f"there is no {' or '.join(sorted(suffixes))} in {str(folder)!r}; name a folder that has one"
        )
    return paths


def measure(options: argparse.Namespace, folder: Path) -> tuple[Result, tuple[str, ...]]:
    """What was asked for, and the problems of the groups that could not be measured."""
    bench = Bench(
        filings=found(options.data or Path(str(files("tieout.agent.demo"))), frozenset({".html", ".htm"})),
        pdfs=found(options.pdfs, frozenset({".pdf"})),
        given=options.home,
        source=options.install,
        folder=folder,
        runs=options.runs,
    )
    before = load()
    measures: list[Measure] = []
    problems: list[str] = []
    for name in options.only or GROUPS:
        sys.stderr.write(f"{name} …\n")
        try:
            measures += bench.group(name)
        except TieoutError as error:
            problems.append(f"{name}: {error}")
    return measured(said(options), before, measures), tuple(problems)


def said(options: argparse.Namespace) -> str:
    """The command as it can be repeated anywhere: folders by their names."""
    named = [(flag, getattr(options, flag)) for flag in ("data", "pdfs", "home", "install")]
    words = [word for flag, path in named if path for word in (f"--{flag}", path.name or str(path))]
    words += [word for group in options.only or () for word in ("--only", group)]
    return shlex.join([*COMMAND.split(), *words, "--runs", str(options.runs)])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; exit code 1 where a bar is missed, 2 where something could not be measured."""
    options = parsed(arguments)
    if options.again:
        taken = Result.model_validate_json(options.out.read_text(encoding="utf-8"))
        options.page.write_text(render(taken, options.out.parent), encoding="utf-8")
        return 0
    try:
        with tempfile.TemporaryDirectory(prefix="tieout-bench-") as folder:
            result, problems = measure(options, Path(folder))
    except TieoutError as error:
        return complain([str(error)], 2)
    written = result.model_dump_json(indent=2) + "\n"
    results = (options.out or Path("docs/results/bench.json")).parent
    for path, text in ((options.out, written), (options.page, render(result, results))):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if options.out is None:
        sys.stdout.write(written)
    missed = [f"missed: {one.name}: {one.median:g} {one.unit}" for one in result.measures if one.holds is False]
    complain(missed, 1)
    return complain(problems, 2) if problems else int(bool(missed))


def complain(messages: Sequence[str], code: int) -> int:
    """A line on standard error for each, and the code."""
    for message in messages:
        sys.stderr.write(f"bench: {message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
