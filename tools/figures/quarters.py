"""What is a figure of a quarter or of twelve months that no filing states? The year less nine months, and the like.

Flows of money only, from figures of one concept, one part and one accounting version whose days join without a gap.
Balances, per-share figures, ratios and averages are never subtracted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal, Protocol

from tieout.fact import Fact
from tieout.period import Duration, FiscalPeriod, FiscalSpan
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.formula import Binary, Name, Node
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.parts import RECIPES, Part, Recipe
from tieout.tools.figures.units import is_currency
from tieout.tools.figures.versions import Unjoined, finest, one_version

_ONE = timedelta(days=1)
_NO_FLOW = re.compile(r"Average|PerShare|PerUnit|Percent|Rate(?![a-z])|Ratio(?![a-z])|Maximum|Minimum|ProForma")
"""In a concept's name: what does not add up over time although it is an amount."""
_COARSE = -6
"""Accuracy of the coarsest figures that are added and subtracted: millions, not "$2.8 billion" of a text."""


_LENGTHS = {"Q": range(80, 106), "H": range(160, 203), "9": range(246, 293), "T": range(350, 381)}
_FILINGS: Mapping[str, tuple[str, str]] = {
    "FY": ("10-K", "fiscal year"), "Q1": ("10-Q", "three months"), "Q2": ("10-Q", "three months"),
    "Q3": ("10-Q", "three months"), "H1": ("10-Q", "six months"), "9M": ("10-Q", "nine months"),
}  # fmt: skip
_STATED = frozenset({"Q1", "H1", "9M"})
"""What its own quarterly report always states."""
_TO_DATE: Mapping[str, tuple[FiscalSpan, FiscalSpan, FiscalSpan, FiscalSpan]] = {
    "Q2": ("Q1", "H1", "9M", "Q3"), "Q3": ("H1", "9M", "FY", "Q4"), "Q4": ("9M", "FY", "FY", "H2"),
}  # fmt: skip
"""For a quarter: the year to date before it and with it, and two periods whose difference the latter is."""
_ENDS: Mapping[str, frozenset[str]] = {
    "FY": frozenset({"FY", "Q4", "H2"}), "Q1": frozenset({"Q1"}), "Q2": frozenset({"Q2", "H1"}),
    "Q3": frozenset({"Q3", "9M"}), "H1": frozenset({"Q2", "H1"}), "9M": frozenset({"Q3", "9M"}),
}  # fmt: skip
"""Periods that end on one day."""


__all__ = ["Books", "NoFlow", "Pieced", "Unjoined", "is_cumulative", "pieced"]


class NoFlow(Unjoined):
    """The figure is none that adds up over time."""


class Books(Protocol):
    """Where reported figures are looked up."""

    def newest(self, wanted: Wanted) -> Fact | None:
        """The newest statement of a figure."""

    def statements(self, fact: Fact) -> Sequence[tuple[int | None, Fact]]:
        """Every statement of the same figure with the fiscal year of its filing, the newest first."""

    def end_of(self, entity: str, labels: frozenset[str]) -> date | None:
        """The day on which a period of an issuer ended, by any of its fiscal labels."""


@dataclass(frozen=True, kw_only=True)
class Pieced:
    """A figure put together from those of other periods."""

    tree: Node
    facts: Mapping[str, Fact]
    """By the name that the formula uses."""
    period: Duration
    assumptions: tuple[str, ...] = ()

    @property
    def operation(self) -> Literal["sum", "difference", "formula"]:
        """What it is by its formula."""
        signs = Counter(_signs(self.tree))
        if not signs["-"]:
            return "sum"
        return "difference" if signs["+"] == 1 else "formula"


def pieced(wanted: Wanted, books: Books, *, name: str) -> Pieced | None:
    """The figure of a part of a year from those of other parts; None where none of them is there.

    Raises:
        Unjoined: it is nothing that adds up over time, a filing is missing, or the figures do not fit together.
    """
    period = wanted.period
    if not isinstance(period, FiscalPeriod) or period.span not in RECIPES:
        return None
    found = _found(wanted, period, books)
    known = [fact for fact in found.values() if fact is not None and fact.period.kind == "duration"]
    if not known:
        return None
    for fact in known:
        _additive(fact, name, period)
    refused: Unjoined | None = None
    for rule in RECIPES[period.span]:
        operands = [found[part.of(period.year).label] for part in rule]
        whole = [fact for fact in operands if fact is not None]
        if len(whole) < len(rule):
            continue
        try:
            return _joined(rule, whole, wanted, books, name)
        except Unjoined as error:
            refused = refused or error
    raise refused or _lacking(wanted, period, found, books, name)


def _found(wanted: Wanted, period: FiscalPeriod, books: Books) -> dict[str, Fact | None]:
    """The reported figure of every period that the rules use, by its label."""
    asked = dict.fromkeys(part.of(period.year) for rule in RECIPES[period.span] for part in rule)
    found = {one.label: books.newest(wanted.at(one)) for one in asked}
    return {
        label: fact if fact is None or not is_cumulative(fact, wanted, books) else None for label, fact in found.items()
    }


