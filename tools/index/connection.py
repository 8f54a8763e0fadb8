"""How a Qdrant server is asked: its client, bounded retries, and what went wrong in Tieout's words."""

import logging
import math
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import urlsplit, urlunsplit

import stamina

from tieout.errors import InputError, NotThereError, ReadError, RefusedError, TieoutError, UnreachableError
from tieout.tools.connections import require_connection

if TYPE_CHECKING:
    from qdrant_client import QdrantClient

T = TypeVar("T")

ATTEMPTS: Final = 3
_LONGEST_PAUSE: Final = 5.0
_LET_ALONE: Final = 5.0
"""Seconds for which a server that gave no answer is not asked again: a file of questions does not wait for each."""
REBUILD: Final = "documents and facts are unharmed: run `tieout index rebuild`"
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_SHORTENED: Final = 200
_REFUSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
_PASSING: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ServerOptions:
    """Where a Qdrant server or cluster is, and how collections are made there."""

    url: str = field(repr=False)
    api_key: str | None = field(default=None, repr=False)
    timeout: float = 10.0
    """Seconds that a search may take; a write may take six times as long."""
    prefix: str = "tieout"
    """How the names of collections begin."""
    shards: int | None = None
    """Parts of a collection, spread over the nodes of a cluster; None leaves it to the server."""
    replicas: int = 1
    """Copies of each shard; a majority must have taken a write, and is asked in a search."""
    quantized: bool = True
    """Whether vectors are also kept in 8-bit numbers in memory, and the full ones on the disk."""
    on_disk: bool = True
    """Whether payload and sparse vectors stay on the disk."""

    @property
    def address(self) -> str:
        """The URL as messages name it: without user, password or key."""
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))


class GoneError(UnreachableError):
    """A server that gave no usable answer, asked as often as that makes sense."""

    is_transient = False


class Connection:
    """A Qdrant server as one client asks it; threads may share it. Nothing is connected before the first question."""

    def __init__(self, options: ServerOptions, client: "QdrantClient | None" = None) -> None:
        self.options = options
        self._client = client
        self._lock = threading.Lock()
        self._gone = (0.0, "")

    def ask(self, call: Callable[["QdrantClient"], T]) -> T:
        """What the call gives, tried again where that can help; for some seconds after that nothing is tried at all.

        Raises:
            GoneError: no usable answer: no connection, time-out, 429, 5xx, or one that is not Qdrant's.
            RefusedError: the key is missing or wrong, or no connection may be opened.
            ReadError: the collection is not there, or not as it was written.
            NotThereError: qdrant-client is not installed.
        """
        require_connection(
            f"the passage index on the Qdrant server at {self.options.address!r}", instead="ask without --offline"
        )
        attempts = stamina.retry_context(
            on=_pause,
            attempts=ATTEMPTS,
            timeout=1.5 * self.options.timeout,
            wait_initial=0.2,
            wait_max=2.0,
            wait_jitter=0.2,
        )
        tried = 0
        until, before = self._gone
        if time.monotonic() < until:
            raise GoneError(before)
        try:
            for attempt in attempts:
                with attempt:
                    tried = attempt.num
                    return self._once(call)
        except _PassingError as error:
            said = f"{error} (asked {_times(tried)}); documents and facts in the home are unharmed"
            self._gone = (time.monotonic() + _LET_ALONE, said)
            raise GoneError(said) from error
        raise GoneError(f"the Qdrant server at {self.options.address!r} was not asked")

    def close(self) -> None:
        """Let go of the connections; the next question opens them again."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _once(self, call: Callable[["QdrantClient"], T]) -> T:
        client = self._opened()
        try:
            return call(client)
        except TieoutError:
            raise
        except Exception as error:  # the client raises its own types, httpx's, pydantic's, and bare ValueErrors
            raise self._translated(error) from error

    def _opened(self) -> "QdrantClient":
        with self._lock:
            if self._client is None:
                self._client = _connected(self.options)
            return self._client

    def _translated(self, error: Exception) -> TieoutError:
        """What the client raised, as one of ours."""
        server = f"the Qdrant server at {self.options.address!r}"
        status = getattr(error, "status_code", None)
        said = self._said(error)
        if status in _REFUSED:
            return RefusedError(f"{server} refused access (HTTP {status}: {said}); check QDRANT_API_KEY")
        if status == HTTPStatus.NOT_FOUND or (isinstance(error, ValueError) and "not found" in said):
            return ReadError(f"the passage index is not on {server} ({said}); {REBUILD}")
        if type(error).__name__ == "ResourceExhaustedResponse":
            return _PassingError(f"{server} is asked too often ({said})", pause=_seconds(error))
        if isinstance(status, int) and HTTPStatus.BAD_REQUEST <= status < 500 and status not in _PASSING:  # noqa: PLR2004
            return ReadError(f"{server} cannot answer (HTTP {status}: {said}); {REBUILD}")
        if isinstance(status, int):
            return _PassingError(f"{server} gave no usable answer (HTTP {status}: {said})")
        return self._unheard(error, server, said)

    def _unheard(self, error: Exception, server: str, said: str) -> TieoutError:
        """Where no answer came, or one that is not Qdrant's."""
        source = getattr(error, "source", error)
        kinds = {kind.__name__ for kind in type(source).__mro__}
        if "TimeoutException" in kinds:
            seconds = f"{self.options.timeout:g} s"
            return _PassingError(f"{server} did not answer within {seconds}; if it is only slow, raise QDRANT_TIMEOUT")
        if kinds & {"TransportError", "OSError"}:
            return _PassingError(
                f"{server} could not be reached ({said}); check QDRANT_URL and that it runs, or unset QDRANT_URL and "
                "run `tieout index rebuild` to work without it"
            )
        return _PassingError(f"what answers at {self.options.address!r} is no Qdrant server ({said}); check QDRANT_URL")

    def _said(self, error: Exception) -> str:
        source = getattr(error, "source", error)
        content = getattr(error, "content", b"")
        text = content.decode(errors="replace") if isinstance(content, bytes) and content else str(source)
        if self.options.api_key:
            text = text.replace(self.options.api_key, "…")
        return " ".join(text.split())[:_SHORTENED] or type(source).__name__


