"""How does a metric's formula come down to reported figures? One formula of one company and period, expanded."""

from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from tieout.fact import Fact
from tieout.period import FiscalPeriod, Period
from tieout.tools.figures.days import Day
from tieout.tools.figures.derive import NotDerivable, key_of
from tieout.tools.figures.formula import Binary, Magnitude, Name, Node, Number
from tieout.tools.figures.formula import Operand as Leaf
from tieout.tools.figures.meant import Wanted, missing
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.quarters import NoFlow, Pieced, Unjoined
from tieout.tools.figures.vocabulary import Vocabulary


class Source(Protocol):
    """Where the figures of a formula are looked up."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The metrics and their formulas."""

    def newest(self, wanted: Wanted) -> Fact | None:
        """The newest statement of a figure."""

    def original(self, newest: Fact) -> Fact:
        """The first filing that stated the newest value."""

    def pieced(self, wanted: Wanted) -> Pieced | None:
        """A figure put together from those of other periods."""


class Expansion:
    """One formula on its way down to facts."""

    def __init__(self, *, ledger: Source, wanted: Wanted, depth: int) -> None:
        self._ledger = ledger
        self._wanted = wanted
        self._depth = depth
        self.facts: dict[str, Fact] = {}
        self.assumptions: list[str] = []
        self._joined: list[Period] = []

    def expand(self, node: Node, *, prior: bool) -> Node:
        """The tree with every name a reported figure; raises NotDerivable when one is missing."""
        if isinstance(node, Number):
            return node
        if isinstance(node, Magnitude):
            return Magnitude(body=self.expand(node.body, prior=prior))
        if isinstance(node, Binary):
            left, right = self.expand(node.left, prior=prior), self.expand(node.right, prior=prior)
            return Binary(sign=node.sign, left=left, right=right)
        return self._named(node, prior=prior)

    def _named(self, name: Name, *, prior: bool) -> Node:
        if name.call == "average":
            both = Binary(sign="+", left=self._one(name, prior=True), right=self._one(name, prior=prior))
            return Binary(sign="/", left=both, right=Number(value=Decimal(2)))
        if name.call != "optional":
            return self._one(name, prior=prior or name.call == "prior")
        try:
            return self._one(name, prior=prior)
        except NotDerivable as error:
            if error.reason == "ambiguous" or isinstance(error, Unjoined):
                raise
            printed = self._ledger.vocabulary.metric(name.metric).name
            self.assumptions.append(f"{printed} is taken as zero: it is not reported")
            return Number(value=Decimal(0))

    def _one(self, name: Name, *, prior: bool) -> Node:
        period = self._wanted.period
        if prior and (isinstance(period, Day) or period.span != "FY"):
            raise NotDerivable("not_derivable", "an earlier balance is looked up for full fiscal years only")
        period = period.shifted(-1) if prior and isinstance(period, FiscalPeriod) else period
        metric = self._ledger.vocabulary.metric(name.metric)
        nearest = isinstance(period, Day) and metric.unit == "shares"
        wanted = replace(self._wanted, metric=metric.id, words=metric.name, period=period, nearest=nearest)
        newest = self._ledger.newest(wanted)
        if newest is not None:
            fact = self._ledger.original(newest)
            self.assumptions += [f"{metric.name} are those of {fact.period.end}, the last indexed before"] * nearest
            leaf = Leaf(metric=metric.id, prior=prior)
            self.facts[key_of(leaf)] = fact
            return Name(metric=metric.id, call="prior" if prior else "value")
        try:
            joined = self._ledger.pieced(wanted)
        except NoFlow as error:
            return self._deeper(metric, wanted, prior=prior, lacking=error)
        return self._deeper(metric, wanted, prior=prior) if joined is None else self._taken(joined)

    def _taken(self, joined: Pieced) -> Node:
        """The formula of a figure that is put together from other periods, its facts among the operands."""
        self.facts.update(joined.facts)
        self.assumptions += [one for one in joined.assumptions if one not in self.assumptions]
        self._joined.append(joined.period)
        return joined.tree

    def _deeper(self, metric: Metric, wanted: Wanted, *, prior: bool, lacking: NotDerivable | None = None) -> Node:
        for tree in metric.trees if self._depth > 0 else ():
            kept = dict(self.facts), list(self.assumptions), list(self._joined)
            self._depth -= 1
            try:
                return self.expand(tree, prior=prior)
            except NotDerivable as error:
                self.facts, self.assumptions, self._joined = kept
                lacking = lacking or error
            finally:
                self._depth += 1
        raise lacking or missing(wanted, self._ledger.vocabulary)

    def period(self) -> Period:
        """The period that the result is of: a duration among the current operands, else their date."""
        if self._joined:
            return self._joined[0]
        current = [f.period for k, f in self.facts.items() if not k.startswith("prior(")] or [
            f.period for f in self.facts.values()
        ]
        if not current:
            raise NotDerivable("not_derivable", "the formula names no figure of the filing")
        return next((p for p in current if p.kind == "duration"), current[0])
