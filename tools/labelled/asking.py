"""What does a question ask of printed figures: which operation, over which names, at which times?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from tieout.tools.labelled.times import Time, spans, times

Operation = Literal[
    "look_up", "change", "percent_change", "difference", "average", "sum", "ratio", "share", "largest", "smallest"
]
_PERCENT: Final = r"(?:percent(?:age|ual)?|per cent|%)"
_PART: Final = rf"(?:{_PERCENT}|portion|proportion|share|fraction)"
_MOVE: Final = (
    r"(?:changes?|increases?|decreases?|growth|declines?|reductions?|drop|rise|gain|variation|"
    r"increase\s*/\s*\(?\s*decrease\s*\)?|increase \(decrease\)|increase or decrease)"
)
_IS: Final = r"(?:is|was|were|are|has been|have been|will be)"
_NOISE: Final = re.compile(
    r"\(?\s*\bin\s+(?:us\s*\$|u\.s\.\s*)?\s*(?:dollars|thousands?|millions?|billions?)(?:\s+of\s+(?:us\s+)?dollars)?\s*\)?|"
    r"\(\s*in\s+(?:thousands|millions|billions|percent|percentage)\s*\)|\bin (?:percent(?:age)?|dollar) terms\b|\\n",
    re.IGNORECASE,
)
_SHARES: Final = (
    re.compile(
        rf"\bwhat\s+{_PART}\s+(?:of|in)\s+(?P<whole>.+?)\s+(?:(?:{_IS}|comes?|came|relates?|related|consists?|consisted|"
        r"arises?|resulted?|derives?|derived|represents?)\s+)(?:(?:being|made up|comprised|composed|represented|"
        r"accounted for|attributable|attributed|allocated|assigned|related?s?|relating|due|dedicated|from|to|by|of|in|"
        r"for|on)\s+)*"
        r"(?P<part>.+)"
    ),
    re.compile(rf"(?P<part>.+?)\s+as\s+an?\s+{_PART}\s+of\s+(?P<whole>.+)"),
    re.compile(
        rf"(?P<part>.+?)\s+(?:accounts?(?:ed)? for|represents?|represented|comprises?|comprised|makes? up|made up)\s+"
        rf"(?:what|which|how much)\s*{_PART}?\s*(?:of|in)\s+(?P<whole>.+)"
    ),
    re.compile(
        rf"\b{_PART}\s+(?:of\s+)?(?:constitution\s+of\s+)?(?:the\s+)?(?P<part>.+?)\s+"
        r"(?:out of|among|relative to|in relation to)\s+(?:the\s+)?(?P<whole>.+)"
    ),
)
_RATIOS: Final = (
    re.compile(r"\b(?:ratio|proportion)\s+of\s+(?P<part>.+?)\s+(?:to|over|against|divided by)\s+(?P<whole>.+)"),
    re.compile(r"\bratio\s+between\s+(?P<part>.+?)\s+and\s+(?P<whole>.+)"),
)
_PERCENT_CHANGE: Final = re.compile(
    rf"\b{_PERCENT}\s+(?:of\s+(?:the\s+)?|\w+\s+)?(?:{_MOVE}|differences?)\b|\b{_MOVE}\s+rate\b|"
    r"\brate of (?:change|growth|increase)\b|"
    rf"\b{_MOVE}\b[^?]*\b(?:in|as an?) {_PERCENT}|\bby\s+(?:what|how many)\s+{_PERCENT}|"
    rf"\bwhat\s+{_PERCENT}\s+(?:did|has|have|do)\b|\boverall growth\b|\bgrowth\b"
)
_MOVING: Final = re.compile(
    r"\b(?:(?:total|net|overall|expected|observed|annual|year[ -]o(?:n|ver)[ -]year)\s+)*"
    rf"(?:{_MOVE[3:-1]}|differences?)(?:\s+rate)?\b|"
    r"\b(?:overall|year[ -]o(?:n|ver)[ -]year|rate of|observed in)\b"
)
_POINTS: Final = re.compile(rf"\b{_PERCENT}\s+points?\b|\bbasis points\b|\bbps\b")
_CHANGE: Final = re.compile(rf"\b{_MOVE}\b|\bdifferences?\b|\bhow much (?:more|less|higher|lower|greater)\b")
_BETWEEN: Final = re.compile(
    r"\bdifferences?\s+(?:in\s+(?P<of>.+?)\s+)?between\s+(?:the\s+)?(?P<one>.+?)\s+and\s+(?:the\s+)?(?P<other>.+)"
)
_TWO: Final = re.compile(
    r"\b(?:sum|total|combined|average|mean)\s+of\s+(?:the\s+)?(?P<one>.+?)\s+and\s+(?:the\s+)?(?P<other>.+)"
)
_AVERAGE: Final = re.compile(r"\b(?:averages?|mean)\b")
_LEADS: Final = re.compile(r"\b(?:19|20)\d\d average\b")
_SUM: Final = re.compile(r"\b(?:sum|combined|altogether|in total|total)\b")
_ALTOGETHER: Final = re.compile(r"\b(?:the sum of|sum|combined|altogether|in total)\b")
_LARGEST: Final = re.compile(r"\b(?:highest|largest|greatest|biggest|maximum|higher|larger|greater|most|peak)\b")
_SMALLEST: Final = re.compile(r"\b(?:lowest|smallest|least|minimum|lower|smaller|fewest)\b")
_WHICH: Final = re.compile(r"\b(?:in )?(?:which|what) (?:fiscal )?(?:year|period|quarter)s?\b")
_ASKS: Final = re.compile(
    r"^\W*(?:and\s+|then\s+)?(?:(?:considering|for|in|as of|at|during|from|between)\s+[^,?]*,\s*)?"
    r"(?:what(?:'s|’s)?|how much|how many|which|how|"
    rf"give me|tell me|calculate|compute|find)\s*(?:{_IS}|did|does|do|has|have)?\s*",
    re.IGNORECASE,
)
_HOW: Final = re.compile(
    r"\W*how\s+(?!much\b|many\b)|.*\b(?:consists? of|related to|relates? to|refers? to|represents?|mean)$"
)
_UNASKED: Final = re.compile(
    r"\b(?:how long|how often|why|who|where|when|explain|describe|reason|caused?|policy|method|would|if|assuming|"
    r"without|adjusted for|estimate[sd]? (?:return|growth)|per (?:day|week|month)|annuali[sz]ed|compound|cagr|"
    r"greater than|more than|less than|exceed(?:ed|s)?|above|below|times|divided|multipl\w+|not|excluding|"
    r"years? longer|after the|remaining)\b",
    re.IGNORECASE,
)
"""Words that make a question another one than those that are read here."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of printed figures, taken apart."""

    operation: Operation
    mentions: tuple[str, ...]
    """What figures are of, in the order of the operation: part before whole."""
    times: tuple[Time, ...] = ()
    is_range: bool = False
    """Whether the times are the ends of a range."""
    of_year: bool = False
    """Whether the time is wanted, not the figure."""
    percent: bool = False
    """Whether the question speaks of percent."""
    apart: bool = False
    """Whether a change is asked for as a difference, without its direction."""
    leads: bool = False
    """Whether the time stands before an average: "the 2019 average debt" is that of the year's two ends."""
    also_percent: bool = False
    """Whether how much something moved may be meant in percent as well."""


