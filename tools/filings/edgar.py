"""Which filings has EDGAR, and what do they say? A process of its own around edgartools: JSON in, JSON lines out.

edgartools reads its base URLs at import, sets the locale of its process and takes seconds to import, so it is never
imported anywhere else: `python -m tieout.tools.filings.edgar` reads a `Wanted` from standard input and writes one
`Event` a line. Its environment carries the identity, the rate limit and the base URLs, as edgartools names them.
"""

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Protocol, TypeVar

import stamina

from tieout.errors import (
    InputError,
    NotThereError,
    ReadError,
    RefusedError,
    TieoutError,
    UnreachableError,
    is_transient,
)
from tieout.tools.filings.wanted import REQUESTS_PER_SECOND, Event, Fetched, Wanted
from tieout.tools.whole import write_whole

ATTEMPTS = 3

_ACCESSION = re.compile(r"\d{10}-\d\d-\d{6}")
_DOCUMENT = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
_SUFFIXES = frozenset({".htm", ".html", ".txt", ".pdf"})
_END = re.compile(rb"</(?:html|document)>\s*\Z", re.IGNORECASE)
_WAIT = "wait ten minutes, then run the same command again; what was fetched is kept"
_IDENTITY = "check that TIEOUT_IDENTITY is your own name and email address"

T = TypeVar("T")


class _Filing(Protocol):
    form: str
    accession_no: str
    filing_date: date | str
    acceptance_datetime: datetime | str | None
    primary_document: str
    base_dir: str


class _Company(Protocol):
    not_found: bool
    tickers: list[str]

    def get_filings(
        self, *, form: list[str], filing_date: str, amendments: bool, trigger_full_load: bool
    ) -> Iterable[_Filing] | None: ...


class CutOffError(ReadError):
    """An answer that ends before its document does."""

    is_transient = True


class LimitedError(UnreachableError):
    """Too many requests: asking again at once makes it worse."""

    is_transient = False


class Edgar:
    """EDGAR through edgartools, without a cache; every request goes through its rate limiter."""

    def __init__(self) -> None:
        self._edgar = import_module("edgar")
        client = import_module("edgar.httpclient")
        vars(client)["HTTP_MGR"] = client.get_http_mgr(cache_enabled=False, request_per_sec_limit=REQUESTS_PER_SECOND)
        self._requests = import_module("edgar.httprequests")

    def company(self, name: str) -> _Company:
        """A company by ticker or CIK; raises NotThereError."""
        try:
            company: _Company = tried(lambda: self._edgar.Company(int(name) if name.isdigit() else name), name)
            if not tried(lambda: company.not_found, name):
                return company
        except NotThereError as error:
            raise unknown(name) from error
        raise unknown(name)

    def ticker(self, name: str, company: _Company) -> str:
        """The name as it was asked for; for a CIK the company's first ticker where it has one."""
        tickers = tried(lambda: company.tickers, name) if name.isdigit() else ()
        return tickers[0] if tickers else name

    def filings(self, name: str, company: _Company, wanted: Wanted) -> tuple[list[_Filing], ReadError | None]:
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

    def document(self, url: str) -> bytes:
        """A complete document, asked for once."""
        response = self._requests.get_with_retry(url)
        if response.status_code != 200:  # noqa: PLR2004  # HTTP's OK
            raise refusal(response.status_code, url)
        body: bytes = response.content
        if not is_whole(body):
            raise CutOffError(f"EDGAR's answer for {url} ends before the document does; run the same command again")
        return body

    def _listed(self, name: str, company: _Company, wanted: Wanted, *, full: bool) -> list[_Filing]:
        asked = {"form": list(wanted.forms), "filing_date": f"{wanted.since}:", "amendments": True}
        found = tried(lambda: company.get_filings(**asked, trigger_full_load=full), name)  # type: ignore[arg-type]  # as edgartools names them
        return list(found or ())

    def _all(self, company: _Company) -> Iterable[_Filing]:
        everything: Iterable[_Filing] = company.get_filings(trigger_full_load=False) or ()  # type: ignore[call-arg]  # no filter
        return everything


def tried(call: Callable[[], T], what: str) -> T:
    """The call's outcome, asked again where that can help; edgartools' own retries are switched off meanwhile."""
    for attempt in stamina.retry_context(
        on=is_transient, attempts=ATTEMPTS, timeout=90, wait_initial=0.5, wait_max=4, wait_jitter=0.5
    ):
        with attempt:
            return _once(call, what)
    raise UnreachableError(f"EDGAR did not answer for {what!r}")


def _once(call: Callable[[], T], what: str) -> T:
    """One try, errors in Tieout's words."""
    stamina.set_active(False)
    try:
        return call()
    except TieoutError:
        raise
    except Exception as error:  # edgartools raises types of httpx, httpx2, pyarrow and its own
        raise translated(error, what) from error
    finally:
        stamina.set_active(True)


