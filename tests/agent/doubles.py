"""Analysts that do as they are told: scripted and blocking; and graphs around them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

from tieout.agent.context import Context
from tieout.agent.offline.analyst import OfflineAnalyst
from tieout.agent.parts import Parts
from tieout.agent.wiring import open_home
from tieout.answer import Cost
from tieout.claim import Claim, Failure, Slot, Style
from tieout.document import Entity, Passage
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.ports import Analyst, Evidence, Judgement, ProseVerdict, Snapshot
from tieout.question import Ask, Draft, MetricAsked, Plan, Question, SubQuestion
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.index.rerank import LocalReranker

T = TypeVar("T")
Step: TypeAlias = T | BaseException | Callable[..., T]
APPLE = Entity(cik="0000320193", ticker="AAPL", name="Apple Inc.")
AMD = Entity(cik="0000002488", ticker="AMD", name="Advanced Micro Devices, Inc.")
TXN = Entity(cik="0000097476", ticker="TXN", name="Texas Instruments Incorporated")
SALES = MetricAsked(metric="revenue", words="net sales")
VOCABULARY = Vocabulary.load()


@dataclass(kw_only=True)
class ScriptedAnalyst:
    """Gives what its scripts say, in their order: a result, an error to raise, or what makes a result of the call.

    A script that has ended raises AssertionError: a call too many is seen.
    """

    plans: list[Step[Plan]] = field(default_factory=list)
    drafts: list[Step[Draft]] = field(default_factory=list)
    judgements: list[Step[Judgement]] = field(default_factory=list)
    name: str = "scripted"
    calls: list[str] = field(default_factory=list)
    steered: list[tuple[Failure, ...]] = field(default_factory=list)
    """The failures that each draft was given."""

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """The next plan."""
        return self._next("plan", self.plans, question, home)

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """The next draft."""
        self.steered.append(tuple(failures))
        return self._next("draft", self.drafts, plan, evidence, failures)

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:
        """The next judgement."""
        return self._next("judge", self.judgements, claims, passages)

    def _next(self, verb: str, script: list[Step[T]], *given: object) -> T:
        self.calls.append(verb)
        if not script:
            raise AssertionError(f"the script of {verb!r} is at its end")
        step = script.pop(0)
        if isinstance(step, BaseException):
            raise step
        return step(*given) if callable(step) else step


@dataclass(kw_only=True)
class Waiting(ScriptedAnalyst):
    """Plans and then never comes to an end of its draft."""

    started: asyncio.Event = field(default_factory=asyncio.Event)

    async def draft(self, *_: object) -> Draft:
        """Wait for ever."""
        self.started.set()
        await asyncio.sleep(3600)
        return Draft()


def parts_of(home: Path, analyst: Analyst | None = None, *, reviewable: bool = False) -> Parts:
    """Parts over a real home and one analyst, the offline one where none is given."""
    chosen = analyst or OfflineAnalyst(vocabulary=VOCABULARY)
    return Parts(
        home=lambda: open_home(home),
        analyst=lambda _: chosen,
        rerankers=lambda _: (LocalReranker(),),
        vocabulary=Vocabulary.load,
        reviewable=reviewable,
    )


def sub(
    name: str = "q1", *, entity: Entity = APPLE, year: int = 2024, ask: Ask = "look_up", text: str = "net sales"
) -> SubQuestion:
    """One sub-question about net sales, or about a text."""
    return SubQuestion(
        id=name,
        text=text,
        ask=ask,
        metrics=() if ask == "text" else (SALES,),
        entities=(entity,),
        periods=() if ask == "text" else (FiscalPeriod(year=year),),
        terms=(),
    )


def planned(*subquestions: SubQuestion) -> Plan:
    """A plan."""
    return Plan(subquestions=subquestions or (sub(),), written_by="scripted")


def sales(evidence: Evidence, key: str = "q1", year: int = 2024) -> Fact:
    """The company's net sales of a year, among the evidence."""
    return next(
        f
        for f in evidence.facts[key]
        if f.concept.startswith("us-gaap:Revenue") and f.period.fiscal == f"FY{year}" and not f.dimensions
    )


def stating(fact: Fact, *, key: str = "q1", year: int = 2024, name: str = "Apple Inc.", style: Style = "auto") -> Claim:
    """The sentence that states net sales of a year."""
    return Claim(
        subquestion=key,
        kind="figure",
        template=f"{name}’s net sales were {{v}} in fiscal {year}.",
        slots={"v": Slot(fact=fact.id, style=style)},
        citations=(fact.locator,),
    )


def good(plan: Plan, evidence: Evidence, _: Sequence[Failure]) -> Draft:
    """Every sub-question's net sales, truly stated."""
    claims = [
        stating(sales(evidence, s.id, s.periods[0].year), key=s.id, year=s.periods[0].year, name=s.entities[0].name)
        for s in plan.subquestions
    ]
    return Draft(claims=tuple(claims), written_by="scripted", cost=Cost(input_tokens=10, output_tokens=1))


def wrong(plan: Plan, evidence: Evidence, _: Sequence[Failure]) -> Draft:
    """Last year's figure in this year's sentence."""
    claims = [stating(sales(evidence, s.id, 2023), key=s.id) for s in plan.subquestions]
    return Draft(claims=tuple(claims), written_by="scripted", cost=Cost(input_tokens=10, output_tokens=1))


def empty(plan: Plan, _: Evidence, __: Sequence[Failure]) -> Draft:
    """Nothing, for want of evidence."""
    failures = [
        Failure(reason="missing_evidence", detail="nothing fits", subquestion=s.id, text=s.text)
        for s in plan.subquestions
    ]
    return Draft(failures=tuple(failures), written_by="scripted")


def remark(_: Plan, evidence: Evidence, __: Sequence[Failure], *, text: str = "Apple sells phones.") -> Draft:
    """One sentence of prose on the first passage."""
    passage = evidence.passages["q1"][0]
    claim = Claim(subquestion="q1", kind="prose", template=text, citations=(passage.locator,))
    return Draft(claims=(claim,), written_by="scripted")


def says(verdict: Literal["supported", "unsupported", "contradicted"], claim: int = 0, detail: str = "") -> Judgement:
    """A judge's word on one claim."""
    return Judgement(verdicts=(ProseVerdict(claim=claim, verdict=verdict, detail=detail),))


def context(**settings: object) -> Context:
    """Settings of a question."""
    return Context.model_validate(settings)
