"""Which vectors has this process just made? The same words are often asked again within one question."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

import numpy as np
import numpy.typing as npt

from tieout.ports import Encoder

_KEPT: Final = 64
"""Vectors kept, the longest unused going first: 100 kB."""


class RecalledEncoder:
    """An encoder of queries that remembers the last of them; threads may share one."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.dimensions, self.max_tokens = encoder.name, encoder.dimensions, encoder.max_tokens
        self._encoder = encoder
        self._lock = Lock()
        self._kept: OrderedDict[str, npt.NDArray[np.float32]] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """As the encoder does; each text alone."""
        vectors = [self._vector(text) for text in texts]
        return np.array(vectors, dtype=np.float32).reshape(len(texts), self.dimensions)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """As the encoder does."""
        return self._encoder.count_tokens(texts)

    def _vector(self, text: str) -> npt.NDArray[np.float32]:
        with self._lock:
            if (known := self._kept.get(text)) is not None:
                self._kept.move_to_end(text)
                return known
        made: npt.NDArray[np.float32] = self._encoder.encode([text])[0]
        with self._lock:
            self._kept[text] = made
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made
