"""Which systems stand under the scripted model? Tieout, Tieout with rules first, and the plain loop."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from tieout.agent.context import Context
from tieout.agent.llm.chain import Chain
from tieout.agent.llm.configured import model_analyst
from tieout.agent.llm.frugal import Frugal
from tieout.agent.offline.analyst import OfflineAnalyst
from tieout.agent.parts import Parts
from tieout.agent.wiring import default_parts
from tieout.agent.workspace import Workspace
from tieout.evals.peers.asked import Asked
from tieout.evals.peers.outcome import Answered, Outcome, outcome
from tieout.evals.peers.plain import PlainLoop, PlainState, scripted
from tieout.evals.peers.planted import Planter
from tieout.evals.peers.reading import shown
from tieout.evals.peers.script import Script
from tieout.evals.peers.server import ModelServer
from tieout.ports import Analyst
from tieout.tools.figures.vocabulary import Vocabulary

MODEL = "scripted-model"
JUDGE = 0.317
"""Wrong financial answers that a judge model with the full source in front of it was seen to pass: 31.7 %."""
GRADERS = (0.0, JUDGE, 1.0)
Answering = Callable[[Asked], str]


def tieout(home: Path, url: str, *, rounds: int, frugal: bool = False) -> Answering:
    """Tieout with the model behind this URL, by its own client path; answers are not kept."""
    workspace = Workspace(home, parts=modelled(home, url))
    context = Context(model=MODEL, frugal=frugal, max_rounds=rounds)
    return lambda asked: shown(workspace.ask(asked.text, context=context))


def modelled(home: Path, url: str) -> Parts:
    """Parts whose analyst is this model, then the offline analyst, as the settings would make it."""

    def analyst(context: Context) -> Analyst:
        offline = OfflineAnalyst(vocabulary=Vocabulary.load())
        chain = Chain((model_analyst(MODEL, base_url=url, api_key=SecretStr("scripted")), offline))
        return Frugal(offline, chain) if context.frugal else chain

    return replace(default_parts(home), analyst=analyst)


def plain(home: Path, url: str, *, rounds: int, refuses: bool) -> Answering:
    """The plain loop over the same index, with the same model."""
    loop = PlainLoop(Workspace(home), scripted(url, MODEL), passages=Context().passages, rounds=rounds, refuses=refuses)
    graph = loop.compiled()
    return lambda asked: str(graph.invoke(PlainState(question=asked.text))["answer"])


def run(
    system: str,
    made: Callable[[str], Answering],
    questions: Sequence[Asked],
    planter: Planter,
    *,
    latency: float,
    grader: float | None = None,
) -> Outcome:
    """Every question once, after one that warms up and is not counted."""
    answered, script = under(made, questions, planter, latency=latency, grader=grader or 0.0)
    return outcome(system, grader, answered, script, questions)


def under(
    made: Callable[[str], Answering],
    questions: Sequence[Asked],
    planter: Planter,
    *,
    latency: float = 0.0,
    grader: float = 0.0,
) -> tuple[list[Answered], Script]:
    """What each question's reader saw and what it took, and what the model wrote meanwhile."""
    warming = Script(questions, planter)
    with ModelServer(warming) as server:
        made(server.url)(questions[0])
    script = Script(questions, planter, passes=grader)
    with ModelServer(script, latency=latency) as server:
        answering = made(server.url)
        return list(_each(answering, questions, server)), script


def _each(answering: Answering, questions: Sequence[Asked], server: ModelServer) -> Iterator[Answered]:
    for asked in questions:
        before, begun = server.spent, time.perf_counter()
        text = answering(asked)
        seconds = time.perf_counter() - begun
        yield Answered(question=asked.id, shown=text, seconds=seconds, spent=server.spent.minus(before))


def compared(
    home: Path, questions: Sequence[Asked], planter: Planter, *, rounds: int, latency: float
) -> Iterator[Outcome]:
    """Tieout, then the plain loop under graders that pass nothing wrong, some of it, all of it."""
    yield run("Tieout", lambda url: tieout(home, url, rounds=rounds), questions, planter, latency=latency)
    rules = "Tieout, rules first (the default)"
    yield run(rules, lambda url: tieout(home, url, rounds=rounds, frugal=True), questions, planter, latency=latency)
    for passes in GRADERS:
        name = f"plain loop, grader passes {100 * passes:g} % of what is wrong"
        loop = _plain(home, rounds=rounds, refuses=True)
        yield run(name, loop, questions, planter, latency=latency, grader=passes)
    name = f"plain loop, {100 * JUDGE:g} %, the last answer shown in the end"
    yield run(name, _plain(home, rounds=rounds, refuses=False), questions, planter, latency=latency, grader=JUDGE)


def _plain(home: Path, *, rounds: int, refuses: bool) -> Callable[[str], Answering]:
    return lambda url: plain(home, url, rounds=rounds, refuses=refuses)
