"""Which commands are there? Wires them together and turns errors into one line and an exit code."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from tieout.agent.settings import NO_TELEMETRY
from tieout.errors import ServiceError, TieoutError

DONE, NOT_VERIFIED, WRONG_USAGE, NOT_REACHED = 0, 1, 2, 3

app = typer.Typer(
    name="tieout",
    help="Ask questions about company filings. Every figure of an answer is proven against its source, or not printed.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Folder of the index; else TIEOUT_HOME, else .tieout.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


@app.callback()
def common(context: typer.Context, home: HomeOption = None) -> None:
    """Keep what stands before the command."""
    context.obj = home


def home_of(context: typer.Context, home: Path | None) -> Path:
    """The home that was named: after the command, before it, in the environment, or the default."""
    from tieout.agent.settings import settings

    before: Path | None = context.obj
    return home or before or settings().home


def register() -> None:
    """Attach every command; each module imports what it needs only when its command runs."""
    from tieout.agent.cli import ask, demo, doctor, ingest, jobs, look

    for module in (ingest, ask, look, demo, doctor, jobs):
        module.attach(app)


def run(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    for name, value in NO_TELEMETRY.items():
        os.environ.setdefault(name, value)
    register()
    try:
        outcome = app(args=arguments, standalone_mode=False)
    except TieoutError as error:
        return complain(str(error), NOT_REACHED if isinstance(error, ServiceError) else WRONG_USAGE)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        return complain("interrupted", WRONG_USAGE)
    except KeyboardInterrupt:
        return complain("interrupted", 130)
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):
            return complain(error.format_message(), WRONG_USAGE)
        raise
    return outcome if isinstance(outcome, int) else DONE


def complain(message: str, code: int) -> int:
    """One line on standard error, and the code."""
    sys.stderr.write(f"tieout: {' '.join(message.split())}\n")
    return code
