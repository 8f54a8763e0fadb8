"""Which commands are there? Wires them together and turns errors into one line and an exit code."""

import logging
import os
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Protocol, runtime_checkable

import typer

from tieout.agent.cli.out import complain, hang_up
from tieout.errors import ServiceError, TieoutError

DONE, NOT_VERIFIED, WRONG_USAGE, NOT_REACHED = 0, 1, 2, 3
INTERRUPTED = 130

COMMANDS = {
    "ingest": "ingest",
    "remove": "ingest",
    "status": "ingest",
    "ask": "ask",
    "search": "look",
    "facts": "look",
    "grid": "grid",
    "check": "check",
    "index": "index",
    "demo": "demo",
    "doctor": "doctor",
    "report": "jobs",
    "schedule": "jobs",
    "review": "review",
}
"""Each command and the module that brings it, in the order of the help."""

AT_THE_END = {"LANGSMITH_USE_DAEMON": "true"}
"""A command that has answered gives traces two seconds to leave, and does not wait for a server that is gone."""

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="Folder of the index; else TIEOUT_HOME, else .tieout.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


@runtime_checkable
class UsageError(Protocol):
    """What Typer raises for a wrong command line; its class has another name in each of its versions."""

    exit_code: int

    def format_message(self) -> str:
        """What is wrong, in a sentence."""
        ...


def common(context: typer.Context, home: HomeOption = None) -> None:
    """Keep what stands before the command, and let no library report on its use."""
    from tieout.agent.settings import NO_TELEMETRY

    for name, value in {**NO_TELEMETRY, **AT_THE_END}.items():
        os.environ.setdefault(name, value)
    keep_retries_quiet()
    context.obj = home


def keep_retries_quiet() -> None:
    """What was tried again is told when it has failed; the library would print each try, to standard output even."""
    logging.getLogger("stamina").addHandler(logging.NullHandler())
    if find_spec("structlog"):
        from stamina.instrumentation import set_on_retry_hooks

        set_on_retry_hooks([])


def home_of(context: typer.Context, home: Path | None) -> Path:
    """The home that was named: after the command, before it, in the environment, or the default."""
    from tieout.agent.settings import settings

    before: Path | None = context.obj
    return home or before or settings().home


def commands(arguments: list[str]) -> typer.Typer:
    """The program with the commands that the arguments name, or with all of them; nothing else is imported."""
    app = typer.Typer(
        name="tieout",
        help="Ask questions about company filings. Every figure of an answer is proven against its source, "
        "or not printed.",
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(common)
    named = [COMMANDS[a] for a in arguments if a in COMMANDS]
    for module in dict.fromkeys(named or COMMANDS.values()):
        import_module(f"tieout.agent.cli.{module}").attach(app)
    return app


def run(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = told(given or ["--help"])
        sys.stdout.flush()
    except BrokenPipeError:
        hang_up()
        return DONE
    return code


def told(arguments: list[str]) -> int:
    """Run one command; what went wrong is one line on standard error."""
    try:
        outcome = commands(arguments)(args=arguments, prog_name="tieout", standalone_mode=False)
    except TieoutError as error:
        return complain(str(error), NOT_REACHED if isinstance(error, ServiceError) else WRONG_USAGE)
    except (KeyboardInterrupt, typer.Abort):
        return complain("interrupted", INTERRUPTED)
    except SystemExit as stop:  # how Typer and rich end when nobody reads standard output
        raise BrokenPipeError from stop
    except BrokenPipeError:
        raise
    except OSError as error:
        return complain(f"{error}; is the disk full, or a permission missing?", NOT_REACHED)
    except Exception as error:  # noqa: BLE001  # raised again there, but for two kinds
        return excused(error)
    if outcome == INTERRUPTED:
        return complain("interrupted", INTERRUPTED)
    return outcome if isinstance(outcome, int) else DONE


def excused(error: Exception) -> int:
    """What to say of a wrong command line or of an interruption; every other error is raised again.

    A compiled module that Ctrl-C meets while it loads raises an error of its own: the interruption lies at its bottom.
    """
    if isinstance(error, UsageError):
        return misused(error)
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, KeyboardInterrupt):
            return complain("interrupted", INTERRUPTED)
        below = below.__cause__ or below.__context__
    raise error


def misused(error: UsageError) -> int:
    """What is wrong with the command line, in one line; the help where a group was named and none of its commands."""
    message = error.format_message()
    if message.startswith("Usage:"):
        sys.stdout.write(f"{message}\n")
        return DONE
    return complain(f"{message.rstrip('.')}; see `tieout --help`", WRONG_USAGE)
