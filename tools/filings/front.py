"""What an untagged first page says: whose document it is, which form, for which period."""

import re
from dataclasses import dataclass
from datetime import date

from tieout.tools.filings.cover import day

_HEAD = 6000
_DATE = (
    r"((?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2},?\s+\d{4})"
)
_FORM = re.compile(r"\bFORM\s+(10-?K|10-?Q|8-?K|20-?F|6-?K|40-?F|S-[1348]|DEF\s?14A)(/A)?\b", re.IGNORECASE)
_COMMISSION = re.compile(r"SECURITIES\s+AND\s+EXCHANGE\s+COMMISSION", re.IGNORECASE)
_CHARTER = re.compile(r"\(\s*exact\s+name\s+of\s+(?:the\s+)?registrant", re.IGNORECASE)
_ENDED = re.compile(rf"(?:year|period|quarter|months|weeks)\s+ended:?\s+{_DATE}", re.IGNORECASE)
_REPORT = re.compile(rf"date\s+of\s+(?:earliest\s+event\s+reported|report)[^A-Z]{{0,60}}?{_DATE}", re.IGNORECASE)
_BARE_DATE = re.compile(rf"^\W*{_DATE}\W*$", re.IGNORECASE | re.MULTILINE)
_NAME = re.compile(r"[A-Za-z0-9][^\n]{1,100}")
_NO_NAME = re.compile(
    r"\bcommission\s+file|\bfile\s+n(?:umber|o\b)|\btransition\s+(?:report|period)|^or$|^\W*\d[\d\s-]*$", re.IGNORECASE
)
"""Lines of a cover that stand among those with the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the first page says; None where it says nothing."""

    name: str | None = None
    form: str | None = None
    period_end: date | None = None


def front(text: str) -> Front:
    """Read the first page of a filing; empty for a text that does not look like one."""
    head = text[:_HEAD]
    form = _FORM.search(head)
    if form is None or not _COMMISSION.search(head):
        return Front()
    base = re.sub(r"\s", " ", form[1].upper())
    base = base if "-" in base or base.startswith("DEF") else re.sub(r"^(\d+)([KQF])$", r"\1-\2", base)
    when = _ENDED.search(head) or _REPORT.search(head) or _BARE_DATE.search(head)
    return Front(name=_registrant(head), form=base + (form[2] or ""), period_end=day(when[1]) if when else None)


def _registrant(head: str) -> str | None:
    """The name above "(Exact name of registrant as specified in its charter)"."""
    charter = _CHARTER.search(head)
    if charter is None:
        return None
    for line in reversed(head[: charter.start()].splitlines()[-6:]):
        words = " ".join(line.split()).strip("_- ")
        if _NAME.fullmatch(words) and not _NO_NAME.search(words) and any(c.isalpha() for c in words):
            return words
    return None
