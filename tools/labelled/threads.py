"""What does a question ask that leans on those before it: "and in 2005?", "what was, then, the change?"?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tieout.calculation import Operation as Kind
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.labelled.asking import Asked, all_of
from tieout.tools.labelled.grid import Entry
from tieout.tools.labelled.matching import Unnamed
from tieout.tools.labelled.solving import Outcome, Solution, Solver
from tieout.tools.labelled.times import Time, times
from tieout.tools.labelled.words import keys
from tieout.tools.labelled.working import calculated

_FILLING: Final = frozenset(
    """
    same prior previou next follow first second third latter former two three four both them they also just now
    includ represent relat comparison compar come becom percent average mean sum combin total chang increas decreas
    growth declin differenc reduct net rate overall ratio term respect question said mention portion proport share
    less plus minus divid tim valu
    """.split()
)
"""Stems of words that name nothing by themselves."""
_MOVES: Final = re.compile(
    r"\b(?:changes?|increases?|decreases?|growth|declines?|differences?|variation|reductions?)\b"
)
_PERCENT: Final = re.compile(
    r"\bpercent(?:age|ual)?\b|%|\bgrowth rate\b|\brate of (?:change|growth)\b|\bin relation to\b|\brepresents?\b|"
    r"\bdivided by\b"
)
_BEFORE: Final = re.compile(
    r"\b(?:in |for |during )?(?:the )?(?:(?:year|period) (?:before|earlier|prior)|(?:prior|previous|preceding) year)\b",
    re.IGNORECASE,
)
_THAT: Final = re.compile(r"\b(?:that|this|those|these)\b")
_IT: Final = re.compile(r"\b(?:is|was|were|are)\s*,?\s*(?:then,?\s*)?(?:it|they|them)\b")
UNCLEAR: Final = Unnamed(reason="ambiguous", detail="what the question leans on in those before it is not sure")
_SUM: Final = re.compile(r"\b(?:sum|total|combined|altogether)\b")
_AVERAGE: Final = re.compile(r"\b(?:average|mean)\b")
_RATIO: Final = re.compile(r"\bratio\b")
_SCALED: Final = re.compile(r"\btimes\b|\bmultipl\w+|\bdivided by (?:a )?\d|\b(?:thousand|million|billion)s? of\b")
_THREE: Final = re.compile(r"\b(?:three|3|all)\b")
_TWO: Final = 2
_MOST: Final = 8


@dataclass(frozen=True, kw_only=True)
class _Turn:
    """One question of a thread with what it came to."""

    asked: Asked | None
    outcome: Outcome | None

    @property
    def solution(self) -> Solution | None:
        """What it came to, where that is one thing."""
        found = self.outcome
        return found[0] if isinstance(found, tuple) and len(found) == 1 else None


def solve_thread(solver: Solver, history: Sequence[str], question: str) -> Outcome | None:
    """The last question's solutions, completed from those before it where it leans on them."""
    turns: list[_Turn] = []
    for text in (*history[-_MOST:], question):
        turns.append(_turn(solver, text, turns))
    return turns[-1].outcome


def _turn(solver: Solver, text: str, before: Sequence[_Turn]) -> _Turn:
    text = _absolute(text, before[-1]) if before else text
    if before and _leans(text, before[-1]):
        return _leaning(solver, text, before)
    asked, outcome = solver.read(text)
    if before and isinstance(outcome, Unnamed) and asked is not None and not asked.times:
        outcome = _dated(solver, all_of(text), before) or outcome
    return _Turn(asked=asked, outcome=outcome)


def _absolute(text: str, last: _Turn) -> str:
    """A question with "the year before" as the year that is meant."""
    when = last.asked.times if last.asked is not None else ()
    return _BEFORE.sub(f"in {when[0].year - 1}", text) if len(when) == 1 and not times(text) else text


def _leans(text: str, last: _Turn) -> bool:
    """Whether a question names nothing, or by a pronoun only again what was just asked for."""
    left = keys(text.casefold()) - _FILLING
    if not left or _IT.search(text.casefold()):
        return True
    named = frozenset(key for entry in (last.solution.entries if last.solution else ()) for key in entry.names)
    return left <= named and _THAT.search(text.casefold()) is not None and _kind(text.casefold()) is not None


