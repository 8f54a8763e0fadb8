"""What is left of a statement's table when labels, years and amounts count? No notes, no currencies in its heads."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from tieout.document import Table, TableCell
from tieout.tools.filings.moneywords import currency_of, is_of_hundredths
from tieout.tools.filings.tables import is_figure, is_year
from tieout.tools.filings.timing import timing

_HEAD_ROWS: Final = 6
_FEW: Final = 3
"""A column of amounts has some of at least so many digits, and stands beside one of the same kind."""
_NOTE: Final = re.compile(r"\b(?:notes?|ref(?:erence)?|schedule)\b\.?(?:\s*no\.?)?", re.IGNORECASE)
_PART: Final = r"\(?\d{1,2}(?:\.\d{1,2}){0,2}(?:\s?\(?[a-z]{1,3}\)?)*"
_MARK: Final = re.compile(rf"{_PART}(?:\s*(?:,|&|and|/|-)\s*{_PART})*\)?")
"""Numbers of notes: "7", "2(c)", "7, 8, 26", "5.1.2(a)"."""
_CODES: Final = "CHF|USD|EUR|GBP|CAD|AUD|RMB|CNY|JPY|SEK|NOK|DKK|INR|HKD|SGD|ZAR|MYR|NIS|PLN|RM|Rs"
_MONEY: Final = re.compile(
    r"(?:(?:US|HK|NT|NZ|CA|AU|[ACRS])?\s?[$€£¥₹]\s?(?:m|mn|bn|million|thousand)?|"
    rf"\b[TKMtkm]?(?:{_CODES})\b\.?)|[’'‘`]\s?000(?:[’']?s)?|(?<![\d,.])000(?:[’']?s)?\b|"
    r"\b(?:in\s+)?(?:thousands?|millions?|billions?|crores?|lakhs?|mio|mln|mn)\b|"
    r"\b(?:in\s+)?(?:U\.?S\.?\s+|canadian\s+|australian\s+)?dollars?\b|\beuros?\b|\bpounds?(?:\s+sterling)?\b|"
    r"\b(?:amounts?\s+)?expressed\s+in\b|,?\s*except\b.*\b(?:shares?|units?|noted|stated|data|values?|amounts?|information)\b.*|"
    r"\bamounts\s+in\b|\(\s*\)|"
    r"\b(?:of\s+)?(?:japanese\s+)?(?:yen|renminbi|won|rupees?|baht|ringgit|pesos?|kron[eo]r|rand|reais)\b|"
    r"\b(?:of\s+)?(?:new\s+israeli\s+shekels|swiss\s+francs|(?:hong\s+kong|singapore|new\s+taiwan|new\s+zealand)\s+dollars?)\b",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(
    r"\b(?:the\s+group|group|consolidated|total|(?:un)?audited|(?:as\s+)?restated|re-?presented|actual|"
    r"(?:current|previous|prior)\s+year)\b|[*#()\[\]:]",
    re.IGNORECASE,
)
"""Words over a column that leave it the whole group's, as it was reported."""
_DAY_FIRST: Final = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+"
    r"(january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH: Final = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_NUMERIC_DAY: Final = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)\b")
_STRETCH: Final = re.compile(
    rf"\b(?:1|01)?\.?\s*(?:{_MONTH}|0?1\.)\.?\s*(?:1\b|01\b)?,?\s*(?:(?:19|20)\d\d)?\s*(?:[-–—]|to)\s*"
    rf"(?=\d{{1,2}}[. ]|(?:{_MONTH})\b)",
    re.IGNORECASE,
)
"""The first day of a year and the dash behind it: "1 January – 31 December 2022", "01.01.–31.12.2022"."""
_TWO_YEARS: Final = re.compile(r"\b((?:19|20)\d\d)\s?[/–-]\s?((?:20)?\d\d)\b")
_SHORT_YEAR: Final = re.compile(r"\bFY\s?[’']?((?:20)?\d\d)\b", re.IGNORECASE)
_UNIT: Final = re.compile(r"\(?(?:[¢₵$€£¥₹p]|pence|cents?|RM|sen|Rs\.?|US\$|HK\$|A\$)\)?", re.IGNORECASE)
_ONLY_UNIT: Final = "in thousands"
"""What a head becomes that says nothing but the unit: readers of heads pass over it."""


