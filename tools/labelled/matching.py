"""Which figure of the tables do some words and a time name? One, or why none."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.claim import Reason
from tieout.tools.labelled.grid import Entry
from tieout.tools.labelled.times import Time
from tieout.tools.labelled.words import GENERIC, HARD, KINDS, keys, shown

_HALF = 0.5
_MOST_OF_TOTAL = 3
"""Words that say of what a table's total is."""
_TOTAL = frozenset({"total"})
_END = frozenset({"end"})
"""Of a balance that is asked for at a time the end of the period is meant."""


@dataclass(frozen=True, kw_only=True)
class Unnamed:
    """Why words name no figure, or no single one."""

    reason: Reason
    detail: str


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How well some words name a figure."""

    entry: Entry
    unsaid: frozenset[str]
    """Words of its row that the question does not have."""
    beside: frozenset[str]
    """Words of the question that only stand around its table."""
    other: frozenset[str]
    """Words of its column that the question does not have."""

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        """The better, the less."""
        return bool(self.unsaid), len(self.beside), len(self.unsaid), len(self.other)


@dataclass(frozen=True, kw_only=True)
class Matcher:
    """Finds figures by the words that name them."""

    entries: Sequence[Entry]
    known: frozenset[str] = frozenset()
    """Words that say whose the document is."""

    def fits(self, mention: str) -> list[Fit]:
        """The figures that some words may name, at whatever time, the best ones only."""
        wanted = keys(mention)
        found = [fit for entry in self.entries if (fit := self._fit(entry, wanted)) is not None]
        found = [fit for fit in found if not fit.unsaid] or self._partly(found)
        best = min((fit.rank[:2] for fit in found), default=None)
        return [fit for fit in found if fit.rank[:2] == best]

    def _fit(self, entry: Entry, wanted: frozenset[str]) -> Fit | None:
        if entry.compares:
            return None
        names = entry.names
        left = wanted - names - entry.over - entry.within - entry.common - self.known - GENERIC
        if not names & wanted or left & HARD or not _is_about(entry, left, wanted):
            return None
        unsaid = names - wanted - self.known - _END
        if unsaid and (left or unsaid & (HARD - _TOTAL) or len(names & wanted) < len(names) * _HALF):
            return None
        return Fit(entry=entry, unsaid=unsaid, beside=left, other=entry.over - wanted)

    @staticmethod
    def _partly(found: Sequence[Fit]) -> list[Fit]:
        """Figures of the only row that has all the words, among others."""
        rows = {
            (fit.entry.at.table, fit.entry.names, fit.entry.label if keys(fit.entry.label) else "") for fit in found
        }
        return list(found) if len(rows) == 1 else []

    def at(self, fits: Sequence[Fit], time: Time | None, mention: str) -> Entry | Unnamed:
        """The one figure of these that holds at a time."""
        dated = {fit.entry.row for fit in fits if fit.entry.times}
        held = [fit for fit in fits if _holds(fit.entry, time, is_dated=fit.entry.row in dated)]
        if not held:
            what = shown(mention) or "what is asked for"
            detail = f"no row and column of the tables are called “{what}” at the time that is asked for"
            return Unnamed(reason="missing_evidence", detail=detail)
        return self._one(held, mention)

    def _one(self, held: Sequence[Fit], mention: str) -> Entry | Unnamed:
        for choose in (list, _said, _totals, _told):
            held = choose(held) or held
            if len({fit.entry.fact.value for fit in held}) == 1 and not _strange(held[0]):
                return _valued(held[0].entry)
        detail = f"“{shown(mention)}” may be several figures of the tables; name the row, the column and the period"
        return Unnamed(reason="ambiguous", detail=detail)


def _strange(fit: Fit) -> bool:
    """Whether a column says what was not asked for, and makes its figures others than those of the row's name."""
    return bool(fit.other & (HARD - _TOTAL)) and len(fit.other) * 2 >= len(fit.entry.over)


def _valued(entry: Entry) -> Entry | Unnamed:
    if entry.fact.value is not None:
        return entry
    return Unnamed(
        reason="not_meaningful", detail=f"the table prints “{entry.fact.printed}” for “{entry.label}”, no figure"
    )


def _is_about(entry: Entry, left: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether words that its row and column lack say what its table is about."""
    if left & KINDS - entry.headed:
        return False
    far, said = left - entry.beside, wanted & (entry.names | entry.over)
    if entry.names == _TOTAL:
        return not far and len(left) <= _MOST_OF_TOTAL
    return len(left) <= len(said) and (not far or (len(far) == 1 and len(said) > 1 and far <= entry.far))


def _holds(entry: Entry, time: Time | None, *, is_dated: bool) -> bool:
    """Whether a figure holds at a time: by its row and column, else by what stands around a table without times."""
    if time is None:
        return True
    return any(time.meets(own) for own in (entry.times if is_dated else entry.beside_times))


def _said(held: Sequence[Fit]) -> list[Fit]:
    """Those whose column says nothing that was not asked for; a column without words may have lost its heads."""
    found = [fit for fit in held if not fit.other]
    return found if all(fit.entry.over for fit in found) else []


def _told(held: Sequence[Fit]) -> list[Fit]:
    """Those most words of whose column were asked for."""
    return [fit for fit in held if len(fit.other) * 2 < len(fit.entry.over)]


def _totals(held: Sequence[Fit]) -> list[Fit]:
    """Those of the column that adds the others up."""
    return [fit for fit in held if fit.other == _TOTAL]
