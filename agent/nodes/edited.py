"""What becomes of a draft that a person has edited? Claims again, each figure bound anew from the sentence alone."""

from collections.abc import Mapping, Sequence

from pydantic import ValidationError

from tieout.agent.offline.drafts.claiming import slot
from tieout.calculation import Calculation
from tieout.claim import Claim, Failure, Slot, Verdict
from tieout.fact import Fact
from tieout.locator import Locator
from tieout.ports import Evidence, Snapshot
from tieout.question import Draft
from tieout.tools.figures.binding import Bound
from tieout.tools.figures.terms import Level
from tieout.tools.figures.tying import Tier
from tieout.tools.figures.vocabulary import Vocabulary

EDITED = ", edited by a person"


def edited_draft(
    sentences: Sequence[str], draft: Draft, verdicts: Sequence[Verdict], evidence: Evidence, tier: Tier
) -> Draft:
    """The person's sentences as claims; those left as they were stay what they are bound to.

    A sentence with figures is bound to what its words name in the evidence, else it is a failure of the draft; one
    without figures is prose over every place that the draft cites. The critic judges all of them.

    Args:
        sentences: in the order in which they are to be printed.
        draft: the draft that was edited.
        verdicts: the critic's on its claims, in their order.
        evidence: what the draft was made from.
        tier: reads figures against that evidence.
    """
    before = {v.sentence: c for c, v in zip(draft.claims, verdicts, strict=True)}
    cited = tuple(dict.fromkeys(at for claim in draft.claims for at in claim.citations))
    facts = {f.id: f for found in evidence.facts.values() for f in found}
    claims: list[Claim] = []
    failures: list[Failure] = []
    for sentence in filter(None, map(str.strip, sentences)):
        subquestion = claims[-1].subquestion if claims else draft.claims[0].subquestion if draft.claims else "edited"
        made = before.get(sentence) or bound_claim(sentence, subquestion, tier.tie(sentence), facts, cited)
        if isinstance(made, Claim):
            claims.append(made)
        else:
            failures.append(made)
    written_by = f"{draft.written_by.removesuffix(EDITED)}{EDITED}"
    update = {"claims": tuple(claims), "failures": (*draft.failures, *failures), "written_by": written_by}
    return draft.model_copy(update=update)


def tier_over(evidence: Evidence, snapshot: Snapshot, vocabulary: Vocabulary) -> Tier:
    """What reads an edited sentence against an evidence."""
    facts = {f.id: f for found in evidence.facts.values() for f in found}
    return Tier(facts.values(), evidence.documents, snapshot.entities(), vocabulary, strict=True)


def bound_claim(
    sentence: str, subquestion: str, bound: Sequence[Bound], facts: Mapping[str, Fact], cited: Sequence[Locator]
) -> Claim | Failure:
    """One sentence as a claim, or why it is none."""
    template, slots, places = sentence, dict[str, Slot](), list[Locator]()
    for number, one in reversed(list(enumerate(bound, start=1))):
        if one.level is None or one.failure is not None:
            failure = one.failure or Failure(reason="missing_evidence", detail=f"{one.reading.text!r} is nowhere")
            return failure.model_copy(update={"subquestion": subquestion, "text": sentence})
        name = f"edited{number}"
        template = f"{template[: one.reading.start]}{{{name}}}{template[one.reading.end :]}"
        slots[name] = signed(one, one.level)
        places += [f.locator for f in stated_by(one.level, facts)]
    try:
        return Claim(
            subquestion=subquestion,
            kind="figure" if slots else "prose",
            template=template,
            slots=slots,
            citations=tuple(dict.fromkeys(places)) or tuple(cited),
        )
    except ValidationError as error:
        detail = f"the sentence cannot be used: {error.errors()[0]['msg']}"
        return Failure(reason="unsupported", detail=detail, subquestion=subquestion, text=sentence)


def signed(bound: Bound, level: Level) -> Slot:
    """What fills the gap; without its sign where the sentence says the sign in words."""
    in_words = (level.value or 0) < 0 and not bound.reading.text.strip().startswith(("-", "−", "(", "–"))
    return slot(level, "magnitude" if in_words else "auto")


def stated_by(level: Level, facts: Mapping[str, Fact]) -> list[Fact]:
    """The facts that a figure rests on."""
    if isinstance(level, Calculation):
        return [facts[o.fact] for o in level.operands if o.fact in facts]
    return [level]
