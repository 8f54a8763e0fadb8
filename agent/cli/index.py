"""The command that mends the index: `index rebuild`."""

import sys

import typer

from tieout.agent.cli.app import DONE, HomeOption, JsonOption, home_of
from tieout.agent.cli.out import print_json

commands = typer.Typer(name="index", help="Look after the passage index.", no_args_is_help=True)


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.add_typer(commands)


@commands.command()
def rebuild(context: typer.Context, *, home: HomeOption = None, as_json: JsonOption = False) -> int:
    """Write the passage index anew from what the home keeps; documents and facts stay as they are.

    It goes where QDRANT_URL says, else into the home. Questions are answered from the old one until it is done.
    """
    from tieout.agent.homes import opened as open_home
    from tieout.tools.ingest import rebuild_index

    with open_home(home_of(context, home)) as opened:
        rebuild_index(opened)
        documents, generation, where = len(opened.documents()), opened.generation(), opened.segments.where
    if as_json:
        report = {"documents": documents, "passages": generation.points, "where": where}
        print_json({**report, "encoder": generation.encoder})
    else:
        sys.stdout.write(f"index of {documents} documents rebuilt: {generation.points:,} passages {where}\n")
    return DONE