def translated(error: Exception, what: str) -> TieoutError:
    """What edgartools raised, as one of ours."""
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    if isinstance(status, int):
        return refusal(status, str(getattr(error, "url", "") or what))
    if "CompanyNotFoundError" in kinds:
        return unknown(what)
    if "IdentityError" in kinds:
        return InputError(f"EDGAR did not take the identity; {_IDENTITY}")
    if kinds & {"TransportError", "TransportFailure", "HTTPError", "OSError", "NetworkError", "TimeoutException"}:
        return UnreachableError(f"EDGAR could not be reached for {what!r} ({type(error).__name__}); check the network")
    return ReadError(f"EDGAR's answer for {what!r} could not be read ({type(error).__name__}); name a file instead")


def unknown(name: str) -> NotThereError:
    """A company that is not there."""
    return NotThereError(f"no company {name!r} on EDGAR; check the ticker, or give a file")


def refusal(status: int, what: str) -> TieoutError:
    """An HTTP status in Tieout's words."""
    if status == 403:  # noqa: PLR2004
        return RefusedError(f"EDGAR refused {what} (403): {_IDENTITY}, or {_WAIT}")
    if status == 429:  # noqa: PLR2004
        return LimitedError(f"EDGAR had too many requests (429) and blocks for a while; {_WAIT}")
    if status == 404:  # noqa: PLR2004
        return NotThereError(f"EDGAR has no {what} (404)")
    if status >= 500:  # noqa: PLR2004
        return UnreachableError(f"EDGAR failed for {what} ({status}); try again later")
    return RefusedError(f"EDGAR answered {status} for {what}")


def is_whole(body: bytes) -> bool:
    """Whether a document has an end: HTML and wrapped submissions say it, other text cannot."""
    head = body[:4096].lower()
    if not body.strip():
        return False
    if head.startswith(b"%pdf"):
        return b"%%EOF" in body[-2048:]
    opens = b"<html" in head or b"<document>" in head
    return not opens or _END.search(body[-4096:]) is not None


def fetch(wanted: Wanted, edgar: Edgar) -> Iterator[Event]:
    """Each filing as it is on the disk; one that is not complete is an event, what ends the fetching is raised."""
    for name in wanted.companies:
        company = edgar.company(name)
        filings, problem = edgar.filings(name, company, wanted)
        if problem is not None:
            yield Event(error=_known(problem), message=str(problem))
        ticker = edgar.ticker(name, company)
        for filing in filings:
            try:
                yield Event(fetched=kept(ticker, filing, wanted.folder, edgar))
            except (NotThereError, ReadError) as error:
                yield Event(error=_known(error), message=str(error))


def kept(name: str, filing: _Filing, folder: Path, edgar: Edgar) -> Fetched:
    """A filing's primary document on the disk; one that is there is not fetched again. Its data lie beside it."""
    document = filing.primary_document or f"{filing.accession_no}.txt"
    if not (_ACCESSION.fullmatch(filing.accession_no) and _DOCUMENT.fullmatch(document)) or ".." in document:
        raise ReadError(f"EDGAR names a filing of {name!r} in a way that is not understood: {filing.accession_no!r}")
    suffix = PurePosixPath(document).suffix.lower()
    form = re.sub(r"[^A-Za-z0-9-]+", "-", filing.form)
    stem = f"{re.sub(r'[^A-Z0-9.-]', '', name.upper())}_{form}_{filing.accession_no}"
    fetched = Fetched(
        path=folder / f"{stem}{suffix if suffix in _SUFFIXES else '.txt'}",
        company=name,
        form=filing.form,
        accession=filing.accession_no,
        filed=date.fromisoformat(str(filing.filing_date)[:10]),
        accepted=_accepted(filing),
        url=f"{filing.base_dir}/{document}",
    )
    beside = fetched.path.with_name(fetched.path.name + ".json")
    if not (fetched.path.is_file() and beside.is_file()):
        body = tried(lambda: edgar.document(fetched.url), fetched.url)
        data = fetched.model_dump(mode="json", exclude={"path"})
        write_whole(beside, (json.dumps(data, indent=1) + "\n").encode())
        write_whole(fetched.path, body)
    return fetched


def _accepted(filing: _Filing) -> datetime | None:
    value = filing.acceptance_datetime
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return None


def _known(error: TieoutError) -> str:
    """The name of the class in `tieout.errors` that an error is of."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == TieoutError.__module__)


def main() -> None:
    """Answer one `Wanted` on standard input; whatever else prints goes to standard error."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    logging.disable(logging.CRITICAL)
    wanted = Wanted.model_validate_json(sys.stdin.read())
    try:
        for event in fetch(wanted, Edgar()):
            out.write(event.model_dump_json() + "\n")
    except TieoutError as error:
        out.write(Event(error=_known(error), message=str(error), last=True).model_dump_json() + "\n")
    except OSError as error:
        message = f"cannot write to {str(wanted.folder)!r}: {error.strerror}; choose another home with --home"
        out.write(Event(error="InputError", message=message, last=True).model_dump_json() + "\n")


if __name__ == "__main__":
    main()
