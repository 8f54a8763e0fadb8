"""A question's filings come from EDGAR by the same way as `tieout ingest` fetches them."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.edgar_server import EdgarServer
from tieout.agent.context import Context
from tieout.agent.edgarsource import EdgarSource, wanted_forms, window
from tieout.agent.settings import Settings
from tieout.agent.wiring import choose_source
from tieout.document import Entity
from tieout.errors import NotThereError
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.question import SubQuestion

APPLE = Entity(cik="0000320193", ticker="AAPL", name="Apple Inc.")
JANE = "Jane Doe jane@example.com"


def about(*years: int, span: FiscalSpan = "FY") -> SubQuestion:
    """A question about Apple's years."""
    periods = tuple(FiscalPeriod(year=year, span=span) for year in years)
    return SubQuestion(id="q1", text="net sales", ask="look_up", entities=(APPLE,), periods=periods)


def test_only_the_reports_of_the_years_asked_for_are_wanted() -> None:
    """A year is reported in it or in the half year after; a quarter may be filed in the year before its fiscal year."""
    today = date(2026, 5, 4)

    assert window(about(2023), today) == (date(2023, 1, 1), date(2024, 6, 30))
    assert window(about(2023, 2021), today) == (date(2021, 1, 1), date(2024, 6, 30))
    assert window(about(2023, span="Q1"), today) == (date(2022, 3, 1), date(2024, 6, 30))
    assert window(about(), today) == (date(2025, 1, 1), today)
    assert wanted_forms(about(2023)) == ("10-K", "20-F", "40-F")
    assert wanted_forms(about(2023, span="Q1"))[-1] == "10-Q"


def test_edgar_is_asked_only_where_the_user_says_who_asks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without an identity, and offline, there is no source."""
    monkeypatch.delenv("TIEOUT_IDENTITY", raising=False)
    assert choose_source(Settings, tmp_path, Context()) is None
    monkeypatch.setenv("TIEOUT_IDENTITY", JANE)

    assert choose_source(Settings, tmp_path, Context(offline=True)) is None
    assert choose_source(Settings, tmp_path, Context()) == EdgarSource(home=tmp_path, identity=JANE)


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.skipif(find_spec("edgar") is None, reason="edgartools is not installed")
async def test_the_annual_report_of_a_year_is_fetched(
    shared_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of Apple's filings only the one that reports fiscal 2023 is asked for; a year that EDGAR lacks is not there."""
    source = EdgarSource(home=tmp_path, identity=JANE)
    with EdgarServer(shared_data) as server:
        for name in ("EDGAR_BASE_URL", "EDGAR_DATA_URL"):
            monkeypatch.setenv(name, server.url)
        paths = await source.fetch(about(2023))
        asked = [r.path.rpartition("/")[2] for r in server.requests]
        with pytest.raises(NotThereError, match="EDGAR has no 10-K"):
            await source.fetch(about(2035))

    assert [Path(path).name for path in paths] == ["AAPL_10-K_0000320193-23-000106.htm"]
    assert asked == ["CIK0000320193.json", "aapl-20230930.htm", "CIK0000320193.json"]
