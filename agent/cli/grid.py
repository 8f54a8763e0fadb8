"""The command that sets companies side by side: `grid`."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tieout.agent.cli.app import DONE, NOT_VERIFIED, HomeOption, JsonOption, home_of
from tieout.agent.cli.out import print_json

Several = list[str] | None


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(grid)


def grid(
    context: typer.Context,
    *,
    companies: Annotated[
        Several, typer.Option("--companies", "--company", help="Tickers, CIKs or names, by commas; else all.")
    ] = None,
    metrics: Annotated[
        Several, typer.Option("--metrics", "--metric", help='Such as "revenue, gross margin, revenue growth".')
    ] = None,
    years: Annotated[
        Several, typer.Option("--years", "--periods", help='Such as 2021-2023, "Q3 2024", "last 4 quarters".')
    ] = None,
    quarterly: Annotated[bool, typer.Option("--quarterly", help="Each year by its quarters.")] = False,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="See only what was public then.")] = None,
    table: Annotated[str | None, typer.Option(help="Print as csv, tsv, xlsx or md.", metavar="FORMAT")] = None,
    out: Annotated[Path | None, typer.Option(help="File to write; its ending says the form.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """Set companies, metrics and years side by side, every figure proven, every empty cell with its reason."""
    from tieout.agent.cli.handing import Wanted, handed
    from tieout.agent.shown.tabled import grid_sheets
    from tieout.agent.workspace import Workspace

    wanted = Wanted.of(table, out, as_json=as_json)
    workspace = Workspace(home_of(context, home))
    made = workspace.grid(
        companies or (), metrics or (), years or (), quarterly=quarterly, as_of=as_of.date() if as_of else None
    )
    handed(grid_sheets(made), wanted)
    if as_json:
        print_json(made.model_dump(mode="json", exclude={"made_of"}))
    elif not wanted.prints:
        from tieout.agent.cli.gridshow import grid as show

        show(made)
    return DONE if any(cell.figure for cell in made.cells) else NOT_VERIFIED
