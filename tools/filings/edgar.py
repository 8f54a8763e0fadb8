"""Which filings has EDGAR, and what do they say? A process of its own around edgartools: JSON in, JSON lines out.

edgartools reads its base URLs at import, sets the locale of its process and takes seconds to import, so it is never
imported anywhere else: `python -m tieout.tools.filings.edgar` reads a `Wanted` from standard input and writes one
`Event` a line. Its environment carries the identity, the rate limit and the base URLs, as edgartools names them.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol

from tieout.document import Entity
from tieout.errors import NotThereError, ReadError, ServiceError, TieoutError
from tieout.tools.filings.answers import Hooks, cut_off, is_whole
from tieout.tools.filings.companyfacts import facts_file
from tieout.tools.filings.keeping import Filing, Keeper, known
from tieout.tools.filings.pacing import Pace
from tieout.tools.filings.refusals import refusal, tried, unknown
from tieout.tools.filings.wanted import REQUESTS_PER_SECOND, Event, Wanted
from tieout.tools.whole import write_whole

FRESH_SECONDS = 3600
"""For so long companyfacts are not asked for again."""
_PERIODIC = ("10-", "20-F", "40-F", "6-K")
_NAMED = 3
"""Filings that a message names; the others are counted."""


class _Company(Protocol):
    not_found: bool
    tickers: list[str]
    name: str
    cik: int

    def get_filings(
        self, *, form: list[str], filing_date: str, amendments: bool, trigger_full_load: bool
    ) -> Iterable[Filing] | None: ...


class Edgar:
    """EDGAR through edgartools, without a cache; every request goes through one client at the home's pace."""

    def __init__(self, wanted: Wanted) -> None:
        self._edgar = import_module("edgar")
        self._client = import_module("edgar.httpclient")
        config = import_module("edgar.config")
        self._data_url: str = config.SEC_DATA_URL
        hooks = Hooks(
            bases=(config.SEC_BASE_URL, config.SEC_DATA_URL),
            wait=Pace(path=wanted.pace, most=REQUESTS_PER_SECOND).wait,
            seconds=wanted.seconds,
        )
        manager = self._client.get_http_mgr(cache_enabled=False, request_per_sec_limit=REQUESTS_PER_SECOND)
        manager.httpx_params["event_hooks"] = {"request": [hooks.asking], "response": [hooks.answered]}
        vars(self._client)["HTTP_MGR"] = manager

    def company(self, name: str) -> _Company:
        """A company by ticker or CIK; raises NotThereError."""
        try:
            company: _Company = tried(lambda: self._edgar.Company(int(name) if name.isdigit() else name), name)
            if not tried(lambda: company.not_found, name):
                return company
        except NotThereError as error:
            raise unknown(name) from error
        raise unknown(name)

    def filer(self, name: str, company: _Company) -> Entity:
        """The company under the ticker that was asked for; for a CIK under its first ticker where it has one."""
        tickers = tried(lambda: company.tickers, name) if name.isdigit() else (name,)
        ticker = str(tickers[0]).upper() if tickers else None
        cik, title = tried(lambda: (int(company.cik), str(company.name)), name)
        return Entity(cik=f"{cik:010d}", ticker=ticker, name=title)

    def filings(self, name: str, company: _Company, wanted: Wanted) -> tuple[list[Filing], ReadError | None]:
        """Filings of the wanted forms, newest first; older pages are asked only when they can hold any.

        With them comes the error of older pages that could not be read.
        """
        recent = self._listed(name, company, wanted, full=False)
        oldest = min((str(f.filing_date) for f in tried(lambda: list(self._all(company)), name)), default="")
        if oldest <= wanted.since.isoformat():
            return recent, None
        try:
            return self._listed(name, company, wanted, full=True), None
        except ReadError:
            return recent, ReadError(f"EDGAR's list of {name}'s filings before {oldest} could not be read")

    def page(self, url: str) -> bytes:
        """Any page, asked for once."""
        with self._client.http_client() as client:
            response = client.get(url, follow_redirects=True)
        if response.status_code != 200:  # noqa: PLR2004  # HTTP's OK
            raise refusal(response.status_code, url)
        body: bytes = response.content
        return body

    def document(self, url: str) -> bytes:
        """A complete document, asked for once."""
        body = self.page(url)
        if not is_whole(body):
            raise cut_off(url)
        return body

    def companyfacts(self, filer: Entity) -> bytes:
        """What the SEC's own collection says of a company, as JSON."""
        url = f"{self._data_url}/api/xbrl/companyfacts/CIK{filer.cik}.json"
        body = tried(lambda: self.page(url), url)
        try:
            is_facts = "facts" in json.loads(body)
        except (ValueError, TypeError, RecursionError):
            is_facts = False
        if not is_facts:
            raise ReadError(f"EDGAR's answer for {url} is not the facts of a company")
        return body

    def _listed(self, name: str, company: _Company, wanted: Wanted, *, full: bool) -> list[Filing]:
        until = wanted.until.isoformat() if wanted.until else ""
        asked = {"form": list(wanted.forms), "filing_date": f"{wanted.since}:{until}", "amendments": True}
        found = tried(lambda: company.get_filings(**asked, trigger_full_load=full), name)  # type: ignore[arg-type]  # as edgartools names them
        return list(found or ())

    def _all(self, company: _Company) -> Iterable[Filing]:
        everything: Iterable[Filing] = company.get_filings(trigger_full_load=False) or ()  # type: ignore[call-arg]  # no filter
        return everything


