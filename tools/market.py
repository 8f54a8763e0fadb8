"""What did a share cost on a day? Series of quotes, checked before anybody relies on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from tieout.errors import ReadError

STALE = timedelta(days=7)
"""A quote that is older than this on the day asked for says nothing of it: no exchange rests so long."""
_SPLIT = Decimal("1.4")
"""Prices on two bases differ by more than this overnight; on one basis hardly ever."""
_WITHIN = Decimal("0.4")
"""How far, as a share of the ratio, a day's own movement may take a price on the day of a split."""
_OUTSIDE = Decimal("0.005")
_SAME_DAYS = 6
"""So many days in a row without trade and without any change are old quotes repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure of a table, and its half-open range in the table's text."""

    value: Decimal
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One day of a series."""

    line: int
    """Number of its line in the file, from 1."""
    day: date
    close: Printed
    open: Printed | None = None
    high: Printed | None = None
    low: Printed | None = None
    adjusted: Printed | None = None
    volume: Printed | None = None
    dividend: Printed | None = None
    split: Printed | None = None
    """New shares for one old share; 0 and 1 are no split."""

    @property
    def ratio(self) -> Decimal:
        """New shares for one old share, 1 where there is no split."""
        return self.split.value if self.split is not None and self.split.value > 0 else Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The quotes of one ticker, oldest first, and the text in which they stand."""

    ticker: str
    currency: str | None
    text: str
    quotes: tuple[Quote, ...]
    states_splits: bool
    """Whether it has a column of splits."""
    source: str
    """Where it comes from, in words."""
    as_traded: bool = False
    """Whether its closes are those of their day, not adjusted for splits that came later; found out by `checked`."""

    @property
    def as_of(self) -> date:
        """The last day that it knows of."""
        return self.quotes[-1].day


def checked(series: Series, *, today: date) -> Series:
    """The same series, its quotes oldest first.

    Raises:
        ReadError: days are out of order, repeated or still to come; a price cannot be; the closes contradict the
            splits; old quotes are repeated.
    """
    quotes = series.quotes
    if len(quotes) > 1 and quotes[0].day > quotes[-1].day:
        quotes = tuple(reversed(quotes))
    for reason in _flaws(quotes, series, today):
        raise ReadError(
            f"the prices of {series.ticker!r} in {series.source} are refused: {reason}; download them again"
        )
    return replace(series, quotes=quotes, as_traded=_is_as_traded(quotes, states_splits=series.states_splits))


def _is_as_traded(quotes: Sequence[Quote], *, states_splits: bool) -> bool:
    """Whether closes move as splits say; without a split, whether days without one say 1 and not 0."""
    splits = [pair for pair in pairwise(quotes) if pair[1].ratio != 1]
    if splits:
        return _moves(*splits[0])
    return states_splits and all(quote.split is not None and quote.split.value == 1 for quote in quotes)


def _moves(before: Quote, after: Quote) -> bool:
    """Whether the close moves as the split of the day says."""
    moved = before.close.value / after.close.value
    return after.ratio * (1 - _WITHIN) <= moved <= after.ratio * (1 + _WITHIN)


def _stays(before: Quote, after: Quote) -> bool:
    """Whether the close stays about what it was."""
    return 1 - _WITHIN <= before.close.value / after.close.value <= 1 + _WITHIN


def _flaws(quotes: Sequence[Quote], series: Series, today: date) -> Iterator[str]:
    for before, after in pairwise(quotes):
        if before.day == after.day:
            yield f"{after.day} stands twice, in lines {before.line} and {after.line}"
        if before.day > after.day:
            yield f"line {after.line} goes back from {before.day} to {after.day}"
    if quotes and quotes[-1].day > today:
        yield f"line {quotes[-1].line} is of {quotes[-1].day}, which is still to come"
    for quote in quotes:
        yield from _impossible(quote)
    if any(quote.close.value <= 0 for quote in quotes):
        return
    yield from _split_flaws(quotes, states_splits=series.states_splits)
    yield from _repeated(quotes)


def _impossible(quote: Quote) -> Iterator[str]:
    shown = [one for one in (quote.close, quote.open, quote.high, quote.low) if one is not None]
    if any(one.value <= 0 for one in shown):
        yield f"line {quote.line} has a price of zero or less"
    elif quote.high is not None and quote.low is not None:
        slack = quote.close.value * _OUTSIDE
        if not quote.low.value - slack <= quote.close.value <= quote.high.value + slack:
            yield f"line {quote.line} closes at {quote.close.text}, outside {quote.low.text} to {quote.high.text}"


def _split_flaws(quotes: Sequence[Quote], *, states_splits: bool) -> Iterator[str]:
    """Closes that move as some splits say and not as others, or that change basis without one."""
    splits = [pair for pair in pairwise(quotes) if pair[1].ratio != 1]
    fits = _moves if splits and _moves(*splits[0]) else _stays
    for before, after in splits:
        if not fits(before, after):
            yield (
                f"line {after.line} states a split of {after.ratio.normalize():f} for 1, but the close goes from "
                f"{before.close.text} to {after.close.text}"
            )
    if states_splits:
        yield from (
            f"the adjusted close says that line {after.line} begins after a split, which the file does not state"
            for before, after in pairwise(quotes)
            if after.ratio == 1 and _changes_basis(before, after)
        )


def _changes_basis(before: Quote, after: Quote) -> bool:
    """Whether close and adjusted close part overnight by more than a dividend explains."""
    if before.adjusted is None or after.adjusted is None or not before.adjusted.value or not after.adjusted.value:
        return False
    paid = after.dividend.value if after.dividend is not None else Decimal(0)
    basis = (after.adjusted.value / after.close.value) / (before.adjusted.value / before.close.value)
    return not 1 / _SPLIT <= basis <= _SPLIT and paid < before.close.value * _WITHIN / 2


def _repeated(quotes: Sequence[Quote]) -> Iterator[str]:
    run = 1
    for before, after in pairwise(quotes):
        untraded = after.volume is not None and after.volume.value == 0
        run = run + 1 if untraded and after.close.value == before.close.value else 1
        if run >= _SAME_DAYS:
            yield f"up to line {after.line} an old close is repeated for {run} days without trade"
            return
