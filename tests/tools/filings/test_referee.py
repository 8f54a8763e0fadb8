"""Arelle reads the same figures: concept, days, dimensions, unit, value and nil."""

from dataclasses import replace
from pathlib import Path

import pytest

from tieout.evals.referee import SILENT, Verdict, compare, differences, filings, markdown, ours
from tieout.tools.filings.formats import number

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


@pytest.mark.parametrize("name", ["10-K/AAPL_10-K_0000320193-24-000123", "10-K/TXN_10-K_0000097476-24-000007"])
def test_same_figures(shared_data: Path, name: str) -> None:
    """No figure differs; where Arelle is silent, the figure is in words that its format reads so."""
    verdict, words = compare(shared_data / "filings" / f"{name}.html")

    assert (verdict.mismatches, verdict.first) == (0, ())
    assert verdict.silent == len(words)
    assert {w.format.rpartition(":")[2] for w in words} <= {"numwordsen"}
    assert all(number(w.printed, w.format) is not None for w in words)


@pytest.mark.slow
def test_sample_of_filings(shared_data: Path) -> None:
    """Over every sixth of the shared inline filings no figure differs; the evaluation compares them all."""
    verdicts = [compare(path)[0] for path in filings(shared_data)[::6]]

    assert [v.filing for v in verdicts if v.mismatches] == []
    assert len(verdicts) >= 9
    assert sum(v.facts for v in verdicts) > 6_000


def test_difference(shared_data: Path) -> None:
    """The comparison can fail: a figure that only one side has, or that differs in its day, is a mismatch."""
    read = ours(shared_data / "filings" / "IBM_10-K_2024.html")
    keys = [key for key, _ in read]
    other = replace(keys[0], end="1999-12-31")

    assert differences("ibm", read, keys) == ([], [])
    assert differences("ibm", read, keys[1:])[0] == [f"+ {keys[0]}"]
    assert differences("ibm", read, [other, *keys[1:]])[0] == [f"- {other}", f"+ {keys[0]}"]
    assert differences("ibm", read, [replace(keys[0], value=SILENT), *keys[1:]])[0] == []


def test_table() -> None:
    """The table ends with the sums."""
    verdicts = [Verdict(filing=name, facts=1000, mismatches=0, silent=2, seconds=1.0) for name in ("a", "b")]

    assert markdown(verdicts).splitlines()[-1] == "| **2 filings** | **2,000** | **0** | **4** |"
