"""What a paper is checked against."""

from pathlib import Path

import pytest

from tests.tools.checking.conftest import SAMPLE
from tieout.agent.workspace import Workspace
from tieout.errors import InputError, NotThereError
from tieout.tools.checking.reader import paper_of, read_paper
from tieout.tools.checking.sources import of_files, of_home
from tieout.tools.home import Home


def test_a_file_gives_facts_and_their_rows() -> None:
    """A filing is read in place, without an index."""
    sources = of_files([SAMPLE], paper_of("x"))

    sales = next(f for f in sources.facts if f.value == 391_035_000_000 and not f.dimensions)
    assert sources.quote(sales).startswith("Total net sales | 391,035")


def test_a_text_does_not_prove_itself(tmp_path: Path) -> None:
    """Neither the same bytes nor the same words in another format are a source."""
    other = tmp_path / "copy.html"
    other.write_text("<html><body><p>Net sales were</p><p>$391.0 billion.</p></body></html>")

    with pytest.raises(InputError, match="does not prove itself"):
        of_files([SAMPLE], read_paper(SAMPLE))
    with pytest.raises(InputError, match="does not prove itself"):
        of_files([other], paper_of("Net sales were\n\n$391.0 billion."))


def test_a_source_without_facts_is_said(tmp_path: Path) -> None:
    """Plain words prove only what repeats them, and the user is told."""
    path = tmp_path / "notes.txt"
    path.write_text("Net sales were $391.0 billion.\n")

    assert "states no figure" in of_files([path], paper_of("x")).notes[0]


def test_running_text_is_a_source_from_files_and_from_a_home(demo_home: Path) -> None:
    """A sentence of a document is proven by itself, and its quotation can be opened."""
    sentence = "In fiscal 2024 a decision of the European Court of Justice on Irish tax led to a one-time charge of "
    against: list[list[str | Path]] = [[SAMPLE], ["AAPL"]]

    for sources in against:
        (figure,) = Workspace(demo_home).check(f"# Apple\n\n{sentence}$10.2 billion, net.", against=sources).figures
        assert (figure.verdict, figure.quote) == ("tied", f"{sentence}$10.2 billion, net.")


def test_an_unreadable_file_of_a_folder_is_noted_and_a_named_one_is_an_error(tmp_path: Path) -> None:
    """One bad file does not end a check of a folder."""
    (tmp_path / "broken.pdf").write_bytes(b"hello")

    assert "not a PDF" in of_files([tmp_path], paper_of("x")).notes[0]
    with pytest.raises(NotThereError):
        of_files([tmp_path / "none.html"], paper_of("x"))


def test_a_home_gives_the_documents_of_the_companies_that_are_named(demo_home: Path) -> None:
    """By ticker, by id, or those that the text names; a stranger is refused."""
    Workspace(demo_home)
    with Home.open(demo_home) as home, home.snapshot() as snapshot:
        by_ticker = of_home(snapshot, ["AAPL"], paper_of("x"))
        by_id = of_home(snapshot, ["sample-TXN-10-K-2023"], paper_of("x"))
        spoken = of_home(snapshot, [], paper_of("Advanced Micro Devices grew."))
        whole = of_home(snapshot, [], paper_of("It grew."))
        with pytest.raises(NotThereError, match="Zebra"):
            of_home(snapshot, ["Zebra"], paper_of("x"))

    assert list(by_ticker.documents) == ["sample-AAPL-10-K-2024"]
    assert list(by_id.documents) == ["sample-TXN-10-K-2023"]
    assert list(spoken.documents) == ["sample-AMD-10-K-2023"]
    assert spoken.notes == ("checked against the documents of the companies that the text names: AMD",)
    assert len(whole.documents) == 3


def test_a_paper_that_is_indexed_is_left_out_of_its_sources(demo_home: Path) -> None:
    """The home's copy of the text proves nothing of it."""
    with Home.open(demo_home) as home, home.snapshot() as snapshot:
        sources = of_home(snapshot, ["AAPL"], read_paper(SAMPLE))

    assert (sources.documents, sources.facts) == ({}, ())
    assert sources.notes == ("sample-AAPL-10-K-2024 is the text that is checked, and does not prove it",)
