"""In what unit is a figure of a sentence? The printed one, but for prices of shares and counts of shares."""

import re

from tieout.tools.figures.grammar import Reading

_CENTS = re.compile(r"\.\d\d")
_PRICE = re.compile(
    r"\bper[\s-](?:\w+\s+)?(?:share|option|unit)\b|\b(?:exercise|share|stock|conversion|strike|closing|market)\s+prices?\b|"
    r"\b(?:grant[\s-]date|weighted[\s-]average)\s+(?:\S+\s+)?(?:fair\s+values?|prices?)\b",
    re.IGNORECASE,
)
"""What makes an amount to the cent the price of one share."""
_COUNTED = re.compile(
    r"\b(?:shares|stock\s+options|restricted\s+stock\s+units|RSUs|PSUs)\b(?:\s+(?!of\s+[A-Z])[a-z’'()-]+){0,14}?\s+"
    r"(?:was|were|totaled|totalled|to)\s+(?:approximately\s+)?"
    r"(?:[\d,.]+(?:\s+(?:thousand|million|billion))?,?\s+(?:and\s+)?){0,4}$",
    re.IGNORECASE,
)
"""What says that the numbers after it count shares."""
_AWARDS = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:stock|share)\s+units\b", re.IGNORECASE)


def unit_at(sentence: str, reading: Reading) -> str:
    """The unit of a figure, as `Fact.unit` has it; the counted thing, or "pure", where none is printed."""
    before = sentence[: reading.start]
    is_money = reading.unit.isalpha() and reading.unit.isupper()
    if is_money and not reading.exponent and _CENTS.search(reading.text):
        return f"{reading.unit}/shares" if _PRICE.search(before) else reading.unit
    if not reading.unit and not reading.words and _counts_shares(sentence, before, reading):
        return "shares"
    return reading.unit or reading.noun or "pure"


def _counts_shares(sentence: str, before: str, reading: Reading) -> bool:
    if reading.noun == "units":
        return _AWARDS.match(sentence, reading.end) is not None
    return not reading.noun and _COUNTED.search(before) is not None
