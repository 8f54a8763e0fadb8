"""Each node alone: what it reads, what it writes, what it refuses."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from tests.agent.doubles import APPLE, ScriptedAnalyst, parts_of, planned, says, sub
from tieout.agent.context import Context
from tieout.agent.llm.failures import UnusableOutputError
from tieout.agent.nodes.critic import better, failures_of, fingerprint, judge_prose, lacking
from tieout.agent.nodes.draft import evidence_of
from tieout.agent.nodes.gather import covered_years, uncovered
from tieout.agent.nodes.intake import HISTORY, question_of
from tieout.agent.nodes.rerank import order
from tieout.agent.nodes.retrieve import retrieve
from tieout.agent.nodes.review import choice_of
from tieout.agent.offline.analyst import OfflineAnalyst
from tieout.agent.state import Best, Found, State
from tieout.answer import Cost
from tieout.claim import Claim, Failure, Slot, Verdict
from tieout.document import Document, Passage
from tieout.errors import InputError, RefusedError
from tieout.locator import Span
from tieout.ports import Evidence
from tieout.question import Draft, Plan, Question
from tieout.tools.figures.gate import Gate
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.nearquote import near_quotation

AT = Span(document="d", content_hash="0" * 64, quote_hash="0" * 16, start=0, end=4)
WRONG = Failure(reason="wrong_period", detail="d", subquestion="q1", text="s")


def test_the_last_message_of_a_person_is_the_question() -> None:
    """Earlier questions are history, the newest eight of them; what the assistant said is none."""
    said = [m for n in range(10) for m in (HumanMessage(content=f"q{n}"), AIMessage(content="a"))]
    asked = question_of(State(messages=[*said, HumanMessage(content=[{"type": "text", "text": "now?"}])]), Context())

    assert (asked.text, len(asked.history), asked.history[-1]) == ("now?", HISTORY, "q9")


def test_a_plain_question_beats_the_messages() -> None:
    """The form's question is asked, and the thread is its history."""
    asked = question_of(State(question=" And now? ", messages=[HumanMessage(content="Before?")]), Context())

    assert (asked.text, asked.history) == ("And now?", ("Before?",))


@pytest.mark.parametrize("state", [State(), State(question=" "), State(messages=[AIMessage(content="a")])])
def test_nothing_is_no_question(state: State) -> None:
    """An empty thread, a blank question and a thread in which only the assistant speaks."""
    with pytest.raises(InputError, match="the question is empty"):
        question_of(state, Context())


def test_the_longest_question_is_read_and_one_letter_more_is_not() -> None:
    """Eight thousand characters are the limit, which the error names."""
    assert len(question_of(State(question="a" * 8000), Context()).text) == 8000
    with pytest.raises(InputError, match="8,001 characters, at most 8,000"):
        question_of(State(question="a" * 8001), Context())


def filing(year: int) -> Document:
    return Document(
        id=str(year), entity=APPLE, kind="filing", title="t", fiscal_year=year, content_hash="0" * 64, form="10-K"
    )


def test_an_annual_report_covers_two_years_before_its_own() -> None:
    """Comparatives count as covered."""
    assert covered_years([filing(2024), filing(2020)]) == {2018, 2019, 2020, 2022, 2023, 2024}


def test_only_a_period_that_nothing_covers_is_missing(demo_home: Path) -> None:
    """A year outside every filing is refused before anything is searched; one of two periods covered is enough."""
    with parts_of(demo_home).home().snapshot() as snapshot:
        assert [f.reason for f in uncovered(sub(year=2030), snapshot)] == ["no_source"]
        assert uncovered(sub(year=2022), snapshot) == ()


def test_a_look_back_says_what_was_public(demo_home: Path) -> None:
    """A period that only later filings cover is missing as of a day before them, and the day is named."""
    with parts_of(demo_home).home().snapshot() as snapshot:
        [before] = uncovered(sub(year=2024), snapshot, as_of=date(2023, 12, 31))

        assert "public on 2023-12-31 covers fiscal 2024" in before.detail
        assert uncovered(sub(year=2024), snapshot, as_of=date(2024, 12, 31)) == ()


