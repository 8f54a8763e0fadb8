"""Untagged reports are read as the same company's filings tag them, and the shares have exact intervals."""

from pathlib import Path

import pytest

from tieout.errors import NotThereError
from tieout.evals.release_reading import key, measured, report, share


@pytest.mark.parametrize(
    ("right", "of", "interval"),
    [(0, 10, (0.0, 0.3085)), (5, 10, (0.1871, 0.8129)), (10, 10, (0.6915, 1.0)), (990, 1000, (0.9817, 0.9952))],
)
def test_an_exact_interval(right: int, of: int, interval: tuple[float, float]) -> None:
    """The interval is that of Clopper and Pearson."""
    found = share(right, of)

    assert (found.low, found.high) == pytest.approx(interval, abs=1e-4)


def test_a_key() -> None:
    """Labels are compared in plain letters, figures by their digits."""
    assert key("Shareholders’ equity:", "$ (1,234.5)") == ("shareholders equity", "1234.5")


def test_nothing_to_compare(tmp_path: Path) -> None:
    """Folders without a common company are refused, not measured as perfect."""
    with pytest.raises(NotThereError, match="holds 0 untagged documents"):
        measured(tmp_path, tmp_path)


@pytest.mark.real
def test_a_printed_quarterly_report(shared_data: Path, tmp_path: Path) -> None:
    """A 10-Q as PDF has its statements' and its notes' figures as its inline twin tags them."""
    printed = tmp_path / "printed"
    printed.mkdir()
    (printed / "q3.pdf").symlink_to(shared_data / "docugami_10q/docs/2022 Q3 AAPL.pdf")

    outcomes = measured(printed, shared_data / "filings/10-Q/AAPL_10-Q_2022Q3_0000320193-22-000070.html")

    (outcome,) = outcomes
    assert report(outcomes)["summary"]["documents"] == 1  # type: ignore[index]  # a JSON object
    for part in ("statements", "notes"):
        assert outcome.cells[part] > 250
        for question in ("value", "unit", "period"):
            assert outcome.right[part][question] / outcome.cells[part] > 0.98
    assert outcome.wrong / outcome.judged < 0.02
