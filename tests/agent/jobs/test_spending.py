"""A job's budget runs over all its questions."""

from decimal import Decimal

import pytest

from tests.agent.scripted import ScriptedWorkspace, answered
from tieout.agent.context import Context
from tieout.agent.jobs.job import Job
from tieout.agent.jobs.report import findings
from tieout.agent.jobs.reportpage import Finding
from tieout.agent.jobs.spending import Spending
from tieout.answer import Answer, Cost
from tieout.errors import UnreachableError

QUESTIONS = ("A?", "B?", "C?")


def job(**changes: object) -> Job:
    return Job.model_validate({"title": "T", "questions": QUESTIONS} | changes)


def priced(usd: str, tokens: int) -> Answer:
    return answered().model_copy(update={"cost": Cost(usd=Decimal(usd), input_tokens=tokens, output_tokens=1)})


def asked(of: Job, workspace: ScriptedWorkspace, *seconds: float, **given: object) -> list[Finding]:
    """The findings of a job whose clock says these times, two a question."""
    times = list(seconds)
    context = Context.model_validate(given)
    return list(findings(workspace, of, context, clock=lambda: times.pop(0) if times else 0.0))


def test_each_question_gets_what_is_left_of_each_budget() -> None:
    """After a question of 0.3 USD, 100 tokens and 10 seconds the next may spend that much less."""
    workspace = ScriptedWorkspace(priced("0.3", 99), priced("0", 0))
    limited = job(max_usd=Decimal(1), max_tokens=1000, max_seconds=60.0, questions=QUESTIONS[:2])

    asked(limited, workspace, 0.0, 10.0, 10.0, 11.0)

    first, second = (context for _, context in workspace.asked)
    assert (first.max_usd, first.max_tokens, first.max_seconds) == (1.0, 1000, 60.0)
    assert (second.max_usd, second.max_tokens, second.max_seconds) == (0.7, 900, 50.0)


def test_a_question_keeps_its_own_smaller_budgets() -> None:
    """What the settings allow one question stays the most that it may spend."""
    workspace = ScriptedWorkspace(priced("0", 0))
    limited = job(max_usd=Decimal(9), max_tokens=9000, max_seconds=900.0, questions=("A?",))

    asked(limited, workspace, max_usd=0.1, max_tokens=10, max_seconds=1.0)

    (_, context), *_ = workspace.asked
    assert (context.max_usd, context.max_tokens, context.max_seconds) == (0.1, 10, 1.0)


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ({"max_usd": Decimal("0.5")}, "not asked: the report's budget of 0.5 USD is spent"),
        ({"max_tokens": 1000}, "not asked: the report's budget of 1,000 tokens is spent"),
        ({"max_seconds": 20.0}, "not asked: the report's budget of 20 seconds is spent"),
    ],
)
def test_a_spent_budget_of_any_kind_ends_the_asking(budget: dict[str, object], said: str) -> None:
    """What is left over is listed as not asked, with the typed reason and which budget it was."""
    workspace = ScriptedWorkspace(priced("0.6", 1200))

    found = asked(job(**budget), workspace, 0.0, 25.0)

    assert [f.status for f in found] == ["answered", "not_asked", "not_asked"]
    assert {(f.reason, f.message) for f in found[1:]} == {("over_budget", said)}


def test_what_costs_nothing_is_asked_under_a_budget_of_nothing() -> None:
    """Budgets of no money and no tokens leave the offline analyst to answer."""
    workspace = ScriptedWorkspace(*[answered()] * 3)

    found = asked(job(max_usd=0, max_tokens=0), workspace)

    assert [f.status for f in found] == ["answered"] * 3


def test_a_question_that_fails_has_cost_what_it_cost() -> None:
    """Money that was paid before an error counts against the budget of the job."""
    failed = UnreachableError("no answer from the model")
    failed.paid = Cost(usd=Decimal("0.7"), input_tokens=5)
    workspace = ScriptedWorkspace(failed)

    found = asked(job(max_usd=Decimal("0.5"), questions=("A?", "B?")), workspace)

    assert [f.status for f in found] == ["error", "not_asked"]
    assert found[0].spent.usd == Decimal("0.7")


def test_the_jobs_own_settings_go_before_the_callers() -> None:
    """Review and materiality of a job are those of its questions; what it leaves open stays as it was given."""
    given = Context(review="always", materiality="$1 million", offline=True)

    own = Spending(job=job(review="material", materiality="EUR 5 million")).context(given, ("AAPL",))
    open_ = Spending(job=job()).context(given, ())

    assert (own.review, own.materiality, own.companies, own.offline) == ("material", "EUR 5 million", ("AAPL",), True)
    assert (open_.review, open_.materiality, open_.companies) == ("always", "$1 million", ())