def test_evidence_holds_what_the_ids_name(demo_home: Path) -> None:
    """Facts and passages by id, in their order, with their documents; ids that name nothing are left out."""
    vocabulary = Vocabulary.load()
    with parts_of(demo_home).home().snapshot() as snapshot:
        facts = retrieve(sub(), Question(text="q"), snapshot, vocabulary)
        prose = retrieve(sub(ask="text", text="employees"), Question(text="q"), snapshot, vocabulary)
        kept = Found(facts=(*facts.facts, "gone"), passages=("gone", *prose.passages))
        evidence = evidence_of({"q1": kept}, snapshot)

    assert (facts.passages, prose.facts) == ((), ())
    assert [f.id for f in evidence.facts["q1"]] == list(facts.facts)
    assert [p.id for p in evidence.passages["q1"]] == list(prose.passages)
    assert set(evidence.documents) == {"sample-AAPL-10-K-2024"}


class Reranked:
    """A reranker that says so, or cannot be asked."""

    def __init__(self, name: str, error: Exception | None = None) -> None:
        self.name = name
        self._error = error

    async def rerank(self, _: str, passages: Sequence[Passage], k: int) -> tuple[str, ...]:
        """The last passages first."""
        if self._error is not None:
            raise self._error
        return tuple(p.id for p in passages[::-1])[:k]


PASSAGES = [Passage(id=i, document="d", kind="prose", text=i, locator=AT) for i in "abc"]


async def test_the_next_reranker_is_asked_when_one_fails() -> None:
    """A service that refuses costs no evidence: the next one orders, and without any the retrieval's order stays."""
    refused = Reranked("one", RefusedError("no key"))

    assert await order([refused, Reranked("two")], "q", PASSAGES, 2) == ("c", "b")
    assert await order([refused], "q", PASSAGES, 2) == ("a", "b")
    assert await order([refused], "q", [], 2) == ()


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("approve", "approve"),
        ({"decision": "reject"}, "reject"),
        ("more", "more"),
        ({"decision": "edit", "sentences": ["Sales rose."]}, "edit"),
        ("edit", None),
        ({"decision": "edit", "sentences": [" "]}, None),
        ({"decision": "approve", "sentences": ["Sales rose."]}, None),
        ("yes", None),
        ({}, None),
        (None, None),
        (["approve"], None),
    ],
)
def test_a_decision_is_one_of_four_words(said: object, choice: str | None) -> None:
    """The word alone or in its field, an edit with its sentences; anything else is none."""
    found = choice_of(said)
    assert (found.decision if found else None) == choice


# --- the critic -------------------------------------------------------------------------------------------------------


def claim(kind: str = "prose", key: str = "q1") -> Claim:
    slots = {"v": Slot(fact="f")} if kind == "figure" else {}
    return Claim.model_validate(
        {"subquestion": key, "kind": kind, "template": "s {v}" if slots else "s", "slots": slots, "citations": (AT,)}
    )


GOOD, BAD = Verdict(sentence="s"), Verdict(sentence="s", failures=(WRONG,))


async def test_only_verified_prose_is_judged() -> None:
    """Claims of figures, quotations and what has failed already cost no judge; positions are kept."""
    draft = Draft(claims=(claim("figure"), claim(), claim(), claim("quotation")))
    analyst = ScriptedAnalyst(
        judgements=[lambda claims, _: says("supported") if len(claims) == 1 else says("unsupported")]
    )
    verdicts, _ = await judge_prose(analyst, draft, (GOOD, BAD, GOOD, GOOD), Evidence())

    assert [v.verified for v in verdicts] == [True, False, True, True]


async def test_nothing_to_judge_asks_nobody() -> None:
    """Without prose the judge is not called."""
    verdicts, judgement = await judge_prose(ScriptedAnalyst(), Draft(claims=(claim("figure"),)), (GOOD,), Evidence())

    assert (verdicts, judgement.verdicts) == ((GOOD,), ())


async def test_figures_with_loose_words_are_judged() -> None:
    """A figure claim that says more than its figures needs the judge's yes."""
    draft = Draft(claims=(claim("figure"),))
    verdicts, _ = await judge_prose(
        ScriptedAnalyst(judgements=[says("unsupported")]), draft, (GOOD,), Evidence(), frozenset({0})
    )

    assert [f.reason for f in verdicts[0].failures] == ["unsupported"]


