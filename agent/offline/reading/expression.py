"""Which formula do words and signs of a question say? "A divided by the average of B between FY2021 and FY2022"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tieout.agent.offline.reading.leaves import Known, Leaf, Leaves
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked
from tieout.tools.figures.formula import Binary, Name, Node, Number, Sign

_SIGNS: tuple[tuple[Sign, re.Pattern[str]], ...] = (
    (
        "/",
        re.compile(
            r"\s*(?:[/÷]|,?\s*(?:divided\s+by|over(?=\s+(?:the|its|average|total)\b)|as\s+an?\s+(?:percentage|percent|share|%)\s+of)\b)",
            re.IGNORECASE,
        ),
    ),
    ("*", re.compile(r"\s*(?:[*×·]|x(?=\s)|,?\s*(?:multiplied\s+by|times)\b)", re.IGNORECASE)),
    ("+", re.compile(r"\s*(?:[+]|,?\s*(?:plus|adding\s+back|added\s+to)\b)", re.IGNORECASE)),
    ("-", re.compile(r"\s*(?:[-−–—]|,?\s*(?:minus|less|net\s+of|subtracting)\b)", re.IGNORECASE)),
)
_FILLER = re.compile(
    r"\s*(?:\b(?:the|an?|its|their|total|unadjusted|year[- ]end|full[- ]year|annual|reported|of|for|in|at|as\s+of|"
    r"end\s+of|company[’']?s|(?:beginning|opening)\s+and\s+(?:ending|closing)|ending|closing|then|result|quantity|value|amount)\b|"
    r"\$|[’']s\b)\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*(?:\(\s*(?:[A-Z][A-Z&/]{1,6}s?)?\s*\)|\[[^\]\d]{0,60}\])")
_TRAILING = re.compile(r"\s+(?:spend(?:ing)?|outlays?|amounts?|figures?|levels?|balances?)\b", re.IGNORECASE)
_MEAN = re.compile(r"\s*(?:the\s+)?(?:average|avg\.?|mean)\b(?:\s+of\b)?", re.IGNORECASE)
_CHANGE = re.compile(r"\s*(?:the\s+)?(?:change|difference)\s+in\b", re.IGNORECASE)
_RATIO = re.compile(r"\s*(?:the\s+)?(?:ratio|quotient)\s+of\b", re.IGNORECASE)
_SUM = re.compile(r"\s*(?:the\s+)?sum\s+of\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*and\b|,|\band\b|&|\bas\s+well\s+as\b)\s*", re.IGNORECASE)
_TO = re.compile(r"\s*\bto\b\s*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s*(?:\bbetween\b|\bfrom\b|\bover\b|\bacross\b|\bin\b|\bfor\b|\bof\b|\bat\b|\bthe\b|\bend\b|\byears?\b)\s*",
    re.IGNORECASE,
)
_PRIOR = re.compile(
    r"\s*(?:the\s+)?(?:(?:prior|previous|last|preceding)[- ](?:fiscal\s+)?(?:year|period)(?:[’']s)?|"
    r"opening|beginning)\s+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)(?!\.?\d|\s*%|[A-Za-z])")
_PERCENT = re.compile(r"\s*%")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class Expression:
    """A formula, and where its words end."""

    tree: Node
    end: int
    operations: int
    percent: bool = False


DEPTH = 40
"""Parentheses of one formula, at most."""


class _StopError(Exception):
    """The words at a place are no part of a formula."""


def expression(text: str, start: int, known: Known, into: Leaves) -> Expression | None:
    """The longest formula that begins at a place; None where none does."""
    reader = _Words(text, start, known, into)
    try:
        tree = reader.sum()
    except _StopError:
        return None
    return Expression(tree=tree, end=reader.at, operations=reader.operations, percent=reader.percent)


class _Words:
    """Recursive descent over words: sum → product → part; it stops before what it cannot read."""

    def __init__(self, text: str, start: int, known: Known, into: Leaves) -> None:
        self._text, self.at, self._known, self._into = text, start, known, into
        self._depth = 0
        self.operations = 0
        self.percent = False

    def sum(self) -> Node:
        """Products that are added or subtracted."""
        return self._chain("+-", self._product)

    def _product(self) -> Node:
        return self._chain("*/", self._part)

    def _chain(self, signs: str, part: Callable[[], Node]) -> Node:
        node = part()
        while True:
            before = self.at
            sign = next((s for s, pattern in _SIGNS if s in signs and self._take(pattern)), None)
            if sign is None:
                return node
            try:
                right = part()
            except _StopError:
                self.at = before
                return node
            self.operations += 1
            if sign == "*" and isinstance(right, Number) and right.value == _HUNDRED:
                self.percent = True
                self._take(_PERCENT)
                continue
            node = Binary(sign=sign, left=node, right=right)

    def _part(self) -> Node:
        self._fill()
        if self._take(_SUM):
            return self._listed("+")
        if self._take(_RATIO):
            one = self._part()
            return self._after(_TO, "/", one)
        if self._take(_MEAN):
            return self._mean()
        if self._take(_CHANGE):
            return self._change()
        if self._text.startswith("(", self.at):
            return self._inside()
        return self._defined() or self._number() or self._figure()

    def _inside(self) -> Node:
        self._depth += 1
        if self._depth > DEPTH:
            raise _StopError
        self.at += 1
        node = self.sum()
        self._fill()
        if not self._text.startswith(")", self.at):
            raise _StopError
        self.at += 1
        return node

    def _after(self, link: re.Pattern[str], sign: Sign, left: Node) -> Node:
        if not self._take(link):
            raise _StopError
        self.operations += 1
        return Binary(sign=sign, left=left, right=self._part())

    def _listed(self, sign: Sign) -> Node:
        node = self._after(_AND, sign, self._part())
        while True:
            before = self.at
            try:
                node = self._after(_AND, sign, node)
            except _StopError:
                self.at = before
                return node

    def _defined(self) -> Node | None:
        """A measure that the question defines elsewhere."""
        low = self._text.casefold()
        for name in sorted(self._known.names, key=len, reverse=True):
            end = self.at + len(name)
            if low.startswith(name, self.at) and not self._text[end : end + 1].isalnum():
                self.at = end
                return self._known.names[name]
        return None

    def _number(self) -> Node | None:
        found = _NUMBER.match(self._text, self.at)
        if found is None or self.at in self._known.periods or found.start(1) in self._known.periods:
            return None
        self.at = found.end()
        return Number(value=Decimal(found[1]))

    def _figure(self) -> Node:
        """A metric with the period that stands before or behind it, else of the result's own."""
        back = 1 if self._take(_PRIOR) else 0
        ahead = self._dated()
        metric = self._metric()
        dated = ahead or self._behind()
        if len(dated) > 1:
            raise _StopError
        return self._into.name(Leaf(metric=metric, period=dated[0] if dated else None, back=0 if dated else back))

    def _mean(self) -> Node:
        """The average of a balance over the periods that stand at it, else of its two ends; or of two metrics."""
        self._fill()
        if self._text.startswith("(", self.at):
            raise _StopError
        ahead = self._dated()
        metric = self._metric()
        dated = ahead or self._behind()
        if not dated and self._take(_AND):
            other = self._into.name(Leaf(metric=self._metric()))
            return self._over([self._into.name(Leaf(metric=metric)), other])
        return self._over(self._ends(metric, dated))

    def _change(self) -> Node:
        """The later figure less the earlier one."""
        self._fill()
        metric = self._metric()
        earlier, *_, later = self._ends(metric, self._behind())
        self.operations += 1
        return Binary(sign="-", left=later, right=earlier)

    def _ends(self, metric: MetricAsked, dated: tuple[FiscalPeriod, ...]) -> list[Name]:
        """A metric in each of some periods, the earliest first; in that of the result and the one before if none."""
        if len(dated) == 1:
            raise _StopError
        ordered = sorted(dated, key=lambda p: (p.year, p.span))
        found = [Leaf(metric=metric, period=p) for p in ordered]
        return [self._into.name(one) for one in found or [Leaf(metric=metric, back=1), Leaf(metric=metric)]]

    def _over(self, parts: list[Name]) -> Node:
        self.operations += 1
        total: Node = parts[0]
        for one in parts[1:]:
            total = Binary(sign="+", left=total, right=one)
        return Binary(sign="/", left=total, right=Number(value=Decimal(len(parts))))

    def _metric(self) -> MetricAsked:
        self._fill()
        found = self._known.metrics.get(self.at)
        if found is None:
            raise _StopError
        self.at = found[0]
        self._take(_TRAILING)
        self._take(_ASIDE)
        return found[1]

    def _dated(self) -> tuple[FiscalPeriod, ...]:
        """The periods that stand at the place, one mention after the other."""
        found: list[FiscalPeriod] = []
        while (one := self._known.periods.get(self.at)) is not None:
            found += one[1]
            self.at = one[0]
            before = self.at
            joined = self._take(_AND) or self._take(_TO)
            while self._take(_BETWEEN):
                continue
            if not joined or self.at not in self._known.periods:
                self.at = before
                break
        self._fill()
        return tuple(found)

    def _behind(self) -> tuple[FiscalPeriod, ...]:
        """The periods that stand behind a metric."""
        before = self.at
        while self.at not in self._known.periods and (self._take(_BETWEEN) or self._take(_FILLER)):
            continue
        if self.at not in self._known.periods and self._text[self.at : self.at + 1] == " ":
            self.at += 1
        found = self._dated() if self.at in self._known.periods else ()
        if not found:
            self.at = before
        else:
            self.at = len(self._text[: self.at].rstrip())
        return found

    def _fill(self) -> None:
        self._skip()
        while self.at not in self._known.metrics and self.at not in self._known.periods and self._take(_FILLER):
            self._skip()

    def _skip(self) -> None:
        """White space."""
        while self._text[self.at : self.at + 1].isspace():
            self.at += 1

    def _take(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self._text, self.at)
        if found is None or found.end() == self.at:
            return False
        self.at = found.end()
        return True