def _readings(text: str) -> Iterator[Asked]:
    """What a question may be, the surest first."""
    if _WHICH.search(text) and (extreme := _extreme(text)):
        rest = re.sub(rf"\b(?:the|{_IS}|when)\b", " ", extreme[1])
        yield Asked(operation=extreme[0], mentions=(_WHICH.sub(" ", rest),), of_year=True)
        return
    for patterns, operation in ((_SHARES, "share"), (_RATIOS, "ratio")):
        match = next((m for pattern in patterns if (m := pattern.search(text))), None)
        if match is not None:
            both = (_bare(match["part"]), _bare(match["whole"]))
            yield Asked(operation="share" if operation == "share" else "ratio", mentions=both)
            return
    yield from _moves(text)
    if (extreme := _extreme(text)) and not _WHICH.search(text):
        yield Asked(operation=extreme[0], mentions=(_bare(extreme[1]),))
    yield from _totals(text)
    if _ASKS.search(text) and not _HOW.match(text):
        yield Asked(operation="look_up", mentions=(_bare(text),))


def _moves(text: str) -> Iterator[Asked]:
    if not _CHANGE.search(text) and not _PERCENT_CHANGE.search(text):
        return
    rest = _POINTS.sub(" ", text)
    match = _BETWEEN.search(text)
    if match and not _PERCENT_CHANGE.search(rest) and not _is_when(match["one"]):
        of = f"{match['of'] or ''} "
        yield Asked(operation="difference", mentions=(_bare(of + match["one"]), _bare(of + match["other"])))
    named = _MOVING.sub(" ", rest)
    if _PERCENT_CHANGE.search(rest):
        named = re.sub(rf"{_PERCENT}(?:\s+of\b)?", " ", named)
    operation: Operation = "percent_change" if _PERCENT_CHANGE.search(rest) else "change"
    by = re.search(r"\bby how much\b|\bhow much did\b", text) is not None
    apart = operation == "change" and not re.search(rf"\b{_MOVE}\b", rest)
    yield Asked(operation=operation, mentions=(_bare(named),), also_percent=by and operation == "change", apart=apart)


