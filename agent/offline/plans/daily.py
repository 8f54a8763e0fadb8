"""Which days of which prices does a question ask for? Closes, extremes and returns of calendar days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tieout.agent.offline.plans.tradingdays import Quoted
from tieout.agent.offline.reading.neutral import MONTHS, NEUTRAL
from tieout.agent.offline.reading.stretches import NUMERIC, numeric, stretch
from tieout.agent.offline.reading.understood import Understood
from tieout.question import Ask, MetricAsked
from tieout.tools.figures.days import MARKET
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.vocabulary import Vocabulary

PRICE, ADJUSTED, RETURN = "share_price", "adjusted_share_price", "total_return"
_TRADED = re.compile(
    r"\b(?:clos(?:e[ds]?|ing)|trad(?:e[ds]?|ing)|finish(?:ed)?|end(?:ed)? the (?:day|year|month))\b|"
    r"\b(?:stock|shares?)\b[^.?]{0,30}\b(?:cost|worth|price)\b",
    re.IGNORECASE,
)
_RETURN = re.compile(r"\breturn(?:ed|s)?\b|\bgain(?:ed)?\b|\bperform(?:ed|ance)?\b", re.IGNORECASE)
_WITHIN_A_DAY = re.compile(
    r"\b(?:intra-?day|open(?:ed|ing|s)?|highs?|lows?|after[- ]hours|pre-?market|bid|ask price|vwap|52[- ]week|"
    r"all-time)\b",
    re.IGNORECASE,
)
_HIGHEST = re.compile(r"\b(?:highest|maximum|max|peak)\b", re.IGNORECASE)
_LOWEST = re.compile(r"\b(?:lowest|minimum|min)\b", re.IGNORECASE)
_LAST = re.compile(
    r"\blast (?:trading )?(?:day|session|close)\b|\bend(?:ed)?\b|\byear-end\b|\bclose of\b", re.IGNORECASE
)
_FIRST = re.compile(
    r"\bfirst (?:trading )?(?:day|session|close)\b|\bbeginning\b|\bstart(?:ed)?\b|\bbegan\b", re.IGNORECASE
)
_NOW = re.compile(r"\b(?:today|now|current(?:ly)?|at present|at the moment)\b", re.IGNORECASE)
_FISCAL = re.compile(r"\bfiscal|\bfy\s?'?\d|\bq[1-4]\b|\bquarters?\b", re.IGNORECASE)
_WORDS = frozenset(
    "close closed closes closing price prices share shares stock stocks trade traded trades trading session first "
    "final return returned returns gain gained perform performed performance worth value quote quoted adjusted "
    "begin began beginning year-end finish finished cost day days peak maximum minimum max min today currently current "
    "split unadjusted dividends included reinvested common present moment market cap capitalization volume last "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_OVER = frozenset({"average", "sum"})
_UNDATED = re.compile(
    r"\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|tomorrow|week|month)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Daily:
    """What is asked of prices: which figure, of which days, and what is to be done with them."""

    metric: MetricAsked
    ask: Ask
    days: tuple[date, ...]
    assumptions: tuple[str, ...] = ()


def is_daily(asked: Understood, vocabulary: Vocabulary) -> bool:
    """Whether a question is about prices of calendar days, or of today."""
    if not asked.metrics or asked.ask == "text":
        return _verbal(asked)
    market = all(m.metric and vocabulary.metric(m.metric).statement == MARKET for m in asked.metrics)
    if not market or any(m.member for m in asked.metrics) or len({m.metric for m in asked.metrics}) > 1:
        return False
    return _when(asked) or not asked.periods or asked.ask in _OVER or _superlative(asked)


def _verbal(asked: Understood) -> bool:
    """Whether the words tell a close of a day without naming it: "What did Apple close at on 3 February 2023?"."""
    words = set(_unread(asked))
    return (
        not asked.metrics
        and (_TRADED.search(asked.rest) or (_RETURN.search(asked.rest) and _when(asked))) is not None
        and _when(asked) is not False
        and not words
        and (_when(asked) or _NOW.search(asked.text) is not None)
    )


def _when(asked: Understood) -> bool:
    """Whether calendar days are named: a date, a month, or the ends, the best or the course of a calendar year."""
    if _FISCAL.search(asked.text):
        return False
    if NUMERIC.search(asked.text) or any(m.kind in {"date", "month"} for m in asked.periods):
        return True
    of_a_year = _superlative(asked) or _edge(asked) or _moves(asked)
    return of_a_year and any(m.kind == "year" and m.fiscal is not True for m in asked.periods)


def _superlative(asked: Understood) -> bool:
    return (_HIGHEST.search(asked.rest) or _LOWEST.search(asked.rest)) is not None


def _edge(asked: Understood) -> bool:
    return (_LAST.search(asked.rest) or _FIRST.search(asked.rest)) is not None


def _moves(asked: Understood) -> bool:
    is_return = any(m.metric == RETURN for m in asked.metrics) or _RETURN.search(asked.rest) is not None
    return is_return or asked.ask in {"change", "percent_change"}


def _unread(asked: Understood) -> tuple[str, ...]:
    return tuple(w for w in asked.words if w not in NEUTRAL | MONTHS | _WORDS and not w.isdigit())


def daily(asked: Understood, quoted: Quoted, vocabulary: Vocabulary) -> Daily:
    """What is asked, with every day one that has a quote.

    Raises:
        NotDerivable: the days cannot be told, or the prices say nothing of them.
    """
    if (other := _WITHIN_A_DAY.search(asked.text)) is not None and not _superlative(asked):
        raise NotDerivable("wrong_metric", f"{other[0]!r} is not indexed: of a day its close and its volume are")
    if asked.ask in _OVER:
        raise NotDerivable("not_derivable", "averages and sums of daily prices are not computed")
    if unread := _unread(asked):
        raise NotDerivable("wrong_scope", f"{', '.join(f'“{w}”' for w in unread)} may make it another figure")
    found = _Asked(asked, quoted)
    if _superlative(asked):
        return found.extreme(_metric(asked, vocabulary))
    if _moves(asked):
        return found.move(_metric(asked, vocabulary))
    return found.levels(_metric(asked, vocabulary))


def _metric(asked: Understood, vocabulary: Vocabulary) -> MetricAsked:
    """The metric; the adjusted close where a total return is asked for, the close where none is named."""
    named = asked.metrics[0] if asked.metrics and asked.ask != "text" else None
    if named is None:
        return MetricAsked(metric=PRICE, words="closing price")
    if named.metric == RETURN:
        return MetricAsked(metric=ADJUSTED, words=vocabulary.metric(ADJUSTED).words[0])
    return named.model_copy(update={"words": "closing price"}) if named.metric == PRICE else named


class _Asked:
    """The days that one question names, as days with a quote."""

    def __init__(self, asked: Understood, quoted: Quoted) -> None:
        self._asked, self._quoted = asked, quoted

    def levels(self, metric: MetricAsked) -> Daily:
        """Each day named by itself."""
        days: list[date] = []
        unsaid = not self._asked.periods and not _NOW.search(self._asked.text) and not NUMERIC.search(self._asked.text)
        notes = ["no day was named: the last indexed close is given"] * unsaid
        for day, exact in self._days():
            at, note = self._quoted.at(day) if exact else self._quoted.edge(day)
            days.append(at)
            notes += note
        return Daily(
            metric=metric, ask="look_up", days=tuple(dict.fromkeys(days)), assumptions=tuple(dict.fromkeys(notes))
        )

    def _days(self) -> list[tuple[date, bool]]:
        """Days named, each with whether it is a day of its own and not the edge of a stretch."""
        asked = self._asked
        if not asked.periods and NUMERIC.search(asked.text) is None:
            if (word := _UNDATED.search(asked.rest)) is not None:
                raise NotDerivable("ambiguous", f"{word[0]!r} does not say which day is meant; write it as 2023-02-03")
            return [(self._quoted.today if _NOW.search(asked.text) else self._quoted.last, True)]
        stretches = self._stretches()
        if all(first == last for first, last in stretches):
            return [(first, True) for first, _ in stretches]
        if _FIRST.search(asked.rest):
            return [(self._quoted.first_of(*stretch), True) for stretch in stretches]
        if _LAST.search(asked.rest):
            return [(last, False) for _, last in stretches]
        raise NotDerivable("ambiguous", "of which day? name it, such as 2023-02-03, or ask for the last trading day")

    def extreme(self, metric: MetricAsked) -> Daily:
        """The highest or lowest of one range of days."""
        first, last = self._range()
        if self._asked.metrics and metric.metric not in {PRICE, ADJUSTED, "trading_volume", "traded_price"}:
            raise NotDerivable("not_derivable", "highest and lowest are looked up for closes and volumes")
        days, notes = self._quoted.between(first, last)
        closes = metric.metric == PRICE and re.search(r"\bclos", self._asked.text, re.IGNORECASE) is None
        reading = ("“price” is read as the close of a day, not its high or low",) * closes
        return Daily(metric=metric, ask="rank", days=days, assumptions=(*reading, *notes))

    def move(self, metric: MetricAsked) -> Daily:
        """The change between two days; over a month or a year from the last close before it."""
        first, last = self._range()
        whole = not any(m.kind == "date" for m in self._asked.periods) and NUMERIC.search(self._asked.text) is None
        start, before = self._quoted.at(first - timedelta(days=1)) if whole else self._quoted.at(first)
        end, after = self._quoted.edge(last) if whole else self._quoted.at(last)
        if start >= end:
            raise NotDerivable("not_derivable", "a return needs two days with a quote")
        notes = [] if whole else [*before, *after]
        notes += [f"a return over a whole period is taken from the last close before it, of {start}"] * whole
        if metric.metric == PRICE and _RETURN.search(self._asked.text):
            notes.append("“return” is read as the change of the closing price, without dividends")
        if metric.metric == ADJUSTED:
            notes.append("the change of the close adjusted for splits and dividends is the total return")
        return Daily(metric=metric, ask="percent_change", days=(start, end), assumptions=tuple(dict.fromkeys(notes)))

    def _range(self) -> tuple[date, date]:
        """The first and the last day of the one stretch that is named."""
        stretches = self._stretches()
        edges = sorted(day for stretch in stretches for day in stretch)
        if len(stretches) == 1 and edges[0] < edges[1]:
            return edges[0], edges[1]
        if len(set(edges)) == 2 and all(a == b for a, b in stretches):  # noqa: PLR2004 - two ends
            return edges[0], edges[-1]
        raise NotDerivable("ambiguous", "between which two days? name them, or one month or calendar year")

    def _fiscal(self, mention: PeriodMention) -> list[tuple[date, date]]:
        """The days of fiscal periods, where the company's filings say which they are."""
        if mention.fiscal is not True and mention.kind == "year":
            return []
        known = [self._quoted.fiscal.get(p.label) for p in mention.periods]
        if None in known:
            raise NotDerivable("missing_evidence", f"no indexed filing says from when to when {mention.text!r} was")
        return [span for span in known if span is not None]

    def _stretches(self) -> list[tuple[date, date]]:
        """First and last day of everything named, in its order; one day is both."""
        found = [(day, day) for match in NUMERIC.finditer(self._asked.text) for day in [numeric(match)]]
        if found:
            return found
        for mention in self._asked.periods:
            found += self._fiscal(mention) or stretch(mention)
        return found
