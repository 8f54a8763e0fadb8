"""How long does a search of the passages take?"""

from functools import partial
from pathlib import Path
from statistics import median

from tieout.evals.bench.measure import Measure, spread, timed
from tieout.evals.bench.questions import QUESTIONS
from tieout.ports import SearchQuery
from tieout.tools.home import Home, HomeSnapshot

HITS = 40


def measure(home: Path, runs: int) -> tuple[Measure, ...]:
    """Hybrid search without a filter, and how much of it is the encoder's."""
    with Home.open(home) as opened, opened.snapshot() as snapshot:
        passages = sum(kept.passages for kept in opened.documents())
        _round(snapshot)
        rounds = [_round(snapshot) for _ in range(runs)]
        encoded = [[1000 * timed(partial(opened.encoder.encode, [one])) for one in QUESTIONS] for _ in range(runs)]
    note = f"{passages:,} passages, the best {HITS}"
    return (
        _over("hybrid search, median", [median(one) for one in rounds], note),
        _over("hybrid search, 95th percentile", [spread(one, 0.95) for one in rounds], ""),
        _over("of which the encoder, median", [median(one) for one in encoded], ""),
    )


def _round(snapshot: HomeSnapshot) -> list[float]:
    queries = [SearchQuery(text=question, k=HITS) for question in QUESTIONS]
    return [1000 * timed(partial(snapshot.search, query)) for query in queries]


def _over(name: str, values: list[float], note: str) -> Measure:
    return Measure(group="search", name=name, unit="ms", runs=tuple(round(v, 2) for v in values), note=note)
