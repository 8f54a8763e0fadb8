"""What does one sentence of a form say, word by word and figure by figure?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tieout.evals.mutation.forms import Form
from tieout.evals.mutation.printing import Printed
from tieout.evals.mutation.wording import When, Wording, possessive, relative

VALUES = frozenset("v b a g d bp s x".split())
"""Gaps that hold figures."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A finished sentence, with the ranges of its figures by the gaps they fill."""

    text: str
    spans: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A form with everything that fills it."""

    form: Form
    company: str
    metric: Wording
    periods: tuple[When, ...]
    """The period, the one before, and before that, as far as the form speaks of them."""
    values: Mapping[str, Printed]
    up: bool = True
    other: Wording | None = None
    """A second metric, or the total that a share is of."""
    member: str = ""
    """How the part of the company is called."""
    style: int = 0

    def said(self) -> Said:
        """The sentence."""
        text, spans = "", {}
        for piece, is_gap in self.form.pieces:
            filled = self._filled(piece) if is_gap else piece
            if is_gap and piece in VALUES:
                spans[piece] = (len(text), len(text) + len(filled))
            text += filled
        return Said(text=text, spans=spans)

    def with_value(self, gap: str, printed: Printed) -> "Claim":
        """The same with another figure in a gap."""
        return replace(self, values={**self.values, gap: printed})

    def _filled(self, gap: str) -> str:
        if gap in self.values:
            return self.values[gap].text
        if gap.startswith("up:"):
            up, _, down = gap.removeprefix("up:").partition("|")
            return up if self.up else down
        words, _, period = gap.partition(" ")
        if period or gap in {"P", "Q", "O"}:
            return self._when(words if period else "", period or gap)
        return self._worded(gap)

    def _when(self, words: str, period: str) -> str:
        when = self.periods["PQO".index(period)]
        if words == "when":
            return f"{when.phrase_of_answers} ({'' if when.is_instant else 'ended '}{when.day})"
        if not words:
            return when.bare
        return f"{when.phrase[0].upper()}{when.phrase[1:]}" if words == "In" else when.phrase

    def _worded(self, gap: str) -> str:
        name, other = self.metric.text, self.other.text if self.other else ""
        words = {
            "C": self.company,
            "C's": f"{self.company}’s" if self.form.ours else possessive(self.company),
            "m": name,
            "M": f"{name[:1].upper()}{name[1:]}",
            "were": "were" if _plural(name) else "was",
            "w": other,
            "T": other,
            "N": self.member,
            "ago": relative(self.style),
            "p": self.periods[0].fiscal.words,
        }
        if gap not in words:
            raise ValueError(f"the form {self.form.template!r} has an unknown gap {gap!r}: see the list in forms.py")
        return words[gap]


def _plural(name: str) -> bool:
    """Whether a metric's name takes "were"."""
    head = name.split(" of ", maxsplit=1)[0].split(" per ", maxsplit=1)[0].rsplit(" ", 1)[-1].lower()
    return head.endswith("s") and not head.endswith(("ss", "eps"))


def growth(now: Decimal, before: Decimal) -> Decimal | None:
    """The growth in percent; None on a base that is not positive."""
    return (now - before) / before * 100 if before > 0 else None
