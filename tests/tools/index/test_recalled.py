"""Vectors of queries that were just made."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tieout.tools.index.recalled import RecalledEncoder


class Counting:
    """Encodes a text as its length, and counts what it is asked."""

    name, dimensions, max_tokens = "counting", 2, 8

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Two numbers a text."""
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Words."""
        return [len(text.split()) for text in texts]


def test_the_same_text_is_encoded_once() -> None:
    """A text asked again costs nothing, and its vector is the same; order is kept."""
    counting = Counting()
    recalled = RecalledEncoder(counting)

    vectors = [recalled.encode(texts).tolist() for texts in (["one", "three"], ["three"], [])]

    assert vectors == [[[3, 1], [5, 1]], [[5, 1]], []]
    assert counting.asked == ["one", "three"]


def test_old_texts_are_forgotten() -> None:
    """What was not asked for long is encoded anew: memory stays small."""
    counting = Counting()
    recalled = RecalledEncoder(counting)
    for number in range(65):
        recalled.encode([f"text {number}"])
    recalled.encode(["text 64"])
    recalled.encode(["text 0"])

    assert counting.asked[65:] == ["text 0"]


def test_it_is_the_encoder_it_stands_for() -> None:
    """Name, size and counts are those of the encoder."""
    recalled = RecalledEncoder(Counting())

    assert (recalled.name, recalled.dimensions, recalled.max_tokens) == ("counting", 2, 8)
    assert recalled.count_tokens(["one two"]) == [2]
