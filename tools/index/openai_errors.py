"""What went wrong at a server of embeddings, in Tieout's words."""

from http import HTTPStatus
from typing import Final

from tieout.errors import RefusedError, ServiceError, UnreachableError

_MAY_PASS: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})
_SPENT: Final = "insufficient_quota"
"""The code of a 429 that says that nothing is left on the account, which waiting does not mend."""


class LaterError(UnreachableError):
    """It may work later; `wait` is after how many seconds, where the server says so."""

    def __init__(self, message: str, *, wait: float | None) -> None:
        super().__init__(message)
        self.wait = wait


class SlowError(UnreachableError):
    """No whole answer in time."""

    def __init__(self, model: str, seconds: float) -> None:
        super().__init__(f"the embeddings of {model!r} did not come within {seconds:g} s; try again later")


class UselessError(UnreachableError):
    """An answer that is none."""

    def __init__(self, said: str) -> None:
        super().__init__(f"the answer with the embeddings makes no sense: {said}; try again later")


def translated(error: Exception, model: str, *, secret: str | None) -> ServiceError:
    """What the SDK raised, as one of ours; the key stands in no message."""
    status = getattr(error, "status_code", None)
    said = str(getattr(error, "body", None) or error or type(error).__name__)
    said = (said.replace(secret, "…") if secret else said)[:200]
    if not isinstance(status, int) or status < HTTPStatus.BAD_REQUEST:
        return UnreachableError(f"no usable embeddings came ({type(error).__name__}: {said}); try again later")
    if _refused(status, getattr(error, "code", None)):
        return RefusedError(
            f"the embeddings of {model!r} were refused (HTTP {status}: {said}); check OPENAI_API_KEY, OPENAI_BASE_URL "
            "and the model's name, or set TIEOUT_ENCODER=local"
        )
    message = f"no embeddings came (HTTP {status}: {said}); try again later"
    return LaterError(message, wait=_asked_to_wait(error))


def _refused(status: int, code: object) -> bool:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return code == _SPENT
    return status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _MAY_PASS


def _asked_to_wait(error: Exception) -> float | None:
    """Seconds that the header Retry-After names; None without one, or where it is a date."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    try:
        return max(0.0, float(headers["retry-after"]))
    except (KeyError, ValueError):
        return None
