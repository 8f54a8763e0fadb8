"""What can go wrong, in one tree: every error Tieout raises on purpose.

TieoutError
├── ServiceError        could not ask: a service or the home did not answer
│   ├── UnreachableError    no answer, time-out, 429, 5xx; transient
│   ├── RefusedError        the service said no: key, permission, unknown model
│   └── BusyError           another process is ingesting into this home; transient
├── NotThereError       not there: a file, a document, a fact, an index
├── ReadError           could not read: broken, encrypted, or not what its name says
├── InputError          your input: too long, empty, contradictory
└── BudgetError         budget spent: rounds, tokens, money or seconds
"""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from tieout.answer import Cost


class TieoutError(Exception):
    """Base of all errors that Tieout raises on purpose."""

    is_transient: ClassVar[bool] = False
    """Whether the same call may succeed later, unchanged."""
    paid: "Cost | None" = None
    """What models were paid before it; None where that is not known."""


class ServiceError(TieoutError):
    """A service could not be asked."""


class UnreachableError(ServiceError):
    """A service gave no usable answer this time."""

    is_transient = True


class RefusedError(ServiceError):
    """A service answered that it will not do this."""


class BusyError(ServiceError):
    """Another process holds what this call needs."""

    is_transient = True


class NotThereError(TieoutError):
    """Something named does not exist."""


class ReadError(TieoutError):
    """A source exists but cannot be read."""


class InputError(TieoutError):
    """What the user gave cannot be used as it is."""


class BudgetError(TieoutError):
    """A budget of the question is spent."""


def is_transient(error: BaseException) -> bool:
    """Whether a retry of the same call can help."""
    return isinstance(error, TieoutError) and error.is_transient
