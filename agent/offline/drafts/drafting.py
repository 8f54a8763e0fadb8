"""What can be said about figures? Claims from facts, one sentence form for each operation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.agent.offline.drafts.cells import Cell, CellReader
from tieout.agent.offline.drafts.claiming import slot, steps, wanted
from tieout.agent.offline.drafts.naming import company, listed, metric_words, possessive, verb, when, with_member
from tieout.agent.offline.reading.operation import compounds, superlative
from tieout.claim import Claim, Failure, Style
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import Draft, MetricAsked
from tieout.tools.figures.derive import NotDerivable, currency
from tieout.tools.figures.terms import Level

SENTENCES = 2
"""Up to so many figures read as sentences; more become a table."""


@dataclass(frozen=True, kw_only=True)
class FigureDrafter(CellReader):
    """Drafts one sub-question over its facts."""

    def draft(self) -> Draft:
        """Claims for what is there, failures for what is not."""
        ask = self.subquestion.ask
        if (foreign := self.foreign()) is not None:
            return Draft(failures=(foreign,))
        if ask in {"change", "percent_change"}:
            return self.ordered(self.drafted(self.changes(percent=ask == "percent_change")))
        if ask in {"share", "ratio"}:
            return self.drafted(self.proportions(share=ask == "share"))
        if ask in {"sum", "average"} and len(self.subquestion.periods) > 1:
            return self.drafted(self.totals(average=ask == "average"))
        return self.levels()

    def foreign(self) -> Failure | None:
        """A failure where amounts are asked for in a currency that none of them is stated in."""
        wish = self.subquestion.shown.currency if self.subquestion.shown else None
        stated = sorted({c for f in self.facts.values() if (c := currency(f))})
        if wish is None or not stated or wish in stated:
            return None
        detail = f"the filings state these amounts in {' and '.join(stated)}, and no exchange rate to {wish} is indexed"
        return Failure(reason="wrong_unit", detail=detail, subquestion=self.subquestion.id, text=self.subquestion.text)

    def drafted(self, outcomes: Iterator[Claim | Failure]) -> Draft:
        """Claims and failures apart."""
        found = list(outcomes)
        return Draft(
            claims=tuple(f for f in found if isinstance(f, Claim)),
            failures=tuple(f for f in found if isinstance(f, Failure)),
        )

    def ordered(self, draft: Draft) -> Draft:
        """Changes of several parts, the largest first where that is asked for."""
        best = superlative(self.subquestion.text)
        if best is None or len({m.member for m in self.subquestion.metrics}) == 1:
            return draft
        moves = {c.template: c.slots["moved"].calculation for c in draft.claims if "moved" in c.slots}
        size = {t: made.value for t, made in moves.items() if made is not None}
        claims = sorted(draft.claims, key=lambda c: size.get(c.template, Decimal(0)), reverse=best == "highest")
        return draft.model_copy(update={"claims": tuple(claims)})

    def levels(self) -> Draft:
        """Each figure by itself, as sentences or as the rows of a table; ranked where that was asked."""
        cells = [
            self.cell(e, m, p)
            for m in self.subquestion.metrics
            for e in self.subquestion.entities
            for p in self.subquestion.periods
        ]
        likeliest, cells = cells, self.on_one_basis([self.otherwise(c) for c in cells])
        assumed = [
            f"{self.noun(a.asked)} is not reported, {self.noun(b.asked)} is"
            for a, b in zip(likeliest, cells, strict=True)
            if a.asked != b.asked
        ]
        found = [c for c in cells if c.level is not None]
        best = superlative(self.subquestion.text) if self.subquestion.ask == "rank" else None
        if self.subquestion.ask == "rank":
            found.sort(
                key=lambda c: (c.level.value or 0 if best == "lowest" else -(c.level.value or 0)) if c.level else 0
            )
        beside = [b for c in found for b in self.readings(c)]
        rows = len(found) + len(beside) > SENTENCES
        failures = tuple(c.failure for c in cells if c.failure is not None)
        leaders = self.leaders((*found, *beside), best) if best else []
        notes = ("not all of these figures are there, so no highest or lowest is stated",) if failures and best else ()
        return Draft(
            claims=(*leaders, *(self.stated(c, row=rows) for c in (*found, *beside))),
            failures=failures,
            assumptions=tuple(dict.fromkeys(assumed)),
            notes=notes,
        )

    def leaders(self, cells: Sequence[Cell], best: str) -> list[Claim]:
        """The highest or the lowest of each metric, where the figures of all that it is chosen from are there."""
        among, periods = self.subquestion.entities, self.subquestion.periods
        if len(among) == len(periods) == 1 and len(self.subquestion.metrics) > 1:
            return self.leading_parts(cells, best)
        claims: list[Claim] = []
        for metric in dict.fromkeys(c.asked for c in cells):
            own = [c for c in cells if c.asked == metric and c.level is not None and c.level.value is not None]
            values = sorted({c.level.value for c in own if c.level and c.level.value is not None})
            alone = (len(among) > 1) != (len(periods) > 1)
            if not alone or len(own) != len(among) * len(periods) or len(values) != len(own):
                continue
            lead = next(c for c in own if c.level and c.level.value == values[-1 if best == "highest" else 0])
            claims.append(self.leader(lead, best))
        return claims

    def leading_parts(self, cells: Sequence[Cell], best: str) -> list[Claim]:
        """“Apple Inc.’s sales of iPhone were … in fiscal 2023 (ended …), the highest of these parts: iPhone; Mac.”."""
        names = [m.member for m in self.subquestion.metrics if m.member is not None]
        found = {v: c for c in cells if c.asked.member in names and (v := value_of(c)) is not None}
        alone = len(found) == len(names) == len(self.subquestion.metrics)
        if not alone or len({m.metric for m in self.subquestion.metrics}) > 1:
            return []
        claim = self.stated(found[max(found) if best == "highest" else min(found)], row=False)
        led = f"{claim.template.removesuffix('.')}, the {best} of these parts: {'; '.join(names)}."
        return [claim.model_copy(update={"template": led})]

    def leader(self, cell: Cell, best: str) -> Claim:
        """“Apple Inc. had the highest revenue in fiscal 2023 (ended …), $383,285 million, of Apple Inc. and …”."""
        level = cell.level
        if level is None:
            raise NotDerivable("missing_evidence", "a cell without a figure leads nothing")
        noun, day = self.noun(cell.asked), when(cell.period, level.period)
        style: Style = self.signed(cell, level)[1]
        slots = {"v": slot(level, "auto" if style == "magnitude" else style)}
        if len(self.subquestion.entities) > 1:
            names = listed([company(e) for e in self.subquestion.entities]).rstrip(".")
            return self.claim(f"{company(cell.entity)} had the {best} {noun} {day}, {{v}}, of {names}.", slots, [level])
        years = listed([p.words for p in sorted(self.subquestion.periods, key=lambda p: (p.year, p.span))])
        who = possessive(company(cell.entity))
        return self.claim(f"{who} {noun} {verb(noun)} {best} {day}, at {{v}}, of {years}.", slots, [level])

    def noun(self, asked: MetricAsked) -> str:
        """The metric in words."""
        metric = self.vocabulary.metric(asked.metric) if asked.metric else None
        words = metric_words(metric, asked.words) if metric else f"“{asked.words.strip().rstrip(':')}”"
        return with_member(words, asked.member)

    def stated(self, cell: Cell, *, row: bool) -> Claim:
        """A sentence, or a line of a table, that states one figure."""
        level = cell.level
        if level is None:
            raise NotDerivable("missing_evidence", "a cell without a figure states nothing")
        noun, style = self.signed(cell, level)
        name = company(cell.entity)
        if row:
            template = f"{name}, {noun}, {cell.period.words}: {{v}}"
        else:
            template = f"{possessive(name)} {noun} {verb(noun)} {{v}} {when(cell.period, level.period)}."
        return self.claim(
            template, {"v": slot(level, style)}, [level], row=(name, noun, cell.period.words) if row else ()
        )

    def signed(self, cell: Cell, level: Level) -> tuple[str, Style]:
        """The noun that says a negative figure's sign, with the figure's magnitude: "net loss"."""
        metric = self.vocabulary.metric(cell.asked.metric) if cell.asked.metric else None
        if metric is not None and metric.negated and (level.value or 0) < 0 and cell.asked.member is None:
            return metric.negated[0], "magnitude"
        return self.noun(cell.asked), "percent" if self.ledger.is_fraction(cell.asked.metric, level) else "auto"

    def changes(self, *, percent: bool) -> Iterator[Claim | Failure]:
        """Each change with the two figures that it lies between."""
        for asked in self.subquestion.metrics:
            for entity in self.subquestion.entities:
                for later, earlier in steps(self.subquestion.periods):
                    yield self.change(entity, asked, later, earlier, percent=percent)

    def change(
        self, entity: Entity, asked: MetricAsked, later: FiscalPeriod, earlier: FiscalPeriod, *, percent: bool
    ) -> Claim | Failure:
        """A change and its two ends: “Apple’s net sales rose 2.0% in fiscal 2024, to … from … in fiscal 2023.”."""
        if percent and later.year - earlier.year > 1 and compounds(self.subquestion.text):
            return self.compound(entity, asked, later, earlier)
        base = wanted(entity, asked, later)
        try:
            now, before = self.ledger.level(base), self.ledger.level(base.at(earlier))
            fraction = self.ledger.is_fraction(asked.metric, now)
            relative = percent and not fraction and now.unit != "percent"
            moved = self.ledger.change(base, earlier, percent=relative)
        except NotDerivable as error:
            return self.lacking(entity, error)
        noun, name = self.noun(asked), company(entity)
        style: Style = "percent" if fraction else "auto"
        ends_of = {"now": slot(now, style), "before": slot(before, style)}
        if moved.value == 0:
            ends = f"{{now}} {when(later, now.period)} and {{before}} {when(earlier, before.period)}"
            return self.claim(f"{possessive(name)} {noun} {verb(noun)} {ends}.", ends_of, [now, before])
        move = "rose" if moved.value > 0 else "fell"
        by = "" if relative else "by "
        template = (
            f"{possessive(name)} {noun} {move} {by}{{moved}} {when(later, now.period)}, "
            f"to {{now}} from {{before}} {when(earlier, before.period)}."
        )
        return self.claim(template, {"moved": slot(moved, "magnitude"), **ends_of}, [moved, now, before])

    def compound(
        self, entity: Entity, asked: MetricAsked, later: FiscalPeriod, earlier: FiscalPeriod
    ) -> Claim | Failure:
        """The yearly rate over several years: “Apple’s sales had a compound annual growth rate of 2.2% …”."""
        base = wanted(entity, asked, later)
        try:
            now, before = self.ledger.level(base), self.ledger.level(base.at(earlier))
            rate = self.ledger.growth(base, earlier)
        except NotDerivable as error:
            return self.lacking(entity, error)
        template = (
            f"{possessive(company(entity))} {self.noun(asked)} had a compound annual growth rate of {{rate}} over "
            f"{earlier.words} to {later.words}, to {{now}} {when(later, now.period)} "
            f"from {{before}} {when(earlier, before.period)}."
        )
        slots = {"rate": slot(rate), "now": slot(now), "before": slot(before)}
        return self.claim(template, slots, [rate, now, before])

    def proportions(self, *, share: bool) -> Iterator[Claim | Failure]:
        """One metric as a share or a multiple of another, for each company and period."""
        part, whole = self.subquestion.metrics[:2]
        for entity in self.subquestion.entities:
            for period in self.subquestion.periods:
                yield self.proportion(entity, part, whole, period, share=share)

    def proportion(
        self, entity: Entity, part: MetricAsked, whole: MetricAsked, period: FiscalPeriod, *, share: bool
    ) -> Claim | Failure:
        """A part of a whole: “AMD’s R&D was 25.9% of revenue in fiscal 2023.”."""
        top, bottom = wanted(entity, part, period), wanted(entity, whole, period)
        try:
            made = (self.ledger.share if share else self.ledger.ratio)(top, bottom)
        except NotDerivable as error:
            return self.lacking(entity, error)
        noun, total = self.noun(part), self.noun(whole)
        subject = f"{possessive(company(entity))} {noun} {verb(noun)} {{v}}"
        of = f"of {total}" if share else total
        return self.claim(f"{subject} {of} {when(period, made.period)}.", {"v": slot(made)}, [made])

    def totals(self, *, average: bool) -> Iterator[Claim | Failure]:
        """The mean or the sum of a figure over the periods asked for."""
        periods = tuple(sorted(self.subquestion.periods, key=lambda p: (p.year, p.span)))
        for asked in self.subquestion.metrics:
            for entity in self.subquestion.entities:
                try:
                    made = self.ledger.over(wanted(entity, asked, periods[0]), periods, average=average)
                except NotDerivable as error:
                    yield self.lacking(entity, error)
                    continue
                noun, kind = self.noun(asked), "average" if average else "cumulative"
                span = f"{periods[0].words} to {periods[-1].words}"
                template = f"{possessive(company(entity))} {kind} {noun} over {span} {verb(noun)} {{v}}."
                yield self.claim(template, {"v": slot(made)}, [made])


def value_of(cell: Cell) -> Decimal | None:
    """The exact value of a cell's figure."""
    return cell.level.value if cell.level is not None else None
