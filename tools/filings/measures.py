"""In which unit and scale an amount of a table is: its signs, its row's words, its column's words, the unit line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tieout.tools.figures.units import symbol_unit
from tieout.tools.filings.amounts import Amount
from tieout.tools.filings.unitlines import EXPONENTS, UnitLine, stated_scale
from tieout.tools.filings.unitwords import Sort, sort_of

_MARK = re.compile(r"\((\w)\)\s*$")
_MONEY_HEAD = re.compile(r"\W*(?:cost|(?:dollar\s+)?amount|dollars|income|cash|value|proceeds)\W*", re.IGNORECASE)
_FLOW = re.compile(r"\b(?:interest|expenses?|income|dividends?|amortization)\b", re.IGNORECASE)
_SHARE = re.compile(r"\bshares?\b", re.IGNORECASE)
_NUMBER = re.compile(r"\bnumber\s+of\b|\bshares\s+outstanding\b|\(in\s+shares\)|\bbalance", re.IGNORECASE)
_EARNINGS = re.compile(r"\b(?:earnings|income|loss)\b", re.IGNORECASE)
_UNIT_LINE = re.compile(r"\b(?:thousand|million|billion)s\b", re.IGNORECASE)
_CENTS = 2
_MOST_SHARES, _MOST_MONEY = 12, 14
"""Powers of ten that no number of shares and no amount of a major currency reaches: such a scale is not meant."""
_SUFFIXES = {
    "%": ("percent", 0), "percent": ("percent", 0), "x": ("pure", 0), "bps": ("points", -2), "bp": ("points", -2),
    "pts": ("points", 0), "pt": ("points", 0), "pp": ("points", 0), "year": ("years", 0), "years": ("years", 0),
    "month": ("months", 0), "months": ("months", 0), "day": ("days", 0), "days": ("days", 0), "cents": ("USD", -2),
    "¢": ("USD", -2),
}  # fmt: skip
_PLAIN: dict[Sort, tuple[str, int]] = {"points": ("points", -2), "percent": ("percent", 0), "years": ("years", 0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Unit, and the power of ten that brings a printed amount to base units."""

    unit: str
    exponent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What an amount stands among: its row's label and the section above it, its column's heads, the corner."""

    label: str
    section: str = ""
    mark: str = ""
    """The footnote mark at the end of the label."""
    heads: tuple[str, ...] = ()
    corner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """Which signs the amounts of a row or a column bear."""

    currency: str = ""
    """The first currency sign, "" for none."""
    places: int = 0
    """Digits behind the point of most of a column's amounts."""
    size: int = 0
    """Power of ten of the largest amount of a column."""
    percent: bool = False
    """Of a row: whether its first amount is a percentage; of a column: whether all of it may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """What is known of a table's units."""

    line: UnitLine
    currency: str = ""
    """What a bare amount of money is in."""
    equity: bool = False
    """Whether it is a statement of equity: what is issued and bought there is money unless a head says otherwise."""
    per_share: bool = False
    """Whether the unit line says that it has amounts per share too."""
    shares: bool = False
    """Whether a bare number in it is one of shares."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """Powers of ten that footnotes state, by their mark."""


def measure_of(amount: Amount, around: Around, scales: Scales, row: Signs, column: Signs) -> Measure:
    """The unit and scale of one amount, from its words, the table's unit line, and the signs in its row and column."""
    if amount.suffix in _SUFFIXES and not amount.sign:
        unit, exponent = _SUFFIXES[amount.suffix]
        return Measure(unit=unit, exponent=exponent)
    sign, own = amount.sign or (row.currency and column.currency) or row.currency, _own_scale(amount, around, scales)
    money = symbol_unit(sign) or _of_head(around) or scales.currency or "USD"
    sort = _sort(around, amount, scales, row=row, column=column)
    if sort in _PLAIN:
        return Measure(unit=_PLAIN[sort][0], exponent=_PLAIN[sort][1])
    if sort == "per share":
        return Measure(unit=f"{money}/shares", exponent=0)
    if sort == "shares":
        return _scaled(amount, "shares", scales.line.shares if own is None else own, _MOST_SHARES, column.size)
    is_bare = not (sign or column.currency) and scales.line.scale is None and own is None
    if sort == "count" or is_bare:
        return Measure(unit="pure", exponent=own or 0)
    return _scaled(amount, money, scales.line.scale if own is None else own, _MOST_MONEY)


