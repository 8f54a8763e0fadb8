"""Whatever EDGAR answers, nothing half-read is kept, nobody else is asked, and the reason is one line."""

import json
import logging
import signal
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.edgar_server import EdgarServer
from tests.loopback import Reply
from tests.tools.filings.edgar_child import JANE, events, started
from tieout.agent.fetching import fetch
from tieout.errors import ReadError, RefusedError, UnreachableError
from tieout.tools.filings.answers import within

pytestmark = pytest.mark.skipif(find_spec("edgar") is None, reason="edgartools is not installed")

NEWEST = "aapl-20250927"
WHOLE = b"<html><body>" + b"Net sales 391,035 " * 200 + b"</body></html>\n"
UNDECLARED = (
    b"<html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head><body>"
    b"<h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>"
)


def served(shared_data: Path, monkeypatch: pytest.MonkeyPatch, faults: dict[str, list[Reply]]) -> EdgarServer:
    """EDGAR on loopback with faults, as edgartools' base."""
    server = EdgarServer(shared_data, faults)
    for name in ("EDGAR_BASE_URL", "EDGAR_DATA_URL"):
        monkeypatch.setenv(name, server.url)
    return server


def get(home: Path, *forms: str) -> list[Path]:
    """Apple's filings since 2025."""
    return fetch(["AAPL"], forms=forms or ("10-K",), since="2024-06", home=home, identity=JANE)


@pytest.mark.real
@pytest.mark.slow
def test_an_answer_that_never_ends_is_given_up(shared_data: Path, tmp_path: Path) -> None:
    """A stalled and a dripping answer end as unreachable within their limit; what came before stays."""
    slow = Reply(body=WHOLE, drip=0.5, pieces=100)
    faults = {"aapl-20240928": [Reply(delay=60), slow, slow]}
    with EdgarServer(shared_data, faults) as server:
        said = events(started(tmp_path, server.url, seconds=2))

    assert [bool(one.fetched) for one in said] == [True, False]
    assert (said[-1].error, said[-1].last) == ("UnreachableError", True)
    assert "did not end within 2 seconds" in said[-1].message
    assert {p.name for p in (tmp_path / "downloads").iterdir()} == {
        "AAPL_10-K_0000320193-25-000079.htm",
        "AAPL_10-K_0000320193-25-000079.htm.json",
    }


@pytest.mark.real
@pytest.mark.slow
def test_a_killed_fetch_goes_on_where_it_was(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After SIGKILL in the middle every kept file is whole; the next fetch asks for the rest and leaves no parts."""
    faults = {"aapl-2024": [Reply(delay=20)]}
    with served(shared_data, monkeypatch, faults) as server:
        with started(tmp_path, server.url, seconds=30) as process:
            while not any("aapl-2024" in request.path for request in server.requests):
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
        (tmp_path / "downloads" / ".AAPL-x.part").write_bytes(b"<html>")
        asked = len(server.requests)
        paths = get(tmp_path)
        again = [r.path.rpartition("/")[2] for r in server.requests[asked:]]

    assert [p.name for p in paths] == ["AAPL_10-K_0000320193-25-000079.htm", "AAPL_10-K_0000320193-24-000123.htm"]
    assert again.count("aapl-20250927.htm") == 0
    assert again.count("aapl-20240928.htm") == 1
    for path in paths:
        assert path.read_bytes() == (shared_data / "filings" / "10-K" / f"{path.stem}.html").read_bytes()
    assert list((tmp_path / "downloads").glob(".*.part")) == []


@pytest.mark.real
@pytest.mark.slow
def test_a_refusal_that_looks_like_a_document_is_one(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The SEC's page for undeclared tools, sent with status 200, ends the fetch as a refusal and is not kept."""
    faults = {NEWEST: [Reply(headers={"content-type": "text/html"}, body=UNDECLARED)]}
    with served(shared_data, monkeypatch, faults), pytest.raises(RefusedError, match="check that TIEOUT_IDENTITY"):
        get(tmp_path)

    assert not (tmp_path / "downloads").exists()


@pytest.mark.real
@pytest.mark.slow
def test_nobody_else_is_asked(shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A redirect to another host is refused, and the identity is not sent there."""
    with EdgarServer(shared_data) as other:
        moved = Reply(status=302, headers={"location": f"{other.url}/Archives/edgar/data/320193/x/{NEWEST}.htm"})
        with (
            served(shared_data, monkeypatch, {NEWEST: [moved]}),
            pytest.raises(RefusedError, match="which is not EDGAR and was not asked"),
        ):
            get(tmp_path)

    assert other.requests == []


@pytest.mark.real
@pytest.mark.slow
def test_a_list_that_is_cut_off_is_asked_for_again(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Submissions that end in the middle are asked for again; when they stay so nothing is fetched, and it is said."""
    whole = (shared_data / "xbrl_api" / "submissions" / "CIK0000320193.json").read_bytes()
    half = Reply(headers={"content-type": "application/json"}, body=whole[: len(whole) // 2])
    with served(shared_data, monkeypatch, {"CIK0000320193.json": [half]}):
        paths = fetch(
            ["AAPL"], forms=["10-K"], since="2025", home=tmp_path, identity=JANE, exhibits=False, crosscheck=False
        )
    with (
        served(shared_data, monkeypatch, {"CIK0000320193.json": [half] * 9}),
        pytest.raises(ReadError, match=r"CIK0000320193\.json ends before"),
    ):
        get(tmp_path / "other")

    assert [p.name for p in paths] == ["AAPL_10-K_0000320193-25-000079.htm"]


@pytest.mark.real
@pytest.mark.slow
def test_companyfacts_that_cannot_be_read_are_told_once(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A filing is fetched all the same when companyfacts are broken, and one line says that it is not checked."""
    broken = Reply.json({"error": "no"})
    with caplog.at_level(logging.WARNING), served(shared_data, monkeypatch, {"companyfacts": [broken] * 9}):
        paths = get(tmp_path)

    assert len(paths) == 2
    assert [r.getMessage() for r in caplog.records if "companyfacts" in r.getMessage()] == [
        caplog.records[-1].getMessage()
    ]
    assert "its filings are not checked against" in caplog.records[-1].getMessage()
    assert not (tmp_path / "downloads" / "companyfacts").exists()


def test_the_end_of_an_answer_is_waited_for_only_so_long() -> None:
    """A stream that goes on after its time is closed and told of as unreachable."""
    stream = Slowly()

    with pytest.raises(UnreachableError, match=r"did not end within 0\.01 seconds"):
        list(within(stream, seconds=0.01, what="x"))

    assert stream.closed


class Slowly:
    """An answer without an end."""

    closed = False

    def __iter__(self) -> Iterator[bytes]:
        while True:
            time.sleep(0.004)
            yield b"x"

    def close(self) -> None:
        """Remember it."""
        self.closed = True


def test_the_refusal_of_the_fixture_is_the_one_the_sec_sends() -> None:
    """The page in this test has the words by which it is known."""
    assert json.dumps(UNDECLARED.decode()).count("Undeclared Automated Tool") == 1
