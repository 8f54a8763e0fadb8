"""What an earnings call is before it becomes a document: who said what, and which quarter it was about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tieout.period import FiscalQuarter

UNNAMED = "Speaker not named"
_ORDINALS = {"first": "Q1", "second": "Q2", "third": "Q3", "fourth": "Q4", "1st": "Q1", "2nd": "Q2", "3rd": "Q3"}
_ORDINALS["4th"] = "Q4"
_YEAR = r"(?P<year>20\d\d|19\d\d|['’]?\d\d(?!\d|[.,]\d|%))"
_FISCAL = r"(?:(?:,|of|for|the|and|full|fiscal|year|FY)\s*){0,5}"
_FIRST_TO_FOURTH = "|".join(_ORDINALS)
_QUARTERS = (
    re.compile(rf"\b(?P<quarter>Q[1-4])\s*[,-]?\s*{_FISCAL}{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b(?P<quarter>[1-4]Q)\s*{_FISCAL}{_YEAR}", re.IGNORECASE),
    re.compile(rf"\b(?P<quarter>{_FIRST_TO_FOURTH})[\s-]+quarter\s*{_FISCAL}{_YEAR}", re.IGNORECASE),
    re.compile(
        rf"\b(?:fiscal(?:\s+year)?|FY)\s*{_YEAR},?\s+(?P<quarter>{_FIRST_TO_FOURTH})[\s-]+quarter", re.IGNORECASE
    ),
)
_CENTURY = 2000
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY = re.compile(
    rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>20\d\d|19\d\d)\b"
    r"|\b(?P<iso>(?:20|19)\d\d-\d\d-\d\d)\b"
)
_QUESTIONS = re.compile(
    r"\b(?:first|next) question\b|\b(?:take|have|open|begin|start|poll)\b[^.?!]{0,60}\bquestions?\b"
    r"|\bquestion[- ]and[- ]answer\b|\bq\s?&\s?a\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\bwill (?:then )?(?:follow|be followed|open|be conducted|take|have|host|hold|be)\b"
    r"|\b(?:after|following|later|at the end|during)\b",
    re.IGNORECASE,
)
_REMARKS = 0.1
"""Remarks are seldom a smaller part of a call: questions that come sooner are only announced."""
_TAIL = 700
"""A turn that is longer and opens the questions at its end is one of the remarks itself."""
_ANALYST = re.compile(r"\banalyst\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What one speaker said without a break; paragraphs are separated by newlines."""

    speaker: str
    text: str
    role: str | None = None
    time: str | None = None

    @property
    def line(self) -> str:
        """The line that stands above it: speaker, role, time; empty where nobody is named."""
        if self.speaker == UNNAMED:
            return f"({self.time})" if self.time else ""
        named = f"{self.speaker}, {self.role}" if self.role and self.role != self.speaker else self.speaker
        return f"{named} ({self.time})" if self.time else named


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call as its source tells it; None is not stated."""

    utterances: tuple[Utterance, ...]
    company: str | None = None
    ticker: str | None = None
    held: date | None = None
    year: int | None = None
    quarter: FiscalQuarter | None = None
    preamble: tuple[str, ...] = ()
    """Lines above the first speaker."""
    questions: int | None = None
    """The first utterance of the questions and answers; None where it is not known."""

    @property
    def opening(self) -> str:
        """The words in which a call says what it is about."""
        spoken = " ".join(one.text for one in self.utterances[:3])
        return "\n".join(self.preamble)[:2000] + "\n" + spoken[:2500]


def completed(call: Call) -> Call:
    """A call with what its own words say of the quarter, the day and where the questions begin."""
    year, quarter = call.year, call.quarter
    if year is None or quarter is None:
        stated = quarter_in(call.opening)
        if stated is not None and quarter in (None, stated[1]) and year in (None, stated[0]):
            year, quarter = stated
    return replace(
        call,
        year=year,
        quarter=quarter,
        held=call.held or day_in("\n".join(call.preamble)[:2000]),
        questions=call.questions if call.questions is not None else questions_from(call.utterances),
    )


def quarter_in(text: str) -> tuple[int, FiscalQuarter] | None:
    """Fiscal year and quarter that a text names first."""
    found = [match for pattern in _QUARTERS if (match := pattern.search(text))]
    if not found:
        return None
    first = min(found, key=lambda match: match.start())
    year = int(first["year"].lstrip("'’"))
    return year if year > _CENTURY // 2 else _CENTURY + year, quarter_of(first["quarter"])


def quarter_of(name: str) -> FiscalQuarter:
    """A quarter by any of its names: "Q1", "1Q", "first"."""
    digit = _ORDINALS.get(name.casefold(), name.upper()).strip("Q")
    quarters: dict[str, FiscalQuarter] = {"1": "Q1", "2": "Q2", "3": "Q3", "4": "Q4"}
    return quarters[digit]


def day_in(text: str) -> date | None:
    """The first day that a text names."""
    for match in _DAY.finditer(text):
        try:
            if match["iso"]:
                return date.fromisoformat(match["iso"])
            return date(int(match["year"]), _MONTHS.index(match["month"]) + 1, int(match["day"]))
        except ValueError:
            continue
    return None


def stamp(seconds: float) -> str:
    """A time from the beginning of a recording as "00:12:34"."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest:02d}"


def questions_from(utterances: Sequence[Utterance]) -> int | None:
    """The utterance with which the questions begin: an analyst's first, or the words that open them."""
    lengths = [len(one.text) for one in utterances]
    early = None
    for number, one in enumerate(utterances):
        if _ANALYST.search(one.role or ""):
            return _opened(utterances, number)
        if number and _opens(one.text):
            first = number + (len(one.text) > _TAIL)
            if sum(lengths[: number + 1]) >= _REMARKS * sum(lengths):
                return first
            early = first if early is None else early
    return early


def _opened(utterances: Sequence[Utterance], analyst: int) -> int:
    """The operator's words just before the first analyst belong to the questions."""
    before = utterances[analyst - 1] if analyst > 1 else None
    return analyst - 1 if before is not None and _QUESTIONS.search(before.text[-600:]) else analyst


def _opens(text: str) -> bool:
    """Whether a turn opens the questions now, not later."""
    return any(
        _QUESTIONS.search(sentence) and not _LATER.search(sentence)
        for sentence in re.split(r"(?<=[.?!])\s", text[-600:])
    )
