"""What does a sentence say besides its figures? The words that no company, metric, period or part explains."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tieout.tools.figures.companies import FORMS
from tieout.tools.figures.expecting import is_range, ranges
from tieout.tools.figures.places import Place, blanked
from tieout.tools.figures.said import Said

_WORD = re.compile(r"[^\W\d_]+(?:[’'&-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
UP = frozenset({"rose", "risen", "grew", "grown", "increased", "up", "climbed", "jumped", "surged", "soared"})
DOWN = frozenset({"fell", "fallen", "decreased", "declined", "down", "dropped", "shrank", "sank", "slid", "plunged"})
_PLAIN = """
a about above after also amounted an and annual approximately are as at average be been before below both by
came change changed combined company compared compound cumulative date day during each end ended ending ends
equaled equalled exactly expressed fiscal for from full generated growth had has have in is it its months net
of on over percentage period posted prior quarter rate ratio recorded remained reported respectively same
share since stood that the their they times to total totaled totalled unchanged versus was week weeks were
which while with year yearly years
"""
PLAIN = frozenset(_PLAIN.split()) | UP | DOWN
"""Words that say nothing beyond what the figures of a sentence say."""
SUPERLATIVE = {"highest", "lowest"}
"""Said of a range of days, where the figure is checked to be that."""
DENIED = re.compile(r"\b(?:not|never|neither|nor|no|without|cannot|\w+n[’']t)\b", re.IGNORECASE)
SCALED = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|trillions?|dozens?|percent|per ?cent|points?|bps|cents?)\b",
    re.IGNORECASE,
)
"""A scale or unit behind a figure that prints its own: "$5 million thousand"."""
SUPPOSED = re.compile(
    r"\b(?:will|would|could|might|should|if|unless|(?:expect|forecast|project|estimat|anticipat|plann?|target|guid|assum|"
    r"hypothetical|suppos|predict)\w*|may)\b"
)
BOUNDED = re.compile(
    r"\b(?:more|less|fewer|greater|higher|lower|smaller|larger|better|worse) than\b|\bat (?:least|most)\b|"
    r"\bup to\b(?= ?[$€£¥\d])|"
    r"\b(?:almost|nearly|exceed\w*|surpass\w*|under|below|above)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Remainder:
    """The words of a sentence that stand outside everything that it names."""

    words: tuple[str, ...]
    """As printed, in order; only those that are not plain words of a statement."""
    rest: str
    """The sentence with everything that it names blanked out."""
    moves: frozenset[str]
    """Words that say that something went up or down."""

    @property
    def names(self) -> tuple[str, ...]:
        """Words with a capital letter: names of something that nothing here explains."""
        return tuple(w for w in self.words if any(c.isupper() for c in w))


def remainder(said: Said) -> Remainder:
    """What a sentence says besides what it names."""
    rest = blanked(said.text, explained(said))
    own = {w.casefold() for c in said.companies for w in bare_words(c.entity.name)}
    own |= SUPERLATIVE if ranges(said) else set()
    words = [(w, w.casefold()) for w in bare_words(rest)]
    return Remainder(
        words=tuple(w for w, low in words if low not in PLAIN and low not in FORMS and low not in own),
        rest=rest,
        moves=frozenset(low for _, low in words if low in UP | DOWN),
    )


def explained(said: Said) -> list[Place]:
    """Where everything stands that a sentence names and that its figures rest on: metrics, companies, days, parts.

    A row label without quotation marks, and a part, is a word like any other where no figure is of it.
    """
    figures = [r for r in said.readings if r.is_figure]
    terms = [said.term(r) for r in figures]
    used = {*terms, *(said.whole(r) for r in figures)}
    parts = {said.part(r, term) for r, term in zip(figures, terms, strict=True)}
    places = [(c.start, c.end) for c in said.companies]
    places += [t.place for t in said.terms if t.metric is not None or t.quoted or t in used]
    places += [place for place, name in said.parts if name in parts]
    places += [(r.start, r.end) for r in said.readings]
    return places + dated(said)


def dated(said: Said) -> list[Place]:
    """Where a sentence names a fiscal period, a day, or a range of days."""
    days = set(said.glosses.values())
    return [
        (w.start, w.end)
        for w in said.wordings
        if w.periods or (w.kind == "date" and (len(w.ends) == 1 or is_range(w))) or (w.ends and w.ends[0] in days)
    ]


def bare_words(text: str) -> Iterator[str]:
    """The words of a text without possessive endings."""
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if word not in {"", "s"}:
            yield word
