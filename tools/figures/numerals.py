"""What number a numeral or a number word stands for, exactly, and how finely it is printed."""

import re
from dataclasses import dataclass
from decimal import Decimal

MOST_DIGITS = 30
"""Longer digit strings are identifiers or attacks; they are not read as numbers."""

NUMERAL = (
    r"(?:\d{1,3}(?:[ \u00a0]\d{3}){1,6},\d+(?![\d,])"  # 1 577,0
    r"|\d{1,3}(?:\u00a0\d{3}){1,6}(?!\d)"  # 1 577 with a space that does not break
    r"|\d+(?:[.,']\d+)*|(?<![\w.])\.\d+(?![.,]?\d))"
    r"(?:[eE][+-]?\d{1,3}(?![\w.]))?"
)
"""Regular expression of a numeral in folded text: greedy, bounded, never more than one group of digits back."""

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?")
_SWISS = re.compile(r"\d{1,3}(?:'\d{3})+(?:\.\d+)?")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?")
_COMMA = re.compile(r"\d+,(?:\d{1,2}|\d{4,})")
_PLAIN = re.compile(r"\d*\.?\d+")

_ENGLISH = str.maketrans("", "", ",'")
_CONTINENTAL = str.maketrans(",", ".", ".\u00a0 ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A value and one unit of its last printed digit."""

    value: Decimal
    precision: Decimal

    def scaled(self, exponent: int) -> "Number":
        """The same digits times a power of ten, exactly."""
        return Number(value=shift(self.value, exponent), precision=shift(self.precision, exponent))


def shift(value: Decimal, exponent: int) -> Decimal:
    """The value times ten to the exponent, never rounded."""
    sign, digits, own = value.as_tuple()
    if not isinstance(own, int):
        raise ValueError(f"{value!r} is not finite")  # noqa: TRY004 - the exponent of "NaN" is a letter, its type is right
    return Decimal((sign, digits, own + exponent))


def plain_digits(numeral: str) -> str | None:
    """A numeral of any locale with a decimal point and nothing else; None when its separators make no sense."""
    if _PLAIN.fullmatch(numeral):
        return numeral
    if any(pattern.fullmatch(numeral) for pattern in (_GROUPED, _INDIAN, _SWISS)):
        return numeral.translate(_ENGLISH)
    if any(pattern.fullmatch(numeral) for pattern in (_POINTED, _SPACED, _COMMA)):
        return numeral.translate(_CONTINENTAL)
    return None


def parse_numeral(numeral: str) -> Number | None:
    """The number that a numeral prints; None when it cannot be read as one."""
    mantissa, _, power = numeral.replace("E", "e").partition("e")
    digits = plain_digits(mantissa)
    if digits is None or len(digits) > MOST_DIGITS:
        return None
    value = Decimal(digits)
    exponent = value.as_tuple().exponent
    number = Number(value=value, precision=Decimal((0, (1,), int(exponent))))
    return number.scaled(int(power)) if power else number


_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALE_WORDS = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "crore": 7, "lakh": 5,
    "mm": 6, "mn": 6, "mln": 6, "mil": 6, "mio": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12, "k": 3, "m": 6, "b": 9,
    "t": 12,
}  # fmt: skip
"""Powers of ten by scale word, lower case, singular."""

CARDINALS = {**_UNITS, **_TENS, "dozen": 12}
"""Number words that stand by themselves."""
_FRACTION_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip

_CARDINAL = "|".join(sorted(CARDINALS, key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion|dozen"
CARDINAL_PHRASE = (
    rf"(?:(?:an?|half an?)[ -](?:{_SCALE})|(?:{_CARDINAL}))(?:[ -](?:and[ -])?(?:{_CARDINAL}|{_SCALE})\b){{0,8}}"
)
"""Regular expression of a cardinal in words, lower case."""
FRACTION_PHRASE = rf"(?:an?|{_CARDINAL})[ -](?:{'|'.join(_FRACTION_PARTS)})"
"""Regular expression of a fraction in words, lower case."""


_ONE = Decimal(1)


def parse_cardinal(words: str) -> Number | None:
    """The number that a phrase such as "two hundred and fifty thousand" or "half a million" stands for."""
    total = group = Decimal(0)
    last = finer = 0
    for word in words.lower().replace("-", " ").split():
        if word in {"a", "an"}:
            group = group or _ONE
        elif word == "half":
            group, finer = Decimal("0.5"), 1
        elif word == "hundred":
            group, last = (group or _ONE) * 100, 0
        elif word in {"thousand", "million", "billion", "trillion"}:
            last = SCALE_WORDS[word]
            total, group = total + shift(group or _ONE, last), Decimal(0)
        elif word == "dozen":
            group, last = (group or _ONE) * 12, 0
        elif word in CARDINALS:
            group, last = group + CARDINALS[word], 0
        elif word != "and":
            return None
    return Number(value=total + group, precision=Decimal((0, (1,), last - finer)))


def parse_fraction(words: str) -> Number | None:
    """A fraction in words as a percentage: "two-thirds" is 66.67, read to the nearest percent."""
    count, _, part = words.lower().replace(" ", "-").rpartition("-")
    top = 1 if count in {"a", "an"} else CARDINALS.get(count)
    bottom = _FRACTION_PARTS.get(part)
    if top is None or bottom is None:
        return None
    return Number(value=Decimal(100 * top) / bottom, precision=Decimal(1))
