"""May a question fetch the filings that it lacks? Parks the run until somebody says."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import interrupt
from pydantic import BaseModel, ConfigDict, ValidationError

from tieout.agent.context import Context
from tieout.agent.nodes.gather import lacking
from tieout.agent.parts import Parts
from tieout.agent.state import State, Update
from tieout.question import SubQuestion

Permission = Literal["fetch", "skip"]


class Choice(BaseModel):
    """What a person sends back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Permission


@dataclass(frozen=True, kw_only=True)
class Permit:
    """Asks a person before `gather` fetches, where the question is to ask; it runs again from its top on the answer."""

    parts: Parts
    gather: Callable[[State, Runtime[Context]], Awaitable[Update]]

    async def run(self, state: State, runtime: Runtime[Context]) -> Update:
        """Run `gather` with what the person said; the time in which they thought does not count as the question's."""
        context = runtime.context or Context()
        if context.fetch != "ask" or context.offline or not self.parts.reviewable:
            return await self.gather(state, runtime)
        run = state["run"]
        needed = lacking(state["plan"], state["asked"], self.parts.pin(run.id))
        self.parts.pins.release(run.id)  # a parked run holds nothing
        if needed:
            said = self._said(state, needed)
            context = context.model_copy(update={"fetch": "always" if said == "fetch" else "never"})
            state = {**state, "run": run.model_copy(update={"started": time.time()})}
        return await self.gather(state, runtime.override(context=context))

    def _said(self, state: State, needed: tuple[SubQuestion, ...]) -> Permission:
        asked: dict[str, object] = {
            "question": state["asked"].text,
            "missing": [one.text for one in needed],
            "fetch": "may the filings that these parts need be fetched from EDGAR and ingested?",
            "choices": ["fetch", "skip"],
        }
        while (choice := permission_of(interrupt(asked))) is None:
            asked = asked | {"problem": "the decision is one of: fetch, skip"}
        return choice


def permission_of(said: object) -> Permission | None:
    """The decision, given as the word or as {"decision": word}; None for anything else."""
    try:
        return Choice.model_validate({"decision": said} if isinstance(said, str) else said).decision
    except ValidationError:
        return None
