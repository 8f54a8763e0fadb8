"""What a provider's exception means to us: refused, unreachable, or an output that cannot be used.

Providers share no exception class, but nearly all put the HTTP status into `status_code` (or `code`).
"""

import json
import re
from collections.abc import Mapping

from pydantic import ValidationError

from tieout.answer import Cost
from tieout.errors import ReadError, RefusedError, ServiceError, TieoutError, UnreachableError
from tieout.tools.figures.unproven import masked

_TRANSIENT = frozenset({408, 409, 425, 429})
_NETWORK_WORDS = ("Connect", "Network", "RemoteProtocol", "ServiceUnavailable")
_SHOWN = 200
_TOO_LARGE = frozenset({400, 413, 422})
_TOO_LONG = re.compile(
    r"context.?(?:length|window|size)|maximum context|(?:prompt|input|request|payload|entity|message)s? (?:is |are )?"
    r"too (?:long|large)|too many (?:input |prompt )?tokens|exceeds?[^.]{0,40}\btokens?\b|tokens?\b[^.]{0,40}\bexceed",
    re.IGNORECASE,
)
"""How providers say that a prompt is longer than the model reads."""
_UNSHAPED = re.compile(
    r"response_?format|json_?schema|structured[ _]?outputs?|guided_\w+|tool_?choice|\btools?\b|function[ _]?call",
    re.IGNORECASE,
)
"""How they say that they do not know what a shape is."""
_NOT_KNOWN = frozenset({400, 404, 405, 415, 422, 501})


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


class TooLongError(RefusedError):
    """A prompt that is longer than the model reads; a shorter one may be asked."""


class TimedOutError(UnreachableError):
    """A model that did not answer in its time; asked again it would take that time again."""

    is_transient = False


def translated(error: Exception, model: str, cost: Cost) -> TieoutError:
    """The error of our tree that says the same; `cost` is what the call is known to have cost."""
    status = status_of(error)
    if is_too_long(error):
        said = f"answered {status}" if status is not None else "refused"
        return TooLongError(f"model {model!r} {said}: the prompt is longer than it reads; ask less at once")
    if status is not None and 400 <= status < 600:  # noqa: PLR2004  # HTTP's range of errors
        return _by_status(status, error, model)
    if _timed_out(error):
        return TimedOutError(f"model {model!r} did not answer in its time; check the network, or use another model")
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


def is_too_long(error: Exception) -> bool:
    """Whether a provider says that the prompt is longer than the model reads."""
    status = status_of(error)
    if any(kind.__name__ == "ContextOverflowError" for kind in type(error).__mro__):
        return True
    return status in _TOO_LARGE and (status == 413 or _TOO_LONG.search(str(error)) is not None)  # noqa: PLR2004


def is_unshaped(error: Exception) -> bool:
    """Whether a provider says that it cannot be asked for an output of a given shape."""
    if isinstance(error, NotImplementedError):
        return True
    return status_of(error) in _NOT_KNOWN and not is_too_long(error) and _UNSHAPED.search(str(error)) is not None


def said_instead(error: Exception) -> str | None:
    """The text of an answer that the OpenAI client could not parse; it attaches the response to its exception."""
    try:
        choice = error.response.json()["choices"][0]  # type: ignore[attr-defined]  # absent on most: the except says
        content = choice["message"]["content"]
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        return None
    return content if isinstance(content, str) and choice.get("finish_reason") in {"stop", None} else None


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


def _timed_out(error: Exception) -> bool:
    return isinstance(error, TimeoutError) or any("Timeout" in kind.__name__ for kind in type(error).__mro__)


def _is_network(error: Exception) -> bool:
    names = [kind.__name__ for kind in type(error).__mro__]
    return isinstance(error, OSError) or any(word in name for name in names for word in _NETWORK_WORDS)


def _is_output(error: Exception) -> bool:
    if isinstance(error, ValidationError | json.JSONDecodeError | LookupError | TypeError):
        return True  # the last two: the client reached into a body that is not built as completions are
    # A body that is no completion at all fails inside the client with the status of success attached.
    response = getattr(error, "response", None)
    return getattr(response, "status_code", None) == 200  # noqa: PLR2004  # HTTP's "OK"


def _brief(error: Exception) -> str:
    """The exception's class and first words on one line, without a figure: they may repeat what a model wrote."""
    kind = type(error).__name__
    if isinstance(error, ValidationError):
        places = ("".join(f"[{at}]" if isinstance(at, int) else f".{at}" for at in e["loc"]) for e in error.errors())
        return f"{kind}: {error.errors()[0]['type']} at {masked(next(places).lstrip('.'), ()) or 'the top'}"
    words = masked(" ".join(str(error).split()), ())
    return f"{kind}: {words[:_SHOWN]}" if words else kind
