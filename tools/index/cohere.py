"""Which passages fit a question best, by Cohere's rerank service."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from importlib import import_module
from importlib.util import find_spec
from typing import Final, Protocol, Self, cast

from tieout.document import Passage
from tieout.errors import NotThereError, RefusedError, ServiceError, UnreachableError

_MOST_DOCUMENTS: Final = 1000
"""What one request may hold; https://docs.cohere.com/reference/rerank."""
_TRANSIENT: Final = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})


class _Result(Protocol):
    index: object


class _Response(Protocol):
    results: Sequence[_Result] | None


class _Client(Protocol):
    """The part of `cohere.AsyncClientV2` that is used."""

    async def __aenter__(self) -> Self: ...
    async def __aexit__(self, *error: object) -> None: ...
    async def rerank(self, *, model: str, query: str, documents: Sequence[str], top_n: int) -> _Response: ...


class CohereReranker:
    """Orders passages by Cohere's relevance score; what the service leaves out follows in the order given.

    Nothing is retried here. A refusal (key, permission, unknown model) is a RefusedError, everything that may pass
    (no connection, time-out, 429, 5xx, an answer that makes no sense) an UnreachableError.
    """

    def __init__(
        self, api_key: str, model: str = "rerank-v3.5", base_url: str | None = None, timeout: float = 10.0
    ) -> None:
        if find_spec("cohere") is None:
            raise NotThereError(
                "Cohere rerank is configured but the package 'cohere' is not installed; "
                "run pip install 'tieout[cohere]', or unset the key to rerank locally"
            )
        self.name = f"cohere:{model}"
        self._api_key = api_key
        self._model = model
        self._base_url = base_url
        self._timeout = timeout

    async def rerank(self, question: str, passages: Sequence[Passage], k: int) -> tuple[str, ...]:
        """Ids of the best k passages, best first.

        Raises:
            RefusedError: the service will not do this.
            UnreachableError: the service gave no usable answer this time.
        """
        if k < 1 or not passages:
            return ()
        documents = ["\n".join((*passage.heading, passage.text)) for passage in passages[:_MOST_DOCUMENTS]]
        with self._translated():
            # Importing and loading certificates read files, which an event loop must not wait for.
            client = await asyncio.to_thread(self._client)
            async with asyncio.timeout(self._timeout), client:
                response = await client.rerank(
                    model=self._model, query=question, documents=documents, top_n=min(k, len(documents))
                )
            best = _indices(response, len(documents))
        rest = (index for index in range(len(passages)) if index not in best)
        return tuple(passages[index].id for index in (*best, *rest))[:k]

    def _client(self) -> _Client:
        make = cast("Callable[..., _Client]", import_module("cohere").AsyncClientV2)
        return make(api_key=self._api_key, base_url=self._base_url, timeout=self._timeout, max_retries=0)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (ServiceError, asyncio.CancelledError):
            raise
        except TimeoutError as error:
            raise UnreachableError(f"Cohere did not answer within {self._timeout:g} s; try again later") from error
        except Exception as error:  # the SDK lets errors of its HTTP client, its parser and its models through
            raise self._service_error(error) from error

    def _service_error(self, error: Exception) -> ServiceError:
        status = getattr(error, "status_code", None)
        said = str(getattr(error, "body", None) or error or type(error).__name__).replace(self._api_key, "…")[:200]
        if isinstance(status, int) and 400 <= status < 500 and status not in _TRANSIENT:  # noqa: PLR2004
            return RefusedError(
                f"Cohere refused to rerank with model {self._model!r} (HTTP {status}: {said}); "
                "check COHERE_API_KEY and the model's name, or unset the key to rerank locally"
            )
        answer = f"HTTP {status}: {said}" if status else f"{type(error).__name__}: {said}"
        return UnreachableError(f"Cohere gave no usable answer ({answer}); try again later")


def _indices(response: _Response, documents: int) -> dict[int, None]:
    """Positions in falling relevance, each once, as an ordered set."""
    indices: dict[int, None] = {}
    for result in response.results or ():
        if not isinstance(result.index, int) or not 0 <= result.index < documents or result.index in indices:
            raise UnreachableError(f"Cohere's answer ranks document {result.index!r} of {documents}; try again later")
        indices[result.index] = None
    if not indices:
        raise UnreachableError("Cohere's answer ranks no document; try again later")
    return indices
