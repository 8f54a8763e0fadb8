"""Which fact do the words around a figure name when no metric stands there in one piece?

Every word of a fact's label, or of its concept, stands in the figure's stretch, together, and nothing beside them that
could make it another figure; only one value fits them.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from tieout.fact import Fact
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import in_print
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.lexicon import Lexicon, Naming, content, stem
from tieout.tools.figures.meant import Wanted, fits
from tieout.tools.figures.moved import DOWN, UP
from tieout.tools.figures.places import Place, overlaps
from tieout.tools.figures.plainwords import ADDS_NOTHING
from tieout.tools.figures.printed import outflow
from tieout.tools.figures.qualified import Around
from tieout.tools.figures.said import Said

_ACTS = frozenset(
    "purchased purchases repurchased repurchases issued sold bought granted vested acquired retired withheld cancelled "
    "canceled forfeited authorized exercised converted redeemed repaid borrowed drew".split()
)
"""What was done to a thing: its amount is not that of the thing."""
_WORD = re.compile(r"[^\W\d_]+")

Token = tuple[int, int, str]


class Loose:
    """Facts by the words of their labels and concepts."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._lexicon = Lexicon(facts)

    def fact(self, said: Said, at: Reading, wanted: Wanted) -> Fact | None:
        """The one fact that is named, if its value is the printed one; None where none is, or several are."""
        low, high = said.stretch(at)
        words = said.text[low:high]
        tokens = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(said.text, low, high)]
        found: dict[Decimal, Fact] = {}
        for naming in self._lexicon.named(content(words)):
            if covers(naming, said, at) and stands(said, at, naming, tokens):
                for fact in naming.facts:
                    if fact.entity.key == wanted.entity and fits(fact, wanted) and in_print(fact, at) is not None:
                        found.setdefault(abs(fact.value or Decimal(0)), fact)
        only = next(iter(found.values())) if len(found) == 1 else None
        if only is None or not prints(at, only):
            return None
        return None if UP.search(words) or DOWN.search(words) else only


def prints(at: Reading, fact: Fact) -> bool:
    """Whether a figure prints a fact's value; an amount that cannot be below zero is printed without its sign."""
    exact = in_print(fact, at)
    if exact is None or at.value is None or not agrees(abs(at.value), at.precision, abs(exact)):
        return False
    return (at.value < 0) == (exact < 0) or (at.value > 0 and outflow(fact))


def covers(naming: Naming, said: Said, at: Reading) -> bool:
    """Whether a label has every telling word of the metric that stands at a figure, where one does."""
    term = said.term(at)
    return term is None or content(said.text[term.start : term.end]) <= naming.words


def stands(said: Said, at: Reading, naming: Naming, tokens: Sequence[Token]) -> bool:
    """Whether the words of a label stand together, with nothing else that tells of another figure."""
    covered: list[Place] = [(a, b) for a, b, w in tokens if stem(w) in naming.words]
    explained = [(c.start, c.end) for c in said.companies] + [p for p, _ in said.parts] + covered
    spots = [(r.start, r.end) for r in said.readings] + [(w.start, w.end) for w in said.wordings]
    low, high = covered[0][0], covered[-1][1]
    between = [t for t in tokens if low <= t[0] and t[1] <= high and not overlaps(t[:2], [*explained, *spots])]
    if any(word.casefold() not in ADDS_NOTHING for _, _, word in between):
        return False
    if any(w.casefold() in _ACTS and stem(w) not in naming.words for a, _, w in tokens if a < high or a < at.start):
        return False
    around = Around(sentence=said.text, explained=explained, figures=spots)
    before = [p for p in covered if p[1] <= at.start]
    place = (before[0][0], before[-1][1]) if before else (low, high)
    return around.stray(place, said.stretch(at), (at.start, at.end)) is None
