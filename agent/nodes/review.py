"""What does a person decide? Parks the run until somebody answers."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from langgraph.types import interrupt
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tieout.agent.compose import fact_ids
from tieout.agent.nodes.again import held, resumed
from tieout.agent.nodes.critic import untried
from tieout.agent.nodes.draft import evidence_of
from tieout.agent.nodes.edited import edited_draft, tier_over
from tieout.agent.parts import Parts
from tieout.agent.shown.present import short
from tieout.agent.state import Best, Decision, Reviewed, Run, State, Update
from tieout.claim import Claim, Verdict
from tieout.errors import InputError
from tieout.fact import Fact
from tieout.locator import Locator
from tieout.ports import Snapshot
from tieout.question import Draft
from tieout.tools.textual import facts_by_id

CHOICES: tuple[Decision, ...] = ("approve", "edit", "reject", "more")
MOST_SENTENCES = 200
MOST_QUOTED = 200
PROBLEM = (
    "the decision is one of: approve, reject, more, or edit with the sentences as they are to be: "
    '{"decision": "edit", "sentences": ["…"]}'
)
NO_MORE = "everything that this question can be looked for with was looked for; decide on what there is"
MOVED = (
    "the indexed documents have changed since this was parked, and not all of it is proven any more; "
    "look at what still is, and decide again"
)


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
                "this question asks for a review, and nothing here remembers a parked run; use ask() with a home that "
                "can be written, give the graph a checkpointer, or set review to 'never'"
            )
        seen = await asyncio.to_thread(self._seen, state)
        problem, told = "", False
        while True:
            choice = choice_of(interrupt(seen.shown | ({"problem": problem} if problem else {})))
            if choice is None:
                problem = PROBLEM
            elif choice.decision == "edit":
                draft = await self._edited(state, choice, seen.best)
                return Update(reviewed=Reviewed(decision="edit"), edited=True, draft=draft, run=seen.run)
            elif choice.decision == "more":
                more = await self._more(state, seen.run)
                if "pending" in more:
                    return more
                problem = NO_MORE
            elif choice.decision == "approve" and seen.lost and not told:
                problem, told = MOVED, True
            else:
                return Update(reviewed=Reviewed(decision=choice.decision), best=seen.best, run=seen.run)

    def _seen(self, state: State) -> "Seen":
        """What the person sees; a run that waits holds nothing of the home."""
        run = state["run"]
        snapshot = self.parts.pin(run.id)
        try:
            best = held(state, self.parts, snapshot)
            lost = best.verified < shown(state).verified
            going = resumed(state, snapshot.generation)
            return Seen(best=best, shown=payload(state, best, snapshot), run=going, lost=lost)
        finally:
            self.parts.pins.release(run.id)

    async def _edited(self, state: State, choice: Choice, best: Best) -> Draft:
        snapshot = await asyncio.to_thread(self.parts.pin, state["run"].id)
        evidence = await asyncio.to_thread(evidence_of, state.get("kept", {}), snapshot)
        tier = await asyncio.to_thread(tier_over, evidence, snapshot, self.parts.vocabulary())
        return await asyncio.to_thread(edited_draft, choice.sentences, best.draft, best.verdicts, evidence, tier)

    async def _more(self, state: State, run: Run) -> Update:
        """Another search for every part that can be looked for in another way."""
        snapshot = await asyncio.to_thread(self.parts.pin, run.id)
        pending = await asyncio.to_thread(untried, self.parts, state["plan"].subquestions, state, snapshot)
        if not pending:
            self.parts.pins.release(run.id)
            return Update()
        return Update(reviewed=Reviewed(decision="more"), edited=False, pending=pending, run=run)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A parked draft as a person sees it."""

    best: Best
    shown: dict[str, object]
    run: Run
    """As it goes on."""
    lost: bool
    """Whether something that was proven is so no more."""


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


def payload(state: State, best: Best, snapshot: Snapshot) -> dict[str, object]:
    """What the person sees: the draft's proven sentences with their sources, what failed and why, and the choices."""
    proven = [(c, v) for c, v in zip(best.draft.claims, best.verdicts, strict=True) if v.verified]
    facts = facts_by_id(snapshot, sorted({i for _, v in proven for p in v.proofs for i in fact_ids(p)}))
    return {
        "question": state["asked"].text,
        "proven": [v.sentence for _, v in proven],
        "proofs": [place for c, v in proven for place in places(c, v, facts, snapshot)],
        "failures": [f.model_dump(mode="json") for f in best.failures],
        "choices": list(CHOICES),
    }


def places(
    claim: Claim, verdict: Verdict, facts: Mapping[str, Fact], snapshot: Snapshot
) -> Iterator[dict[str, str | None]]:
    """Where each figure of a proven sentence stands, with the words there; where what it quotes does."""
    stated: list[tuple[str | None, Locator]] = [
        (p.figure.text, facts[i].locator) for p in verdict.proofs for i in fact_ids(p) if i in facts
    ]
    for figure, at in stated or [(None, at) for at in claim.citations]:
        document = snapshot.document(at.document)
        where = {"document": document.id, "accession": document.accession, "section": at.section}
        yield {
            "sentence": verdict.sentence,
            "figure": figure,
            **where,
            "quote": short(snapshot.around(at), MOST_QUOTED),
        }
