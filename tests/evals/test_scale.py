"""The benchmark of a large index measures what it says on a small one, over passages that never change."""

from pathlib import Path

import numpy as np
import pytest

from tieout.evals.bench import scale
from tieout.evals.bench.child import Child
from tieout.evals.bench.synthetic import PER_DOCUMENT, Real, passage, points, real
from tieout.evals.bench.tasks import NoEncoder

SAMPLES = Path(__file__).parents[2] / "agent" / "demo"
APPLE = SAMPLES / "sample-AAPL-10-K-2024.html"


@pytest.fixture(scope="module")
def base() -> Real:
    """Passages of a sample filing."""
    return real([APPLE], NoEncoder())


def test_synthetic_passages_never_change(base: Real) -> None:
    """Made twice they are the same, to the last bit of their vectors."""
    one, other = list(points(300, base)), list(points(300, base))

    assert [(point.id, point.text, point.payload) for point in one] == [
        (point.id, point.text, point.payload) for point in other
    ]
    assert np.array_equal([point.vector for point in one], [point.vector for point in other])


def test_synthetic_passages_differ_as_real_ones_do(base: Real) -> None:
    """Nine of ten texts are different ones, vectors are of unit length, and a document has as many as a report."""
    made = list(points(3 * PER_DOCUMENT, base))

    assert len({point.text for point in made}) > 0.9 * len(made)
    assert np.allclose([np.linalg.norm(point.vector) for point in made], 1, atol=1e-5)
    assert [point.payload.document for point in made[::PER_DOCUMENT]] == ["document-0", "document-1", "document-2"]


def test_digits_are_exchanged_and_lengths_kept(base: Real) -> None:
    """A figure keeps its zeros, its separators and its length, so that it is one term as before."""
    count = len(base.passages)
    numbers = [number for number in range(0, 20 * count, count) if any(map(str.isdigit, passage(number, base).text))]

    texts = {passage(number, base).text for number in numbers}

    assert len(texts) > len(numbers) / 2


@pytest.mark.slow
def test_a_small_index_is_written_and_asked(tmp_path: Path) -> None:
    """Every measure has a name of its own and a value, and says of how many passages it is."""
    measures = scale.measure(Child(cache=tmp_path / "cache"), [APPLE], tmp_path, 1, count=600)

    named = {measure.name: measure for measure in measures}
    assert len(named) == len(measures) == 9
    assert all(value > 0 for measure in measures for value in measure.runs)
    assert {measure.group for measure in measures} == {"scale"}
    assert "600 passages" in named["terms made and upserted"].note
