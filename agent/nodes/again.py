"""Does what was proven still hold? Judges a parked draft in the home as it is when the answer comes."""

import time

from tieout.agent.nodes.draft import evidence_of
from tieout.agent.parts import Parts
from tieout.agent.state import Best, Run, State
from tieout.claim import Failure
from tieout.ports import Snapshot
from tieout.tools.figures.gate import Gate


def resumed(state: State, generation: int) -> Run:
    """The run as it goes on: the time in which a person thought is not the question's."""
    active = max((s.start + s.seconds for s in state.get("spans", ())), default=0.0)
    return state["run"].model_copy(update={"started": time.time() - active, "generation": generation})


def held(state: State, parts: Parts, snapshot: Snapshot) -> Best:
    """The draft that would be published; in a home that has changed since, with what still is proven there alone."""
    latest = Best(draft=state["draft"], verdicts=state.get("verdicts", ()), failures=state.get("failures", ()))
    best = state.get("best") or latest
    if snapshot.generation == state["run"].generation:
        return best
    asked = " ".join((*state["asked"].history, state["asked"].text))
    gate = Gate.over(evidence_of(state.get("kept", {}), snapshot), snapshot, parts.vocabulary(), asked)
    verdicts, lost = list(best.verdicts), list[Failure]()
    for place, (claim, before) in enumerate(zip(best.draft.claims, best.verdicts, strict=True)):
        now = gate.judge(claim) if before.verified else before
        if before.verified and not now.verified:
            verdicts[place] = now.model_copy(update={"sentence": before.sentence})
            lost += [f.model_copy(update={"subquestion": claim.subquestion}) for f in now.failures]
        elif before.verified:
            verdicts[place] = now
    return best.model_copy(update={"verdicts": tuple(verdicts), "failures": (*best.failures, *lost)})
