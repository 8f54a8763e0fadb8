"""Which printed figures answer a question, and what is done with them? Or why none surely do."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

from tieout.calculation import Operation as Kind
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.labelled.asking import Asked, all_of
from tieout.tools.labelled.grid import Entry
from tieout.tools.labelled.matching import Fit, Matcher, Unnamed
from tieout.tools.labelled.times import Time
from tieout.tools.labelled.words import keys
from tieout.tools.labelled.working import calculated

_MOST = 12
"""Figures of one calculation."""
_TWO = 2


@dataclass(frozen=True, kw_only=True)
class Solution:
    """Figures in the order of an operation; several look-ups are several solutions."""

    kind: Kind | None
    entries: tuple[Entry, ...]


Outcome: TypeAlias = tuple[Solution, ...] | Unnamed
_Make: TypeAlias = Callable[[tuple[Entry, ...]], tuple[Solution, ...]]


@dataclass(frozen=True, kw_only=True)
class Solver:
    """Answers questions from the tables of one document."""

    matcher: Matcher

    def solve(self, question: str) -> Outcome | None:
        """The solutions, or why there are none; None for a question that is not of printed figures."""
        return self.read(question)[1]

    def read(self, question: str) -> tuple[Asked | None, Outcome | None]:
        """As `solve`, with the reading of the question that was followed."""
        readings = all_of(question)
        plain = not readings or readings[0].operation in {"look_up", "sum"}
        wanted = readings if plain else [asked for asked in readings if asked.operation != "look_up"]
        failures: list[tuple[Asked, Unnamed]] = []
        for asked in (*self._literal(readings), *wanted):
            outcome = self.worked(asked)
            if not isinstance(outcome, Unnamed):
                return asked, outcome
            failures.append((asked, outcome))
        return failures[-1 if plain else 0] if failures else (None, None)

    def _literal(self, readings: Sequence[Asked]) -> Iterator[Asked]:
        """A question whose words of operation are words of a row: "the change (%) of order intake", "debt ratio"."""
        for asked in readings:
            if asked.operation != "look_up" or len(readings) == 1:
                continue
            wanted = keys(asked.mentions[0])
            fits = [fit for fit in self.matcher.fits(asked.mentions[0]) if not fit.other]
            if fits and all(wanted <= fit.entry.names | fit.entry.over | fit.entry.within for fit in fits):
                timeless = not any(fit.entry.times for fit in fits)
                yield replace(asked, times=(), is_range=False) if timeless else asked

    def worked(self, asked: Asked) -> Outcome:
        """One reading of a question, worked out."""
        found = self._chosen(asked)
        if isinstance(found, Unnamed):
            return found
        try:
            for one in found:
                if one.kind is not None:
                    calculated(one.kind, [entry.fact for entry in one.entries])
                if one.kind is not None and _turned(one):
                    return Unnamed(reason="ambiguous", detail="which sign the brackets of the row mean is not sure")
        except NotDerivable as error:
            return Unnamed(reason=error.reason, detail=error.detail)
        return found

    def _chosen(self, asked: Asked) -> Outcome:
        match asked.operation:
            case "look_up":
                return self._looked_up(asked)
            case "change" | "percent_change":
                return self._moved(asked)
            case "largest" | "smallest":
                return self._extreme(asked)
            case "average" | "sum":
                return self._together(asked)
        return self._pair(asked)

    def _looked_up(self, asked: Asked) -> Outcome:
        fits = [fit for fit in self.matcher.fits(asked.mentions[0]) if not _is_guess(fit, asked.mentions[0])]
        if asked.is_range:
            return _unsaid(asked)
        found = [self.matcher.at(fits, time, asked.mentions[0]) for time in asked.times or (None,)]
        return _all(found, lambda one: tuple(Solution(kind=None, entries=(entry,)) for entry in one))

    def _moved(self, asked: Asked) -> Outcome:
        mention = asked.mentions[0]
        fits = self.matcher.fits(mention)
        when = _ends(asked.times, _times(fits))
        if when is None or (asked.apart and len(asked.times) == 1):
            return _unsaid(asked)
        found = [self.matcher.at(fits, time, mention) for time in when]
        if asked.apart:
            return _all(found, lambda one: (Solution(kind="difference", entries=_larger_first(one)),), same=True)
        kinds: tuple[Kind, ...] = ("percent_change", "change") if asked.also_percent else (_kind(asked),)
        return _all(found, lambda one: tuple(Solution(kind=kind, entries=one) for kind in kinds), same=True)

    def _extreme(self, asked: Asked) -> Outcome:
        fits = self.matcher.fits(asked.mentions[0])
        when = _within(asked, _times(fits))
        found = [self.matcher.at(fits, time, asked.mentions[0]) for time in when]
        if len(found) < _TWO:
            return _unsaid(asked)

        def first(entries: tuple[Entry, ...]) -> tuple[Solution, ...]:
            ordered = sorted(entries, key=lambda e: e.fact.value or Decimal(0), reverse=asked.operation == "largest")
            if ordered[0].fact.value == ordered[1].fact.value:
                return ()
            return (Solution(kind=None, entries=(ordered[0],)),)

        return _all(found, first, same=True)

    def _together(self, asked: Asked) -> Outcome:
        kind = _kind(asked)
        if len(asked.mentions) > 1:
            return self._pair(asked)
        mention = asked.mentions[0]
        fits = self.matcher.fits(mention)
        known = _times(fits)
        if asked.operation == "sum" and (len(asked.times) < _TWO or any(fit.entry.is_balance for fit in fits)):
            return _unsaid(asked)
        when: Sequence[Time] = _within(asked, known)
        if len(asked.times) == 1 and asked.operation == "average":
            when = [t for t in known if t.year in {asked.times[0].year, asked.times[0].year - 1}] if asked.leads else ()
        if not _TWO <= len(when) <= _MOST:
            return _unsaid(asked)
        found = [self.matcher.at(fits, time, mention) for time in when]
        return _all(found, lambda one: (Solution(kind=kind, entries=one),), same=True)

    def _pair(self, asked: Asked) -> Outcome:
        """Two names at one time."""
        if len(asked.times) > 1:
            return _unsaid(asked)
        time = asked.times[0] if asked.times else None
        one, other = (self._named(asked.mentions, n, time) for n in (0, 1))
        kind = _kind(asked)

        def both(entries: tuple[Entry, ...]) -> tuple[Solution, ...]:
            part, whole = entries
            if part.fact.id == whole.fact.id or (kind == "share" and _exceeds(part, whole)):
                return ()
            pair = _larger_first(entries) if kind == "difference" else entries
            return (Solution(kind=kind, entries=pair),)

        return _all([one, other], both)

    def _named(self, mentions: Sequence[str], number: int, time: Time | None) -> Entry | Unnamed:
        """The figure that one of two names means; words that only the other has may belong to both."""
        own, other = mentions[number], mentions[1 - number]
        found = self.matcher.at(self.matcher.fits(own), time, own)
        words = other.split()
        shared = [" ".join(words[:n]) for n in range(len(words) - 1, 0, -1)] + [
            " ".join(words[n:]) for n in range(1, len(words))
        ]
        for more in shared:
            if not isinstance(found, Unnamed):
                break
            found = self.matcher.at(self.matcher.fits(f"{own} {more}"), time, own)
        return found


def _all(found: Sequence[Entry | Unnamed], make: _Make, *, same: bool = False) -> Outcome:
    """What is made of figures that were all found, in one table; the first failure else."""
    failure = next((one for one in found if isinstance(one, Unnamed)), None)
    if failure is not None:
        return failure
    entries = tuple(one for one in found if isinstance(one, Entry))
    if same and not _in_line(entries):
        return Unnamed(reason="ambiguous", detail="the figures for these times stand in different rows of the tables")
    return make(entries) or Unnamed(
        reason="ambiguous", detail="the figures found are not in the relation that is asked for"
    )


def _in_line(entries: Sequence[Entry]) -> bool:
    """Whether figures share a row, or a column of rows that say when; a balance goes on under the same words."""
    rows, columns = {entry.row for entry in entries}, {(entry.at.table, entry.at.column) for entry in entries}
    return len(rows) == 1 or (len(columns) == 1 and len({entry.names for entry in entries}) == 1)


def _larger_first(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Two figures in the order of a difference that has no direction."""
    return tuple(sorted(entries, key=lambda entry: entry.fact.value or Decimal(0), reverse=True))


