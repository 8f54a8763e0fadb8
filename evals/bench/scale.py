"""How fast is the search, and how large, where an index has 100,000 passages?"""

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

from tieout.evals.bench.child import Child
from tieout.evals.bench.measure import Bar, Measure, spread
from tieout.evals.bench.questions import QUESTIONS
from tieout.evals.bench.scaletasks import CANDIDATES, HITS, Asked, Wrote

PASSAGES: Final = 100_000
ROUNDS: Final = 10
"""Times that each question is asked in a run."""
CODE: Final = "from tieout.evals.bench.scaletasks import main; main()"

_BARE = Bar(side="at most", limit=8.0)
_ENCODED = Bar(side="at most", limit=25.0)
_RERANKED = Bar(side="at most", limit=60.0)
_UPSERT = Bar(side="at least", limit=5_000.0)
_MEMORY = Bar(side="at most", limit=1_000.0)


def measure(
    child: Child, files: Sequence[Path], folder: Path, runs: int, *, count: int = PASSAGES
) -> tuple[Measure, ...]:
    """Writes an index of passages that are mixed from those of the files, and asks it, in processes of their own."""
    named = [str(file) for file in files]
    index = folder / "scale"
    wrote = Wrote.model_validate_json(child.run(CODE, ["write", str(index), str(count), *named]).output)
    asked = [
        Asked.model_validate_json(child.run(CODE, ["ask", str(index), str(count), str(ROUNDS), *named]).output)
        for _ in range(runs)
    ]
    return (*_questions(asked, count), *_writing(wrote, asked))


def _questions(asked: Sequence[Asked], count: int) -> tuple[Measure, ...]:
    note = f"{count:,} passages, the best {HITS}; {len(QUESTIONS)} questions, {ROUNDS} times each, in one process"
    return (
        _over(
            "hybrid query, median", [median(one.bare) for one in asked], note=f"{note}; the question's vector is known"
        ),
        _over("hybrid query, 95th percentile", [spread(one.bare, 0.95) for one in asked], bar=_BARE),
        _over("within one year of one company, 95th percentile", [spread(one.filtered, 0.95) for one in asked]),
        _over("with the question encoded, median", [median(one.encoded) for one in asked]),
        _over("with the question encoded, 95th percentile", [spread(one.encoded, 0.95) for one in asked], bar=_ENCODED),
        _over(
            "with the local reranker, 95th percentile",
            [spread(one.reranked, 0.95) for one in asked],
            bar=_RERANKED,
            note=f"encoded, {CANDIDATES} found and put in order, their texts at hand",
        ),
    )


def _writing(wrote: Wrote, asked: Sequence[Asked]) -> tuple[Measure, ...]:
    words = f"{wrote.passages:,} passages of {wrote.words / wrote.passages:.0f} words, {wrote.disk:.0f} MB on the disk"
    return (
        Measure(
            group="scale",
            name="terms made and upserted",
            unit="passages a second",
            runs=(round(wrote.passages / wrote.upsert),),
            bars=(_UPSERT,),
            note=f"{words}; sealed and on the disk {wrote.passages / wrote.whole:,.0f} a second, "
            f"{wrote.passages / wrote.cpu:,.0f} in a second of processor time",
        ),
        Measure(
            group="scale",
            name="read and cut, apart",
            unit="passages a second",
            runs=(round(wrote.cut / wrote.reading),),
            note=f"{wrote.cut:,} passages of the files from which the others are mixed",
        ),
        Measure(
            group="scale",
            name="resident memory when all was asked",
            unit="MB",
            runs=tuple(float(round(one.megabytes)) for one in asked),
            bars=(_MEMORY,),
            note="encoder included",
        ),
    )


def _over(name: str, values: Sequence[float], *, bar: Bar | None = None, note: str = "") -> Measure:
    rounded = tuple(round(value, 2) for value in values)
    return Measure(group="scale", name=name, unit="ms", runs=rounded, bars=(bar,) if bar else (), note=note)
