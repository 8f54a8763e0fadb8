"""PDF text by page."""

import hashlib
from pathlib import Path

import pypdfium2
import pytest

from tieout.errors import ReadError
from tieout.tools.filings import read

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    """The stream cipher of PDF's first security handler."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def pdf(pages: list[list[str]], password: str | None = None) -> bytes:
    """A small PDF with some lines on each page, encrypted (PDF 1.7, 7.6, revision 2) when a password is given."""
    key, encrypt, file_id = b"", "", b"0123456789abcdef"
    if password is not None:
        padded = (password.encode() + _PADDING)[:32]
        owner = rc4(hashlib.md5(padded).digest()[:5], padded)  # noqa: S324  # the standard's own choice
        rights = (-4).to_bytes(4, "little", signed=True)
        key = hashlib.md5(padded + owner + rights + file_id).digest()[:5]  # noqa: S324  # the standard's own choice
        user = rc4(key, _PADDING)
        encrypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>"
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 12 Tf 50 700 Td {shown} ET".encode()
        number = len(objects) + 2
        if key:
            own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324  # as above
            stream = rc4(own, stream)
        kids.append(f"{number - 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {encrypt} /ID [<{file_id.hex()}> <{file_id.hex()}>] >>"
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


LINES = ["The annual report of Acme for 2023", "Revenue was 5 million dollars"]


def test_pages(tmp_path: Path) -> None:
    """Pages are joined by form feeds, and each passage cites its page, numbered from one."""
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf([LINES, ["Second page with some more words here"]]))
    reading = read(path)

    assert reading.text == "\n".join(LINES) + "\fSecond page with some more words here"
    assert [(p.kind, p.page, p.text) for p in reading.passages] == [
        ("page", 1, "\n".join(LINES)),
        ("page", 2, "Second page with some more words here"),
    ]
    assert (reading.document.kind, reading.document.id, reading.facts) == ("other", "report", ())
    for passage in reading.passages:
        assert reading.text[passage.locator.start : passage.locator.end] == passage.text


def test_long_page(tmp_path: Path) -> None:
    """A long page is cut at its lines, into passages that together are the page."""
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf([[f"line {n} has exactly these eight words" for n in range(40)]]))
    passages = read(path).passages

    assert len(passages) == 2
    assert {p.page for p in passages} == {1}
    assert "\n".join(p.text for p in passages) == read(path).text


def test_empty_password(tmp_path: Path) -> None:
    """A PDF that anyone may open is opened, although it is encrypted."""
    path = tmp_path / "open.pdf"
    path.write_bytes(pdf([LINES], password=""))

    assert read(path).text == "\n".join(LINES)


def test_password(tmp_path: Path) -> None:
    """A PDF that wants a password is refused."""
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf([LINES], password="secret"))

    with pytest.raises(ReadError, match=r"locked.pdf' is encrypted; save it without a password first"):
        read(path)


def test_no_text(tmp_path: Path) -> None:
    """A PDF of images says that it has no text."""
    path = tmp_path / "scan.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(612, 792)
    document.save(str(path))
    document.close()

    with pytest.raises(ReadError, match=r"has no text.*OCR"):
        read(path)
