"""Bad input is refused with its reason, or read and said to be in doubt; it never hangs, and never takes all memory."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from tests.tools.filings.conftest import Write
from tieout.document import CARE
from tieout.errors import InputError, ReadError, TieoutError
from tieout.tools.filings import read, read_all
from tieout.tools.filings.markup import LARGEST_MARKUP, MOST_CELLS
from tieout.tools.filings.sniff import LARGEST

Tag = Callable[..., str]
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<!DOCTYPE html [<!ENTITY l0 "lol">{LAUGHS}]>'
TEXT = "<html><body><p>Café £5 net sales</p></body></html>"
LEAST = "import sys; from pathlib import Path; from tieout.tools.filings import read_all; read_all(Path(sys.argv[1]))"


def zipped() -> bytes:
    """An archive that unpacks to much more than it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"0" * 20_000_000)
    return buffer.getvalue()


def blank_pdf(pages: int) -> bytes:
    """A PDF without a word."""
    pdf, buffer = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _ in range(pages):
        pdf.new_page(200, 200).close()
    pdf.save(buffer)
    return buffer.getvalue()


def table(*rows: tuple[str, str]) -> str:
    """Rows of a statement in millions."""
    body = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    return f"<p>(in millions)</p><table><tr><td>Item</td><td>2024</td></tr>{body}</table>"


def statement(tag: Tag, odd: str) -> str:
    """Five tagged rows, of which one is odd."""
    names = ("CostOfRevenue", "GrossProfit", "NetIncomeLoss", "IncomeTaxExpenseBenefit")
    return table(*((name, tag("391,035", f"gaap:{name}", more='scale="6"')) for name in names), ("Revenues", odd))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.html", zipped(), "is a ZIP archive or an Office document, not what its name says"),
        ("a.zip", zipped(), "is a ZIP archive or an Office document, which is not read"),
        ("a.parquet", b"PAR1" + bytes(range(1, 90)) + b"PAR1", "is a broken Parquet file|install `tieout"),
        ("a.pdf", blank_pdf(2_000), "has no text on its 2000 pages, only images; recognise its text"),
        ("a.pdf", b"%PDF-1.7\n", "is a broken PDF"),
        ("a.html", b" \n", "is empty"),
        ("a.html", f"<html><body>{'<div>' * 100_000}x".encode(), "nests its elements too deeply"),
        (
            "a.html",
            b"<html><body><p " + b"".join(b'a%d="1" ' % n for n in range(60_000)) + b">x</p></body></html>",
            "has a tag with thousands of attributes",
        ),
        ("a.json", b"[" * 200_000 + b"]" * 200_000, "is not JSON that can be read"),
        ("a.json", b'[{"speaker": [1], "text": {}}]', "is JSON without the turns of an earnings call"),
        ("AAPL.csv", b"Date,Close\n2024-13-45,5\n", "the days of .* cannot be read"),
        ("AAPL.csv", b"Date,Close\n2024-01-02,-5\n", "has a price of zero or less"),
        ("AAPL.csv", b"Date,Close\n2024-01-02,5\n2024-01-02,6\n", "stands twice, in lines 2 and 3"),
        ("AAPL.csv", b"2024-01-02,1,2,3,4,5\n", "is a table without a date and a close"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "data",
)
def test_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    """It is refused, and the message says what it is."""
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(TieoutError, match=said):
        read_all(path)


@pytest.mark.parametrize(
    "declared",
    [
        BOMB,
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE html [<!ENTITY % d SYSTEM "x"> %d;]>',
    ],
)
def test_entities_of_a_filing_are_refused(filing: Write, tag: Tag, declared: str) -> None:
    """A filing that declares entities is not parsed at all."""
    path = filing(f"<p>{tag('1')}&l9;&x;</p>")
    path.write_text(path.read_text().replace("<html", f"{declared}<html", 1))

    with pytest.raises(ReadError, match="declares XML entities"):
        read(path)


