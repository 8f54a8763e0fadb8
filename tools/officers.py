"""Who runs the company, as a filing lists or signs it? The lines of its list of officers, and of its signatures."""

import re
from collections.abc import Iterator

Range = tuple[int, int]

ROLES: dict[str, str] = {
    "ceo": r"chief\s+executive\s+officer|principal\s+executive\s+officer|\bceo\b",
    "cfo": r"chief\s+financial\s+officer|principal\s+financial\s+officer|\bcfo\b",
    "coo": r"chief\s+operating\s+officer|\bcoo\b",
    "cto": r"chief\s+technology\s+officer|\bcto\b",
    "accounting": r"chief\s+accounting\s+officer|principal\s+accounting\s+officer|corporate\s+controller",
    "counsel": r"general\s+counsel|chief\s+legal\s+officer",
    "chair": r"\bchair(?:man|woman|person)?\b",
    "president": r"(?<!vice )\bpresident\b",
}
"""The offices that are asked for, as they are printed."""
_HEADED = re.compile(r"executive\s+officers", re.IGNORECASE)
_SIGNING = re.compile(r"pursuant\s+to\s+the\s+requirements\s+of\s+(?:section|the\s+securities)", re.IGNORECASE)
_PERSON = re.compile(
    r"^(?P<name>[A-Z][\w.’'-]+(?:\s[\w.’'“”\"()-]+){1,4}?)(?:\s*\t\s*|,\s*|\s*\()(?P<age>[3-8]\d)\b",
)
_OFFICE = re.compile(
    r"\b(?:president|officer|counsel|chair(?:man|woman|person)?|secretary|controller|treasurer|chief|head of)\b",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"(?m)^[^\n]*/s/[^\n]*$")
_SINCE = re.compile(r"\t\s*(?:19|20)\d\d(?:\s*[-–]\s*\w+)?\s*$")
_REACH = 9_000
_FEWEST = 2
_LINES = 4
_LONGEST = 420


def officer_lines(text: str) -> tuple[Range, ...]:
    """The lines of the list of executive officers, each with a name, an age and an office."""
    best: tuple[Range, ...] = ()
    for head in _HEADED.finditer(text):
        found = tuple(_people(text, head.end(), min(len(text), head.end() + _REACH)))
        if len(found) > len(best):
            best = found
    return best if len(best) >= _FEWEST else ()


def _people(text: str, low: int, high: int) -> Iterator[Range]:
    for match in re.finditer(r"(?m)^[^\n]+$", text[low:high]):
        line = match[0]
        if _PERSON.match(line) and _OFFICE.search(line) and len(line.strip()) <= _LONGEST:
            start = low + match.start()
            yield start, start + len(_SINCE.sub("", line).rstrip())


def in_role(text: str, role: str) -> tuple[Range, ...]:
    """Where a person with an office stands: the signature, the lines below its first, the list's only such line."""
    office = re.compile(ROLES[role], re.IGNORECASE)
    signed = tuple(signed_as(text, office))[:1]
    listed = tuple(r for r in officer_lines(text) if office.search(first_office(text[slice(*r)])))
    below = tuple(
        (start, end)
        for low, end in signed
        if (start := text.find("\n", low, end) + 1) and office.search(text, start, end)
    )
    return (*signed, *below, *(listed if len(listed) == 1 else ()))


def first_office(line: str) -> str:
    """The office that a line gives first: what follows are earlier ones."""
    return re.split(r"\bsince\b|;|\bprior to\b|\bprevious|\bfrom \d{4}|\ba position\b|\(\d{4}", line, maxsplit=1)[0]


def signed_as(text: str, office: re.Pattern[str]) -> Iterator[Range]:
    """From each signature to the office below or beside it, where it is the one that is wanted."""
    begin = _SIGNING.search(text)
    for match in _SIGNED.finditer(text, begin.start()) if begin else ():
        end, lines = match.end(), text[match.start() : match.end()]
        if lines.count("/s/") > 1:
            continue
        for _ in range(1 if _OFFICE.search(lines) else _LINES):
            if office.search(lines):
                break
            stop = text.find("\n", end + 1)
            below = text[end + 1 : stop]
            if stop < 0 or "/s/" in below or below.rstrip().endswith(":"):
                break
            end, lines = stop, text[match.start() : stop]
        if office.search(lines):
            yield match.start(), end