def _changed(row: tuple[TableCell, ...], change: Callable[[str], str]) -> tuple[TableCell, ...]:
    return (*row[:1], *(cell.model_copy(update={"text": change(cell.text)}) for cell in row[1:]))


def _points(text: str) -> str:
    """1.234.567,8 as 1,234,567.8."""
    return text.translate(str.maketrans(".,", ",."))


def _blanks(text: str) -> str:
    """1 234 567,8 as 1,234,567.8."""
    return re.sub(r"(?<=\d)[ \u00a0\u202f’'](?=\d{3}\b)", ",", re.sub(r",(?=\d{1,2}\b(?!,))", ".", text))


_COMMAS: Final = re.compile(r"\d,\d{3}\b")
_SEPARATED: Final = (
    (re.compile(r"\b\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?"), _points),
    (re.compile(r"\b\d{1,3}(?:[ \u00a0\u202f]\d{3})+\b"), _blanks),
    (re.compile(r"\b\d{1,3}(?:[’']\d{3})+\b"), _blanks),
)
"""Other marks between thousands than commas."""


def heads(table: Table) -> list[tuple[TableCell, ...]]:
    """The first rows, up to the first with amounts."""
    rows: list[tuple[TableCell, ...]] = []
    for row in table.rows[:_HEAD_ROWS]:
        if sum(_is_amount(cell) for cell in row[1:]) > 1:
            break
        rows.append(row)
    return rows


def dated_heads(table: Table) -> list[tuple[TableCell, ...]]:
    """The rows at a table's head that name columns, where they name a year; none where they do not."""
    rows = [row for row in heads(table) if any(cell.column for cell in row)]
    return rows if any(timing(cell.text).year for row in rows for cell in row if cell.column) else []


def bare(table: Table) -> Table:
    """A statement's table without note numbers and units within; its heads without currencies and "Group"."""
    table = commas(_in_one_currency(table))
    notes, above = _note_columns(table), len(heads(table))
    rows: list[tuple[TableCell, ...]] = []
    for at, row in enumerate(table.rows):
        kept = tuple(cell for cell in row if not _is_note(cell, notes, in_head=at < above))
        if at < above:
            kept = tuple(_plain(cell) if cell.column else cell for cell in kept)
        elif len(kept) > 1 and all(_UNIT.fullmatch(cell.text) for cell in kept[1:]):
            kept = (_with_unit(kept[0], kept[1].text),)  # "Earnings per share: ¢ ¢" is a heading
        rows.append(kept or row[:1])
    return table.model_copy(update={"rows": tuple(rows)})


def _in_one_currency(table: Table) -> Table:
    """The table without the columns that repeat its amounts in another currency than the first ones."""
    said = [(cell, code) for row in heads(table) for cell in row if cell.column and (code := currency_of(cell.text))]
    if len({code for _, code in said}) <= 1:
        return table
    main = min(said, key=lambda pair: pair[0].column)[1]
    foreign = {at for cell, code in said if code != main for at in range(cell.column, cell.column + cell.span)}
    rows = tuple(tuple(cell for cell in row if cell.column not in foreign) or row[:1] for row in table.rows)
    return table.model_copy(update={"rows": rows})


def commas(table: Table) -> Table:
    """The table with commas between thousands, character for character, where it prints points, blanks or marks."""
    above = len(heads(table))
    texts = [cell.text for row in table.rows[above:] for cell in row[1:]]
    usual = sum(_COMMAS.search(text) is not None for text in texts)
    for pattern, change in _SEPARATED:
        if sum(pattern.search(text) is not None for text in texts) > usual:
            changed = (_changed(row, change) for row in table.rows[above:])
            return table.model_copy(update={"rows": (*table.rows[:above], *changed)})
    return table


