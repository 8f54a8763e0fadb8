"""What is a figure where the words of its metric do not say it, and may it be another one than they name?"""

import re
from collections.abc import Iterable, Sequence

from tieout.document import Entity
from tieout.fact import Fact
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import in_print
from tieout.tools.figures.calendars import Calendars
from tieout.tools.figures.clausewords import POSSESSIVE
from tieout.tools.figures.closely import Closely
from tieout.tools.figures.comparing import Differs, states
from tieout.tools.figures.derive import NotDerivable, Stray
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.hearing import stranger
from tieout.tools.figures.joined import moved_reading
from tieout.tools.figures.lexicon import concept_words
from tieout.tools.figures.member import called, distinguishing
from tieout.tools.figures.moments import Moments
from tieout.tools.figures.numerals import shift
from tieout.tools.figures.places import Place, overlaps
from tieout.tools.figures.plainwords import DETERMINERS, PLAIN, PREPOSITIONS
from tieout.tools.figures.printed import shown
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.said import Said, Setting, Term
from tieout.tools.figures.sayings import spelled, stems, without_glue
from tieout.tools.figures.terms import Level
from tieout.tools.figures.unclaimed import is_another, is_head, opposed, unclaimed, unlike
from tieout.tools.figures.vocabulary import Vocabulary

_SCALES = (3, 6)
_FEWEST = 2
"""So many words besides a metric's make its figure a narrower one."""
_APART = re.compile(r"\b(?:corporate|segments?|eliminations?|all\s+other|unallocated)\b", re.IGNORECASE)
_HARMLESS = frozenset("recorded recognized amount figure balance company total totals".split())
_MANY = frozenset("profit profits margin cost costs expense expenses debt borrowings".split())


