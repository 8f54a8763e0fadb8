"""Whose filing it is, which form and which period: what the tagged cover page says."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from tieout.document import Entity
from tieout.period import FiscalSpan
from tieout.tools.filings import dates
from tieout.tools.filings.contexts import FIRST_YEAR, LAST_YEAR
from tieout.tools.filings.inline import Words

_MONTH_DAY = re.compile(r"-{2}?(\d\d)-(\d\d)")
_FORMATS = (
    "%Y-%m-%d",
    "%B %d, %Y",
    "%B %d %Y",
    "%b %d, %Y",
    "%d %B %Y",
    "%m/%d/%Y",
    "%B %d",
    "%b %d",
    "%d %B",
    "%m/%d",
)
_LEAP = "2000"
_COMMON = "CommonStockMember"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the cover page tags; None where it says nothing."""

    entity: Entity | None
    form: str | None
    amended: bool
    year: int | None
    span: FiscalSpan | None
    period_end: date | None
    year_end: str | None
    """Month and day, "MM-DD"."""


def cover(words: Sequence[Words]) -> Cover:
    """Read the cover page of a filing from its tagged words."""
    dei = _Dei(words)
    span = (dei.first("DocumentFiscalPeriodFocus") or "").upper()
    year = dei.first("DocumentFiscalYearFocus") or ""
    return Cover(
        entity=_entity(dei),
        form=(dei.first("DocumentType") or "").upper() or None,
        amended=(dei.first("AmendmentFlag") or "").lower() in {"true", "☒", "yes"},
        year=int(year) if re.fullmatch(r"(?:19|20|21)\d\d", year) else None,
        span=span if span in get_args(FiscalSpan) else None,  # type: ignore[arg-type]  # it is one of them
        period_end=_period_end(dei),
        year_end=_year_end(dei),
    )


@dataclass(frozen=True, slots=True)
class _Dei:
    """The words of the "dei" taxonomy, by local name."""

    words: Sequence[Words]

    def all(self, name: str) -> list[Words]:
        return [w for w in self.words if w.concept == f"dei:{name}" and w.text]

    def first(self, name: str) -> str | None:
        """The value for the whole registrant, else the first one."""
        found = self.all(name)
        plain = [w for w in found if not w.context.members]
        return next((w.text for w in (*plain, *found)), None)


def _entity(dei: _Dei) -> Entity | None:
    name = dei.first("EntityRegistrantName")
    cik = dei.first("EntityCentralIndexKey") or next((w.context.identifier for w in dei.words), "")
    if name is None:
        return None
    digits = cik.strip()
    is_cik = digits.isascii() and digits.isdigit() and len(digits) <= 10  # noqa: PLR2004
    return Entity(cik=digits.zfill(10) if is_cik else None, ticker=_ticker(dei.all("TradingSymbol")), name=name)


def _ticker(symbols: Iterable[Words]) -> str | None:
    """The first common stock's symbol, else the first one."""
    listed = [w for w in symbols if re.fullmatch(r"[A-Za-z][A-Za-z0-9.\- ]{0,9}", w.text) and w.text.upper() != "NONE"]
    common = [w for w in listed if any(_COMMON in member for _, member in w.context.members)]
    plain = [w for w in listed if not w.context.members]
    return next((w.text.upper().replace(" ", "") for w in (*plain, *common, *listed)), None)


def _period_end(dei: _Dei) -> date | None:
    """The stated end of the period; its context's end where the words have no year."""
    for words in dei.all("DocumentPeriodEndDate"):
        stated = dates.day(words.text, words.format) or day(words.text)
        end = words.context.end
        if stated is None or (end is not None and abs((stated - end).days) <= _SAME_DAYS):
            return end or stated
        return stated
    ends = [w.context.end for w in dei.all("DocumentType") if w.context.end]
    return ends[0] if ends else None


_SAME_DAYS = 7
"""A 52/53-week filer may state the month's end; the context has the day itself."""


def day(text: str) -> date | None:
    """A date in words or in ISO form, with its year."""
    text = " ".join(text.replace(".", "").split())
    for form in _FORMATS[:6]:
        try:
            found = datetime.strptime(text, form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
        return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
    return None


def _year_end(dei: _Dei) -> str | None:
    """The day on which the fiscal year ends, under its format where it has one."""
    stated = dei.all("CurrentFiscalYearEndDate")
    formatted = (dates.month_day(words.text, words.format) for words in stated)
    return next(filter(None, formatted), None) or _month_day(dei.first("CurrentFiscalYearEndDate"))


def _month_day(text: str | None) -> str | None:
    """A day of every year as "MM-DD"."""
    if text is None:
        return None
    if match := re.search(r"--(\d\d)-?(\d\d)$", text.strip()):
        return _real(f"{match[1]}-{match[2]}")
    for form in _FORMATS[6:]:
        try:
            parsed = datetime.strptime(f"{_LEAP} {' '.join(text.split())}", f"%Y {form}")  # noqa: DTZ007  # a day
        except ValueError:
            continue
        return parsed.strftime("%m-%d")
    found = day(text)
    return found.strftime("%m-%d") if found else None


def _real(month_day: str) -> str | None:
    try:
        datetime.strptime(f"{_LEAP}-{month_day}", "%Y-%m-%d")  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
    return month_day
