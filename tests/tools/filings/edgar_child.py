"""The process that asks EDGAR, run as its parent runs it, with limits that a test can wait for."""

import os
import subprocess
import sys
from pathlib import Path

from tieout.tools.filings.wanted import Event, Wanted

JANE = "Jane Doe jane@example.com"


def started(home: Path, url: str, *, seconds: float = 1.0) -> "subprocess.Popen[bytes]":
    """The process, asked for Apple's 10-Ks since 2023."""
    wanted = Wanted.model_validate(
        {
            "companies": ("AAPL",),
            "forms": ("10-K",),
            "since": "2023-01-01",
            "folder": home / "downloads",
            "pace": home / "edgar.pace",
            "exhibits": False,
            "crosscheck": False,
            "seconds": seconds,
        }
    )
    environment = os.environ | {
        "EDGAR_IDENTITY": JANE,
        "EDGAR_BASE_URL": url,
        "EDGAR_DATA_URL": url,
        "EDGAR_LOCAL_DATA_DIR": str(home),
        "EDGAR_HTTP_TIMEOUT": str(seconds),
        "EDGARTOOLS_STRICT_ERRORS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "tieout.tools.filings.edgar"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    assert process.stdin is not None
    with process.stdin as asking:
        asking.write(wanted.model_dump_json().encode())
    return process


def events(process: "subprocess.Popen[bytes]") -> list[Event]:
    """Everything that a process says, to its end."""
    assert process.stdout is not None
    with process:
        return [Event.model_validate_json(line) for line in process.stdout]