def _of_head(around: Around) -> str:
    """The currency that a column's head names, "Notional (€)"; "" for none."""
    return next((unit for head in reversed(around.heads) if (unit := UnitLine.of(head).currency)), "")


def _scaled(amount: Amount, unit: str, exponent: int | None, most: int, beside: int = 0) -> Measure:
    """A scale, unless it would make the number, or the largest beside it, larger than any there is."""
    size = max(beside, amount.value.adjusted() if amount.value else 0)
    return Measure(unit=unit, exponent=exponent if exponent and size + exponent < most else 0)


def _own_scale(amount: Amount, around: Around, scales: Scales) -> int | None:
    """The scale that stands at the amount, or that label, heads or section state, or a footnote to them."""
    if amount.suffix in EXPONENTS:
        return EXPONENTS[amount.suffix]
    for text in (around.label, *reversed(around.heads), around.section):
        if (stated := stated_scale(text)) is not None:
            return stated
        if scales.notes and (mark := _MARK.search(text)) and mark[1] in scales.notes:
            return scales.notes[mark[1]]
    return scales.notes.get(around.mark)


def _sort(around: Around, amount: Amount, scales: Scales, *, row: Signs, column: Signs) -> Sort | None:
    """What sort of number words and signs make it; None for an amount of money or a bare number."""
    is_signed = bool(amount.sign)
    heads = [sort for head in reversed(around.heads) if (sort := _unless_money(sort_of(head), is_signed))]
    if heads:
        return heads[0]
    if _is_money(around, scales):
        return None
    if _is_per_share(amount, around, scales, column):
        return "per share"
    if label := _of_label(_unless_money(sort_of(around.label), is_signed), amount, row, column):
        return label
    section = _unless_money(sort_of(around.section), is_signed)
    if section == "per share" and amount.places:
        return section
    return None if is_signed or row.currency else _of_table(section, amount, around, scales, row=row, column=column)


def _is_money(around: Around, scales: Scales) -> bool:
    """Whether an amount is money although its label or section speaks of shares."""
    if any(_MONEY_HEAD.fullmatch(head) for head in around.heads):
        return sort_of(around.label) != "per share"
    if sort_of(around.label) is None and _FLOW.search(around.label):
        return sort_of(around.section) == "shares"
    names_count = _NUMBER.search(around.label) or _SHARE.search(" ".join((*around.heads, around.section)))
    return scales.equity and scales.line.scale is not None and not names_count and sort_of(around.label) == "shares"


def _is_per_share(amount: Amount, around: Around, scales: Scales, column: Signs) -> bool:
    """Whether cents among whole amounts, or the words over the labels, say that it is an amount per share."""
    if amount.places != _CENTS:
        return False
    if any(sort_of(text) == "per share" and not _UNIT_LINE.search(text) for text in around.corner):
        return True
    return scales.per_share and not column.places and _EARNINGS.search(around.label) is not None


def _of_table(
    section: Sort | None, amount: Amount, around: Around, scales: Scales, *, row: Signs, column: Signs
) -> Sort | None:
    """What section, column and title make of an amount without a sign."""
    if section in {"shares", "count"}:
        return section
    if amount.places and "," not in amount.printed and (row.percent or (column.percent and not column.currency)):
        return "percent"
    if scales.shares and not column.currency:
        return "shares"
    return "count" if any(sort_of(text) == "count" for text in around.corner) else None


def _of_label(sort: Sort | None, amount: Amount, row: Signs, column: Signs) -> Sort | None:
    """What the row's label makes of an amount that may be too plain for it: "Interest rate 135" is no percentage."""
    if sort == "percent" and not (amount.places or row.percent or column.percent):
        return None
    if sort == "per share" and not amount.places and ("," in amount.printed or not amount.sign):
        return None
    return sort


def _unless_money(sort: Sort | None, is_signed: bool) -> Sort | None:
    """A currency sign overrules words that name no money."""
    return None if is_signed and sort != "per share" else sort
