"""The commands that look things up: `search`, `facts`."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from tieout.agent.cli.app import HomeOption, JsonOption, home_of
from tieout.errors import InputError


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(search)
    app.command()(facts)


def search(
    context: typer.Context,
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    *,
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="How many distinct places.")] = 10,
    questions: Annotated[Path | None, typer.Option(help='JSON lines of {"id", "question"}.')] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="See only what was public then.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Find passages: the best of each distinct document and page."""
    from tieout.agent.cli.ask import lines
    from tieout.agent.cli.show import table
    from tieout.agent.workspace import Workspace

    if (query is None) == (questions is None):
        raise InputError("give one query, or --questions FILE.jsonl")
    workspace = Workspace(home_of(context, home))
    when = as_of.date() if as_of else None
    if questions is not None:
        for identifier, asked, problem in lines(questions):
            results = [] if problem else [r.model_dump(mode="json") for r in workspace.search(asked, k=k, as_of=when)]
            row = {"id": identifier, "results": results} | ({"error": problem} if problem else {})
            sys.stdout.write(json.dumps(row) + "\n")
        return 0
    found = [r.model_dump(mode="json") for r in workspace.search(query or "", k=k, as_of=when)]
    if as_json:
        sys.stdout.write(json.dumps(found) + "\n")
    else:
        rows = [{**r, "text": " ".join(str(r["text"]).split())[:100]} for r in found]
        table(rows, title=f"{len(rows)} places")
    return 0 if found else 1


def facts(
    context: typer.Context,
    *,
    ticker: Annotated[str | None, typer.Option(help="Only this company: ticker, CIK or name.")] = None,
    concept: Annotated[str | None, typer.Option(help='Only this concept: "us-gaap:Assets" or "Assets".')] = None,
    document: Annotated[str | None, typer.Option(help="Only this document id.")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was known then.")] = None,
    changed_by: Annotated[str | None, typer.Option(help="Only what this amendment changed (document id).")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """List facts with their sources."""
    from tieout.agent.factlist import change_rows, fact_rows
    from tieout.agent.workspace import Workspace

    workspace = Workspace(home_of(context, home))
    when: date | None = as_of.date() if as_of else None
    if changed_by is not None:
        return _print(
            change_rows(workspace, changed_by), ("label", "unit", "period", "before", "after"), as_json=as_json
        )
    rows = fact_rows(workspace, ticker=ticker, concept=concept, document=document, as_of=when)
    return _print(rows, ("label", "value", "unit", "period", "printed", "document"), as_json=as_json)


def _print(rows: list[dict[str, object]], shown: tuple[str, ...], *, as_json: bool) -> int:
    """Rows as JSON, or some columns of them as a table; 1 where there are none."""
    from tieout.agent.cli.show import table

    if as_json:
        sys.stdout.write(json.dumps(rows) + "\n")
    else:
        table([{k: r[k] for k in shown} for r in rows], title=f"{len(rows)} facts")
    return 0 if rows else 1
