"""Several documents share the places of a search."""

from collections.abc import Mapping, Sequence
from typing import cast

from tieout.document import Passage
from tieout.locator import Span
from tieout.ports import Hit, Snapshot
from tieout.tools.asking.spread import shared

ELEVEN = [*(f"loud-{number}" for number in range(8)), "b-0", "c-0", "d-0"]


class Held:
    """A home whose passages are called after their document."""

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """All of them are known."""
        return {name: passage(name) for name in ids}


def passage(name: str) -> Passage:
    """A passage of the document that its name begins with."""
    document = name.partition("-")[0]
    span = Span(document=document, content_hash="0" * 64, quote_hash="0" * 16, start=0, end=1)
    return Passage(id=name, document=document, kind="prose", text="t", locator=span)


def order(names: Sequence[str], places: int) -> list[str]:
    """The passages as they come, found in this order."""
    hits = [Hit(passage=name, score=1 / (rank + 1)) for rank, name in enumerate(names)]
    found = shared(hits, cast("Snapshot", Held()), places)
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    return [hit.passage for hit in found]


def test_no_document_has_more_than_half_of_the_places_of_five() -> None:
    """What it has too many of comes behind, and nothing is lost."""
    found = order([*ELEVEN, "e-0", "e-1"], 10)

    assert found[:10] == ["loud-0", "loud-1", "loud-2", "loud-3", "loud-4", "b-0", "c-0", "d-0", "e-0", "e-1"]
    assert found[10:] == ["loud-5", "loud-6", "loud-7"]


def test_few_documents_stay_as_found() -> None:
    """Four documents are no crowd; one may have most of the places."""
    assert order(ELEVEN, 10) == ELEVEN


def test_places_that_nobody_else_fills_are_filled() -> None:
    """A document's further hits follow, where the others have too few."""
    names = [*ELEVEN, "e-0"]

    assert order(names, 12)[:12] == [*ELEVEN[:6], "b-0", "c-0", "d-0", "e-0", "loud-6", "loud-7"]
    assert order(names, 1)[0] == "loud-0"
