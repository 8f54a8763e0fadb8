"""How a table of daily prices becomes documents: closes, volumes, dividends and splits as facts of the market."""

import json
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from tieout.document import Document, Entity, part_hash
from tieout.fact import Fact
from tieout.locator import Span, quote_hash
from tieout.period import Instant
from tieout.reading import Reading
from tieout.tools.filings.document import Source
from tieout.tools.filings.pricetable import series_of
from tieout.tools.market import Printed, Quote, Series, checked

CLOSE = "market:close"
"""The close as traded on its day."""
SPLIT_ADJUSTED = "market:split_adjusted_close"
"""A close that may be adjusted for splits that came later."""
ADJUSTED, VOLUME = "market:adjusted_close", "market:volume"
DIVIDEND, SPLIT = "market:dividend", "market:split"
_DOLLARS = "USD"
CENTS = 2
"""Decimals of a price whose last zeros a table leaves out."""


class _Printing(NamedTuple):
    """One figure of a line and what it is."""

    concept: str
    label: str
    unit: str
    figure: Printed
    known: date


def read_prices(source: Source, text: str, *, today: date | None = None) -> tuple[Reading, ...]:
    """A document for each ticker of a table of prices; `today` is the day after which no quote can be.

    Raises:
        InputError: it is no table of prices, or does not say whose.
        ReadError: a line cannot be read, or the quotes cannot be relied on.
    """
    now = today or date.today()  # noqa: DTZ011  # quotes have days without a zone
    found = [checked(series, today=now) for series in series_of(source.path, text)]
    if len(found) == 1:
        return (_reading(source, found[0], source.path.stem, source.content_hash),)
    return tuple(
        _reading(source, one, f"{source.path.stem}-{one.ticker}", part_hash(source.content_hash, number, len(found)))
        for number, one in enumerate(found)
    )


def _reading(source: Source, series: Series, name: str, content_hash: str) -> Reading:
    notes = _source_note(source) + (
        () if series.currency else (f"it states no currency; its prices are read as {_DOLLARS}",)
    )
    if not series.as_traded:
        notes = (*notes, "its closes may be adjusted for splits that came after their day")
    document = Document(
        id=name,
        entity=Entity(name=series.ticker, ticker=series.ticker),
        kind="market",
        title=f"{series.ticker} daily prices, {series.quotes[0].day} to {series.as_of}",
        period_end=series.as_of,
        filed=source.filed or series.as_of,
        content_hash=content_hash,
        notes=notes,
    )
    facts = tuple(_fact(document, quote, one) for quote in series.quotes for one in _printings(series, quote))
    return Reading(document=document, text=series.text, facts=facts)


def _source_note(source: Source) -> tuple[str, ...]:
    """Where a table was fetched, and when, as `<file>.json` beside it says."""
    try:
        noted = json.loads(source.path.with_name(f"{source.path.name}.json").read_text(encoding="utf-8"))
        return (f"prices from {noted['source']}, as of {noted['as_of']}",)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _printings(series: Series, quote: Quote) -> Iterator[_Printing]:
    """The figures of a line; what later events have changed is known only since the table is."""
    price = f"{series.currency or _DOLLARS}/shares"
    if series.as_traded:
        yield _Printing(CLOSE, "closing price", price, quote.close, quote.day)
    else:
        yield _Printing(SPLIT_ADJUSTED, "closing price, adjusted for later splits", price, quote.close, series.as_of)
    if quote.adjusted is not None:
        label = "closing price, adjusted for later splits and dividends"
        yield _Printing(ADJUSTED, label, price, quote.adjusted, series.as_of)
    if quote.volume is not None:
        yield _Printing(VOLUME, "shares traded", "shares", quote.volume, quote.day)
    if quote.dividend is not None and quote.dividend.value:
        yield _Printing(DIVIDEND, "dividend, on its ex-date", price, quote.dividend, quote.day)
    if quote.split is not None and quote.ratio != 1:
        yield _Printing(SPLIT, "split, new shares for one old share", "pure", quote.split, quote.day)


def _fact(document: Document, quote: Quote, printing: _Printing) -> Fact:
    figure = printing.figure
    exponent = figure.value.as_tuple().exponent
    meaning = f"{document.content_hash}\x1f{printing.concept}\x1f{figure.start}:{figure.end}"
    return Fact(
        id=sha256(meaning.encode()).hexdigest()[:20],
        document=document.id,
        entity=document.entity,
        concept=printing.concept,
        label=printing.label,
        value=figure.value,
        unit=printing.unit,
        decimals=max(-exponent if isinstance(exponent, int) else 0, CENTS if "/" in printing.unit else 0),
        period=Instant(end=quote.day),
        measure="other",
        printed=figure.text,
        locator=Span(
            document=document.id,
            content_hash=document.content_hash,
            quote_hash=quote_hash(figure.text),
            start=figure.start,
            end=figure.end,
        ),
        origin="market",
        known_since=printing.known,
    )