def fetch(wanted: Wanted, edgar: Edgar) -> Iterator[Event]:
    """Each document as it is on the disk; one that is not complete is an event, what ends the fetching is raised."""
    filers: list[Entity] = []
    for name in wanted.companies:
        company = edgar.company(name)
        filings, problem = edgar.filings(name, company, wanted)
        if problem is not None:
            yield Event(error=known(problem), message=str(problem))
        filer = edgar.filer(name, company)
        if any(filing.form.startswith(_PERIODIC) for filing in filings):
            filers.append(filer)
        yield from _kept(filer, filings, wanted, edgar)
    if wanted.crosscheck:
        yield from _checked_against(filers, wanted, edgar)


def _kept(filer: Entity, filings: Iterable[Filing], wanted: Wanted, edgar: Edgar) -> Iterator[Event]:
    keeper = Keeper(folder=wanted.folder, edgar=edgar, exhibits=wanted.exhibits)
    for filing in filings:
        try:
            yield from keeper.keep(filer, filing)
        except (NotThereError, ReadError) as error:
            yield Event(error=known(error), message=str(error))
    if keeper.unlisted:
        more = len(keeper.unlisted) - _NAMED
        shown = ", ".join(keeper.unlisted[:_NAMED]) + (f" and {more} more" if more > 0 else "")
        message = f"exhibits of {shown}: EDGAR's index of the filing could not be read, so there may be some"
        yield Event(error="NotThereError", message=message, minor=True)


def _checked_against(filers: Iterable[Entity], wanted: Wanted, edgar: Edgar) -> Iterator[Event]:
    """Fetch the companyfacts of each filer; without them its filings are not cross-checked, which is told."""
    for filer in filers:
        if _is_fresh(facts_file(wanted.folder, filer.key)):
            continue
        try:
            write_whole(facts_file(wanted.folder, filer.key), edgar.companyfacts(filer))
        except TieoutError as error:
            message = f"companyfacts of {filer.ticker or filer.name}, so its filings are not checked against: {error}"
            yield Event(error=known(error), message=message, minor=True)
            if isinstance(error, ServiceError):
                return


def _is_fresh(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime < FRESH_SECONDS
    except OSError:
        return False


def main() -> None:
    """Answer one `Wanted` on standard input; whatever else prints goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    wanted = Wanted.model_validate_json(sys.stdin.read())
    try:
        for event in fetch(wanted, Edgar(wanted)):
            out.write(event.model_dump_json() + "\n")
    except TieoutError as error:
        out.write(Event(error=known(error), message=str(error), last=True).model_dump_json() + "\n")
    except OSError as error:
        message = f"cannot write to {str(wanted.folder)!r}: {error.strerror}; choose another home with --home"
        out.write(Event(error="InputError", message=message, last=True).model_dump_json() + "\n")


if __name__ == "__main__":
    main()