def continued(table: Table, before: Table | None) -> Table:
    """A table without heads of its own under those of the table before it, which has the same columns."""
    if before is None or dated_heads(table) or _columns(table) != _columns(before):
        return table
    return table.model_copy(update={"rows": (*dated_heads(before), *table.rows)})


def _is_amount(cell: TableCell) -> bool:
    is_when = is_year(cell.text) or _NUMERIC_DAY.search(cell.text) or _TWO_YEARS.fullmatch(cell.text)
    return is_figure(cell.text) and not is_when and not _MARK.fullmatch(cell.text)


def _with_unit(cell: TableCell, unit: str) -> TableCell:
    """A heading that says in brackets that what stands under it is in hundredths."""
    return cell.model_copy(update={"text": f"{cell.text} (cents)"}) if is_of_hundredths(unit) else cell


def _columns(table: Table) -> set[int]:
    """The columns that hold amounts."""
    cells = (cell for row in table.rows for cell in row)
    return {cell.column for cell in cells if cell.column and is_figure(cell.text) and not is_year(cell.text)}


def _is_note(cell: TableCell, notes: set[int], *, in_head: bool) -> bool:
    return cell.column in notes and cell.span == 1 and (in_head or _MARK.fullmatch(cell.text) is not None)


def _plain(cell: TableCell) -> TableCell:
    """A head that speaks of time alone, or of a part; days are written as readers of time take them."""
    words = _timed(_WHOLE.sub(" ", _MONEY.sub(" ", _NOTE.sub(" ", cell.text)))).split()
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        words = words[:half]  # "31 December 31 December" over two columns
    return cell.model_copy(update={"text": " ".join(words) or _ONLY_UNIT})


def _timed(text: str) -> str:
    """A head's words with what it says of time in the forms that readers of time take: "December 31, 2022"."""
    text = _STRETCH.sub(" ", text)
    text = _NUMERIC_DAY.sub(_named_day, text)
    text = _TWO_YEARS.sub(lambda m: f"{m[1][: 4 - len(m[2])]}{m[2]}", text)
    text = _SHORT_YEAR.sub(lambda m: m[1] if len(m[1]) > len("22") else f"20{m[1]}", text)
    return _DAY_FIRST.sub(r"\2 \1", text)


def _named_day(match: re.Match[str]) -> str:
    """A day in figures with its month by name; one that is no day stays."""
    day, month = int(match[1]), int(match[2])
    if month > len(_MONTHS):
        day, month = month, day
    return f"{_MONTHS[month - 1]} {day}, {match[3]}" if 1 <= month <= len(_MONTHS) else match[0]


def _note_columns(table: Table) -> set[int]:
    """The columns of note numbers: headed so, or the first with nothing but small numbers beside long amounts."""
    top = [cell for row in heads(table) for cell in row if cell.column and cell.span == 1]
    found = {cell.column for cell in top if _NOTE.search(cell.text)}
    numbers: dict[int, list[str]] = {}
    for cell in (cell for row in table.rows for cell in row if cell.column):
        if is_figure(cell.text) or _MARK.fullmatch(cell.text):
            numbers.setdefault(cell.column, []).append(cell.text)
    if len(numbers) < _FEW:
        return found
    first = min(numbers)
    longest = max(
        len(re.sub(r"\D", "", text)) for column, texts in numbers.items() if column != first for text in texts
    )
    is_marks = all(_MARK.fullmatch(text) or text == "-" for text in numbers[first]) and longest >= _FEW
    is_dated = any(cell.column == first and timing(cell.text).year for cell in top)
    return found | ({first} if is_marks and not is_dated else set())


def amounts_of(rows: Sequence[Sequence[TableCell]]) -> list[str]:
    """The digits of the amounts of some rows."""
    return [digits for row in rows for cell in row[1:] if (digits := re.sub(r"\D", "", cell.text))]
