"""Which of some facts are about as large as a printed figure?"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from tieout.fact import Fact
from tieout.tools.figures.grammar import Reading

_SCALES = (1.0, 0.01, 100.0)
"""A fact's value may be printed as it is, as a percentage of its hundredfold, and the other way round."""
_ROUNDING = 1e-9
"""More than binary fractions are off; who asks compares the decimals."""


class Sized:
    """Facts by the size of their values, their signs left aside."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: Sequence[Fact] = tuple(f for f in facts if f.value is not None)
        sizes = [abs(float(f.value or 0)) for f in self._facts]
        self._order = sorted(range(len(sizes)), key=sizes.__getitem__)
        self._sizes = sorted(sizes)

    def about(self, at: Reading) -> list[Fact]:
        """The facts, in their order, of which a figure may be a print: no other one rounds to it in any unit."""
        return [self._facts[n] for n in sorted(set(self._within(at)))]

    def _within(self, at: Reading) -> Iterator[int]:
        size, slack = abs(float(at.value or 0)), abs(float(at.precision))
        slack += _ROUNDING * (size + slack)
        for scale in _SCALES:
            first = bisect_left(self._sizes, (size - slack) * scale)
            yield from self._order[first : bisect_right(self._sizes, (size + slack) * scale, first)]
