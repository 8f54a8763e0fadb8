"""What every test shares: no network beyond loopback, no keys, the real data where it is."""

import hashlib
import os
import pickle
import shutil
import socket
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from datetime import date
from pathlib import Path

import pytest
from coverage import Coverage
from filelock import FileLock
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tieout.reading import Reading
from tieout.tools.filings import read
from tieout.tools.home import Home
from tieout.tools.ingest import ingest

_PATIENT = (HealthCheck.too_slow,)  # a busy machine is no flaw of a test
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=_PATIENT)
hypothesis_settings.register_profile("here", deadline=None, suppress_health_check=_PATIENT)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "homes"
ReadOnce = Callable[[Path], Reading]
REAL_FILINGS = (
    *(f"AAPL_10-K_0000320193-{year}" for year in (22, 23, 24, 25)),
    "AMD_10-K_0000002488-24",
    "TXN_",
    "GM_",
    "MARA_",
    "MCD_",
)
"""The real 10-Ks that the tests share: four of one company, and five others."""
LONG = tuple(
    f"test_{name}.py"
    for name in (
        "own_words packaging three_doors corruption mutation_run index homes attacks graph home_processes sections "
        "bench referee edgar edgar_faults liar offline_sockets readme real locators retrieval resume_nodes peers "
        "overhead server restated text_facts cli pdftables absent schedule reviewing"
    ).split()
)
"""Files that take long, the first of which makes the home of real filings that others wait for."""
WATCHED = 5
"""Cases of one test whose coverage is taken."""
_CASES = Counter[str]()
SHARED = Path(__file__).parents[1] / ".." / "shared" / "data"
_KEYS = ("OPENAI_API_KEY", "COHERE_API_KEY", "LANGSMITH_API_KEY", "LANGCHAIN_API_KEY", "LANGSMITH_TRACING")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marker that is for this file alone."""
    config.addinivalue_line("markers", "full_speed: goes many times over what others cover; its coverage is not taken")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files begin first, so that no worker is left alone with one; the others keep their random order."""
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))
    for item in items:
        if item.get_closest_marker("real") or item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(900))  # a home that another worker makes is waited for; machines differ


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Tests on real filings and long repetitions run at full speed: coverage, which halves it, is of all the others.

    Of a test with many cases the first few are watched: the others go over the same lines.
    """
    test = item.nodeid.partition("[")[0]
    _CASES[test] += 1
    is_fast = item.get_closest_marker("real") or item.get_closest_marker("full_speed") or _CASES[test] > WATCHED
    watch = Coverage.current() if is_fast else None
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


@pytest.fixture
def nowhere() -> Iterator[str]:
    """An address at which nobody listens, and which nobody else is given meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


@pytest.fixture(scope="session")
def of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session")
def fresh_home(of_the_run: Path) -> Path:
    """A home with the three sample filings, made once a run and never opened since; it is for copying."""
    home = of_the_run / "samples" / "home"
    home.parent.mkdir(exist_ok=True)
    with FileLock(home.with_suffix(".lock")):
        if not home.exists():
            with Home.open(home, create=True) as opened:
                assert ingest(opened, [ROOT / "agent" / "demo"]).failed == ()
    return home


@pytest.fixture(scope="session")
def read_once(of_the_run: Path) -> ReadOnce:
    """Reads a real filing, once a run, whichever worker needs it first; a reading is never changed."""
    folder = of_the_run / "readings"
    folder.mkdir(exist_ok=True)

    def once(path: Path) -> Reading:
        kept = folder / f"{hashlib.sha256(str(path).encode()).hexdigest()}.pickle"
        with FileLock(kept.with_suffix(".lock")):
            if not kept.exists():
                reading = pickle.dumps(read(path))
                kept.with_suffix(".part").write_bytes(reading)
                kept.with_suffix(".part").replace(kept)
        again: Reading = pickle.loads(kept.read_bytes())  # noqa: S301  # written by this run
        return again

    return once


@pytest.fixture(scope="session")
def demo_home(fresh_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the three sample filings; tests read it and never ingest into it."""
    return shutil.copytree(fresh_home, tmp_path_factory.mktemp("demo") / "home")


@pytest.fixture(scope="session")
def real_home(shared_data: Path, read_once: ReadOnce) -> Path:
    """A home with nine real 10-Ks, ingested once for code and data as they are; tests read it and never write it."""

    def reader(path: Path, /, *, filed: date | None = None) -> Reading:
        assert filed is None
        return read_once(path)

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
            with Home.open(home, create=True) as opened:
                report = ingest(opened, filings, reader=reader)
            assert len(report.ingested) + len(report.unchanged) == len(filings), report.failed
            done.touch()
    return home
