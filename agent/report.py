"""How is a report made? Asks a job's questions and writes what the answers say to one file, whole or not at all."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from tieout import errors
from tieout.agent.context import Context
from tieout.agent.job import Job, read_job
from tieout.agent.reportpage import Finding, page
from tieout.answer import Answer, Cost
from tieout.errors import InputError, ServiceError, TieoutError
from tieout.model import Thing
from tieout.tools.whole import write_whole

_SLUG_LENGTH = 60


class Asks(Protocol):
    """What a report needs of a workspace."""

    def ask(self, question: str, *, context: Context | None = None) -> Answer:
        """The answer to one question; raises TieoutError."""
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
    def unreached(self) -> bool:
        """Whether a question failed because a service could not be asked."""
        return any(issubclass(getattr(errors, f.error, TieoutError), ServiceError) for f in self.findings if f.error)

    def summary(self) -> dict[str, object]:
        """What `tieout report --json` prints."""
        return {
            "title": self.title,
            "path": str(self.path),
            "date": self.date.isoformat(),
            "status": "answered" if self.complete else "partial",
            "questions": [_line(f) for f in self.findings],
            "cost": self.cost.model_dump(mode="json"),
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
    return write_report(read, tuple(findings(workspace, read, context or Context())), out)


def findings(workspace: Asks, job: Job, context: Context) -> Iterator[Finding]:
    """What became of each question, one by one; an error is a finding, and a spent budget ends the asking."""
    spent = Decimal(0)
    for question, companies in job.asked():
        if job.max_usd is not None and spent > 0 and spent >= job.max_usd:
            message = f"not asked: the report's budget of {job.max_usd} USD is spent"
            yield Finding(question=question, companies=companies, error="BudgetError", message=message)
            continue
        try:
            answer = workspace.ask(question, context=_context(job, companies, context, spent))
        except TieoutError as error:
            yield Finding(question=question, companies=companies, error=type(error).__name__, message=str(error))
            continue
        spent += answer.cost.usd
        yield Finding(question=question, companies=companies, answer=answer)


def write_report(
    job: Job, found: Sequence[Finding], out: Path | None = None, *, now: datetime | None = None
) -> Written:
    """Write `<title>-<date>.md` whole or not at all; one of the same day is replaced. Raises InputError."""
    day = (now or datetime.now(UTC)).astimezone(ZoneInfo(job.timezone)).date()
    path = (out if out is not None else job.output) / f"{slug(job.title)}-{day.isoformat()}.md"
    put(path, page(job, found, day))
    cost = Cost()
    for finding in found:
        cost = cost.plus(finding.answer.cost) if finding.answer is not None else cost
    return Written(title=job.title, path=path, date=day, findings=tuple(found), cost=cost)


def slug(title: str) -> str:
    """A title as a file name: lower-case letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_SLUG_LENGTH].rstrip("-") or "report"


def put(path: Path, text: str) -> None:
    """Write a text whole; raises InputError where that is not possible."""
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise InputError(f"cannot write {str(path)!r}: {error.strerror or error}; give another folder") from error


def _context(job: Job, companies: tuple[str, ...], context: Context, spent: Decimal) -> Context:
    """The settings of one question."""
    values = dict(context)
    if companies:
        values["companies"] = companies
    if job.as_of is not None:
        values["as_of"] = job.as_of
    if job.max_usd is not None:
        values["max_usd"] = min(context.max_usd, float(job.max_usd - spent))
    return Context.model_validate(values)


def _line(finding: Finding) -> dict[str, object]:
    """One question of the summary."""
    answer = finding.answer
    return {
        "question": finding.question,
        "companies": list(finding.companies),
        "status": finding.status,
        "error": finding.message or None,
        "figures": len(answer.figures) if answer is not None else 0,
        "withheld": [w.model_dump(mode="json") for w in answer.withheld] if answer is not None else [],
        "run_id": answer.run_id if answer is not None else None,
    }
