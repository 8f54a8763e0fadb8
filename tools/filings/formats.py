"""What a printed figure is worth under an inline-XBRL transformation format.

Follows the Transformation Rules Registries 1 to 5 (http://www.xbrl.org/inlineXBRL/transformation/…) and the SEC's own
(http://www.sec.gov/inlineXBRL/transformation/2015-08-31); a format is known by its local name, whatever its prefix.
"""

import re
from decimal import Decimal

_DOT = re.compile(r"\d[\d,\s]*(?:\.[\d\s]*)?|\.\d+", re.ASCII)
_COMMA = re.compile(r"\d[\d.\s]*(?:,[\d\s]*)?|,\d+", re.ASCII)
_ONE_COMMA = re.compile(r"\d+(?:,\d+)?", re.ASCII)
_TWO_UNITS = re.compile(r"(\d{1,3}(?:[.,\s]?\d{2,3})*|\d+)[^\d.,]+(\d{1,2})\D*", re.ASCII)
_DASH = re.compile(r"[-\u058a\u2010-\u2015\u2212\ufe58\ufe63\uff0d]+")
_SPACES = re.compile(r"\s", re.UNICODE)
_APOSTROPHES = str.maketrans("", "", "'`´’′")
_ZERO = frozenset({"fixedzero"})
_DASHES = frozenset({"zerodash", "numdash"})
_DOT_DECIMAL = frozenset({"numdotdecimal", "numcommadot", "numspacedot", "numdotdecimalin", "numdotdecimalen"})
_COMMA_DECIMAL = frozenset({"numcommadecimal", "numdotcomma", "numspacecomma"})
_UNIT_DECIMAL = frozenset({"numunitdecimal", "numunitdecimalin"})
_APOS = "apos"
_LONGEST = 200
"""Characters; no figure of a filing comes near it."""
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
    if len(text) > _LONGEST:
        return None
    if name.endswith(_APOS):
        name, text = name.removesuffix(_APOS), text.translate(_APOSTROPHES)
    text = text.strip()
    if name in _ZERO or (name in _DASHES and _DASH.fullmatch(text)):
        return Decimal(0)
    if name in _WORDS:
        return _in_words(text)
    return _in_digits(_SPACES.sub(" ", text), name)


def _in_digits(text: str, name: str) -> Decimal | None:
    if name in _UNIT_DECIMAL:
        return _with_units(text)
    if name in _COMMA_DECIMAL or (name == "numcomma" and _ONE_COMMA.fullmatch(text)):
        return _plain(text, _COMMA, ".")
    if name in _DOT_DECIMAL:
        return _plain(text, _DOT, ",")
    if name:
        return None
    found = _plain(text.removeprefix("-"), _DOT, ",")
    return -found if found is not None and text.startswith("-") else found


def _plain(text: str, shape: re.Pattern[str], between: str) -> Decimal | None:
    """Digits with one decimal mark, which is not the mark between the thousands."""
    if not shape.fullmatch(text):
        return None
    return Decimal(text.replace(" ", "").replace(between, "").replace(",", "."))


def _with_units(text: str) -> Decimal | None:
    """An amount in two units, such as "5 dollars 30 cents"."""
    match = _TWO_UNITS.fullmatch(text)
    if match is None:
        return None
    return Decimal(f"{re.sub(r'[^0-9]', '', match[1])}.{match[2].zfill(2)}")


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
