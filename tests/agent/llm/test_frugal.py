"""Rules answer what they can prove without a gap; models are asked for the rest."""

from collections.abc import Mapping, Sequence

import pytest

from tests.agent.llm.conftest import span
from tieout.agent.llm.frugal import Frugal
from tieout.claim import Claim, Failure, Slot
from tieout.document import Passage
from tieout.ports import Evidence, Judgement, Snapshot
from tieout.question import Ask, Draft, Plan, Question, SubQuestion

FAILURE = Failure(reason="wrong_value", detail="another figure")
QUESTION = Question(text="?")


def planned(ask: Ask = "look_up", *failures: Failure) -> Plan:
    """A plan of one sub-question."""
    return Plan(subquestions=(SubQuestion(id="q1", text="?", ask=ask),), failures=failures)


def drafted(*failures: Failure) -> Draft:
    """A draft of one claim."""
    claim = Claim(subquestion="q1", kind="figure", template="{v}", slots={"v": Slot(fact="f")}, citations=(span(0, 1),))
    return Draft(claims=(claim,), failures=failures)


class Scripted:
    """An analyst with one plan and one draft, which counts what it is asked."""

    def __init__(self, name: str, plan: Plan, draft: Draft) -> None:
        self.name = name
        self._plan, self._draft = plan.model_copy(update={"written_by": name}), draft
        self.asked: list[str] = []

    async def plan(self, question: Question, home: Snapshot) -> Plan:  # noqa: ARG002  # the port's signature
        """The plan."""
        self.asked.append("plan")
        return self._plan

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:  # noqa: ARG002
        """The draft."""
        self.asked.append("draft")
        return self._draft.model_copy(update={"written_by": self.name})

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:  # noqa: ARG002
        """Nothing."""
        self.asked.append("judge")
        return Judgement()


async def run(plan: Plan, draft: Draft, *failures: Failure) -> tuple[str, str, list[str]]:
    """Who planned, who drafted, and what the model was asked."""
    model = Scripted("model", planned(), drafted())
    analyst = Frugal(Scripted("offline", plan, draft), model)
    made = await analyst.plan(QUESTION, None)  # type: ignore[arg-type]  # nobody looks at the home
    written = await analyst.draft(made, Evidence(), failures)
    return made.written_by, written.written_by, model.asked


async def test_what_rules_answer_costs_no_call() -> None:
    """A whole plan and a whole draft in figures."""
    assert await run(planned(), drafted()) == ("offline", "offline", [])


@pytest.mark.parametrize("plan", [planned("text"), planned("look_up", FAILURE), Plan(failures=(FAILURE,)), Plan()])
async def test_a_question_that_rules_do_not_cover_is_the_model_s(plan: Plan) -> None:
    """Words, gaps and refusals are planned and drafted by the model."""
    assert await run(plan, drafted()) == ("model", "model", ["plan", "draft"])


@pytest.mark.parametrize("draft", [drafted(FAILURE), Draft()])
async def test_a_draft_with_a_gap_is_the_model_s(draft: Draft) -> None:
    """The plan stays, the sentences are the model's."""
    assert await run(planned(), draft) == ("offline", "model", ["draft"])


async def test_after_a_rejection_the_model_drafts() -> None:
    """What the gate has rejected once the same rules would say again."""
    assert await run(planned(), drafted(), FAILURE) == ("offline", "model", ["draft"])
