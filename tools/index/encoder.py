"""Which vector a text has: the shipped sentence encoder, run in process, without a key or a network."""

import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from tieout.errors import NotThereError, ReadError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL: Final = "encoder.onnx"
TOKENIZER: Final = "tokenizer.json"
CARD: Final = "encoder.json"
SHIPPED: Final = Path(__file__).with_name("encoder")

_LONGEST: Final = 16_384
"""Characters beyond which a text is cut before it is tokenised; 256 tokens of prose are about 1,100."""


class LocalEncoder:
    """all-MiniLM-L6-v2 in int8; see the model card beside the model. Threads may share one.

    Each text is run alone, as many at once as there are cores: nothing is padded, and a text's vector is the same
    whatever it is encoded with. Model and tokenizer are loaded when first needed.
    """

    name: str
    dimensions: int
    max_tokens: int

    def __init__(self, folder: Path = SHIPPED, *, threads: int | None = None) -> None:
        """Describe the encoder in `folder`; `threads` is how many texts run at once, by default one a core.

        Raises:
            NotThereError: a file of the encoder is missing.
            ReadError: its description is damaged.
        """
        for file in (MODEL, TOKENIZER, CARD):
            if not (folder / file).is_file():
                raise NotThereError(f"the encoder's file {str(folder / file)!r} is missing; install tieout again")
        try:
            card = json.loads((folder / CARD).read_text(encoding="utf-8"))
            self.name, self.dimensions, self.max_tokens = card["name"], card["dimensions"], card["max_tokens"]
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged(folder / CARD, error) from error
        self._folder = folder
        self._threads = threads or _cores()
        self._lock = Lock()
        self._tokenizer: Tokenizer | None = None
        self._session: InferenceSession | None = None

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Rows of unit length, shape (len(texts), dimensions), in the order given; a text is cut at `max_tokens`."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        tokenizer, session = self._loaded()

        def fill(at: int) -> None:
            ids = np.array([self._ids(tokenizer, texts[at])], dtype=np.int64)
            vectors[at] = session.run(None, {"input_ids": ids})[0][0]

        longest_first = sorted(range(len(texts)), key=lambda at: len(texts[at]), reverse=True)
        if len(texts) == 1 or self._threads == 1:
            for at in longest_first:
                fill(at)
            return vectors
        with ThreadPoolExecutor(min(self._threads, len(texts))) as pool:
            for _ in pool.map(fill, longest_first):
                pass
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text before any truncation, with the two that open and close it."""
        tokenizer = self._tokenizing()
        return [len(tokenizer.encode(utf8(text)).ids) for text in texts]

    def _ids(self, tokenizer: "Tokenizer", text: str) -> list[int]:
        ids = tokenizer.encode(utf8(_clipped(text, self.max_tokens))).ids
        return ids if len(ids) <= self.max_tokens else [*ids[: self.max_tokens - 1], ids[-1]]

    def _tokenizing(self) -> "Tokenizer":
        with self._lock:
            if self._tokenizer is None:
                self._tokenizer = _open_tokenizer(self._folder / TOKENIZER)
            return self._tokenizer

    def _loaded(self) -> "tuple[Tokenizer, InferenceSession]":
        tokenizer = self._tokenizing()
        with self._lock:
            if self._session is None:
                self._session = _open_session(self._folder / MODEL)
            return tokenizer, self._session


def _open_tokenizer(path: Path) -> "Tokenizer":
    from tokenizers import Tokenizer  # noqa: PLC0415  # loaded when needed

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception
        raise _damaged(path, error) from error


def _open_session(path: Path) -> "InferenceSession":
    """A session of one thread: texts run beside each other, which is faster than sharing the work within one."""
    import onnxruntime  # noqa: PLC0415  # loaded when needed

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # a pattern would be kept for each length of text
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL  # it is optimised as it is
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's exceptions have no common base
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> ReadError:
    return ReadError(f"could not read the encoder's file {str(path)!r}: {error}; install tieout again")


def _clipped(text: str, words: int) -> str:
    """A beginning of the text that has at least the tokens that count, short enough to be tokenised at once."""
    return text if len(text) <= _LONGEST else " ".join(text.split(None, words)[:words])[:_LONGEST]


def utf8(text: str) -> str:
    """The text with "?" for each lone surrogate, which UTF-8 cannot carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
