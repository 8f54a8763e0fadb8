"""Figures in words: "two thousand", "one-third", "doubled", "a dozen", "nil", and words that only look like it."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.fact import Absence
from tieout.tools.figures.numerals import CARDINAL_PHRASE, FRACTION_PHRASE, Number, parse_cardinal, parse_fraction
from tieout.tools.figures.reading import Direction

_FACTORS = {
    "double": "2", "triple": "3", "treble": "3", "quadruple": "4", "quintuple": "5", "halve": "0.5",
    "twice": "2", "thrice": "3", "twofold": "2", "threefold": "3", "fourfold": "4", "fivefold": "5", "tenfold": "10",
    "two-fold": "2", "three-fold": "3", "four-fold": "4", "five-fold": "5", "ten-fold": "10",
}  # fmt: skip
_TURN = "(?:ed|ing|es|e)"
_MULTIPLE = rf"(?:doubl|tripl|quadrupl|quintupl|trebl|halv){_TURN}|twice|thrice|(?:two|three|four|five|ten)-?fold"
WORD = re.compile(
    rf"(?<![\w$€£])(?:(?P<multiple>{_MULTIPLE})"
    rf"|(?P<fraction>{FRACTION_PHRASE}|(?<!first )(?<!second )(?<!latter )half(?= of))"
    rf"|(?P<cardinal>{CARDINAL_PHRASE})"
    r"|(?P<absence>nil|n/a|n\.m\.|not meaningful|not applicable|nm))(?!\w)"
)
"""Runs over folded text in lower case."""

_TENS = "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_NTH = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_SPAN = "(?:weeks?|months?|quarters?|years?)"
_OF_WHOLE = "of (?:our|its|the (?!year|fiscal|period)|all|total|their|net|sales|revenue)"
_SKIPS = tuple(
    (name, re.compile(before), re.compile(here))
    for name, before, here in (
        (
            "idiom",
            r"",
            r"(?:doubl|tripl|quadrupl)e(?:-|\s(?:digits?|taxation|taxed|trigger|counting|net|irish|dutch|a)\b)",
        ),
        ("idiom", r"", r"twice (?:a|per|each|every|daily|weekly|monthly|yearly|annually)\b"),
        ("idiom", r"net[ -]\Z|ground[ -]\Z", r"zero\b"),
        ("idiom", r"", r"zero[ -](?:coupon|based|emissions?|trust|tolerance|carbon|sum|waste|day)\b"),
        ("pronoun", r"\b(?:no|any|every|each|only|which|some|this|that|the|another|last) \Z", r"one\b"),
        (
            "pronoun",
            r"",
            r"one(?:'s|-time|-on-one|-off|[ -]way| another| or more| or the other| hand| of\b| day\b| such\b| that\b)",
        ),
        (
            "ordinal",
            r"",
            rf"(?:an?|one) (?:third|fourth|fifth|sixth|eighth|tenth|quarter|half)\b(?! {_OF_WHOLE})",
        ),
        ("ordinal", r"", rf"{_TENS}-{_NTH}\b"),
        (
            "period",
            r"",
            rf"[a-z]+(?:-[a-z]+)?[ -](?:fiscal |calendar )?{_SPAN}[ -](?:periods? )?(?:end(?:ed|ing)|periods?)\b",
        ),
        (
            "period",
            r"\b(?:last|past|prior|previous|next|trailing|first|preceding|following|final|latest|recent) \Z",
            rf"[a-z]+(?:-[a-z]+)? (?:fiscal |calendar )?(?:days?|{_SPAN})\b",
        ),
        (
            "duration",
            r"(?:within|within the|more than|less than|longer than) \Z",
            rf"[a-z]+(?:-[a-z]+)? (?:days?|{_SPAN})\b",
        ),
        ("duration", r"", r"(?!one)[a-z]+-(?:to-[a-z]+-)?(?:year|month|week|day)(?=[ -][a-z])"),
        ("period", r"", r"fifty-(?:two|three)(?:-| or | and )?.{0,14}weeks?\b"),
        (
            "reference",
            r"\b(?:part|phase|tier|pillar|chapter|level|stage|title|article|step|basel|schedule|class|item|note) \Z",
            r"[a-z]+\b(?! (?:hundred|thousand|million|billion))",
        ),
    )
)
_CELL_BEFORE = re.compile(r"(?:^|[\n\t|])\s*[$€£¥(]?\s*\Z")
_CELL_AFTER = re.compile(r"\s*[)%]?\s*(?:$|[\n\t|])")


def cell_like(text: str, start: int, end: int) -> bool:
    """Whether `start:end` stands alone in its cell or line."""
    return bool(_CELL_BEFORE.search(text[max(0, start - 8) : start])) and bool(_CELL_AFTER.match(text, end))


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A number word; half-open range of folded text."""

    start: int
    end: int
    number: Number | None = None
    kind: Literal["multiple", "fraction", "cardinal", "absence"] = "cardinal"
    direction: Direction | None = None
    absence: Absence | None = None
    rule: str | None = None


def word_skip(lower: str, start: int) -> tuple[str, int] | None:
    """The rule by which a number word is no figure and where it ends, None when it is one."""
    left = lower[max(0, start - 16) : start]
    for name, before, here in _SKIPS:
        match = here.match(lower, start)
        if match and before.search(left):
            return name, match.end()
    return None


def read_word(lower: str, match: re.Match[str]) -> Word | None:
    """What a match of WORD is; None when the word says nothing about a number."""
    start, end = match.span()
    kind = match.lastgroup
    if kind == "absence":
        return _absent(lower, start, end)
    skip = word_skip(lower, start)
    if skip:
        return Word(start=start, end=max(end, skip[1]) if skip[0] != "reference" else end, rule=skip[0])
    if kind == "multiple":
        return _multiple(match[0], start, end)
    if kind == "fraction":
        number = parse_fraction("one-half" if match[0] == "half" else match[0])
        return Word(start=start, end=end, kind="fraction", number=number)
    return Word(start=start, end=end, number=parse_cardinal(match[0]))


def _absent(lower: str, start: int, end: int) -> Word | None:
    word = lower[start:end]
    if word in {"nm", "not applicable", "not meaningful"} and not cell_like(lower, start, end):
        return None
    absence: Absence = "nil" if word == "nil" else "not_meaningful"
    return Word(start=start, end=end, kind="absence", absence=absence)


def _multiple(word: str, start: int, end: int) -> Word:
    stem = word if word in _FACTORS else re.sub(r"(?:ed|es|ing|e)$", "e", word)
    number = Number(value=Decimal(_FACTORS[stem]), precision=Decimal("0.1"))
    direction: Direction = "down" if word.startswith("halv") else "up"
    return Word(start=start, end=end, kind="multiple", number=number, direction=direction)
