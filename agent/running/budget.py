"""Is there anything left to spend? Says which budget of a question is spent, and lets an analyst spend no more."""

import asyncio
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tieout.agent.context import Context
from tieout.agent.state import Retrieval, State
from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.errors import BudgetError
from tieout.ports import Analyst, Evidence, Judgement, Snapshot
from tieout.question import Draft, Plan, Question

T = TypeVar("T")
SAID = "the budget of this question is spent (max_{0}); ask less at once, or raise max_{0}"
"""How it is told; without a number, for what is withheld is told without figures."""


def seconds_left(state: State | Retrieval, context: Context) -> float:
    """Seconds until the question's time is spent; negative afterwards."""
    run = state.get("run")
    return context.max_seconds - (time.time() - run.started if run is not None else 0.0)


def time_spent(state: State | Retrieval, context: Context) -> str:
    """That the time is spent, in words; empty while it is not."""
    if seconds_left(state, context) >= 0:
        return ""
    return SAID.format("seconds")


def spent(state: State, context: Context) -> str:
    """Which budget is spent, in words; empty while none is."""
    cost = state["cost"]
    tokens = cost.input_tokens + cost.output_tokens
    if tokens > context.max_tokens:
        return SAID.format("tokens")
    if float(cost.usd) > context.max_usd:
        return SAID.format("usd")
    return time_spent(state, context)


def budgeted(analyst: Analyst, state: State, context: Context) -> Analyst:
    """The analyst, held to what is left of the question's budgets."""
    return Budgeted(analyst=analyst, state=state, context=context)


@dataclass(frozen=True, kw_only=True)
class Budgeted:
    """An analyst that is not asked once a budget is spent, and is not waited for longer than the time lasts."""

    analyst: Analyst
    state: State
    context: Context

    @property
    def name(self) -> str:
        """The analyst's."""
        return self.analyst.name

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """The analyst's plan; raises BudgetError as every call here does."""
        self.check()
        return await self.in_time(self.analyst.plan(question, home))

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """The analyst's draft."""
        self.check()
        return await self.in_time(self.analyst.draft(plan, evidence, failures))

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:
        """The analyst's judgement."""
        self.check()
        return await self.in_time(self.analyst.judge(claims, passages))

    def check(self) -> None:
        """Raise BudgetError where a budget is spent."""
        if said := spent(self.state, self.context):
            raise BudgetError(said)

    async def in_time(self, call: Awaitable[T]) -> T:
        """What the call gives, as long as the question has time."""
        try:
            async with asyncio.timeout(max(seconds_left(self.state, self.context), 0)) as limit:
                return await call
        except TimeoutError as error:
            if not limit.expired():
                raise
            raise BudgetError(SAID.format("seconds")) from error
