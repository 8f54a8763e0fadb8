"""Attacks the whole graph through every place and with every kind of order.

    python -m tieout.evals.attacks [--each N] [--out JSON] [--markdown PAGE]

Exit code 1 where an answer holds anything that it should not.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tieout import Workspace
from tieout.evals.attacks.page import page
from tieout.evals.attacks.places import write
from tieout.evals.attacks.run import Watched, attacked, pairs


def main(arguments: Sequence[str] | None = None) -> int:
    """Attack, count, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, help="so many kinds for each place, in turn; all without it")
    parser.add_argument("--out", type=Path, help="write every outcome here as JSON")
    parser.add_argument("--markdown", type=Path, help="write the tables here")
    options = parser.parse_args(arguments)
    watched = Watched()
    watched.watch()
    with TemporaryDirectory(prefix="tieout-attacks-") as folder:
        home = Path(folder) / "home"
        write(Path(folder) / "files")
        Workspace(home).ingest(Path(folder) / "files")
        found = [attacked(home, place, kind, watched) for place, kind in pairs(options.each)]
    shown = page(found, "python -m tieout.evals.attacks" + (f" --each {options.each}" if options.each else ""))
    _write(options.out, json.dumps([asdict(o) for o in found], indent=1, ensure_ascii=False) + "\n")
    _write(options.markdown, shown)
    sys.stdout.write(shown)
    return int(any(o.problems for o in found))


def _write(path: Path | None, text: str) -> None:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
