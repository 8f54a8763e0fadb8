"""How often is a figure question over annual reports answered rightly, wrongly, or not at all?

    python -m tieout.evals.reports HOME [--questions FILE.jsonl] [--half development|held-back] [--show all|bad|none]

HOME is a home into which the reports are ingested. Each line of FILE.jsonl is one question with its figure.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tieout import Workspace
from tieout.answer import Answer
from tieout.errors import TieoutError
from tieout.evals.intervals import share
from tieout.evals.reports.asked import Asked, outcome, read_asked

PACKAGED = Path(__file__).with_name("annual_reports.jsonl")
_LONGEST = 260


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path, help="a home with the reports")
    parser.add_argument("--questions", type=Path, default=PACKAGED, help="questions with gold, as JSON lines")
    parser.add_argument("--half", choices=("development", "held-back"), help="only the questions over these documents")
    parser.add_argument("--show", choices=("all", "bad", "none"), default="bad", help="which answers to print")
    parser.add_argument("--markdown", type=Path, help="where the table is written")
    return parser.parse_args(arguments)


def shown(asked: Asked, found: str, answer: Answer) -> str:
    """One answer in two lines."""
    said = " ".join(answer.text.split())[:_LONGEST]
    why = "; ".join(w.detail for w in answer.withheld)[:_LONGEST]
    return f"{found.upper():9} {asked.id}: {asked.question}\n    gold {asked.value} {asked.unit} | said {said} | {why}"


def table(counts: Counter[tuple[str, str]]) -> str:
    """Right, wrong and abstained of what the reports tell and of what they do not, with 95 % intervals."""
    lines = [f"{'':12}{'right':>22}{'wrong':>22}{'abstained':>22}"]
    for kind in sorted({kind for kind, _ in counts}):
        of = sum(n for (one, _), n in counts.items() if one == kind)
        cells = (share(counts[kind, name], of) for name in ("right", "wrong", "abstained"))
        row = "".join(f"{c['hits']:>7}/{of} {c['low']:.3f}-{c['high']:.3f}".rjust(22) for c in cells)
        lines.append(f"{kind:12}{row}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, count, print."""
    options = parsed(arguments)
    try:
        questions = read_asked(options.questions)
        workspace = Workspace(options.home)
        counts: Counter[tuple[str, str]] = Counter()
        for asked in questions:
            if options.half not in {None, asked.half}:
                continue
            answer = workspace.ask(asked.question)
            found = outcome(asked, answer)
            counts["not there" if asked.value is None else "figure", found] += 1
            if options.show == "all" or (options.show == "bad" and found != "right"):
                print(shown(asked, found, answer))
    except TieoutError as error:
        sys.stderr.write(f"reports: {error}\n")
        return 2
    print(table(counts))
    if options.markdown:
        head = "# Figure questions over annual reports in PDF\n\n`python -m tieout.evals.reports HOME`"
        options.markdown.write_text(f"{head}\n\n```text\n{table(counts)}\n```\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
