"""What does a search show? Passages with the document they come from."""

from collections.abc import Collection

from tieout.model import Thing
from tieout.ports import SearchQuery, Snapshot

PER_PLACE = 4
"""Passages looked at for each distinct place that is wanted."""

NAMED = 5
"""Documents that a note names; the others are counted."""


class SearchResult(Thing):
    """One place that a query found, with its best passage."""

    rank: int
    score: float
    document: str
    accession: str | None
    ticker: str | None
    form: str | None
    fiscal_year: int | None
    page: int | None
    section: str | None
    text: str


def search_results(snapshot: Snapshot, query: SearchQuery) -> tuple[SearchResult, ...]:
    """The best passage of each distinct (document, page), best first, at most `query.k` places."""
    hits = snapshot.search(query.model_copy(update={"k": query.k * PER_PLACE}))
    passages = snapshot.passages([h.passage for h in hits])
    results: dict[tuple[str, object], SearchResult] = {}
    for hit in hits:
        passage = passages.get(hit.passage)
        if passage is None:
            continue
        place = (passage.document, passage.page if passage.page is not None else passage.id)
        if place in results or len(results) == query.k:
            continue
        document = snapshot.document(passage.document)
        results[place] = SearchResult(
            rank=len(results) + 1,
            score=round(hit.score, 6),
            document=document.id,
            accession=document.accession,
            ticker=document.entity.ticker,
            form=document.form,
            fiscal_year=document.fiscal_year,
            page=passage.page,
            section=passage.locator.section or (passage.heading[-1] if passage.heading else None),
            text=passage.text,
        )
    return tuple(results.values())


def left_out(snapshot: Snapshot, owners: Collection[str] = ()) -> str | None:
    """What is said of documents that a look back to a day leaves out, for nobody knows when they came out.

    `owners` are entity keys; without them every document counts. None where all dates are known.
    """
    names = [d.id for d in snapshot.documents() if d.known_since is None and (not owners or d.entity.key in owners)]
    if not names:
        return None
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return f"left out, for their filing date is not known: {shown}; `tieout ingest --filed DATE` gives it"
