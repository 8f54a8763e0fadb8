"""How long does a warm home take to answer in the library, and in which node?"""

from collections import defaultdict
from functools import partial
from pathlib import Path
from statistics import median

from tieout.agent.context import Context
from tieout.agent.workspace import Workspace
from tieout.evals.bench.measure import Bar, Measure, spread, timed
from tieout.evals.bench.questions import QUESTIONS
from tieout.tools.tracing import Traces

BAR = Bar(side="at most", limit=500.0)


def measure(home: Path, runs: int) -> tuple[Measure, ...]:
    """Every question once to warm up, then in rounds."""
    workspace = Workspace(home, context=Context(offline=True))
    answers = [workspace.ask(question) for question in QUESTIONS]
    rounds = [[1000 * timed(partial(workspace.ask, question)) for question in QUESTIONS] for _ in range(runs)]
    answered = sum(answer.status != "abstained" for answer in answers)
    note = f"{len(QUESTIONS)} questions, {answered} answered, {len(QUESTIONS) - answered} refused"
    slowest = QUESTIONS[max(range(len(QUESTIONS)), key=lambda i: median(one[i] for one in rounds))]
    return (
        _over("`Workspace.ask`, median question", [median(one) for one in rounds], note),
        _over("`Workspace.ask`, 95th percentile", [spread(one, 0.95) for one in rounds], ""),
        _over("`Workspace.ask`, slowest question", [max(one) for one in rounds], f"mostly “{slowest}”"),
        *_nodes(workspace, runs),
    )


def _over(name: str, values: list[float], note: str) -> Measure:
    return Measure(group="ask", name=name, unit="ms", runs=_rounded(values), bars=(BAR,), note=note)


def _nodes(workspace: Workspace, runs: int) -> tuple[Measure, ...]:
    """Milliseconds of each node, the mean over the questions, from the run records of the last rounds."""
    records = Traces(workspace.home.path).latest(runs * len(QUESTIONS))
    spent: dict[str, list[float]] = defaultdict(lambda: [0.0] * runs)
    for place, record in enumerate(records):
        for node, _, duration in record.spans:
            spent[node][place % len(records) // len(QUESTIONS)] += 1000 * duration / len(QUESTIONS)
    ranked = sorted(spent.items(), key=lambda item: -median(item[1]))
    return tuple(Measure(group="nodes", name=node, unit="ms", runs=_rounded(values)) for node, values in ranked)


def _rounded(values: list[float]) -> tuple[float, ...]:
    return tuple(round(value, 2) for value in values)
