"""Which digits a sentence template may hold: those of years, fiscal labels, dates and names that the evidence has."""

import re
from collections.abc import Iterable
from datetime import date

from tieout.agent.llm.numbered import Numbered
from tieout.agent.llm.quotation import QUOTED
from tieout.period import FiscalPeriod
from tieout.question import Plan

_GAP = re.compile(r"\{\w+\}")
_NAMES_OF_FORMS = ("10-K", "10-Q", "8-K", "20-F", "6-K", "10-K/A", "10-Q/A")
_LETTER = re.compile(r"[^\W\d_]")
_YEARS = re.compile(r"\b(?:19|20|21)\d\d\b")
_BEFORE = r"(?<![\w$€£¥.,])"
_AFTER = r"(?![\w%]|[.,]\d|\s?(?:percent|thousand|million|billion|trillion))"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Allowed:
    """The digits that may be written, and a search for any others."""

    def __init__(self, plan: Plan, evidence: Numbered) -> None:
        years = sorted(_years(plan, evidence))
        dates = {text for day in _days(evidence) for text in _written(day)}
        names = {name for name in _names(evidence) if _LETTER.search(name)}
        labels = [rf"(?:FY|Q[1-4]|H[12]|9M)\s?(?:{'|'.join(years)})"] if years else []
        literal = [re.escape(text) for text in sorted({*dates, *names}, key=lambda text: (-len(text), text))]
        patterns = [*literal, *labels, *years, "Q[1-4]", "H[12]"]
        self._allowed = re.compile(rf"{_BEFORE}(?:{'|'.join(patterns)}){_AFTER}", re.IGNORECASE)

    def bare(self, template: str, *, quotes: bool) -> str | None:
        """The first word with a digit that may not be written, else None; `quotes` leaves quoted words out."""
        text = _GAP.sub(" ", template)
        text = QUOTED.sub(" ", text) if quotes else text
        rest = self._allowed.sub(" ", text)
        return next((word for word in rest.split() if any(letter.isnumeric() for letter in word)), None)


def _years(plan: Plan, evidence: Numbered) -> set[str]:
    asked: Iterable[FiscalPeriod] = (period for sub in plan.subquestions for period in sub.periods)
    ends = (str(day.year) for day in _days(evidence))
    fiscal = (found for fact in evidence.facts.values() for found in _YEARS.findall(fact.period.fiscal or ""))
    prose = (found for passage in evidence.passages.values() for found in _YEARS.findall(passage.text))
    return {*(str(period.year) for period in asked), *ends, *fiscal, *prose}


def _days(evidence: Numbered) -> set[date]:
    periods = [fact.period for fact in evidence.facts.values()]
    return {period.end for period in periods} | {period.start for period in periods if period.start is not None}


def _written(day: date) -> tuple[str, ...]:
    month = _MONTHS[day.month - 1]
    return (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", day.isoformat(), f"{month} {day.day}")


def _names(evidence: Numbered) -> Iterable[str]:
    """Names that may hold digits: companies, printed labels, dimension members, sections, forms."""
    yield from _NAMES_OF_FORMS
    for fact in evidence.facts.values():
        yield from (fact.entity.name, fact.label, *(dimension.label for dimension in fact.dimensions))
        yield from (fact.locator.section or "",)
    for passage in evidence.passages.values():
        yield from (passage.locator.section or "", *passage.heading)
