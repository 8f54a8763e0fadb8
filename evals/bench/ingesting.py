"""How long does an ingestion take, and how close to the encoder alone does it come?"""

import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from tieout.errors import ReadError
from tieout.evals.bench.measure import Bar, Measure, timed
from tieout.tools.filings.reader import read
from tieout.tools.home import Home
from tieout.tools.home.points import indexed_text
from tieout.tools.index.encoder import LocalEncoder
from tieout.tools.ingest import Progress, Report, ingest

SECONDS = Bar(side="at most", limit=20.0)
SPEED = Bar(side="at least", limit=9_000)
SHARE = Bar(side="at least", limit=0.9, of="ratio")


def measure_one(filing: Path, folder: Path, runs: int) -> tuple[Measure, ...]:
    """One filing into empty homes, each run beside the encoder alone over the same texts."""
    encoder = LocalEncoder()
    reading = read(filing)
    texts = [indexed_text(reading.document, passage) for passage in reading.passages]
    tokens = sum(min(count, encoder.max_tokens) for count in encoder.count_tokens(texts))
    encoder.encode(texts[:50])
    alone, reports, cpu = [], [], []
    for number in range(runs):
        alone.append(tokens / timed(lambda: encoder.encode(texts)))
        with Home.open(folder / f"one-{number}", create=True, encoder=encoder) as home:
            begun = time.process_time()
            reports.append(complete(ingest(home, [filing])))
            cpu.append(time.process_time() - begun)
    note = f"{filing.stat().st_size / 1e6:.1f} MB, {len(texts)} passages, {tokens:,} tokens"
    return (
        Measure(
            group="ingest",
            name="one 10-K, encoder included",
            unit="s",
            runs=tuple(round(report.seconds, 2) for report in reports),
            bars=(SECONDS,),
            note=f"{note}; {sorted(cpu)[runs // 2]:.1f} s of processor time",
        ),
        Measure(
            group="ingest",
            name="tokens encoded, while encoding",
            unit="a second",
            runs=tuple(round(tokens / report.encode_seconds) for report in reports),
            peer="the encoder alone",
            beside=tuple(round(speed) for speed in alone),
            bars=(SPEED, SHARE),
            note="tokens after truncation; what a passage loses beyond the encoder's length is not counted",
        ),
        Measure(
            group="ingest",
            name="passages ingested, encoder included",
            unit="a second",
            runs=tuple(round(report.passages / report.seconds, 1) for report in reports),
            note=f"while encoding {_middle(reports)} a second",
        ),
        Measure(
            group="ingest",
            name="tokens encoded, over the whole ingestion",
            unit="a second",
            runs=tuple(round(tokens / report.seconds) for report in reports),
            peer="the encoder alone",
            beside=tuple(round(speed) for speed in alone),
        ),
    )


def measure_all(filings: Sequence[Path], home: Path) -> tuple[Measure, ...]:
    """All filings into one home; each filing is a run."""
    watch = _Watch()
    with Home.open(home, create=True) as opened:
        report = complete(ingest(opened, filings, progress=watch))
    note = f"{len(filings)} filings, {report.passages:,} passages, {report.facts:,} facts in {report.seconds:.0f} s"
    slowest = max(watch.seconds)
    return (
        Measure(
            group="ingest",
            name="a 10-K among many, encoder included",
            unit="s",
            runs=tuple(round(seconds, 2) for seconds in watch.seconds),
            bars=(SECONDS,),
            note=f"{note}; the slowest took {slowest:.1f} s",
        ),
    )


def complete(report: Report) -> Report:
    """The report; raises ReadError where a file was not ingested, for then the time says nothing."""
    if report.failed:
        path, problem = report.failed[0]
        raise ReadError(f"{path!r} was not ingested: {problem}; leave it out of the benchmark")
    return report


def _middle(reports: Sequence[Report]) -> str:
    return f"{median(report.passages / report.encode_seconds for report in reports):.0f}"


class _Watch:
    """Notes how long each file takes, from reading to the next one."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._begun = 0.0

    def __call__(self, progress: Progress) -> None:
        if progress.stage == "read":
            self._begun = time.perf_counter()
        elif progress.stage in {"done", "unchanged"}:
            self.seconds.append(time.perf_counter() - self._begun)
