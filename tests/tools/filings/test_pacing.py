"""A home asks EDGAR eight times a second at most, over all its processes and runs."""

import subprocess
import sys
from pathlib import Path

from tieout.tools.filings.pacing import MARGIN, Pace

ASK = """
import sys, time
from pathlib import Path
from tieout.tools.filings.pacing import Pace
looked = []

def now():
    looked.append(time.time())
    return looked[-1]

pace = Pace(path=Path(sys.argv[1]), most=8, now=now)
for _ in range(9):
    pace.wait()
    print(f"{looked[-1]:.6f}")
"""


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> float:
        """The moment."""
        return self.at

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.at += seconds


def most_in_a_second(times: list[float]) -> int:
    """The largest number of moments within any one second."""
    return max(sum(start <= one < start + 1 for one in times) for start in times)


def asked(path: Path) -> "subprocess.Popen[str]":
    """A process that asks nine times as fast as it may, and prints the moments that it was given."""
    return subprocess.Popen([sys.executable, "-c", ASK, str(path)], stdout=subprocess.PIPE, text=True)


def test_two_processes_and_the_run_after_them_keep_the_pace(tmp_path: Path) -> None:
    """27 requests by two processes at once and one right after them are at most eight in any second."""
    path = tmp_path / "edgar.pace"
    times: list[float] = []
    for at_once in ([asked(path), asked(path)], [asked(path)]):
        for process in at_once:
            with process:
                times += [float(line) for line in process.communicate()[0].split()]

    assert len(times) == 27
    assert most_in_a_second(sorted(times)) <= 8


def test_the_first_eight_do_not_wait(tmp_path: Path) -> None:
    """Eight requests go at once, the ninth when the first is more than a second old."""
    clock = Clock()
    pace = Pace(path=tmp_path / "pace", most=8, now=clock.now, sleep=clock.sleep)
    times = []
    for _ in range(9):
        pace.wait()
        times.append(clock.at)

    assert times == [1000.0] * 8 + [1001.0 + MARGIN]


def test_a_clock_that_was_put_back_or_a_broken_file_waits_a_second(tmp_path: Path) -> None:
    """Times in the future and a file that is no list of times count as eight requests just now, never as none."""
    clock = Clock()
    for content in (b"9999 " * 8, b"\xff\x00", b"one two"):
        path = tmp_path / "pace"
        path.write_bytes(content)
        clock.at = 1000.0
        Pace(path=path, most=8, now=clock.now, sleep=clock.sleep).wait()

        assert clock.at == 1001.0 + MARGIN
