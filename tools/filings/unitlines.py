"""What a line such as "In millions, except per share data; shares in thousands" says of the numbers below it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from tieout.tools.figures.units import symbol_unit
from tieout.tools.filings.unitmarks import unit_mark

EXPONENTS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_WORD = r"(?:thousand|million|billion|trillion)"
_SCALE = re.compile(
    rf"\b(?P<scale>{_WORD})s?\b|(?P<zeros>[$€£]?\s?000(?:,000)?[’']?s\b|[$€£][’']?000\b)|"
    r"[$€£]\s?(?P<short>m|mn|bn)\b",
    re.IGNORECASE,
)
_SHARES = re.compile(
    rf"\b(?:shares?|units|share\s+(?:amounts|data))\b[^;.]{{0,40}}?\b(?:in|to\s+the\s+nearest)\s+(?P<scale>{_WORD})s?\b"
    rf"|\b(?P<scale2>{_WORD})s\s+of\s+shares",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?:\b(?:dollars?|amounts?|income|earnings|values?)\b|[$€£])[^;.]{{0,40}}?\bin\s+(?P<scale>{_WORD})s?\b",
    re.IGNORECASE,
)
_PER_SHARE = re.compile(r"\bper[\s-]+(?:\w+\s+)?share\b", re.IGNORECASE)
_UNSCALED_SHARES = re.compile(
    r"\bexcept\b[^;]*?\b(?:(?:number\s+of\s+)?shares?|units)\b(?!\s*(?:price|value|repurchase))"
    r"(?:\s*(?:data|amounts?|information|counts?|figures|quantities))?(?=\s*(?:,|and|or|&|;|\)|$))",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[€£¥]|(?:US|HK|NT|[CAR])\$")
_CODE = re.compile(r"\b(USD|EUR|GBP|JPY|CAD|CHF|CNY|AUD|INR|BRL|MXN|KRW)\b")
_DOLLARS = re.compile(r"\$|\b(?:dollars?|USD)\b", re.IGNORECASE)
_OF_SHARES = re.compile(
    r"\b(?:common\s+stock\s+and\s+)?treasury\s+stock\s+activity\b|^\W*(?:shares|units)(?:\s+and\s+units)?\s+in\s+\w+\W*$|changes\s+in\s+shares\s+of|"
    r"\bshares\s+of\s+(?:\w+\s+){0,2}common\s+stock(?:\s+outstanding)?(?:\s+were.*)?\W*$|"
    r"\b(?:option|RSU|PSU|PRSU|stock\s+unit|restricted\s+stock|share\s+unit|award)s?(?:\s+(?:grants?|unit))?\s+activity",
    re.IGNORECASE,
)
_STATED = re.compile(rf"[(,]\s*(?:\w+\s+)?in\s+({_WORD})s\b|\(({_WORD})s\b[^)]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """Powers of ten of money and of numbers of shares, and the currency; None or "" where the line is silent."""

    scale: int | None = None
    shares: int | None = None
    currency: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """Read a unit line."""
        shares = _SHARES.search(text)
        scale = _exponent(_MONEY.search(text) or _SCALE.search(_SHARES.sub(" ", text)))
        is_excepted = _UNSCALED_SHARES.search(_PER_SHARE.sub(" ", text)) is not None
        counted = _exponent(shares) if shares else 0 if is_excepted else scale
        sign, code = _SIGN.search(text), _CODE.search(text)
        mark = unit_mark(text)
        if mark is not None and mark.currency:
            return cls(scale=mark.exponent if scale is None else scale, shares=counted, currency=mark.currency)
        if mark is not None and scale is None:
            scale = mark.exponent
        currency = code[1] if code else symbol_unit(sign[0]) if sign else "USD" if _DOLLARS.search(text) else ""
        return cls(scale=scale, shares=counted, currency=currency)


def is_of_shares(text: str) -> bool:
    """Whether a title or a unit line says that a table counts shares, options or units."""
    return _OF_SHARES.search(text) is not None


@lru_cache(maxsize=8192)
def stated_scale(text: str) -> int | None:
    """The power of ten that a label or a head states: "(in millions)", "2019 €m"."""
    match = _STATED.search(text)
    if match is None:
        mark = unit_mark(text)
        return None if mark is None else mark.exponent
    return EXPONENTS[(match[1] or match[2]).lower()]


def _exponent(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    groups = match.groupdict()
    word = groups.get("scale") or groups.get("scale2")
    if short := groups.get("short"):
        return 9 if short.lower() == "bn" else 6
    if word:
        return EXPONENTS[word.lower()]
    return 6 if ",000" in (groups.get("zeros") or "") else 3
