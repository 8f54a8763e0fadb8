"""What did a system find of a set of questions? Its metrics over all and by type, and each question's own."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Literal, Protocol

from pydantic import Field

from tieout.errors import InputError
from tieout.evals.bench.measure import spread, timed
from tieout.evals.retrieval.asked import ABSENT, Asked
from tieout.evals.retrieval.bootstrap import Mean, mean
from tieout.evals.retrieval.metrics import Place, measured
from tieout.model import Thing

DEPTH = 10
"""How many places are asked for."""
ALL = "all"


class System(Protocol):
    """Anything that finds places for a question."""

    @property
    def name(self) -> str:
        """As tables call it."""
        ...

    def find(self, question: str, k: int) -> Sequence[Place]:
        """The best k distinct places, best first."""
        ...


class Answered(Thing):
    """One question with what was found."""

    id: str
    type: str
    cluster: str
    seconds: float
    metrics: dict[str, float]
    found: tuple[str, ...]
    """Documents with pages, best first."""


class Row(Thing):
    """The metrics of one type of question."""

    type: str
    questions: int
    metrics: dict[str, Mean]


class Outcome(Thing):
    """What one system found."""

    system: str
    part: Literal["whole", "peers", "ablation"] = "whole"
    """To which table it belongs."""
    rows: tuple[Row, ...]
    """All questions first, then each type."""
    milliseconds: float
    """Median of a question."""
    milliseconds_p95: float
    megabytes: float = 0.0
    """Resident memory of a process of its own when everything was asked; 0 where it was none."""
    absent: dict[str, dict[str, object]] = Field(default_factory=dict)
    """Of questions about what is not there the share that was recognised, of the others the share called missing."""
    first: dict[str, int | None] = Field(default_factory=dict)
    """By question the rank of the first gold page, or of the first gold document where no page is known."""
    answered: tuple[Answered, ...] = ()

    @property
    def whole(self) -> Row:
        """Over all questions."""
        return self.rows[0]


def judged(system: System, questions: Sequence[Asked]) -> Outcome:
    """Ask everything; questions about what is not there have no gold and are left out."""
    answered = [_answered(system, asked) for asked in questions if asked.type != ABSENT]
    if not answered:
        raise InputError("no question asks for what is there; give questions with documents, pages or quotes")
    waits = [1000 * one.seconds for one in answered]
    return Outcome(
        system=system.name,
        rows=tuple(_rows(answered)),
        milliseconds=round(median(waits), 2),
        milliseconds_p95=round(spread(waits, 0.95), 2),
        first={one.id: _first(one.metrics) for one in answered},
        answered=tuple(answered),
    )


def _first(metrics: Mapping[str, float]) -> int | None:
    reciprocal = metrics.get("mrr", metrics.get("document mrr", 0.0))
    return round(1 / reciprocal) if reciprocal else None


def _answered(system: System, asked: Asked) -> Answered:
    found: list[Place] = []
    seconds = timed(lambda: found.extend(system.find(asked.question, DEPTH)))
    golds = [*asked.documents, *(gold.document for gold in asked.pages), *(gold.document for gold in asked.quotes)]
    return Answered(
        id=asked.id,
        type=asked.type,
        cluster=min(golds, default=asked.id),
        seconds=seconds,
        metrics=dict(measured(asked, found)),
        found=tuple(f"{place.document}:{place.page or ''}" for place in found),
    )


def _rows(answered: Sequence[Answered]) -> Iterator[Row]:
    yield _row(ALL, answered)
    types = sorted({one.type for one in answered})
    for name in types if len(types) > 1 else ():
        yield _row(name, [one for one in answered if one.type == name])


def _row(name: str, answered: Sequence[Answered]) -> Row:
    names = dict.fromkeys(metric for one in answered for metric in one.metrics)
    return Row(type=name, questions=len(answered), metrics={metric: _mean(metric, answered) for metric in names})


def _mean(metric: str, answered: Sequence[Answered]) -> Mean:
    having = [one for one in answered if metric in one.metrics]
    return mean([one.metrics[metric] for one in having], [one.cluster for one in having])
