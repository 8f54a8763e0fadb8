"""Which tables of a report are its primary statements, and in which currency and scale? The group's own, one a kind."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tieout.document import Table
from tieout.tools.filings.moneywords import currency_of, dollar_of, scale_of
from tieout.tools.filings.shown import Statement, shown, statements
from tieout.tools.filings.statementheads import amounts_of, bare, continued, dated_heads, heads

KINDS: Final[tuple[Statement, ...]] = ("balance", "income", "cash_flow")
_TOP: Final = 12
"""Lines at the head of a page among which a statement says whose it is and in which unit."""
_LONGEST: Final = 200
_TITLE: Final = 100
_GROUPED: Final = re.compile(r"\bconsolidated\b|\bgroup\b|\bsubsidiaries\b", re.IGNORECASE)
_ALONE: Final = re.compile(r"\b(?:company|parent|standalone|stand-alone|separate|holding)\b", re.IGNORECASE)
_CONSOLIDATED: Final = re.compile(
    r"\b(?:consolidated|group)\s+(?:cash\s+flow|balance\s+sheet|statement\s+of\s+(?:financial|comprehensive|profit|cash)|income\s+statement)",
    re.IGNORECASE,
)
_OFTEN: Final = 3
"""So often a report with statements of a group names them."""
_LEAST: Final = 3
_GENERAL: Final = re.compile(
    r"(?:figures|amounts|statements?|information|presented|expressed|stated|rounded|reported)\b[^.]{0,100}?"
    r"\b(?:thousands?|millions?|billions?|crores?|lakhs?)\b|[’']000\b",
    re.IGNORECASE,
)
_LARGE: Final = 7
"""Digits of an amount that is in no scale."""
_MOST_DIGITS: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Primary:
    """A table of a primary statement, ready to be read."""

    table: Table
    """Without note numbers; its heads speak of time alone, or of a part."""
    statement: Statement
    page: int
    currency: str
    exponent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A table of a statement with what its own heads say of its unit."""

    table: Table
    statement: Statement
    page: int
    currency: str
    exponent: int | None


def primaries(tables: Sequence[Table], pages: Sequence[str]) -> list[Primary]:
    """The tables of a report's primary statements; those in an unknown currency or scale are left out.

    Args:
        tables: all its tables.
        pages: the text of its pages; the canonical text is these, one character apart.
    """
    kinds = statements(pages)
    grouped = sum(len(_CONSOLIDATED.findall(page)) for page in pages) >= _OFTEN
    chosen = {kind: _best(kind, kinds, pages, grouped=grouped) for kind in KINDS}
    starts = [0]
    for page in pages:
        starts.append(starts[-1] + len(page) + 1)
    dollar = dollar_of("\n".join(pages))
    found: list[_Found] = []
    for table in tables:
        at = bisect_right(starts, table.start) - 1
        kind = _kind(table, [k for k in KINDS if at in chosen[k]])
        if kind is not None:
            currency, exponent = _money(table, pages[at][: table.start - starts[at]], dollar)
            found.append(_Found(table=table, statement=kind, page=at + 1, currency=currency, exponent=exponent))
    return list(_finished(found, pages))


def _finished(found: Sequence[_Found], pages: Sequence[str]) -> Iterator[Primary]:
    """The tables with what their own heads leave unsaid taken from the other statements, else from the text."""
    currency = next((one.currency for one in found if one.currency), "")
    exponent = next((one.exponent for one in found if one.exponent is not None), None)
    general = "" if exponent is not None else _general(pages)
    before: dict[Statement, Table] = {}
    for one in found:
        money = one.currency or currency or currency_of(general)
        scale = next((s for s in (one.exponent, exponent, scale_of(general)) if s is not None), None)
        scale = 0 if scale is None and _is_unscaled(one.table) else scale
        if money and scale is not None:
            table = continued(bare(one.table), before.get(one.statement))
            if dated_heads(table) or one.statement not in before:
                before[one.statement] = table
            yield Primary(table=table, statement=one.statement, page=one.page, currency=money, exponent=scale)


def _best(
    kind: Statement, kinds: Sequence[tuple[Statement, ...]], pages: Sequence[str], *, grouped: bool
) -> tuple[int, ...]:
    """The pages of the best statement of a kind: the group's before the company's alone, then the fullest.

    None where the report has statements of a group, and those found are not said to be the group's.
    """
    marked = ((kind in found, at) for at, found in enumerate(kinds))
    runs = [tuple(at for _, at in run) for is_of, run in groupby(marked, key=lambda pair: pair[0]) if is_of]
    best = max(
        runs,
        key=lambda run: (_of_group(pages[run[0]]), max(shown(pages[at]).get(kind, 0) for at in run)),
        default=(),
    )
    return () if best and grouped and _of_group(pages[best[0]]) < 1 else best


def _of_group(page: str) -> int:
    """Whether a page's head says that it is the whole group's, 1, or the company's alone, -1."""
    lines = [line for line in page.split("\n") if len(line) < _TITLE]
    top = "\n".join(lines[:_TOP])
    if _GROUPED.search(top) or any(_CONSOLIDATED.match(line) for line in lines):
        return 1
    return -1 if _ALONE.search(top) else 0


def _kind(table: Table, kinds: Sequence[Statement]) -> Statement | None:
    """Which of the statements on its page a table is; a few rows are none."""
    if not kinds or len(table.rows) < _LEAST:
        return None
    if len(kinds) == 1:
        return kinds[0]
    text = "\n".join([table.title or "", *("\t".join(cell.text for cell in row) for row in table.rows)])
    scores = shown(text)
    return max((k for k in kinds if k in scores), key=lambda k: scores[k], default=None)


def _money(table: Table, above: str, dollar: str) -> tuple[str, int | None]:
    """Currency and scale by the heads, else by the lines above; "" and None where nothing tells."""
    first = {code for row in heads(table) for cell in row[:2] if (code := currency_of(cell.text, dollar))}
    cells = [cell.text for row in heads(table) for cell in row]
    top = " | ".join(text for text in cells if not first or currency_of(text, dollar) in {"", *first})
    lines = [line for line in above.split("\n") if len(line) < _LONGEST and not line.endswith(".")][-_TOP:]
    texts = [top, table.unit_line or "", table.title or "", *reversed(lines)]
    signs = " ".join(cell.text for row in table.rows[:_TOP] for cell in row[1:] if not cell.text.isalnum())
    currency = next((code for text in [*texts, signs] if (code := currency_of(text, dollar))), "")
    return currency, next((scale for text in texts if (scale := scale_of(text)) is not None), None)


def _general(pages: Sequence[str]) -> str:
    """What the text says of the unit of all amounts; "" where it says nothing."""
    return next((match[0] for page in pages if (match := _GENERAL.search(page))), "")


def _is_unscaled(table: Table) -> bool:
    """Whether a table's amounts are so long that they are in no scale."""
    return any(_LARGE <= len(digits) <= _MOST_DIGITS for digits in amounts_of(table.rows))
