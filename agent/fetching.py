"""What does `ingest` read: files, or filings that EDGAR has? Tells them apart, and fetches the filings."""

import logging
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO

from filelock import FileLock, Timeout
from pydantic import ValidationError

from tieout import errors
from tieout.agent.settings import settings
from tieout.errors import BusyError, InputError, NotThereError, TieoutError, UnreachableError
from tieout.tools.filings.formnames import form_names
from tieout.tools.filings.wanted import REQUESTS_PER_SECOND, Event, Wanted
from tieout.tools.home.place import find_place

YEARS = 3
"""How far back a fetch without a date goes."""

_TICKER = re.compile(r"[A-Za-z]{1,5}(?:[.-][A-Za-z]{1,2})?|\d{1,10}")
_IDENTITY = re.compile(r"\S.*\s\S+@\S+\.\S+")
_PATH = re.compile(r"[/\\~]|\.(?:x?html?|pdf|txt|md|nlp|json|csv|tsv|parquet|xml|zip)$", re.IGNORECASE)
_SINCE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_HOW = 'set TIEOUT_IDENTITY to your name and email address, such as TIEOUT_IDENTITY="Jane Doe jane@example.com"'
_SECONDS = "20"
_SILENT = 300.0
"""Seconds without a word after which the process that asks EDGAR is given up; each answer has a limit of its own."""

log = logging.getLogger(__name__)


def split_sources(sources: Sequence[str]) -> tuple[list[Path], list[str]]:
    """Paths, and tickers or CIKs in capitals; what exists is a path. Raises NotThereError for what is neither."""
    paths: list[Path] = []
    tickers: list[str] = []
    for source in sources:
        if source.strip() and (Path(source).expanduser().exists() or _PATH.search(source)):
            paths.append(Path(source).expanduser())
        elif _TICKER.fullmatch(source):
            tickers.append(source.upper())
        else:
            raise NotThereError(f"no such file: {source!r}; give a file, a folder, or a ticker such as AAPL")
    return paths, list(dict.fromkeys(tickers))


def fetch(
    tickers: Sequence[str],
    *,
    forms: Sequence[str],
    since: str | None,
    home: Path,
    identity: str | None = None,
    until: date | None = None,
    exhibits: bool = True,
    crosscheck: bool = True,
    patience: float = 1,
) -> list[Path]:
    """Fetch filings and their exhibits 99 and 13 into `<home>/downloads`; those that are there are not fetched again.

    Beside each lies `<name>.json` with the filer, form, accession, filing date, acceptance time and address. The SEC's
    companyfacts of each company lie in the folder `companyfacts`, for `ingest` to check the filings against.

    Args:
        tickers: tickers or CIKs.
        forms: such as "10-K" or "10k"; amendments come with their form.
        since: a year, a month or a day, "2023" or "2023-06-30"; None means three years back.
        home: folder of the index.
        identity: name and email address for the SEC; None means `TIEOUT_IDENTITY`.
        until: latest filing date.
        exhibits: whether exhibits come with their filing.
        crosscheck: whether companyfacts are fetched.
        patience: seconds to wait for another process that fetches into this home.

    Raises:
        InputError: no identity, no edgartools, a form that is not read, or a date that is none.
        NotThereError: a company that EDGAR does not know.
        UnreachableError: no network, or no answer in time.
        RefusedError: EDGAR refuses this identity or network.
        BusyError: another process fetches into this home.
    """
    who = (identity or settings().identity or "").strip()
    if not _IDENTITY.fullmatch(who):
        names = ", ".join(repr(t) for t in tickers)
        raise InputError(f"{names}: no such file, so it would be fetched from EDGAR, which asks who reads it: {_HOW}")
    try:
        version("edgartools")
    except PackageNotFoundError as error:
        raise InputError("filings are fetched by edgartools: pip install 'tieout[edgar]', or give files") from error
    place = find_place(home)
    wanted = Wanted(
        companies=tuple(tickers),
        forms=form_names(forms),
        since=day(since),
        until=until,
        folder=place.path / "downloads",
        pace=place.path / "edgar.pace",
        exhibits=exhibits,
        crosscheck=crosscheck,
    )
    place.make()
    with _alone(place.path / "edgar.lock", patience):
        for part in wanted.folder.glob(".*.part"):
            part.unlink()  # of a fetch that was killed
        return _fetched(wanted, who)