def is_cumulative(fact: Fact, wanted: Wanted, books: Books) -> bool:
    """Whether a figure that is tagged as a quarter's is that of the year to date, by the figures of other periods."""
    quarter = FiscalPeriod.parse(fact.period.fiscal or "")
    if quarter is None or quarter.span not in _TO_DATE or not is_currency(fact.unit) or not fact.value:
        return False
    year = quarter.year

    def value(span: FiscalSpan) -> Decimal | None:
        try:
            found = books.newest(wanted.at(FiscalPeriod(year=year, span=span)))
        except NotDerivable:
            return None
        return found.value if found is not None and found.period.kind == "duration" else None

    before, whole, longer, rest = _TO_DATE[quarter.span]
    if fact.period.kind == "instant" or not value(before):
        return False
    to_date = value(whole)
    if to_date is None and (total := value(longer)) is not None and (left := value(rest)) is not None:
        to_date = total - left
    return to_date == fact.value


def _additive(fact: Fact, name: str, period: FiscalPeriod) -> None:
    """Refuse what does not add up over time."""
    if is_currency(fact.unit) and not _NO_FLOW.search(fact.concept):
        return
    why = "it is no flow of money that adds up over time"
    if fact.unit.endswith("/shares"):
        why = "every period's figure per share rests on its own number of shares"
    elif fact.unit == "shares":
        why = "numbers of shares are averages or balances"
    elif fact.unit in {"percent", "pure"}:
        why = "rates and ratios do not add up over time"
    detail = f"no indexed filing states {name} for {period.words}, and other periods do not give it: {why}"
    raise NoFlow("not_derivable", detail)


def _joined(rule: Recipe, operands: Sequence[Fact], wanted: Wanted, books: Books, name: str) -> Pieced:
    """One rule over its figures; raises Unjoined where they do not fit together."""
    period = wanted.period
    if not isinstance(period, FiscalPeriod):
        raise Unjoined("not_derivable", f"{name} of a day is not put together from other periods")
    if len({(f.concept, f.unit, f.meaning[-1]) for f in operands}) > 1:
        labels = " and ".join(dict.fromkeys(f"“{f.label}” ({f.concept})" for f in operands))
        detail = f"{name} for {period.words} would mix figures that are tagged or split differently: {labels}"
        raise Unjoined("not_derivable", detail)
    chosen, assumptions = one_version([books.statements(fact) for fact in operands], name)
    coarse = next((fact for fact in chosen if finest(fact) < _COARSE), None)
    if coarse is not None:
        detail = f"{name} for {period.words} would rest on {coarse.printed} of {coarse.period.fiscal}, a round number"
        raise Unjoined("not_derivable", detail)
    days = _days(rule, chosen)
    if days is None or (days[1] - days[0]).days + 1 not in _LENGTHS[period.span[0]]:
        said = ", ".join(f"{fact.period.start} to {fact.period.end}" for fact in chosen)
        detail = f"the periods do not join to {period.words} of {name}: {said}"
        raise Unjoined("not_derivable", detail)
    stem = wanted.metric or "figure"
    keys = [f"{stem}_{part.span.lower()}_{period.year + part.years}" for part in rule]
    return Pieced(
        tree=_tree(rule, keys),
        facts=dict(zip(keys, chosen, strict=True)),
        period=Duration(start=days[0], end=days[1], fiscal=period.label),
        assumptions=assumptions,
    )


def _days(rule: Recipe, operands: Sequence[Fact]) -> tuple[date, date] | None:
    """First and last day of what is left when days are added and taken away; None where that is no one stretch."""
    edges: Counter[date] = Counter()
    for part, fact in zip(rule, operands, strict=True):
        if fact.period.start is None:
            return None
        step = 1 if part.sign == "+" else -1
        edges[fact.period.start] += step
        edges[fact.period.end + _ONE] -= step
    left = sorted((day, count) for day, count in edges.items() if count)
    if [count for _, count in left] != [1, -1]:
        return None
    return left[0][0], left[1][0] - _ONE


def _tree(rule: Recipe, keys: Sequence[str]) -> Node:
    tree: Node = Name(metric=keys[0])
    for part, key in list(zip(rule, keys, strict=True))[1:]:
        tree = Binary(sign=part.sign, left=tree, right=Name(metric=key))
    return tree


def _signs(tree: Node) -> Iterator[str]:
    while isinstance(tree, Binary):
        yield tree.sign
        tree = tree.left
    yield "+"


def _lacking(
    wanted: Wanted, period: FiscalPeriod, found: Mapping[str, Fact | None], books: Books, name: str
) -> Unjoined:
    """The error that names the filings with which the rule that lacks least would work."""
    rules = [[part for part in rule if found[part.of(period.year).label] is None] for rule in RECIPES[period.span]]
    named = [missing for missing in rules if all(part.span in _FILINGS for part in missing)]
    fewest = [Part("+", period.span)] if period.span in _STATED else min(named, key=len)
    needs = " and ".join(_filing(part, period.year, wanted.entity, books) for part in fewest)
    detail = f"no indexed filing states {name} for {period.words}; computing it needs {needs}"
    return Unjoined("not_derivable", detail)


def _filing(part: Part, year: int, entity: str, books: Books) -> str:
    """A filing in words: "the 10-Q for the nine months ended June 29, 2024"."""
    wanted = part.of(year)
    form, months = _FILINGS[part.span]
    end = books.end_of(entity, frozenset(_label(wanted.year, span) for span in _ENDS[part.span]))
    if end is None:
        return f"the {form} for {wanted.words}"
    return f"the {form} for the {months} ended {end:%B} {end.day}, {end.year}"


def _label(year: int, span: str) -> str:
    return f"FY{year}" if span == "FY" else f"{span} {year}"
