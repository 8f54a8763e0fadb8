"""What is looked for to answer a sub-question, and what is changed on purpose when it was not enough?

The first time the documents that are meant are searched, then wider ones where these starve. Each later time other
things are asked: other words, other periods and forms, what stands beside the best passages. No look is had twice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import Final

from tieout.document import Document
from tieout.model import Thing
from tieout.ports import Hit, SearchQuery, Snapshot
from tieout.question import SubQuestion
from tieout.tools.amended import family, is_public
from tieout.tools.asking.asked import company_asked
from tieout.tools.asking.coverage import Wanted
from tieout.tools.asking.need import needed
from tieout.tools.asking.register import Company
from tieout.tools.asking.spread import spread
from tieout.tools.asking.wants import forms_of, is_over_time
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.holding import beside
from tieout.tools.index.pages import PageSearch
from tieout.tools.index.terms import terms

CANDIDATES: Final = 40
"""Passages that a look brings."""
PAGES: Final = 16
"""The best pages, where a figure is asked for: their passages come first."""
ENOUGH: Final = 3
"""Fewer hits than this and the filter is taken back a step."""
BEST: Final = 4
"""So many of the passages that did not answer are looked around."""
LAST: Final = 2
"""The round after which nothing else is tried."""
MOST_TERMS: Final = 16
"""Other words that are added to a question."""


class Look(Thing):
    """One look into the home: a search, or what stands beside some passages."""

    query: SearchQuery | None = None
    expansion: str = ""
    """What documents print for what is asked; a second wording, by which whole pages are ranked."""
    statements: tuple[str, ...] = ()
    """Primary statements whose pages are raised."""
    beside: tuple[str, ...] = ()
    reach: int = 0

    @property
    def key(self) -> str:
        """The same for the same look, and for no other."""
        return blake2b(self.model_dump_json().encode(), digest_size=8).hexdigest()

    def seen(self, snapshot: Snapshot) -> tuple[str, ...]:
        """Ids of the passages that it shows, the best first."""
        if self.query is None:
            return beside(self.beside, snapshot, reach=self.reach)
        hits = spread(snapshot.search(self.query), snapshot)
        pages = self._pages(self.query, snapshot) if self.expansion else ()
        return tuple(dict.fromkeys(hit.passage for hit in (*pages, *hits)))[: self.query.k]

    def _pages(self, query: SearchQuery, snapshot: Snapshot) -> tuple[Hit, ...]:
        few = query.model_copy(update={"k": PAGES})
        return PageSearch(snapshot=snapshot, expansion=self.expansion, statements=self.statements).search(few)


def first_looks(
    subquestion: SubQuestion, snapshot: Snapshot, vocabulary: Vocabulary, *, as_of: date | None
) -> tuple[Look, ...]:
    """The looks of the first time, the narrowest first; a later one is for where the one before starves."""
    text, need = worded(subquestion.text, subquestion.terms), needed(subquestion.text, vocabulary)
    narrow = (_search(subquestion, text, documents, as_of) for documents in steps(subquestion, snapshot, as_of))
    if not subquestion.metrics:
        return tuple(narrow)
    paged = {"expansion": need.expansion, "statements": need.statements}
    return tuple(look.model_copy(update=paged) for look in narrow)


def more_looks(
    subquestion: SubQuestion,
    snapshot: Snapshot,
    vocabulary: Vocabulary,
    *,
    as_of: date | None,
    kept: Sequence[str],
    tried: Sequence[str],
) -> tuple[Look, ...]:
    """The looks of a later time that were not had before; none where everything was tried.

    Args:
        subquestion: what is looked for; its round says which time this is.
        snapshot: the home.
        vocabulary: the metrics.
        as_of: the day that is looked back to.
        kept: the passages that did not answer, the best first.
        tried: keys of the looks that were had.
    """
    if subquestion.spoken is not None:
        return ()  # the calls that are meant are read from beginning to end the first time
    looks: Iterable[Look] = ()
    if subquestion.round == 1:
        looks = _second(subquestion, snapshot, vocabulary, as_of, kept)
    elif subquestion.round == LAST:
        looks = _third(subquestion, snapshot, as_of, kept)
    return tuple(one for one in {look.key: look for look in looks}.values() if one.key not in tried)


def taken(looks: Sequence[Look], snapshot: Snapshot) -> tuple[str, ...]:
    """What several looks show, in turn, each passage once."""
    shown = [look.seen(snapshot) for look in looks]
    longest = max(map(len, shown), default=0)
    return tuple(dict.fromkeys(one[place] for place in range(longest) for one in shown if place < len(one)))


def steps(subquestion: SubQuestion, snapshot: Snapshot, as_of: date | None) -> tuple[tuple[str, ...], ...]:
    """Documents in which to look, the ones that are meant first, then wider; an empty step has no filter."""
    owned = owned_documents(subquestion, snapshot, as_of)
    if not owned:
        return ((),)
    forms, over_time = forms_of(subquestion.text), is_over_time(subquestion.text)
    if not subquestion.periods and not forms and not over_time:
        return (_ids(latest_documents(owned)), ())
    wanted = Wanted(periods=subquestion.periods)
    each = [
        company_asked(Company(key=e.key, name=e.name, documents=own), wanted, forms, over_time=over_time)
        for e in subquestion.entities
        if (own := tuple(d for d in owned if d.entity.key == e.key))
    ]
    longest = max(len(one.steps) for one in each)
    joined = [
        tuple(dict.fromkeys(d for one in each if one.steps for d in one.steps[min(place, len(one.steps) - 1)]))
        for place in range(longest)
    ]
    return tuple(dict.fromkeys([*joined, ()]))


def owned_documents(subquestion: SubQuestion, snapshot: Snapshot, as_of: date | None) -> tuple[Document, ...]:
    """The documents of the companies asked for that were public on a day."""
    keys = {entity.key for entity in subquestion.entities}
    return tuple(d for d in snapshot.documents() if d.entity.key in keys and is_public(d, as_of))


def latest_documents(owned: Sequence[Document]) -> tuple[Document, ...]:
    """The newest document of each company, with its amendments, for a question that names no period."""
    dated = [d for d in owned if d.period_end]
    newest: dict[str, Document] = {}
    for document in dated:
        best = newest.get(document.entity.key)
        if best is None or (document.period_end or date.min) > (best.period_end or date.min):
            newest[document.entity.key] = document
    return tuple(one for key in sorted(newest) for one in family(newest[key], dated))


def worded(text: str, more: Sequence[str]) -> str:
    """A question with other words for what it asks."""
    return " ".join((text, *more))


def other_words(subquestion: SubQuestion, vocabulary: Vocabulary) -> str:
    """What documents print for the metrics and subjects of a question; empty where it names none."""
    named = (vocabulary.metric(one.metric) for one in subquestion.metrics if one.metric)
    printed = dict.fromkeys(word for metric in named for word in (metric.name, *metric.labels, *metric.words))
    return worded(needed(subquestion.text, vocabulary).expansion, tuple(printed)[:MOST_TERMS]).strip()


def _second(
    subquestion: SubQuestion, snapshot: Snapshot, vocabulary: Vocabulary, as_of: date | None, kept: Sequence[str]
) -> Iterator[Look]:
    """Other words where it is meant to stand, all periods and forms, other forms alone, and beside the best."""
    meant, owned = steps(subquestion, snapshot, as_of)[0], owned_documents(subquestion, snapshot, as_of)
    text = worded(subquestion.text, subquestion.terms)
    others = other_words(subquestion, vocabulary) or keywords(text)
    yield _search(subquestion, others, meant, as_of)
    yield _search(subquestion, text, (), as_of)
    if kept:
        yield Look(beside=tuple(kept[:BEST]), reach=2)
    forms = {d.form for d in owned if d.id in meant}
    if meant and (elsewhere := _ids(d for d in owned if d.form not in forms)):
        yield _search(subquestion, text, elsewhere, as_of)


def _third(subquestion: SubQuestion, snapshot: Snapshot, as_of: date | None, kept: Sequence[str]) -> Iterator[Look]:
    """The telling words alone, wherever, then under the headings of the best; further beside these."""
    told = keywords(subquestion.text)
    yield _search(subquestion, told, (), as_of)
    if kept:
        passages = snapshot.passages(kept[:BEST])
        headings = dict.fromkeys(heading for one in passages.values() for heading in one.heading[-1:])
        yield _search(subquestion, worded(told, tuple(headings)), (), as_of)
        yield Look(beside=tuple(kept[:BEST]), reach=5)


def keywords(text: str) -> str:
    """The words of a question that tell something; the question itself where none does."""
    return " ".join(dict.fromkeys(terms(text))) or text


def _ids(documents: Iterable[Document]) -> tuple[str, ...]:
    return tuple(document.id for document in documents)


def _search(subquestion: SubQuestion, text: str, documents: Sequence[str], as_of: date | None) -> Look:
    entities = tuple(entity.key for entity in subquestion.entities)
    query = SearchQuery(text=text, k=CANDIDATES, entities=entities, documents=tuple(documents), as_of=as_of)
    return Look(query=query)
