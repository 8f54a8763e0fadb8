"""Which calculation a model's operation is; the arithmetic is done by the tie-out engine alone."""

from collections.abc import Callable, Mapping, Sequence

from tieout.agent.llm.schemas import Computation
from tieout.calculation import Calculation
from tieout.errors import InputError
from tieout.fact import Fact
from tieout.tools.figures import calculate

_PAIRS: Mapping[Computation, Callable[[Fact, Fact], Calculation]] = {
    "change": calculate.change,
    "percent_change": calculate.percent_change,
    "difference": calculate.difference,
    "ratio": calculate.ratio,
    "share": calculate.share,
    "compound_growth": calculate.compound_growth,
}
_MANY: Mapping[Computation, Callable[[Sequence[Fact]], Calculation]] = {
    "sum": calculate.sum_of,
    "average": calculate.average_of,
}


def compute(operation: Computation, operands: Sequence[Fact]) -> Calculation:
    """The calculation over these facts, in order; raises an error of our tree when it means nothing.

    What the result is called comes from the facts, never from the model.
    """
    if operation in _MANY:
        return _MANY[operation](operands)
    if len(operands) != 2:  # noqa: PLR2004  # it is done to two figures
        raise InputError(f"{operation!r} takes two facts, not {len(operands)}; name both, in order")
    return _PAIRS[operation](*operands)
