"""The command that answers: `ask`."""

import socket
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieout.agent.cli.app import DONE, NOT_VERIFIED, HomeOption, JsonOption, home_of
from tieout.agent.cli.out import print_json, say
from tieout.errors import InputError, TieoutError

if TYPE_CHECKING:
    from tieout.agent.cli.batch import Line
    from tieout.agent.cli.handing import Wanted
    from tieout.agent.context import Context
    from tieout.agent.workspace import Workspace


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(ask)


def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="The question, in quotation marks.")] = None,
    *,
    questions: Annotated[
        Path | None, typer.Option(help='JSON lines of {"id", "question"}; prints one answer a line.')
    ] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="See only what was public then.")] = None,
    company: Annotated[list[str] | None, typer.Option(help="Only this company; may be repeated.")] = None,
    model: Annotated[str | None, typer.Option(help='Chat model as "provider:name"; else TIEOUT_MODEL.')] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Fetch filings that are missing from EDGAR.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection.")] = False,
    review: Annotated[
        str | None, typer.Option(help="When a person decides first: withheld, material or always; see `tieout review`.")
    ] = None,
    materiality: Annotated[str | None, typer.Option(help='With --review material: such as "$500 million".')] = None,
    table: Annotated[
        str | None, typer.Option(help="Print the figures as csv, tsv, xlsx or md.", metavar="FORMAT")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File for the table; its ending says the form.")] = None,
    page: Annotated[Path | None, typer.Option(help="Write the answer with its proofs as FILE.html or FILE.md.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Answer a question, every figure with its proof; exit code 1 when nothing could be verified."""
    from tieout.agent.cli.handing import Wanted

    if (question is None) == (questions is None):
        raise InputError("give one question in quotation marks, or --questions FILE.jsonl")
    wanted = Wanted.of(table, out, page, as_json=as_json)
    if questions is not None and wanted.anything:
        raise InputError("--table, --out and --page go with one question; with --questions use --json")
    if offline:
        socket.has_ipv6 = False  # else urllib3, which LangChain imports, opens a socket to see whether there is IPv6
    from tieout.agent.llm.langsmith import flush
    from tieout.agent.workspace import Workspace

    settings = settings_of(
        as_of=as_of.date() if as_of else None,
        companies=company or None,
        model=model,
        offline=offline,
        fetch="always" if fetch else None,
        review=review,
        materiality=materiality,
    )
    workspace = Workspace(home_of(context, home), context=settings)
    workspace.home.generation()  # a home that cannot be read says so before anything runs
    try:
        if questions is not None:
            return batch(workspace, questions, as_json=as_json)
        return one(workspace, question or "", as_json=as_json, wanted=wanted)
    finally:
        if not offline:
            flush()


def one(workspace: "Workspace", question: str, *, as_json: bool, wanted: "Wanted") -> int:
    """Print the answer to one question, or hand it out in the forms that are wanted."""
    answer = workspace.ask(question)
    if wanted.anything:
        from tieout.agent.cli.handing import answered

        answered(answer, wanted)
    if as_json:
        print_json(answer.model_dump(mode="json"))
    elif not wanted.prints:
        from tieout.agent.cli.show import answer as show

        show(answer)
    return DONE if answer.status == "answered" else NOT_VERIFIED


def settings_of(**given: object) -> "Context":
    """The options as the graph takes them, those that were given; raises InputError where it would not."""
    from pydantic import ValidationError

    from tieout.agent.context import Context

    try:
        return Context.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"--{first['loc'][0]} cannot be used: {first['msg'].removeprefix('Value error, ')}") from error


def batch(workspace: "Workspace", file: Path, *, as_json: bool) -> int:
    """Answer every line of a file, in its order; a line that fails is an error line, not the end."""
    from tieout.agent.cli.batch import read_lines

    asked = 0
    for asked, line in enumerate(read_lines(file), start=1):  # noqa: B007  # counted
        answer_line(workspace, line, as_json=as_json)
    if not asked:
        say(f"{str(file)!r} holds no question")
    return DONE


def answer_line(workspace: "Workspace", line: "Line", *, as_json: bool) -> None:
    """Print one answer, or what kept it from being given."""
    try:
        if line.problem:
            raise InputError(line.problem)
        answer = workspace.ask(line.question)
    except TieoutError as error:
        if as_json:
            print_json({"id": line.id, "question": line.question, "status": "error", "error": str(error)})
        else:
            say(f"{line.id}: {error}")
        return
    if as_json:
        print_json({"id": line.id, **answer.model_dump(mode="json")})
        return
    from tieout.agent.cli.show import answer as show

    sys.stdout.write(f"\n{line.id}: {line.question}\n")
    show(answer)