def day(since: str | None, today: date | None = None) -> date:
    """The first day that is meant; raises InputError."""
    if since is None:
        return (today or date.today()).replace(month=1, day=1, year=(today or date.today()).year - YEARS)  # noqa: DTZ011  # the user's day
    match = _SINCE.fullmatch(since.strip())
    try:
        if match:
            return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError as error:
        raise InputError(f"--since {since!r} is no date: {error}") from error
    raise InputError(f"--since {since!r} is no date; write a year or a day, such as 2023 or 2023-06-30")


@contextmanager
def _alone(lock: Path, patience: float) -> Iterator[None]:
    """One process a home writes its downloads; the pace is kept by a file of its own, over all runs."""
    try:
        with FileLock(lock, timeout=patience):
            yield
    except Timeout as error:
        raise BusyError(
            "another process is fetching from EDGAR into this home; wait until it has finished, then run this again"
        ) from error


def _fetched(wanted: Wanted, identity: str) -> list[Path]:
    """What the process around edgartools has fetched; an error that ended it is raised here."""
    paths: list[Path] = []
    problems: list[Event] = []
    for event in _events(wanted, identity):
        if event.fetched is not None:
            paths.append(event.fetched.path)
        elif event.last:
            raise _raised(event)
        else:
            if not event.minor:
                problems.append(event)
            log.warning("not fetched: %s", event.message)
    if problems and not paths:
        raise _raised(problems[0])
    if not paths:
        names, forms = ", ".join(wanted.companies), ", ".join(wanted.forms)
        raise NotThereError(
            f"EDGAR has no {forms} of {names} since {wanted.since}; try another --since, or other --forms: foreign "
            "companies file 20-F or 40-F and 6-K"
        )
    return paths


def _events(wanted: Wanted, identity: str) -> Iterator[Event]:
    """The lines of a fresh process with an empty cache; it is killed when nobody reads on."""
    with tempfile.TemporaryDirectory(prefix="tieout-edgar-") as scratch, Path(scratch, "errors").open("w+b") as noise:
        command = [sys.executable, "-P", "-m", "tieout.tools.filings.edgar"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=noise, env=_environment(identity, scratch)
        ) as process:
            try:
                yield from _spoken(process, wanted)
            except BaseException:
                process.kill()
                raise
        if process.returncode != 0:
            noise.seek(0)
            last = noise.read().decode(errors="replace").strip().rpartition("\n")[2]
            raise UnreachableError(f"the process that asks EDGAR died ({process.returncode}): {last[:300]}")


def _spoken(process: "subprocess.Popen[bytes]", wanted: Wanted) -> Iterator[Event]:
    """Ask, and listen to the end."""
    if process.stdin is None or process.stdout is None:
        raise UnreachableError("the process that asks EDGAR has no pipes")
    with suppress(BrokenPipeError), process.stdin as asking:
        asking.write(wanted.model_dump_json().encode())
    yield from (_event(line) for line in _in_time(process, process.stdout))


def _in_time(process: "subprocess.Popen[bytes]", lines: IO[bytes]) -> Iterator[bytes]:
    """The lines of a process; one that is silent for too long is ended."""
    while True:
        watch = threading.Timer(_SILENT, process.kill)
        watch.start()
        try:
            line = lines.readline()
        finally:
            watch.cancel()
        if not line:
            return
        yield line


def _event(line: bytes) -> Event:
    try:
        return Event.model_validate_json(line)
    except ValidationError as error:
        raise UnreachableError(f"the process that asks EDGAR wrote what is no event: {line[:200]!r}") from error


def _environment(identity: str, scratch: str) -> dict[str, str]:
    """The caller's environment, in which base URLs may be set, with what edgartools reads at import."""
    ours = {
        "EDGAR_IDENTITY": identity,
        "EDGAR_RATE_LIMIT_PER_SEC": str(REQUESTS_PER_SECOND),
        "EDGAR_LOCAL_DATA_DIR": scratch,
        "EDGAR_CACHE_DIR": scratch,
        "EDGAR_HTTP_TIMEOUT": _SECONDS,
        "EDGARTOOLS_STRICT_ERRORS": "1",
        "EDGAR_ACCESS_MODE": "NORMAL",
        "PYTHONUTF8": "1",
    }
    left = {n: v for n, v in os.environ.items() if n not in {"EDGAR_USE_LOCAL_DATA", "EDGAR_USE_HTTP2"}}
    return left | ours


def _raised(event: Event) -> TieoutError:
    """The error that an event tells of."""
    kind = getattr(errors, event.error, TieoutError)
    raised: TieoutError = kind(event.message)
    return raised
