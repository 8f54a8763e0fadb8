"""What a drafter is told about the failures of its last draft: for each what to change, never "write it better"."""

from collections.abc import Mapping, Sequence

from tieout.agent.llm.numbered import Numbered
from tieout.agent.steering import CHANGES, Change
from tieout.claim import Failure
from tieout.ports import Evidence
from tieout.question import Plan, SubQuestion

CANDIDATES = 6
"""Facts that are named to choose from."""
TOLD: Mapping[Change, str] = {
    "seek": "look through the passages and facts again, which are others now",
    "rebind": "bind the gap to another fact, or write the sentence of the fact that it holds",
    "reword": "let the gap alone say amount, sign and unit, with no word beside it that does so again",
    "recompute": "name the operation and its operands anew; code does the arithmetic",
    "weaken": "say only what one passage says, in its words, or leave the sentence out",
    "none": "leave the sentence out",
}


def failure_rows(
    failures: Sequence[Failure], plan: Plan, evidence: Evidence, shown: Numbered
) -> list[tuple[str, str, str, str]]:
    """Reason, sentence, detail and change of each failure; where facts are to choose from, their short ids."""
    subquestions = {subquestion.id: subquestion for subquestion in plan.subquestions}
    rows: list[tuple[str, str, str, str]] = []
    for failure in failures:
        told = TOLD[CHANGES[failure.reason]]
        named = _candidates(subquestions.get(failure.subquestion or ""), evidence, shown)
        if named and (CHANGES[failure.reason] in {"rebind", "recompute"} or "{" in failure.text):
            told = f"{told}; of what is asked: {', '.join(named)}"
        rows.append((failure.reason, failure.text, failure.detail, told))
    return rows


def _candidates(subquestion: SubQuestion | None, evidence: Evidence, shown: Numbered) -> list[str]:
    """Short ids of the facts found for a sub-question that are of the periods it asks for, the best first."""
    if subquestion is None:
        return []
    short = {fact.id: name for name, fact in shown.facts.items()}
    labels = {period.label for period in subquestion.periods}
    found = (f for f in evidence.facts.get(subquestion.id, ()) if not labels or f.period.fiscal in labels)
    return [short[fact.id] for fact in found if fact.id in short][:CANDIDATES]
