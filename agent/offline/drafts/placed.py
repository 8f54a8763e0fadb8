"""How are words quoted that planning found? Each at its place, with who says it before it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.drafts.sentencing import Sentence, quotation, quoted
from tieout.agent.offline.reading.timing import visible
from tieout.claim import Claim, Failure
from tieout.document import Document, Entity, Passage
from tieout.question import Absent, Draft, Place, SubQuestion
from tieout.tools.holding import holder
from tieout.tools.readthrough import READ, Said, absence

LONGEST = 900


def read_first(planning: Planning, entity: Entity, years: Iterable[int]) -> tuple[Document, ...]:
    """The documents of a company that are read, those of the years asked for first, then the newest first."""
    wanted, day = set(years), planning.question.as_of
    own = [d for d in planning.documents((entity,)) if d.kind in READ and (day is None or visible(d, day))]

    def order(document: Document) -> tuple[bool, int, str]:
        end = document.period_end or document.filed or date.min
        return document.fiscal_year not in wanted, -end.toordinal(), document.id

    return tuple(sorted(own, key=order))


def place_of(planning: Planning, said: Said, *, lead: str = "", note: str = "") -> Place | None:
    """A sentence as a place to quote; None where it cannot be quoted as it stands."""
    text = said.text.strip()
    if len(text) > LONGEST or any(c in text for c in "{}\t“”") or (not text[:1].isupper() and text[:1] not in "•("):
        return None
    if holder(planning.home.stretches(said.document), said.start, said.end) is None:
        return None
    return Place(document=said.document, start=said.start, end=said.end, lead=lead, note=note)


def lead_of(document: Document) -> str:
    """Who says a quotation, where and when: "In its 10-K filed on February 6, 2024, Apple Inc. says: "."""
    day = document.filed or (document.accepted.date() if document.accepted else None)
    span = f"{document.fiscal_period} " if document.fiscal_period not in {None, "FY"} else "fiscal "
    own = f" for {span}{document.fiscal_year}" if document.fiscal_year else ""
    dated = f" filed on {day:%B} {day.day}, {day.year}" if day else own
    form = document.form if document.form in {"10-K", "10-Q"} else "report"
    return f"In its {form}{dated}, {company(document.entity)} says: "


def placed_for(subquestion: SubQuestion, passages: Sequence[Passage]) -> Draft:
    """The quotations at the places that planning found; a failure for each that cannot be opened."""
    claims: list[Claim] = []
    failures: list[Failure] = []
    for place in subquestion.places:
        passage = next((p for p in passages if p.document == place.document and _holds(p, place)), None)
        if passage is None:
            detail = f"the words of {place.document} that answer are in no passage"
            failures.append(
                Failure(reason="missing_evidence", detail=detail, subquestion=subquestion.id, text=subquestion.text)
            )
            continue
        made = _made(subquestion.id, place, passage)
        notes = (place.note,) if place.note else ()
        claims.append(made.model_copy(update={"template": f"{place.lead}{made.template}", "notes": notes}))
    return Draft(claims=tuple(claims), failures=tuple(failures))


def _made(subquestion: str, place: Place, passage: Passage) -> Claim:
    if place.words:
        return quoted(subquestion, passage.locator, place.start, place.words)
    offset = passage.locator.start or 0
    sentence = Sentence(passage=passage, start=place.start - offset, end=place.end - offset, score=1.0)
    return quotation(subquestion, sentence)


def _holds(passage: Passage, place: Place) -> bool:
    start, end = passage.locator.start, passage.locator.end
    return start is not None and end is not None and start <= place.start and place.end <= end


def absent_from(
    subquestion: SubQuestion, absent: Absent, passages: Sequence[Passage], documents: Mapping[str, Document]
) -> Draft:
    """A claim for each document that was read through without finding the words; it cites where the document begins."""
    claims = [
        Claim(
            subquestion=subquestion.id,
            kind="absence",
            template=absence(absent.words, documents[key], company(documents[key].entity)),
            citations=(passage.locator,),
            notes=(f"read completely: {key}",),
        )
        for key in absent.documents
        for passage in [p for p in passages if p.document == key][:1]
    ]
    return Draft(claims=tuple(claims))
