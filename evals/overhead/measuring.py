"""What does the graph cost around the work, beside a bare graph of as many nodes with the same checkpoints?"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

from langgraph.checkpoint.base import BaseCheckpointSaver

from tieout.agent.context import Context
from tieout.agent.graph import Graph, compiled
from tieout.agent.offline.analyst import OfflineAnalyst
from tieout.agent.parts import Parts
from tieout.agent.running import checkpoints
from tieout.agent.wiring import default_parts
from tieout.evals.bench.measure import Bar, Measure, spread
from tieout.evals.overhead.bare import bare
from tieout.evals.overhead.replayed import Replayed
from tieout.evals.overhead.stored import TURNS, a_question, largest, talk
from tieout.evals.overhead.timing import Durability, Timed, timed, timed_bare
from tieout.evals.peers.asked import Asked
from tieout.evals.peers.planted import Planter
from tieout.evals.peers.script import Script
from tieout.evals.peers.server import ModelServer
from tieout.evals.peers.systems import MODEL, modelled
from tieout.tools.figures.vocabulary import Vocabulary

GROUP = "graph"
QUESTION = Bar(side="at most", limit=60.0)
NODE = Bar(side="at most", limit=5.0)
CHECKPOINT = Bar(side="at most", limit=64.0)
PEER = "a bare graph of as many nodes"
OFFLINE = Context(offline=True)
Rounds = list[list[Timed]]


async def measure(
    home: Path, questions: Sequence[str], for_model: Sequence[Asked], runs: int, folder: Path
) -> list[Measure]:
    """With checkpoints as threads write them, as jobs do, without any, and with the real client of a model."""
    analyst = Replayed(OfflineAnalyst(vocabulary=Vocabulary.load()))
    parts = replace(default_parts(home), analyst=lambda _: analyst)
    return [
        *await _threads(parts, questions, runs, folder / "threads.sqlite"),
        *await _jobs(parts, questions, runs, folder / "jobs.sqlite"),
        *await _client(home, for_model, runs, folder / "client.sqlite"),
    ]


async def _threads(parts: Parts, questions: Sequence[str], runs: int, path: Path) -> list[Measure]:
    async with checkpoints.opened(path) as saver:
        graph = compiled(parts, saver)
        rounds = await _rounds(graph, questions, runs, durability="async", saver=saver)
        kept = a_question(path, len(questions) * (runs + 1))
        await talk(graph, questions, OFFLINE)
    alone = await _rounds(compiled(parts), questions, runs)
    nodes = median(one.nodes for one in rounds[0])
    return [
        *_around("", rounds, f"{len(questions)} questions, a thread each, {nodes:g} nodes the median one"),
        _of("around the work without checkpoints, median question", alone, lambda one: one.around),
        _of("the whole question, its work included, median", rounds, lambda one: one.whole),
        Measure(group=GROUP, name="checkpoints of a question", unit="kB", runs=(round(kept / 1000, 1),)),
        Measure(
            group=GROUP,
            name=f"the largest checkpoint of a thread of {TURNS} turns",
            unit="kB",
            runs=(round(largest(path) / 1000, 1),),
            bars=(CHECKPOINT,),
        ),
    ]


async def _jobs(parts: Parts, questions: Sequence[str], runs: int, path: Path) -> list[Measure]:
    async with checkpoints.opened(path) as saver:
        rounds = await _rounds(compiled(parts, saver), questions, runs, durability="sync", saver=saver)
    return _around(", as jobs run", rounds, "each checkpoint written before the next node begins")


async def _client(home: Path, questions: Sequence[Asked], runs: int, path: Path) -> list[Measure]:
    """The OpenAI client at a server that answers at once; what it takes for a call is the work of a node."""
    script = Script(questions, Planter(rate=0, seed=0))
    context = Context(model=MODEL, frugal=False)
    with ModelServer(script) as server:
        async with checkpoints.opened(path) as saver:
            graph = compiled(modelled(home, server.url), saver)
            texts = [one.text for one in questions]
            rounds = await _rounds(graph, texts, runs, durability="async", saver=saver, context=context)
        calls = server.spent.calls / (len(texts) * (runs + 1))
    note = f"{len(texts)} questions, {calls:.2g} calls each, of which each takes the client some milliseconds"
    return [
        _of("around the work with the OpenAI client, median question", rounds, lambda one: one.around, bar=QUESTION),
        _of("the whole question with the OpenAI client, median", rounds, lambda one: one.whole, note=note),
    ]


async def _rounds(
    graph: Graph,
    questions: Sequence[str],
    runs: int,
    *,
    durability: Durability | None = None,
    saver: BaseCheckpointSaver[str] | None = None,
    context: Context = OFFLINE,
) -> Rounds:
    """Every question once to warm up, then in rounds; the bare graph after each where there are checkpoints."""
    rounds: Rounds = []
    for _ in range(runs + 1):
        done: list[Timed] = []
        for question in questions:
            one = await timed(graph, question, context, durability)
            if saver is not None and durability is not None:
                one = one.model_copy(update={"bare": await timed_bare(bare(one.nodes, saver), durability)})
            done.append(one)
        rounds.append(done)
    return rounds[1:]


def _around(how: str, rounds: Rounds, note: str) -> list[Measure]:
    """A question's and a node's part, median and tail, beside the bare graph's."""
    question = partial(_of, rounds=rounds, value=lambda one: one.around, beside=lambda one: one.bare, bar=QUESTION)
    node = partial(_of, rounds=rounds, value=lambda one: one.a_node, beside=lambda one: one.a_bare_node, bar=NODE)
    return [
        question(f"around the work, median question{how}", note=note),
        question(f"around the work, 95th percentile{how}", tail=True),
        node(f"a node, median{how}"),
        node(f"a node, 95th percentile{how}", tail=True),
    ]


def _of(
    name: str,
    rounds: Rounds,
    value: Callable[[Timed], float],
    *,
    beside: Callable[[Timed], float] | None = None,
    bar: Bar | None = None,
    tail: bool = False,
    note: str = "",
) -> Measure:
    def over(taken: Callable[[Timed], float]) -> tuple[float, ...]:
        each = [[taken(one) for one in done] for done in rounds]
        return tuple(round(spread(values, 0.95) if tail else median(values), 3) for values in each)

    return Measure(
        group=GROUP,
        name=name,
        unit="ms",
        runs=over(value),
        peer=PEER if beside else None,
        beside=over(beside) if beside else (),
        bars=(bar,) if bar else (),
        note=note,
    )
