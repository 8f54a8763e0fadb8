"""Which periods are the columns of a grid? Years, quarters and ranges as an analyst types them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tieout.agent.offline.reading.timing import ANNUAL, latest_year, visible
from tieout.document import Document
from tieout.errors import InputError
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.tools.figures.periods import mentions

LATEST = 3
"""Years that are shown where none is named."""
MOST = 40
"""Most columns of periods."""
QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")
_CENTURY = 2000
_YEAR = r"(?:(?:fy|fiscal(?:\s+year)?|calendar)\s*)?'?(?P<{0}>(?:19|20)\d\d|(?<=fy)\d\d|(?<=')\d\d)"
_QUARTER = re.compile(
    r"(?:q(?P<q>[1-4])|(?P<q_first>[1-4])q)(?:\s*(?:of\s+)?(?:fy|fiscal)?\s*'?(?P<year>(?:19|20)\d\d|\d\d))?|"
    r"(?:fy)?(?P<year_first>(?:19|20)\d\d)[\s-]*q(?P<q_last>[1-4])"
)
_ONE_YEAR = re.compile(_YEAR.format("year"))
_RANGE = re.compile(r"\s*(?:\.\.+|[-–—]|\bto\b|\bthrough\b)\s*")  # dashes as they are typed
_LAST = re.compile(r"(?:the\s+)?(?:last|latest|past)\s+(?P<count>\d+|two|three|four|five|six|eight)\s+(?:fiscal\s+)?"
                   r"(?P<unit>year|quarter)s?")  # fmt: skip
_LATEST = re.compile(r"(?:the\s+)?(?:last|latest|most recent)(?:\s+(?:fiscal\s+)?(?P<unit>year|quarter))?")
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8}


def periods_of(
    texts: Sequence[str], documents: Sequence[Document], *, quarterly: bool, as_of: date | None
) -> tuple[FiscalPeriod, ...]:
    """The periods named, in their order; the latest years where none is. Raises InputError."""
    pieces = [piece.strip() for text in texts for piece in re.split(r"[,;]|\band\b", text) if piece.strip()]
    found = [p for piece in pieces or [f"last {LATEST} years"] for p in _piece(piece.casefold(), documents, as_of)]
    if quarterly:
        found = [q for p in found for q in (quarters(p.year) if p.span == "FY" else [p])]
    chosen = tuple(dict.fromkeys(found))
    if not chosen:
        raise InputError("no annual or quarterly report is indexed that says which years there are; name them: --years")
    if len(chosen) > MOST:
        raise InputError(f"{len(chosen)} periods are more than a grid shows ({MOST}); name fewer")
    return chosen


def quarters(year: int) -> list[FiscalPeriod]:
    """The four quarters of a year."""
    return [FiscalPeriod(year=year, span=span) for span in QUARTERS]


def _piece(piece: str, documents: Sequence[Document], as_of: date | None) -> list[FiscalPeriod]:
    """One year, quarter, range, or "last 3 years"; raises InputError where it is none of them."""
    if (one := _one(piece)) is not None:
        return [one]
    if match := _LAST.fullmatch(piece):
        count = int(_WORDS.get(match["count"]) or match["count"])
        return _latest(documents, count, as_of, quarterly=match["unit"] == "quarter")
    if match := _LATEST.fullmatch(piece):
        return _latest(documents, 1, as_of, quarterly=match["unit"] == "quarter")
    for cut in _RANGE.finditer(piece):
        if ranged := _between(piece[: cut.start()], piece[cut.end() :]):
            return ranged
    named = [p for mention in mentions(piece) if not mention.wrong for p in mention.periods]
    if named:
        return named
    raise InputError(
        f'{piece!r} is no period; write years or quarters, such as 2021-2023, "Q1 2024, Q2 2024" or "last 4 quarters"'
    )


def _one(text: str) -> FiscalPeriod | None:
    """A single year or quarter."""
    if match := _QUARTER.fullmatch(text):
        year, quarter = match["year"] or match["year_first"], match["q"] or match["q_first"] or match["q_last"]
        return _made(year, f"Q{quarter}") if year else None
    match = _ONE_YEAR.fullmatch(text)
    return _made(match["year"], "FY") if match else None


def _made(year: str, span: str) -> FiscalPeriod:
    number = int(year)
    return FiscalPeriod.model_validate({"year": number if number >= _CENTURY // 2 else _CENTURY + number, "span": span})


def _between(first: str, last: str) -> list[FiscalPeriod]:
    """All years or all quarters from one to another; nothing where the two do not make a range."""
    first, last = first.strip(), last.strip()
    end = _one(last) or (_one(f"fy{last}") if re.fullmatch(r"\d\d", last) else None)
    if end is None:
        return []
    opened = re.fullmatch(r"q[1-4]|[1-4]q", first) is not None
    start = _one(f"{first} {end.year}") if opened else _one(first)
    if start is None or (start.span == "FY") != (end.span == "FY"):
        return []
    if _place(start) > _place(end):
        raise InputError(f"{first!r} comes after {last!r}; write the earlier period first")
    return list(_all(start, end))


def _all(start: FiscalPeriod, end: FiscalPeriod) -> Iterator[FiscalPeriod]:
    if start.span == "FY":
        yield from (FiscalPeriod(year=year) for year in range(start.year, end.year + 1))
        return
    for place in range(_place(start), _place(end) + 1):
        yield FiscalPeriod(year=place // len(QUARTERS), span=QUARTERS[place % len(QUARTERS)])


def _place(period: FiscalPeriod) -> int:
    """Where a period stands among quarters; a year is its last one."""
    return period.year * len(QUARTERS) + period.last_quarter - 1


def _latest(documents: Sequence[Document], count: int, as_of: date | None, *, quarterly: bool) -> list[FiscalPeriod]:
    """So many years or quarters up to the newest report, the earliest first."""
    if quarterly:
        newest = max(_reported(documents, as_of), default=None)
        return list(_all(_at(newest - count + 1), _at(newest))) if newest is not None else []
    year = _common(documents, as_of)
    return [FiscalPeriod(year=y) for y in range(year - count + 1, year + 1)] if year is not None else []


def _common(documents: Sequence[Document], as_of: date | None) -> int | None:
    """The newest year that at least half of the companies report."""
    owners = {d.entity.key for d in documents}
    years = [latest_year([d for d in documents if d.entity.key == key], as_of) for key in owners]
    known = sorted((year for year in years if year is not None), reverse=True)
    return known[len(known) // 2] if known else None


def _at(place: int) -> FiscalPeriod:
    return FiscalPeriod(year=place // len(QUARTERS), span=QUARTERS[place % len(QUARTERS)])


def _reported(documents: Iterable[Document], as_of: date | None) -> Iterator[int]:
    """The last quarters that annual and quarterly reports cover, as places."""
    for one in documents:
        known = as_of is None or visible(one, as_of)
        if known and one.fiscal_year and one.fiscal_period and (one.form or "").startswith((*ANNUAL, "10-Q")):
            yield _place(FiscalPeriod(year=one.fiscal_year, span=one.fiscal_period))
