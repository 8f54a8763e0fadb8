"""How does a command speak? One JSON document on standard output, one line at a time on standard error."""

import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tieout.tools.home import Home


def print_json(document: object) -> None:
    """One document on a line of its own, in ASCII, so that it is the same whatever the terminal's encoding."""
    sys.stdout.write(json.dumps(document) + "\n")
    sys.stdout.flush()


def say(message: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"tieout: {' '.join(message.split())}\n")


def complain(message: str, code: int) -> int:
    """One line on standard error, and the exit code."""
    say(message)
    return code


def hint(home: "Home") -> None:
    """Say what to do next where nothing is indexed."""
    from tieout.agent.empty import NEXT_STEP

    if home.is_empty:
        say(f"nothing is indexed in {str(home.path)!r} yet; {NEXT_STEP}")


def hang_up() -> None:
    """Send what is still to be printed nowhere: nobody reads it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
