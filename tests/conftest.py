"""What every test shares: no network beyond loopback, no keys, the real data where it is."""

import hashlib
import os
import socket
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage
from filelock import FileLock
from hypothesis import settings as hypothesis_settings

from tieout.agent.workspace import Workspace

hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "homes"
REAL_FILINGS = ("AAPL_", "AMD_10-K_0000002488-24", "TXN_", "GM_", "MARA_", "MCD_")
"""The real 10-Ks that the tests share: five years of one company, and five others."""
LONG = tuple(
    f"test_{name}.py"
    for name in (
        "own_words packaging three_doors corruption mutation_run index homes attacks graph home_processes sections "
        "bench referee edgar offline_sockets readme real locators restated text_facts cli pdftables"
    ).split()
)
"""Files that take long, the first of which makes the home of real filings that others wait for."""
SHARED = Path(__file__).parents[1] / ".." / "shared" / "data"
_KEYS = ("OPENAI_API_KEY", "COHERE_API_KEY", "LANGSMITH_API_KEY", "LANGCHAIN_API_KEY", "LANGSMITH_TRACING")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files begin first, so that no worker is left alone with one; the others keep their random order."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tests on real filings run at full speed: coverage, which halves it, is that of all the others."""
    watch = Coverage.current() if item.get_closest_marker("real") else None
    if watch is not None:
        watch.stop()
    try:
        return (yield)
    finally:
        if watch is not None:
            watch.start()


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


@pytest.fixture(scope="session")
def real_home(shared_data: Path) -> Path:
    """A home with ten real 10-Ks, ingested once for code and data as they are; tests read it and never write it."""
    filings = [p for p in sorted((shared_data / "filings" / "10-K").glob("*.html")) if p.name.startswith(REAL_FILINGS)]
    code = sorted(p for folder in ("tools", "tieout") for p in (ROOT / folder).rglob("*.py") if p.is_file())
    key = hashlib.sha256()
    for path in (*code, *filings, ROOT / "tools" / "index" / "encoder" / "encoder.onnx"):
        key.update(hashlib.sha256(path.read_bytes()).digest())
    home = CACHE / key.hexdigest()[:16]
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / f"{home.name}.lock"):
        done = home / "complete"
        if not done.exists():
            report = Workspace(home).ingest(*filings)
            assert len(report.ingested) + len(report.unchanged) == len(filings), report.failed
            done.touch()
    return home