def _is_guess(fit: Fit, mention: str) -> bool:
    """Whether a bare total is taken for that of what only the text around the table speaks of, or of several things."""
    is_total = fit.entry.names == frozenset({"total"}) and bool(fit.beside)
    return is_total and (bool(fit.beside - fit.entry.headed) or " and " in mention)


def _turned(one: Solution) -> bool:
    """Whether the words of a row, not its print, decided the sign of a figure, and what is computed depends on it."""
    facts = [entry.fact for entry in one.entries if entry.fact.value]
    turned = [fact.printed[:1] in "(-−–" and fact.value is not None and fact.value > 0 for fact in facts]
    if one.kind in {"percent_change", "ratio", "share"}:
        return len(set(turned)) > 1 and len({entry.row for entry in one.entries}) == 1
    return any(turned)


def _exceeds(one: Entry, other: Entry) -> bool:
    return abs(one.fact.value or Decimal(0)) > abs(other.fact.value or Decimal(0))


def _kind(asked: Asked) -> Kind:
    kinds: dict[str, Kind] = {
        "change": "change", "percent_change": "percent_change", "difference": "difference", "average": "average",
        "sum": "sum", "ratio": "ratio", "share": "share",
    }  # fmt: skip
    return kinds[asked.operation]


def _times(fits: Sequence[Fit]) -> list[Time]:
    """The times at which figures hold, the earliest first."""
    return sorted({time for fit in fits for time in fit.entry.times})


def _ends(asked: Sequence[Time], known: Sequence[Time]) -> tuple[Time, Time] | None:
    """Between which times something moved: those named, a year and the one before, the only two there are."""
    if len(asked) == _TWO:
        first, last = sorted(asked)
        return first, last
    if len(asked) == 1:
        before = replace(asked[0], year=asked[0].year - 1)
        return (before, asked[0]) if any(before.meets(time) for time in known) else None
    return (known[0], known[1]) if not asked and len(known) == _TWO else None


def _within(asked: Asked, known: Sequence[Time]) -> list[Time]:
    """The times meant: those named, all of a range without a gap, all there are where none is named."""
    if not asked.times:
        return list(known)
    if not asked.is_range:
        return sorted(asked.times)
    first, last = min(asked.times), max(asked.times)
    inside = [time for time in known if first.year <= time.year <= last.year]
    years = sorted({time.year for time in inside})
    if not years or years != list(range(first.year, last.year + 1)):
        return []
    return inside


def _unsaid(asked: Asked) -> Unnamed:
    return Unnamed(
        reason="ambiguous",
        detail=f"for which periods the {asked.operation.replace('_', ' ')} is meant does not follow from the tables",
    )


__all__ = ["Outcome", "Solution", "Solver"]