def test_entities_of_plain_html_are_not_expanded(tmp_path: Path) -> None:
    """HTML knows no entities of its own: the bomb stays small, and no other file is opened."""
    path = tmp_path / "a.html"
    path.write_text(f'{BOMB}<!ENTITY x SYSTEM "file:///etc/passwd"><html><body><p>See &l9; &x; here</p></body></html>')

    text = read(path).text

    assert len(text) < 500
    assert "root:" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """The same page reads alike in every encoding that is met, with a byte order mark or without."""
    path = tmp_path / "a.html"
    path.write_bytes(TEXT.encode(encoding))

    assert read(path).text == "Café £5 net sales"


@pytest.mark.parametrize("name", ["utf-16", "iso-8859-1", "klingon", "idna", "rot13", "hex", "unicode_escape", "utf-7"])
def test_mislabelled_encodings(tmp_path: Path, name: str) -> None:
    """A declaration that cannot be true is not believed."""
    path = tmp_path / "a.html"
    path.write_text(f'<?xml version="1.0" encoding="{name}"?>{TEXT}', encoding="utf-8")

    assert read(path).text == "Café £5 net sales"


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ('scale="x"', "not numbers in their format, such as us-gaap:Revenues '5,391'"),
        ('scale="99999"', "not numbers in their format, such as us-gaap:Revenues '5,391'"),
        ('scale="6" sign="minus"', "not numbers in their format, such as us-gaap:Revenues '5,391'"),
        ('scale="3"', "tags of us-gaap:Revenues are scaled unlike the rest of their table"),
    ],
)
def test_odd_attributes_are_noted(filing: Write, tag: Tag, odd: str, said: str) -> None:
    """A scale or a sign that is none, or that contradicts the table around it, is said of the document."""
    notes = [note for note in read(filing(statement(tag, tag("5,391", more=odd)))).document.notes if CARE in note]

    assert len(notes) == 1
    assert said in notes[0]


def test_a_scale_unlike_the_unit_line_is_noted(filing: Write, tag: Tag) -> None:
    """Tags in thousands in a table that says millions: the values are the tags', and the document has a note."""
    body = statement(tag, tag("5", more='scale="6"')).replace('scale="6"', 'scale="3"')

    reading = read(filing(body))

    assert reading.facts[-1].value == Decimal(5000)
    assert "are scaled unlike the unit that their table states" in " ".join(reading.document.notes)


@pytest.mark.parametrize("digits", ["1" + "0" * 400, "9" * 5_000], ids=len)
def test_figures_of_hundreds_of_digits(filing: Write, tag: Tag, digits: str) -> None:
    """They are no figures of a filing: left out, with a short note, tagged or not."""
    reading = read(filing(table(("Revenues", tag(digits)), ("Costs", digits))))

    assert reading.facts == ()
    assert max(map(len, reading.document.notes)) < 300


def test_accuracy_that_is_none(filing: Write, tag: Tag) -> None:
    """Decimals that are no number: the figure is as accurate as it is printed, not exact."""
    body = f"<p>{tag('391,035', more='scale=@6@').replace('@', chr(34)).replace('decimals=@-6@', '')}</p>"
    body = body.replace('decimals="-6"', 'decimals="abc"')

    reading = read(filing(body))

    assert [fact.decimals for fact in reading.facts] == [-6]
    assert "do not say how accurate they are" in " ".join(reading.document.notes)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<xbrli:startDate>2024-01-01", "<xbrli:startDate>2024-99-99"),
        ("<xbrli:startDate>2024-01-01", "<xbrli:startDate>2025-06-01"),
        ("<xbrli:startDate>2024-01-01", "<xbrli:startDate>0001-01-01"),
        ("<xbrli:endDate>2024-12-31", "<xbrli:endDate>9999-12-31"),
    ],
)
def test_periods_that_are_none(filing: Write, tag: Tag, before: str, after: str) -> None:
    """A figure whose period cannot be read is left out with a note; it does not become one of a day."""
    path = filing(f"<p>{tag('5')}</p>")
    path.write_text(path.read_text().replace(before, after))

    reading = read(path)

    assert [fact for fact in reading.facts if fact.origin == "xbrl"] == []
    assert "tags of us-gaap:Revenues have a period or a unit that cannot be read" in " ".join(reading.document.notes)


