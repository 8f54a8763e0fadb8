"""What does the loop cost? Calls and tokens with its rounds against a single pass, under a model that errs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from tieout.evals.peers.asked import Asked
from tieout.evals.peers.outcome import Answered
from tieout.evals.peers.planted import Planter
from tieout.evals.peers.systems import tieout, under
from tieout.evals.retrieval.bootstrap import Mean, mean
from tieout.model import Thing

RATES = (0.0, 0.1, 0.3, 0.5)
"""Shares of drafts that are wrong, second drafts too."""
MOST = 1.3
"""The bar: calls and tokens over those of a single pass, on average."""


class LoopCost(Thing):
    """The same questions once with the loop and once without."""

    rate: float
    questions: int
    rounds: int
    single_calls: int
    loop_calls: int
    single_tokens: int
    loop_tokens: int
    calls: Mean
    """Of the questions' ratios, loop over single pass."""
    tokens: Mean

    @property
    def holds(self) -> bool:
        """Whether both stay within the bar."""
        return self.calls.value <= MOST and self.tokens.value <= MOST


def costs(home: Path, questions: Sequence[Asked], *, rounds: int, seed: int) -> Iterator[LoopCost]:
    """One row for each rate."""
    for rate in RATES:
        planter = Planter(rate=rate, seed=seed)
        single, _ = under(lambda url: tieout(home, url, rounds=1), questions, planter)
        loop, _ = under(lambda url: tieout(home, url, rounds=rounds), questions, planter)
        yield cost(single, loop, rate=rate, rounds=rounds)


def cost(single: Sequence[Answered], loop: Sequence[Answered], *, rate: float, rounds: int) -> LoopCost:
    """The ratios of questions that asked the model at all; each question is drawn on its own for the intervals."""
    pairs = [(one.spent, other.spent) for one, other in zip(loop, single, strict=True) if other.spent.calls]
    each = range(len(pairs))
    return LoopCost(
        rate=rate,
        questions=len(pairs),
        rounds=rounds,
        single_calls=sum(other.calls for _, other in pairs),
        loop_calls=sum(one.calls for one, _ in pairs),
        single_tokens=sum(other.tokens for _, other in pairs),
        loop_tokens=sum(one.tokens for one, _ in pairs),
        calls=mean([one.calls / other.calls for one, other in pairs], each),
        tokens=mean([one.tokens / other.tokens for one, other in pairs], each),
    )
