"""Exhibits 99 and 13 come with their filing, under names that lead nowhere else; one that is missing costs nothing."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.filings.conftest import HEAD, TAIL, exhibit, tag
from tieout.document import Entity
from tieout.errors import NotThereError, ReadError, TieoutError
from tieout.tools.filings.exhibits import Exhibit, listed, taken_out
from tieout.tools.filings.keeping import Keeper
from tieout.tools.filings.noted import note_of, noted
from tieout.tools.filings.reader import read, read_all
from tieout.tools.filings.wanted import Event

ACME = Entity(cik="0000000042", ticker="ACME", name="Acme Corp.")
BASE = "https://www.sec.gov/Archives/edgar/data/42/000000004224000007"
ACCESSION = "0000000042-24-000007"
INDEX = f"{BASE}/{ACCESSION}-index.html"
WHOLE = f"{BASE}/{ACCESSION}.txt"
PRIMARY = b"<html><body><p>Acme reports its results.</p></body></html>"
RELEASE = b"<html><body><p>Acme's net sales were $12 million in the quarter.</p></body></html>"


def row(form: str, href: str) -> str:
    """A line of an index."""
    cells = ("1", "a document", f'<a href="{href}">x</a>', form, "12")
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def index(*rows: str) -> bytes:
    """A filing's index."""
    return f"<html><body><table class='tableFile'>{''.join(rows)}</table></body></html>".encode()


def submission(*documents: tuple[str, str, bytes]) -> bytes:
    """A full submission."""
    parts = (
        f"<DOCUMENT>\n<TYPE>{form}\n<FILENAME>{name}\n<TEXT>\n".encode() + body + b"\n</TEXT>\n</DOCUMENT>\n"
        for form, name, body in documents
    )
    return b"<SEC-DOCUMENT>x\n" + b"".join(parts) + b"</SEC-DOCUMENT>\n"


