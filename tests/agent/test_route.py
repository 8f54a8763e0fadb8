"""Where a run goes next is read from its state alone."""

import time
from decimal import Decimal

import pytest
from langgraph.runtime import Runtime
from langgraph.types import Send

from tests.agent.doubles import sub
from tieout.agent.context import Context
from tieout.agent.route import after_critic, after_gather, after_rerank, over_budget, wants_review
from tieout.agent.state import Died, Run, State
from tieout.agent.steering import REDRAFT
from tieout.answer import Cost
from tieout.claim import Failure, Verdict
from tieout.question import Question

WRONG = Failure(reason="wrong_period", detail="d")
LACKING = Failure(reason="missing_evidence", detail="d")
FINE = Verdict(sentence="s")
FAILED = Verdict(sentence="s", failures=(WRONG,))


def state(**channels: object) -> State:
    base = State(
        run=Run(id="r", started=time.time(), generation=1), asked=Question(text="q"), rounds=1, cost=Cost(), failures=()
    )
    return State(**{**base, **channels})  # type: ignore[typeddict-item]  # channels by name


def critic(settings: Context | None = None, **channels: object) -> object:
    went = after_critic(state(**channels), Runtime(context=settings or Context()))
    return [(s.node, s.arg["subquestion"].id) for s in went] if isinstance(went, list) else went


def test_what_is_pending_is_retrieved_and_nothing_is_published() -> None:
    """Each pending sub-question gets a branch of its own; none leaves nothing to look for."""
    sends = after_gather(state(pending=(sub("a"), sub("b"))))

    assert isinstance(sends, list)
    assert [(type(s), s.node, s.arg["subquestion"].id) for s in sends] == [
        (Send, "retrieve", "a"),
        (Send, "retrieve", "b"),
    ]
    assert after_gather(state()) == "publish"


def test_a_dead_branch_ends_the_run() -> None:
    """After a branch died nothing is drafted; its handler has sent the run to its record."""
    died = Died(run="r", node="retrieve", error="E", message="m")

    assert (after_rerank(state()), after_rerank(state(died=died))) == ("draft", "__end__")


@pytest.mark.parametrize(
    ("channels", "went"),
    [
        ({}, "publish"),
        ({"failures": (WRONG,)}, "draft"),
        ({"failures": (LACKING,)}, "publish"),
        ({"failures": (LACKING,), "pending": (sub("a"),)}, [("retrieve", "a")]),
        ({"failures": (WRONG,), "pending": (sub("a"),)}, [("retrieve", "a")]),
        ({"failures": (WRONG,), "repeated": True}, "publish"),
        ({"failures": (WRONG,), "rounds": 2}, "publish"),
        ({"failures": (WRONG,), "cost": Cost(input_tokens=150_000, output_tokens=60_000)}, "publish"),
        ({"failures": (WRONG,), "cost": Cost(usd=Decimal("1.01"))}, "publish"),
        ({"failures": (WRONG,), "run": Run(id="r", started=time.time() - 500, generation=1)}, "publish"),
    ],
)
def test_the_kind_of_failure_steers(channels: dict[str, object], went: object) -> None:
    """Evidence that lacks is sought, what a draft can mend is drafted again, and every stop stops."""
    assert critic(None, **channels) == went


@pytest.mark.parametrize(
    ("review", "verdicts", "wanted"),
    [("never", (FAILED,), False), ("withheld", (FAILED,), True), ("withheld", (FINE,), False), ("always", (), True)],
)  # fmt: skip
def test_a_person_is_asked_only_where_that_was_asked_for(review: str, verdicts: object, wanted: bool) -> None:
    """Never, for withheld claims, or always."""
    settings = Context.model_validate({"review": review})

    assert wants_review(state(verdicts=verdicts), settings) is wanted
    assert critic(settings, verdicts=verdicts) == ("review" if wanted else "publish")


def test_a_budget_is_spent_when_it_is_exceeded() -> None:
    """The limits themselves are within budget."""
    cost = Cost(usd=Decimal(1), input_tokens=200_000)

    assert not over_budget(state(cost=cost), Context())
    assert over_budget(state(cost=cost), Context(max_usd=0.99))
    assert over_budget(state(cost=cost), Context(max_tokens=199_999))


def test_another_draft_cannot_mend_what_is_not_there() -> None:
    """Lacking evidence, a spent budget and a judge that cannot be asked are no reasons to draft again."""
    assert REDRAFT.isdisjoint({"missing_evidence", "no_source", "over_budget", "critic_unavailable", "not_derivable"})
