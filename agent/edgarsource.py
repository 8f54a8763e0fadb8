"""Where does a question get filings that the home lacks? From EDGAR, as `tieout ingest TICKER` does."""

import asyncio
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tieout.agent.fetching import fetch
from tieout.question import SubQuestion

PATIENCE = 20.0
"""Seconds to wait for another process that fetches into the same home."""


@dataclass(frozen=True, kw_only=True)
class EdgarSource:
    """Fetches annual reports, and quarterly ones where a quarter is asked for, of the years asked for."""

    home: Path
    identity: str
    name: str = "EDGAR"

    async def fetch(self, subquestion: SubQuestion) -> tuple[str, ...]:
        """Paths of fetched files; raises as `fetch` does, NotThereError where there are none."""
        return await asyncio.to_thread(self._fetched, subquestion, date.today())  # noqa: DTZ011  # the user's day

    def _fetched(self, subquestion: SubQuestion, today: date) -> tuple[str, ...]:
        companies = [e.cik.lstrip("0") if e.cik else e.ticker or e.name for e in subquestion.entities]
        if not companies:
            return ()
        since, until = window(subquestion, today)
        paths = fetch(
            companies,
            forms=wanted_forms(subquestion),
            since=since.isoformat(),
            until=until,
            home=self.home,
            identity=self.identity,
            exhibits=False,
            patience=PATIENCE,
        )
        return tuple(str(path) for path in paths)


def wanted_forms(subquestion: SubQuestion) -> tuple[str, ...]:
    """Annual reports, of foreign filers too; quarterly ones where a part of a year is asked for."""
    is_yearly = all(period.span == "FY" for period in subquestion.periods)
    return ("10-K", "20-F", "40-F") if is_yearly else ("10-K", "20-F", "40-F", "10-Q")


def window(subquestion: SubQuestion, today: date) -> tuple[date, date]:
    """Between which days the reports of the fiscal years asked for are filed; without a year, the latest reports."""
    years = [period.year for period in subquestion.periods]
    if not years:
        return date(today.year - 1, 1, 1), today
    is_yearly = all(period.span == "FY" for period in subquestion.periods)
    first = date(min(years), 1, 1) if is_yearly else date(min(years) - 1, 3, 1)
    return first, date(max(years) + 1, 6, 30)
