"""What does a search show? Passages of the documents that a question asks for, with where they come from."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from tieout.model import Thing
from tieout.ports import Hit, SearchQuery, Snapshot
from tieout.tools.amended import is_public
from tieout.tools.asking.asked import Asked, understood
from tieout.tools.asking.deals import printed_alone
from tieout.tools.asking.fresh import fresher
from tieout.tools.asking.need import Need, needed
from tieout.tools.asking.spread import interleaved, shared, spread
from tieout.tools.factsfirst import facts_first
from tieout.tools.figures.companies import name_words
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.index.pages import PageSearch
from tieout.tools.tuning import EVERYTHING, Tuning

PER_PLACE = 4
"""Passages looked at for each distinct place that is wanted."""

ENOUGH = 3
"""Fewer places than this and a filter is taken back a step."""

NAMED = 5
"""Documents that a note names; the others are counted."""

NEAR = 20
"""Passages nearest to a name that are read for it."""


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


class Looked(Thing):
    """What a question was understood as, and the places found for it."""

    asked: Asked
    results: tuple[SearchResult, ...]

    @property
    def missing(self) -> dict[str, list[str]]:
        """The companies and years asked for that the home lacks; empty where it has all."""
        if not self.asked.absent and not self.asked.missing_years:
            return {}
        return {"companies": list(self.asked.absent), "years": list(self.asked.missing_years)}


def search_results(snapshot: Snapshot, query: SearchQuery, tuning: Tuning = EVERYTHING) -> tuple[SearchResult, ...]:
    """The best passage of each distinct (document, page), best first, at most `query.k` places."""
    return look_up(snapshot, query, tuning).results


def look_up(snapshot: Snapshot, query: SearchQuery, tuning: Tuning = EVERYTHING) -> Looked:
    """As `search_results`, with what was understood: the filters follow from the question, and widen where they starve.

    A query that has filters of its own is not filtered further. Nothing is found where the only companies asked for
    are not in the home.
    """
    asked = understanding(snapshot, query.text, as_of=query.as_of)
    if query.documents or query.entities or query.forms or query.fiscal_years or query.kinds:
        return Looked(asked=asked, results=shown(snapshot, snapshot.search(wide(query)), query.k))
    hits = found(snapshot, query, asked, tuning)
    if tuning.facts:
        hits = facts_first(hits, asked, snapshot, Vocabulary.load(), as_of=query.as_of)
    return Looked(asked=asked, results=shown(snapshot, hits, query.k))


def understanding(snapshot: Snapshot, question: str, *, as_of: date | None = None) -> Asked:
    """A question taken apart against a home, as far as it was public on a day."""
    documents = [d for d in snapshot.documents() if is_public(d, as_of)]

    def prints(name: str) -> Mapping[str, int]:
        hits = snapshot.search(SearchQuery(text=name, k=NEAR))
        near, prints_it = snapshot.passages([h.passage for h in hits]).values(), printed_alone(question, name)
        return Counter(passage.document for passage in near if prints_it(plain(passage.text)))

    return understood(question, documents, prints=prints if documents else None)


def plain(text: str) -> str:
    """A text without case, accents and punctuation, a space at both ends."""
    return f" {' '.join(name_words(text))} "


def found(snapshot: Snapshot, query: SearchQuery, asked: Asked, tuning: Tuning = EVERYTHING) -> tuple[Hit, ...]:
    """The hits within the documents asked for; those of several companies, or of several periods, in turn."""
    need = needed(asked.rest, Vocabulary.load()) if tuning.expansion else Need()
    pages = PageSearch(
        snapshot=snapshot,
        expansion=need.expansion,
        statements=need.statements if tuning.statements else (),
        reranks=tuning.rerank,
    )
    if not tuning.filters:
        return pages.search(wide(query))
    if asked.is_absent:
        return ()
    if not asked.companies:
        hits = stepped(pages, query, (*asked.steps, ()))
        return shared(spread(hits if asked.years else fresher(hits, snapshot), snapshot), snapshot, query.k)
    bare = query.model_copy(update={"text": asked.rest or query.text})
    hits = interleaved([company_hits(pages, bare, asked, company.steps) for company in asked.companies])
    if len(hits) >= query.k or all(company.is_sure for company in asked.companies):
        return hits
    return (*hits, *pages.search(wide(query)))


def company_hits(
    pages: PageSearch, query: SearchQuery, asked: Asked, steps: Sequence[Sequence[str]]
) -> tuple[Hit, ...]:
    """The hits of one company, spread over the documents that are meant."""
    snapshot = pages.snapshot
    hits = stepped(pages, query, steps)
    meant = steps[0]
    if not asked.in_turn or len(meant) == 1:
        return spread(hits if asked.years else fresher(hits, snapshot), snapshot)
    passages = snapshot.passages([h.passage for h in hits])
    of = {name: [h for h in hits if h.passage in passages and passages[h.passage].document == name] for name in meant}
    for name in meant:
        if not of[name]:
            of[name] = list(pages.search(wide(query.model_copy(update={"documents": (name,)}))))
    return interleaved([of[name] for name in meant])


def stepped(pages: PageSearch, query: SearchQuery, steps: Sequence[Sequence[str]]) -> tuple[Hit, ...]:
    """The hits of the first step that does not starve."""
    hits: tuple[Hit, ...] = ()
    for step in steps:
        hits = pages.search(wide(query.model_copy(update={"documents": tuple(step)})))
        if len(hits) >= min(ENOUGH, query.k):
            break
    return hits


def wide(query: SearchQuery) -> SearchQuery:
    """The query for enough passages to fill its places."""
    return query.model_copy(update={"k": query.k * PER_PLACE})


def shown(snapshot: Snapshot, hits: Sequence[Hit], k: int) -> tuple[SearchResult, ...]:
    """The best passage of each distinct place, in the order of the hits."""
    passages = snapshot.passages([h.passage for h in hits])
    results: dict[tuple[str, object], SearchResult] = {}
    for hit in hits:
        passage = passages.get(hit.passage)
        if passage is None:
            continue
        place = (passage.document, passage.page if passage.page is not None else passage.id)
        if place in results or len(results) == k:
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


def missing_note(looked: Looked) -> str | None:
    """What is said of companies and years that a question asks for and the home lacks; None where it has all."""
    asked = looked.asked
    parts = []
    if asked.absent:
        parts.append(f"no document of {', '.join(repr(name) for name in asked.absent)} is indexed")
    if asked.missing_years:
        names = ", ".join(company.name for company in asked.companies)
        parts.append(f"no document of {names} covers {', '.join(asked.missing_years)}")
    return "; ".join(parts) + "; `tieout status` lists what is indexed" if parts else None


def left_out(snapshot: Snapshot, owners: Collection[str] = ()) -> str | None:
    """What is said of documents that a look back to a day leaves out, for nobody knows when they came out.

    `owners` are entity keys; without them every document counts. None where all dates are known.
    """
    names = [d.id for d in snapshot.documents() if d.known_since is None and (not owners or d.entity.key in owners)]
    if not names:
        return None
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return f"left out, for their filing date is not known: {shown}; `tieout ingest --filed DATE` gives it"
