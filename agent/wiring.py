"""Which real things stand behind the ports: reads the settings and chooses adapters, at first use."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tieout.agent.context import Context
from tieout.agent.homes import opened
from tieout.agent.offline.analyst import OfflineAnalyst
from tieout.agent.parts import Parts
from tieout.agent.settings import Settings, settings
from tieout.ports import Analyst, Reranker, Source
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.home import Home
from tieout.tools.index.rerank import LocalReranker


def default_parts(home: Path | None = None, *, reviewable: bool = False) -> Parts:
    """Parts over a home; the environment names it where the caller does not."""
    return Parts(
        home=partial(_home, home),
        analyst=partial(choose_analyst, settings, home),
        rerankers=partial(choose_rerankers, settings),
        vocabulary=Vocabulary.load,
        source=partial(choose_source, settings, home),
        reviewable=reviewable,
    )


def _home(path: Path | None) -> Home:
    return open_home(path if path is not None else settings().home)


_OPEN: dict[Path, Home] = {}
_OPENING = threading.Lock()


def open_home(path: Path, *, create: bool = False, shipped: bool = False) -> Home:
    """One open home a process and path: its index stays warm; it is `shipped` as `opened` says."""
    key = path.absolute()
    with _OPENING:
        if key not in _OPEN:
            _OPEN[key] = opened(path, create=create, shipped=shipped)
        return _OPEN[key]


def choose_analyst(read: Callable[[], Settings], home: Path | None, context: Context) -> Analyst:
    """The configured model, then the second, then the offline analyst, which needs nothing and may go first."""
    offline = OfflineAnalyst(vocabulary=Vocabulary.load())
    model = context.model or read().model
    if context.offline or not model:
        return offline
    from tieout.agent.llm.chain import Chain  # noqa: PLC0415  # only where a model is configured
    from tieout.agent.llm.configured import TIMEOUT, model_analyst  # noqa: PLC0415
    from tieout.agent.llm.frugal import Frugal  # noqa: PLC0415

    kept = (home or read().home) if read().model_cache else None
    names = tuple(dict.fromkeys(n for n in (model, context.fallback_model or read().fallback_model) if n))
    server, prices = read().base_url, read().prices
    timeout = min(TIMEOUT, context.max_seconds / (len(names) + 1))  # silence leaves time for whoever is asked next
    models = (model_analyst(n, base_url=server, timeout=timeout, kept=kept, prices=prices) for n in names)
    chain = Chain((*models, offline))
    return Frugal(offline, chain) if context.frugal else chain


def choose_source(read: Callable[[], Settings], home: Path | None, context: Context) -> Source | None:
    """EDGAR, where the user has said who asks and connections are allowed."""
    identity = read().identity
    if context.offline or not identity:
        return None
    from tieout.agent.edgarsource import EdgarSource  # noqa: PLC0415  # only where a question may fetch

    return EdgarSource(home=home or read().home, identity=identity)


def choose_rerankers(read: Callable[[], Settings], context: Context) -> Sequence[Reranker]:
    """Cohere when its key is set and connections are allowed, then the local one."""
    key = read().cohere_api_key
    if context.offline or key is None:
        return (LocalReranker(),)
    from tieout.tools.index.cohere import CohereReranker  # noqa: PLC0415  # only where its key is set

    return (CohereReranker(key.get_secret_value(), base_url=read().cohere_base_url), LocalReranker())
