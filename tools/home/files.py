"""Which files an ingestion reads: the named ones, and those below named folders."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".pdf", ".txt", ".md", ".nlp"})
_PEEKED = frozenset({".json", ".csv", ".tsv", ".parquet"})
"""Files of a folder that are read only where their beginning says that they are calls or prices."""
_LATER = frozenset({".nlp", *_PEEKED})
"""Calls and prices come after the filings, which tell whose they are."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """Files to read, in the order named, those of a folder sorted; and what could not be found."""

    files: tuple[Path, ...]
    failed: tuple[tuple[str, str], ...]


def find_files(paths: Sequence[Path], *, outside: Path) -> Found:
    """Files named, and readable ones in folders, sorted.

    Hidden files, links that lead out of their folder, and whatever is in the folder `outside` are skipped.
    """
    files: dict[Path, Path] = {}
    failed = []
    for path in paths:
        below = sorted(_readable(path, outside), key=_is_later) if path.is_dir() else [path] if path.is_file() else []
        if not below:
            failed.append((str(path), _why(path)))
        for file in below:
            files.setdefault(file.resolve(), file.absolute())
    return Found(files=tuple(files.values()), failed=tuple(failed))


def _readable(folder: Path, outside: Path) -> Iterator[Path]:
    inside = folder.resolve()
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if _is_open(Path(parent, name), outside))
        for name in sorted(names):
            file = Path(parent, name)
            if not name.startswith(".") and _is_within(file, inside) and _is_ours(file):
                yield file


def _is_within(file: Path, folder: Path) -> bool:
    """Whether it is a file, neither a pipe nor a device, and no link leads it out of its folder or round in a ring."""
    try:
        return file.is_file() and file.resolve().is_relative_to(folder)
    except (OSError, RuntimeError):
        return False


def _is_later(file: Path) -> bool:
    return file.suffix.lower() in _LATER


def _is_ours(file: Path) -> bool:
    """Whether a file of a folder is one to read."""
    suffix = file.suffix.lower()
    if suffix in SUFFIXES or suffix not in _PEEKED:
        return suffix in SUFFIXES
    from tieout.tools.filings.peek import is_calls_or_prices  # noqa: PLC0415  # the parsers are loaded when needed

    return is_calls_or_prices(file)


def _is_open(folder: Path, outside: Path) -> bool:
    return not folder.name.startswith(".") and folder.resolve() != outside.resolve()


def _why(path: Path) -> str:
    if path.is_dir():
        kinds = f"{', '.join(sorted(SUFFIXES))}, calls as .json, and prices as .csv"
        return f"no file to read in {str(path)!r}; Tieout reads {kinds}"
    if path.exists():
        return f"{str(path)!r} is neither a file nor a folder; name one"
    return f"there is no file {str(path)!r}; check the path"
