"""Which analyst answers: the first that can, and a note about each that could not."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from tieout.agent.llm.failures import UnusableOutputError
from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.errors import InputError, TieoutError
from tieout.ports import Analyst, Evidence, Judgement, Snapshot
from tieout.question import Draft, Plan, Question

T = TypeVar("T", Plan, Draft, Judgement)


class Chain:
    """Analysts in order of preference; the last one's error is the chain's own."""

    def __init__(self, analysts: Sequence[Analyst]) -> None:
        if not analysts:
            raise InputError("a chain needs at least one analyst; give the offline analyst")
        self._analysts = tuple(analysts)
        self.name = " → ".join(analyst.name for analyst in analysts)

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """The first plan that is made."""
        plan, who = await self._first("plan", lambda analyst: analyst.plan(question, home))
        return plan.model_copy(update={"written_by": who})

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """The first draft that is made."""
        draft, who = await self._first("draft", lambda analyst: analyst.draft(plan, evidence, failures))
        return draft.model_copy(update={"written_by": who})

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:
        """The first judgement that is made; claims it leaves out stay without a verdict."""
        judgement, _ = await self._first("judge", lambda analyst: analyst.judge(claims, passages))
        return judgement

    async def _first(self, verb: str, ask: Callable[[Analyst], Awaitable[T]]) -> tuple[T, str]:
        """The first result, with the notes and the cost of those that failed before it, and who gave it."""
        failed: list[tuple[str, TieoutError]] = []
        for analyst in self._analysts:
            try:
                return _with_failed(await ask(analyst), verb, failed), analyst.name
            except TieoutError as error:
                failed.append((analyst.name, error))
        last = failed[-1][1]
        for note in _notes(verb, failed[:-1]):
            last.add_note(note)
        raise last


def _with_failed(result: T, verb: str, failed: Sequence[tuple[str, TieoutError]]) -> T:
    cost = result.cost
    for _, error in failed:
        cost = cost.plus(error.cost) if isinstance(error, UnusableOutputError) else cost
    return result.model_copy(update={"notes": (*_notes(verb, failed), *result.notes), "cost": cost})


def _notes(verb: str, failed: Sequence[tuple[str, TieoutError]]) -> tuple[str, ...]:
    return tuple(
        f"{name} could not {verb} ({type(error).__name__}: {error}); the next was asked" for name, error in failed
    )
