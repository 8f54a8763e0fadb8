"""Which fact or calculation does each figure of a finished sentence state? Reads the text alone, never the draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tieout.calculation import Calculation
from tieout.claim import Failure, Reason
from tieout.document import Document, Entity
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.agreement import agrees, explain_mismatch, in_unit
from tieout.tools.figures.companies import Companies
from tieout.tools.figures.days import MARKET, Day, PeriodWanted
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.meant import Wanted, in_period
from tieout.tools.figures.member import members
from tieout.tools.figures.phrases import Phrases
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.scene import Scene, look
from tieout.tools.figures.terms import Level
from tieout.tools.figures.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True)
class Bound:
    """A figure as read back, and what it states; `failure` says why nothing could be bound."""

    reading: Reading
    level: Level | None = None
    failure: Failure | None = None


class Binder:
    """The second key: arrives at a figure's fact from the finished sentence and the evidence."""

    def __init__(
        self,
        facts: Iterable[Fact],
        documents: Mapping[str, Document],
        entities: Iterable[Entity],
        vocabulary: Vocabulary,
    ) -> None:
        self._facts = tuple(facts)
        self._ledger = Ledger(self._facts, documents, vocabulary)
        self._companies = Companies(entities)
        self._vocabulary = vocabulary
        self._parts = Phrases(members(self._facts))

    def bind(self, sentence: str) -> tuple[Bound, ...]:
        """Every figure of the sentence with what it states, in its order."""
        scene = self.scene(sentence)
        return tuple(self._bound(scene, r) for r in scene.readings if r.is_figure)

    def scene(self, sentence: str) -> Scene:
        """What the sentence names."""
        return look(sentence, self._companies, self._vocabulary, self._parts)

    def _bound(self, scene: Scene, at: Reading) -> Bound:
        try:
            return Bound(reading=at, level=self._stated(scene, at))
        except NotDerivable as error:
            return Bound(reading=at, failure=Failure(reason=error.reason, detail=error.detail, text=at.text))

    def _stated(self, scene: Scene, at: Reading) -> Level:
        """The level or calculation that the words around a figure ask for, if its value is the printed one."""
        if at.value is None or at.disguised:
            raise NotDerivable("unsupported", f"{at.text!r} cannot be read as a figure")
        wanted, periods = self._wanted(scene, at)
        expected = self._expected(scene, at, wanted, periods)
        value, exact = printed_value(scene, at), in_print(expected, at)
        if exact is None:
            raise NotDerivable("wrong_unit", f"{at.text!r} is printed in {at.unit or 'no unit'}, not {expected.unit}")
        if not agrees(value, at.precision, exact):
            raise self._mismatch(wanted, value, exact, at)
        self._check_day(scene, at, periods, expected)
        return expected

    def _wanted(self, scene: Scene, at: Reading) -> tuple[Wanted, tuple[PeriodWanted, ...]]:
        company, metric, label = scene.company(at), scene.metric(at), scene.label(at)
        periods = self._days(scene, at) or scene.periods_of(at)
        if company is None:
            raise NotDerivable("ambiguous", f"the sentence names no company for {at.text!r}")
        if not periods:
            raise NotDerivable("ambiguous", f"the sentence names no period for {at.text!r}")
        if metric is None and label is None:
            raise NotDerivable("ambiguous", f"the sentence names no metric for {at.text!r}")
        if metric is not None and metric.qualifier is not None:
            raise NotDerivable("wrong_metric", f"{metric.qualifier!r} names another measure than the reported one")
        wanted = Wanted(
            entity=company.key,
            metric=metric.metric if metric else None,
            words=label or "",
            period=periods[0],
            member=scene.member(at),
        )
        return wanted, periods

    def _days(self, scene: Scene, at: Reading) -> tuple[Day, ...]:
        """The day that a price is of, in a sentence that names days and no fiscal period."""
        metric = scene.metric(at)
        if metric is None or scene.periods or self._vocabulary.metric(metric.metric).statement != MARKET:
            return ()
        day = max(day for _, day in scene.days) if scene.days and at.kind == "change" else scene.own_day(at)
        return (Day(day=day),) if day else ()

    def _quoted(self, scene: Scene, at: Reading, wanted: Wanted) -> Level:
        """The quote of a day; the highest or lowest of a range of days; the change between the two days named."""
        if at.kind == "change":
            days = sorted({day for _, day in scene.days})
            if len(days) != 2 or scene.ranges:  # noqa: PLR2004 - a change has two ends
                raise NotDerivable("ambiguous", f"the sentence does not say between which two days {at.text!r} lies")
            return self._ledger.change(wanted, Day(day=days[0]), percent=at.unit == "percent")
        level = self._ledger.level(wanted)
        if scene.superlative is not None:
            if len(scene.ranges) != 1:
                raise NotDerivable("ambiguous", "the sentence names no range of days")
            best = self._ledger.extreme(wanted, scene.ranges[0][1], highest=scene.superlative)
            if best.value != level.value or level.period.end != best.period.end:
                raise NotDerivable("wrong_value", f"{at.text} is not the highest or lowest of these days")
        return level

    def _expected(self, scene: Scene, at: Reading, wanted: Wanted, periods: tuple[PeriodWanted, ...]) -> Level:
        if isinstance(wanted.period, Day):
            return self._quoted(scene, at, wanted)
        if scene.superlative is not None and scene.ranges:
            raise NotDerivable("unsupported", "highest and lowest are proven for daily prices only")
        return self._of_periods(scene, at, wanted, tuple(p for p in periods if isinstance(p, FiscalPeriod)))

    def _of_periods(self, scene: Scene, at: Reading, wanted: Wanted, periods: tuple[FiscalPeriod, ...]) -> Level:
        whole = scene.whole(at)
        if at.unit == "percent" and len(periods) > 1 and compounded(scene, at):
            return self._ledger.growth(wanted.at(periods[-1]), periods[0])
        if at.unit == "percent" and whole is not None:
            return self._ledger.share(wanted, wanted.of(whole.metric))
        if at.kind == "change":
            return self._ledger.change(wanted, base_of(scene, periods[0]), percent=at.unit == "percent")
        if len(periods) > 1:
            return self._ledger.over(wanted, periods, average="average" in scene.sentence.casefold())
        return self._ledger.level(wanted)

    def _mismatch(self, wanted: Wanted, value: Decimal, exact: Decimal, at: Reading) -> NotDerivable:
        """What the printed value would have been right for."""
        reason: Reason = explain_mismatch(value, at.precision, exact) or "wrong_value"
        if reason != "wrong_value":
            return NotDerivable(reason, f"the sources say another value than {at.text}")
        for fact in self._facts:
            if fact.value is None or not agrees(value, at.precision, fact.value):
                continue
            if fact.entity.key != wanted.entity:
                reason = "wrong_entity"
            elif not in_period(fact, wanted.period):
                reason = "wrong_period"
            elif fact.dimensions and wanted.member is None:
                reason = "wrong_scope"
            else:
                reason = "wrong_metric"
            return NotDerivable(reason, f"{at.text} is “{fact.label}”, {fact.period.fiscal or fact.period.end}")
        return NotDerivable(reason, f"the sources do not say {at.text}")

    def _check_day(self, scene: Scene, at: Reading, periods: tuple[PeriodWanted, ...], level: Level) -> None:
        day = scene.day_of(at, periods)
        if day is not None and day != level.period.end:
            raise NotDerivable("wrong_period", f"{at.text} is of the period ended {level.period.end}, not {day}")


