"""Which home is opened, and with what encoder and index? The settings choose; nothing is made before it is needed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tieout.agent.settings import Settings, settings
from tieout.errors import InputError
from tieout.ports import Encoder
from tieout.tools.home import Home
from tieout.tools.home.segments import EdgeSegments, Segments

MODELS = "models"
"""The folder of a home that keeps fetched models."""
KINDS = "local, openai:MODEL, openai:MODEL@DIMENSIONS, fastembed:MODEL"


def opened(path: Path, *, create: bool = False, shipped: bool = False) -> Home:
    """The home at `path`, with the parts that the settings choose, or `shipped`: with those that need nothing."""
    if shipped:
        return Home.open(path, create=create)
    encoding = partial(choose_encoder, settings, path / MODELS)
    return Home.open(path, create=create, encoding=encoding, segments=choose_segments(settings))


def choose_segments(read: Callable[[], Settings]) -> Segments:
    """Qdrant Edge in the home, or the server that the settings name; nothing is asked of it yet."""
    chosen = read()
    if not chosen.qdrant_url:
        return EdgeSegments()
    from tieout.tools.home.serversegments import ServerSegments  # noqa: PLC0415  # only where a server is set
    from tieout.tools.index.connection import ServerOptions  # noqa: PLC0415

    options = ServerOptions(
        url=chosen.qdrant_url,
        api_key=chosen.qdrant_api_key.get_secret_value() if chosen.qdrant_api_key else None,
        timeout=chosen.qdrant_timeout,
        prefix=chosen.qdrant_prefix,
        shards=chosen.qdrant_shards,
        replicas=chosen.qdrant_replicas,
        quantized=chosen.qdrant_quantized,
        on_disk=chosen.qdrant_on_disk,
    )
    return ServerSegments(options)


def choose_encoder(read: Callable[[], Settings], models: Path) -> Encoder:
    """The encoder that the settings name; raises InputError where there is none of that name.

    The name by which an index remembers its encoder is one that the settings take.
    """
    chosen = read()
    kind, _, name = chosen.encoder.strip().partition(":")
    if kind == "local" and not name:
        from tieout.tools.index.encoder import LocalEncoder  # noqa: PLC0415  # loaded when needed

        return LocalEncoder()
    model, size = _sized(name, chosen.encoder)
    if kind == "openai":
        from tieout.tools.index.openai import DEFAULT, OpenAIEncoder  # noqa: PLC0415  # loaded when needed

        key = chosen.openai_api_key.get_secret_value() if chosen.openai_api_key else None
        return OpenAIEncoder(model or DEFAULT, api_key=key, base_url=chosen.openai_base_url, dimensions=size)
    if kind == "fastembed":
        from tieout.tools.index import fastembed  # noqa: PLC0415  # loaded when needed

        return fastembed.FastembedEncoder(model or fastembed.DEFAULT, folder=chosen.models or models)
    raise InputError(f"there is no encoder {chosen.encoder!r}; set TIEOUT_ENCODER to one of {KINDS}")


def _sized(name: str, said: str) -> tuple[str, int | None]:
    """A model and the dimensions behind it, None where none are said."""
    model, at, size = name.rpartition("@")
    if not at:
        return name, None
    if not size.isdecimal() or not int(size):
        raise InputError(f"the dimensions in {said!r} are no number; set TIEOUT_ENCODER to one of {KINDS}")
    return model, int(size)
