"""Full EDGAR submissions: the filing and the exhibits that say more, each a document of its own."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tools.filings.conftest import HEAD, TAIL, exhibit, tag
from tieout.document import part_hash
from tieout.errors import ReadError, TieoutError
from tieout.locator import quote_hash
from tieout.tools.filings import read, read_all
from tieout.tools.filings.submission import is_submission, submission

SGML = """<SEC-DOCUMENT>0000012345-25-000007.txt : 20250214
<SEC-HEADER>0000012345-25-000007.hdr.sgml : 20250214
<ACCEPTANCE-DATETIME>20250214163045
ACCESSION NUMBER:		0000012345-25-000007
CONFORMED SUBMISSION TYPE:	{form}
PUBLIC DOCUMENT COUNT:		7
CONFORMED PERIOD OF REPORT:	20241231
FILED AS OF DATE:		20250213

FILER:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			ACME CORP /DE/
		CENTRAL INDEX KEY:			0000012345
</SEC-HEADER>
"""
LABELS = """<?xml version="1.0"?><link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase"
 xmlns:xlink="http://www.w3.org/1999/xlink"><link:labelLink xlink:type="extended">
<link:loc xlink:label="a" xlink:href="acme-20241231.xsd#acme_Widgets"/>
<link:label xlink:label="b" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en-US">
Widgets, shipped</link:label>
<link:labelArc xlink:from="a" xlink:to="b"/></link:labelLink></link:linkbase>"""
RELEASE = "<html><body><p>Acme reports</p><table><tr><td>Units</td><td>12</td></tr></table></body></html>"
PICTURE = "\nbegin 644 logo.jpg\nM_]C_X  02D9)1@ ! 0   0 ! <DOCUMENT>\n`\nend\n"

Write = Callable[..., Path]


def block(kind: str, body: str, name: str = "a.htm") -> str:
    """One document of a submission."""
    return f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>1\n<FILENAME>{name}\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a submission; gives its path."""

    def write(*blocks: str, form: str = "10-K", head: str = SGML) -> Path:
        path = tmp_path / "0000012345-25-000007.txt"
        path.write_text(head.format(form=form) + "".join(blocks) + "</SEC-DOCUMENT>\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def annual(write: Write) -> Path:
    """A 10-K whose statements are in an exhibit that refers to the contexts of the 10-K."""
    main = HEAD.replace("HIDDEN", "").replace("META", "") + f"<p>{tag('1')}</p>" + TAIL
    assets = tag("500", "gaap:Assets", "end", more='scale="6"')
    row = f"<tr><td>Total assets</td><td>{assets}</td></tr>"
    thirteen = exhibit(f"<p>Annual report</p><table>{row}</table><p>We shipped {tag('7', 'acme:Widgets')} widgets.</p>")
    return write(
        block("10-K", f"<XBRL>\n{main}\n</XBRL>", "acme-20241231.htm"),
        block("EX-13", f"<XBRL>\n{thirteen}\n</XBRL>", "acme-20241231xex13.htm"),
        block("EX-31.1", "<html><body><p>I certify</p></body></html>"),
        block("GRAPHIC", PICTURE, "logo.jpg"),
        block("EX-99.1", RELEASE),
        block("EX-99.1", RELEASE.replace("12", "13")),
        block("EX-101.LAB", f"<XBRL>\n{LABELS}\n</XBRL>", "acme_lab.xml"),
        block("ZIP", PICTURE, "x.zip"),
    )


def test_documents(annual: Path) -> None:
    """The filing, its annual report and its releases are documents; certificates, pictures and archives are none."""
    documents = [reading.document for reading in read_all(annual)]

    assert [(d.id, d.form, d.kind) for d in documents] == [
        ("0000012345-25-000007", "10-K", "filing"),
        ("0000012345-25-000007-EX-13", "EX-13", "exhibit"),
        ("0000012345-25-000007-EX-99.1", "EX-99.1", "exhibit"),
        ("0000012345-25-000007-EX-99.1-2", "EX-99.1", "exhibit"),
    ]
    assert documents[1].title == "Acme Corp. 10-K EX-13, fiscal 2024"
    assert {d.accession for d in documents} == {"0000012345-25-000007"}
    assert {(d.filed, d.accepted) for d in documents} == {(date(2025, 2, 13), datetime(2025, 2, 14, 16, 30, 45))}  # noqa: DTZ001  # SEC's local time
    assert {(d.entity.cik, d.entity.ticker, d.entity.name) for d in documents} == {("0000012345", "ACME", "Acme Corp.")}
    assert {(d.fiscal_year, d.period_end) for d in documents} == {(2024, date(2024, 12, 31))}


def test_hashes(annual: Path) -> None:
    """Each document has a content hash of its own, the same each time."""
    hashes = [reading.document.content_hash for reading in read_all(annual)]
    whole = sha256(annual.read_bytes()).hexdigest()

    assert hashes == [part_hash(whole, number, 4) for number in range(4)]
    assert hashes == [reading.document.content_hash for reading in read_all(annual)]


def test_shared_contexts(annual: Path) -> None:
    """A figure belongs to the document in which it stands, with the context that another one declares."""
    main, thirteen, *_ = read_all(annual)
    assets = next(fact for fact in thirteen.facts if fact.concept == "us-gaap:Assets")

    assert (assets.value, assets.period.fiscal, assets.label) == (Decimal(500_000_000), "FY2024", "Total assets")
    assert assets.document == assets.locator.document == thirteen.document.id
    assert assets.locator.start is not None
    assert thirteen.text[assets.locator.start : assets.locator.end] == "500"
    assert "us-gaap:Assets" not in {fact.concept for fact in main.facts}
    assert main.document.notes == thirteen.document.notes == ()


def test_linkbase_labels(annual: Path) -> None:
    """A figure that stands in no row is called what the filing's label linkbase calls it."""
    thirteen = read_all(annual)[1]

    assert [fact.label for fact in thirteen.facts if fact.concept == "acme:Widgets"] == ["Widgets, shipped"]


def test_exhibit_section(annual: Path) -> None:
    """An exhibit is one section, so that what is cited from it says which exhibit it is."""
    release = read_all(annual)[2]

    assert [(s.name, s.start, s.end) for s in release.sections] == [("EX-99.1", 0, len(release.text))]
    assert {p.locator.section for p in release.passages} == {"EX-99.1"}


def test_read_one(annual: Path) -> None:
    """Reading one document of a submission gives the filing itself."""
    assert read(annual).document.form == "10-K"


def test_unreadable_exhibit(write: Write) -> None:
    """An exhibit that cannot be read is said on the filing, and the others are read."""
    page = "<html><body><p>News</p></body></html>"
    readings = read_all(
        write(block("8-K", page), block("EX-99.1", "<html><body></body></html>"), block("EX-99.2", page), form="8-K")
    )

    assert [reading.document.form for reading in readings] == ["8-K", "EX-99.2"]
    assert readings[0].document.notes[0].startswith("EX-99.1 of this submission could not be read: it shows no text")


def test_header_form(write: Write) -> None:
    """A letter about a 10-K is no 10-K: the header's form is believed, and its filer."""
    letter = "SECURITIES AND EXCHANGE COMMISSION\nRe: Acme Corp. Form 10-K for the fiscal year ended December 31, 2023"
    document = read(write(block("CORRESP", letter), form="CORRESP")).document

    assert (document.form, document.fiscal_year, document.title) == ("CORRESP", None, "ACME CORP /DE/ CORRESP")
    assert document.entity.cik == "0000012345"


def test_scanned_letter(write: Write) -> None:
    """Where the filing itself is a PDF within the submission, its text extract is read."""
    pdf = block("LETTER", "<PDF>\nbegin 644 f.pdf\nM)5!$1BTQ\n`\nend\n</PDF>")
    readings = read_all(write(pdf, block("TEXT-EXTRACT", "We have read your letter."), form="UPLOAD"))

    assert [reading.text for reading in readings] == ["We have read your letter."]


def test_data_only(write: Write) -> None:
    """A form that is data and no page is refused by its name."""
    with pytest.raises(ReadError, match=r"holds no page of text, only data or pictures \(13F-HR, INFORMATION TABLE\)"):
        read_all(write(block("13F-HR", "<XML>\n<a/>\n</XML>"), block("INFORMATION TABLE", "<XML>\n<b/>\n</XML>")))


def test_blanks_for_columns(write: Write) -> None:
    """An old filing that sets its tables with blanks is plain text, not HTML."""
    reading = read(write(block("10-Q", "<PAGE>\nAcme\n<TABLE>\n<S>  <C>\nSales   5\n</TABLE>"), form="10-Q"))

    assert reading.text == "Acme\nSales 5"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_cut_off(annual: Path, share: float) -> None:
    """A submission that ends within a document is refused."""
    data = annual.read_bytes()
    annual.write_bytes(data[: int(len(data) * share)])

    with pytest.raises(ReadError, match="looks truncated"):
        read_all(annual)


@pytest.mark.full_speed
def test_large(tmp_path: Path) -> None:
    """Eighty megabytes of pictures cost no decoding: the pages between them are read in a second."""
    path = tmp_path / "large.txt"
    noise = os.urandom(1 << 20).hex().encode() * 10
    page = block("8-K", "<html><body><p>News</p></body></html>").encode()
    graphic = b"<DOCUMENT>\n<TYPE>GRAPHIC\n<TEXT>\nbegin 644 a.jpg\n" + noise + b"\n</TEXT>\n</DOCUMENT>\n"
    path.write_bytes(SGML.format(form="8-K").encode() + page + graphic * 4)
    began = thread_time()

    assert [reading.text for reading in read_all(path)] == ["News"]
    assert thread_time() - began < 5


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.floats(0, 1), st.integers(0, 3000), st.binary(max_size=30), st.booleans())
def test_corruption(annual: Path, at: float, length: int, junk: bytes, move: bool) -> None:
    """A damaged submission is read or refused on purpose; each fact that is read opens at its characters."""
    whole = annual.with_suffix(".whole")
    if not whole.exists():
        whole.write_bytes(annual.read_bytes())
    data = whole.read_bytes()
    begin = int(at * (len(data) - 1))
    piece, rest = data[begin : begin + length], data[:begin] + junk + data[begin + length :]
    annual.write_bytes(rest[: len(rest) // 2] + piece + rest[len(rest) // 2 :] if move else rest)

    with suppress(TieoutError):
        for reading in read_all(annual):
            for fact in reading.facts:
                if fact.locator.start is not None:
                    quotation = reading.text[fact.locator.start : fact.locator.end]
                    assert fact.locator.quote_hash == quote_hash(quotation)


def test_is_submission() -> None:
    """A page that speaks of submissions is none."""
    assert is_submission(b"\n<SEC-DOCUMENT>x")
    assert not is_submission(b"<html><body>&lt;SEC-DOCUMENT&gt;<SEC-HEADER></body></html>")


@pytest.mark.real
@pytest.mark.parametrize(
    ("accession", "cik", "ticker", "facts"),
    [("0000066740-24-000023", "66740", "MMM", 0), ("0000796343-23-000044", "796343", "ADBE", 200)],
)
def test_real(shared_data: Path, accession: str, cik: str, ticker: str, facts: int) -> None:
    """8-Ks of 3M and Adobe come with their releases, whose figures open at the very characters."""
    data = shared_data / "edgar_replay" / "www.sec.gov" / "Archives" / "edgar" / "data"
    main, release = read_all(data / cik / accession.replace("-", "") / f"{accession}.txt")

    assert (main.document.form, release.document.form, release.document.entity.ticker) == ("8-K", "EX-99.1", ticker)
    assert release.document.accepted == main.document.accepted
    assert len(release.facts) >= facts
    for fact in release.facts:
        assert fact.locator.quote_hash == quote_hash(release.text[fact.locator.start : fact.locator.end])


@pytest.mark.real
def test_real_labels(shared_data: Path) -> None:
    """The label linkbase of a real submission names its members as the filing prints them."""
    path = shared_data / "edgar_replay/www.sec.gov/Archives/edgar/data/66740/000006674024000023"
    file = path / "0000066740-24-000023.txt"
    labels = submission(file, file.read_bytes()).labels

    assert labels["mmm:Notes1750PercentDue2030Member"] == "1.750% Notes due 2030"
    assert labels["dei:DocumentType"] == "Document Type"