def _dated(solver: Solver, readings: Sequence[Asked], before: Sequence[_Turn]) -> Outcome | None:
    """A question that says what but not when, at the time of the one before it."""
    last = before[-1].solution
    when = _times(last.entries) if last is not None else ()
    for one in readings:
        if one.operation in {"look_up", "ratio", "share", "difference"} and len(when) == 1:
            found = solver.worked(replace(one, times=when))
            if not isinstance(found, Unnamed):
                return found
    return None


def _leaning(solver: Solver, text: str, before: Sequence[_Turn]) -> _Turn:
    """A question that names nothing: at another time, or what those before come to together."""
    lower, named = text.casefold(), tuple(dict.fromkeys(one.time for one in times(text)))
    named_more = keys(lower) - _FILLING and not _THAT.search(lower)
    if _SCALED.search(lower) or named_more:
        return _Turn(asked=None, outcome=UNCLEAR)
    kind = _kind(lower)
    last = before[-1]
    if kind is None:
        return _again(solver, last, named)
    if kind in {"change", "percent_change"} and len(named) == _TWO and last.asked is not None:
        asked = replace(last.asked, operation=kind, times=named, is_range=True)
        return _Turn(asked=asked, outcome=solver.worked(asked))
    operands = _operands(before, kind, 3 if _THREE.search(lower) else _TWO)
    outcome = _together(kind, operands, named) or UNCLEAR
    return _Turn(asked=last.asked, outcome=outcome)


def _again(solver: Solver, last: _Turn, named: tuple[Time, ...]) -> _Turn:
    """The question before, at other times."""
    if last.asked is None or not named:
        return _Turn(asked=None, outcome=UNCLEAR)
    is_one = len(named) == 1 and last.asked.operation in {"change", "percent_change", "sum", "average"}
    asked = replace(last.asked, times=named, is_range=False, operation="look_up" if is_one else last.asked.operation)
    return _Turn(asked=asked, outcome=solver.worked(asked))


def _kind(text: str) -> Kind | None:
    if _MOVES.search(text):
        return "percent_change" if _PERCENT.search(text) else "change"
    if _AVERAGE.search(text):
        return "average"
    if _RATIO.search(text):
        return "ratio"
    if _PERCENT.search(text):
        return "percent_change"
    return "sum" if _SUM.search(text) else None


def _operands(before: Sequence[_Turn], kind: Kind, count: int) -> tuple[Entry, ...]:
    """The figures that were looked up last, or those of the calculation just before; none where one is not known."""
    last = before[-1].solution
    if kind == "percent_change" and last is not None and last.kind is None:
        moved = [turn.solution for turn in before if turn.solution is not None and turn.solution.kind == "change"]
        last = moved[-1] if moved else last
    if last is None:
        return ()
    if last.kind is not None:
        fits = (kind == "percent_change" and last.kind in {"change", "difference"}) or (
            kind in {"average", "change"} and last.kind == "sum"
        )
        return last.entries if fits else ()
    found = [turn.solution for turn in before[-count:]]
    entries = [one.entries[0] for one in found if one is not None and one.kind is None]
    return tuple(entries) if len(entries) == len(found) == count else ()


def _together(kind: Kind, operands: tuple[Entry, ...], named: tuple[Time, ...]) -> Outcome | None:
    """What some figures come to; a change goes from the earlier to the later."""
    if len(operands) < _TWO or len({entry.fact.id for entry in operands}) < len(operands):
        return None
    if kind in {"change", "percent_change"}:
        ordered = _in_time(operands)
        if ordered is None or (kind == "percent_change" and named and not _is_of(ordered[0], named)):
            return None
        operands = ordered
    try:
        calculated(kind, [entry.fact for entry in operands])
    except NotDerivable as error:
        return Unnamed(reason=error.reason, detail=error.detail)
    return (Solution(kind=kind, entries=operands),)


def _in_time(operands: tuple[Entry, ...]) -> tuple[Entry, ...] | None:
    """Two figures of one name, the earlier first; None where they are no such pair."""
    if len(operands) != _TWO or operands[0].names != operands[1].names:
        return None
    one, other = (entry.times[:1] for entry in operands)
    if not one or not other or one == other:
        return None
    return operands if one < other else operands[::-1]


def _is_of(entry: Entry, named: Sequence[Time]) -> bool:
    return any(time.meets(own) for time in named for own in entry.times)


def _times(entries: Sequence[Entry]) -> tuple[Time, ...]:
    return tuple(dict.fromkeys(time for entry in entries for time in entry.times[:1]))
