"""How often is an answer right, wrong or withheld? Asks a home the questions that `make_questions` wrote.

`python -m tieout.evals.answer_questions HOME QUESTIONS.jsonl` prints every answer that is not right, a table by kind
with intervals after Clopper and Pearson, per question and per company, and how long warm answers took. A wrong answer
has a first figure that is not the truth: another value, another company, another end of the period.
"""

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from statistics import quantiles
from typing import Literal

from tieout import Workspace
from tieout.answer import Answer, AnswerFigure
from tieout.evals.intervals import bounds

Outcome = Literal["right", "wrong", "abstained"]
CLOSE = Decimal("0.0000001")
DAYS = 12
"""So far from the true last day a period still is the one asked for."""
_PRINTED = re.compile(r"([\d,]*\.?\d+)\s*(thousand|million|billion|trillion)?")
_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """One question's outcome."""

    id: str
    kind: str
    outcome: Outcome
    seconds: float
    processor: float
    """Seconds of the processor, which other programs do not change."""
    tickers: tuple[str, ...]


def outcome(answer: Answer, asked: Mapping[str, object]) -> Outcome:
    """right, wrong or abstained; a refusal of a trap is right."""
    golds = asked["golds"]
    if not isinstance(golds, list) or not golds:
        return "wrong" if answer.status == "answered" else "right"
    every = distinct(answer.figures)
    if answer.status == "abstained" or not every:
        return "abstained"
    unit, ordered = str(asked["unit"]), bool(asked["ordered"])
    if unit == "percent" and [Decimal(g["value"]) for g in golds] == [0] and stays(answer):
        return "right"
    first = [is_it(every[0], g, unit) for g in golds]
    found = [any(is_it(f, g, unit) for f in every) for g in golds]
    if not any(first):
        return "wrong"
    if all(found) and (first[0] or not ordered):
        return "right"
    strange = any(not any(is_it(f, g, unit) for g in golds) for f in every[: len(golds)])
    return "wrong" if strange else "abstained"


def distinct(figures: Sequence[AnswerFigure]) -> list[AnswerFigure]:
    """The figures in their order, each once however often it is printed."""
    return list({(f.entity.key, f.metric, f.period.end, f.value): f for f in reversed(figures)}.values())[::-1]


def stays(answer: Answer) -> bool:
    """Whether an answer states two equal figures of one metric: a change of nothing, said without its zero."""
    values = [f.value for f in answer.figures[:2]]
    return len(values) > 1 and values[0] == values[1]


def is_it(figure: AnswerFigure, gold: Mapping[str, object], unit: str) -> bool:
    """Whether a figure states a true value, of the right company and period, and prints it rightly rounded."""
    also = gold["also"] if isinstance(gold["also"], list) else []
    values = [Decimal(str(v)) for v in (gold["value"], *also)]
    if unit == "plain" and (figure.unit == "percent" or "%" in figure.text):
        values = [v * 100 for v in values]
    days = abs((figure.period.end - type(figure.period.end).fromisoformat(str(gold["end"]))).days)
    if unit == "percent" and figure.unit != "percent" and figure.calculation is not None:
        values, unit = [v / 100 for v in values], "plain"
    same_unit = (figure.unit == "percent") == (unit == "percent") or unit == "plain"
    owner = figure.entity.ticker in (None, gold["ticker"])
    return owner and days <= DAYS and same_unit and any(same(figure, v) for v in values)


def same(figure: AnswerFigure, value: Decimal) -> bool:
    """Whether the value is the figure's, up to the last digits of a quotient, and the print rounds it."""
    said = figure.value
    close = any(abs(v - value) <= max(abs(value) * CLOSE, CLOSE) for v in (said, said * 100))
    return rounds(figure.text, value) and (close or (said < 0) == (value < 0))


def rounds(text: str, value: Decimal) -> bool:
    """Whether a printed figure is the value's magnitude at its own precision."""
    match = _PRINTED.search(text)
    if match is None:
        return False
    number = match[1].replace(",", "")
    places = len(number.partition(".")[2])
    scale = _SCALES.get(match[2] or "", 0)
    unit = Decimal(1).scaleb(scale - places)
    return abs(Decimal(number).scaleb(scale) - abs(value)) <= unit / 2


