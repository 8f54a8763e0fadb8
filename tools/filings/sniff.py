"""What kind of file this is, by its content; its name is not believed."""

import codecs
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO, Literal

from tieout.errors import InputError, NotThereError, ReadError

Kind = Literal["html", "pdf", "text", "json", "csv", "parquet", "nlp"]
LARGEST = 200 * 1024 * 1024
"""Bytes; a filing's main document is a few megabytes."""
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"RIFF", "a media file"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEGINNINGS = ("<?xml", "<!", "<html", "<HTML", "<div", "<body")
_NEVER_SO = ("utf-16", "utf16", "utf-32", "utf32", "ucs", "utf-7", "utf7", "idna", "punycode", "unicode", "raw_")
"""Encodings in which a declaration cannot be read as it stands, or that no page of text is in."""
_READS = frozenset({".htm", ".html", ".xhtml", ".xml", ".txt", ".md", ".pdf", ".text", ".markdown", ""})
_DECLARED = re.compile(
    rb"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)|<meta[^>]+charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
_MARKUP = re.compile(
    r"<SEC-DOCUMENT>|<DOCUMENT>\s*<TYPE>|<!doctype\s+html|<html\b|<body\b|<(?:div|table|p|font|span)\b[^<>]*>",
    re.IGNORECASE,
)
_HEAD = 4096
_ADVICE = "Tieout reads inline-XBRL or plain HTML, PDF, plain text, calls as .nlp or JSON, and prices as CSV or Parquet"
_TABLES: dict[str, Kind] = {".json": "json", ".csv": "csv", ".tsv": "csv", ".nlp": "nlp"}


def load(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        NotThereError: there is no such file.
        InputError: it is a folder.
        ReadError: it is empty, too large, no file but a device or a pipe, may not be read, or changes meanwhile.
    """
    try:
        with _opened(path) as file:
            before = os.fstat(file.fileno())
            if before.st_size > LARGEST:
                raise _too_large(path, f"{before.st_size:,} bytes", LARGEST)
            data = file.read(LARGEST + 1)
            after = os.fstat(file.fileno())
    except FileNotFoundError as error:
        raise NotThereError(f"there is no file {str(path)!r}; check the path") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(f"{str(path)!r} cannot be read: {reason}; check its permissions") from error
    if len(data) > LARGEST:
        raise _too_large(path, "more bytes than it says", LARGEST)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ReadError(f"{str(path)!r} changed while it was read; ingest it again when it is complete")
    if not data.strip():
        raise ReadError(f"{str(path)!r} is empty; download it again")
    return data


def _opened(path: Path) -> BinaryIO:
    """A file to read; a device or a pipe, which may never end, is not even opened."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise InputError(f"{str(path)!r} is a folder; name a file in it")
    if not stat.S_ISREG(mode):
        raise ReadError(f"{str(path)!r} is a device or a pipe, not a file; save what it gives to a file first")
    return path.open("rb")


def _too_large(path: Path, size: str, most: int) -> ReadError:
    return ReadError(f"{str(path)!r} has {size}, more than the {most:,} that are read; split it first")


def kind(path: Path, data: bytes) -> Kind:
    """What a file is.

    Raises:
        ReadError: its content is not what its name says.
        InputError: it is a kind of file that is not read.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PAR1"):
        return "parquet"
    other = next((name for magic, name in _MAGIC if data.startswith(magic)), None)
    if other is None and _wide(data) is None and b"\x00" in data[:_HEAD]:
        other = "a binary file"
    suffix = path.suffix.lower()
    if other is not None:
        if suffix in _READS and suffix:
            raise ReadError(f"{str(path)!r} is {other}, not what its name says; download the document again")
        raise InputError(f"{str(path)!r} is {other}, which is not read; {_ADVICE}")
    if suffix == ".pdf":
        raise ReadError(f"{str(path)!r} is not a PDF, though its name says so; download it again")
    head = decoded(path, data[:_HEAD], partial=True)
    is_html = _MARKUP.search(head) is not None or "inlineXBRL" in head
    if is_html or suffix in {".htm", ".html", ".xhtml"}:
        return "html"
    if suffix in _TABLES:
        return _TABLES[suffix]
    if suffix not in _READS:
        raise InputError(f"{str(path)!r} is of type {suffix!r}, which is not read; {_ADVICE}")
    return "text"


def decoded(path: Path, data: bytes, *, partial: bool = False) -> str:
    """The text of a file: by its byte order mark, its declaration, as UTF-8, or as Windows-1252.

    Args:
        path: named in the error.
        data: the bytes.
        partial: whether the bytes may end within a character.

    Raises:
        ReadError: it is none of these.
    """
    errors = "ignore" if partial else "strict"
    for encoding in _encodings(data):
        try:
            return data.decode(encoding, errors)
        except (UnicodeError, LookupError):
            continue
    raise ReadError(
        f"{str(path)!r} is in no encoding that is known (UTF-8, Windows-1252, or as declared); save it as UTF-8"
    )


def _encodings(data: bytes) -> list[str]:
    if wide := _wide(data):
        return [wide]
    match = _DECLARED.search(data[:_HEAD])
    declared = (match[1] or match[2]).decode("ascii", "replace") if match else "utf-8"
    if declared.lower() in {"ascii", "us-ascii", "iso-8859-1", "latin-1", "latin1"}:
        return ["utf-8", "cp1252"]  # browsers read these as Windows-1252, filers mean UTF-8
    usable = [] if declared.lower().startswith(_NEVER_SO) else [declared]
    return list(dict.fromkeys([*usable, "utf-8", "cp1252"]))


def _wide(data: bytes) -> str | None:
    """The encoding that a byte order mark tells; without one, UTF-16 where markup begins in it."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    for encoding in ("utf-16-le", "utf-16-be"):
        if any(data.startswith(begin.encode(encoding)) for begin in _BEGINNINGS):
            return encoding
    return None
