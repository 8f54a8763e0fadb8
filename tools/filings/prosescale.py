"""In what scale does prose print its amounts? "$721" is 721 million where a filing's notes are written in millions."""

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.filings.unitlines import EXPONENTS, UnitLine

_WORD = r"(?:thousand|million|billion|trillion|bn|mm?|k)\b"
_AMOUNT = re.compile(
    rf"[$€£]\s?(?P<digits>\d[\d,]*(?:\.\d+)?)(?P<word>\s?-?{_WORD})?(?P<each>\s+(?:per|par|a)\b|/)?", re.IGNORECASE
)
_DECLARED = re.compile(
    r"\W{0,2}(?:(?:all|dollar|u\.?s\.?|amounts?|figures?|dollars?|tabular|expressed|stated|[$€£])[\s,]+){0,5}"
    r"(?:are\s+|is\s+)?(?:in|of)\s+(?:u\.?s\.?\s+|dollars\s+in\s+)?(?:thousands|millions|billions)\b[^.;]{0,120}",
    re.IGNORECASE,
)
_SCALED = re.compile(r"\bin\s+(?:\w+\s+){0,2}(?:thousands|millions|billions)\b", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:\((?:\d{1,2}|[a-z]{1,2}|\*+)\)|\*+|[†‡§¹²³⁴⁵⁶⁷⁸⁹]|[a-z]\))\s*\S", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]{0,30}\bin\s+(thousand|million|billion)s\b[^()]{0,60}\)", re.IGNORECASE)
"""What a sentence says of the amounts after it: "were (in millions): 2023-$836.0"."""
_CENTS = re.compile(r"\.\d\d")
_LONG = 80
"""Characters from which a line is prose."""
_SHORT = 160
_FEW = 5
_MOSTLY = 4
"""So many bare amounts to one with the word make a filing that leaves it out; other words may be as frequent."""
_ROWS = 150
_RARELY = 20
_SIZES = {"k": "3", "t": "3", "m": "6", "b": "9"}
_FULL = 6
"""Digits of an amount that is printed in full."""


def prose_readings(text: str, low: int, high: int) -> tuple[Reading, ...]:
    """The readings of the sentence at `low:high` of a text, its amounts in the scale that they are written in."""
    sentence = text[low:high]
    plain = figures(sentence)
    said = _BRACKET.search(sentence)
    scale = EXPONENTS[said[1].lower()] if said else prose_scale(text, low)
    if not scale or not any(r.unit.isupper() and not r.exponent for r in plain):
        return plain
    since = said.end() if said else 0
    scaled = figures(sentence, Decimal(1).scaleb(scale))
    if [r.start for r in scaled] != [r.start for r in plain]:
        return plain
    return tuple(p if _is_price(p) or p.start < since else s for p, s in zip(plain, scaled, strict=True))


def _is_price(reading: Reading) -> bool:
    """Whether an amount is printed to the cent or finer, as prices are."""
    return _CENTS.search(reading.text) is not None


def prose_scale(text: str, at: int) -> int:
    """The power of ten that amounts without a scale word have in the prose at a place; 0 where nothing gives one.

    Either the whole text says it in a line of its own and leaves the words out, or a table does for the notes below it.
    """
    scale, since = _whole(text)
    if scale and at >= since:
        return scale
    start = text.rfind("\n", 0, at) + 1
    return _below_table(text, start) if _NOTE.match(text, start) else 0


@lru_cache(maxsize=8)
def _whole(text: str) -> tuple[int, int]:
    """The scale of a text's bare amounts, and where it is first said; (0, 0) where they stand for themselves."""
    scales: Counter[int] = Counter()
    amounts: Counter[str] = Counter()
    since, at = -1, 0
    for line in text.splitlines(keepends=True):
        if len(line) < _SHORT and "\t" not in line and _DECLARED.fullmatch(line.strip()):
            scales[UnitLine.of(line).scale or 0] += 1
            since = at if since < 0 else since
        elif since >= 0 and len(line) > _LONG and "\t" not in line:
            amounts.update(_counted(line))
        at += len(line)
    if not scales:
        return 0, 0
    scale, times = scales.most_common(1)[0]
    bare = amounts["bare"]
    is_left_out = bare >= max(_FEW, _MOSTLY * amounts[str(scale)], amounts.total() - bare, _RARELY * amounts["full"])
    return (scale, since) if is_left_out and times > _MOSTLY * (scales.total() - times) else (0, 0)


@lru_cache(maxsize=512)
def _counted(line: str) -> Counter[str]:
    """How many amounts of a line are bare, printed in full, or have a scale word ("6" for million)."""
    counts: Counter[str] = Counter()
    for amount in _AMOUNT.finditer(line):
        digits = amount["digits"].replace(",", "")
        if amount["word"]:
            counts[_SIZES.get(amount["word"].strip(" -").lower()[0], "worded")] += 1
        elif len(digits.partition(".")[0]) > _FULL:
            counts["full"] += 1
        elif not amount["each"] and not _CENTS.search(digits):
            counts["bare"] += 1
    return counts


def _below_table(text: str, start: int) -> int:
    """The scale of the table right above a block of notes, where the notes print amounts without scale words."""
    counts = _counted(text[start : _end(text, start)])
    if set(counts) != {"bare"}:
        return 0
    rows, end = 0, start - 1
    for _ in range(_ROWS):
        low = text.rfind("\n", 0, max(0, end)) + 1
        line = text[low:end]
        if _SCALED.search(line) and len(line) < 2 * _SHORT and rows:
            return UnitLine.of(line).scale or 0
        if "\t" in line:
            rows += 1
        elif low == 0 or (len(line) > _SHORT if rows else not _NOTE.match(line)):
            return 0
        if low == 0:
            return 0
        end = low - 1
    return 0


def _end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
