"""Real statements, read as if nothing in them were tagged."""

from pathlib import Path

import pytest

from tieout.evals.table_reading import QUESTIONS, read_filing, report

pytestmark = pytest.mark.real


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("10-K/AAPL_10-K_0000320193-24-000123", {"value": 0.99, "period": 0.99, "unit": 0.99, "sign": 0.94}),
        ("10-Q/AMD_10-Q_2024Q3_0000002488-24-000163", {"value": 0.99, "period": 0.97, "unit": 0.98, "sign": 0.9}),
        ("10-K/KHC_10-K_0001637459-24-000018", {"value": 0.99, "period": 0.97, "unit": 0.99, "sign": 0.85}),
    ],
)
def test_as_tagged(shared_data: Path, name: str, least: dict[str, float]) -> None:
    """The untagged reading of tagged cells says what the tags say."""
    filing = read_filing(shared_data / "filings" / f"{name}.html")

    assert filing.cells > 600
    assert {q: getattr(filing, q) / filing.cells >= least[q] for q in QUESTIONS} == dict.fromkeys(QUESTIONS, True)


def test_report(shared_data: Path) -> None:
    """A report has each share with its interval."""
    filing = read_filing(shared_data / "filings" / "10-K" / "MARA_10-K_0001628280-24-007680.html")
    summary = report([filing, filing])["summary"]

    assert isinstance(summary, dict)
    assert set(summary) == {"all", filing.half}
    assert summary["all"]["value"]["low"] <= summary["all"]["value"]["share"] <= summary["all"]["value"]["high"]
