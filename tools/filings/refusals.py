"""What went wrong at EDGAR, in Tieout's words, and what is worth asking again."""

from collections.abc import Callable
from typing import TypeVar

import stamina

from tieout.errors import (
    InputError,
    NotThereError,
    ReadError,
    RefusedError,
    TieoutError,
    UnreachableError,
    is_transient,
)

ATTEMPTS = 3

_WAIT = "wait ten minutes, then run the same command again; what was fetched is kept"
_IDENTITY = "check that TIEOUT_IDENTITY is your own name and email address"
_BLOCKED = (
    (b"undeclared automated tool", 403),
    (b"request rate threshold exceeded", 429),
    (b"your request rate has exceeded", 429),
)
"""What the SEC writes on the pages that it sends instead of a document, also with status 200."""

T = TypeVar("T")


class CutOffError(ReadError):
    """An answer that ends before its document does."""

    is_transient = True


class LimitedError(UnreachableError):
    """Too many requests: asking again at once makes it worse."""

    is_transient = False


def tried(call: Callable[[], T], what: str) -> T:
    """The call's outcome, asked again where that can help; edgartools' own retries are switched off meanwhile."""
    for attempt in stamina.retry_context(
        on=is_transient, attempts=ATTEMPTS, timeout=90, wait_initial=0.5, wait_max=4, wait_jitter=0.5
    ):
        with attempt:
            return _once(call, what)
    raise UnreachableError(f"EDGAR did not answer for {what!r}")


def _once(call: Callable[[], T], what: str) -> T:
    """One try, errors in Tieout's words."""
    stamina.set_active(False)
    try:
        return call()
    except TieoutError:
        raise
    except Exception as error:  # edgartools raises types of httpx, httpx2, pyarrow and its own
        raise translated(error, what) from error
    finally:
        stamina.set_active(True)


def translated(error: Exception, what: str) -> TieoutError:
    """What edgartools raised, as one of ours."""
    if (ours := _ours(error)) is not None:
        return ours
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if isinstance(status, int):
        return refusal(status, str(getattr(error, "url", "") or what))
    if "CompanyNotFoundError" in kinds:
        return unknown(what)
    if "IdentityError" in kinds:
        return InputError(f"EDGAR did not take the identity; {_IDENTITY}")
    if kinds & {"TransportError", "TransportFailure", "HTTPError", "OSError", "NetworkError", "TimeoutException"}:
        return UnreachableError(f"EDGAR could not be reached for {what!r} ({type(error).__name__}); check the network")
    return ReadError(f"EDGAR's answer for {what!r} could not be read ({type(error).__name__}); name a file instead")


def unknown(name: str) -> NotThereError:
    """A company that is not there."""
    return NotThereError(f"no company {name!r} on EDGAR; check the ticker, or give a file")


def refusal(status: int, what: str) -> TieoutError:
    """An HTTP status in Tieout's words."""
    if status == 403:  # noqa: PLR2004
        return RefusedError(f"EDGAR refused {what} (403): {_IDENTITY}, or {_WAIT}")
    if status == 429:  # noqa: PLR2004
        return LimitedError(f"EDGAR had too many requests (429) and blocks for a while; {_WAIT}")
    if status == 404:  # noqa: PLR2004
        return NotThereError(f"EDGAR has no {what} (404)")
    if status >= 500:  # noqa: PLR2004
        return UnreachableError(f"EDGAR failed for {what} ({status}); try again later")
    return RefusedError(f"EDGAR answered {status} for {what}")


def blocked(status: int, page: bytes, what: str) -> TieoutError | None:
    """The refusal in an answer, by its status, or by the page that was sent in place of the document."""
    if status in {403, 429}:
        return refusal(status, what)
    head = page[:8192].lower()
    found = next((meant for words, meant in _BLOCKED if words in head), None)
    return None if found is None else refusal(found, what)


def elsewhere(what: str) -> RefusedError:
    """An answer that leads away from EDGAR."""
    return RefusedError(f"EDGAR pointed to {what}, which is not EDGAR and was not asked; try again later")


def slow(what: str, seconds: float) -> UnreachableError:
    """An answer that does not end."""
    return UnreachableError(
        f"EDGAR's answer for {what} did not end within {seconds:g} seconds; run the same command again later, "
        "what was fetched is kept"
    )


def _ours(error: BaseException) -> TieoutError | None:
    """The error of ours that a library wrapped in its own."""
    cause = error.__cause__ or error.__context__
    if cause is None or cause is error:
        return None
    return cause if isinstance(cause, TieoutError) else _ours(cause)
