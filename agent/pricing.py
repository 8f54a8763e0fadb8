"""How prices are fetched before they are ingested: one table a ticker, checked, with its source beside it."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from tieout.agent.fetching import day
from tieout.ports import Market
from tieout.tools.filings.pricetable import series_of
from tieout.tools.home.place import find_place
from tieout.tools.market import checked

YEARS = 5
"""How far back prices go without a date."""
_YEAR = 365.25


def fetch_prices(tickers: Sequence[str], *, since: str | None, home: Path, market: Market, today: date) -> list[Path]:
    """Write `<home>/downloads/prices/<ticker>.csv` for each ticker, and beside it the source and the day.

    Raises:
        ReadError: the prices cannot be relied on.
        NotThereError, UnreachableError, InputError: as the market says.
    """
    first = day(since) if since else today - timedelta(days=int(YEARS * _YEAR))
    folder = find_place(home).path / "downloads" / "prices"
    paths = []
    for ticker in tickers:
        text = market.table(ticker, since=first)
        path = folder / f"{ticker}.csv"
        for series in series_of(path, text):
            checked(series, today=today)
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        noted = {"source": market.name, "as_of": today.isoformat(), "filed": today.isoformat()}
        path.with_name(f"{path.name}.json").write_text(json.dumps(noted), encoding="utf-8")
        paths.append(path)
    return paths
