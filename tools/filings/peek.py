"""Is a JSON, CSV or Parquet file of a folder one with calls or prices? Its ends tell, without reading it."""

import os
from pathlib import Path

from tieout.tools.filings.calljson import looks_like_calls
from tieout.tools.filings.pricetable import looks_like_prices

_END = 4096


def is_calls_or_prices(file: Path) -> bool:
    """Whether a file looks like calls or prices; False where it cannot be opened, or is a pipe that may never speak."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            head = opened.read(_END)
            opened.seek(-min(_END, file.stat().st_size), os.SEEK_END)
            tail = opened.read().lower()
    except OSError:
        return False
    suffix = file.suffix.lower()
    if suffix == ".parquet":
        return b"close" in tail and b"date" in tail
    return looks_like_calls(head) if suffix == ".json" else looks_like_prices(head)
