"""Which day is a printed date under an inline-XBRL transformation format?

Follows the date rules of the Transformation Rules Registries 1 to 5 whose text is in digits or in English; the format
says what comes first, so that "05/06/2024" is never guessed at.
"""

import re
from calendar import month_abbr
from datetime import date

_PART = re.compile(r"\d+|[^\W\d_]{3,}")
_MONTHS = {month_abbr[number].lower(): number for number in range(1, 13)}
_NAMES = re.compile(r"^date(?:slash|dot|short|long)?")
_PLAIN = re.compile(r"(?:uk|us|eu|en|in|cjk|dk)$")
_REGIONS = {"uk": "dmy", "eu": "dmy", "us": "mdy"}
_ORDERS = {
    "daymonthyear": "dmy",
    "daymonthnameyear": "dmy",
    "monthdayyear": "mdy",
    "monthnamedayyear": "mdy",
    "yearmonthday": "ymd",
    "yearmonthnameday": "ymd",
    "daymonth": "dm",
    "daymonthname": "dm",
    "monthday": "md",
    "monthnameday": "md",
}
_CENTURY, _FOUR, _LEAP = 2000, 4, 2000


def day(text: str, form: str | None) -> date | None:
    """The day that a date is under its format; None where the format is no date's, has no year, or forbids the text."""
    parts = _parts(text, form)
    if parts is None or "y" not in parts:
        return None
    year = parts["y"] if parts["y"] >= _CENTURY // 2 else _CENTURY + parts["y"]
    return _real(year, parts["m"], parts["d"])


def month_day(text: str, form: str | None) -> str | None:
    """The day of every year, "MM-DD", that a text is under its format; None where the format is not of such a day."""
    parts = _parts(text, form)
    if parts is None or "y" in parts:
        return None
    found = _real(_LEAP, parts["m"], parts["d"])
    return found.strftime("%m-%d") if found else None


def _parts(text: str, form: str | None) -> dict[str, int] | None:
    order, words = _order(form or ""), _PART.findall(text)
    if order is None or len(words) != len(order):
        return None
    parts = {name: _number(word, is_month=name == "m") for name, word in zip(order, words, strict=True)}
    found = {name: number for name, number in parts.items() if number is not None}
    return found if len(found) == len(order) else None


def _order(form: str) -> str | None:
    """What a format puts first, such as "dmy"; None where it is none of these."""
    name = form.rpartition(":")[2].replace("-", "").lower()
    if not name.startswith("date"):
        return None
    core = _NAMES.sub("", name)
    region = _PLAIN.search(core)
    core = _PLAIN.sub("", core)
    return _ORDERS.get(core) or (_REGIONS.get(region[0]) if region and not core else None)


def _number(word: str, *, is_month: bool) -> int | None:
    if word.isdigit():
        return int(word) if word.isascii() and len(word) <= _FOUR else None
    return _MONTHS.get(word[:3].lower()) if is_month else None


def _real(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
