"""Words are found wherever they stand in a document, and an absence is said only where none does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tieout import Workspace
from tieout.ports import Snapshot
from tieout.tools.readthrough import absence, contradiction, is_whole, pattern_of, sentences_with, stands_in


@pytest.fixture(scope="module")
def snapshot(demo_home: Path) -> Iterator[Snapshot]:
    """The three samples."""
    with Workspace(demo_home).home.snapshot() as snapshot:
        yield snapshot


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("adjusted EBITDA", "our Adjusted EBITDAs rose", True),
        ("non-GAAP EPS", "Non‑GAAP  EPS", True),
        ("R&D", "R&D costs", True),
        ("net sales", "internet sales", False),
        ("sales", "salesforce", False),
        ("", "anything", False),
    ],
)
def test_a_phrase_is_whole_words_however_they_are_joined(phrase: str, text: str, found: bool) -> None:
    """Hyphens, line breaks and plurals do not matter; a part of a word is another word."""
    assert (pattern_of((phrase,)).search(text) is not None) is found


def test_a_sentence_comes_once_however_often_it_has_the_words(snapshot: Snapshot) -> None:
    """Each sentence with the words, in order, and none of a table."""
    document = snapshot.documents()[0].id
    said = list(sentences_with(snapshot, document, pattern_of(("the", "a"))))
    assert said
    assert [s.start for s in said] == sorted({s.start for s in said})
    assert all(snapshot.text(document)[s.start : s.end] == s.text and "\t" not in s.text for s in said)


def test_an_absence_holds_only_where_the_words_are_nowhere(snapshot: Snapshot) -> None:
    """The sentence is checked against the whole text, and against its own form."""
    document = snapshot.documents()[0]
    gone = absence("perpetual motion", document)
    word = next(w for w in snapshot.text(document.id).split() if w.isalpha() and len(w) > len("motion"))
    assert not stands_in(snapshot, document.id, "perpetual motion")
    assert contradiction(gone, snapshot, document.id) is None
    assert contradiction(gone.upper().replace("PERPETUAL MOTION", "perpetual motion"), snapshot, document.id) is None
    assert contradiction(absence(word, document), snapshot, document.id) == "the words do stand in the document"
    assert contradiction(gone.replace("does not", "does"), snapshot, document.id) is not None


def test_a_document_with_doubts_is_not_whole(snapshot: Snapshot) -> None:
    """A document whose end may be missing proves no absence."""
    document = snapshot.documents()[0]
    doubtful = document.model_copy(update={"notes": ("read with care: its end may be missing",)})
    assert is_whole(document)
    assert not is_whole(doubtful)
