"""Which day does a sentence give for a period that it names, as in "fiscal 2024 (ended September 28, 2024)"?"""

import re
from collections.abc import Sequence
from itertools import pairwise

from tieout.tools.figures.periods import PeriodMention

_BEHIND = re.compile(
    r"\s*\(\s*(?:(?:which\s+)?end(?:ed|ing|s)\s+(?:on\s+)?)?|\s*,?\s*(?:which\s+)?end(?:ed|ing|s)\s+(?:on\s+)?",
    re.IGNORECASE,
)


def glosses(sentence: str, mentions: Sequence[PeriodMention]) -> dict[int, PeriodMention]:
    """The wording of the day on which a period ends, by where the period's own wording begins.

    Args:
        sentence: the sentence.
        mentions: its period wordings, in order.
    """
    found: dict[int, PeriodMention] = {}
    for named, day in pairwise(mentions):
        if len(named.periods) == 1 and day.kind in {"date", "span"} and len(day.ends) == 1:  # noqa: SIM102 - two ideas
            if _BEHIND.fullmatch(sentence, named.end, day.start):
                found[named.start] = day
    return found
