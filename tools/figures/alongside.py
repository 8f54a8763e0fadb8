"""Which figure of one sentence stands where one of another sentence stands, and are all words around it the same?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.sameness import Token

_CLAUSES = frozenset({"which", "while", "wherea", "although", "but", "with", "including", "where"})
_APART = _CLAUSES - {"with", "including"}
"""Words that begin a clause with a verb and a time of its own."""
_CAUSES = frozenset(
    "mainly partly driven due reflecting becaus resulting reducing bringing increasing decreasing representing".split()
)
_CAUSED = frozenset({"mainly", "partly", "becaus", "reflecting"})
"""Words that begin what may be left out even without a comma before them, as "due to" does."""
_PARTICIPLE, _SHORTEST = "ing", 6
_NO_PARTICIPLE = frozenset(
    "excluding being pending during regarding following beginning ending totaling assuming adjusting considering "
    "remaining nothing operating outstanding".split()
)
_CHANGING = frozenset(
    "not no never nor neither none without except excluding exclud exclusiv befor net gross adjust organic pro "
    "non nongaap forma dilut basic less lower higher up down respectively each per annum annually expect "
    "may could would if unless only approximat maximum minimum least most than".split()
)
"""Words that make what stands before them another statement."""
_NEAR = 5
_GLOSS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """Two sentences that say the same, as far as they go together."""

    pairs: tuple[tuple[Reading, Reading], ...]
    """Each figure of the checked sentence with that of the source, in order."""
    whole: bool
    """Whether nothing of either one was left out."""

    def beside(self, checked: Reading) -> Reading | None:
        """The source's figure that stands where a figure of the checked sentence stands."""
        return next((two for one, two in self.pairs if one.start == checked.start), None)


def matched(checked: Sequence[Token], source: Sequence[Token]) -> Match | None:
    """The figures that go together; None where the words differ before the end of either one."""
    pairs: list[tuple[Reading, Reading]] = []
    at, other, whole = 0, 0, True
    while at < len(checked) and other < len(source):
        one, two = checked[at], source[other]
        if one.key == two.key:
            if one.figure is not None and two.figure is not None:
                pairs.append((one.figure, two.figure))
            at, other = at + 1, other + 1
            continue
        whole = False
        skipped = _skipped(checked, at), _skipped(source, other)
        if skipped == (at, other):
            return _ended(checked, at, source, other, pairs)
        at, other = skipped
    at, other = _skipped(checked, at), _skipped(source, other)
    return _ended(checked, at, source, other, pairs, whole=whole)


def _ended(
    checked: Sequence[Token],
    at: int,
    source: Sequence[Token],
    other: int,
    pairs: Sequence[tuple[Reading, Reading]],
    *,
    whole: bool = False,
) -> Match | None:
    """The match up to where the sentences part; None where what is left of one of them may change it."""
    if not pairs or not (adds_nothing(checked, at) and adds_nothing(source, other)):
        return None
    return Match(pairs=tuple(pairs), whole=whole and at == len(checked) and other == len(source))


def cuts(found: Sequence[Token]) -> Iterator[int]:
    """Where a sentence could end before its end, the last place first."""
    first = next((n for n, token in enumerate(found) if token.figure is not None), len(found))
    yield from (at for at in range(len(found) - 1, first, -1) if adds_nothing(found, at))


def adds_nothing(found: Sequence[Token], at: int) -> bool:
    """Whether the rest of a sentence leaves alone what stands before it: a clause of its own, a cause."""
    if at >= len(found):
        return True
    if not _opens(found, at):
        return False
    rest = [t.key for t in found[at:] if not t.dated]
    return not _CHANGING.intersection(rest[:_NEAR]) and "respectively" not in rest and _keeps_time(found, at)


def _keeps_time(found: Sequence[Token], at: int) -> bool:
    """Whether the rest of a sentence does not say when the first part of it holds."""
    rest = found[at:]
    when = next((n for n, token in enumerate(rest) if token.dated), None)
    if when is None or found[at].key in _APART or any(t.dated for t in found[:at]):
        return True
    return any(t.masked for t in rest[:when])


def _opens(found: Sequence[Token], at: int) -> bool:
    token = found[at]
    if at and found[at - 1].key in {"and", "or"}:
        return False
    if token.key in _CAUSED or (token.key == "due" and at + 1 < len(found) and found[at + 1].key == "to"):
        return True
    if not token.parted:
        return False
    is_doing = token.key.endswith(_PARTICIPLE) and len(token.key) >= _SHORTEST and token.key not in _NO_PARTICIPLE
    return token.key in _CLAUSES or token.key in _CAUSES or is_doing or _is_second(found, at)


def _is_second(found: Sequence[Token], at: int) -> bool:
    """Whether a second statement begins: "…, and we paid …"."""
    return found[at].key == "and" and at + 1 < len(found) and found[at + 1].key == "@"


def _skipped(found: Sequence[Token], at: int) -> int:
    """Where it goes on behind what may be left out at a place: a figure in other terms in parentheses."""
    if at >= len(found) or found[at].key == "respectively":
        return min(at + 1, len(found))
    if found[at].key != "(" or not at or found[at - 1].figure is None:
        return at
    end = next((n for n in range(at, min(len(found), at + _GLOSS + 2)) if found[n].key == ")"), at)
    inside = found[at + 1 : end]
    is_figure = bool(inside) and inside[0].masked
    return end + 1 if is_figure and not _CHANGING.intersection(t.key for t in inside) else at
