"""How often is an answer right, wrong or withheld? Asks a home the questions that `make_questions` wrote.

`python -m tieout.evals.answer_questions HOME QUESTIONS.jsonl` prints every wrong answer and a table by kind.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from tieout import Workspace
from tieout.answer import Answer

PERCENT_PLACES = Decimal("0.051")


def outcome(answer: Answer, kind: str, values: Sequence[Decimal], unit: str) -> str:
    """right, wrong or abstained; a refusal of a trap is right."""
    if kind == "trap":
        return "wrong" if answer.figures or answer.citations else "right"
    if not answer.figures:
        return "abstained"
    if unit == "percent":
        said = [f.value for f in answer.figures if f.unit == "percent"]
        return "right" if said and abs(said[0] - values[0]) <= PERCENT_PLACES else "wrong"
    said = [f.value for f in answer.figures]
    if len(values) == 1:
        return "right" if same(said[0], values[0]) else "wrong"
    missing = [v for v in values if not any(same(s, v) for s in said)]
    strange = [s for s in said[: len(values)] if not any(same(s, v) for v in values)]
    if strange:
        return "wrong"
    return "abstained" if missing else "right"


def same(one: Decimal, other: Decimal) -> bool:
    """Whether two values are one, the rate of 0.25 and of 25 percent included."""
    return one in (other, other * 100)


def main(arguments: Sequence[str]) -> None:
    """Ask and count."""
    workspace = Workspace(arguments[0])
    counts: Counter[tuple[str, str]] = Counter()
    for line in Path(arguments[1]).read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        answer = workspace.ask(asked["question"])
        values = [Decimal(v) for v in asked["values"]]
        found = outcome(answer, asked["kind"], values, asked["unit"])
        counts[asked["kind"], found] += 1
        if found != "right" or answer.rounds > 1:
            detail = "; ".join(w.detail for w in answer.withheld)
            print(f"{found.upper()} [{asked['kind']}, {asked['why']}] {asked['question']}  rounds {answer.rounds}")
            said = " ".join(answer.text.split())
            print(f"    true {', '.join(asked['values']) or '(refuse)'} | said {said[:300]} | {detail[:300]}")
    kinds = sorted({k for k, _ in counts})
    print(f"{'kind':10} {'right':>6} {'wrong':>6} {'abstained':>10}")
    for kind in kinds:
        print(f"{kind:10} {counts[kind, 'right']:6} {counts[kind, 'wrong']:6} {counts[kind, 'abstained']:10}")


if __name__ == "__main__":
    main(sys.argv[1:])
