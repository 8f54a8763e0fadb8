"""How fast do filings get into a home without the encoder, and how fast is it seen that nothing has changed?"""

from collections.abc import Sequence
from pathlib import Path

from tieout.errors import ReadError
from tieout.evals.bench.child import Child
from tieout.evals.bench.measure import Bar, Measure
from tieout.evals.bench.reading import processor, rates
from tieout.evals.bench.tasks import Took

RATE = Bar(side="at least", limit=20.0)
UNCHANGED = Bar(side="at most", limit=50.0)
WORKERS = 2
INCLUDED = (
    "read and cross-checked, documents, passages, facts and the full-text index written and published; "
    "four meaningless numbers stand for each vector"
)


def measure(child: Child, filings: Sequence[Path], folder: Path, runs: int) -> tuple[Measure, ...]:
    """10-Ks a minute by one worker and by two, and what a document costs that is there already."""
    one, two, again, first = list[Took](), list[Took](), list[Took](), list[Took]()
    for number in range(runs):
        home = folder / f"stored-{number}"
        one.append(_complete(child.task("store", [home, 1, *filings])))
        two.append(_complete(child.task("store", [folder / f"stored-{number}-many", WORKERS, *filings])))
        again.append(_unchanged(child.task("store", [home, 1, *filings]), len(filings)))
        first.append(_unchanged(child.task("store", [home, 1, filings[0]]), 1))
    return (*_rates(one, two, filings), *_waits(again, first, filings))


def _rates(one: Sequence[Took], two: Sequence[Took], filings: Sequence[Path]) -> tuple[Measure, ...]:
    count = len(filings)
    size = sum(path.stat().st_size for path in filings) / 1e6
    counts = one[0].counts
    said = f"{count} filings, {size:.0f} MB, {counts['passages']:,} passages, {counts['facts']:,} facts"
    return (
        Measure(
            group="store",
            name="10-Ks, one worker",
            unit="a minute",
            runs=rates(one, count, 60),
            bars=(RATE,),
            note=f"{said}: {INCLUDED}; {processor(one, count, 60)}",
        ),
        Measure(
            group="store",
            name=f"10-Ks, `--workers {WORKERS}`",
            unit="a minute",
            runs=rates(two, count, 60),
            peer="one worker",
            beside=rates(one, count, 60),
            note=f"the workers' start included, which loads the readers; {processor(two, count, 60)}",
        ),
    )


def _waits(again: Sequence[Took], first: Sequence[Took], filings: Sequence[Path]) -> tuple[Measure, ...]:
    each = tuple(round(1000 * took.seconds / len(filings), 2) for took in again)
    alone = tuple(round(1000 * took.seconds, 2) for took in first)
    return (
        Measure(
            group="store",
            name="an unchanged 10-K among many",
            unit="ms",
            runs=each,
            bars=(UNCHANGED,),
            note="the home's sweep and what is loaded on the way included, as in a command of its own",
        ),
        Measure(
            group="store",
            name="an unchanged 10-K alone",
            unit="ms",
            runs=alone,
            bars=(UNCHANGED,),
            note="the first and only document of its process",
        ),
    )


def _complete(took: Took) -> Took:
    if took.counts["failed"]:
        raise ReadError(f"{took.counts['failed']} of the filings were not ingested; leave them out of the benchmark")
    return took


def _unchanged(took: Took, count: int) -> Took:
    if took.counts["unchanged"] != count:
        raise ReadError(f"{took.counts['unchanged']} of {count} filings were recognised; ingest them again by hand")
    return took
