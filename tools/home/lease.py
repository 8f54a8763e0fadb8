"""Who reads which generation: one small file for each reading process.

Leases are files, not rows: to write a row a reader would have to wait for the writer.
"""

import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

EXPIRES_SECONDS = 3600
"""A lease of another machine counts for as long after it was last renewed."""


@dataclass(frozen=True, kw_only=True)
class Lease:
    """A generation that is being read; its segments stay."""

    file: Path | None
    """None in a home that this process may not write to."""

    def renew(self) -> None:
        """Count from now on again."""
        if self.file:
            try:
                self.file.touch()
            except OSError:
                return  # swept or the disk is full: the generation is then only as safe as any unleased one

    def give_back(self) -> None:
        """The generation is no longer read."""
        if self.file:
            self.file.unlink(missing_ok=True)


def take_lease(folder: Path, generation: int) -> Lease:
    """Say that this process reads `generation`; without permission to write nothing is said."""
    file = folder / f"{generation}.{os.getpid()}.{uuid4().hex}.{socket.gethostname()}"
    try:
        folder.mkdir(exist_ok=True)
        file.touch()
    except OSError:
        return Lease(file=None)
    return Lease(file=file)


def leased(folder: Path) -> frozenset[int]:
    """Generations that somebody reads; files left by dead processes are removed."""
    held = set()
    for file in sorted(folder.glob("*.*.*.*")):
        number, process, _, machine = file.name.split(".", 3)
        if _holds(file, int(process), machine):
            held.add(int(number))
        else:
            file.unlink(missing_ok=True)
    return frozenset(held)


def _holds(file: Path, process: int, machine: str) -> bool:
    if machine == socket.gethostname() and os.name == "posix":  # elsewhere signal 0 would end the process
        return lives(process)
    try:
        return time.time() - file.stat().st_mtime < EXPIRES_SECONDS
    except FileNotFoundError:
        return False


def lives(process: int) -> bool:
    """Whether a process of this machine is still there."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
