"""Which vector a text has, by a model that fastembed knows by name, fetched from a model hub or found in its folder."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Final, Protocol, cast

import numpy as np
import numpy.typing as npt

from tieout.errors import InputError, NotThereError, ReadError, UnreachableError
from tieout.tools.connections import require_connection
from tieout.tools.index.encoder import utf8

DEFAULT: Final = "BAAI/bge-small-en-v1.5"
MAX_TOKENS: Final = 512
"""What the models of fastembed read, but for a few that read more."""
BATCH: Final = 32
PROBE_SECONDS: Final = 10.0
LONGEST: Final = 16_384
"""Characters that a text is cut to before it is tokenised."""


class _Model(Protocol):
    """The part of `fastembed.TextEmbedding` that is used."""

    def embed(self, documents: Sequence[str], batch_size: int) -> Iterable[npt.NDArray[np.float32]]: ...
    def token_count(self, texts: Sequence[str]) -> int: ...


class _Make(Protocol):
    """The class `fastembed.TextEmbedding`."""

    def __call__(self, *, model_name: str, cache_dir: str | None, local_files_only: bool) -> _Model: ...
    def list_supported_models(self) -> Sequence[Mapping[str, object]]: ...


class FastembedEncoder:
    """A model of fastembed's list; it is fetched when the first text comes, unless `folder` holds it already.

    Threads may share one.
    """

    max_tokens: int = MAX_TOKENS

    def __init__(self, model: str = DEFAULT, *, folder: Path | None = None) -> None:
        """Describe the encoder.

        Args:
            model: its name on fastembed's list.
            folder: where fetched models are kept; None is fastembed's own place, which goes with a restart.

        Raises:
            NotThereError: the package is not installed.
            InputError: fastembed knows no such model.
        """
        if find_spec("fastembed") is None:
            raise NotThereError(
                f"the encoder 'fastembed:{model}' needs the package 'fastembed', which is not installed; "
                "run pip install 'tieout[fastembed]', or set TIEOUT_ENCODER=local"
            )
        self._make = cast("_Make", import_module("fastembed").TextEmbedding)
        known = {str(one["model"]): one for one in self._make.list_supported_models()}
        card = known.get(model) or {name.lower(): one for name, one in known.items()}.get(model.lower())
        if card is None:
            raise InputError(_unknown(model, sorted(known)))
        self._card = card
        self._folder = folder
        self.dimensions = int(str(card["dim"]))
        self.name = f"fastembed:{card['model']}@{self.dimensions}"
        self._lock = Lock()
        self._model: _Model | None = None

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Rows of unit length, shape (len(texts), dimensions), in the order given.

        Raises:
            UnreachableError: the model is not here, and the hub cannot be reached.
            RefusedError: the model is not here, and no connection may be opened.
            ReadError: its files are damaged.
        """
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        model = self._loaded()
        with self._lock:
            rows = list(model.embed([utf8(text[:LONGEST]) for text in texts], batch_size=BATCH))
        vectors = np.array(rows, dtype=np.float32)
        if vectors.shape != (len(texts), self.dimensions):
            raise ReadError(
                f"the model of {self.name!r} gives vectors of shape {vectors.shape}, not "
                f"{(len(texts), self.dimensions)}; remove its folder, so that it is fetched again"
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return cast("npt.NDArray[np.float32]", vectors / np.maximum(lengths, np.finfo(np.float32).tiny))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text as the model reads it, which cuts a long one."""
        model = self._loaded()
        with self._lock:
            return [model.token_count([utf8(text[:LONGEST])]) for text in texts]

    def _loaded(self) -> _Model:
        with self._lock:
            if self._model is None:
                import_module("loguru").logger.disable("fastembed")  # what goes wrong is said here, once
                self._model = self._opened(here=True) or self._fetched()
            return self._model

    def _fetched(self) -> _Model:
        """The model from the hub, which is asked first whether it is there: fastembed itself tries for 40 seconds."""
        require_connection(
            f"fetching the model of {self.name!r}",
            instead="run `tieout index rebuild` once where the hub can be reached, or set TIEOUT_ENCODER=local",
        )
        try:
            import_module("huggingface_hub").HfApi().model_info(self._source, timeout=PROBE_SECONDS)
        except Exception as error:  # of whichever HTTP library the hub's package has under it
            raise self._unreached(error) from error
        model = self._opened(here=False)
        if model is None:
            raise self._unreached(None)
        return model

    @property
    def _source(self) -> str:
        sources = cast("Mapping[str, object]", self._card["sources"])
        return str(sources.get("hf") or self._card["model"])

    def _opened(self, *, here: bool) -> _Model | None:
        """The model, from its folder alone or from the hub; None where it is not there."""
        try:
            folder = str(self._folder) if self._folder else None
            return self._make(model_name=str(self._card["model"]), cache_dir=folder, local_files_only=here)
        except ValueError:  # what fastembed says where it finds no model
            return None
        except Exception as error:  # onnxruntime's exceptions have no common base
            raise ReadError(
                f"could not read the model of {self.name!r}: {error}; remove its folder, so that it is fetched again"
            ) from error

    def _unreached(self, error: Exception | None) -> UnreachableError:
        why = f" ({type(error).__name__}: {error})" if error else ""
        place = f"put it into {str(self._folder)!r}" if self._folder else "set FASTEMBED_CACHE_PATH to its folder"
        return UnreachableError(
            f"the model {self._source!r} is not here and could not be fetched from the model hub{why}; check the "
            f"network or HF_ENDPOINT, or fetch it elsewhere and {place}, or set TIEOUT_ENCODER=local"
        )


def _unknown(model: str, known: Sequence[str]) -> str:
    near = get_close_matches(model, known, n=3, cutoff=0.4)
    hint = f"perhaps {', '.join(map(repr, near))}" if near else f"such as {DEFAULT!r}"
    return f"fastembed knows no model {model!r}; give one of the {len(known)} on its list, {hint}"
