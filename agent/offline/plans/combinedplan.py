"""What does a question about several sources ask? Its parts, each planned by itself, of one company's quarter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.reactionplan import REACTION, is_reaction, plan_reaction
from tieout.agent.offline.plans.speech import CALL, GUIDES, SAYS, heard_on, near
from tieout.agent.offline.plans.weighplan import COMPARES, of_company, whose_call
from tieout.agent.offline.reading.quarterof import calls_of, quarter_of
from tieout.agent.offline.reading.understand import Reader
from tieout.agent.offline.reading.whichquarter import Resolved, resolved
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import Plan, SubQuestion
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.spoken import role_in

_ASKS = r"(?:what|how|who|whom|which|did|does|do|was|were|is|when|where|by how|give|state|tell|show|compare)\b"
_SEAM = re.compile(
    rf"\s*[;,]\s+(?:and\s+|then\s+)?(?={_ASKS})|\s+and\s+(?={_ASKS})|\?\s+(?:and\s+)?(?={_ASKS})", re.IGNORECASE
)
_LEAD = re.compile(r"^(?:(?:and|also|then|finally)\s+)+", re.IGNORECASE)
_BOUND = re.compile(r"(?:\s*[;,](?:\s+and)?|\s+and)\s+(?:the\s+|its\s+|their\s+)?$", re.IGNORECASE)
"""Where a noun begins that stands beside what is asked before it."""


def plan_combined(planning: Planning) -> Plan | None:
    """The plan where what was said, the filing and the price are asked for at once, or a quarter is described."""
    if planning.question.history:
        return None
    try:
        found = resolved(planning)
        if found is not None:
            return _described(planning, found)
    except NotDerivable as error:
        return planning.refusal(error.reason, error.detail)
    return _of_parts(planning)


def _of_parts(planning: Planning) -> Plan | None:
    """The plan of several parts of one company's quarter; None where they are none, or it cannot be told which."""
    parts = _parts(planning.asked.text)
    entity = _whose(planning) if len(parts) > 1 and any(_is_said(p) or is_reaction(p) for p in parts) else None
    if entity is None:
        return None
    whole = of_company(planning, entity)
    period = quarter_of(whole, entity)
    if period is None or not (calls_of(whole, entity) or any(map(is_reaction, parts))):
        return None
    combined = _Combined(planning=whole, entity=entity, period=period)
    joined = combined.joined(parts)
    return combined.plan(joined) if len(joined) > 1 else None


def _described(planning: Planning, found: Resolved) -> Plan:
    """The question with its quarter by name, and the figure that shows which quarter it is."""
    question = planning.question.model_copy(update={"text": found.text, "companies": (_key(found.entity),)})
    reader = Reader(home=planning.home, vocabulary=planning.vocabulary, restricted=question.companies)
    plan = planning.again(replace(planning, question=question, asked=reader.understand(question), reader=reader))
    proof = SubQuestion(
        id="q",
        text=planning.asked.text,
        ask="look_up",
        metrics=(found.metric,),
        entities=(found.entity,),
        periods=(found.period,),
    )
    return merged((Plan(subquestions=(proof,), assumptions=(found.note,)), plan))


@dataclass(frozen=True, kw_only=True)
class _Combined:
    planning: Planning
    entity: Entity
    period: FiscalPeriod

    def plan(self, parts: Sequence[str]) -> Plan:
        """The plans of all parts, one after the other."""
        return merged([self._part(p) for p in parts])

    def joined(self, parts: Sequence[str]) -> list[str]:
        """The parts, one that asks for nothing by itself with the one before it: "and what does the 10-K show?".

        What only leads in, such as "In its third quarter", asks for nothing and stands before all.
        """
        found: list[str] = []
        for part in parts:
            if not found and not self.stands(part):
                continue
            if found and not self.stands(part):
                found[-1] = f"{found[-1]}, {part}"
            else:
                found.append(part)
        return found

    def stands(self, part: str) -> bool:
        """Whether a part asks for something by itself."""
        return _is_said(part) or is_reaction(part) or bool(self._of(part).asked.metrics)

    def _part(self, part: str) -> Plan:
        planning = self._of(part)
        if is_reaction(part):
            return plan_reaction(planning) or planning.refusal("ambiguous", "the move that is meant cannot be told")
        return self.planning.again(planning)

    def _of(self, part: str) -> Planning:
        """A part as a question of its own, of the company and the quarter of the whole."""
        text = part.rstrip("?. ")
        name = f"{self.period.span} {self.period.year}"
        if self.period.span not in text or str(self.period.year) not in text:
            text += f" on the {name} call" if _is_said(part) and not GUIDES.search(part) else f" in {name}"
        question = self.planning.question.model_copy(
            update={"text": f"{text}?", "companies": (_key(self.entity),), "history": ()}
        )
        reader = Reader(home=self.planning.home, vocabulary=self.planning.vocabulary, restricted=question.companies)
        asked = replace(reader.understand(question), entities=(self.entity,))
        return replace(self.planning, question=question, asked=asked, reader=reader)


def _parts(text: str) -> list[str]:
    """The parts that ask for something each; a move of the price is a part even where it is only named."""
    opened = re.sub(r"^(?P<when>[^,:?]{3,60}[,:])\s+(?=" + _ASKS + ")", "", text, flags=re.IGNORECASE)
    found = [_LEAD.sub("", p).strip() for p in _SEAM.split(opened) if p and p.strip()]
    return [part for whole in found for part in _with_reaction(whole)]


def _with_reaction(part: str) -> Iterator[str]:
    """A part, with the price reaction that it only names apart: "revenue and the share price reaction"."""
    match = REACTION.search(part)
    bound = _BOUND.search(part[: match.start()]) if match else None
    if bound is None or not part[: bound.start()].strip():
        yield part
        return
    yield part[: bound.start()]
    yield part[bound.end() :]


def _is_said(part: str) -> bool:
    """Whether a part is about words of a call."""
    says = SAYS.search(part) is not None and (role_in(part) is not None or CALL.search(part) is not None)
    named = re.search(r"\b[A-Z][a-z]+\s+[A-Z][\w’'-]+\s+(?:say|said|mention|comment|talk|answer|state|describe)", part)
    return says or named is not None or GUIDES.search(part) is not None or COMPARES.search(part) is not None


def _whose(planning: Planning) -> Entity | None:
    """The company that is named, or whose call has the speaker."""
    calls = [d for d in planning.documents(planning.asked.entities) if d.kind == "transcript"]
    beside = near(calls, planning.asked)
    return whose_call(planning, heard_on(planning.asked.strangers, beside, planning.home)[1])


def _key(entity: Entity) -> str:
    return entity.cik or entity.ticker or entity.name


def merged(plans: Sequence[Plan]) -> Plan:
    """Several plans as one, in their order."""
    subquestions = [s for plan in plans for s in plan.subquestions]
    return Plan(
        subquestions=tuple(s.model_copy(update={"id": f"q{n}"}) for n, s in enumerate(subquestions, start=1)),
        failures=tuple(f.model_copy(update={"subquestion": None}) for plan in plans for f in plan.failures),
        assumptions=tuple(dict.fromkeys(a for plan in plans for a in plan.assumptions)),
        notes=tuple(dict.fromkeys(n for plan in plans for n in plan.notes)),
    )
