"""What does a person decide? Parks the run until somebody answers."""

import asyncio
from dataclasses import dataclass
from typing import Self

from langgraph.types import interrupt
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tieout.agent.nodes.critic import untried
from tieout.agent.nodes.draft import evidence_of
from tieout.agent.nodes.edited import edited_draft, tier_over
from tieout.agent.parts import Parts
from tieout.agent.state import Best, Decision, Reviewed, State, Update
from tieout.errors import InputError
from tieout.question import Draft

CHOICES: tuple[Decision, ...] = ("approve", "edit", "reject", "more")
MOST_SENTENCES = 200
PROBLEM = (
    "the decision is one of: approve, reject, more, or edit with the sentences as they are to be: "
    '{"decision": "edit", "sentences": ["…"]}'
)
NO_MORE = "everything that this question can be looked for with was looked for; decide on what there is"


class Choice(BaseModel):
    """What a person sends back: publish what is proven, other sentences, nothing, or another search."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Decision
    sentences: tuple[str, ...] = Field(default=(), max_length=MOST_SENTENCES)
    """The edited draft, a sentence each; the critic judges it like any other."""

    @model_validator(mode="after")
    def _edited(self) -> Self:
        if (self.decision == "edit") != any(s.strip() for s in self.sentences):
            raise ValueError("sentences go with an edit, and an edit with sentences")
        return self


@dataclass(frozen=True, kw_only=True)
class Reviewer:
    """Asks a person; the node runs again from its top when the answer comes."""

    parts: Parts

    async def run(self, state: State) -> Update:
        """Write the decision and what follows from it; raises InputError where nobody could ever answer."""
        if not self.parts.reviewable:
            raise InputError(
                "this question asks for a review, and nothing here remembers a parked run; "
                "give the workspace a checkpointer, or set review to 'never'"
            )
        problem = ""
        while True:
            choice = choice_of(interrupt(payload(state) | ({"problem": problem} if problem else {})))
            if choice is None:
                problem = PROBLEM
                continue
            reviewed = Reviewed(decision=choice.decision)
            if choice.decision == "edit":
                return Update(reviewed=reviewed, edited=True, draft=await self._edited(state, choice))
            if choice.decision != "more":
                return Update(reviewed=reviewed)
            more = await self._more(state)
            if "pending" in more:
                return more
            problem = NO_MORE

    async def _edited(self, state: State, choice: Choice) -> Draft:
        snapshot = await asyncio.to_thread(self.parts.pin, state["run"].id)
        evidence = await asyncio.to_thread(evidence_of, state.get("kept", {}), snapshot)
        best = shown(state)
        tier = await asyncio.to_thread(tier_over, evidence, snapshot, self.parts.vocabulary())
        return await asyncio.to_thread(edited_draft, choice.sentences, best.draft, best.verdicts, evidence, tier)

    async def _more(self, state: State) -> Update:
        """Another search for every part that can be looked for in another way."""
        snapshot = await asyncio.to_thread(self.parts.pin, state["run"].id)
        pending = await asyncio.to_thread(untried, self.parts, state["plan"].subquestions, state, snapshot)
        return Update(reviewed=Reviewed(decision="more"), edited=False, pending=pending) if pending else Update()


def choice_of(said: object) -> Choice | None:
    """The decision, given as the word or as an object; None for anything else."""
    try:
        return Choice.model_validate({"decision": said} if isinstance(said, str) else said)
    except ValidationError:
        return None


def shown(state: State) -> Best:
    """The draft that would be published: the best one so far."""
    latest = Best(draft=state["draft"], verdicts=state.get("verdicts", ()), failures=state.get("failures", ()))
    return state.get("best") or latest


def payload(state: State) -> dict[str, object]:
    """What the person sees: proven sentences, what failed and why, and the choices."""
    best = shown(state)
    return {
        "question": state["asked"].text,
        "proven": [v.sentence for v in best.verdicts if v.verified],
        "failures": [f.model_dump(mode="json") for f in best.failures],
        "choices": list(CHOICES),
    }
