"""What did one system spend, and which wrong figures did its reader see?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from tieout.evals.intervals import bounds
from tieout.evals.peers.asked import Asked
from tieout.evals.peers.planted import KINDS
from tieout.evals.peers.reading import amounts
from tieout.evals.peers.script import Script, Sown
from tieout.evals.peers.server import Spent
from tieout.model import Thing


class Answered(Thing):
    """One question, what its reader saw, and what it took."""

    question: str
    shown: str
    seconds: float
    spent: Spent


class Outcome(Thing):
    """One system under the scripted model."""

    system: str
    grader: float | None
    """The share of wrong answers that its grader passes; None without one."""
    questions: int
    calls: int
    input_tokens: int
    output_tokens: int
    seconds: float
    median_seconds: float
    planted: dict[str, int]
    """Wrong figures that the model wrote, by kind."""
    bound: int
    """Of them those that named a fact."""
    reached: dict[str, int]
    """Answers in which the reader saw a wrong figure, by kind."""
    right: int
    """Answers in which the reader saw the right figure and no other."""
    nothing: int
    """Answers without a figure."""

    @property
    def tokens(self) -> int:
        """Of input and output."""
        return self.input_tokens + self.output_tokens

    @property
    def sown(self) -> int:
        """Wrong figures in all."""
        return sum(self.planted.values())

    @property
    def leaks(self) -> int:
        """Answers with a wrong figure in all."""
        return sum(self.reached.values())

    @property
    def leak_bounds(self) -> tuple[float, float]:
        """The 95 % interval of the share of questions whose reader saw a wrong figure."""
        return bounds(self.leaks, self.questions)


def outcome(
    system: str, grader: float | None, answered: Sequence[Answered], script: Script, questions: Sequence[Asked]
) -> Outcome:
    """The sums over all questions."""
    by_id = {one.id: one for one in questions}
    wrong: Counter[str] = Counter()
    right = nothing = 0
    for one in answered:
        strays = [value for value in amounts(one.shown) if value != by_id[one.question].value]
        if strays:
            wrong[kind_of(one, script.sown)] += 1
        elif any(amounts(one.shown)):
            right += 1
        else:
            nothing += 1
    return Outcome(
        system=system,
        grader=grader,
        questions=len(answered),
        calls=sum(one.spent.calls for one in answered),
        input_tokens=sum(one.spent.input_tokens for one in answered),
        output_tokens=sum(one.spent.output_tokens for one in answered),
        seconds=round(sum(one.seconds for one in answered), 3),
        median_seconds=round(median(one.seconds for one in answered), 4),
        planted=_by_kind(Counter(sown.wrong.kind for sown in script.sown)),
        bound=sum(sown.bound for sown in script.sown),
        reached=_by_kind(wrong),
        right=right,
        nothing=nothing,
    )


def kind_of(answered: Answered, sown: Sequence[Sown]) -> str:
    """Of which kind the wrong figure is that a reader saw; "other" for one that nobody planted."""
    seen = set(amounts(answered.shown))
    own = [one.wrong for one in sown if one.question == answered.question]
    return next((wrong.kind for wrong in own if seen & set(amounts(wrong.text))), own[-1].kind if own else "other")


def _by_kind(counted: Mapping[str, int]) -> dict[str, int]:
    return {kind: counted[kind] for kind in (*KINDS, "other") if counted.get(kind)}
