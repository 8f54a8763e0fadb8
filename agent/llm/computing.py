"""Which calculation a model's operation is; the arithmetic is done by the tie-out engine alone."""

from collections.abc import Sequence

from tieout.agent.llm.schemas import Computation
from tieout.calculation import Calculation
from tieout.errors import InputError
from tieout.fact import Fact


def compute(operation: Computation, operands: Sequence[Fact], metric: str | None) -> Calculation:
    """provisional."""
    raise InputError(f"{operation} {len(operands)} {metric}")
