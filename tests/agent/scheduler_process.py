"""A scheduler in a process of its own over a scripted workspace: `python -m … MODE HOME JOB LOG`.

`race` goes through an hour of due times, each as soon as the one before is done by anybody; `hang` starts a run and
stays in its first question until it is killed; `serve` runs like the command and stays in its first question until a
signal comes.
"""

import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.agent.scripted import ScriptedWorkspace, answered
from tieout.agent.cli.jobs import end_on_signals
from tieout.agent.jobs.ledger import Ledger
from tieout.agent.jobs.schedule import Ran, Scheduler, read_scheduled

START = datetime(2024, 11, 4, 8, 0, 30, tzinfo=UTC)
MINUTES = 60


class Clock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Its time."""
        return self.now


def main(mode: str, home: str, job: str, log: str) -> None:
    """Run as `mode` says; each run that ended is a line of the log."""
    jobs = read_scheduled([Path(job)])
    ledger = Ledger(Path(home))
    with Path(log).open("a", encoding="utf-8") as file:

        def tell(ran: Ran) -> None:
            file.write(f"{ran.due.isoformat()} {ran.status}\n")
            file.flush()

        clock, stop = Clock(), threading.Event()

        def meanwhile() -> None:
            file.write("asked\n")
            file.flush()
            end = time.monotonic() + {"race": 0.001, "hang": 600.0, "serve": 240.0}[mode]
            while time.monotonic() < end and not stop.is_set():
                time.sleep(0.001)

        workspace = ScriptedWorkspace(*[answered()] * 1000, meanwhile=meanwhile)
        runner = Scheduler(jobs=jobs, workspace=workspace, ledger=ledger, tell=tell, clock=clock, stop=stop)
        if mode == "serve":
            end_on_signals(runner.stop)
            runner.run()
            file.write("stopped\n")
            return
        for minute in range(MINUTES):
            clock.now = START + timedelta(minutes=minute)
            runner.run_due()
            while len([run for run in ledger.history() if run.status == "done"]) <= minute:
                time.sleep(0.001)
                runner.run_due()


if __name__ == "__main__":
    main(*sys.argv[1:])
