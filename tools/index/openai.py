"""Which vector a text has, by OpenAI's embeddings or by a server that speaks as OpenAI does."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
import numpy.typing as npt
import stamina

from tieout.errors import InputError, ServiceError, UnreachableError, is_transient
from tieout.tools.connections import require_connection
from tieout.tools.index.encoder import LocalEncoder, utf8
from tieout.tools.index.openai_errors import SlowError, UselessError, translated

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types import CreateEmbeddingResponse

Vectors = npt.NDArray[np.float32]

DEFAULT: Final = "text-embedding-3-small"
NATIVE: Final = MappingProxyType(
    {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}
)
"""Dimensions of OpenAI's own models; https://platform.openai.com/docs/guides/embeddings."""
SHORTENS: Final = "text-embedding-3-"
"""Models so called take the number of dimensions that is wanted."""

LONGEST: Final = 8_000
"""Bytes that a text is cut to: a token is a byte or more, so that it has less than the 8,192 tokens that are taken."""
MOST_TEXTS: Final = 128
MOST_BYTES: Final = 250_000
"""In one request, which may hold 300,000 tokens."""
AT_ONCE: Final = 4
"""Requests that run beside each other."""
ATTEMPTS: Final = 4
PATIENCE: Final = 90.0
"""Seconds after which a request is not tried again."""
LONGEST_WAIT: Final = 20.0
"""Seconds that are waited at most between two attempts, also where the server asks for more."""


class GivenUpError(UnreachableError):
    """A service that was asked several times over; whoever calls need not ask at once again."""

    is_transient: ClassVar[bool] = False


class OpenAIEncoder:
    """Vectors of a model behind `/embeddings`; nothing is opened before the first text. Threads may share one.

    A request that fails for a reason that may pass (no connection, time-out, 429, 5xx, an answer that makes no sense)
    is tried again, up to `ATTEMPTS` times; then it is a GivenUpError. A refusal is a RefusedError at once.
    """

    max_tokens: int = 8_191

    def __init__(
        self,
        model: str = DEFAULT,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        dimensions: int | None = None,
        timeout: float = 30.0,
    ) -> None:
        """Describe the encoder.

        Args:
            model: name of the model.
            api_key: what the server asks for; a server of your own may ask for none.
            base_url: of a server that speaks as OpenAI's does, such as "http://localhost:11434/v1".
            dimensions: how long its vectors are, where that is not known or is to be less.
            timeout: seconds for one request.

        Raises:
            InputError: the key or the number of dimensions is missing.
        """
        if not api_key and not base_url:
            raise InputError(
                f"the encoder 'openai:{model}' needs a key; set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of "
                "your own, or TIEOUT_ENCODER=local"
            )
        size = dimensions or NATIVE.get(model)
        if size is None:
            raise InputError(
                f"how many dimensions the vectors of {model!r} have is not known; say it behind the name, "
                f"such as TIEOUT_ENCODER=openai:{model}@768"
            )
        self.name = f"openai:{model}@{size}"
        self.dimensions = size
        self._model, self._timeout = model, timeout
        self._api_key, self._base_url = api_key, base_url

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Rows of unit length, shape (len(texts), dimensions), in the order given.

        Raises:
            RefusedError: the server will not do this, or no connection may be opened.
            InputError: its vectors have other dimensions than were said.
            GivenUpError: it gave no usable answer, several times over.
        """
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        require_connection(
            f"the encoder {self.name!r}",
            instead="ask without --offline, or set TIEOUT_ENCODER=local and run `tieout index rebuild`",
        )
        with ThreadPoolExecutor(1) as alone:  # the caller may be in an event loop of its own
            return alone.submit(asyncio.run, self._encoded([_sent(text) for text in texts])).result()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as the shipped encoder counts them, about as many as OpenAI's; needs no connection."""
        return self._counter.count_tokens(texts)

    @cached_property
    def _counter(self) -> LocalEncoder:
        return LocalEncoder()

    async def _encoded(self, texts: Sequence[str]) -> Vectors:
        turn = asyncio.Semaphore(AT_ONCE)
        async with self._client() as client:
            return np.concatenate(
                await asyncio.gather(*(self._patiently(client, batch, turn) for batch in batches(texts)))
            )

    async def _patiently(self, client: "AsyncOpenAI", texts: Sequence[str], turn: asyncio.Semaphore) -> Vectors:
        """The vectors of one batch, asked for again where that can help."""
        try:
            async with turn:
                async for attempt in stamina.retry_context(
                    on=_worth_another, attempts=ATTEMPTS, timeout=PATIENCE, wait_initial=0.5, wait_max=LONGEST_WAIT
                ):
                    with attempt:
                        return await self._once(client, texts)
        except UnreachableError as error:
            raise GivenUpError(f"{error}; asked {ATTEMPTS} times") from error
        raise GivenUpError(f"the server of {self.name!r} was not asked")

    async def _once(self, client: "AsyncOpenAI", texts: Sequence[str]) -> Vectors:
        more = {"dimensions": self.dimensions} if self._shortened else None
        with self._translated():
            async with asyncio.timeout(self._timeout):
                answer = await client.embeddings.create(model=self._model, input=list(texts), extra_body=more)
            return self._checked(answer, len(texts))

    @property
    def _shortened(self) -> bool:
        return self._model.startswith(SHORTENS) and self.dimensions != NATIVE.get(self._model)

    def _checked(self, answer: "CreateEmbeddingResponse", texts: int) -> Vectors:
        """The vectors in the order of the texts, whatever the order of the answer."""
        rows = {item.index: item.embedding for item in answer.data}
        if sorted(rows) != list(range(texts)) or len(answer.data) != texts:
            raise UselessError(f"it has {len(answer.data)} vectors for {texts} texts")
        size, *others = {len(row) for row in rows.values()}
        if others or not size:
            raise UselessError("its vectors are empty, or not of one length")
        if size != self.dimensions:
            raise InputError(
                f"the model {self._model!r} gives vectors of {size} dimensions, not {self.dimensions}; "
                f"set TIEOUT_ENCODER=openai:{self._model}@{size} and run `tieout index rebuild`"
            )
        vectors = np.array([rows[at] for at in range(texts)], dtype=np.float32)
        lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(vectors).all() or not lengths.all():
            raise UselessError("it has a vector without a direction")
        return vectors / lengths

    def _client(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI  # noqa: PLC0415  # two seconds, and only where it is configured

        return AsyncOpenAI(
            api_key=self._api_key or "none", base_url=self._base_url, timeout=self._timeout, max_retries=0
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (ServiceError, InputError):
            raise
        except TimeoutError as error:
            raise SlowError(self._model, self._timeout) from error
        except Exception as error:  # the SDK lets errors of its HTTP client, its parser and its models through
            raise translated(error, self._model, secret=self._api_key) from error


def batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in their order, as many at once as one request may hold."""
    start = size = 0
    for at, text in enumerate(texts):
        length = len(text.encode())
        if at > start and (at - start == MOST_TEXTS or size + length > MOST_BYTES):
            yield texts[start:at]
            start, size = at, 0
        size += length
    yield texts[start:]


def _sent(text: str) -> str:
    """A text as it is sent: never empty, which is refused, and never too long."""
    return utf8(text).encode()[:LONGEST].decode(errors="ignore").strip() or "-"


def _worth_another(error: Exception) -> bool | float:
    """Whether another attempt can help; a number says after how many seconds."""
    wait = getattr(error, "wait", None)
    return min(wait, LONGEST_WAIT) if isinstance(wait, float) else is_transient(error)