async def test_what_a_cited_sentence_says_needs_no_judge(demo_home: Path) -> None:
    """The source's own words, with the company named, pass at no cost; a word more goes to the judge, who says no."""
    said = "Apple pays tax in many countries and is from time to time in dispute with one of them."
    with parts_of(demo_home).home().snapshot() as snapshot:
        found = retrieve(sub(ask="text", text="tax disputes"), Question(text="q"), snapshot, Vocabulary.load())
        evidence = evidence_of({"q1": found}, snapshot)
    passage = next(p for p in evidence.passages["q1"] if "pays tax in many countries" in p.text)
    near, more = (
        Claim(subquestion="q1", kind="prose", template=text, citations=(passage.locator,))
        for text in (said, said.replace("from time to time", "always"))
    )
    draft, sentences = Draft(claims=(near, more)), tuple(Verdict(sentence=c.template) for c in (near, more))

    verdicts, _ = await judge_prose(ScriptedAnalyst(judgements=[says("unsupported")]), draft, sentences, evidence)
    offline, _ = await judge_prose(OfflineAnalyst(vocabulary=Vocabulary.load()), draft, sentences, evidence)

    assert [v.verified for v in verdicts] == [v.verified for v in offline] == [True, False]


@pytest.mark.parametrize("slots", [{}, {"v": Slot(fact="gone")}])
def test_a_figure_in_prose_is_the_engines_matter(demo_home: Path, slots: dict[str, Slot]) -> None:
    """A sentence that stands word for word in its source is not verified while a figure of it is bound to nothing."""
    with parts_of(demo_home).home().snapshot() as snapshot:
        found = retrieve(sub(ask="text", text="tax disputes"), Question(text="q"), snapshot, Vocabulary.load())
        evidence = evidence_of({"q1": found}, snapshot)
        passage = next(p for p in evidence.passages["q1"] if "one-time charge" in p.text)
        said = "In fiscal 2024 a decision of the European Court of Justice on Irish tax led to a one-time charge of "
        text = f"{said}{'{v}' if slots else '$10.2 billion'}, net."
        claim = Claim(subquestion="q1", kind="prose", template=text, slots=slots, citations=(passage.locator,))
        verdict = Gate.over(evidence, snapshot, Vocabulary.load()).judge(claim)

    assert near_quotation(f"{said}$10.2 billion, net.", passage.text)
    assert not verdict.verified


async def test_an_unusable_judge_is_paid_for() -> None:
    """What a judge's output cost is counted although nobody could read it, and nothing is verified by it."""
    paid = Cost(input_tokens=7)
    analyst = ScriptedAnalyst(judgements=[UnusableOutputError("no JSON object", paid)])
    verdicts, judgement = await judge_prose(analyst, Draft(claims=(claim(),)), (GOOD,), Evidence())

    assert (judgement.cost, [f.reason for f in verdicts[0].failures]) == (paid, ["critic_unavailable"])


def test_a_sub_question_without_a_word_is_missing() -> None:
    """Each sub-question has a verified claim or a failure that names it."""
    plan = planned(sub("q1"), sub("q2"), sub("q3"))
    found = failures_of(plan, Draft(claims=(claim(key="q1"), claim(key="q2"))), (GOOD, BAD))

    assert [(f.reason, f.subquestion) for f in found] == [("wrong_period", "q2"), ("missing_evidence", "q3")]


def test_what_has_facts_is_not_searched_again() -> None:
    """Facts are complete at the first search; a text, or a figure of which there is no fact, may be found otherwise."""
    plan = planned(sub("q1"), sub("q2", ask="text"), sub("q3", ask="text"), sub("q4"))
    missing = [Failure(reason="missing_evidence", detail="d", subquestion=q) for q in ("q1", "q2", "q4")]
    state = State(found={"q1": Found(facts=("f",)), "q2": Found(facts=("f",)), "q4": Found(passages=("p",))})

    assert [s.id for s in lacking(plan, [*missing, WRONG], state)] == ["q2", "q4"]


def test_more_verified_claims_are_better_and_the_earlier_wins_a_tie() -> None:
    """A draft replaces the best one only with more verified claims."""
    one = Best(draft=Draft(claims=(claim(), claim())), verdicts=(GOOD, BAD))
    same = Best(draft=Draft(claims=(claim(),)), verdicts=(GOOD,))
    more = Best(draft=Draft(claims=(claim(), claim())), verdicts=(GOOD, GOOD))

    assert (better(None, one), better(one, same), better(one, more), better(more, one)) == (one, one, more, more)


def test_failures_are_the_same_whatever_their_details() -> None:
    """Reason, sub-question and text tell failures apart; their order and wording do not."""
    other = WRONG.model_copy(update={"detail": "said otherwise"})
    third = WRONG.model_copy(update={"text": "t"})

    assert fingerprint([WRONG, third]) == fingerprint([third, other])
    assert fingerprint([WRONG]) != fingerprint([third])


def test_an_empty_plan_lacks_nothing() -> None:
    """Where nothing was asked nothing is missing."""
    assert failures_of(Plan(), Draft(), ()) == ()
