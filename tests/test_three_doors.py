"""One home, three doors at once: a LangGraph server and the command line answer while a third process ingests."""

import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout
from langgraph_sdk import get_sync_client

from tests.cli_runner import NET_SALES, NET_SALES_ANSWER, SAMPLES, finish, ran, start
from tests.langgraph_server import serving

pytestmark = pytest.mark.slow

COMMANDS = 2
"""Answers by processes of their own, which each take some seconds to start; the rest come from the server."""
QUESTIONS = 10


@pytest.mark.real
def test_questions_while_a_filing_is_ingested(tmp_path: Path, shared_data: Path, fresh_home: Path) -> None:
    """While a real 10-K comes in, ten questions have the same answer, and a second ingestion is told to wait."""
    home = shutil.copytree(fresh_home, tmp_path / "home")

    documents = doors(tmp_path, home, sorted((shared_data / "filings" / "10-K").glob("WBA_*.html")))

    assert len(documents) == 4


def doors(tmp_path: Path, home: Path, sources: Sequence[Path]) -> list[str]:
    """Ask through two doors while the sources come in by the third; the documents that are there in the end."""
    with serving(tmp_path, home) as server, get_sync_client(url=server.url) as client:
        ingestion = start("ingest", *map(str, sources), "--home", str(home), "--json")
        wait_until_held(home)
        refused = ran("ingest", str(SAMPLES), "--home", str(home))
        commands = [start("ask", NET_SALES, "--home", str(home), "--json") for _ in range(COMMANDS)]
        texts, during = [], 0
        for _ in range(QUESTIONS - COMMANDS):
            state: Any = client.runs.wait(None, "research", input={"question": NET_SALES})
            texts.append(state["answer"]["text"])
            during += ingestion.poll() is None
        texts += [json.loads(finish(command).out)["text"] for command in commands]
        report = finish(ingestion)

        assert texts == [NET_SALES_ANSWER] * QUESTIONS
        assert during > 0
        assert (refused.code, refused.out) == (3, "")
        assert refused.err == (
            f"tieout: another process is ingesting into {str(home)!r}; wait until it has finished, "
            "then run the same command again\n"
        )
        assert (report.code, report.err, json.loads(report.out)["failed"]) == (0, "", [])
        assert ran("ingest", str(SAMPLES), "--home", str(home)).code == 0
        after: Any = client.runs.wait(None, "research", input={"question": NET_SALES})
        assert after["answer"]["text"] == NET_SALES_ANSWER
        assert "Traceback" not in server.log.read_text(errors="replace")
    return [row["document"] for row in json.loads(ran("status", "--home", str(home), "--json").out)]


def wait_until_held(home: Path, seconds: float = 60) -> None:
    """Until another process holds the home to change it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with FileLock(home / "lock", timeout=0):
                pass
        except Timeout:
            return
        time.sleep(0.05)
    raise AssertionError("the ingestion never began")
