"""Which numbers the rows of a table print, each put together from the cells over which it is split."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.document import Table, TableCell
from tieout.fact import Absence

_SIGN = r"(?:US|HK|NT|[CAR])?[$€£¥₹]|R\$"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SUFFIX = r"%|x|bps|bp|pts|pt|pp|percent|cents|¢|years?|months?|days?|(?:mil|bil|tril)lion|thousand"
_NOTE = r"(?:\s*(?:\([a-z\d]{1,2}\)|\[[a-z\d]{1,2}\]|[*†‡§]+)\s*,?)*"
_NUMBER = (
    rf"(?P<open>[(\[]\s*)?(?P<minus>[-−–—]\s*)?(?P<sign>{_SIGN})?\s*(?P<open2>[(\[]\s*)?(?P<minus2>[-−–]\s*)?"
    rf"(?P<digits>{_DIGITS})\s*(?P<close>[)\]]\s*)?(?P<suffix>{_SUFFIX})?\s*(?P<close2>[)\]])?"
)
_CELL = re.compile(rf"[+~<>≤≥]?\s*{_NUMBER}(?P<note>{_NOTE})", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?P<low>(?:{_SIGN})?\s*(?:{_DIGITS})\s*(?:{_SUFFIX})?)\s*(?:[-–—−]|to)\s*(?P<high>(?:{_SIGN})?\s*(?:{_DIGITS})\s*(?:{_SUFFIX})?)",
    re.IGNORECASE,
)
_DASH = re.compile(rf"(?:{_SIGN})?\s*[-−–—]+\s*%?\s*(?P<note>{_NOTE})", re.IGNORECASE)
_UNMEANT = re.compile(r"N/?M|n/?m|\*+")
_BEFORE = re.compile(rf"(?:{_SIGN})?\s*[(\[]?\s*(?:{_SIGN})?")
_AFTER = re.compile(r"[)\]]?\s*(?:%|x|bps|pts|pp)?\s*[)\]]?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_MOST_DIGITS = 20
_LONGEST_PLAIN = 5
_PADDED = re.compile(r"0\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One number, or the mark that there is none; `start:end` are its digits in the canonical text."""

    row: int
    column: int
    """Grid column of the cell with the digits."""
    left: int
    right: int
    """Half-open range of grid columns of all cells that belong to it."""
    start: int
    end: int
    text: str
    """What stands at `start:end`."""
    printed: str
    """With the brackets or the minus around it."""
    value: Decimal | None
    """As printed, unscaled; negative in brackets or behind a minus; None for a dash."""
    places: int = 0
    """Digits behind the point."""
    absence: Absence | None = None
    sign: str = ""
    """Currency sign, "" when none is printed at it."""
    suffix: str = ""
    """Such as "%", in lower case."""
    is_year: bool = False
    """Whether it may be a year: four plain digits without sign."""


def amounts(table: Table, row: int, raised: Sequence[tuple[int, int]] = ()) -> Iterator[Amount]:
    """The numbers of one row, from left to right; the row's first cell is its label even when it is a number.

    Args:
        table: the table.
        row: index of the row.
        raised: ranges of superscripts in the canonical text, which are no digits of a number.
    """
    cells = table.rows[row]
    for at, cell in enumerate(cells):
        text = _lowered(cell, raised)
        found = _CELL.fullmatch(text)
        if found is not None and len(found["digits"]) <= _MOST_DIGITS and not _PADDED.match(found["digits"]):
            yield _amount(cells, row, at, found)
        elif dash := _DASH.fullmatch(text):
            yield _absent(cells, row, at, "dash", dash.start("note"))
        elif _UNMEANT.fullmatch(text) and at:
            yield _absent(cells, row, at, "not_meaningful", len(text))
        elif (pair := _RANGE.fullmatch(text)) is not None:
            yield from _ends(cell, row, pair)


def is_number(text: str) -> bool:
    """Whether a cell holds one number, with its sign and unit."""
    return _CELL.fullmatch(text) is not None


def is_split(cell: TableCell) -> bool:
    """Whether a cell holds only a part of a number that stands in the next or the last cell."""
    return _BEFORE.fullmatch(cell.text) is not None or _AFTER.fullmatch(cell.text) is not None


