"""What leaves the machine? Nothing with `--offline`, whatever the environment says; nothing without keys."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli_runner import NET_SALES, SAMPLES, clean

pytestmark = pytest.mark.slow

EVERYTHING = {
    "OPENAI_API_KEY": "none",
    "TIEOUT_MODEL": "openai:gpt-5-mini",
    "TIEOUT_BASE_URL": "http://127.0.0.1:9/v1",
    "COHERE_API_KEY": "none",
    "CO_API_URL": "http://127.0.0.1:9",
    "LANGSMITH_API_KEY": "none",
    "LANGSMITH_TRACING": "true",
    "LANGSMITH_ENDPOINT": "http://127.0.0.1:9",
    "TIEOUT_IDENTITY": "Jane Doe jane@example.com",
}
"""All that could open a connection is configured, with port 9 of this machine, where nobody listens."""

WATCH = """
import json, sys

SEEN = []
INTERNET = {2, 10, 30}

def watch(event, arguments):
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        SEEN.append([event, repr(arguments[1:])])
    if event == "socket.__new__" and int(arguments[1]) in INTERNET:
        SEEN.append([event, repr(arguments[1:])])

sys.addaudithook(watch)
given = json.load(sys.stdin)
"""
COMMANDS = """
from tieout.agent.cli.app import run
codes = [run(arguments) for arguments in given]
"""
LIBRARY = """
from tieout import Context, Workspace
workspace = Workspace(given[0], context=Context(offline=True))
codes = [step.step for step in workspace.stream(given[1])] + [workspace.ask(given[1]).status]
"""
TELL = """
sys.stderr.write("\\n" + json.dumps({"codes": codes, "seen": SEEN}))
"""
REFUSED = "What was Tesla's net income in fiscal 2023?"
ANSWERED = [0, 0, 0, 0, 0, 1, 1]
PROBE = "(('::1', 0),)"
"""urllib3, which LangChain imports, binds this address for a moment to see whether there is IPv6; nothing is sent."""


def watched(given: object, *, does: str = COMMANDS, **env: str) -> tuple[list[object], list[list[str]]]:
    """Exit codes of commands run one after the other in a fresh process, and what it did with sockets."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", WATCH + does + TELL],
        input=json.dumps(given),
        env=clean(**env),
        text=True,
        encoding="utf-8",
        capture_output=True,
        timeout=280,
        check=True,
    )
    said = json.loads(done.stderr.rpartition("\n")[2])
    return said["codes"], said["seen"]


def asking(home: Path, *options: str) -> list[list[str]]:
    """Every way to use a home: reading, looking up, figures, prose, a refusal."""
    questions = (NET_SALES, "What does Apple say about its suppliers in Ruritania?", REFUSED)
    return [
        ["ingest", str(SAMPLES), "--home", str(home), "--json"],
        ["status", "--home", str(home), "--json"],
        ["search", "supply risks", "--home", str(home), "--json"],
        ["facts", "--ticker", "AAPL", "--home", str(home), "--json"],
        *(["ask", question, "--home", str(home), "--json", *options] for question in questions),
    ]


def test_offline_opens_no_socket(tmp_path: Path) -> None:
    """With a model, Cohere and LangSmith configured, `--offline` neither looks up a name nor makes a socket."""
    codes, seen = watched(asking(tmp_path / "home", "--offline"), **EVERYTHING)

    assert codes == ANSWERED
    assert seen == []


def test_without_keys_nothing_is_sent(tmp_path: Path) -> None:
    """No telemetry: no command connects to anything, looks up a name, or listens."""
    codes, seen = watched(asking(tmp_path / "home"))

    assert codes == ANSWERED
    assert probing(seen)


def test_the_library_offline_connects_to_nothing(tmp_path: Path) -> None:
    """`Context(offline=True)` keeps LangSmith and models out of `ask` and of every step of `stream`."""
    given = [str(tmp_path / "home"), NET_SALES]
    steps, seen = watched(given, does=LIBRARY, **EVERYTHING)

    assert steps[0] == "intake"
    assert steps[-2:] == ["publish", "abstained"]
    assert probing(seen)


def probing(seen: list[list[str]]) -> bool:
    """Whether nothing was done with sockets but urllib3's look at IPv6."""
    binds = [where for event, where in seen if event == "socket.bind"]
    return {event for event, _ in seen} <= {"socket.__new__", "socket.bind"} and set(binds) <= {PROBE}


def test_the_watch_sees_what_is_configured(tmp_path: Path) -> None:
    """Without `--offline` the same environment is seen to connect, so that the watch can fail."""
    codes, seen = watched([["ask", NET_SALES, "--home", str(tmp_path / "home"), "--json"]], **EVERYTHING)

    assert codes == [1]
    assert "socket.connect" in {event for event, _ in seen}