def _totals(text: str) -> Iterator[Asked]:
    for pattern, operation in ((_AVERAGE, "average"), (_SUM, "sum")):
        if not pattern.search(text):
            continue
        if (match := _TWO.search(text)) and not _is_when(match["other"]):
            pair = (_bare(match["one"]), _bare(match["other"]))
            yield Asked(operation="average" if operation == "average" else "sum", mentions=pair)
        kind: Operation = "average" if operation == "average" else "sum"
        yield Asked(operation=kind, mentions=(_bare(pattern.sub(" ", text)),))
        if operation == "sum":
            yield Asked(operation=kind, mentions=(_bare(_ALTOGETHER.sub(" ", text)),))


def _extreme(text: str) -> tuple[Operation, str] | None:
    for pattern, operation in ((_LARGEST, "largest"), (_SMALLEST, "smallest")):
        if pattern.search(text):
            return ("largest" if operation == "largest" else "smallest"), pattern.sub(" ", text, count=1)
    return None


def _is_when(text: str) -> bool:
    """Whether words only say when."""
    bare = text
    for named in reversed(times(text)):
        bare = bare[: named.start] + bare[named.end :]
    return re.fullmatch(r"\W*(?:(?:the|fiscal|years?|end|of|december|and|year)\W*)*", bare) is not None and bool(
        times(text)
    )


def _bare(text: str) -> str:
    """Words without the verb of asking and without those before a comma that say when."""
    return _ASKS.sub(" ", text).strip(" ,.?")


def all_of(question: str) -> Sequence[Asked]:
    """Every reading of a question that is no other question, the surest first."""
    text = " ".join(_NOISE.sub(" ", question.casefold()).replace("’", "'").split()).rstrip(" ?.")
    if _UNASKED.search(text):
        return ()
    when = tuple(dict.fromkeys(named.time for named in times(text)))
    percent, leads = re.search(_PERCENT, text) is not None, _LEADS.search(text) is not None
    return [replace(one, times=when, is_range=spans(text), percent=percent, leads=leads) for one in _readings(text)]


def is_computed(question: str) -> bool:
    """Whether a question wants what is computed of figures, so that no sentence of a document answers it."""
    first = next(iter(all_of(question)), None)
    if first is None or first.operation == "look_up":
        return False
    return first.operation != "sum" or len(first.times) > 1 or len(first.mentions) > 1