def printed_value(scene: Scene, at: Reading) -> Decimal:
    """The value with the sign that words give it: "fell 2.8%", "net loss was $5 million"."""
    value = at.signed if at.signed is not None else Decimal(0)
    metric = scene.metric(at)
    if metric is not None and metric.negated and at.kind == "level" and at.sign != "loss":
        return -value
    return value


def compounded(scene: Scene, at: Reading) -> bool:
    """Whether a percentage is said to be the yearly rate over several years."""
    return scene.sentence[: at.start].casefold().endswith("compound annual growth rate of ")


def base_of(scene: Scene, period: FiscalPeriod) -> FiscalPeriod:
    """What a change is measured against: the other period that the sentence names, else the year before."""
    named = [p for _, several in scene.periods for p in several if p != period]
    earlier = [p for p in named if (p.year, p.span) < (period.year, period.span)]
    return earlier[0] if earlier else period.shifted(-1)


def in_print(level: Fact | Calculation, at: Reading) -> Decimal | None:
    """The exact value in the printed unit; a bare number states counts, days and multiples."""
    if level.value is None:
        return None
    bare = at.unit == "" and (level.unit in {"pure", "days"} or at.noun.casefold() == level.unit.casefold())
    return level.value if bare else in_unit(level.value, level.unit, at.unit)
