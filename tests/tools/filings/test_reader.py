"""Any file, whatever its name says; and every way in which it cannot be read."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieout.errors import InputError, NotThereError, ReadError, TieoutError
from tieout.tools.filings import read
from tieout.tools.filings.sniff import LARGEST

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.html", b"", "is empty; download it again"),
        ("a.html", b" \n\t", "is empty; download it again"),
        ("a.html", b"\x89PNG\r\n\x1a\n1234", "is a PNG image, not what its name says; download the document again"),
        ("a.txt", bytes(range(256)), "is a binary file, not what its name says"),
        ("a.txt", b"\x81\x8d caf\x9d", "is in no encoding that is known"),
        ("a.pdf", b"hello", "is not a PDF, though its name says so"),
        ("a.pdf", b"%PDF-1.7 broken", "is a broken PDF"),
        ("a.html", b"<html><body><p></p></body></html>", "shows no text"),
        ("a.html", b"<html><body>SECURITIES AND EXCHANGE COMMISSION FORM 10-K <p>Acme", "looks truncated"),
        ("a.txt", b"<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n<html><body>x", "looks truncated"),
        (
            "a.html",
            b"<!DOCTYPE html><html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'><a:b/></html>",
            "is broken inline",
        ),
    ],
)
def test_unreadable(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    """What cannot be read is refused in one line that names the file, says why, and what to do."""
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(ReadError) as caught:
        read(path)

    assert message in str(caught.value)
    assert repr(str(path)) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_not_there(tmp_path: Path) -> None:
    """A file that is not there is not there."""
    with pytest.raises(NotThereError, match="check the path"):
        read(tmp_path / "none.html")


@pytest.mark.parametrize(("name", "data"), [("a.docx", b"PK\x03\x04"), ("a.csv", b"a,b\n1,2\n"), ("", b"")])
def test_unsupported(tmp_path: Path, name: str, data: bytes) -> None:
    """A kind of file that is not read, and a folder, are the user's input to change."""
    path = tmp_path / name
    if name:
        path.write_bytes(data)

    with pytest.raises(InputError):
        read(path)


def test_too_large(tmp_path: Path) -> None:
    """A file of more than 200 MB is refused before it is read."""
    path = tmp_path / "a.html"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    with pytest.raises(ReadError, match="more than the 209,715,200"):
        read(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_truncated(filing: Write, tag: Callable[..., str], share: float) -> None:
    """An inline filing that is cut off anywhere is refused, never half-read."""
    path = filing(f"<p>{tag('1')}</p>" * 50)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])

    with pytest.raises(ReadError, match=r"looks truncated.*download it again"):
        read(path)


def test_entities(filing: Write) -> None:
    """XML entities are refused, so that none can be expanded or fetched."""
    path = filing("<p>&lol;</p>")
    bomb = (
        '?>\n<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY lol "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    )
    path.write_text(path.read_text(encoding="utf-8").replace("?>", bomb, 1), encoding="utf-8")

    with pytest.raises(ReadError, match="declares XML entities"):
        read(path)


def test_utf16_entities(filing: Write) -> None:
    """Another encoding does not hide them."""
    path = filing("<p>x</p>")
    text = path.read_text(encoding="utf-8").replace("?>", '?><!DOCTYPE html [<!ENTITY a "b">]>', 1)
    path.write_bytes(text.encode("utf-16"))

    with pytest.raises(ReadError, match="declares XML entities"):
        read(path)


def test_named_characters(filing: Write) -> None:
    """HTML's named characters are read as themselves."""
    text = read(filing("<p>Caf&eacute;&nbsp;&mdash; A&amp;B &lt;</p>")).text

    assert text.endswith("Café — A&B <")


def test_deep_nesting(page: Callable[[str], Path]) -> None:
    """A bomb of nested elements is refused or read, and does not exhaust the stack."""
    with pytest.raises(ReadError):
        read(page("<div>" * 100_000 + "x" + "</div>" * 100_000))


def test_wide_table(page: Callable[[str], Path]) -> None:
    """A table of ten thousand wide columns is read, each cell once."""
    cells = "".join(f'<td colspan="1000" rowspan="1000">{n}</td>' for n in range(10_000))
    tables = read(page(f"<table><tr>{cells}</tr><tr><td>a</td><td>2</td></tr></table>")).tables

    assert len(tables[0].rows[0]) == 10_000


def test_windows_1252(tmp_path: Path) -> None:
    """Text that is not UTF-8 is read as browsers read it."""
    path = tmp_path / "a.html"
    path.write_bytes("<html><body><p>café “quoted” €5</p></body></html>".encode("cp1252"))

    assert read(path).text == "café “quoted” €5"


def test_submission(tmp_path: Path) -> None:
    """An EDGAR submission gives its main document, with accession, form and acceptance time."""
    path = tmp_path / "submission.txt"
    path.write_text(
        "<SEC-DOCUMENT>0000012345-24-000001.txt\n<ACCEPTANCE-DATETIME>20240201163045\n"
        "ACCESSION NUMBER: 0000012345-24-000001\n"
        "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\n"
        "<html><body><p>SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 8-K</p></body></html>\n"
        "</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>other</TEXT></DOCUMENT>",
        encoding="utf-8",
    )
    reading = read(path)

    assert reading.text == "SECURITIES AND EXCHANGE COMMISSION\nFORM 8-K"
    assert (reading.document.form, reading.document.accession) == ("8-K", "0000012345-24-000001")
    assert reading.document.accepted == datetime(2024, 2, 1, 16, 30, 45, tzinfo=UTC).replace(tzinfo=None)


def test_wrong_name(filing: Write, tag: Callable[..., str]) -> None:
    """A filing is known by its content, whatever its name."""
    assert len(read(filing(f"<p>{tag('1')}</p>", name="filing.txt")).facts) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 6000), st.integers(0, 200), st.binary(max_size=20))
def test_corruption(filing: Write, tag: Callable[..., str], at: int, length: int, junk: bytes) -> None:
    """A damaged filing is read or refused on purpose; nothing else is raised."""
    figure = tag("1,234", more='format="ixt:num-dot-decimal"')
    path = filing(f"<table><tr><td>Net sales</td><td>{figure}</td></tr></table>")
    data = path.read_bytes()
    at %= len(data)
    path.write_bytes(data[:at] + junk + data[at + length :])

    with suppress(TieoutError):
        assert read(path).document.id == "acme-10k"


@pytest.mark.real
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.floats(0, 1), st.integers(0, 4000), st.binary(max_size=40), st.booleans())
def test_corruption_of_real_filings(  # pytest and Hypothesis pass them by name
    shared_data: Path, tmp_path: Path, at: float, length: int, junk: bytes, move: bool
) -> None:
    """A real filing with a piece cut out, overwritten or moved is read or refused on purpose; each fact opens."""
    source = shared_data / "filings" / "10-Q" / "AAPL_10-Q_2024Q1_0000320193-24-000006.html"
    data = source.read_bytes()
    begin = int(at * (len(data) - 1))
    piece = data[begin : begin + length]
    rest = data[:begin] + junk + data[begin + length :]
    path = tmp_path / source.name
    path.write_bytes(rest[: len(rest) // 2] + piece + rest[len(rest) // 2 :] if move else rest)

    with suppress(TieoutError):
        reading = read(path)
        for fact in reading.facts:
            if fact.locator.start is not None:
                quotation = reading.text[fact.locator.start : fact.locator.end]
                assert fact.locator.quote_hash == sha256(quotation.encode()).hexdigest()[:16]
