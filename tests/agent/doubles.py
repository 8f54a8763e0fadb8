"""Analysts that do as they are told: scripted, blocking, and lying at random; and graphs around them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal, TypeAlias, TypeVar

from tieout.agent.context import Context
from tieout.agent.offline.analyst import OfflineAnalyst
from tieout.agent.parts import Parts
from tieout.agent.wiring import open_home
from tieout.answer import Cost
from tieout.calculation import Calculation
from tieout.claim import Claim, Failure, Slot, Style
from tieout.document import Entity, Passage
from tieout.fact import Fact
from tieout.locator import Span, quote_hash
from tieout.period import FiscalPeriod
from tieout.ports import Analyst, Evidence, Judgement, ProseVerdict, Snapshot
from tieout.question import Ask, Draft, MetricAsked, Plan, Question, SubQuestion
from tieout.tools.figures.calculate import percent_change
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


@dataclass(kw_only=True)
class Liar:
    """A model that errs at random in every way that a draft can hold, and whose judge believes everything."""

    random: Random
    name: str = "liar"

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """Sub-questions over random companies and years."""
        owners = list(home.entities())
        wanted = [
            SubQuestion(
                id=f"q{i}",
                text=self.random.choice(["net sales", "net income $5 billion", question.text[:50]]),
                ask=self.random.choice(["look_up", "percent_change", "text"]),
                metrics=(
                    MetricAsked(metric=self.random.choice(["revenue", "net_income", "total_assets"]), words="it"),
                ),
                entities=(self.random.choice(owners),),
                periods=(FiscalPeriod(year=self.random.choice([2022, 2023, 2024, 2030])),),
            )
            for i in range(self.random.randint(0, 3))
        ]
        return Plan(
            subquestions=tuple(wanted),
            assumptions=self._maybe("revenue was $123 billion"),
            written_by=self.name,
            cost=Cost(input_tokens=5),
        )

    async def draft(self, plan: Plan, evidence: Evidence, _: Sequence[Failure]) -> Draft:
        """Claims, most of them false."""
        facts = [f for found in evidence.facts.values() for f in found if f.value is not None]
        passages = [p for found in evidence.passages.values() for p in found]
        keys = [s.id for s in plan.subquestions] or ["q0"]
        makers = [self._figure, self._figure, self._calculated, self._typed, self._quoted, self._prose, self._row]
        claims = [self.random.choice(makers)(self.random.choice(keys), facts, passages) for _ in range(4)]
        return Draft(
            claims=tuple(c for c in claims if c is not None),
            failures=tuple(
                Failure(reason="missing_evidence", detail=d, subquestion=keys[0]) for d in self._maybe("$7")
            ),
            assumptions=self._maybe("sales doubled to $9 trillion"),
            written_by=self.name,
            cost=Cost(input_tokens=50, output_tokens=5),
        )

    async def judge(self, claims: Sequence[Claim], _: Mapping[str, Passage]) -> Judgement:
        """All is well."""
        return Judgement(
            verdicts=tuple(
                ProseVerdict(claim=i, verdict="supported", detail="it is $5 million") for i in range(len(claims))
            )
        )

    def _maybe(self, text: str) -> tuple[str, ...]:
        return (text,) if self.random.random() < 0.3 else ()  # one in three

    def _sentence(self, fact: Fact) -> str:
        noun = self.random.choice(
            ["net sales", "net income", "total assets", "operating income", "revenue of Services"]
        )
        name = self.random.choice([fact.entity.name, APPLE.name, AMD.name, "Tesla, Inc.", "The company"])
        year = self.random.choice([2022, 2023, 2024, 2030])
        verb = self.random.choice(["were", "fell to", "were not", "will be", "were more than"])
        tail = self.random.choice(
            ["", " million", ", or $5 million", " [see note 12]", ", a third more", " <b>5,000</b>", " | 5 |"]
        )
        return f"{name}’s {noun} {verb} {{v}}{tail} in fiscal {year}."

    def _figure(self, key: str, facts: list[Fact], _: list[Passage]) -> Claim | None:
        if not facts:
            return None
        fact = self.random.choice(facts)
        held = self.random.choice([fact.id, fact.id, "no-such-fact", self.random.choice(facts).id])
        style: Style = self.random.choice(["auto", "auto", "exact", "plain", "magnitude", "percent"])
        template = self._sentence(fact)
        if self.random.random() < 0.4:  # now and then it is true
            template = f"{fact.entity.name}’s net sales were {{v}} in fiscal {(fact.period.fiscal or 'FY2024')[2:]}."
        return Claim(
            subquestion=key,
            kind=self.random.choice(["figure", "figure", "prose"]),
            template=template,
            slots={"v": Slot(fact=held, style=style)},
            citations=(fact.locator,),
        )

    def _calculated(self, key: str, facts: list[Fact], _: list[Passage]) -> Claim | None:
        if len(facts) < 2:  # it takes two
            return None
        one, other = self.random.sample(facts, 2)
        try:
            made: Calculation = percent_change(one, other)
        except Exception:  # noqa: BLE001  # whatever the pair does not allow
            return None
        changes: dict[str, object] = self.random.choice(
            [{}, {"value": made.value + 1}, {"expression": "later + earlier"}, {"formula": "$1 + $2"}, {"unit": "USD"}]
        )
        return Claim(
            subquestion=key,
            kind="figure",
            template=f"{one.entity.name}’s net sales rose {{v}} in fiscal 2024.",
            slots={"v": Slot(calculation=made.model_copy(update=changes), style="magnitude")},
            citations=(one.locator,),
        )

    def _typed(self, key: str, facts: list[Fact], _: list[Passage]) -> Claim | None:
        if not facts:
            return None
        written = self.random.choice(
            [
                "$391,035 million",
                "391.0 billion",
                "a dozen",
                "３９１",
                "3\u200b91",
                "$39l,O35",
                "double",
                "[7]",
                "Note 391",
            ]
        )
        kinds: list[Literal["figure", "prose"]] = ["figure", "prose"]
        kind = self.random.choice(kinds)
        return Claim(
            subquestion=key,
            kind=kind,
            template=f"Apple Inc.’s net sales were {written} in fiscal 2024.",
            citations=(facts[0].locator,),
        )

    def _quoted(self, key: str, _: list[Fact], passages: list[Passage]) -> Claim | None:
        if not passages:
            return None
        passage = self.random.choice(passages)
        start = passage.locator.start or 0
        end = start + min(len(passage.text), self.random.randint(20, 200))
        words = passage.text[: end - start]
        said = self.random.choice([words, words.replace("1", "7"), "Net sales were $5 billion.", words + " 5"])
        locator = passage.locator.model_copy(update={"end": end, "quote_hash": quote_hash(words)})
        if self.random.random() < 0.2:  # a place that does not open
            locator = locator.model_copy(update={"document": self.random.choice(["nobody", passage.document])})
        lead = self.random.choice(["", "", "It says: ", "Sales were $5 billion: "])
        return Claim(subquestion=key, kind="quotation", template=f"{lead}“{said}”", citations=(locator,))

    def _prose(self, key: str, _: list[Fact], passages: list[Passage]) -> Claim | None:
        if not passages:
            return None
        at = self.random.choice(passages).locator
        invented = Span(document="nobody", content_hash="0" * 64, quote_hash="0" * 16, start=0, end=5)
        text = self.random.choice(
            ["All is well.", "It said “we made $5 billion”.", "Sales doubled.", "<script>alert(5)</script>", "See {v}."]
        )
        slots = {"v": Slot(fact="no-such-fact")} if "{v}" in text else {}
        return Claim(
            subquestion=key, kind="prose", template=text, slots=slots, citations=(self.random.choice([at, invented]),)
        )

    def _row(self, key: str, facts: list[Fact], _: list[Passage]) -> Claim | None:
        if not facts:
            return None
        fact = self.random.choice(facts)
        year = (fact.period.fiscal or "FY2024")[2:]
        row = (fact.entity.name, "net sales", f"fiscal {year}")
        shown = self.random.choice([row, (row[0], "$5 billion", row[2]), (row[0], row[1], "fiscal 2022"), row[:2]])
        return Claim(
            subquestion=key,
            kind="figure",
            template=f"{', '.join(row)}: {{v}}",
            slots={"v": Slot(fact=fact.id)},
            citations=(fact.locator,),
            row=shown,
        )


def context(**settings: object) -> Context:
    """Settings of a question."""
    return Context.model_validate(settings)
