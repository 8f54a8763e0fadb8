"""What every test shares: no network beyond loopback, no keys, the real data where it is."""

import os
import socket
from pathlib import Path

import pytest

from tieout.agent.workspace import Workspace

SHARED = Path(__file__).parents[1] / ".." / "shared" / "data"
_KEYS = ("OPENAI_API_KEY", "COHERE_API_KEY", "LANGSMITH_API_KEY", "LANGCHAIN_API_KEY", "LANGSMITH_TRACING")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the real filings; absent: skipped on a laptop, failed in CI."""
    if not SHARED.is_dir():
        message = f"the real data is not at {SHARED}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return SHARED.resolve()


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name in _KEYS or name.startswith(("TIEOUT_", "QDRANT_")):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0] if isinstance(address, tuple) else ""
            if host not in {"127.0.0.1", "::1", "localhost"}:
                raise PermissionError(f"a test tried to reach {address!r}")
        connect(self, address)  # type: ignore[arg-type]  # the address is passed on as it came

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the three sample filings; tests read it and never ingest into it."""
    home = tmp_path_factory.mktemp("demo") / "home"
    Workspace(home).ingest(Path(__file__).parents[1] / "agent" / "demo")
    return home
