"""Where next? Pure functions that read the state and name the next node."""

from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Send

from tieout.agent.context import Context, amount_of
from tieout.agent.running.budget import spent
from tieout.agent.state import Found, Retrieval, State
from tieout.agent.steering import REDRAFT
from tieout.claim import Figure

FIRST = frozenset({"asked", "pending", "kept", "found"})
"""Pages from which a branch that was interrupted is read back, beside those of its own part."""


def after_gather(state: State) -> list[Send] | Literal["publish"]:
    """Is there anything to look for?"""
    return branches(state) or "publish"


def after_rerank(state: State) -> Literal["draft", "__end__"]:
    """Did every branch come back? Where one died its error handler has sent the run to `trace` already."""
    return "__end__" if state.get("died") else "draft"


def after_critic(state: State, runtime: Runtime[Context]) -> list[Send] | Literal["draft", "review", "publish"]:
    """Is it proven, can another round help, and may there be one?"""
    context = runtime.context or Context()
    if state.get("edited"):
        return "review"
    if wants_round(state) and another_round(state, context):
        return branches(state) or "draft"
    return "review" if wants_review(state, context) else "publish"


def after_review(state: State) -> list[Send] | Literal["critic", "publish"]:
    """What the person decided: other sentences are judged like any, more evidence is looked for."""
    reviewed = state.get("reviewed")
    if reviewed is not None and reviewed.decision == "edit":
        return "critic"
    return (reviewed is not None and reviewed.decision == "more" and branches(state)) or "publish"


def branches(state: State) -> list[Send]:
    """One retrieval for each pending sub-question."""
    asked, run, held = state["asked"], state["run"], state.get("held", {})
    return [
        Send(
            "retrieve",
            Retrieval(
                part=s.id,
                run=run,
                held={k: at for k, at in held.items() if k in FIRST or k.endswith(f":{s.id}")},
                asked=asked,
                subquestion=s,
                before=seen(state, s.id),
            ),
        )
        for s in state.get("pending", ())
    ]


def seen(state: State, subquestion: str) -> Found:
    """What the draft saw of a sub-question, and which looks were had for it."""
    kept = state.get("kept", {}).get(subquestion, Found())
    found = state.get("found", {}).get(subquestion, Found())
    return found.model_copy(update={"passages": kept.passages})


def another_round(state: State, context: Context) -> bool:
    """Whether a round is left and no budget is spent."""
    return not state.get("stopped") and state["rounds"] < context.max_rounds and not over_budget(state, context)


def wants_round(state: State) -> bool:
    """Whether another round could mend what failed, were there one."""
    failures = state.get("failures", ())
    if state.get("repeated") or not failures:
        return False
    return bool(state.get("pending")) or any(f.reason in REDRAFT for f in failures)


def over_budget(state: State, context: Context) -> bool:
    """Whether time, tokens or money are spent."""
    return bool(spent(state, context))


def wants_review(state: State, context: Context) -> bool:
    """Whether a person is to decide about this draft."""
    verdicts = state.get("verdicts", ())
    if context.review == "material":
        return any(is_material(p.figure, context.materiality) for v in verdicts for p in v.proofs)
    if context.review == "withheld":
        return any(not v.verified for v in verdicts)
    return context.review == "always"


def is_material(figure: Figure, least: str) -> bool:
    """Whether a figure is an amount of money of at least this size, in the same currency."""
    amount = amount_of(least)
    size = amount.value if amount is not None else None
    return size is not None and amount is not None and figure.unit == amount.unit and abs(figure.value) >= abs(size)
