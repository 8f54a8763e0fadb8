"""The command line: `tieout`."""

import sys


def main() -> None:
    """Run the command line; a known error is one line and an exit code."""
    try:
        from tieout.agent.cli.app import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("tieout: interrupted\n")
        code = 130
    sys.exit(code)
