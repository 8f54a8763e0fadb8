"""The command line and the passage index: rebuilt, moved to a server and back, with a server that does not answer."""

import json
from pathlib import Path

import pytest

from tests.cli_runner import NET_SALES, NET_SALES_ANSWER, SAMPLES, Ran, clean, ran
from tests.loopback import Reply, ScriptedServer
from tests.qdrant_server import qdrant_server

KEY = "s3cret-key"
PROSE = "What does Apple say about its suppliers?"


def tieout(home: Path, *arguments: str, url: str = "", **more: str) -> Ran:
    """A command on a home, with a Qdrant server where an address is given."""
    server = {"QDRANT_URL": url, "QDRANT_API_KEY": KEY} if url else {}
    return ran("--home", str(home), *arguments, env=clean(**server, **more))


@pytest.mark.slow
def test_an_index_moves_to_a_server_and_back(tmp_path: Path) -> None:
    """The same search and the same answer from both; in between the commands say what to run."""
    home = tmp_path / "home"
    assert tieout(home, "ingest", str(SAMPLES)).code == 0
    before = tieout(home, "search", "net sales 391,035", "--json").out
    with qdrant_server(KEY) as server:
        refused = tieout(home, "search", "net sales", url=server.url)
        assert (refused.code, refused.out) == (2, "")
        assert "run `tieout index rebuild` to move it there, or unset QDRANT_URL" in refused.err

        moved = tieout(home, "index", "rebuild", "--json", url=server.url)
        assert (moved.code, moved.err) == (0, "")
        assert json.loads(moved.out)["where"] == f"on the Qdrant server at {server.url!r}"
        assert tieout(home, "search", "net sales 391,035", "--json", url=server.url).out == before
        assert NET_SALES_ANSWER in tieout(home, "ask", NET_SALES, url=server.url).out
        doctor = tieout(home, "doctor", url=server.url).out
        assert f"Qdrant: passages on the Qdrant server at {server.url!r}, version 1.16.3" in doctor

        wrong = tieout(home, "search", "net sales", url=server.url, QDRANT_TIMEOUT="soon")
        assert wrong.code == 2
        assert "the environment is set wrongly: QDRANT_TIMEOUT" in wrong.err
    back = tieout(home, "search", "net sales")
    assert back.code == 2
    assert "or set QDRANT_URL to its address" in back.err
    assert tieout(home, "index", "rebuild").out.endswith(" passages in the home\n")
    assert tieout(home, "search", "net sales 391,035", "--json").out == before


@pytest.mark.slow
def test_a_server_that_fails_is_code_three(tmp_path: Path, nowhere: str) -> None:
    """No connection, a wrong key, overload: one line names the server, not the key; figures come from the facts."""
    home = tmp_path / "home"
    with qdrant_server(KEY) as server:
        assert tieout(home, "ingest", str(SAMPLES), url=server.url).code == 0

    unreached = tieout(home, "search", "net sales", "--json", url=nowhere)
    assert (unreached.code, unreached.out) == (3, "")
    assert unreached.err.startswith(f"tieout: the Qdrant server at {nowhere!r} could not be reached")
    assert unreached.err.count("\n") == 1
    asked = tieout(home, "ask", PROSE, url=nowhere)
    assert asked.code == 3
    assert f"{nowhere!r} could not be reached" in asked.err
    assert NET_SALES_ANSWER in tieout(home, "ask", NET_SALES, url=nowhere).out
    with ScriptedServer(always=Reply.json({"status": {"error": f"no {KEY}"}}, status=401)) as server:
        refused = tieout(home, "search", "net sales", url=server.url)
        assert refused.code == 3
        assert "refused access (HTTP 401" in refused.err
    with ScriptedServer(always=Reply.json({"status": {"error": "overloaded"}}, status=503)) as server:
        busy = tieout(home, "search", "net sales", url=server.url)
        assert busy.code == 3
        assert "(HTTP 503: " in busy.err
        assert len(server.requests) == 3
    assert KEY not in unreached.err + asked.err + refused.err + busy.err
