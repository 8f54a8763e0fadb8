"""Ranked lists of passages, fused by page."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from tieout.document import Passage
from tieout.locator import Page, Span
from tieout.ports import Hit, SearchQuery, Snapshot
from tieout.tools.index.pages import PageSearch, Wording, by_page


def passage(name: str, page: int | None, document: str = "report", text: str = "text") -> Passage:
    """A passage on a page, or in a document without pages."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    place = {"document": document, "content_hash": digest, "quote_hash": digest[:16], "start": 0, "end": len(text)}
    locator = Span(**place) if page is None else Page(**place, page=page)
    return Passage(id=name, document=document, kind="page", text=text, locator=locator)


def wording(**lists: Sequence[str]) -> Wording:
    """Hits that some ranked lists named, in no order of their own."""
    names = sorted({one for ids in lists.values() for one in ids})
    return Wording(
        hits=[
            Hit(
                passage=name,
                score=0.0,
                lists=tuple(key for key, ids in lists.items() if name in ids),
                ranks=tuple(ids.index(name) + 1 for ids in lists.values() if name in ids),
            )
            for name in names
        ]
    )


@dataclass
class Found:
    """Answers each search with what its words and its filter stand for, and remembers it."""

    answers: Mapping[str, Sequence[str]]
    known: Mapping[str, Passage]
    asked: list[SearchQuery] = field(default_factory=list)

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """Hits of one list."""
        self.asked.append(query)
        ids = self.answers[" ".join((query.text, *query.shows))]
        return tuple(Hit(passage=name, score=1 / at, lists=("terms",), ranks=(at,)) for at, name in enumerate(ids, 1))

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Those that are known."""
        return {name: self.known[name] for name in ids if name in self.known}


def searching(found: Found, **options: object) -> PageSearch:
    """A search of such a snapshot."""
    return PageSearch(snapshot=cast("Snapshot", found), **options)  # type: ignore[arg-type]  # options of the test


def test_a_page_that_two_lists_name_wins() -> None:
    """A page second in two lists goes before a page that is first in one."""
    known = {name: passage(name, page) for name, page in (("a", 1), ("b", 2), ("c", 3))}

    hits = by_page([wording(dense=["a", "b"], terms=["c", "b"])], known)

    assert [hit.passage for hit in hits] == ["b", "a", "c"]


def test_a_page_counts_once_in_a_list() -> None:
    """Many passages of one page do not push the next page down, nor lift their own."""
    crowd = {f"a{number}": passage(f"a{number}", 1) for number in range(9)}
    known = {**crowd, "b": passage("b", 2)}

    hits = by_page([wording(dense=[*crowd, "b"])], known)

    assert [(hit.passage, round(hit.score * 61 * 62)) for hit in hits] == [("a0", 62), ("b", 61)]


def test_the_best_passage_speaks_for_its_page() -> None:
    """Of a page's passages the one that the lists rank highest is shown."""
    known = {"first": passage("first", 7), "second": passage("second", 7)}

    hits = by_page([wording(dense=["first", "second"], terms=["second"]), wording(dense=["second", "first"])], known)

    assert [hit.passage for hit in hits] == ["second"]


def test_without_pages_each_passage_is_a_place() -> None:
    """Passages of a document without pages are not drawn together."""
    known = {name: passage(name, None) for name in "ab"}

    assert [hit.passage for hit in by_page([wording(dense=["a", "b"])], known)] == ["a", "b"]


def test_both_wordings_and_the_statements_are_asked() -> None:
    """The question, its expansion and each statement wanted are searched within the same filter."""
    known = {name: passage(name, page) for name, page in (("a", 1), ("b", 2), ("c", 3))}
    found = Found(
        {"capex": ["a"], "purchases of property": ["b", "a"], "purchases of property cash_flow": ["c"]}, known
    )
    search = searching(found, expansion="purchases of property", statements=("cash_flow",), reranks=False)

    hits = search.search(SearchQuery(text="capex", k=2, documents=("report",)))

    assert [hit.passage for hit in hits] == ["c", "a"]
    assert [query.documents for query in found.asked] == [("report",)] * 3


def test_without_an_expansion_only_the_question_is_asked() -> None:
    """Words of which nothing is known are searched once."""
    found = Found({"Zebra": ["a"]}, {"a": passage("a", 1)})

    assert [hit.passage for hit in searching(found).search(SearchQuery(text="Zebra"))] == ["a"]
    assert len(found.asked) == 1


def test_the_first_places_are_judged() -> None:
    """A page whose words answer overtakes one just before it that has none of them; scores still fall."""
    known = {"a": passage("a", 1, text="Weather was fine."), "b": passage("b", 2, text="Employees and headcount")}
    found = Found({"How many employees?": ["a", "b"]}, known)

    hits = searching(found).search(SearchQuery(text="How many employees?"))

    assert [hit.passage for hit in hits] == ["b", "a"]
    assert hits[0].score > hits[1].score


@given(
    lists=st.lists(st.lists(st.sampled_from([f"p{n}" for n in range(12)]), unique=True), min_size=1, max_size=4),
    pages=st.lists(st.integers(min_value=1, max_value=5), min_size=12, max_size=12),
)
def test_every_page_found_is_there_once(lists: list[list[str]], pages: list[int]) -> None:
    """Whatever the lists, each place comes once, in falling order, and none is lost."""
    known = {f"p{n}": passage(f"p{n}", page) for n, page in enumerate(pages)}

    hits = by_page([wording(**{f"list{n}": ids for n, ids in enumerate(lists)})], known)

    assert sorted(known[hit.passage].page or 0 for hit in hits) == sorted(
        {known[name].page or 0 for ids in lists for name in ids}
    )
    assert all(a.score >= b.score for a, b in pairwise(hits))