def table(found: Iterable[Outcomes]) -> str:
    """Outcomes by kind, with the intervals of right and of wrong."""
    counts: dict[str, Counter[Outcome]] = defaultdict(Counter)
    for one in found:
        counts[one.kind][one.outcome] += 1
    every = sum((count for kind, count in counts.items() if kind != "trap"), Counter[Outcome]())
    lines = [
        "| kind | asked | right | wrong | abstained | right, 95 % | wrong, 95 % |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    rows = [*((kind, counts[kind]) for kind in sorted(counts)), ("**all but traps**", every)]
    return "\n".join([*lines, *(row(kind, count) for kind, count in rows)])


def row(kind: str, count: Counter[Outcome]) -> str:
    """One line of the table."""
    of = count.total()
    right, wrong = (" to ".join(f"{100 * b:.1f}" for b in bounds(count[key], of)) for key in ("right", "wrong"))
    return f"| {kind} | {of} | {count['right']} | {count['wrong']} | {count['abstained']} | {right} | {wrong} |"


def by_company(found: Sequence[Outcomes]) -> str:
    """How many companies had no wrong answer, with the interval of those that had one."""
    wrong = {t for one in found if one.outcome == "wrong" for t in one.tickers}
    asked = {t for one in found for t in one.tickers}
    low, high = bounds(len(wrong), len(asked))
    return f"companies with a wrong answer: {len(wrong)} of {len(asked)} ({100 * low:.1f} to {100 * high:.1f} %)"


def latency(found: Sequence[Outcomes]) -> str:
    """Median and 95th percentile of the time on the clock and of the processor's, over all and of each kind."""
    kinds: dict[str, list[Outcomes]] = defaultdict(list)
    for one in found:
        kinds[one.kind].append(one)
        kinds["all"].append(one)
    lines = [(k, spread(o.seconds for o in v), spread(o.processor for o in v)) for k, v in kinds.items() if len(v) > 1]
    lines.sort(key=lambda line: -line[2][1])
    form = "{}: median {:.0f} ms, p95 {:.0f} ms; processor {:.0f} and {:.0f} ms"
    return "\n".join(form.format(kind, *clock, *worked) for kind, clock, worked in lines)


def spread(seconds: Iterable[float]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    cuts = quantiles([1000 * s for s in seconds], n=20)
    return cuts[9], cuts[18]


def main() -> None:
    """Ask and count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=1_000_000)
    parser.add_argument("--wrong-only", action="store_true")
    parser.add_argument("--markdown", type=Path, help="where the tables are written")
    given = parser.parse_args()
    workspace = Workspace(given.home)
    workspace.ask("What was the revenue?")
    found: list[Outcomes] = []
    for line in given.questions.read_text(encoding="utf-8").splitlines()[: given.limit]:
        asked = json.loads(line)
        begun, busy = time.perf_counter(), time.process_time()
        answer = workspace.ask(asked["question"])
        took, worked = time.perf_counter() - begun, time.process_time() - busy
        came = outcome(answer, asked)
        tickers = tuple(sorted({g["ticker"] for g in asked["golds"]}))
        found.append(
            Outcomes(id=asked["id"], kind=asked["kind"], outcome=came, seconds=took, processor=worked, tickers=tickers)
        )
        if came == "wrong" or (came == "abstained" and not given.wrong_only):
            print(shown(came, asked, answer), flush=True)
    outcome_page = "\n\n".join(
        (table(found), by_company(found) + ".", "\n".join(f"- {x}" for x in latency(found).splitlines()))
    )
    print(outcome_page)
    if given.markdown:
        command = f"`python -m tieout.evals.answer_questions HOME {given.questions.name}`"
        head = f"# Questions made from tagged figures\n\n{command}"
        given.markdown.write_text(f"{head}\n\n{outcome_page}\n", encoding="utf-8")


def shown(came: Outcome, asked: Mapping[str, object], answer: Answer) -> str:
    """An answer that is not right, with the truth."""
    golds = asked["golds"] if isinstance(asked["golds"], list) else []
    true = "; ".join(f"{g['ticker']} {g['value']} at {g['end']}" for g in golds) or "(refuse)"
    said, detail = " ".join(answer.text.split())[:400], "; ".join(w.detail for w in answer.withheld)[:300]
    head = f"{came.upper()} [{asked['kind']}, {asked['why']}] {asked['question']}"
    return f"{head}\n    true {true}\n    said {said} | {detail}"


if __name__ == "__main__":
    main()
