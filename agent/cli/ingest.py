"""The commands that fill a home: `ingest`, `remove`, `status`."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tieout.agent.cli.app import DONE, NOT_VERIFIED, WRONG_USAGE, HomeOption, JsonOption, home_of
from tieout.agent.cli.out import hint, print_json, say


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(ingest)
    app.command()(remove)
    app.command()(status)


def ingest(
    context: typer.Context,
    sources: Annotated[list[str], typer.Argument(help="Files, folders, or tickers to fetch from EDGAR.")],
    *,
    filed: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Filing date of these files, for --as-of.")
    ] = None,
    forms: Annotated[str, typer.Option(help="Forms to fetch for a ticker, separated by commas.")] = "10-K,10-Q,8-K",
    since: Annotated[str | None, typer.Option(help="Fetch filings from this year or date on.")] = None,
    prices: Annotated[bool, typer.Option("--prices", help="Fetch daily prices of the tickers too.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read files at once.")] = 1,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Read filings, PDFs, calls, prices and texts into the home."""
    from tieout.agent.cli.progress import ingesting
    from tieout.agent.fetching import split_sources
    from tieout.agent.homes import opened as open_home
    from tieout.tools.ingest import ingest as take

    paths, tickers = split_sources(sources)
    target = home_of(context, home)
    if tickers:
        from tieout.agent.fetching import fetch

        paths += fetch(tickers, forms=tuple(f.strip() for f in forms.split(",")), since=since, home=target)
    if tickers and prices:
        from tieout.agent.pricing import fetch_prices
        from tieout.tools.yahoo import Yahoo

        paths += fetch_prices(tickers, since=since, home=target, market=Yahoo(), today=datetime.now().date())  # noqa: DTZ005  # the user's day
    with open_home(target, create=True) as opened, ingesting() as progress:
        report = take(opened, paths, filed=filed.date() if filed else None, progress=progress, workers=workers)
    if as_json:
        print_json(report.model_dump(mode="json"))
    else:
        sys.stdout.write(
            f"{len(report.ingested)} ingested, {len(report.unchanged)} unchanged, {len(report.failed)} failed: "
            f"{report.facts:,} facts and {report.passages:,} passages in {report.seconds:.1f} s\n"
        )
    for path, message in report.failed:
        say(message if Path(path).name in message else f"{Path(path).name}: {message}")
    for document, note in report.differing:
        say(f"{document}: {note}")
    return failure_code(report.failed, done=bool(report.ingested or report.unchanged))


def failure_code(failed: tuple[tuple[str, str], ...], *, done: bool) -> int:
    """0 when all was read, 1 when some files were not, 2 when none was."""
    if not failed:
        return DONE
    return NOT_VERIFIED if done else WRONG_USAGE


def remove(
    context: typer.Context,
    documents: Annotated[list[str], typer.Argument(help="Document ids, as `tieout status` lists them.")],
    *,
    home: HomeOption = None,
) -> int:
    """Take documents out of the home."""
    from tieout.agent.homes import opened as open_home
    from tieout.tools.ingest import remove as take_out

    with open_home(home_of(context, home)) as opened:
        take_out(opened, documents)
    sys.stdout.write(f"{len(documents)} removed\n")
    return DONE


def status(context: typer.Context, *, home: HomeOption = None, as_json: JsonOption = False) -> int:
    """List what is in the home."""
    from tieout.tools.home import Home
    from tieout.tools.ingest import status as list_rows

    with Home.open(home_of(context, home)) as opened:
        hint(opened)
        rows = [row.model_dump(mode="json", exclude=None if row.notes else {"notes"}) for row in list_rows(opened)]
    if as_json:
        print_json(rows)
    else:
        from tieout.agent.cli.show import table

        shown = [{name: value for name, value in row.items() if name != "notes"} for row in rows]
        table(shown, title=f"{len(rows)} documents")
    return DONE