def _lowered(cell: TableCell, raised: Sequence[tuple[int, int]]) -> str:
    """The text of a cell up to the superscripts at its end."""
    for start, end in raised:
        if cell.start < start and end >= cell.end:
            return cell.text[: start - cell.start].rstrip()
    return cell.text


def _amount(cells: Sequence[TableCell], row: int, at: int, found: re.Match[str]) -> Amount:
    cell = cells[at]
    before = cells[at - 1] if at and _is_before(cells[at - 1]) else None
    after = cells[at + 1] if at + 1 < len(cells) and _is_after(cells[at + 1]) else None
    lead, trail = (before.text if before else ""), (after.text if after else "")
    opened = bool(found["open"] or found["open2"]) or any(c in lead for c in "([")
    closed = bool(found["close"] or found["close2"]) or any(c in trail for c in ")]")
    minus = bool(found["minus"] or found["minus2"]) or any(c in lead for c in "-−–")
    digits = found["digits"]
    value = Decimal(digits.replace(",", ""))
    sign = found["sign"] or "".join(c for c in lead if c not in "([-−– ")
    suffix = found["suffix"] or "".join(c for c in trail if c not in ")] ")
    printed = f"({digits})" if opened and closed else f"-{digits}" if minus else digits
    return Amount(
        row=row,
        column=cell.column,
        left=before.column if before else cell.column,
        right=after.column + after.span if after else cell.column + cell.span,
        start=cell.start + found.start("digits"),
        end=cell.start + found.end("digits"),
        text=digits,
        printed=printed,
        value=-value if ((opened and closed) or minus) and value else value,
        places=len(digits.partition(".")[2]),
        sign=sign,
        suffix=suffix.lower(),
        is_year=_YEAR.fullmatch(digits) is not None and not (sign or suffix or opened or minus),
    )


def _absent(cells: Sequence[TableCell], row: int, at: int, absence: Absence, length: int) -> Amount:
    cell = cells[at]
    before = cells[at - 1] if at and _is_before(cells[at - 1]) else None
    after = cells[at + 1] if at + 1 < len(cells) and _is_after(cells[at + 1]) else None
    printed = cell.text[:length].strip()
    return Amount(
        row=row,
        column=cell.column,
        left=before.column if before else cell.column,
        right=after.column + after.span if after else cell.column + cell.span,
        start=cell.start,
        end=cell.start + len(printed),
        text=printed,
        printed=printed,
        value=None,
        absence=absence,
        sign=(before.text if before else "").strip("([-−– "),
        suffix="%" if "%" in cell.text or (after is not None and "%" in after.text) else "",
    )


def _ends(cell: TableCell, row: int, pair: re.Match[str]) -> Iterator[Amount]:
    """Both ends of a range such as "0.03% – 4.78%"; a sign at one of them is the other's too."""
    low, high = (_CELL.fullmatch(pair[name].strip()) for name in ("low", "high"))
    if low is None or high is None or _is_number_of(low, high):
        return
    for name, match, other in (("low", low, high), ("high", high, low)):
        start = cell.start + cell.text.index(match["digits"], pair.start(name))
        yield Amount(
            row=row,
            column=cell.column,
            left=cell.column,
            right=cell.column + cell.span,
            start=start,
            end=start + len(match["digits"]),
            text=match["digits"],
            printed=match["digits"],
            value=Decimal(match["digits"].replace(",", "")),
            places=len(match["digits"].partition(".")[2]),
            sign=match["sign"] or other["sign"] or "",
            suffix=(match["suffix"] or other["suffix"] or "").lower(),
            is_year=_YEAR.fullmatch(match["digits"]) is not None,
        )


def _is_number_of(low: re.Match[str], high: re.Match[str]) -> bool:
    """Whether both ends are parts of a registration or telephone number: "001-27038", "94-3156479"."""
    first, last = low["digits"], high["digits"]
    return _PADDED.match(first) is not None or (len(last) > _LONGEST_PLAIN and last.isdigit() and first.isdigit())


def _is_before(cell: TableCell) -> bool:
    return _BEFORE.fullmatch(cell.text) is not None and any(not c.isspace() for c in cell.text)


def _is_after(cell: TableCell) -> bool:
    return _AFTER.fullmatch(cell.text) is not None and any(not c.isspace() for c in cell.text)
