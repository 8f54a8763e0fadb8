"""How a model's draft becomes a `Draft`: gaps bound to real facts, quotations found in their passages, or failures."""

from collections.abc import Callable, Sequence

from pydantic import ValidationError

from tieout.agent.llm.digits import Allowed
from tieout.agent.llm.numbered import Numbered
from tieout.agent.llm.quotation import QUOTED, place
from tieout.agent.llm.schemas import ClaimOut, Computation, DraftOut, SlotOut
from tieout.answer import Cost
from tieout.calculation import Calculation
from tieout.claim import Claim, Failure, Reason, Slot
from tieout.document import Passage
from tieout.errors import InputError
from tieout.fact import Fact
from tieout.locator import Locator
from tieout.question import Draft, Plan
from tieout.tools.figures.calculate import NotDerivable

Compute = Callable[[Computation, Sequence[Fact]], Calculation]
"""Operation and operands in order; raises an error of our tree."""


class UnboundClaimError(Exception):
    """A claim that cannot become one of ours; it becomes a failure of the draft."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Binder:
    """Binds one draft's claims to the evidence that the drafter was shown."""

    def __init__(self, plan: Plan, evidence: Numbered, compute: Compute) -> None:
        self._subquestions = {subquestion.id: subquestion.text for subquestion in plan.subquestions}
        self._evidence = evidence
        self._allowed = Allowed(plan, evidence)
        self._compute = compute

    def draft(self, out: DraftOut, *, written_by: str, cost: Cost) -> Draft:
        """Claims that hold together, and a failure for each that does not and each sub-question without a word."""
        claims: list[Claim] = []
        failures = [self._missing(line.subquestion, line.detail) for line in out.missing]
        lacking = len(failures)
        for claim in out.claims:
            try:
                claims.append(self._claim(claim))
            except UnboundClaimError as error:
                failures.append(self._failure(claim, error.reason, str(error)))
        refused = len(failures) - lacking
        said = {claim.subquestion for claim in claims} | {failure.subquestion for failure in failures}
        silent = [name for name in self._subquestions if name not in said]
        failures += [self._missing(name, "the draft says nothing about this sub-question") for name in silent]
        return Draft(
            claims=tuple(claims),
            failures=tuple(failures),
            refused=refused,
            assumptions=tuple(out.assumptions),
            notes=self._evidence.notes(),
            written_by=written_by,
            cost=cost,
        )

    def _claim(self, out: ClaimOut) -> Claim:
        if out.subquestion not in self._subquestions:
            raise UnboundClaimError("unsupported", f"there is no sub-question {out.subquestion!r}")
        word = self._allowed.bare(out.template, quotes=out.kind == "quotation")
        if word is not None:
            raise UnboundClaimError("unsupported", f"the template has the bare figure {word!r}; bind it to a fact")
        slots = {slot.name: self._slot(slot) for slot in out.slots}
        template, places = self._quoted(out)
        citations = (*places, *self._stand(list(slots.values())), *(p.locator for p in self._passages(out)))
        if not citations:
            raise UnboundClaimError("unsupported", "the claim names no fact and no passage")
        try:
            return Claim(
                subquestion=out.subquestion,
                kind=out.kind,
                template=template,
                slots=slots,
                citations=tuple(dict.fromkeys(citations)),
            )
        except ValidationError as error:
            raise UnboundClaimError("unsupported", str(error.errors()[0]["msg"])) from error

    def _slot(self, out: SlotOut) -> Slot:
        if out.fact is not None and out.operation is None:
            return Slot(fact=self._fact(out.fact).id)
        if out.fact is None and out.operation is not None and out.operands:
            operands = [self._fact(short) for short in out.operands]
            try:
                return Slot(calculation=self._compute(out.operation, operands))
            except NotDerivable as error:
                raise UnboundClaimError(error.reason, error.detail) from error
            except InputError as error:
                raise UnboundClaimError("not_derivable", str(error)) from error
        raise UnboundClaimError("unsupported", f"gap {out.name!r} needs a fact, or an operation and its operands")

    def _fact(self, short: str) -> Fact:
        fact = self._evidence.facts.get(short)
        if fact is None:
            raise UnboundClaimError("unsupported", f"there is no fact {short!r} in the evidence")
        return fact

    def _passages(self, out: ClaimOut) -> list[Passage]:
        unknown = [short for short in out.passages if short not in self._evidence.passages]
        if unknown:
            raise UnboundClaimError("unsupported", f"there is no passage {unknown[0]!r} in the evidence")
        if out.kind != "figure" and not out.passages:
            raise UnboundClaimError("unsupported", f"a {out.kind} claim needs a passage")
        return [self._evidence.passages[short] for short in out.passages]

    def _quoted(self, out: ClaimOut) -> tuple[str, list[Locator]]:
        """The template with the source's own words between its marks, and where each quotation stands."""
        template, places = out.template, []
        quotes = QUOTED.findall(out.template)
        if out.kind == "quotation" and not quotes:
            raise UnboundClaimError("unsupported", "a quotation stands between “ and ”")
        for quote in quotes:
            found = next((hit for passage in self._passages(out) if (hit := place(quote, passage))), None)
            if found is None:
                raise UnboundClaimError("unsupported", f"the passages cited do not say “{quote}” word for word")
            template = template.replace(f"“{quote}”", f"“{found.words}”")
            places.append(found.locator)
        return template, places

    def _stand(self, slots: Sequence[Slot]) -> list[Locator]:
        """Where the facts of these slots stand."""
        ids = [name for slot in slots for name in _fact_ids(slot)]
        by_id = {fact.id: fact for fact in self._evidence.facts.values()}
        return [by_id[name].locator for name in ids if name in by_id]

    def _missing(self, subquestion: str, detail: str) -> Failure:
        known = subquestion if subquestion in self._subquestions else None
        text = self._subquestions.get(subquestion, "")
        return Failure(reason="missing_evidence", detail=detail, subquestion=known, text=text)

    def _failure(self, out: ClaimOut, reason: Reason, detail: str) -> Failure:
        known = out.subquestion if out.subquestion in self._subquestions else None
        return Failure(reason=reason, detail=detail, subquestion=known, text=out.template)


def _fact_ids(slot: Slot) -> list[str]:
    if slot.calculation is not None:
        return [operand.fact for operand in slot.calculation.operands]
    return [slot.fact] if slot.fact is not None else []