class Otherwise:
    """Reads a figure once more, by all the words that speak of it."""

    def __init__(
        self, facts: Iterable[Fact], ledger: Ledger, calendars: Calendars, moments: Moments, only: Entity | None
    ) -> None:
        self._closely = Closely(facts, ledger, calendars, moments)
        self._vocabulary: Vocabulary = ledger.vocabulary
        self._only = only

    def level(self, said: Said, at: Reading, setting: Setting, error: NotDerivable) -> Level | None:
        """What all the words name and print; None where they do not, or where they state no figure of it."""
        entity, term = said.company(at) or setting.entity or self._only, said.term(at)
        strange = error.reason == "no_source" and (setting.entity is None or self._speaks_of_stranger(said, at))
        unread = at.value is None or at.disguised or said.scale is not None
        moved = at if unread else moved_reading(said, at)
        if entity is None or strange or unread or said.is_listed(at) or not self._closely.may_print(moved, entity):
            return None
        if unclaimed(said, at, term) is not None:
            return None
        found = self._closely.stated(said, moved, entity, setting)
        if found is None or self._closely.supposes(said, at, found) or self._is_another(said, at, found):
            return None
        aside = at.sign == "parentheses" and states(said, at) and (found.value or 0) > 0
        if aside or (isinstance(error, Stray) and not self._explains(said, at, error, found)):
            return None
        if term is not None and term.negated and self._is_of(found, term):
            return None
        low = min([at.start, *(start for start, _ in self._closely.places(said, at))])
        apart = unlike(said, at, found, low) or (isinstance(found, Fact) and opposed(said, at, found))
        return None if apart else found

    def _explains(self, said: Said, at: Reading, stray: Stray, found: Level) -> bool:
        """Whether a fact has whatever a stray word says of a figure: all of it, in any way of saying it.

        What stands where other figures, a cause or a whole are told of says nothing of this one.
        """
        if names_stray(stray, found):
            return True
        small = stray.word.casefold() in PLAIN | PREPOSITIONS | DETERMINERS
        if small or not isinstance(found, Fact) or stray.owns or POSSESSIVE.search(stray.word):
            return False
        spots = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(stray.word)}(?!\w)", said.text)]
        if any(overlaps(spot, [(r.start, r.end) for r in said.readings]) for spot in spots):
            return False
        words = [w.stem for w in self._closely.words(said, at) if overlaps(w.place, spots)]
        return frozenset(words) <= self._closely.closest.of(found).words

    def doubt(self, said: Said, at: Reading, setting: Setting, differs: Differs) -> NotDerivable | None:
        """Why a figure of prose that is not the expected one may yet be right; None where it is wrong."""
        expected = differs.level
        if said.scale is not None:
            return None
        if is_bare(at, expected):
            return NotDerivable("ambiguous", f"{at.text!r} may be in thousands or millions; {differs.detail}")
        entity = said.company(at) or setting.entity or self._only
        another = entity is not None and self._closely.fits_another(said, at, entity, setting)
        known = isinstance(expected, Fact) and bool(self._vocabulary.for_concept(expected.concept))
        less = not known and self._closely.says_less(said, expected)
        term = said.term(at)
        row = term is not None and term.metric is None and not isinstance(expected, Fact)
        if another or less or row or is_any(said, term) or self._closely.says_more(said, at, term) or is_apart(setting):
            return NotDerivable("ambiguous", f"the words may name another figure than {shown(expected)}")
        return None

    def _is_another(self, said: Said, at: Reading, found: Level) -> bool:
        """Whether a figure's metric stands apart from what is said of it, and is another than the one found.

        A calculation has no words of its own that could be held against the sentence's: it is never found this way.
        """
        term, places = said.term(at), self._closely.places(said, at)
        if not isinstance(found, Fact):
            return True
        if self._closely.is_of_whole(said, at, term):
            return False
        if term is not None and self._misses(found, term) and not self._narrows(said, term, found, places):
            return True
        within = term is not None and overlaps(term.place, places)
        only = term is not None and all(term.start <= a and b <= term.end for a, b in places)
        alone = only or is_head(said, at, term, places)
        return (alone or not within) and is_another(said, term, found, self._vocabulary)

    def _misses(self, found: Fact, term: Term) -> bool:
        """Whether a metric of the vocabulary is named, and a fact does not surely state it."""
        known = (*self._vocabulary.for_concept(found.concept), *self._vocabulary.for_label(found.label))
        return term.metric is not None and term.metric not in {metric.id for metric in known}

    def _narrows(self, said: Said, term: Term, found: Fact, places: Sequence[Place]) -> bool:
        """Whether other words than a metric's tell of its figure as well, and a fact has all of both in its name."""
        own = without_glue(stems(said.text[slice(*term.place)]))
        beside = [said.text[slice(*place)] for place in places if not overlaps(place, [term.place])]
        left = without_glue(frozenset().union(*map(stems, beside))) - own
        return len(left) >= _FEWEST and own | left <= self._closely.closest.of(found).words

    def _is_of(self, found: Level, term: Term) -> bool:
        """Whether a fact is of a metric that words name with its sign turned: "net loss"."""
        known = self._vocabulary.for_concept(found.concept) if isinstance(found, Fact) else ()
        return not isinstance(found, Fact) or term.metric in {metric.id for metric in known}

    def _speaks_of_stranger(self, said: Said, at: Reading) -> bool:
        """Whether a company that the sources do not have stands before the end of what is said of a figure."""
        known = [(c.start, c.end) for c in said.companies]
        return stranger(said.text[: self._closely.reach(said, at)], known) is not None


def names_stray(stray: Stray, level: Level) -> bool:
    """Whether a word that makes a metric another one is of a fact's own name, and no owner: "customers'"."""
    words = stems(stray.word)
    if stray.word.casefold() in _HARMLESS and not stray.owns:
        return True
    if not isinstance(level, Fact) or not words or stray.owns or POSSESSIVE.search(stray.word):
        return False
    return words <= spelled(level.label) | spelled(
        concept_words(level.concept) if level.origin == "xbrl" else ""
    ).union(*(spelled(called(d)) for d in distinguishing(level)))


def is_apart(setting: Setting) -> bool:
    """Whether the heading above speaks of what belongs to no segment, and so may all figures below it."""
    return bool(setting.heads) and setting.member is None and _APART.search(setting.heads[-1]) is not None


def is_any(said: Said, term: Term | None) -> bool:
    """Whether one word names a metric that has many kinds: a "profit" may be any of them."""
    return term is not None and said.text[slice(*term.place)].casefold() in _MANY


def is_bare(at: Reading, expected: Level) -> bool:
    """Whether an amount is printed without a scale as tables "in millions" print it: "$4,640"."""
    exact = in_print(expected, at)
    if exact is None or at.exponent or not at.unit.isupper() or at.value is None or at.kind not in {"level", "change"}:
        return False
    return any(agrees(shift(abs(at.value), n), shift(at.precision, n), abs(exact)) for n in _SCALES)
