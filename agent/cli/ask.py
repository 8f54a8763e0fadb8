"""The command that answers: `ask`."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tieout.agent.cli.app import HomeOption, JsonOption, home_of
from tieout.errors import InputError, TieoutError


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
    offline: Annotated[bool, typer.Option("--offline", help="Open no connection.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Answer a question, every figure with its proof; exit code 1 when nothing could be verified."""
    from tieout.agent.context import Context
    from tieout.agent.workspace import Workspace

    if (question is None) == (questions is None):
        raise InputError("give one question in quotation marks, or --questions FILE.jsonl")
    settings = Context(
        as_of=as_of.date() if as_of else None, companies=tuple(company or ()), model=model, offline=offline
    )
    workspace = Workspace(home_of(context, home), context=settings)
    if questions is not None:
        return batch(workspace, questions, as_json=as_json)
    if question is None:
        raise InputError("the question is missing")
    answer = workspace.ask(question)
    if as_json:
        sys.stdout.write(answer.model_dump_json() + "\n")
    else:
        from tieout.agent.cli.show import answer as show

        show(answer)
    return 0 if answer.status == "answered" else 1


def batch(workspace: "Workspace", file: Path, *, as_json: bool) -> int:
    """Answer every line of a file, in its order; a line that fails is an error line, not the end."""
    from tieout.agent.cli.show import answer as show

    for identifier, asked, problem in lines(file):
        try:
            if problem:
                raise InputError(problem)
            answer = workspace.ask(asked)
        except TieoutError as error:
            row: dict[str, object] = {"id": identifier, "question": asked, "status": "error", "error": str(error)}
            sys.stdout.write(json.dumps(row) + "\n")
            continue
        if as_json:
            sys.stdout.write(json.dumps({"id": identifier, **answer.model_dump(mode="json")}) + "\n")
            sys.stdout.flush()
        else:
            sys.stdout.write(f"\n{identifier}: {asked}\n")
            show(answer)
    return 0


def lines(file: Path) -> Iterator[tuple[object, str, str]]:
    """Id, question and what is wrong with the line, "" when nothing is."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{str(file)!r} cannot be read as UTF-8 text ({error}); give a file of JSON lines") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, "", f"line {number} is not JSON: {error}"
            continue
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            yield (row.get("id", number) if isinstance(row, dict) else number), "", f'line {number} has no "question"'
            continue
        yield row.get("id", number), row["question"], ""
