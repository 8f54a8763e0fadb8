"""The command line: `tieout`."""

import gc
import sys

_YOUNG = 200_000
"""Objects made before the garbage collector looks at them: importing makes as many, and hardly one is garbage."""


def main() -> None:
    """Run the command line; a known error is one line and an exit code."""
    gc.set_threshold(_YOUNG, 10, 10)
    try:
        from tieout.agent.cli.app import run

        code = run()
    except KeyboardInterrupt:
        sys.stderr.write("tieout: interrupted\n")
        code = 130
    gc.freeze()  # the process ends; what is left needs no collection
    sys.exit(code)
