"""Which wrong figure does the scripted model write, and when? One of five kinds, at a stated rate, by a seed.

The rate is of each draft, a second one too: the model learns nothing from being told what was wrong.
"""

import random
from decimal import Decimal
from typing import Literal

from tieout.evals.peers.asked import Asked, Near, printed
from tieout.model import Thing

Kind = Literal["digit", "period", "metric", "scale", "invented"]
KINDS: tuple[Kind, ...] = ("digit", "period", "metric", "scale", "invented")
_OTHER_SCALES = ("thousand", "billion")


class Wrong(Thing):
    """One wrong figure as the model has it in mind."""

    kind: Kind
    text: str
    """As it would type it."""
    near: Near | None = None
    """The true figure of something else that it took."""


class Planter(Thing):
    """Errs at a rate; the same seed errs in the same drafts of the same questions, under whichever system."""

    rate: float
    seed: int

    def wrong(self, asked: Asked, attempt: int) -> Wrong | None:
        """What is wrong in this draft of the answer; None where it is right. Attempts count from 1."""
        dice = random.Random(f"{self.seed}:{asked.id}:{attempt}")  # noqa: S311  # nothing secret
        if dice.random() >= self.rate or asked.value is None:
            return None
        kinds = [kind for kind in KINDS if _possible(kind, asked)]
        return planted(dice.choice(kinds), asked, dice)

    def errs(self, asked: Asked, attempt: int) -> bool:
        """Whether a draft in words is wrong."""
        return random.Random(f"{self.seed}:{asked.id}:{attempt}").random() < self.rate  # noqa: S311  # nothing secret


def planted(kind: Kind, asked: Asked, dice: random.Random) -> Wrong:
    """A wrong figure of this kind for a question that has a figure."""
    right = printed(asked.value or Decimal(0), asked.unit)
    if kind in {"period", "metric"}:
        near = dice.choice([one for one in asked.near if one.kind == kind])
        return Wrong(kind=kind, text=printed(near.value, asked.unit), near=near)
    if kind == "scale":
        bare = right.removesuffix(" million")
        return Wrong(kind=kind, text=f"{bare} {dice.choice(_OTHER_SCALES)}")
    if kind == "digit":
        return Wrong(kind=kind, text=_one_digit(right, dice))
    return Wrong(kind=kind, text=_made_up(right, dice))


def _possible(kind: Kind, asked: Asked) -> bool:
    """Whether there is such a wrong figure near this one."""
    return kind not in {"period", "metric"} or any(one.kind == kind for one in asked.near)


def _one_digit(right: str, dice: random.Random) -> str:
    at = dice.choice([place for place, letter in enumerate(right) if letter.isdigit()])
    return f"{right[:at]}{dice.choice([d for d in '123456789' if d != right[at]])}{right[at + 1 :]}"


def _made_up(right: str, dice: random.Random) -> str:
    """As many digits, all drawn; never the right ones."""
    made = right
    while made == right:
        made = "".join(dice.choice("123456789") if letter.isdigit() else letter for letter in right)
    return made