class Served:
    """EDGAR with these pages; remembers what was asked, raises for all else."""

    def __init__(self, pages: dict[str, bytes | TieoutError]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def page(self, url: str) -> bytes:
        """A page, or the error that stands in its place."""
        self.asked.append(url.rpartition("/")[2])
        found = self.pages.get(url, NotThereError(f"EDGAR has no {url} (404)"))
        if isinstance(found, TieoutError):
            raise found
        return found

    document = page


class Release:
    """An 8-K as EDGAR lists it."""

    form = "8-K"
    accession_no = ACCESSION
    filing_date: date | str = "2024-05-02"
    acceptance_datetime: datetime | str | None = "2024-05-02T16:30:21.000Z"
    base_dir = BASE

    def __init__(self, form: str = "8-K", document: str = "acme-8k.htm") -> None:
        self.form = form
        self.primary_document = document


def kept(folder: Path, edgar: Served, filing: Release | None = None) -> tuple[list[str], list[Event], list[str]]:
    """Names of kept files, what was told, and filings without index."""
    keeper = Keeper(folder=folder, edgar=edgar)
    said = list(keeper.keep(ACME, filing or Release()))
    return [e.fetched.path.name for e in said if e.fetched], [e for e in said if not e.fetched], keeper.unlisted


def test_an_index_lists_what_is_fetched() -> None:
    """Exhibits 99 and 13 as text are taken; contracts, certificates, graphics, archives, PDF and data are not."""
    page = index(
        row("8-K", "/ix?doc=/Archives/edgar/data/42/1/a.htm"),
        row("EX-99.1", "/Archives/edgar/data/42/1/ex991.htm"),
        row("EX-99", "/Archives/edgar/data/42/1/ex99.txt"),
        row("EX-13.0", "/Archives/edgar/data/42/1/ex13.htm"),
        row("EX-10.1", "/Archives/edgar/data/42/1/ex101.htm"),
        row("EX-99.2", "/Archives/edgar/data/42/1/slides.pdf"),
        row("EX-99.3", "/Archives/edgar/data/42/1/photo.jpg"),
        row("GRAPHIC", "/Archives/edgar/data/42/1/g.jpg"),
        row("EX-101.SCH", "/Archives/edgar/data/42/1/a.xsd"),
        row("EX-99.1", "/Archives/edgar/data/42/1/ex991.htm"),
    )

    assert listed(page) == (
        Exhibit(form="EX-99.1", file="ex991.htm"),
        Exhibit(form="EX-99", file="ex99.txt"),
        Exhibit(form="EX-13.0", file="ex13.htm"),
    )


@pytest.mark.parametrize("name", ["..htm", "a/../../b.htm/..", ".hidden.htm", "a b.htm", "a?x=.htm", "a%2fb.htm", ""])
def test_a_name_that_leads_elsewhere_is_no_exhibit(name: str) -> None:
    """A name with anything but letters, digits, dots and hyphens is not taken, from neither source."""
    assert listed(index(row("EX-99.1", f"/Archives/{name}"))) == ()
    assert taken_out(submission(("EX-99.1", f"../{name}", RELEASE))) == ()


def test_a_page_that_is_no_index_is_not_read_as_an_empty_one() -> None:
    """A document in the place of the index does not mean that there are no exhibits."""
    for page in (PRIMARY, b"", b"not recorded"):
        with pytest.raises(ReadError, match="no index"):
            listed(page)


@pytest.mark.real
def test_a_recorded_index_and_submission_name_the_release(shared_data: Path) -> None:
    """Adobe's index and its full submission name the same exhibit, and 3M's submission its press release."""
    archive = shared_data / "edgar_replay" / "www.sec.gov" / "Archives" / "edgar" / "data"
    adobe = archive / "796343"
    page = (adobe / "0000796343-23-000044-index.html").read_bytes()
    whole = (adobe / "000079634323000044" / "0000796343-23-000044.txt").read_bytes()
    mmm = (archive / "66740" / "000006674024000023" / "0000066740-24-000023.txt").read_bytes()

    assert listed(page) == (Exhibit(form="EX-99.1", file="adbeex991q123.htm"),)
    assert [one for one, _ in taken_out(whole)] == list(listed(page))
    ((release, body),) = taken_out(mmm)
    assert release == Exhibit(form="EX-99.1", file="pressrelease3-8x24.htm")
    assert b"Solventum" in body
    assert body.rstrip().endswith(b"</html>")


def test_exhibits_come_with_their_filing_once(tmp_path: Path) -> None:
    """Each exhibit lies beside its filing under its number, and the next fetch asks for nothing."""
    rows = (row("EX-99.1", f"{BASE}/one.htm"), row("EX-99.1", f"{BASE}/two.htm"))
    edgar = Served(
        {
            f"{BASE}/acme-8k.htm": PRIMARY,
            INDEX: index(*rows),
            f"{BASE}/one.htm": RELEASE,
            f"{BASE}/two.htm": RELEASE,
        }
    )

    names, told, _ = kept(tmp_path, edgar)
    before = list(edgar.asked)
    again, _, _ = kept(tmp_path, edgar)

    stem = f"ACME_8-K_{ACCESSION}"
    assert names == [f"{stem}.htm", f"{stem}-EX-99.1.htm", f"{stem}-EX-99.1-2.htm"]
    assert again == names
    assert told == []
    assert edgar.asked == before
    assert (tmp_path / names[1]).read_bytes() == RELEASE


def test_an_exhibit_is_read_as_one_of_its_filer(tmp_path: Path) -> None:
    """It is a document of its own: an exhibit of this filer under its number, with its filing's number and times."""
    edgar = Served({f"{BASE}/acme-8k.htm": PRIMARY, INDEX: index(row("EX-99.1", "x/r.htm")), f"{BASE}/r.htm": RELEASE})
    names, _, _ = kept(tmp_path, edgar)

    filing, release = (read(tmp_path / name).document for name in names)

    assert (filing.kind, filing.form, filing.entity) == ("filing", "8-K", ACME)
    assert (release.kind, release.form, release.entity) == ("exhibit", "EX-99.1", ACME)
    assert release.id == f"ACME_8-K_{ACCESSION}-EX-99.1"
    assert release.accession == filing.accession == ACCESSION
    assert release.url == f"{BASE}/r.htm"
    assert release.filed == date(2024, 5, 2)
    assert release.accepted == filing.accepted == datetime(2024, 5, 2, 16, 30, 21)  # noqa: DTZ001  # the SEC's clock


def test_a_missing_exhibit_costs_nothing_else_and_is_asked_for_again(tmp_path: Path) -> None:
    """The filing and the other exhibits are kept, the missing one is told, and the next fetch has it."""
    rows = (row("EX-99.1", "one.htm"), row("EX-99.2", "two.htm"))
    pages: dict[str, bytes | TieoutError] = {
        f"{BASE}/acme-10q.htm": PRIMARY,
        INDEX: index(*rows),
        f"{BASE}/one.htm": RELEASE,
    }
    names, told, _ = kept(tmp_path, Served(pages), Release("10-Q", "acme-10q.htm"))
    later, _, _ = kept(tmp_path, Served(pages | {f"{BASE}/two.htm": RELEASE}), Release("10-Q", "acme-10q.htm"))

    assert [name.rpartition("-EX-")[2] for name in names[1:]] == ["99.1.htm"]
    assert [(e.minor, e.last, e.message.split(":")[0]) for e in told] == [(True, False, f"EX-99.2 of {ACCESSION}")]
    assert [name.rpartition("-EX-")[2] for name in later[1:]] == ["99.1.htm", "99.2.htm"]


def test_without_an_index_the_submission_of_a_small_form_has_the_exhibits(tmp_path: Path) -> None:
    """An 8-K's exhibits are taken out of its submission; a 10-K's submission is not fetched, which is told."""
    pages: dict[str, bytes | TieoutError] = {
        f"{BASE}/acme-8k.htm": PRIMARY,
        f"{BASE}/acme-10k.htm": PRIMARY,
        INDEX: PRIMARY,
        WHOLE: submission(("8-K", "acme-8k.htm", PRIMARY), ("EX-99.1", "r.htm", RELEASE), ("GRAPHIC", "g.jpg", b"x")),
    }
    small, annual = Served(pages), Served(pages)

    names, _, none = kept(tmp_path / "8", small)
    only, _, unlisted = kept(tmp_path / "10", annual, Release("10-K", "acme-10k.htm"))

    assert [name.rpartition("-EX-")[2] for name in names[1:]] == ["99.1.htm"]
    assert (tmp_path / "8" / names[1]).read_bytes().strip() == RELEASE
    assert none == []
    assert (len(only), unlisted) == (1, [ACCESSION])
    assert WHOLE.rpartition("/")[2] not in annual.asked


def test_a_filing_whose_document_is_gone_is_kept_as_its_submission(tmp_path: Path) -> None:
    """Where only the full submission is there it is kept, with its exhibits in itself, and no index is asked for."""
    edgar = Served({WHOLE: submission(("8-K", "acme-8k.htm", PRIMARY), ("EX-99.1", "r.htm", RELEASE))})

    names, _, _ = kept(tmp_path, edgar)
    again, _, _ = kept(tmp_path, edgar)

    assert names == again == [f"ACME_8-K_{ACCESSION}.txt"]
    assert edgar.asked == ["acme-8k.htm", f"{ACCESSION}.txt"]


def test_a_time_that_cannot_be_is_not_believed(tmp_path: Path) -> None:
    """An acceptance after the filing date, which the SEC's list has for some filers, is unknown rather than wrong."""
    path = tmp_path / "a.htm"
    note_of(path).write_text('{"filed": "2024-05-02", "accepted": "2024-05-03T01:30:00Z", "more": 1}')
    late = noted(path)
    note_of(path).write_text("[1]")

    assert late is not None
    assert (late.filed, late.accepted) == (date(2024, 5, 2), None)
    assert noted(path) is None


def test_statements_in_an_exhibit_are_read_with_their_filing(tmp_path: Path) -> None:
    """The annual report in EX-13 leans on the contexts of its 10-K: both are read together, its figure with it."""
    main = (HEAD.replace("META", "").replace("HIDDEN", "") + TAIL).encode()
    figure = tag("7", more='scale="6"')
    report = exhibit(f"<p>Net sales were {figure} million.</p>").encode()
    pages: dict[str, bytes | TieoutError] = {
        f"{BASE}/acme-10k.htm": main,
        INDEX: index(row("EX-13", "ex13.htm"), row("EX-99.1", "r.htm")),
        f"{BASE}/ex13.htm": report,
        f"{BASE}/r.htm": RELEASE,
    }

    names, told, _ = kept(tmp_path, Served(pages), Release("10-K", "acme-10k.htm"))
    again, _, _ = kept(tmp_path, Served({}), Release("10-K", "acme-10k.htm"))
    readings = read_all(tmp_path / names[0])

    assert names == again == [f"ACME_10-K_{ACCESSION}.txt"]
    assert told == []
    assert [one.document.form for one in readings] == ["10-K", "EX-13", "EX-99.1"]
    assert [one.document.accession for one in readings] == [ACCESSION] * 3
    assert [fact.value for fact in readings[1].facts if fact.origin == "xbrl"] == [Decimal(7_000_000)]
