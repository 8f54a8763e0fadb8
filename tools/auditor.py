"""Who audited a filing's statements, since when, and where does the report say so? The signature of its report."""

import re

Range = tuple[int, int]

_SINCE = re.compile(r"\bserved\s+as\b[^\n\t]{0,120}\bauditors?\b[^\n\t]{0,60}\bsince\b[^\n\t]{0,60}", re.IGNORECASE)
_FIRM = re.compile(
    r"^(?:/s/\s*)?[A-Z][\w&.,’' -]{2,60}?\s?(?:\bLLP|\bL\.L\.P\.|\bLLC|\bPLLC|\bP\.?\s?C\.?|\bLtd\.?|\bLimited|\bGmbH|"
    r"\bAG|\bS\.A\.S?\.?|\bN\.V\.)\s*$"
)
_CITY = re.compile(r"^[A-Z][\w.’' -]{1,40},\s+[A-Z][\w.’' -]{1,40}$")
_DAY = re.compile(r"^[A-Z][a-z]+ \d{1,2}, \d{4}$")
_SIGNED = re.compile(r"(?m)^/s/\s*[^\n]{2,60}\b(?:LLP|L\.L\.P\.|LLC|P\.C\.|PLLC)[^\n]{0,20}$")
_REPORT = re.compile(r"report\s+of\s+independent\s+registered\s+public\s+accounting\s+firm", re.IGNORECASE)
_NEAR = 5


def audit_signatures(text: str) -> tuple[Range, ...]:
    """Ranges from the firm's name to where and since when, the fullest first; empty where no report is signed."""
    tenure = _SINCE.search(text)
    if tenure is None:
        report = _REPORT.search(text)
        signed = _SIGNED.search(text, report.end()) if report else None
        return (_around(text, signed.start(), signed.end()), signed.span()) if signed else ()
    start = text.rfind("\n", 0, tenure.start()) + 1
    whole = _around(text, start, tenure.end())
    firm = text.rfind("\n", 0, start - 1) + 1 if start else start
    return (whole, (firm, whole[1]), (firm, tenure.end()), (start, tenure.end()))


def _around(text: str, start: int, end: int) -> Range:
    """A range with the lines beside it that belong to a signature: the firm, the city, the day."""
    low, high = start, end
    for _ in range(_NEAR):
        line_start = text.rfind("\n", 0, max(0, low - 1)) + 1
        if low == 0 or not _belongs(text[line_start : low - 1]):
            break
        low = line_start
    for _ in range(_NEAR):
        stop = text.find("\n", high + 1)
        stop = len(text) if stop < 0 else stop
        if high >= len(text) or not _belongs(text[high + 1 : stop]):
            break
        high = stop
    return low, high


def _belongs(line: str) -> bool:
    bare = " ".join(line.split())
    return bool(_FIRM.match(bare) or _CITY.match(bare) or _DAY.match(bare) or bare == "/s/")
