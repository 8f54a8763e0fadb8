"""Which questions have exact answers in these filings? Makes them from tagged figures, sharing no code with answers.

`python -m tieout.evals.make_questions FOLDER… --out FILE [--count N] [--seed N] [--half open|held]` writes one question
a line with its truth: the values that a right answer states first, with the companies and the last days that they are
of. A question of the kind `trap` has no values: it must be refused. The same seed makes the same questions.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tieout.evals.kinds import Annual
from tieout.evals.maker import Asked
from tieout.evals.quarterkinds import Quarterly
from tieout.evals.tagged import read_sheet
from tieout.evals.truths import Company, companies_of


def read(folders: Sequence[Path]) -> dict[str, Company]:
    """The companies of the filings in some folders; files whose cover cannot be read are left out."""
    files = sorted(f for folder in folders for f in folder.iterdir() if f.suffix.lower() in {".htm", ".html"})
    sheets = []
    for file in files:
        sheet = read_sheet(file)
        try:
            day = sheet.period_end
        except (KeyError, ValueError):
            continue
        if day and sheet.marks and "dei:TradingSymbol" in sheet.said:
            sheets.append(sheet)
    return companies_of(sheets)


def questions(kinds: Sequence[Callable[[], Asked | None]], count: int) -> Iterator[Asked]:
    """So many different questions, the kinds in turn."""
    seen: set[str] = set()
    for turn in range(count * 40):
        asked = kinds[turn % len(kinds)]()
        if asked is not None and asked.question not in seen:
            seen.add(asked.question)
            yield asked
            if len(seen) == count:
                return


def main() -> None:
    """Read the filings of some folders and write the questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--half", choices=("open", "held"))
    parser.add_argument("--set", choices=("annual", "quarterly"), default="annual")
    given = parser.parse_args()
    companies = read(given.folders)
    maker = (Annual if given.set == "annual" else Quarterly)(companies, given.seed, given.half)
    lines = "".join(f"{asked.line()}\n" for asked in questions(maker.kinds(), given.count))
    given.out.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
