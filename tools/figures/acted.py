"""Which metric does a verb make of the thing behind a figure: shares that were bought back, debt that was repaid?"""

import re
from collections.abc import Iterator, Sequence

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.named import Term

_OURS = r"\s+(?:of|in|on|toward)\s+(?:(?:its|our|their|the\s+company[’']s|company)\s+)?(?:own\s+)?"
_ACTS: Sequence[tuple[str, re.Pattern[str], re.Pattern[str]]] = (
    (
        "share_repurchases",
        re.compile(r"\b(?:repurchased|repurchasing|(?:bought|buys|buying)\s+back)\b", re.IGNORECASE),
        re.compile(rf"{_OURS}(?P<thing>(?:outstanding\s+)?(?:common\s+)?(?:shares|stock)\b)", re.IGNORECASE),
    ),
    (
        "debt_repaid",
        re.compile(r"\b(?:repaid|retired|repaying|paid\s+(?:off|down|back))\b", re.IGNORECASE),
        re.compile(rf"{_OURS}(?P<thing>(?:long-term\s+)?debt\b(?!\s+securities))", re.IGNORECASE),
    ),
    (
        "capital_expenditure",
        re.compile(r"\b(?:invested|spent|investing|spending)\b", re.IGNORECASE),
        re.compile(rf"{_OURS}(?P<thing>property,?\s+plant,?\s+and\s+equipment\b)", re.IGNORECASE),
    ),
)
"""A metric, the verb before its figure, and the thing behind it, which alone would be another metric."""
_REACH = 48
_PARTS = re.compile(r"[,;:.$€£¥\d]|\b(?:and|of|to|for|that|which|up|in|under)\b", re.IGNORECASE)
"""What parts a verb from a figure."""


def acted(text: str, readings: Sequence[Reading]) -> Iterator[Term]:
    """The metrics that a verb before a figure and the thing behind it name together."""
    for at in readings:
        if not at.is_figure or not at.unit.isupper():
            continue
        for metric, verb, thing in _ACTS:
            behind = thing.match(text, at.end)
            if behind is not None and _goes_on(text, at, verb):
                yield Term(start=behind.start("thing"), end=behind.end("thing"), metric=metric)


def _goes_on(text: str, at: Reading, verb: re.Pattern[str]) -> bool:
    """Whether a verb leads straight to a figure."""
    low = max(0, at.start - _REACH)
    found = [m.end() for m in verb.finditer(text, low, at.start)]
    return bool(found) and _PARTS.search(text, found[-1], at.start) is None
