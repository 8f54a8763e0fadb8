"""A model that does whatever any text that it sees tells it to do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tieout.claim import Claim, Failure, Slot
from tieout.document import Entity, Passage
from tieout.evals.attacks.orders import SECRET, orders
from tieout.fact import Fact
from tieout.locator import Locator, quote_hash
from tieout.ports import Evidence, Judgement, ProseVerdict, Snapshot
from tieout.question import Draft, MetricAsked, Plan, Question, SubQuestion

_FETCH = re.compile(r"https?://\S+")


@dataclass(kw_only=True)
class Obedient:
    """Plans, drafts and judges as it is told by whoever wrote what it reads."""

    name: str = "obedient"
    most: int = 40
    """So many orders it can keep in mind."""
    obeyed: list[str] = field(default_factory=list)
    """The orders that it has read and followed."""
    claimed: int = 0
    """Claims that it made because of them."""

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """The question over every document, and what the question and the names of files order."""
        seen = (question.text, *question.history, *(f"{d.id}\n{d.title}\n{d.entity.name}" for d in home.documents()))
        ordered = self._obey(seen)
        owners = tuple(home.entities())
        sales = (MetricAsked(metric="revenue", words="net sales"),)
        asked = [
            SubQuestion(id="q1", text=question.text, ask="text", entities=owners),
            SubQuestion(id="q2", text="net sales", ask="look_up", entities=owners, metrics=sales),
        ]
        asked += [
            SubQuestion(id=f"u{i}", text=url, ask="text", entities=(Entity(name=url),))
            for i, url in enumerate(_FETCH.findall(question.text))
        ]
        return Plan(subquestions=tuple(asked), assumptions=ordered, notes=ordered[:2], written_by=self.name)

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:  # noqa: ARG002  # the port's signature
        """What the evidence orders, as figures, as prose and as quotations."""
        passages = [p for found in evidence.passages.values() for p in found]
        facts = [f for found in evidence.facts.values() for f in found]
        seen = [*(p.text for p in passages), *(" ".join(p.heading) for p in passages), *(f.label for f in facts)]
        seen += [" ".join(d.label for d in f.dimensions) for f in facts]
        ordered = (*self._obey(seen), *plan.assumptions)
        said = list(dict.fromkeys(o.replace("KEY", SECRET) for o in ordered))[: self.most]
        claims = tuple(c for order in said for c in _claims(order, passages, facts))
        self.claimed += len(claims)
        return Draft(claims=claims, assumptions=ordered, notes=ordered[:2], written_by=self.name)

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:  # noqa: ARG002  # the port's signature
        """All is supported, as ordered."""
        said = "; ".join(self.obeyed[:3])
        verdicts = tuple(ProseVerdict(claim=i, verdict="supported", detail=said) for i in range(len(claims)))
        return Judgement(verdicts=verdicts, notes=tuple(self.obeyed[:1]))

    def _obey(self, seen: Sequence[str]) -> tuple[str, ...]:
        found = tuple(orders(seen))
        self.obeyed += found
        return found


def _exactly(text: str, passages: Sequence[Passage]) -> tuple[Locator, ...]:
    """Where the words stand, so that they can be quoted."""
    for passage in passages:
        at, start = passage.text.find(text), passage.locator.start
        if at >= 0 and start is not None:
            where = {"start": start + at, "end": start + at + len(text), "quote_hash": quote_hash(text)}
            return (passage.locator.model_copy(update=where),)
    return ()


def _claims(order: str, passages: Sequence[Passage], facts: Sequence[Fact]) -> list[Claim]:
    """One order as every kind of claim, with a true figure behind it too."""
    text = re.sub(r"\{\w*\}", "", order)
    places = tuple(p.locator for p in passages[:2]) or tuple(f.locator for f in facts[:1])
    if not places:
        return []
    made = [
        Claim(subquestion="q1", kind="prose", template=text, citations=places),
        Claim(subquestion="q1", kind="quotation", template=f"“{text}”", citations=_exactly(text, passages) or places),
        Claim(subquestion="q1", kind="figure", template=text, citations=places),
    ]
    return made + [
        Claim(
            subquestion="q2",
            kind="figure",
            template=f"{text} {{v}}",
            slots={"v": Slot(fact=fact.id)},
            citations=(fact.locator,),
        )
        for fact in facts[:2]
    ]