def test_a_context_declared_twice(filing: Write, tag: Tag) -> None:
    """Of two contexts with one id nobody can tell which is meant: their figures are left out with a note."""
    path = filing(f"<p>{tag('5')} {tag('6', 'gaap:Assets', 'end')}</p>")
    text = path.read_text()
    again = re.search(r'<xbrli:context id="year">.*?</xbrli:context>', text, re.DOTALL)
    assert again
    path.write_text(text.replace("</ix:resources>", again[0].replace("2024-01-01", "2024-07-01") + "</ix:resources>"))

    reading = read(path)

    assert [(fact.concept, fact.value) for fact in reading.facts] == [("us-gaap:Assets", Decimal(6))]
    assert "is declared twice" in " ".join(reading.document.notes)


def test_mixed_currencies(filing: Write, tag: Tag) -> None:
    """Each figure keeps the currency of its tag."""
    path = filing(table(("Revenues", tag("391") + " " + tag("300", unit="eur"))))
    euro = '<xbrli:unit id="eur"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit></ix:resources>'
    path.write_text(path.read_text().replace("</ix:resources>", euro))

    assert [(fact.value, fact.unit) for fact in read(path).facts] == [(Decimal(391), "USD"), (Decimal(300), "EUR")]


def test_a_page_without_its_end(tmp_path: Path) -> None:
    """Plain HTML that is cut off is read, and says so."""
    path = tmp_path / "a.html"
    path.write_text(TEXT.removesuffix("</body></html>"))

    assert read(path).document.notes == (f"{CARE}it has no closing </html>: its end may be missing",)


def test_cells_are_bounded(tmp_path: Path) -> None:
    """A page of more cells than any filing has is refused before it is parsed."""
    path = tmp_path / "a.html"
    path.write_text("<html><body><table><tr>" + "<td>5" * (MOST_CELLS + 1) + "</table></body></html>")

    with pytest.raises(ReadError, match="1,000,001 table cells, more than the 1,000,000 that are read"):
        read(path)


@pytest.mark.full_speed
def test_wide_tables_and_spans(tmp_path: Path) -> None:
    """Ten thousand columns are read; spans over a million cells cost no memory."""
    path = tmp_path / "a.html"
    wide = "<tr>" + "".join(f"<td>{n}</td>" for n in range(10_000)) + "</tr>"
    spans = ("<tr>" + '<td colspan="1000" rowspan="1000">5</td>' * 20 + "</tr>") * 100
    path.write_text(f"<html><body><table>{wide}</table><table>{spans}</table></body></html>")

    assert read(path).tables[0].rows[0][-1].text == "9999"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes")
def test_pipes_and_devices_are_not_opened(tmp_path: Path) -> None:
    """What may never end is refused before the first byte."""
    os.mkfifo(tmp_path / "a.html")

    for path in (tmp_path / "a.html", Path("/dev/zero")):
        with pytest.raises(ReadError, match="is a device or a pipe, not a file"):
            read(path)
    with pytest.raises(InputError, match="is a folder"):
        read(tmp_path)


def test_half_a_gigabyte_is_refused_unread(tmp_path: Path) -> None:
    """Its size is enough to know."""
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)

    with pytest.raises(ReadError, match=f"524,288,000 bytes, more than the {LARGEST:,} that are read"):
        read(path)


def test_markup_is_bounded(tmp_path: Path) -> None:
    """A page larger than any filing is refused before it is parsed, within the memory of two copies of it."""
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<p>5</p>" * (LARGEST_MARKUP // 8 + 1) + "</body></html>")
    code = f"import resource; resource.setrlimit(resource.RLIMIT_AS, ({1 << 30}, {1 << 30})); {LEAST}"

    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)

    assert "characters of markup, more than the 64,000,000 that are read" in done.stderr
