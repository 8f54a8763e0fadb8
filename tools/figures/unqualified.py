"""Does a metric stand in its sentence as it is, or do other words make it, or its owner, another one?"""

import re

from tieout.tools.figures.actor import Actor
from tieout.tools.figures.derive import Stray
from tieout.tools.figures.expecting import best_of
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.places import Place
from tieout.tools.figures.qualified import Around
from tieout.tools.figures.said import Said, Term
from tieout.tools.figures.several import Manner

_OWNING = (
    r"(?:(?:also|has|have)\s+)*"
    r"(?:had|reported|posted|recorded|generated|earned|booked|delivered|spent|paid|on|of|from|for|against)\b"
)
"""Behind the word for whom or what has a figure."""


def check_words(said: Said, at: Reading, term: Term, manner: Manner | None) -> None:
    """Raise Stray where other words make the metric another one."""
    whole, listed = said.whole(at), said.is_listed(at)
    explained = _explained(said, at, term, manner)
    if listed:
        explained += [t.place for t in said.terms]
    metrics = [] if listed else [t.place for t in said.terms if t not in (term, whole)]
    spots = [(r.start, r.end) for r in said.readings] + [(w.start, w.end) for w in said.wordings]
    around = Around(sentence=said.text, explained=explained, figures=spots, metrics=metrics)
    opening = None if listed or whole is not None else said.leading(term)
    stray = opening or around.stray(term.place, _clause(said, at, term), (at.start, at.end))
    if stray is None and said.scale is None and not listed:
        stray = Actor(said=said, explained=[*explained, *spots]).stranger(at, term)
    if stray is not None:
        owns = (
            re.search(rf"(?<!\w){re.escape(stray)}(?:[’']s?)?\s+{_OWNING}", said.text[: max(at.start, term.start)])
            is not None
        )
        raise Stray(stray, at.text, owns=owns)


def _explained(said: Said, at: Reading, term: Term, manner: Manner | None) -> list[Place]:
    """Where words stand that leave a metric what it is."""
    whole = said.whole(at)
    found = [*said.owners(), *(manner.words if manner else ()), *best_of(said), *said.units()]
    found += [whole.place] if whole else []
    if whole is not None and term.end <= whole.start < at.start:
        found.append((term.end, whole.start))
    found += said.growth(at, term)
    if said.grown(at, term):
        found.append((at.end, term.start))
    return found


def _clause(said: Said, at: Reading, term: Term) -> Place:
    """The clause of a figure, and that of its metric where it is another one."""
    low, high = said.clause(at)
    if low <= term.start < high:
        return low, high
    start, end = said.clause_at(term.start)
    return min(low, start), max(high, end)
