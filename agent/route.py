"""Where next? Pure functions that read the state and name the next node."""

import time
from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Send

from tieout.agent.context import Context, amount_of
from tieout.agent.state import Found, Retrieval, State
from tieout.claim import Figure, Reason

REDRAFT: frozenset[Reason] = frozenset(
    {
        "wrong_value", "rounding", "wrong_precision", "wrong_scale", "wrong_sign", "wrong_unit", "wrong_period",
        "wrong_entity", "wrong_metric", "wrong_scope", "wrong_modality", "bad_arithmetic", "ambiguous",
        "unsupported", "contradicted",
    }
)  # fmt: skip
"""Failures that another draft can mend: other candidates, a recomputed figure, a dropped sentence."""


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
    if another_round(state, context):
        if state.get("pending"):
            return branches(state)
        if any(f.reason in REDRAFT for f in state.get("failures", ())):
            return "draft"
    return "review" if wants_review(state, context) else "publish"


def after_review(state: State) -> list[Send] | Literal["critic", "publish"]:
    """What the person decided: other sentences are judged like any, more evidence is looked for."""
    reviewed = state.get("reviewed")
    if reviewed is not None and reviewed.decision == "edit":
        return "critic"
    return (reviewed is not None and reviewed.decision == "more" and branches(state)) or "publish"


def branches(state: State) -> list[Send]:
    """One retrieval for each pending sub-question."""
    return [
        Send("retrieve", Retrieval(subquestion=s, asked=state["asked"], run=state["run"], before=seen(state, s.id)))
        for s in state.get("pending", ())
    ]


def seen(state: State, subquestion: str) -> Found:
    """What the draft saw of a sub-question, and which looks were had for it."""
    kept = state.get("kept", {}).get(subquestion, Found())
    found = state.get("found", {}).get(subquestion, Found())
    return found.model_copy(update={"passages": kept.passages})


def another_round(state: State, context: Context) -> bool:
    """Whether a round is left, something changed in the last one, and no budget is spent."""
    if not state.get("failures") or state.get("repeated") or state["rounds"] >= context.max_rounds:
        return False
    return not over_budget(state, context)


def over_budget(state: State, context: Context) -> bool:
    """Whether time, tokens or money are spent."""
    cost = state["cost"]
    tokens = cost.input_tokens + cost.output_tokens
    seconds = time.time() - state["run"].started
    return seconds > context.max_seconds or tokens > context.max_tokens or float(cost.usd) > context.max_usd


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
