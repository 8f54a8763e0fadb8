"""How many requests a second does a home send to EDGAR, over all its processes and runs?"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

MARGIN = 0.05
"""Seconds by which the window is longer than a second, for requests that overtake each other on their way."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """At most so many requests in any second; the times of the last ones stand in a file that all processes share."""

    path: Path
    most: int
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep

    def wait(self) -> None:
        """Return when the next request may be sent, and count it; raises OSError where the file cannot be written."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path.with_name(f"{self.path.name}.lock")):
            sent = self._sent()
            if len(sent) >= self.most:
                self._until(sent[-self.most] + 1 + MARGIN)
            latest = [*sent, self.now()][-self.most :]
            self.path.write_text(" ".join(f"{one:.6f}" for one in latest), encoding="ascii")

    def _until(self, moment: float) -> None:
        while (left := moment - self.now()) > 0:
            self.sleep(left)

    def _sent(self) -> list[float]:
        """When the last requests were sent, the earliest first; a clock that was put back counts them as just sent."""
        now = self.now()
        try:
            return sorted(min(float(one), now) for one in self.path.read_text(encoding="ascii").split())
        except FileNotFoundError:
            return []
        except (ValueError, UnicodeDecodeError):
            return [now] * self.most
