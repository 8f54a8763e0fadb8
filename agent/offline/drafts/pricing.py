"""What can be said about prices of calendar days? Claims from quotes, each with its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tieout.agent.offline.drafts.claiming import ClaimMaker, slot
from tieout.agent.offline.drafts.naming import company, metric_words, possessive, verb
from tieout.calculation import Calculation
from tieout.claim import Claim, Failure
from tieout.document import Entity
from tieout.fact import Fact
from tieout.question import Draft, MetricAsked
from tieout.tools.figures.agreement import agree
from tieout.tools.figures.days import Day
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.terms import Level

ADJUSTABLE = "market:split_adjusted_close"


@dataclass(frozen=True, kw_only=True)
class PriceDrafter(ClaimMaker):
    """Drafts one sub-question about calendar days over its quotes."""

    def draft(self) -> Draft:
        """Claims for what is quoted, failures for what is not."""
        outcomes = list(self._outcomes())
        claims = tuple(one for one in outcomes if isinstance(one, Claim))
        return Draft(claims=claims, failures=tuple(one for one in outcomes if isinstance(one, Failure)))

    def _outcomes(self) -> Iterator[Claim | Failure]:
        for entity in self.subquestion.entities:
            if self.subquestion.ask in {"rank", "percent_change"}:
                yield self._tried(entity, *self.subquestion.days)
            else:
                for day in self.subquestion.days:
                    yield self._tried(entity, day)

    def _tried(self, entity: Entity, *days: date) -> Claim | Failure:
        try:
            if self.subquestion.ask == "rank":
                return self._extreme(entity, days[0], days[1])
            return self._move(entity, *days) if len(days) > 1 else self._level(entity, days[0])
        except NotDerivable as error:
            return Failure(
                reason=error.reason,
                detail=f"{company(entity)}: {error.detail}",
                subquestion=self.subquestion.id,
                text=self.subquestion.text,
            )

    def _level(self, entity: Entity, day: date) -> Claim:
        """One day: “Apple’s closing price was $154.50 per share on February 3, 2023.”."""
        level = self._quote(entity, day)
        return self._said(f"{self._subject(entity)} {{v}} on {Day(day=day).words}.", v=level)

    def _extreme(self, entity: Entity, first: date, last: date) -> Claim:
        """The highest or lowest of a range: “… highest closing price from … to … was … on …”."""
        highest = "highest" if self._is_highest() else "lowest"
        best = self.ledger.extreme(self._wanted(entity, first), (first, last), highest=highest == "highest")
        self._quote(entity, best.period.end)
        noun = self._noun()
        subject = f"{possessive(company(entity))} {highest} {noun}"
        span = f"from {Day(day=first).words} to {Day(day=last).words}"
        return self._said(f"{subject} {span} {verb(noun)} {{v}} on {Day(day=best.period.end).words}.", v=best)

    def _is_highest(self) -> bool:
        return any(word in self.subquestion.text.casefold() for word in ("highest", "maximum", "max", "peak"))

    def _move(self, entity: Entity, first: date, last: date) -> Claim:
        """The change between two days: “Apple’s closing price rose 53.9%, to … on … from … on …”."""
        now, before = self._quote(entity, last), self._quote(entity, first)
        moved = self.ledger.change(self._wanted(entity, last), Day(day=first), percent=True)
        ends = f"{{now}} on {Day(day=last).words} from {{before}} on {Day(day=first).words}"
        noun = self._noun()
        if moved.value == 0:
            ends = ends.replace(" from ", " and ")
            return self._said(f"{self._subject(entity)} {ends}.", now=now, before=before)
        move = "rose" if moved.value > 0 else "fell"
        template = f"{possessive(company(entity))} {noun} {move} {{moved}}, to {ends}."
        return self._said(template, moved=moved, now=now, before=before)

    def _quote(self, entity: Entity, day: date) -> Level:
        """The figure of a day; raises NotDerivable where two tables say different things of it."""
        level = self.ledger.level(self._wanted(entity, day))
        if isinstance(level, Fact) and level.concept == ADJUSTABLE and self._asked().metric == "share_price":
            raise NotDerivable(
                "not_derivable", f"the close of {day} is indexed on another basis than that of other days"
            )
        for fact in self.stated_by(level):
            if any(not agree(fact, other) for other in self.ledger.restated(fact) if other.origin == "market"):
                detail = f"the indexed tables differ on the {fact.label} of {day}; remove the table that is wrong"
                raise NotDerivable("ambiguous", detail)
        return level

    def _wanted(self, entity: Entity, day: date) -> Wanted:
        metric = self._asked()
        return Wanted(entity=entity.key, metric=metric.metric, words=metric.words, period=Day(day=day))

    def _asked(self) -> MetricAsked:
        """The metric; where no close as traded is there, the close that may be adjusted is called that."""
        asked = self.subquestion.metrics[0]
        if asked.metric != "share_price" or any(f.concept == "market:close" for f in self.facts.values()):
            return asked
        metric = self.vocabulary.metric("split_adjusted_price")
        return MetricAsked(metric=metric.id, words=metric.name)

    def _noun(self) -> str:
        asked = self._asked()
        return metric_words(self.vocabulary.metric(asked.metric), asked.words) if asked.metric else asked.words

    def _subject(self, entity: Entity) -> str:
        noun = self._noun()
        return f"{possessive(company(entity))} {noun} {verb(noun)}"

    def _said(self, template: str, **levels: Level) -> Claim:
        """A claim with its figures."""
        slots = {
            name: slot(level, "magnitude" if isinstance(level, Calculation) and name == "moved" else "auto")
            for name, level in levels.items()
        }
        return self.claim(template, slots, list(levels.values()))
