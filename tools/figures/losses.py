"""Which figures of a list are losses because the first one is: "a net loss of $5 million and $7 million"?"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.listing import lists_of

_OWN = re.compile(r"\s+(?:of|in\s+(?!\d|fiscal|the\s+year)|from|on)\s*", re.IGNORECASE)
"""What behind a list's last figure says what that one is of."""


def with_losses(text: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings of a sentence, with the sign of a list's first loss on the figures that go on with it."""
    lost: set[int] = set()
    for group in lists_of(text, [r for r in readings if r.is_figure and not (r.words and not r.unit)]):
        first, *others = group
        plain = all(r.kind == "level" and not r.sign and r.value and r.unit == first.unit for r in others)
        if first.sign == "loss" and plain and _OWN.match(text, group[-1].end) is None:
            lost |= {r.start for r in others}
    return tuple(_lost(r) if r.start in lost else r for r in readings) if lost else tuple(readings)


def _lost(at: Reading) -> Reading:
    return replace(at, value=None if at.value is None else -at.value, sign="loss", sure_sign=False)
