"""A model that errs at random in every way that a plan, a draft and a judgement can hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tieout.answer import Cost
from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.evals.liar.computed import COMPUTED, changed
from tieout.evals.liar.lie import Desk, Lie, Maker
from tieout.evals.liar.plans import FALSEHOODS, falsehoods, plan
from tieout.evals.liar.quoted import QUOTED
from tieout.evals.liar.sentences import SENTENCES, true
from tieout.evals.liar.shaped import SHAPED
from tieout.evals.liar.truths import Known, known, members
from tieout.evals.liar.typed import TYPED
from tieout.ports import Analyst, Evidence, Judgement, ProseVerdict, Snapshot
from tieout.question import Draft, Plan, Question

FAMILIES: Mapping[str, Mapping[str, Maker]] = {
    "sentence": SENTENCES,
    "typed": TYPED,
    "calculation": COMPUTED,
    "quotation": QUOTED,
    "shape": SHAPED,
}
"""Every way to lie in a claim, by its kind."""
TRUTHS: tuple[Maker, ...] = (true, changed)
_TRUE = 0.1
"""Share of claims that are true, so that a gate that lets nothing pass would be seen."""
_MOST, _CROWD = 8, 60
_CROWDED, _REPEATED, _HANDED = 0.02, 0.3, 0.06
"""How often a draft is very long, says the same again, and is left to another drafter with the liar's plan."""


@dataclass(kw_only=True)
class Liar:
    """Lies by chance, and remembers what it claimed; `drafter` drafts now and then from its plans."""

    random: Random
    drafter: Analyst | None = None
    name: str = "liar"
    totals: tuple[Known, ...] = ()
    """What the home holds; read at the first plan where it is not given."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the parts of each company's sales are called; read likewise."""
    told: list[Lie] = field(default_factory=list)
    _said: Draft | None = None

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """A plan that lies, over companies and totals that are there."""
        self.totals = self.totals or known(home)
        self.parts = self.parts or members(home)
        return plan(self.random, question, self.totals, self.parts, written_by=self._signed())

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """Claims, most of them false; sometimes the same ones again."""
        if self._said is not None and self.random.random() < _REPEATED:
            return self._said
        if self.drafter is not None and self.random.random() < _HANDED:
            return await self.drafter.draft(plan, evidence, failures)
        lies = list(self._lies(desk(self.random, plan, evidence, self.totals)))
        self.told += lies
        keys = [s.id for s in plan.subquestions]
        self._said = Draft(
            claims=tuple(lie.claim for lie in lies),
            failures=tuple(
                Failure(reason="missing_evidence", detail=said, subquestion=keys[0] if keys else None, text=said)
                for said in falsehoods(self.random)
            ),
            assumptions=falsehoods(self.random),
            notes=falsehoods(self.random),
            written_by=self._signed(),
            cost=Cost(input_tokens=50, output_tokens=5),
        )
        return self._said

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:  # noqa: ARG002  # the port's signature
        """All is well, mostly; and what nobody asked about is well too."""
        word: Literal["supported", "unsupported"] = "supported" if self.random.random() < 0.9 else "unsupported"  # noqa: PLR2004  # nine in ten
        places = [*range(len(claims)), -1, len(claims), *range(len(claims))]
        verdicts = tuple(ProseVerdict(claim=i, verdict=word, detail=self.random.choice(FALSEHOODS)) for i in places)
        return Judgement(verdicts=verdicts, notes=falsehoods(self.random))

    def _lies(self, at: Desk) -> Iterator[Lie]:
        count = _CROWD if self.random.random() < _CROWDED else self.random.randint(0, _MOST)
        for _ in range(count):
            family = self.random.choice(list(FAMILIES.values()))
            maker = self.random.choice(TRUTHS if self.random.random() < _TRUE else list(family.values()))
            made = maker(at)
            if made is not None:
                notes = falsehoods(self.random, 0.05)
                yield Lie(**{**vars(made), "claim": made.claim.model_copy(update={"notes": notes})}) if notes else made

    def _signed(self) -> str:
        return " ".join((self.name, *falsehoods(self.random, 0.05)))


def desk(random: Random, plan: Plan, evidence: Evidence, totals: Sequence[Known]) -> Desk:
    """What there is to lie from: the evidence, and the totals whose figures are in it."""
    facts = [f for found in evidence.facts.values() for f in found]
    ids = {f.id for f in facts}
    here = [
        Known(entity=k.entity, total=k.total, year=k.year, facts=chosen + rest)
        for k in totals
        if (chosen := tuple(f for f in k.facts if f.id in ids))
        for rest in [tuple(f for f in k.facts if f.id not in ids)]
    ]
    return Desk(
        random=random,
        keys=[s.id for s in plan.subquestions] or ["q0"],
        facts=facts,
        passages=[p for found in evidence.passages.values() for p in found],
        known=here,
        documents=evidence.documents,
    )
