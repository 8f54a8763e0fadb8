"""Where a home keeps its things, and whether it can be used as it is asked to be."""

import os
from dataclasses import dataclass
from pathlib import Path

from tieout.errors import InputError

_ADVICE = "choose another folder with --home or TIEOUT_HOME"


@dataclass(frozen=True, kw_only=True)
class Place:
    """The folder of a home; nothing in it is touched by naming it."""

    path: Path

    @property
    def database(self) -> Path:
        """Facts, documents and the list of generations."""
        return self.path / "tieout.sqlite"

    @property
    def embeddings(self) -> Path:
        """Vectors of texts that were encoded before; may be removed at any time."""
        return self.path / "embeddings.sqlite"

    @property
    def index(self) -> Path:
        """One folder for each segment of the passage index."""
        return self.path / "index"

    @property
    def leases(self) -> Path:
        """One file for each process that reads a generation."""
        return self.path / "leases"

    @property
    def lock(self) -> Path:
        """Held by the process that ingests."""
        return self.path / "lock"

    @property
    def is_writable(self) -> bool:
        """Whether this process may write here."""
        return may_write(self.path) and (not self.database.exists() or may_write(self.database))

    def make(self) -> None:
        """Make the folder where it is missing; raises InputError where this process may not write there."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"cannot make the home {str(self.path)!r}: {error.strerror}; {_ADVICE}") from error
        if not self.is_writable:
            raise InputError(f"cannot write to the home {str(self.path)!r}: no permission; {_ADVICE}")


def find_place(path: Path) -> Place:
    """The home at `path`, which need not be there yet; raises InputError where it is a file."""
    place = Place(path=path.expanduser().absolute())
    try:
        is_file = place.path.exists() and not place.path.is_dir()
        place.database.exists()
    except OSError as error:
        raise InputError(f"cannot look into the home {str(path)!r}: {error.strerror}; {_ADVICE}") from error
    if is_file:
        raise InputError(f"the home {str(path)!r} is a file, not a folder; {_ADVICE}")
    return place


def may_write(path: Path) -> bool:
    """Whether this process may write to a file, or into a folder."""
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.W_OK | (os.X_OK if path.is_dir() else 0), effective_ids=effective)
