"""Which day does a contract, a policy or a manual bear? When it came to hold, else was revised, else was made."""

import re
from calendar import month_abbr
from datetime import date
from typing import Final

from tieout.document import Document

_MONTH = r"(?P<m{0}>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_DATE = (
    rf"(?:{_MONTH.format(1)}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?{_MONTH.format(2)},?\s+(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))"
)
_BETWEEN = r"[\s:,(“\"]{1,4}(?:(?:date|as|of|on|from|the|is|this)[\s:,]{1,3}){0,4}"
_SAID = tuple(
    re.compile(rf"\b(?:{words}){_BETWEEN}{_DATE}", re.IGNORECASE)
    for words in (
        "effective|in force|valid|commencing",
        "revised|revision|updated|amended|amendment|version|issued?|published|approved",
        "dated?|made|entered into|signed|executed",
    )
)
"""By what they say of the day: from when it holds, when it was last changed, when it was made."""
_MONTHS: Final = [name.lower() for name in month_abbr]
_HEAD: Final = 6000
"""Characters at the beginning among which a document says its day."""


def bearing(document: Document, text: str) -> Document:
    """A document with the day that its beginning bears; one of a form, or of a period, has another measure."""
    if document.form is not None or document.period_end is not None:
        return document
    found = (pattern.search(text, 0, _HEAD) for pattern in _SAID)
    day = next((day for match in found if match and (day := _day(match))), None)
    return document.model_copy(update={"dated": day}) if day else document


def _day(match: re.Match[str]) -> date | None:
    """The day of a match; None where the calendar has none such."""
    for at in "123":
        if match[f"y{at}"]:
            month = match[f"m{at}"]
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower())
            try:
                return date(int(match[f"y{at}"]), number, int(match[f"d{at}"]))
            except ValueError:
                return None
    return None
