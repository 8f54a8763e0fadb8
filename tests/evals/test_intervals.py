"""The bounds of a share."""

import pytest

from tieout.evals.intervals import bounds, share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (8, 10, 0.4439, 0.9748),
        (95, 100, 0.8872, 0.9836),
        (5697, 5723, 0.9934, 0.997),
        (0, 20_000, 0.0, 0.000184),
        (0, 0, 0.0, 1.0),
    ],
)
def test_bounds(hits: int, of: int, low: float, high: float) -> None:
    """The published values of Clopper and Pearson's interval; none of twenty thousand is below 0.02 %."""
    found = bounds(hits, of)

    assert found[0] == pytest.approx(low, abs=5e-5)
    assert found[1] == pytest.approx(high, abs=5e-5 if high > 0.01 else 5e-7)


def test_a_share_of_nothing_is_none() -> None:
    """Without a sample there is no share, and nothing is excluded."""
    assert share(0, 0) == {"hits": 0, "of": 0, "share": None, "low": 0.0, "high": 1.0}
    assert share(8, 10) == {"hits": 8, "of": 10, "share": 0.8, "low": 0.4439, "high": 0.9748}
