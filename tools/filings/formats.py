"""What a printed figure is worth under an inline-XBRL transformation format.

Follows the Transformation Rules Registries 1 to 5 (http://www.xbrl.org/inlineXBRL/transformation/…) and the SEC's own
(http://www.sec.gov/inlineXBRL/transformation/2015-08-31); a format is known by its local name, whatever its prefix.
"""

import re
from decimal import Decimal

_DOT = re.compile(r"\d+(\.\d*)?|\.\d+")
_TWO_UNITS = re.compile(r"\D*?([0-9][0-9., ]*)[^0-9]+(?:([0-9]{1,2})[^0-9]*)?")
_ZERO = frozenset({"fixedzero", "zerodash", "numdash"})
_DOT_DECIMAL = frozenset(
    {"", "numdotdecimal", "numcommadot", "numspacedot", "numdotdecimalin", "numdotdecimalapos", "numdotdecimalen"}
)
_COMMA_DECIMAL = frozenset({"numcommadecimal", "numdotcomma", "numspacecomma", "numcomma", "numcommadecimalapos"})
_UNIT_DECIMAL = frozenset({"numunitdecimal", "numunitdecimalin"})
_WORDS = frozenset({"numwordsen"})
_NOUGHT = frozenset({"no", "none", "nil", "zero"})
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_ONES.split())} | {
    word: 10 * number for number, word in enumerate(_TENS.split(), start=2)
}
_TEN, _TWENTY = 10, 20
_LARGE = {
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}


def number(text: str, form: str | None) -> Decimal | None:
    """The number that `text` stands for, without scale and sign; None when the format does not allow the text.

    Args:
        text: the text of the tag.
        form: the format's name with or without prefix, None where the tag has none.
    """
    name = (form or "").rpartition(":")[2].replace("-", "").lower()
    if name in _ZERO:
        return Decimal(0)
    if name in _WORDS:
        return _in_words(text)
    if name in _UNIT_DECIMAL:
        return _with_units(text)
    if name in _COMMA_DECIMAL:
        return _plain(re.sub(r"[.\s'’`]", "", text).replace(",", "."))
    if name in _DOT_DECIMAL:
        return _plain(re.sub(r"[,\s'’`]", "", text))
    return None


def _plain(digits: str) -> Decimal | None:
    sign, digits = (-1, digits[1:]) if digits.startswith(("-", "−")) else (1, digits)
    return sign * Decimal(digits) if _DOT.fullmatch(digits) and digits.isascii() else None


def _with_units(text: str) -> Decimal | None:
    """An amount in two units, such as "5 dollars 30 cents"."""
    match = _TWO_UNITS.fullmatch(text.strip())
    if match is None:
        return None
    return Decimal(f"{re.sub(r'[^0-9]', '', match[1])}.{(match[2] or '0').zfill(2)}")


def _in_words(text: str) -> Decimal | None:
    """A whole number in English words; "no" and "none" are nought."""
    words = [word for word in re.split(r"[\s\u2010-\u2015-]+", text.lower().replace(",", " ")) if word]
    words = [word for word in words if word not in {"and", "a", "an"}]
    if len(words) == 1 and words[0] in _NOUGHT:
        return Decimal(0)
    total, group, least = 0, 0, max(_LARGE.values()) + 1
    for word in words:
        if word in _LARGE and _LARGE[word] < least:
            least = _LARGE[word]
            total, group = total + max(group, 1) * least, 0
        elif (grown := _grown(group, word)) is not None:
            group = grown
        else:
            return None
    return Decimal(total + group) if words else None


def _grown(group: int, word: str) -> int | None:
    """A number below a thousand with one more word; None where the word cannot follow."""
    rest = group % 100
    if word == "hundred":
        return max(group, 1) * 100 if group < _TEN else None
    value = _SMALL.get(word, 0)
    if value and (rest == 0 or (rest >= _TWENTY and rest % 10 == 0 and value < _TEN)):
        return group + value
    return None
