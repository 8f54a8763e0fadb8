"""Can Tieout be used here, and what is missing? The checks of `tieout doctor`; no key's value is ever shown."""

import platform
import sqlite3
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import tieout
from tieout.agent.homes import MODELS, choose_encoder
from tieout.agent.settings import NO_TELEMETRY, settings, told
from tieout.errors import TieoutError
from tieout.model import Thing
from tieout.tools.home import Home
from tieout.tools.home.pin import require_encoder
from tieout.tools.home.place import Place, find_place

State = Literal["ok", "note", "broken"]

EXTRAS = {
    "cohere": ("cohere", "reranking by Cohere"),
    "edgar": ("edgar", "fetching filings from EDGAR"),
    "evals": ("ragas", "RAGAS evaluations"),
    "fastembed": ("fastembed", "encoders of a model hub"),
    "server": ("langgraph_api", "langgraph dev"),
}
"""Extra: the module that tells of it, and what it is for."""
KEYS = ("OPENAI_API_KEY", "COHERE_API_KEY", "LANGSMITH_API_KEY", "QDRANT_API_KEY")
TRACING = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2")
ON = {"true", "1"}
GOLDEN_TEXT = "Total net sales increased 2% or $7.8 billion during 2024 compared to 2023."
GOLDEN = (0.021686, -0.102689, 0.050155, -0.040405, -0.031879, -0.001905, -0.105277, 0.083221)
"""The first components of the vector that the original encoder gives to the text."""
TOLERANCE = 0.03
"""Quantisation, and integer kernels that differ between processors."""


class Finding(Thing):
    """One check: `note` is worth knowing, `broken` keeps Tieout from working."""

    check: str
    state: State
    detail: str
    advice: str = ""


def examine(home: Path) -> tuple[Finding, ...]:
    """Every check, in a fixed order."""
    return (
        versions(),
        *home_findings(home),
        encoder(),
        *encoding(home),
        *server_findings(),
        Finding(check="SQLite", state="ok", detail=sqlite3.sqlite_version),
        model(),
        keys(),
        identity(),
        telemetry(),
        langsmith(),
        extras(),
    )


