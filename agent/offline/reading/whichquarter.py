"""Which quarter is described by a figure? "The quarter in which services revenue first exceeded $20 billion"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.weighplan import of_company
from tieout.agent.offline.reading.quarterof import quarters
from tieout.agent.offline.reading.timing import QUARTERLY
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, SubQuestion
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.binding import in_print
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading, figures
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.terms import Level
from tieout.tools.figures.wanted import wanted_facts

_ASKS = r"(?:what|how|who|which|did|does|was|were|when|give|state)\b"
_CLAUSE = re.compile(
    rf"\b(?:in|for|during|of)\s+(?:the|its|[A-Z][\w&.]*[’']s)\s+(?:fiscal\s+)?quarter\s+(?:in\s+which|when|that|where|with)\s+(?P<what>.+?)"
    rf"(?:,\s*(?={_ASKS})|[?.]|$)",
    re.IGNORECASE,
)
_WHICH = re.compile(rf"^\s*(?:in\s+)?which\s+quarter\s+(?P<what>.+?)(?:,?\s+and\s+(?={_ASKS}))", re.IGNORECASE)
_BEST = re.compile(
    r"\b(?P<high>highest|largest|biggest|peak(?:ed)?|record|best)\b|\b(?:lowest|smallest|worst)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\bfirst\b", re.IGNORECASE)
_ABOVE = re.compile(
    r"\b(?:exceed\w*|surpass\w*|topp\w*|pass(?:ed)?|cross\w*|above|over|more\s+than|greater\s+than|reach\w*|at\s+least)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(r"\b(?:below|under|less\s+than|fell\s+short|fewer\s+than)\b", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:fiscal(?:\s+year)?|FY)\s*(?P<year>(?:19|20)\d\d)\b|\bin\s+(?P<other>(?:19|20)\d\d)\b", re.IGNORECASE
)
_FEWEST = 2


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """The quarter that is described, and the question that names it instead."""

    entity: Entity
    metric: MetricAsked
    period: FiscalPeriod
    text: str
    note: str


def resolved(planning: Planning) -> Resolved | None:
    """The quarter that a figure describes; None where none is described so.

    Raises:
        NotDerivable: it cannot be told which it is.
    """
    text = planning.asked.text
    match = _CLAUSE.search(text) or _WHICH.search(text)
    if match is None or len(planning.asked.entities) != 1:
        return None
    entity = planning.asked.entities[0]
    what = match["what"]
    asked = planning.question.model_copy(update={"text": what})
    metrics = of_company(planning, entity).reader.understand(asked).metrics
    if len(metrics) != 1:
        raise NotDerivable("ambiguous", f"which quarter is meant by “{what}”? name it, such as Q3 2023")
    levels = _levels(planning, entity, metrics[0], _year(what))
    period = _chosen(what, levels)
    first, last = levels[0][0], levels[-1][0]
    note = (
        f"the quarter that is described is {period.words}, of the quarters from {first.words} to {last.words} that the "
        "indexed filings cover"
    )
    rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,")
    return Resolved(entity=entity, metric=metrics[0], period=period, text=f"{_in(period)}, {rest}", note=note)


def _in(period: FiscalPeriod) -> str:
    return f"In {period.span} {period.year}"


def _year(what: str) -> int | None:
    match = _YEAR.search(what)
    return int(match["year"] or match["other"]) if match else None


def _levels(
    planning: Planning, entity: Entity, metric: MetricAsked, year: int | None
) -> list[tuple[FiscalPeriod, Level | None]]:
    """The figure of each quarter whose report is indexed, in order; raises NotDerivable where one has none."""
    filed = {(d.fiscal_year, d.fiscal_period) for d in planning.documents((entity,)) if d.form in QUARTERLY}
    years = {one for one, _ in filed}
    ordered = sorted(quarters(planning, entity), key=lambda p: (p.year, p.span))
    known = [p for p in ordered if (p.year, p.span) in filed or (p.span == "Q4" and p.year in years)]
    wanted = [p for p in known if year is None or p.year == year]
    if len(wanted) < _FEWEST:
        raise NotDerivable("missing_evidence", "the indexed filings cover too few quarters to tell which is meant")
    sought = SubQuestion(
        id="q", text=planning.asked.text, ask="look_up", metrics=(metric,), entities=(entity,), periods=tuple(wanted)
    )
    facts = wanted_facts(sought, planning.home, planning.vocabulary, as_of=planning.question.as_of)
    ledger = Ledger(facts, {d.id: d for d in planning.home.documents()}, planning.vocabulary)
    levels = [(p, _level(ledger, entity, metric, p)) for p in wanted]
    if absent := [p.words for p, level in levels if level is None]:
        detail = f"the figure is not verifiable for all quarters that may be meant: not for {', '.join(absent)}"
        raise NotDerivable("missing_evidence", detail)
    return levels


def _level(ledger: Ledger, entity: Entity, metric: MetricAsked, period: FiscalPeriod) -> Level | None:
    wanted = Wanted(entity=entity.key, metric=metric.metric, words=metric.words, period=period, member=metric.member)
    try:
        return ledger.level(wanted)
    except NotDerivable:
        return None


def _chosen(what: str, levels: Sequence[tuple[FiscalPeriod, Level | None]]) -> FiscalPeriod:
    """The one quarter that fits; raises NotDerivable where none or several do."""
    values = [(p, level.value or Decimal(0), level) for p, level in levels if level is not None]
    amount = next((r for r in figures(what) if r.is_figure and r.unit and r.value is not None), None)
    best = _BEST.search(what)
    if amount is None and best is not None:
        extreme = (max if best["high"] else min)(value for _, value, _ in values)
        return _only([p for p, value, _ in values if value == extreme], what)
    if amount is None:
        raise NotDerivable("ambiguous", f"which quarter is meant by “{what}”? name it, such as Q3 2023")
    fitting = [p for p, _, level in values if _fits(what, amount, level)]
    if _FIRST.search(what) and fitting:
        if fitting[0] == values[0][0]:
            detail = (
                "the first indexed quarter fits already; an earlier one that is not indexed may have been the first"
            )
            raise NotDerivable("missing_evidence", detail)
        return fitting[0]
    return _only(fitting, what)


def _fits(what: str, amount: Reading, level: Level) -> bool:
    exact = in_print(level, amount)
    if exact is None or amount.value is None:
        raise NotDerivable("wrong_unit", f"{amount.text!r} is in another unit than the reported figure")
    if _ABOVE.search(what):
        return exact > amount.value
    return exact < amount.value if _BELOW.search(what) else agrees(amount.value, amount.precision, exact)


def _only(found: Sequence[FiscalPeriod], what: str) -> FiscalPeriod:
    if len(found) == 1:
        return found[0]
    several = f"; these do: {', '.join(p.words for p in found)}" if found else ""
    raise NotDerivable("ambiguous", f"not one quarter alone fits “{what}”{several}")
