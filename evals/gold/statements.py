"""How is a question with its answer said as one sentence, and how falsely?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from tieout.evals.gold.records import Item
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.numerals import shift

_WHAT = re.compile(
    r"(?:\b(?P<lead>in|as of|for|at|during)\b(?P<when>[^?]{3,60}?),?\s+)?\bwhat\s+"
    r"(?:is|was|were|are|has been|would be)\s+(?:the\s+|its\s+|their\s+)?(?P<rest>[^?]{5,300})\?*",
    re.IGNORECASE,
)
_HOW = re.compile(
    r"\bwhat\s+(?P<what>percent(?:age)?)\s+of\s+(?P<rest>[^?]{5,300}?)\s+(?:is|was|were|are)\s+(?P<part>[^?]{3,200})\?*",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"%|percent", re.IGNORECASE)
_SHIFTED = str.maketrans("0123456789", "1234567890")
_MOST_DECOYS = 4


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence and the range of its answer."""

    text: str
    span: tuple[int, int]


def statement(question: str, answer: str) -> Statement | None:
    """The question as a sentence that gives the answer; None where it does not ask what something is."""
    question = " ".join(question.replace("\\n", " ").split())
    match = _WHAT.search(question)
    if match is None:
        share = _HOW.search(question)
        return put(f"{share['part'].strip()} was ", answer, f" of {share['rest'].strip()}.") if share else None
    when = f" {match['lead']} {match['when'].strip(' ,')}" if match["lead"] else ""
    rest = match["rest"].strip(" ?,")
    return put(f"The {rest}{when} was ", answer, ".")


def put(before: str, answer: str, after: str) -> Statement:
    """A sentence of three parts, of which the middle one is the figure."""
    before = before[:1].upper() + before[1:]
    return Statement(text=before + answer + after, span=(len(before), len(before) + len(answer)))


def printed_answer(item: Item) -> str | None:
    """A numeric answer with its unit, as a report would print it; None for names and years."""
    readings = [one for one in figures(item.answer.replace("\\n", "")) if one.is_figure]
    if len(readings) != 1 or readings[0].value is None or "|" in item.answer:
        return None
    text = readings[0].text.strip()
    if item.scale == "percent":
        return text if _PERCENT.search(text) else f"{text}%"
    if _PERCENT.search(text) or "$" in text or not _is_money(item):
        return f"{text} {item.scale}".strip()
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    return f"{sign}${digits.lstrip()} {item.scale}".strip()


def _is_money(item: Item) -> bool:
    return item.scale in {"thousand", "million", "billion"} and any("$" in cell for row in item.printed for cell in row)


def false_answers(item: Item, answer: str) -> Iterator[tuple[str, str]]:
    """Wrong answers by how they were made: another figure, a digit changed, the sign turned, another scale."""
    right = next((one for one in figures(answer) if one.is_figure), None)
    if right is None or right.value is None:
        return
    yield from (("another figure of the table", text) for text in _decoys(item, answer, right.value))
    digits = [place for place, mark in enumerate(answer) if mark.isdigit()]
    if digits:
        place = digits[_hashed(item.id) % len(digits)]
        changed = answer[:place] + answer[place].translate(_SHIFTED) + answer[place + 1 :]
        if not changed.lstrip("$-").startswith("0"):
            yield "one digit", changed
    if right.value != 0:
        yield "the other sign", answer[1:] if answer.startswith("-") else f"-{answer}"
    for word, other in (("thousand", "million"), ("million", "billion"), ("billion", "million")):
        if answer.endswith(word):
            yield "another scale", answer.removesuffix(word) + other


def _decoys(item: Item, answer: str, right: Decimal) -> list[str]:
    """Other figures of the same table, printed as the answer is."""
    shape = re.fullmatch(r"(?P<before>-?\$?)[\d.,]+(?P<after>.*)", answer)
    if shape is None:
        return []
    before, after = shape["before"].removeprefix("-"), shape["after"]
    exponent = next(one.exponent for one in figures(answer) if one.is_figure)
    found: dict[str, Decimal] = {}
    for cell in (cell for row in item.table for cell in row[1:]):
        for one in figures(cell):
            digits = re.search(r"\d[\d,]*(?:\.\d+)?", one.text)
            if one.is_figure and one.value and digits and ("%" in cell) == ("%" in answer):
                value = shift(Decimal(digits[0].replace(",", "")), exponent)
                if not agrees(value, shift(one.precision, exponent), abs(right)):
                    found.setdefault(f"{before}{digits[0]}{after}", value)
    return sorted(found, key=lambda text: _hashed(item.id + text))[:_MOST_DECOYS]


def _hashed(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest()[:4])
