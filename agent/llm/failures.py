"""What a provider's exception means to us: refused, unreachable, or an output that cannot be used.

Providers share no exception class, but nearly all put the HTTP status into `status_code` (or `code`).
"""

import json
from collections.abc import Mapping

from pydantic import ValidationError

from tieout.answer import Cost
from tieout.errors import ReadError, RefusedError, ServiceError, TieoutError, UnreachableError

_TRANSIENT = frozenset({408, 409, 425, 429})
_NETWORK_WORDS = ("Timeout", "Connect", "Network", "RemoteProtocol", "ServiceUnavailable")
_SHOWN = 200


class UnusableOutputError(ReadError):
    """A model answered something that does not fit; the call was paid for all the same."""

    def __init__(self, message: str, cost: Cost) -> None:
        super().__init__(message)
        self.cost = cost


class LaterError(UnreachableError):
    """A model that says after how many seconds it may be asked again."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


def translated(error: Exception, model: str, cost: Cost) -> TieoutError:
    """The error of our tree that says the same; `cost` is what the call is known to have cost."""
    status = status_of(error)
    if status is not None and 400 <= status < 600:  # noqa: PLR2004  # HTTP's range of errors
        return _by_status(status, error, model)
    if _is_network(error):
        return UnreachableError(f"model {model!r} did not answer ({_brief(error)}); check the network and base URL")
    if _is_output(error):
        return UnusableOutputError(
            f"model {model!r} gave no usable output ({_brief(error)}); ask again or use another model", cost
        )
    return ServiceError(f"model {model!r} could not be asked ({_brief(error)}); check its name, provider and key")


def unbuilt(error: Exception, model: str) -> RefusedError:
    """Why a model cannot even be set up: no key, no package, an unknown provider."""
    return RefusedError(f"model {model!r} cannot be used ({_brief(error)}); check its name, package and key")


def status_of(error: Exception) -> int | None:
    """The HTTP status that an exception carries, if it does."""
    codes = (getattr(error, "status_code", None), getattr(error, "code", None))
    return next((code for code in codes if isinstance(code, int)), None)


def _by_status(status: int, error: Exception, model: str) -> ServiceError:
    if status in _TRANSIENT or status >= 500:  # noqa: PLR2004  # 5xx is the server's own failure
        said = f"model {model!r} answered {status}; try again later"
        wait = _retry_after(error)
        return UnreachableError(said) if wait is None else LaterError(said, wait)
    if status in {401, 403}:
        # The provider's own words may repeat parts of the key.
        return RefusedError(f"model {model!r} answered {status}: the key is missing, wrong or not allowed; check it")
    return RefusedError(f"model {model!r} answered {status} ({_brief(error)}); check its name and the request's size")


def _retry_after(error: Exception) -> float | None:
    """Seconds of the header Retry-After; None where there is none, or a date."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    said = headers.get("retry-after") if isinstance(headers, Mapping) else None
    return float(said) if isinstance(said, str) and said.isdecimal() else None


def _is_network(error: Exception) -> bool:
    names = [kind.__name__ for kind in type(error).__mro__]
    return isinstance(error, OSError) or any(word in name for name in names for word in _NETWORK_WORDS)


def _is_output(error: Exception) -> bool:
    if isinstance(error, ValidationError | json.JSONDecodeError):
        return True
    # A body that is no completion at all fails inside the client with the status of success attached.
    response = getattr(error, "response", None)
    return getattr(response, "status_code", None) == 200  # noqa: PLR2004  # HTTP's "OK"


def _brief(error: Exception) -> str:
    """The exception's class and first words on one line."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words[:_SHOWN]}" if words else type(error).__name__
