"""The command line: `tieout`."""

import sys


def main() -> None:
    """Run the command line; a known error is one line and an exit code."""
    from tieout.agent.cli.app import run

    sys.exit(run())
