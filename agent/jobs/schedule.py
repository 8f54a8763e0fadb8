"""How are reports written on time? Runs what is due, each due time once, however many schedulers there are."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tieout.agent.context import Context
from tieout.agent.jobs.due import Cron
from tieout.agent.jobs.job import Job, read_job
from tieout.agent.jobs.ledger import Lease, Ledger, Status
from tieout.agent.jobs.report import Asks, Written, findings, keep, slug, write_report
from tieout.errors import InputError, TieoutError
from tieout.model import Thing

BEAT_SECONDS = 15.0
LONGEST_WAIT = 20.0
"""Seconds; the clock may be set, and another scheduler's lease may end."""


class Scheduled(Thing):
    """A job with the file that names it."""

    file: Path
    job: Job

    @property
    def name(self) -> str:
        """What the ledger knows it by."""
        return str(self.file)

    @property
    def cron(self) -> Cron:
        """When it is due."""
        return Cron.parse(self.job.schedule or "", self.job.timezone)


class Ran(Thing):
    """One due time as it was run."""

    job: str
    due: datetime
    status: Status
    detail: str = ""
    """The report's path, or what went wrong."""
    written: Written | None = None


def read_scheduled(files: Sequence[Path]) -> tuple[Scheduled, ...]:
    """The jobs of some files; raises InputError for one without schedule, or two that would write the same report."""
    jobs: dict[Path, Scheduled] = {}
    names: dict[Path, Path] = {}
    for file in files:
        path = file.expanduser().resolve()
        if path in jobs:
            continue
        job = read_job(path)
        if job.schedule is None:
            raise InputError(f"{file}: the key 'schedule' is missing; set it, such as schedule = \"0 8 * * mon\"")
        writes = job.output.resolve() / slug(job.title)
        if writes in names:
            raise InputError(f"{file} and {names[writes]} write the same report; give one another title or output")
        names[writes] = file
        jobs[path] = Scheduled(file=path, job=job)
    return tuple(jobs.values())


@dataclass(kw_only=True)
class Scheduler:
    """Runs jobs over one home."""

    jobs: Sequence[Scheduled]
    workspace: Asks
    ledger: Ledger
    context: Context = field(default_factory=Context)
    tell: Callable[[Ran], None] = lambda _: None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    stop: threading.Event = field(default_factory=threading.Event)
    """Set it, and the scheduler ends after the question that is being answered."""

    def run(self) -> None:
        """Run jobs as they come due, until stopped."""
        while not self.stop.is_set():
            self.run_due()
            self.stop.wait(self.wait())

    def run_due(self) -> tuple[Ran, ...]:
        """Run what is due and not yet run; of several missed due times of a job only the last."""
        ran = []
        for job in self.jobs:
            now = self.clock()
            due = job.cron.latest(self.ledger.since(job.name, now), now)
            lease = self.ledger.claim(job.name, due, now) if due is not None and not self.stop.is_set() else None
            if lease is not None:
                ran.append(self.run_one(job, lease))
                self.tell(ran[-1])
        return tuple(ran)

    def next_due(self) -> tuple[Scheduled, datetime] | None:
        """The job that is due next, and when; None when no schedule comes any more."""
        now = self.clock()
        coming = [(due, n) for n, job in enumerate(self.jobs) if (due := job.cron.after(now)) is not None]
        if not coming:
            return None
        due, number = min(coming)
        return self.jobs[number], due

    def wait(self) -> float:
        """Seconds until to look again."""
        coming = self.next_due()
        if coming is None:
            return LONGEST_WAIT
        return min(max((coming[1] - self.clock()).total_seconds(), 0.0), LONGEST_WAIT)

    def run_one(self, job: Scheduled, lease: Lease) -> Ran:
        """Run one due time that is ours, and record how it ended."""
        written: Written | None = None
        try:
            with self.held(lease) as is_ours:
                written = self.write(job.job, is_ours)
            status: Status = "interrupted" if written is None else "done" if written.complete else "partial"
            detail = str(written.path) if written is not None else "stopped; the next start runs it again"
        except TieoutError as error:
            status, detail = "failed", str(error)
        except Exception as error:  # noqa: BLE001  # a defect met by one job must not stop the others; it is recorded
            status, detail = "failed", f"{type(error).__name__}: {error}"
        if not self.ledger.finish(lease, status, detail, self.clock()):
            status, detail, written = "interrupted", "another scheduler has taken this run over", None
        return Ran(job=job.name, due=lease.due, status=status, detail=detail, written=written)

    def write(self, job: Job, is_ours: Callable[[], bool]) -> Written | None:
        """Ask and write; None when it was stopped, or the lease lost, before all was asked."""
        found = []
        total = len(job.asked())
        for finding in findings(self.workspace, job, self.context):
            found.append(finding)
            if self.stop.is_set() and len(found) < total:
                return None
        if not is_ours():
            return None
        written = write_report(job, found, now=self.clock())
        keep(self.workspace, job, written)
        return written

    @contextmanager
    def held(self, lease: Lease) -> Iterator[Callable[[], bool]]:
        """Keep a lease alive meanwhile; gives a function that says whether it still is ours."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(BEAT_SECONDS):
                try:
                    if not self.ledger.beat(lease, self.clock()):
                        return
                except TieoutError:  # the next beat, or the last look before writing, tells
                    continue

        thread = threading.Thread(target=beat, name="tieout-lease", daemon=True)
        thread.start()
        try:
            yield lambda: self.ledger.beat(lease, self.clock())
        finally:
            over.set()
            thread.join()
