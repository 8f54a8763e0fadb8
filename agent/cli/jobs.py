"""The commands that write reports: `report`, `schedule`."""

import json
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from tieout.agent.cli.app import NOT_REACHED, NOT_VERIFIED, HomeOption, JsonOption, home_of

if TYPE_CHECKING:
    from tieout.agent.jobs.schedule import Ran, Scheduler

OfflineOption = Annotated[bool, typer.Option("--offline", help="Open no connection.")]


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(report)
    app.command()(schedule)


def report(
    context: typer.Context,
    job: Annotated[Path, typer.Argument(help="Job file in TOML; see docs/examples/weekly.toml.")],
    *,
    out: Annotated[Path | None, typer.Option(help="Folder of the report; else the job's.", show_default=False)] = None,
    offline: OfflineOption = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Ask everything that a job asks and write a report, every figure with its proof."""
    from tieout.agent.context import Context
    from tieout.agent.jobs.job import read_job
    from tieout.agent.jobs.report import run_report
    from tieout.agent.workspace import Workspace

    read = read_job(job)
    written = run_report(Workspace(home_of(context, home)), read, out, context=Context(offline=offline))
    sys.stdout.write(f"{json.dumps(written.summary()) if as_json else written.path}\n")
    for finding in written.findings:
        if finding.status != "answered":
            reason = finding.message or (finding.answer.text if finding.answer is not None else "")
            if finding.waits and finding.answer is not None:
                reason += f" See it with `tieout review {finding.answer.run_id}`."
            sys.stderr.write(f"tieout: {finding.status}: {finding.question!r}: {' '.join(reason.split())[:300]}\n")
    if written.unreached:
        return NOT_REACHED
    return 0 if written.complete else NOT_VERIFIED


def schedule(
    context: typer.Context,
    jobs: Annotated[list[Path], typer.Argument(help="Job files with a schedule; read once, at the start.")],
    *,
    once: Annotated[bool, typer.Option("--once", help="Run what is due now and end, for a cron of your own.")] = False,
    offline: OfflineOption = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Write reports on time, each due time once; ends on SIGTERM after the question that is being answered."""
    from tieout.agent.context import Context
    from tieout.agent.jobs.ledger import Ledger
    from tieout.agent.jobs.schedule import Scheduler, read_scheduled
    from tieout.agent.workspace import Workspace

    scheduled = read_scheduled(jobs)
    folder = home_of(context, home)
    ledger = Ledger(folder)
    runner = Scheduler(jobs=scheduled, workspace=Workspace(folder), ledger=ledger, context=Context(offline=offline))
    if not (once and as_json):
        runner.tell = tell_json if as_json else tell
    end_on_signals(runner.stop)
    try:
        return run_once(runner, as_json=as_json) if once else run_on(runner)
    finally:
        ledger.close()


def run_once(runner: "Scheduler", *, as_json: bool) -> int:
    """Run what is due; 1 when a report is not complete."""
    ran = runner.run_due()
    if as_json:
        sys.stdout.write(json.dumps({"runs": [row(r) for r in ran]}) + "\n")
    elif not ran:
        announce(runner, "nothing is due")
    return 0 if all(r.status == "done" for r in ran) else NOT_VERIFIED


def run_on(runner: "Scheduler") -> int:
    """Run until stopped."""
    announce(runner, "started")
    runner.run()
    sys.stderr.write("tieout: stopped\n")
    return 0


def announce(runner: "Scheduler", what: str) -> None:
    """Say on standard error what comes next."""
    coming = runner.next_due()
    when = f"; next is {coming[0].file.name} at {coming[1].isoformat(timespec='minutes')}" if coming else ""
    sys.stderr.write(f"tieout: {what}{when}\n")


def tell(ran: "Ran") -> None:
    """The path of a report on standard output, anything else on standard error."""
    if ran.written is not None:
        sys.stdout.write(f"{ran.written.path}\n")
        sys.stdout.flush()
        for review in ran.written.waiting:
            sys.stderr.write(f"tieout: {Path(ran.job).name}: an answer waits: `tieout review {review}`\n")
    else:
        sys.stderr.write(f"tieout: {Path(ran.job).name}: {ran.status}: {' '.join(ran.detail.split())}\n")


def tell_json(ran: "Ran") -> None:
    """One run a line."""
    sys.stdout.write(json.dumps(row(ran)) + "\n")
    sys.stdout.flush()


def row(ran: "Ran") -> dict[str, object]:
    """One run as JSON."""
    report_of = ran.written.summary() if ran.written is not None else None
    return {**ran.model_dump(mode="json", exclude={"written"}), "report": report_of}


def end_on_signals(stop: threading.Event) -> None:
    """Stop in good order on the first SIGTERM or SIGINT, at once on the second."""

    def ask(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # the form of a signal handler
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        stop.set()  # last: were it to hang in a lock that it interrupted, a second signal still ends the program

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)
