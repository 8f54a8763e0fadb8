"""What numbers does a text show? A reader of its own, simpler and stricter than the grammar that it checks."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?|\.\d+)(?: (thousand|million|billion|trillion))?")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PERIODS = re.compile(
    rf"\b(?:{_MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{4}}|\d{{4}}-\d\d-\d\d"
    r"|(?:fiscal|calendar|fiscal year|year|in|to|and|of|from) \d{4}|FY ?\d{4}|Q[1-4](?: (?:fiscal )?\d{4})?"
    r"|\d{2} weeks|(?:52|53) are usual"
    r"|(?:first|second|third|fourth) (?:fiscal )?quarters?|\d{2}-week|nine months)\b"
)
_NUMBERED = re.compile(
    r"\b(?:10-[KQ](?:/A)?|8-K|20-F|6-K|Item \d{1,2}[A-C]?|Note \d{1,2}|Part I+V?|\d{10}-\d\d-\d{6})\b"
)
_WORDS = re.compile(
    r"\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?|trillions?"
    r"|dozens?|score|half|halves|halved|twice|thrice|doubl\w+|tripl\w+|quadrupl\w+|quintupl\w+|\w+fold|tenths?|fifths?"
    r"|two-thirds?|percent|gazillion|umpteen|[IVXLCDM]{4,})\b",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVXLCDM]+")
_UNIT = re.compile(
    r"\(USD (?:thousand|million|billion)s\)|\bin (?:thousands|millions|billions|percent)\b|'[A-Za-z -]+'", re.IGNORECASE
)
"""Units of a column or a formula, and words that a refusal cites."""
_ADDRESS = re.compile(r"\b(?:https?://|javascript:)\S+")
_MARK = re.compile(r"\[\d{1,4}\]")
_QUOTED = re.compile(r"“([^”]*)”")


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A printed amount: its magnitude in base units, and the worth of its last digit."""

    value: Decimal
    step: Decimal
    is_percent: bool


def folded(text: str) -> str:
    """Text whose white space does not matter."""
    return " ".join(text.split())


def amount(text: str) -> Printed | None:
    """The one amount of a short text; None where there is none, or several."""
    found = list(_AMOUNT.finditer(text))
    if len(found) != 1:
        return None
    number, scale = found[0][1].replace(",", ""), _SCALES.get(found[0][2] or "", 0)
    places = len(number.partition(".")[2])
    step = Decimal(1).scaleb(scale - places)
    return Printed(value=Decimal(number).scaleb(scale), step=step, is_percent="%" in text)


def several(text: str) -> bool:
    """Whether a text shows more than one amount."""
    return len(_AMOUNT.findall(text)) > 1


def significand(text: str) -> str:
    """The digits of a number without the zeros at its ends, which its scale decides."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit()).strip("0")


def quotations(text: str) -> list[str]:
    """What stands in quotation marks."""
    return [folded(q) for q in _QUOTED.findall(text)]


def loose(text: str, covered: Iterable[str], names: Iterable[str], *, quoted: bool = True) -> list[str]:
    """Numerals and number words of a text that nothing covers.

    Each text that covers one counts once; `quoted` leaves out what stands in quotation marks, which is checked apart.
    """
    rest = folded(text)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    for figure in sorted(map(folded, covered), key=len, reverse=True):
        rest = rest.replace(figure, " ", 1)
    rest = _QUOTED.sub(" ", rest) if quoted else rest
    for pattern in (_ADDRESS, _MARK, _UNIT, _PERIODS, _NUMBERED):
        rest = pattern.sub(" ", rest)
    return [
        *_numerals(rest),
        *(m[0] for m in _WORDS.finditer(rest) if not _ROMAN.fullmatch(m[0].upper()) or m[0].isupper()),
    ]


def _numerals(text: str) -> Iterator[str]:
    """Pieces with a character that has a numeric value, in any script."""
    for piece in text.split():
        if any(unicodedata.category(c) in {"Nd", "Nl", "No"} for c in piece):
            yield piece


def unseen(text: str) -> list[str]:
    """Characters that change how a text is shown, or that nobody sees."""
    kept = {"\n", "\t"}
    return [f"U+{ord(c):04X}" for c in text if unicodedata.category(c) in {"Cc", "Cf", "Zl", "Zp"} and c not in kept]
