"""Compares two analysts on the same questions.

    python -m tieout.evals.ab --a MODEL|offline --b MODEL|offline --questions FILE --home HOME --out JSON
                              [--frugal] [--limit N] [--markdown PAGE]

MODEL is named as `tieout ask --model` names it, such as "openai:gpt-5-mini". FILE has one `{"id", "question"}` a line;
"document", "company" or "ticker" say which questions belong together, "golds" (as make_questions writes them) what is
true. Every answer is kept beside the report (JSON.rows.jsonl) at once: run the command again to go on where it stopped,
which also asks again what failed. Exit code 2 where the questions cannot be read.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from tieout.errors import TieoutError
from tieout.evals.ab.asking import Arm, asked_both, read_questions, workspace
from tieout.evals.ab.compare import report
from tieout.evals.ab.page import page


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--a", required=True, help='a model, or "offline"')
    parser.add_argument("--b", required=True, help='another, or "offline"')
    parser.add_argument("--questions", type=Path, required=True, help="one JSON object a line")
    parser.add_argument("--home", type=Path, required=True, help="where the filings are")
    parser.add_argument("--out", type=Path, required=True, help="write the comparison here as JSON")
    parser.add_argument("--markdown", type=Path, help="write the table here")
    parser.add_argument("--limit", type=int, help="only so many questions")
    parser.add_argument("--frugal", action="store_true", help="let rules answer what they can prove, as `ask` does")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask, compare, write."""
    options = parsed(arguments)
    arms = Arm(side="a", name=options.a, frugal=options.frugal), Arm(side="b", name=options.b, frugal=options.frugal)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    try:
        questions = read_questions(options.questions)[: options.limit]
        asking = workspace(options.home)
        rows = asked_both(
            arms,
            questions,
            lambda text, context: asking.ask(text, context=context),
            options.out.with_name(f"{options.out.name}.rows.jsonl"),
        )
    except (TieoutError, OSError) as error:
        sys.stderr.write(f"ab: {error}\n")
        return 2
    found = report(arms, rows)
    command = f"python -m tieout.evals.ab --a {options.a} --b {options.b} --questions {options.questions.name}"
    shown = page(found, command + " --frugal" * options.frugal)
    options.out.write_text(json.dumps(found.model_dump(mode="json"), indent=1) + "\n", encoding="utf-8")
    if options.markdown is not None:
        options.markdown.write_text(shown, encoding="utf-8")
    sys.stdout.write(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
