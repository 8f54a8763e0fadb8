"""How a judge's output becomes a `Judgement`: at most one verdict a claim, and none where it contradicts itself."""

from collections.abc import Mapping, Sequence

from tieout.agent.llm.schemas import JudgeOut
from tieout.answer import Cost
from tieout.claim import Claim
from tieout.document import Passage
from tieout.locator import Locator
from tieout.ports import Judgement, ProseVerdict


def cited(claim: Claim, passages: Mapping[str, Passage]) -> tuple[str, ...]:
    """Ids of the passages in which the claim's citations stand, in the order given."""
    return tuple(name for name, passage in passages.items() if any(_within(c, passage) for c in claim.citations))


def judgement_from(out: JudgeOut, asked: Sequence[int], cost: Cost) -> Judgement:
    """Verdicts on the claims that were asked about; a claim with two different verdicts has none."""
    said: dict[int, set[str]] = {}
    for verdict in out.verdicts:
        said.setdefault(verdict.claim, set()).add(verdict.verdict)
    kept = {
        verdict.claim: ProseVerdict(claim=verdict.claim, verdict=verdict.verdict, detail=verdict.detail or "")
        for verdict in out.verdicts
        if verdict.claim in asked and len(said[verdict.claim]) == 1
    }
    return Judgement(verdicts=tuple(kept[claim] for claim in sorted(kept)), cost=cost)


def _within(locator: Locator, passage: Passage) -> bool:
    whole = passage.locator
    if locator.document != whole.document or locator.content_hash != whole.content_hash:
        return False
    if locator.start is None or locator.end is None or whole.start is None or whole.end is None:
        return locator == whole
    return whole.start <= locator.start and locator.end <= whole.end
