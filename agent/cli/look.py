"""The commands that look things up: `search`, `facts`."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieout.agent.cli.app import DONE, NOT_VERIFIED, HomeOption, JsonOption, home_of
from tieout.agent.cli.out import hint, print_json, say
from tieout.errors import InputError, TieoutError

if TYPE_CHECKING:
    from tieout.tools.home import Home
    from tieout.tools.lookup import Looked

SHOWN = ("label", "value", "unit", "period", "printed", "document")
EXCERPT = 100
"""Characters of a passage in a table."""

DayOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only what was public then.")]


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
    as_of: DayOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Find passages: the best of each distinct document and page."""
    if (query is None) == (questions is None):
        raise InputError("give one query, or --questions FILE.jsonl")
    from tieout.agent.homes import opened as open_home
    from tieout.tools.lookup import missing_note

    day = as_of.date() if as_of else None
    with open_home(home_of(context, home)) as opened:
        hint(opened)
        undated(opened, day)
        if questions is not None:
            return batch(opened, questions, k=k, as_of=day)
        looked, is_empty = looked_up(opened, query or "", k=k, as_of=day), opened.is_empty
    found = rows_of(looked)
    if note := missing_note(looked):
        say(note)
    elif not found and not is_empty:
        say(f"nothing found{f' that was public on {day}' if day else ''}; `tieout status` lists what is indexed")
    if as_json:
        print_json(found)
    else:
        from tieout.agent.cli.show import table

        rows = [{**r, "text": " ".join(str(r["text"]).split())[:EXCERPT]} for r in found]
        table(rows, title=f"{len(rows)} places")
    return DONE if found else NOT_VERIFIED


def undated(home: "Home", day: date | None) -> None:
    """Say on standard error which documents a look back to a day leaves out."""
    from tieout.tools.lookup import left_out

    if day is None or home.is_empty:
        return
    with home.snapshot() as snapshot:
        note = left_out(snapshot)
    if note:
        say(note)


def batch(home: "Home", file: Path, *, k: int, as_of: date | None) -> int:
    """Search for every line of a file, in its order; a line that fails has no results and says why."""
    from tieout.agent.cli.batch import read_lines

    for line in read_lines(file):
        try:
            if line.problem:
                raise InputError(line.problem)
            looked = looked_up(home, line.question, k=k, as_of=as_of)
            missing = {"missing": looked.missing} if looked.missing else {}
            print_json({"id": line.id, "results": rows_of(looked), **missing})
        except TieoutError as error:
            print_json({"id": line.id, "results": [], "error": str(error)})
    return DONE


def looked_up(home: "Home", query: str, *, k: int, as_of: date | None) -> "Looked":
    """What a query finds, and what it asks for that the home lacks; raises InputError where nothing is asked."""
    if not query.strip():
        raise InputError("the query is empty; give the words to look for")
    if not any(letter.isalnum() for letter in query):
        raise InputError(f"the query {query[:EXCERPT]!r} has neither a word nor a number; give the words to look for")
    from tieout.ports import SearchQuery
    from tieout.tools.lookup import look_up

    with home.snapshot() as snapshot:
        return look_up(snapshot, SearchQuery(text=query, k=k, as_of=as_of))


def rows_of(looked: "Looked") -> list[dict[str, object]]:
    """The places found, as JSON."""
    return [one.model_dump(mode="json") for one in looked.results]


def facts(
    context: typer.Context,
    *,
    ticker: Annotated[str | None, typer.Option(help="Only this company: ticker, CIK or name.")] = None,
    concept: Annotated[str | None, typer.Option(help='Only this concept: "us-gaap:Assets" or "Assets".')] = None,
    document: Annotated[str | None, typer.Option(help="Only this document id.")] = None,
    as_of: DayOption = None,
    origin: Annotated[list[str] | None, typer.Option(help="Only from xbrl, table, text or market; repeatable.")] = None,
    modality: Annotated[
        list[str] | None,
        typer.Option(help="Only reported, guided, target, pro_forma, hypothetical or contractual_future; repeatable."),
    ] = None,
    changed_by: Annotated[str | None, typer.Option(help="Only what this amendment changed (document id).")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """List facts with their sources: tags, cells of tables, figures of prose, prices."""
    from tieout.agent.shown.factlist import change_rows, fact_rows
    from tieout.tools.home import Home

    day = as_of.date() if as_of else None
    rows: list[dict[str, object]] = []
    with Home.open(home_of(context, home)) as opened:
        hint(opened)
        undated(opened, day)
        if changed_by is not None:
            return changed(change_rows(opened, changed_by), as_json=as_json)
        if not opened.is_empty:
            found = fact_rows(
                opened,
                ticker=ticker,
                concept=concept,
                document=document,
                as_of=day,
                origins=origin or (),
                modalities=modality or (),
            )
            rows = list(found)
            if not rows:
                say("no fact fits; `tieout status` lists what is indexed")
    if as_json:
        print_json(rows)
    else:
        from tieout.agent.cli.show import table

        table([{k: r[k] for k in SHOWN} | {"period": dates(r["period"])} for r in rows], title=f"{len(rows)} facts")
    return DONE if rows else NOT_VERIFIED


def dates(period: object) -> str:
    """A period for people; an instant has one day."""
    days = period.values() if isinstance(period, dict) else ()
    return " to ".join(str(day) for day in days if day)


def changed(rows: list[dict[str, object]], *, as_json: bool) -> int:
    """What an amendment changed, as JSON or as a table."""
    from tieout.agent.cli.show import table

    if as_json:
        print_json(rows)
    else:
        shown = ("label", "unit", "period", "before", "after")
        table([{k: r[k] for k in shown} for r in rows], title=f"{len(rows)} changes")
    return DONE if rows else NOT_VERIFIED
