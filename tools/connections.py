"""May a connection be opened? Not while a question is asked that said so, whatever is configured."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from tieout.errors import RefusedError

_ALLOWED: Final = ContextVar("connections_allowed", default=True)


@contextmanager
def connections(*, allowed: bool) -> Iterator[None]:
    """A block in which connections are allowed or not; one inside that allows them changes nothing."""
    token = _ALLOWED.set(allowed and _ALLOWED.get())
    try:
        yield
    finally:
        _ALLOWED.reset(token)


def require_connection(what: str, *, instead: str) -> None:
    """Raise RefusedError where no connection may be opened; `what` needs one, `instead` is what helps without."""
    if not _ALLOWED.get():
        raise RefusedError(f"{what} needs a connection, and none may be opened; {instead}")
