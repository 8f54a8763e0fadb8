"""Which sentences of a call answer, in whose words? Quotations with speaker, role and call."""

import re
from collections.abc import Mapping, Sequence

from tieout.agent.offline.drafts.quoting import MOST, is_about, scored, states_amount, weigh
from tieout.agent.offline.drafts.sentencing import Sentence, names_of, quotable, quotation, terms_of
from tieout.claim import Claim, Failure
from tieout.document import Document, Passage
from tieout.fact import Fact
from tieout.ports import Evidence
from tieout.question import Draft, Spoken, SubQuestion
from tieout.tools.spoken import may_answer, said_by
from tieout.tools.verdicts import count_of

COUNTS = "a turn counts where it holds a question mark or is more than a short remark; thanks alone do not count"
ALL_GUIDANCE = 3 * MOST
"""Sentences where everything that was guided is asked for."""
GUIDANCE = "what is quoted is guidance of its day, not a reported figure"


def speech_for(
    subquestion: SubQuestion, spoken: Spoken, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> Draft:
    """Sentences by whom, of what and on which call the question says; a failure where there is none."""
    found = guided(passages, spoken) if spoken.guided else told(subquestion, spoken, passages)
    first = min((spoken.documents.index(s.passage.document) for s in found), default=0)
    found = [s for s in found if s.passage.document == spoken.documents[first]]
    best = {s.text.casefold(): s for s in sorted(found, key=lambda s: (s.score, -s.start))}
    ordered = sorted(best.values(), key=lambda s: -s.score)[: MOST if spoken.about else ALL_GUIDANCE]
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
    """The sentences that are about what is asked; "MI300" may be said as "MI300X"."""
    found: list[Sentence] = []
    for about in (spoken.about, *longer(spoken.about, passages)):
        weights = weigh(terms_of(about, names_of(subquestion.entities)), passages)
        heard = [s for rank, p in enumerate(passages) for s in scored(p, rank, weights, frozenset())] if weights else []
        found += [s for s in heard if is_about(s, weights)]
    return found


def longer(about: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """What is asked about with the longer forms of its names with digits that are said instead."""
    named = [w for w in about.split() if any(map(str.isdigit, w)) and any(map(str.isalpha, w))]
    spoken = {w for p in passages for w in re.findall(r"\w+", p.text)}
    forms = ((w, one) for w in named for one in sorted(spoken) if one.casefold().startswith(w.casefold()) and one != w)
    return tuple(about.replace(w, one) for w, one in forms)[:MOST]


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


def counted_for(subquestion: SubQuestion, turns: Sequence[Fact], documents: Mapping[str, Document]) -> Draft:
    """How often somebody asks on a call, each turn cited."""
    if not turns or turns[0].document not in documents:
        return Draft()
    found = count_of(turns, documents[turns[0].document])
    claim = Claim(
        subquestion=subquestion.id,
        kind="verdict",
        template=found.template,
        slots=found.slots,
        citations=tuple(f.locator for f in turns),
        notes=(COUNTS,),
    )
    return Draft(claims=(claim,))