def versions() -> Finding:
    """Which Tieout runs on which Python."""
    detail = (
        f"tieout {tieout.__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    return Finding(check="version", state="ok", detail=detail)


def home_findings(path: Path) -> Iterator[Finding]:
    """Whether the home is there, can be written to, and what is in it."""
    try:
        place = find_place(path)
        if not place.path.exists():
            yield Finding(
                check="home",
                state="note",
                detail=f"{str(path)!r} is not there yet; the first ingestion makes it",
                advice="run `tieout ingest FILE`, or `tieout demo` to see the samples",
            )
            return
        with Home.open(path) as home:
            yield contents(home)
        yield writable(place)
    except TieoutError as error:
        yield Finding(check="home", state="broken", detail=str(error))


def contents(home: Home) -> Finding:
    """Documents, generation and size."""
    documents = home.documents()
    size = sum(occupied(file) for file in home.path.rglob("*") if file.is_file())
    detail = f"{str(home.path)!r}: {len(documents)} documents, {sum(d.facts for d in documents):,} facts, "
    detail += f"generation {home.generation().number}, {size / 1e6:.1f} MB"
    if documents:
        return Finding(check="home", state="ok", detail=detail)
    return Finding(check="home", state="note", detail=detail, advice="run `tieout ingest FILE` to fill it")


def occupied(file: Path) -> int:
    """Bytes on the disk; the index keeps sparse files, which are much longer than what they hold."""
    try:
        status = file.stat()
    except FileNotFoundError:  # another process has tidied up
        return 0
    return status.st_blocks * 512 if hasattr(status, "st_blocks") else status.st_size


def writable(place: Place) -> Finding:
    """Whether this process may ingest."""
    if place.is_writable:
        return Finding(check="home, writing", state="ok", detail="allowed")
    advice = "it can be asked, but not ingested into; name another home to ingest"
    return Finding(check="home, writing", state="note", detail="no permission", advice=advice)


def encoder(folder: Path | None = None) -> Finding:
    """Whether the encoder in a folder, by default the shipped one, gives the vector that it should."""
    from tieout.tools.index.encoder import SHIPPED, LocalEncoder  # noqa: PLC0415  # loaded when it is looked at

    begun = time.perf_counter()
    try:
        shipped = LocalEncoder(folder or SHIPPED)
        vector = shipped.encode([GOLDEN_TEXT])[0]
    except (TieoutError, ImportError) as error:
        return Finding(check="encoder", state="broken", detail=str(error), advice="install tieout again")
    off = max(abs(float(got) - wanted) for got, wanted in zip(vector, GOLDEN, strict=False))
    detail = f"{shipped.name}, {shipped.dimensions} dimensions, ready in {time.perf_counter() - begun:.2f} s"
    if off <= TOLERANCE:
        return Finding(check="encoder", state="ok", detail=detail)
    detail += f", but its vector is off by {off:.3f}"
    return Finding(check="encoder", state="broken", detail=detail, advice="install tieout again")


def server_findings() -> Iterator[Finding]:
    """Whether the Qdrant server answers, where one is set."""
    from tieout.agent.homes import choose_segments  # noqa: PLC0415  # loaded when it is looked at

    if not settings().qdrant_url:
        return
    from tieout.tools.home.serversegments import ServerSegments  # noqa: PLC0415  # only where a server is set

    segments = choose_segments(settings)
    if isinstance(segments, ServerSegments):
        try:
            yield Finding(check="Qdrant", state="ok", detail=f"passages {segments.where}, version {segments.check()}")
        except TieoutError as error:
            yield Finding(check="Qdrant", state="broken", detail=str(error))


def encoding(path: Path) -> Iterator[Finding]:
    """Whether the encoder that is set can be made, and is the one that the home was indexed with; nothing is asked."""
    try:
        chosen = choose_encoder(settings, path / MODELS)
        if path.exists():
            with Home.open(path) as home:
                require_encoder(home.generation(), chosen)
    except TieoutError as error:
        yield Finding(check="encoder, set", state="broken", detail=str(error))
        return
    if settings().encoder != "local":
        yield Finding(check="encoder, set", state="ok", detail=f"{chosen.name}, {chosen.dimensions} dimensions")


def model() -> Finding:
    """Which analyst answers, and whether what it needs is there."""
    chosen = settings()
    if chosen.model is None:
        detail = "none: the offline analyst answers, without key or connection"
        return Finding(check="model", state="ok", detail=detail)
    detail = f"{chosen.model}, then {chosen.fallback_model or 'the offline analyst'}"
    provider, named, _ = chosen.model.partition(":")
    is_openai = chosen.base_url is not None or not named or provider == "openai"
    if is_openai and not told("OPENAI_API_KEY"):
        return Finding(check="model", state="note", detail=detail, advice="set OPENAI_API_KEY, or it is not reached")
    package = f"langchain_{provider.replace('-', '_')}"
    if not is_openai and find_spec(package) is None:
        advice = f"if it is not found, run `pip install {package.replace('_', '-')}`"
        return Finding(check="model", state="note", detail=detail, advice=advice)
    return Finding(check="model", state="ok", detail=detail)


def keys() -> Finding:
    """Which keys are set; never what they are."""
    present = [name for name in KEYS if told(name)]
    detail = f"set: {', '.join(present)}" if present else "none set, none needed"
    return Finding(check="keys", state="ok", detail=detail)


def identity() -> Finding:
    """Whether EDGAR could be asked."""
    if settings().identity:
        return Finding(check="EDGAR identity", state="ok", detail="set")
    advice = 'to fetch filings, set TIEOUT_IDENTITY to "Name email", which the SEC asks for'
    return Finding(check="EDGAR identity", state="note", detail="not set", advice=advice)


def telemetry() -> Finding:
    """Whether a third party's usage reports were switched on."""
    on = [name for name, off in NO_TELEMETRY.items() if (told(name) or off).lower() != off]
    if on:
        detail = f"switched on by {', '.join(on)}"
        return Finding(check="telemetry", state="note", detail=detail, advice="unset them to switch it off")
    return Finding(check="telemetry", state="ok", detail="off")


def langsmith() -> Finding:
    """Whether traces leave this machine."""
    if not any((told(name) or "").lower() in ON for name in TRACING):
        return Finding(check="LangSmith", state="ok", detail="off: no trace leaves this machine")
    if told("LANGSMITH_API_KEY") or told("LANGCHAIN_API_KEY"):
        return Finding(check="LangSmith", state="ok", detail="on: questions and answers are sent to LangSmith")
    return Finding(check="LangSmith", state="note", detail="on, without a key", advice="set LANGSMITH_API_KEY")


def extras() -> Finding:
    """Which optional parts are installed."""
    there = [name for name, (module, _) in EXTRAS.items() if find_spec(module) is not None]
    missing = [f"tieout[{name}] for {use}" for name, (_, use) in EXTRAS.items() if name not in there]
    advice = f"to be had: {'; '.join(missing)}" if missing else ""
    return Finding(check="extras", state="ok", detail=f"installed: {', '.join(there) or 'none'}", advice=advice)
