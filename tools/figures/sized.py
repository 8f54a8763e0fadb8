"""Which of some facts are about as large as a printed figure?"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tieout.fact import Fact
from tieout.tools.figures.grammar import Reading

_SCALES = (0, -2, 2)
"""A fact's value may be printed as it is, as a percentage of its hundredfold, and the other way round."""


class Sized:
    """Facts by the size of their values, their signs left aside."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: Sequence[Fact] = tuple(f for f in facts if f.value is not None)
        sizes = sorted((abs(f.value or Decimal(0)), n) for n, f in enumerate(self._facts))
        self._sizes, self._order = [size for size, _ in sizes], [n for _, n in sizes]

    def about(self, at: Reading) -> list[Fact]:
        """The facts, in their order, of which a figure may be a print: no other one rounds to it in any unit."""
        return [self._facts[n] for n in sorted(set(self._within(at)))]

    def _within(self, at: Reading) -> Iterator[int]:
        size, slack = abs(at.value or Decimal(0)), abs(at.precision) * 2
        low, high = size - slack, size + slack
        for scale in _SCALES:
            first = bisect_left(self._sizes, low.scaleb(scale))
            yield from self._order[first : bisect_right(self._sizes, high.scaleb(scale), first)]
