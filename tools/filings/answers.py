"""Which requests may be sent to EDGAR, and which answers are taken? Hooks for an HTTP client, and checks of bodies."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from tieout.errors import ReadError
from tieout.tools.filings.refusals import CutOffError, blocked, elsewhere, slow

LARGEST = 200 * 1024 * 1024
"""Bytes of one answer."""
SECONDS = 60.0
"""Within which an answer has to come to its end."""

_END = re.compile(rb"</(?:html|(?:sec-)?document)>\s*(?:-----END PRIVACY-ENHANCED MESSAGE-----)?\s*\Z", re.IGNORECASE)
_OPENS = (b"<html", b"<document>", b"<sec-document>")


class _Request(Protocol):
    @property
    def url(self) -> object: ...


class _Stream(Protocol):
    def __iter__(self) -> Iterator[bytes]: ...
    def close(self) -> None: ...


class _Response(Protocol):
    status_code: int
    stream: _Stream

    @property
    def url(self) -> object: ...

    def __init__(self, status_code: int, *, content: Iterable[bytes]) -> None: ...
    def read(self) -> bytes: ...


@dataclass(frozen=True, kw_only=True)
class Hooks:
    """What a client does before each request and with each answer."""

    bases: tuple[str, ...]
    """Addresses below which EDGAR lies; nothing else is asked, wherever an answer leads."""
    wait: Callable[[], None]
    """Returns when the next request may be sent."""
    seconds: float = SECONDS

    def asking(self, request: _Request) -> None:
        """Let a request pass in its turn; raises RefusedError where it would leave EDGAR."""
        url = str(request.url)
        if _site(url) not in {_site(base) for base in self.bases}:
            raise elsewhere(url)
        self.wait()

    def answered(self, response: _Response) -> None:
        """Take an answer in whole.

        Raises:
            RefusedError, UnreachableError: EDGAR refuses, also by a page that looks like an answer, or does not end.
            ReadError: it is cut off, or too large.
        """
        url = str(response.url)
        limited = within(response.stream, seconds=self.seconds, what=url)
        response.stream = type(response)(200, content=limited).stream
        body = response.read()
        problem = blocked(response.status_code, body, url)
        if problem is not None:
            raise problem
        is_json = urlsplit(url).path.endswith(".json")
        if is_json and response.status_code == 200 and not body.rstrip().endswith((b"}", b"]")):  # noqa: PLR2004  # OK
            raise cut_off(url)


def within(stream: _Stream, *, seconds: float, what: str) -> Iterator[bytes]:
    """The bytes of an answer, as long as they come in time and are not too many."""
    ends, size = time.monotonic() + seconds, 0
    try:
        for chunk in stream:
            size += len(chunk)
            if time.monotonic() > ends:
                raise slow(what, seconds)
            if size > LARGEST:
                raise ReadError(f"EDGAR's answer for {what} has more than {LARGEST:,} bytes; it is not read")
            yield chunk
    finally:
        stream.close()


def is_whole(body: bytes) -> bool:
    """Whether a document has an end: HTML and wrapped submissions say it, other text cannot."""
    head = body[:4096].lower()
    if not body.strip():
        return False
    if head.startswith(b"%pdf"):
        return b"%%EOF" in body[-2048:]
    return not any(mark in head for mark in _OPENS) or _END.search(body[-4096:]) is not None


def cut_off(url: str) -> CutOffError:
    """The error for an answer that ends too early."""
    return CutOffError(f"EDGAR's answer for {url} ends before the document does; run the same command again")


def _site(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or {"http": 80, "https": 443}.get(parts.scheme)
