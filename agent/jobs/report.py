"""How is a report made? Asks a job's questions and writes what the answers say to one file, whole or not at all."""

import re
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from tieout import errors
from tieout.agent.context import Context
from tieout.agent.jobs.job import Job, read_job
from tieout.agent.jobs.reportpage import Finding, page, total
from tieout.agent.jobs.spending import Spending
from tieout.agent.reviews.unfinished import Unfinished, put
from tieout.answer import Answer, Cost
from tieout.errors import ServiceError, TieoutError
from tieout.model import Thing

_SLUG_LENGTH = 60


class Asks(Protocol):
    """What a report needs of a workspace."""

    def ask(self, question: str, *, context: Context | None = None) -> Answer:
        """The answer to one question; raises TieoutError."""
        ...

    def hold(self, report: Unfinished) -> None:
        """Keep a report as long as something of it waits for a person."""
        ...


class Written(Thing):
    """A report as it was written."""

    title: str
    path: Path
    date: date
    findings: tuple[Finding, ...]
    cost: Cost

    @property
    def complete(self) -> bool:
        """Whether every question was answered with nothing withheld."""
        return all(f.status == "answered" for f in self.findings)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The reviews that it waits for."""
        return tuple(f.answer.run_id for f in self.findings if f.answer is not None and f.waits)

    @property
    def unreached(self) -> bool:
        """Whether a question failed because a service could not be asked."""
        return any(issubclass(getattr(errors, f.error, TieoutError), ServiceError) for f in self.findings if f.error)

    def summary(self) -> dict[str, object]:
        """What `tieout report --json` prints."""
        return {
            "title": self.title,
            "path": str(self.path),
            "date": self.date.isoformat(),
            "status": "answered" if self.complete else "needs_review" if self.waiting else "partial",
            "questions": [_line(f) for f in self.findings],
            "reviews": list(self.waiting),
            "cost": self.cost.model_dump(mode="json"),
            "seconds": round(sum(f.seconds for f in self.findings), 4),
        }


def run_report(
    workspace: Asks, job: Job | str | Path, out: Path | None = None, *, context: Context | None = None
) -> Written:
    """Ask everything that a job asks and write the report.

    Args:
        workspace: what answers.
        job: a job, or the path of its file.
        out: folder of the report; None means the job's own.
        context: settings for the questions; the job's companies, date and budget go before them.

    Raises:
        TieoutError: the job file cannot be used, or the report cannot be written.
    """
    read = job if isinstance(job, Job) else read_job(Path(job))
    written = write_report(read, tuple(findings(workspace, read, context or Context())), out)
    keep(workspace, read, written)
    return written


def findings(
    workspace: Asks, job: Job, context: Context, clock: Callable[[], float] = time.monotonic
) -> Iterator[Finding]:
    """What became of each question, one by one; an error is a finding, and a spent budget ends the asking."""
    spending = Spending(job=job)
    for question, companies in job.asked():
        if (spent := spending.over) is not None:
            unasked = Finding(
                question=question, companies=companies, error="BudgetError", message=f"not asked: {spent}"
            )
            yield unasked.model_copy(update={"reason": "over_budget"})
            continue
        begun = clock()
        finding = answer_to(workspace, question, companies, spending.context(context, companies))
        finding = finding.model_copy(update={"seconds": round(clock() - begun, 4)})
        spending.add(finding)
        yield finding


def answer_to(workspace: Asks, question: str, companies: tuple[str, ...], context: Context) -> Finding:
    """One question's answer, or the error that ended it with what was paid until then."""
    try:
        answer = workspace.ask(question, context=context)
    except TieoutError as error:
        name, paid = type(error).__name__, error.paid or Cost()
        return Finding(question=question, companies=companies, error=name, message=str(error), cost=paid)
    return Finding(question=question, companies=companies, answer=answer)


def write_report(
    job: Job, found: Sequence[Finding], out: Path | None = None, *, now: datetime | None = None
) -> Written:
    """Write `<title>-<date>.md` whole or not at all; one of the same day is replaced. Raises InputError."""
    day = (now or datetime.now(UTC)).astimezone(ZoneInfo(job.timezone)).date()
    path = (out if out is not None else job.output) / f"{slug(job.title)}-{day.isoformat()}.md"
    put(path, page(job, found, day))
    return Written(title=job.title, path=path, date=day, findings=tuple(found), cost=total(found))


def keep(workspace: Asks, job: Job, written: Written) -> None:
    """Let the home remember a report of which something waits for a person, so that each answer completes it."""
    path = written.path.absolute()
    workspace.hold(Unfinished(job=job, path=path, date=written.date, findings=written.findings))


def slug(title: str) -> str:
    """A title as a file name: lower-case letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_SLUG_LENGTH].rstrip("-") or "report"


def _line(finding: Finding) -> dict[str, object]:
    """One question of the summary."""
    answer = finding.answer
    return {
        "question": finding.question,
        "companies": list(finding.companies),
        "status": finding.status,
        "error": finding.message or None,
        "reason": finding.reason,
        "figures": len(answer.figures) if answer is not None else 0,
        "withheld": [w.model_dump(mode="json") for w in answer.withheld] if answer is not None else [],
        "cost": finding.spent.model_dump(mode="json"),
        "seconds": finding.seconds,
        "run_id": answer.run_id if answer is not None else None,
    }
