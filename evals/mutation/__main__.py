"""Measures how often a wrong figure is judged tied, and a right one wrong.

    python -m tieout.evals.mutation FILING... [--out JSON] [--markdown PAGE] [--per-filing N] [--seed S]
                                              [--dev-only] [--failures FILE] [--processes P]

FILING is a 10-K as inline XBRL, or a folder of them. Filers are split by a hash of their CIK, forms by a hash of their
text: failures are listed of one half of both, those of the other half are only counted.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tieout.errors import NotThereError, TieoutError
from tieout.evals.mutation.page import failures, page
from tieout.evals.mutation.run import judged
from tieout.evals.mutation.source import filer_half
from tieout.evals.mutation.tally import Report, summary

_SEVERAL = 2


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filings", nargs="+", type=Path, help="filings, or folders of them")
    parser.add_argument("--out", type=Path, help="write the rates here as JSON")
    parser.add_argument("--markdown", type=Path, help="write the table here")
    parser.add_argument("--failures", type=Path, help="write the listed failures here; else on standard output")
    parser.add_argument("--per-filing", type=int, default=300, help="true sentences of each filing (default 300)")
    parser.add_argument("--seed", type=int, default=4, help="another seed draws other sentences (default 4)")
    parser.add_argument("--dev-only", action="store_true", help="only filings that may be looked at, with failures")
    parser.add_argument("--processes", type=int, default=2, help="filings at once (default 2)")
    return parser.parse_args(arguments)


def found(paths: Sequence[Path]) -> list[Path]:
    """The files that were named, and those in the folders that were."""
    files = [file for path in paths for file in (sorted(path.glob("*.htm*")) if path.is_dir() else [path])]
    if not files:
        raise NotThereError(f"there is no filing in {', '.join(map(str, paths))}; name HTML files or folders of them")
    return files


def measured(paths: Sequence[Path], options: argparse.Namespace) -> list[Report]:
    """The reports of all filings, in their order."""
    chosen = [path for path in paths if not options.dev_only or filer_half(path) == "dev"]
    one = partial(_noted, count=options.per_filing, seed=options.seed)
    if options.processes < _SEVERAL:
        return list(map(one, chosen))
    with ProcessPoolExecutor(options.processes) as pool:
        return list(pool.map(one, chosen))


def _noted(path: Path, *, count: int, seed: int) -> Report:
    report = judged(path, count, seed)
    sys.stderr.write(f"{report.filing}: {len(report.results)} figures\n")
    return report


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write; exit code 1 where a wrong figure was tied, 2 where something could not be read."""
    options = parsed(arguments)
    start = time.monotonic()
    try:
        reports = measured(found(options.filings), options)
    except TieoutError as error:
        sys.stderr.write(f"mutation: {error}\n")
        return 2
    rates = {"seed": options.seed, "per_filing": options.per_filing, **summary(reports)}
    rates["wall_seconds"] = round(time.monotonic() - start, 1)
    _write(options.out, json.dumps(rates, indent=1) + "\n")
    _write(options.markdown, page(rates))
    listed = failures(reports)
    if options.failures is None and options.dev_only:
        sys.stdout.write(listed)
    _write(options.failures, listed)
    sys.stdout.write(page(rates))
    return int(any(result.fault and result.verdict == "tied" for report in reports for result in report.results))


def _write(path: Path | None, text: str) -> None:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