class _PassingError(UnreachableError):
    """No usable answer this time; `pause` is how long the server asks to wait."""

    def __init__(self, message: str, pause: float | None = None) -> None:
        super().__init__(message)
        self.pause = pause


def _pause(error: Exception) -> bool | float:
    """Whether to ask again, or after how many seconds where the server says so."""
    if not isinstance(error, _PassingError):
        return False
    return True if error.pause is None else error.pause


def _seconds(error: Exception) -> float | None:
    """How long a server asks to wait, as far as anybody waits for an answer."""
    wanted = getattr(error, "retry_after_s", None)
    return min(float(wanted), _LONGEST_PAUSE) if isinstance(wanted, int | float) and wanted > 0 else None


def _times(count: int) -> str:
    return "once" if count <= 1 else f"{count} times"


def _connected(options: ServerOptions) -> "QdrantClient":
    """A client; making it sends nothing."""
    if find_spec("qdrant_client") is None:
        raise NotThereError(
            "QDRANT_URL is set but the package 'qdrant-client' is not installed; run pip install 'tieout[qdrant]', "
            "or unset QDRANT_URL to keep the index in the home"
        )
    from qdrant_client import QdrantClient  # noqa: PLC0415  # takes a second to import; only where a server is set

    parts = urlsplit(options.url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise InputError(f"{options.address!r} is no address of a Qdrant server; set QDRANT_URL to http(s)://host:port")
    if parts.username or parts.password or parts.query:
        raise InputError(f"QDRANT_URL holds more than the address {options.address!r}; put the key into QDRANT_API_KEY")
    if options.api_key and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        _log.warning("the key of the Qdrant server goes over the network unencrypted; use https in QDRANT_URL")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # says of http what is said above, in two lines of code
        return QdrantClient(
            url=options.url,
            api_key=options.api_key,
            timeout=math.ceil(options.timeout),
            check_compatibility=False,
        )
