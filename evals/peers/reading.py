"""Which figures does a reader see? Every amount in a text, read without the product's own grammar."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tieout.answer import Answer

_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_WORDS = "|".join(_SCALES)
_AMOUNT = re.compile(
    rf"(?P<money>\$\s?)?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<scales>(?:\s(?:{_WORDS}))*)(?!\w)", re.IGNORECASE
)


def amounts(text: str) -> Iterator[Decimal]:
    """Every number behind a dollar sign or before a scale word, with all its scale words."""
    for found in _AMOUNT.finditer(text):
        scales = found["scales"].split()
        if found["money"] or scales:
            power = sum(_SCALES[word.lower()] for word in scales)
            yield Decimal(found["digits"].replace(",", "")).scaleb(power)


def shown(answer: Answer) -> str:
    """Everything of an answer that speaks to the reader; the sources' own words, which citations quote, left out."""
    withheld = (f"{one.text} {one.detail}" for one in answer.withheld)
    return "\n".join((answer.text, *answer.notes, *answer.assumptions, *withheld))
