"""What a measurement is: runs, their median, the bar, and what stood beside it."""

import os
import platform
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from math import ceil
from pathlib import Path
from statistics import median
from typing import Literal, Self

from pydantic import model_validator

from tieout.model import Thing


class Bar(Thing):
    """What was promised of a measure, or of its ratio to its peer."""

    side: Literal["at most", "at least"]
    limit: float
    of: Literal["value", "ratio"] = "value"

    def holds(self, value: float) -> bool:
        """Whether a value keeps the promise."""
        return value <= self.limit if self.side == "at most" else value >= self.limit


class Measure(Thing):
    """One thing measured several times on one machine."""

    group: str
    name: str
    unit: str
    runs: tuple[float, ...]
    """One value a run, in the order of the runs."""
    peer: str | None = None
    """What ran beside it."""
    beside: tuple[float, ...] = ()
    """The peer's values, each measured directly before or after the run of the same place."""
    bars: tuple[Bar, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _paired(self) -> Self:
        if not self.runs:
            raise ValueError(f"{self.name}: a measure needs a run")
        if self.peer is not None and len(self.beside) != len(self.runs):
            raise ValueError(f"{self.name}: {len(self.runs)} runs and {len(self.beside)} of the peer")
        if self.peer is None and (self.beside or any(bar.of == "ratio" for bar in self.bars)):
            raise ValueError(f"{self.name}: a ratio needs a named peer")
        return self

    @property
    def median(self) -> float:
        """The middle run."""
        return median(self.runs)

    @property
    def ratios(self) -> tuple[float, ...]:
        """Each run over the peer's run beside it, so that a busy moment weighs on both."""
        return tuple(run / other for run, other in zip(self.runs, self.beside, strict=False))

    @property
    def ratio(self) -> float | None:
        """The middle of the ratios; None without a peer."""
        return median(self.ratios) if self.ratios else None

    @property
    def holds(self) -> bool | None:
        """Whether every bar is kept; None where there is none."""
        values = [(bar, self.median if bar.of == "value" else self.ratio) for bar in self.bars]
        return all(value is not None and bar.holds(value) for bar, value in values) if values else None


class Result(Thing):
    """Everything that one run of the benchmark measured, and where."""

    machine: str
    python: str
    version: str
    commit: str | None
    date: str
    command: str
    load: tuple[float, float]
    """Processes that wanted a core, a minute's average, before and after."""
    measures: tuple[Measure, ...]


def measured(command: str, before: float, measures: Sequence[Measure]) -> Result:
    """The result of a run that ends now; `before` is the load when it began."""
    return Result(
        machine=machine(),
        python=platform.python_version(),
        version=version("tieout"),
        commit=commit(),
        date=datetime.now(UTC).date().isoformat(),
        command=command,
        load=(before, load()),
        measures=tuple(measures),
    )


def commit() -> str | None:
    """The commit of the checkout, with "+" where files were changed since; None outside a checkout."""
    checkout = Path(__file__).resolve().parents[2]
    git = ["git", "--no-optional-locks", "-C", str(checkout), "describe", "--always", "--dirty=+", "--exclude", "*"]
    try:
        done = (
            subprocess.run(git, capture_output=True, text=True, check=False) if (checkout / ".git").exists() else None
        )
    except OSError:
        done = None
    if done is None:
        return None
    return done.stdout.strip() or None


def timed(work: Callable[[], object]) -> float:
    """Seconds of the wall clock that a call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def spread(values: Sequence[float], share: float) -> float:
    """The value below or at which this share of the values lies, by nearest rank."""
    ranked = sorted(values)
    return ranked[max(0, ceil(share * len(ranked)) - 1)]


def machine() -> str:
    """Processor, cores that this process may use, memory, system."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = f", {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB"
    return f"{_processor()}, {cores} cores{memory}, {platform.system()} {platform.machine()}"


def load() -> float:
    """Processes that want a core, averaged over the last minute; 0 where the system does not say."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else 0.0


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"
