"""Filings are fetched from EDGAR completely or not at all, and what goes wrong is said in one line."""

import json
import logging
import time
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import httpx
import pytest

from tests.edgar_server import EdgarServer
from tests.loopback import Reply
from tieout.agent.fetching import YEARS, day, fetch, split_sources
from tieout.document import Entity
from tieout.errors import (
    InputError,
    NotThereError,
    ReadError,
    RefusedError,
    TieoutError,
    UnreachableError,
)
from tieout.tools.filings.answers import is_whole
from tieout.tools.filings.keeping import Keeper
from tieout.tools.filings.reader import read
from tieout.tools.filings.refusals import refusal, translated
from tieout.tools.filings.wanted import Wanted

JANE = "Jane Doe jane@example.com"
APPLE = Entity(cik="0000320193", ticker="AAPL", name="Apple Inc.")
WHOLE = b"<html><body>Net sales 391,035</body></html>\n"


@pytest.fixture(autouse=True)
def _installed() -> None:
    try:
        version("edgartools")
    except PackageNotFoundError:
        pytest.skip("edgartools is not installed")


@pytest.fixture
def served(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> "Serve":
    return Serve(shared_data, monkeypatch)


class Serve:
    """Starts EDGAR on loopback, with faults, as the base URL of edgartools."""

    def __init__(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._data = data
        self._monkeypatch = monkeypatch

    def __call__(
        self, faults: Mapping[str, list[Reply]] | None = None, pages: Mapping[str, Reply] | None = None
    ) -> EdgarServer:
        """The server, to be entered."""
        server = EdgarServer(self._data, faults, pages)
        for name in ("EDGAR_BASE_URL", "EDGAR_DATA_URL"):
            self._monkeypatch.setenv(name, server.url)
        return server


def get(home: Path, *names: str, since: str = "2023") -> list[Path]:
    """Fetch 10-Ks alone, as many as there are."""
    return fetch(
        names or ("AAPL",), forms=("10-K",), since=since, home=home, identity=JANE, exhibits=False, crosscheck=False
    )


@pytest.mark.real
@pytest.mark.slow
def test_filings_are_kept_whole_or_not_at_all_and_the_next_fetch_goes_on(
    served: Serve, tmp_path: Path, shared_data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Failed, wrong and cut-off answers are asked for again; what stays cut off is not kept, and fetched later."""
    cut = Reply(headers={"content-type": "text/html"}, body=b"<html><body>" + b"x" * 5000)
    faults = {
        "aapl-20250927": [Reply(status=503), cut],
        "aapl-20240928": [Reply(headers={"content-length": "999999"}, body=WHOLE)],
        "aapl-20230930": [cut, cut, cut],
    }
    with caplog.at_level(logging.WARNING), served(faults) as server:
        first = get(tmp_path)
        asked = len(server.requests)
        names = {p.name for p in (tmp_path / "downloads").iterdir()}
        second = get(tmp_path)
        again = [r.path.rpartition("/")[2] for r in server.requests[asked:]]

    assert [p.name for p in first] == ["AAPL_10-K_0000320193-25-000079.htm", "AAPL_10-K_0000320193-24-000123.htm"]
    assert names == {n for p in first for n in (p.name, p.name + ".json")}
    assert "ends before the document does" in caplog.text
    assert again == ["CIK0000320193.json", "aapl-20230930.htm"]
    assert [p.stem[-20:] for p in second] == ["0000320193-25-000079", "0000320193-24-000123", "0000320193-23-000106"]
    for path in second:
        original = shared_data / "filings" / "10-K" / f"{path.stem}.html"
        assert path.read_bytes() == original.read_bytes()
    beside = json.loads(second[1].with_name(second[1].name + ".json").read_text(encoding="utf-8"))
    assert (beside["filed"], beside["form"], beside["accession"]) == ("2024-11-01", "10-K", "0000320193-24-000123")
    assert {r.headers["user-agent"] for r in server.requests} == {JANE}


@pytest.mark.real
@pytest.mark.slow
def test_an_unknown_ticker_is_one_line(served: Serve, tmp_path: Path) -> None:
    """A ticker that EDGAR does not list is not there, and nothing is kept."""
    with served(), pytest.raises(NotThereError, match="no company 'ZZZZ' on EDGAR; check the ticker, or give a file"):
        get(tmp_path, "ZZZZ")

    assert not (tmp_path / "downloads").exists()


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "kind", "advice"),
    [(403, RefusedError, "check that TIEOUT_IDENTITY"), (429, UnreachableError, "wait ten minutes")],
)
def test_a_refusal_is_said_and_not_asked_again(
    served: Serve, tmp_path: Path, status: int, kind: type[TieoutError], advice: str
) -> None:
    """After 403 and 429 EDGAR is not asked once more, and the message says what to do."""
    with (
        served({"aapl-2025": [Reply(status=status)] * 9}) as server,
        pytest.raises(kind, match=advice),
    ):
        get(tmp_path)

    assert [r.path.rpartition("/")[2] for r in server.requests] == ["CIK0000320193.json", "aapl-20250927.htm"]


@pytest.mark.slow
def test_without_network_it_ends_soon(tmp_path: Path, nowhere: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody listens the fetch ends soon as unreachable, within seconds on a quiet machine, for any ticker."""
    for name in ("EDGAR_BASE_URL", "EDGAR_DATA_URL"):
        monkeypatch.setenv(name, nowhere)
    started = time.monotonic()

    with pytest.raises(UnreachableError, match="check the network"):
        get(tmp_path, "ZZZZ")

    assert time.monotonic() - started < 100


@pytest.mark.real
@pytest.mark.slow
def test_a_list_of_older_filings_that_cannot_be_read_is_said(
    served: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """When the page of older filings is empty the recent ones are fetched, and a warning says that the rest is not."""
    recent = {f"aapl-20{year}": [Reply(status=404)] for year in range(15, 20)}
    with caplog.at_level(logging.WARNING), served(recent) as server:
        paths = get(tmp_path, "320193", since="2010")

    assert any("submissions-001" in r.path for r in server.requests)
    assert "AAPL_10-K_0000320193-25-000079.htm" in [p.name for p in paths]
    assert "list of 320193's filings before" in caplog.text


def test_without_identity_it_says_how_to_set_one(tmp_path: Path) -> None:
    """No identity, and one without address, are errors of the input that show an example."""
    for identity in (None, "", "Jane", "jane@example.com"):
        with pytest.raises(InputError, match=r'TIEOUT_IDENTITY="Jane Doe jane@example\.com"'):
            fetch(["AAPL"], forms=["10-K"], since="2023", home=tmp_path / "home", identity=identity)

    assert not (tmp_path / "home").exists()


def test_sources_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What exists or looks like a path is one; one to five letters and a CIK are companies; the rest is nothing."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "MSFT").mkdir()

    paths, tickers = split_sources(["MSFT", "aapl", "brk.b", "BF-A", "320193", "AAPL", "gone.htm", "in/gone", "a.pdf"])

    assert paths == [Path("MSFT"), Path("gone.htm"), Path("in/gone"), Path("a.pdf")]
    assert tickers == ["AAPL", "BRK.B", "BF-A", "320193"]
    for nothing in ("filings", "two words", "ABC-DEFG", ""):
        with pytest.raises(NotThereError, match="no such file"):
            split_sources([nothing])


def test_dates_are_read_as_meant() -> None:
    """A year, a month and a day are their first day; None is three years back; anything else is refused."""
    assert [day(d) for d in ("2023", "2023-06", "2023-06-30")] == [
        date(2023, 1, 1),
        date(2023, 6, 1),
        date(2023, 6, 30),
    ]
    assert day(None, date(2024, 2, 29)) == date(2024 - YEARS, 1, 1)
    for wrong in ("2023-13", "last year", "", "2023-02-30"):
        with pytest.raises(InputError, match="is no date"):
            day(wrong)


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (WHOLE, True),
        (WHOLE.upper() + b"\n\n", True),
        (WHOLE[:-8], False),
        (b"<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n<html></html>\n</TEXT>\n</DOCUMENT>", True),
        (b"<DOCUMENT>\n<TYPE>10-K\n<TEXT>\n<html></html>\n</TEXT>\n", False),
        (b"%PDF-1.4 ... %%EOF\n", True),
        (b"%PDF-1.4 ...", False),
        (b"plain text of 1996", True),
        (b"  \n", False),
        (b"", False),
    ],
)
def test_the_end_of_a_document_is_looked_for(body: bytes, whole: bool) -> None:
    """HTML, wrapped submissions and PDF say where they end; an empty answer is no document."""
    assert is_whole(body) is whole


def test_third_party_errors_are_told_in_our_words() -> None:
    """Each way in which edgartools fails becomes the kind of error that says what to do."""
    request = httpx.Request("GET", "https://www.sec.gov/x")
    refused = httpx.HTTPStatusError("no", request=request, response=httpx.Response(403, request=request))

    assert isinstance(translated(refused, "AAPL"), RefusedError)
    assert isinstance(translated(httpx.ConnectError("no"), "AAPL"), UnreachableError)
    assert isinstance(translated(TimeoutError(), "AAPL"), UnreachableError)
    assert isinstance(translated(KeyError("filings"), "AAPL"), ReadError)
    assert isinstance(refusal(404, "x"), NotThereError)
    assert isinstance(refusal(502, "x"), UnreachableError)
    assert isinstance(refusal(302, "x"), RefusedError)


class Named:
    """A filing as EDGAR might name it."""

    form = "10-K"
    filing_date: date | str = "2024-11-01"
    acceptance_datetime: datetime | str | None = None
    base_dir = "https://www.sec.gov/Archives/edgar/data/1/2"

    def __init__(self, accession_no: str, primary_document: str) -> None:
        self.accession_no = accession_no
        self.primary_document = primary_document


class Silent:
    """An EDGAR that must not be asked."""

    def document(self, url: str) -> bytes:
        """Raise."""
        raise AssertionError(url)

    page = document


@pytest.mark.parametrize(
    ("accession", "document"),
    [("../../x", "a.htm"), ("0000320193-24-000123", "../../a.htm"), ("0000320193-24-000123", "a.htm?b")],
)
def test_a_name_that_leads_elsewhere_is_not_fetched(tmp_path: Path, accession: str, document: str) -> None:
    """An accession number or a file name that could lead out of the folder is refused before anything is asked."""
    keeper = Keeper(folder=tmp_path, edgar=Silent())

    with pytest.raises(ReadError, match="not understood"):
        list(keeper.keep(APPLE, Named(accession, document)))

    assert list(tmp_path.iterdir()) == []


def test_a_wanted_list_survives_the_pipe() -> None:
    """What the fetching process reads is what was written."""
    wanted = Wanted(companies=("AAPL",), forms=("10-K",), since=date(2023, 1, 1), folder=Path("/x"), pace=Path("/y"))

    assert Wanted.model_validate_json(wanted.model_dump_json()) == wanted


@pytest.mark.real
@pytest.mark.slow
def test_amendments_come_with_their_form_and_alone(served: Serve, tmp_path: Path, shared_data: Path) -> None:
    """A 10-K/A is fetched with the 10-Ks, and alone where only it is asked for; its acceptance time is the SEC's."""
    listed = json.loads((shared_data / "xbrl_api" / "submissions" / "CIK0000320193.json").read_text(encoding="utf-8"))
    recent = listed["filings"]["recent"]
    recent["form"][recent["accessionNumber"].index("0000320193-23-000106")] = "10-K/A"
    pages = {"/submissions/CIK0000320193.json": Reply.json(listed)}
    asked = partial(
        fetch, ["AAPL"], since="2023-06", until=date(2024, 12, 31), home=tmp_path, identity=JANE,
        exhibits=False, crosscheck=False,
    )  # fmt: skip
    with served(pages=pages):
        both = asked(forms=["10k"])
        alone = asked(forms=["10-k/a"])

    amendment = "AAPL_10-K-A_0000320193-23-000106.htm"
    assert [p.name for p in both] == ["AAPL_10-K_0000320193-24-000123.htm", amendment]
    assert [p.name for p in alone] == [amendment]
    beside = json.loads(alone[0].with_name(f"{amendment}.json").read_text(encoding="utf-8"))
    assert (beside["form"], beside["filed"], beside["accepted"]) == ("10-K/A", "2023-11-03", "2023-11-02T18:08:27")
    document = read(alone[0]).document
    assert document.accepted == datetime(2023, 11, 2, 18, 8, 27)  # noqa: DTZ001  # the SEC's clock
    assert (document.form, document.entity.ticker, document.url) == ("10-K/A", "AAPL", beside["url"])


@pytest.mark.real
@pytest.mark.slow
def test_a_release_comes_with_its_report(served: Serve, tmp_path: Path, shared_data: Path) -> None:
    """3M's 8-K, of which only the submission is there, and Adobe's, whose exhibit is only in it, are both complete."""
    listed = json.loads((shared_data / "xbrl_api" / "submissions" / "CIK0000320193.json").read_text(encoding="utf-8"))
    index = shared_data.joinpath(*"edgar_replay/www.sec.gov/Archives/edgar/data/796343".split("/"))
    pages = {
        "/Archives/edgar/data/796343/000079634323000044/0000796343-23-000044-index.html": Reply(
            headers={"content-type": "text/html"}, body=(index / "0000796343-23-000044-index.html").read_bytes()
        )
    }
    for cik, number, name, filed in (
        ("0000066740", "0000066740-24-000023", "mmm-20240308.htm", "2024-03-08"),
        ("0000796343", "0000796343-23-000044", "adbe-20230315.htm", "2023-03-15"),
    ):
        row = {"accessionNumber": number, "filingDate": filed, "form": "8-K", "primaryDocument": name}
        row |= {"reportDate": filed, "acceptanceDateTime": f"{filed}T16:30:00.000Z"}
        recent = {key: [row.get(key, values[0])] for key, values in listed["filings"]["recent"].items()}
        filer = {"cik": cik, "name": name[:4], "tickers": [], "filings": {"recent": recent, "files": []}}
        pages[f"/submissions/CIK{cik}.json"] = Reply.json(listed | filer)
    with served(pages=pages) as server:
        paths = fetch(["MMM", "ADBE"], forms=["8-K"], since="2022", home=tmp_path, identity=JANE)

    assert [p.name for p in paths] == [
        "MMM_8-K_0000066740-24-000023.txt",
        "ADBE_8-K_0000796343-23-000044.htm",
        "ADBE_8-K_0000796343-23-000044-EX-99.1.htm",
    ]
    release = read(paths[2])
    assert (release.document.kind, release.document.form, release.document.entity.cik) == (
        "exhibit",
        "EX-99.1",
        "0000796343",
    )
    assert any(fact.value == Decimal(4_655_000_000) for fact in release.facts)
    assert [r.path for r in server.requests if "companyfacts" in r.path or r.path.endswith((".jpg", ".zip"))] == []
