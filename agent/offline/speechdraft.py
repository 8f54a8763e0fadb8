"""Which sentences of a call answer, in whose words? Quotations with speaker, role and call."""

from collections.abc import Mapping, Sequence

from tieout.agent.offline.quoting import (
    MOST,
    Sentence,
    is_about,
    names_of,
    quotable,
    quotation,
    scored,
    states_amount,
    terms_of,
    weigh,
)
from tieout.claim import Claim, Failure
from tieout.document import Document, Passage
from tieout.ports import Evidence
from tieout.question import Draft, Spoken, SubQuestion
from tieout.tools.spoken import may_answer, said_by

GUIDANCE = "what is quoted is guidance of its day, not a reported figure"


def speech_for(
    subquestion: SubQuestion, spoken: Spoken, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> Draft:
    """Sentences by whom, of what and on which call the question says; a failure where there is none."""
    found = guided(passages, spoken) if spoken.guided else told(subquestion, spoken, passages)
    first = min((spoken.documents.index(s.passage.document) for s in found), default=0)
    found = [s for s in found if s.passage.document == spoken.documents[first]]
    best = {s.text.casefold(): s for s in sorted(found, key=lambda s: (s.score, -s.start))}
    ordered = sorted(best.values(), key=lambda s: -s.score)[:MOST]
    if ordered:
        claims = tuple(said(subquestion.id, s, spoken, documents) for s in sorted(ordered, key=place))
        return Draft(claims=claims)
    who = spoken.speaker or spoken.role or "anybody"
    failure = Failure(
        reason="missing_evidence",
        detail=f"no sentence by {who} on the calls looked at {'guides it' if spoken.guided else 'is about it'}",
        subquestion=subquestion.id,
        text=subquestion.text,
    )
    return Draft(failures=(failure,))


def guided(passages: Sequence[Passage], spoken: Spoken) -> list[Sentence]:
    """The sentences that guide what is asked about, those with a figure first."""
    found = [
        Sentence(passage=passage, start=start, end=end, score=float(states_amount(passage.text[start:end])))
        for passage in passages
        for start, end in may_answer(passage, spoken)
    ]
    return [s for s in found if quotable(s.text.strip())]


def told(subquestion: SubQuestion, spoken: Spoken, passages: Sequence[Passage]) -> list[Sentence]:
    """The sentences that are about what is asked."""
    weights = weigh(terms_of(spoken.about, names_of(subquestion.entities)), passages)
    found = [s for rank, p in enumerate(passages) for s in scored(p, rank, weights, frozenset())] if weights else []
    return [s for s in found if is_about(s, weights)]


def place(sentence: Sentence) -> tuple[str, int]:
    """Where a sentence stands."""
    return sentence.passage.document, (sentence.passage.locator.start or 0) + sentence.start


def attributed(draft: Draft, evidence: Evidence) -> Draft:
    """The draft, its quotations from calls with who said them."""
    claims = []
    for claim in draft.claims:
        document = evidence.documents.get(claim.citations[0].document)
        lead = said_by(claim.citations[0], document) if document and claim.kind == "quotation" else ""
        claims.append(claim.model_copy(update={"template": f"{lead}{claim.template}"}))
    return draft.model_copy(update={"claims": tuple(claims)})


def said(subquestion: str, sentence: Sentence, spoken: Spoken, documents: Mapping[str, Document]) -> Claim:
    """A quotation that says who spoke."""
    quoted = quotation(subquestion, sentence)
    document = documents.get(sentence.passage.document)
    lead = said_by(quoted.citations[0], document) if document else ""
    notes = (GUIDANCE,) if spoken.guided else ()
    return quoted.model_copy(update={"template": f"{lead}{quoted.template}", "notes": (*quoted.notes, *notes)})
