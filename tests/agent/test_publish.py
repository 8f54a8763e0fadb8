"""The publisher prints what is proven and nothing else, also where everything before it failed."""

import time
from pathlib import Path

import pytest

from tests.agent.doubles import parts_of, planned, sales, stating, sub
from tests.agent.invariant import check_answer
from tieout.agent.context import Context
from tieout.agent.nodes.draft import evidence_of
from tieout.agent.nodes.publish import Publisher, refusal, status
from tieout.agent.nodes.retrieve import retrieve
from tieout.agent.state import Best, Reviewed, Run, State
from tieout.answer import Answer, Cost
from tieout.claim import Failure, Verdict
from tieout.question import Draft, Question
from tieout.tools.figures.gate import Gate
from tieout.tools.figures.vocabulary import Vocabulary

PRINTED = "Apple Inc.’s net sales were $391,035 million in fiscal 2024. [1]"
ASKED = Question(text="What were Apple's net sales?")


@pytest.fixture(name="best")
def _best(demo_home: Path) -> Best:
    """One claim, judged by the gate itself."""
    vocabulary = Vocabulary.load()
    with parts_of(demo_home).home().snapshot() as snapshot:
        evidence = evidence_of({"q1": retrieve(sub(), ASKED, snapshot, vocabulary)}, snapshot)
        claim = stating(sales(evidence))
        verdict = Gate.over(evidence, snapshot, vocabulary).judge(claim)
    return Best(draft=Draft(claims=(claim,), written_by="scripted"), verdicts=(verdict,))


def published(home: Path, best: Best | None, *, threshold: float = 0.8, **channels: object) -> Answer:
    parts = parts_of(home)
    state = State(
        run=Run(id="r", started=time.time(), generation=1),
        asked=ASKED,
        plan=planned(),
        best=best,
        cost=Cost(),
        rounds=1,
    )
    try:
        answer = Publisher(parts=parts).answer(State(**{**state, **channels}), Context(threshold=threshold))  # type: ignore[typeddict-item]  # channels by name
    finally:
        parts.pins.release("r")
    check_answer(answer, home)
    return answer


def test_a_proven_claim_is_printed(demo_home: Path, best: Best) -> None:
    """The sentence, its figure, its source."""
    answer = published(demo_home, best)

    assert (answer.status, answer.text) == (
        "answered",
        "Apple Inc.’s net sales were $391,035 million in fiscal 2024. [1]",
    )
    assert answer.figures[0].source.accession == "0000320193-24-000123"


def test_a_verdict_without_its_proof_prints_nothing(demo_home: Path, best: Best) -> None:
    """Were the gate to verify a sentence whose figure has no proof, the last look would stop the whole answer."""
    blind = Verdict(sentence="Apple Inc. earned $999 million in fiscal 2024.")
    answer = published(demo_home, best.model_copy(update={"verdicts": (blind,)}))

    assert (answer.status, answer.figures, answer.faithfulness) == ("abstained", (), None)
    assert answer.text == "Not verifiable from the indexed documents: a figure of the finished text had no proof."


def test_what_failed_is_withheld_without_its_figures(demo_home: Path) -> None:
    """Neither text nor detail of what is withheld shows a figure that nobody has proven."""
    failure = Failure(reason="wrong_value", detail="the sources do not say $999 million", text="It was $999 million.")
    answer = published(demo_home, None, failures=(failure,))

    assert [(w.text, w.detail) for w in answer.withheld] == [("It was ▮.", "the sources do not say ▮")]
    assert answer.text == "Not verifiable from the indexed documents: the sources do not say ▮."


def test_assumptions_of_a_model_show_no_figure(demo_home: Path, best: Best) -> None:
    """A model's assumption is not proven either."""
    draft = best.draft.model_copy(update={"assumptions": ("sales doubled to $5 billion",)})

    assert published(demo_home, best.model_copy(update={"draft": draft})).assumptions == ("sales ▮ to ▮",)


def test_a_rejected_answer_prints_nothing(demo_home: Path, best: Best) -> None:
    """A reviewer's no withholds what is proven too."""
    answer = published(demo_home, best, reviewed=Reviewed(decision="reject"))

    assert (answer.status, answer.figures, answer.citations) == ("abstained", (), ())
    assert [w.detail for w in answer.withheld] == ["a reviewer rejected this answer"]


def test_an_answer_without_a_draft_is_the_planners(demo_home: Path) -> None:
    """Where nobody drafted, the answer says who planned."""
    assert published(demo_home, None).written_by == "scripted"


@pytest.mark.parametrize(
    ("printed", "withheld", "said"),
    [(True, False, "answered"), (True, True, "partial"), (False, True, "abstained"), (False, False, "abstained")],
)
def test_the_status_says_how_much_is_printed(printed: bool, withheld: bool, said: str) -> None:
    """All, some, nothing."""
    assert status(printed=printed, withheld=withheld) == said


def test_a_refusal_always_has_a_reason() -> None:
    """Without any failure there is still a sentence."""
    assert refusal(()) == "Not verifiable from the indexed documents: nothing was found."


@pytest.mark.parametrize(
    ("refused", "threshold", "text", "faithfulness"),
    [
        (0, 0.8, f"{PRINTED}\n\nSales matter. [1]", 1.0),
        (2, 0.8, PRINTED, 0.5),
        (2, 0.5, f"{PRINTED}\n\nSales matter. [1]", 0.5),
    ],
)
def test_faithfulness_is_verified_claims_over_all(
    demo_home: Path, best: Best, refused: int, threshold: float, text: str, faithfulness: float
) -> None:
    """Claims that could not be bound count too: below the threshold no prose is printed, proven figures always."""
    prose = best.draft.claims[0].model_copy(update={"kind": "prose", "template": "Sales matter.", "slots": {}})
    draft = best.draft.model_copy(update={"claims": (*best.draft.claims, prose), "refused": refused})
    both = best.model_copy(update={"draft": draft, "verdicts": (*best.verdicts, Verdict(sentence="Sales matter."))})

    answer = published(demo_home, both, threshold=threshold)

    assert (answer.text, answer.faithfulness) == (text, faithfulness)
    assert [w.text for w in answer.withheld] == (["Sales matter."] if faithfulness < threshold else [])


def test_what_stands_beside_an_answer_holds_no_figure_of_its_own(demo_home: Path, best: Best) -> None:
    """Notes and signatures of a draft are masked where they state an amount; names of models and small counts stay."""
    notes = (
        "sales were $5 billion",
        "a [link](https://a.example)",
        "fiscal 2023 has 53 weeks",
        "half a trillion, MMXXIV",
    )
    draft = best.draft.model_copy(update={"notes": notes, "written_by": "a model of $5 billion"})

    answer = published(demo_home, best.model_copy(update={"draft": draft}))

    assert answer.notes[:3] == ("sales were ▮", "fiscal 2023 has 53 weeks", "▮, ▮")
    assert answer.written_by == "a model of ▮"
    for name in ("openai:gpt-4.1-mini", "gpt-5 → claude-3-5-sonnet-20241022 → offline"):
        signed = best.draft.model_copy(update={"written_by": name})
        assert published(demo_home, best.model_copy(update={"draft": signed})).written_by == name
