"""What does a command cost as a process of its own? Its wall clock, its processor time, its memory.

Byte code is cached as after an ordinary installation, in a folder of the run's own, whatever the caller's environment
says: otherwise the time to compile is measured, not the time to run.
"""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tieout.errors import ServiceError
from tieout.evals.bench import tasks

TIEOUT = "from tieout.agent.cli import main; main()"
"""What the console script `tieout` runs."""
_SAID = 200
_PEAK = """
import pathlib
status = pathlib.Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print("\\npeak", next((line.split()[1] for line in lines if line.startswith("VmHWM")), 0))
"""


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What one process took."""

    seconds: float
    cpu: float
    """Seconds of all its threads, in user and system mode."""
    output: str

    @property
    def peak(self) -> float:
        """Most memory it held, in MB; 0 where the system does not say. Only of code run by `Child.peak`."""
        return int(self.output.rsplit("peak", 1)[-1]) * 1024 / 1e6


@dataclass(frozen=True, kw_only=True)
class Child:
    """Runs Python code in fresh processes; `cache` keeps their byte code."""

    cache: Path

    def run(
        self,
        code: str,
        arguments: Sequence[str] = (),
        *,
        codes: Sequence[int] = (0,),
        variables: Mapping[str, str] | None = None,
    ) -> Spent:
        """Run code to its end; raises ServiceError where it ends with another exit code."""
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPYCACHEPREFIX": str(self.cache), **(variables or {})}
        before, begun = os.times(), time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        seconds, after = time.perf_counter() - begun, os.times()
        if done.returncode not in codes:
            said = done.stderr.strip().splitlines()[-1:] or ["nothing"]
            raise ServiceError(
                f"{' '.join(arguments)[:_SAID]!r} ended with {done.returncode} and said: {said[0]}; run it alone"
            )
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return Spent(seconds=seconds, cpu=cpu, output=done.stdout)

    def task(self, name: str, arguments: Sequence[str | int | Path]) -> tasks.Took:
        """Run one of the tasks; what a program keeps in the user's folder goes to the run's own."""
        variables = {"HOME": str(self.cache)}
        done = self.run(tasks.CODE, [name, *map(str, arguments)], variables=variables)
        return tasks.Took.model_validate_json(done.output.strip().splitlines()[-1])

    def peak(self, code: str, arguments: Sequence[str] = ()) -> Spent:
        """Run code, and find out the most memory that it held."""
        return self.run(code + _PEAK, arguments)
