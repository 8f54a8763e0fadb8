"""A LangGraph server as `langgraph dev` starts it, on loopback, in a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.cli_runner import ROOT, clean

_SECONDS = 240
_PORTS = range(20_000, 30_000)
"""Below those that the system gives to whoever asks for any, so that nobody takes one between the look and the use."""


@dataclass(frozen=True, kw_only=True)
class Server:
    """Where it listens, and what it has said so far."""

    url: str
    log: Path


@contextmanager
def serving(folder: Path, home: Path, **env: str) -> Iterator[Server]:
    """The repository's graph over `home`; ended with all of its processes."""
    port = _free_port()
    log = folder / "server.log"
    quiet = {"LANGGRAPH_CLI_NO_ANALYTICS": "1", "LANGGRAPH_NO_VERSION_CHECK": "true", "LANGSMITH_TRACING": "false"}
    command = [sys.executable, "-m", "langgraph_cli", "dev", "--config", str(ROOT / "langgraph.json")]
    command += ["--no-browser", "--no-reload", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=clean(**quiet, TIEOUT_HOME=str(home), **env),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(f"http://127.0.0.1:{port}", process, log)
        yield Server(url=f"http://127.0.0.1:{port}", log=log)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    begin = os.getpid() % len(_PORTS)  # each process that tests looks elsewhere first
    for number in range(len(_PORTS)):
        port = _PORTS[(begin + number) % len(_PORTS)]
        if _is_free(port):
            return port
    raise AssertionError(f"no port of {_PORTS} is free")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _wait(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/ok", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")
