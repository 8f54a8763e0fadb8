"""The command for a first look: `demo` reads the sample filings that come with the package and asks three questions."""

import json
import shutil
import sys
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tieout.agent.cli.app import HomeOption, JsonOption, home_of
from tieout.errors import BusyError, ReadError

if TYPE_CHECKING:
    from tieout.agent.workspace import Workspace
    from tieout.tools.ingest import Report

QUESTIONS = (
    "What were Apple's net sales in fiscal 2024, and how much did they grow over fiscal 2023?",
    "What was AMD's free cash flow in fiscal 2023?",
    "What was Tesla's net income in fiscal 2023?",
)
"""A figure with its growth, a calculation, and one that no sample can answer."""

_PATIENCE = 120.0
"""Seconds to wait for another process that is filling the same home."""
_PAUSE = 0.5


def attach(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(demo)


def demo(context: typer.Context, *, home: HomeOption = None, as_json: JsonOption = False) -> int:
    """Read three sample filings and ask three questions; no key, no connection.

    Without --home the samples go to a folder of their own, `.tieout/demo`.
    """
    from tieout.agent.context import Context
    from tieout.agent.wiring import open_home
    from tieout.agent.workspace import Workspace

    folder = demo_home(context, home)
    open_home(folder, create=True, shipped=True)
    workspace = Workspace(folder, context=Context(offline=True))
    sys.stderr.write(f"tieout: reading the sample filings into {str(folder)!r}\n")
    fill(workspace)
    answers = [workspace.ask(question) for question in QUESTIONS]
    if as_json:
        sys.stdout.write(json.dumps([answer.model_dump(mode="json") for answer in answers]) + "\n")
        return 0
    from tieout.agent.cli.show import answer as show

    for answer in answers:
        sys.stdout.write(f"\n? {answer.question}\n\n")
        show(answer)
    program = "tieout" if shutil.which("tieout") else sys.argv[0]
    sys.stdout.write(f'\nNext: {program} ask --home {folder} "What was AMD\'s gross margin in fiscal 2023?"\n')
    return 0


def demo_home(context: typer.Context, named: Path | None) -> Path:
    """The home that was named, else a folder of its own inside the default home, so that samples mix with nothing."""
    before: Path | None = context.obj
    return named or before or home_of(context, None) / "demo"


def samples() -> list[Path]:
    """The sample filings as files."""
    folder = Path(str(files("tieout.agent.demo")))
    found = sorted(folder.glob("*.html"))
    if not found:
        raise ReadError(f"no sample filing is in {str(folder)!r}; install tieout again")
    return found


def fill(workspace: "Workspace") -> "Report":
    """Ingest the samples, after another process that is doing so; raises ReadError where one cannot be read."""
    patient_until = time.monotonic() + _PATIENCE
    while True:
        try:
            report = workspace.ingest(*samples())
            break
        except BusyError:
            if time.monotonic() > patient_until:
                raise
            time.sleep(_PAUSE)
    if report.failed:
        path, message = report.failed[0]
        raise ReadError(f"the sample {Path(path).name!r} could not be read: {message}; install tieout again")
    return report
