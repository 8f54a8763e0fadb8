"""Is a PDF as its writer left it? Its streams carry checksums, and its last line says that it is complete."""

import io
import re
import zlib

import pypdfium2
import pypdfium2.raw as pdfium

_STREAM = re.compile(rb"/FlateDecode(?P<rest>[^<>]{0,200}(?:<<[^<>]{0,200}>>[^<>]{0,200})?)>>\s*stream\r?\n")
_TAIL = 2048
_STEP = 1 << 20
_MOST = 256 << 20
"""Bytes that are unpacked in all; what is in a stream behind them is not checked."""


def damage(data: bytes, pdf: pypdfium2.PdfDocument) -> str | None:
    """What is wrong with a PDF that can be read all the same; None where nothing is."""
    if b"%%EOF" not in data[-_TAIL:]:
        return "its end is missing"
    if b"/Encrypt" in data:
        plain = io.BytesIO()
        pdf.save(plain, flags=pdfium.FPDF_REMOVE_SECURITY)
        data = plain.getvalue()
    left = _MOST
    for found in _STREAM.finditer(data):
        is_whole, size = _unpacks(data, found.end(), left)
        left -= size
        if not is_whole:
            return "parts of it are damaged"
        if left <= 0:
            break
    return None


def _unpacks(data: bytes, start: int, most: int) -> tuple[bool, int]:
    """Whether a stream unpacks to its checksum, as far as `most` bytes go, and how many bytes that were."""
    unpacker, size = zlib.decompressobj(), 0
    rest = memoryview(data)[start:]
    end = data.find(b"endstream", start)
    rest = rest[: end - start] if end >= 0 else rest
    pending: bytes | memoryview = rest
    try:
        while not unpacker.eof and size < most:
            piece = unpacker.decompress(pending, _STEP)
            size += len(piece)
            pending = unpacker.unconsumed_tail
            if not piece and not pending:
                return False, size
    except zlib.error:
        return False, size
    return True, size
