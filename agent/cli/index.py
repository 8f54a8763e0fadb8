"""The command that mends the index: `index rebuild`."""

import sys

import typer

from tieout.agent.cli.app import HomeOption, home_of

commands = typer.Typer(name="index", help="Look after the passage index.", no_args_is_help=True)


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(commands)


@commands.command()
def rebuild(context: typer.Context, *, home: HomeOption = None) -> int:
    """Write the passage index anew from what the home keeps; documents and facts stay as they are."""
    from tieout.tools.home import Home
    from tieout.tools.ingest import rebuild_index

    with Home.open(home_of(context, home)) as opened:
        rebuild_index(opened)
        count = len(opened.documents())
    sys.stdout.write(f"index of {count} documents rebuilt\n")
    return 0
