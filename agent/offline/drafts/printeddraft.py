"""What is said of figures that were found by the words of their rows and columns? One sentence with a gap for each."""

from collections.abc import Mapping

from tieout.calculation import Calculation
from tieout.claim import Claim, Failure
from tieout.fact import Fact
from tieout.question import Draft, Labelled, SubQuestion
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.labelled.saying import slot_of
from tieout.tools.labelled.working import calculated


def labelled_for(subquestion: SubQuestion, labelled: Labelled, facts: Mapping[str, Fact]) -> Draft:
    """The claim that states the figures and what they come to; a failure where one is not at hand."""
    missing = [i for i in labelled.facts if i not in facts]
    if missing:
        return _failed(subquestion, NotDerivable("no_source", f"{len(missing)} figures of the tables are not at hand"))
    found = [facts[i] for i in labelled.facts]
    slots = {f"item_{number}": slot_of(fact) for number, fact in enumerate(found, start=1)}
    try:
        result = _result(labelled, found)
    except NotDerivable as error:
        return _failed(subquestion, error)
    if result is not None:
        slots["result"] = slot_of(result)
    claim = Claim(
        subquestion=subquestion.id,
        kind="figure",
        template=labelled.template,
        slots=slots,
        citations=tuple(dict.fromkeys(fact.locator for fact in found)),
    )
    return Draft(claims=(claim,))


def _result(labelled: Labelled, facts: list[Fact]) -> Calculation | None:
    return None if labelled.operation is None else calculated(labelled.operation, facts)


def _failed(subquestion: SubQuestion, error: NotDerivable) -> Draft:
    failure = Failure(reason=error.reason, detail=error.detail, subquestion=subquestion.id, text=subquestion.text)
    return Draft(failures=(failure,))
