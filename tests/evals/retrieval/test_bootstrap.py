"""Intervals of means are wide where few documents carry them, and always the same."""

import pytest

from tieout.evals.retrieval.bootstrap import mean


def test_the_same_values_give_the_same_bounds() -> None:
    """Nothing is left to chance: two runs agree to the last digit."""
    values, clusters = [0.0, 1.0, 1.0, 0.0, 1.0] * 4, list("abcde") * 4

    assert mean(values, clusters) == mean(values, clusters)


def test_values_of_one_document_count_together() -> None:
    """Twenty questions that succeed and fail by document are less sure than twenty that do so each for itself."""
    values = [1.0] * 10 + [0.0] * 10

    alone = mean(values, list(range(20)))
    together = mean(values, ["a"] * 5 + ["b"] * 5 + ["c"] * 5 + ["d"] * 5)

    assert (alone.value, together.value) == (0.5, 0.5)
    assert together.high - together.low > alone.high - alone.low


def test_bounds_enclose_the_mean_and_agree_with_theory() -> None:
    """Of 400 questions, half right, each of a document of its own, the bounds are those of the normal approximation."""
    found = mean([1.0, 0.0] * 200, list(range(400)))

    assert found.of == 400
    assert found.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert found.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_what_never_varies_has_no_width() -> None:
    """All right is a mean of one from one to one."""
    assert mean([1.0, 1.0], ["a", "b"]).model_dump() == {"value": 1.0, "low": 1.0, "high": 1.0, "of": 2}
