"""Does a sentence that decides something follow from its figures? Yes or no, more or less, the highest of several.

Such a sentence is closed: statements of single figures, each proven as any sentence is, in a frame whose every word is
checked against their exact values. A sentence of no such frame is left to the ordinary reading.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from tieout.claim import Failure
from tieout.tools.figures.agreement import agrees, in_unit
from tieout.tools.figures.asdefined import FORM as DEFINED
from tieout.tools.figures.asdefined import Defined
from tieout.tools.figures.atoms import Atom, Atoms, moved, number
from tieout.tools.figures.binding import Bound, in_print
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.moves import BY, EVERY, Moves
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.said import Said
from tieout.tools.figures.tying import Tier

_ANSWER = re.compile(r"(Yes|No): ")
_THAN = re.compile(
    r"(?P<one>.+?), (?:(?P<not>not )?(?P<word>higher|lower) than|(?P<same>the same as)|"
    r"(?P<by>[^\s()][^()]*?) (?P<more>more|less) than) (?P<other>.+)\."
)
_LIMIT = re.compile(r"(?P<one>.+), (?P<not>not )?(?P<word>above|below|at least|at most) (?P<given>[^,]+)\.")
_SIGN = re.compile(r"(?P<one>.+), which is (?P<not>not )?a (?P<word>positive|negative) figure\.")
_LED = r"(?P<when>(?:in|at the end of) .+?\)), (?:at )?(?P<v>\S+?(?: \S+?){0,3}), of (?P<among>.+)\."
_BEST_OF = re.compile(r"(?P<who>.+?) had the (?P<word>highest|lowest) (?P<what>.+?) " + _LED)
_BEST_WHEN = re.compile(r"(?P<what>.+? (?:was|were)) (?P<word>highest|lowest) " + _LED)
_BEST_PART = re.compile(r"(?P<one>.+?), the (?P<word>highest|lowest) of these parts: (?P<among>.+)\.")
HOLDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "higher": lambda a, b: a > b,
    "lower": lambda a, b: a < b,
    "above": lambda a, b: a > b,
    "below": lambda a, b: a < b,
    "at least": lambda a, b: a >= b,
    "at most": lambda a, b: a <= b,
    "positive": lambda a, b: a > b,
    "negative": lambda a, b: a < b,
}
"""What each word claims of two values."""
_WAS = " was "


@dataclass(frozen=True, kw_only=True)
class Framed:
    """What a framed sentence rests on; `given` are its figures that the question gave, as printed."""

    bound: tuple[Bound, ...]
    given: tuple[str, ...] = ()


class Frames:
    """Reads framed sentences with the ordinary reader of a question's evidence."""

    def __init__(self, tier: Tier, beside: Callable[[Said], Failure | None], question: str) -> None:
        self._tier = tier
        self._atoms = Atoms(tier, beside)
        self._moves = Moves(tier, self._atoms)
        self._defined = Defined(tier, beside, question)
        self._question = question

    @cached_property
    def _given(self) -> tuple[Reading, ...]:
        """The figures of the question, which may be limits."""
        return tuple(r for r in figures(self._question) if r.is_figure and r.value is not None)

    def read(self, sentence: str) -> Framed | None:
        """The figures of a framed sentence, in its order; None where it has no frame.

        Raises NotDerivable where one is not proven, or where the frame says what does not follow from them.
        """
        answer = _ANSWER.match(sentence)
        start, yes = (answer.end(), answer[1] == "Yes") if answer else (0, None)
        moves = answer is not None and BY.fullmatch(sentence, start) is not None
        if not moves and (match := _THAN.fullmatch(sentence, start)) is not None:
            return self._than(match, yes)
        if answer is not None:
            return self._decided(sentence, start, yes=answer[1] == "Yes")
        if (match := DEFINED.fullmatch(sentence)) is not None:
            bound, given = self._defined.read(match)
            return Framed(bound=(bound,), given=given)
        if (match := _BEST_OF.fullmatch(sentence)) is not None:
            return self._best_of(match)
        if (match := _BEST_PART.fullmatch(sentence)) is not None:
            return self._best_part(match)
        match = _BEST_WHEN.fullmatch(sentence)
        return None if match is None else self._best_when(match)

    def _decided(self, sentence: str, start: int, *, yes: bool) -> Framed:
        """A yes or no about one figure."""
        if (match := EVERY.fullmatch(sentence, start)) is not None and yes:
            return Framed(bound=self._moves.every(match))
        if (match := BY.fullmatch(sentence, start)) is not None:
            return Framed(bound=self._moves.by(match, self._limited(match), yes=yes), given=(match["given"],))
        if (match := _LIMIT.fullmatch(sentence, start)) is not None:
            return self._limit(match, yes=yes)
        if (match := _SIGN.fullmatch(sentence, start)) is None:
            raise NotDerivable("unsupported", "a yes or no says what it rests on in no form that can be checked")
        one = self._atom(match, "one")
        self._follows(match, number(one), Decimal(0), yes=yes)
        return Framed(bound=(one.bound,))

    def _than(self, match: re.Match[str], yes: bool | None) -> Framed:
        """Two figures set against each other, with their difference where it is stated."""
        one, other = self._atom(match, "one"), self._owned(match)
        left, right = alike(one, other)
        if match["same"]:
            if yes is not None or left != right:
                raise NotDerivable("contradicted", "the two figures are not the same")
            return Framed(bound=(one.bound, other.bound))
        if match["by"]:
            if yes is not None:
                raise NotDerivable("unsupported", "a difference is no answer of yes or no")
            return Framed(bound=(self._apart(match, one, other), one.bound, other.bound))
        self._follows(match, left, right, yes=yes)
        return Framed(bound=(one.bound, other.bound))

    def _apart(self, match: re.Match[str], one: Atom, other: Atom) -> Bound:
        """The difference of two figures, in the direction that the sentence says."""
        exact = self._tier.ledger.difference(one.wanted, other.wanted)
        found = [r for r in figures(match["by"]) if r.is_figure]
        if len(found) != 1 or found[0].text != match["by"]:
            raise NotDerivable("unsupported", f"{match['by']!r} is no difference")
        at = moved(found[0], match.start("by"))
        printed = in_print(exact, at)
        if printed is None or at.value is None or not agrees(at.value, at.precision, abs(printed)):
            raise NotDerivable("wrong_value", f"{at.text} is not by how much the two figures differ")
        if (match["more"] == "more") != (exact.value > 0) or exact.value == 0:
            raise NotDerivable("wrong_sign", f"the first figure is not {match['more']} than the second")
        return Bound(reading=at, level=exact)

    def _limit(self, match: re.Match[str], *, yes: bool) -> Framed:
        """A figure against a limit that the question gave."""
        one = self._atom(match, "one")
        given, limit = match["given"], self._limited(match)
        if limit.value is None:
            raise NotDerivable("unsupported", f"{given!r} is no limit")
        value = limit.value if not limit.unit else in_unit(limit.value, limit.unit, one.level.unit)
        fraction = not limit.unit and one.level.unit == "percent" and abs(limit.value) <= 1
        if value is None or fraction:
            raise NotDerivable("wrong_unit", f"{given!r} is no limit of a figure in {one.level.unit}")
        self._follows(match, number(one), value, yes=yes)
        return Framed(bound=(one.bound,), given=(given,))

    def _limited(self, match: re.Match[str]) -> Reading:
        """The limit that a sentence names, as the question gave it."""
        limit = next((r for r in self._given if folded(r.text) == folded(match["given"])), None)
        if limit is None:
            raise NotDerivable("unsupported", f"the question gives no limit {match['given']!r}")
        return limit

    def _follows(self, match: re.Match[str], left: Decimal, right: Decimal, *, yes: bool | None) -> None:
        """Raise NotDerivable where a comparison does not hold, or is no answer of this yes or no."""
        denied = match["not"] is not None
        if yes is None or yes == denied:
            raise NotDerivable("contradicted", "the sentence says yes or no to the opposite of what it states")
        if HOLDS[match["word"]](left, right) == denied:
            raise NotDerivable("contradicted", f"the figures do not bear out {match['word']!r}")

    def _best_of(self, match: re.Match[str]) -> Framed:
        """The company with the most or the least, of those listed."""
        stated = f"{match['who']}’s {match['what']}{_WAS}"
        atom = f"{stated}{match['v']} {match['when']}."
        one = self._atoms.proven(atom, match.start("v") - len(stated))
        listed = self._tier.said(match["among"]).companies
        rest = match["among"]
        for named in reversed(listed):
            rest = rest[: named.start] + rest[named.end :]
        keys = {c.entity.key for c in listed}
        if re.sub(r"\band\b|[\s,.]", "", rest) or len(keys) < 2 or one.wanted.entity not in keys:  # noqa: PLR2004  # a superlative needs two
            raise NotDerivable("unsupported", f"{match['among']!r} is no list of companies with the one that is named")
        self._is_best(match["word"], one, [replace(one.wanted, entity=k) for k in sorted(keys)])
        return Framed(bound=(one.bound,))

    def _best_when(self, match: re.Match[str]) -> Framed:
        """The period with the most or the least, of those listed."""
        stated = f"{match['what']} "
        one = self._atoms.proven(f"{stated}{match['v']} {match['when']}.", match.start("v") - len(stated))
        worded = mentions(match["among"])
        rest = match["among"]
        for one_period in reversed(worded):
            rest = rest[: one_period.start] + rest[one_period.end :]
        periods = [p for w in worded for p in w.periods]
        if re.sub(r"\band\b|[\s,]", "", rest) or len(periods) < 2 or one.wanted.period not in periods:  # noqa: PLR2004
            raise NotDerivable("unsupported", f"{match['among']!r} is no list of periods with the one that is named")
        self._is_best(match["word"], one, [one.wanted.at(p) for p in periods])
        return Framed(bound=(one.bound,))

    def _best_part(self, match: re.Match[str]) -> Framed:
        """The part with the most or the least, of those listed."""
        one = self._atom(match, "one")
        parts = [replace(one.wanted, member=name) for name in match["among"].split("; ")]
        itself = [p for p in parts if self._tier.ledger.level(p) == one.level]
        if one.wanted.member is None or len(itself) != 1 or len(parts) < 2:  # noqa: PLR2004  # a superlative needs two
            raise NotDerivable("unsupported", f"{match['among']!r} is no list of parts with the one that is named")
        self._is_best(match["word"], one, [p for p in parts if p not in itself])
        return Framed(bound=(one.bound,))

    def _is_best(self, word: str, one: Atom, others: Sequence[Wanted]) -> None:
        """Raise NotDerivable where another figure is as good or lacks."""
        best = number(one)
        for wanted in others:
            if wanted == one.wanted:
                continue
            level = self._tier.ledger.level(wanted)
            if level.unit != one.level.unit or level.value is None:
                raise NotDerivable("wrong_unit", "a superlative needs figures in one unit")
            if not (level.value < best if word == "highest" else level.value > best):
                raise NotDerivable("contradicted", f"the figure is not the {word} of those named")

    def _atom(self, match: re.Match[str], group: str) -> Atom:
        return self._atoms.proven(f"{match[group]}.", match.start(group))

    def _owned(self, match: re.Match[str]) -> Atom:
        """A second figure, said as "B’s revenue of $5 in fiscal 2023"."""
        text, start = match["other"], match.start("other")
        found = [r for r in figures(text) if r.is_figure and text.endswith(" of ", 0, r.start)]
        if len(found) != 1:
            raise NotDerivable("unsupported", f"{text!r} states no one figure")
        at = found[0].start
        return self._atoms.proven(f"{text[: at - len(' of ')]}{_WAS}{text[at:]}.", start - len(_WAS) + len(" of "))


def is_framed(sentence: str) -> bool:
    """Whether a sentence has a frame, so that none of its words is left to be judged."""
    forms = (DEFINED, _THAN, _BEST_OF, _BEST_PART, _BEST_WHEN)
    return _ANSWER.match(sentence) is not None or any(form.fullmatch(sentence) for form in forms)


def alike(one: Atom, other: Atom) -> tuple[Decimal, Decimal]:
    """The exact values of two figures in one unit."""
    left, right = number(one), number(other)
    if one.wanted == other.wanted:
        raise NotDerivable("unsupported", "a figure is compared with itself")
    if one.level.unit != other.level.unit:
        raise NotDerivable("wrong_unit", f"{one.level.unit} cannot be compared with {other.level.unit}")
    return left, right


def folded(text: str) -> str:
    """A figure's text without what differs in how it is typed."""
    return " ".join(text.casefold().split())
