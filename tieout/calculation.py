"""A figure that is computed: a named operation over facts, with its exact result."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from tieout.model import Thing
from tieout.period import Period

Operation = Literal[
    "change", "percent_change", "ratio", "share", "sum", "difference", "average", "compound_growth", "formula"
]


class Operand(Thing):
    """One fact inside a calculation, under the name that the formula prints."""

    name: str
    fact: str
    """Fact id."""
    value: Decimal


class Calculation(Thing):
    """The result is exact to 28 significant digits; it is rounded only when it is printed."""

    operation: Operation
    metric: str
    """What the result is, in words: "free cash flow", "percent change in net sales"."""
    expression: str
    """The rule over operand names or vocabulary ids, as it can be evaluated again."""
    formula: str
    """The rule with figures, as a reader checks it: "(391,035 − 383,285) / 383,285"."""
    operands: tuple[Operand, ...] = Field(min_length=1)
    value: Decimal
    unit: str
    """As in `Fact.unit`; "percent" is in percent (2.0 is 2 %), "points" in percentage points."""
    entity: str
    """Entity key."""
    period: Period
    assumptions: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _finite(self) -> Self:
        if not self.value.is_finite():
            raise ValueError("a calculation's result is a finite number")
        return self
