"""Which sentence answers yes or no, or says by how much? The figures that decide it, and what follows from them."""

import itertools
from dataclasses import dataclass
from decimal import Decimal

from tieout.agent.offline.drafts.cells import Cell
from tieout.agent.offline.drafts.claiming import slot, wanted
from tieout.agent.offline.drafts.drafting import FigureDrafter
from tieout.agent.offline.drafts.naming import company, possessive, verb, when
from tieout.claim import Claim, Failure, Slot
from tieout.question import Decision, Draft
from tieout.tools.figures.agreement import in_unit
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.framed import HOLDS
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.moves import PASSES
from tieout.tools.figures.terms import Level

_ZERO = Decimal(0)
_OF = {"above": "more than", "below": "less than", "at least": "at least", "at most": "at most"}
"""What a limit of a level is called as one of a move."""
LEAST = 1000
"""A limit below this that names no currency is no amount of money."""


@dataclass(frozen=True, kw_only=True)
class DecisionDrafter(FigureDrafter):
    """Drafts what one sub-question's figures decide."""

    @property
    def decision(self) -> Decision:
        """What its figures have to decide."""
        if self.subquestion.decision is None:
            raise NotDerivable("unsupported", "nothing is to be decided")
        return self.subquestion.decision

    def draft(self) -> Draft:
        """One sentence for each reading of the metric; where one side lacks, the other and what is missing."""
        if (foreign := self.foreign()) is not None:
            return Draft(failures=(foreign,))
        left, right = self.decision.left, self.decision.right
        sides = [s for s in (left, right) if s is not None]
        if self.decision.every:
            years = sorted(self.subquestion.periods, key=lambda p: p.year)
            sides = [left.model_copy(update={"period": p}) for p in years]
        cells = self.on_one_basis([self.cell(s.entity, s.metric, s.period) for s in sides])
        failures = tuple(c.failure for c in cells if c.failure is not None)
        if failures:
            return Draft(
                claims=tuple(self.stated(c, row=False) for c in cells if c.level is not None), failures=failures
            )
        claims: list[Claim] = []
        lacking: list[NotDerivable] = []
        for variant in self.variants(cells):
            try:
                claims += self.decided(variant)
            except NotDerivable as error:
                lacking.append(error)
        missing = [self.lacking(self.decision.left.entity, e) for e in lacking] if not claims else []
        return Draft(claims=tuple(claims), failures=tuple(missing[:1]))

    def variants(self, cells: list[Cell]) -> list[list[Cell]]:
        """The figures, and those of what the same words may mean besides."""
        beside = [self.readings(c) for c in cells]
        pairs = [list(pair) for pair in zip(*beside, strict=False)] if all(beside) else []
        found = [cells, *(p for p in pairs if len({c.asked.metric for c in p}) == 1)]
        return sorted(found, key=lambda p: "margin" not in p[0].asked.words or not is_share(p[0]))

    def decided(self, cells: list[Cell]) -> list[Claim]:
        """The sentences about one reading; raises NotDerivable where nothing follows."""
        if self.decision.every:
            return self.yearly(cells)
        if self.decision.moves is not None:
            return [self.by(*cells)]
        if self.decision.right is None:
            return [self.limited(cells[0])]
        return [self.apart(*cells) if self.decision.word == "apart" else self.compared(*cells)]

    def yearly(self, cells: list[Cell]) -> list[Claim]:
        """Yes with both ends where it holds in every year, else each year in which it does not."""
        if self.decision.word not in {"higher", "lower"}:
            said = [self.limited(cell) for cell in cells]
            return [*([c for c in said if c.template.startswith("No")] or said)]
        pairs = list(itertools.pairwise(cells))
        holds = HOLDS[self.decision.word]
        broken = [(now, before) for before, now in pairs if not holds(value(found(now)), value(found(before)))]
        if broken:
            return [self.compared(now, before) for now, before in broken]
        first, last = found(cells[0]), found(cells[-1])
        moved = "rose" if self.decision.word == "higher" else "fell"
        template = (
            f"Yes: {possessive(company(cells[0].entity))} {self.noun(cells[0].asked)} {moved} every year from {{v}} "
            f"{when(cells[0].period, first.period)} to {{w}} {when(cells[-1].period, last.period)}."
        )
        return [self.claim(template, {"v": self.held(cells[0], first), "w": self.held(cells[-1], last)}, [first, last])]

    def by(self, now: Cell, before: Cell) -> Claim:
        """A move against a limit: “No: … fell 3.9% …, to … from …, which is not a rise of more than 5%.”."""
        given = self.decision.given or ""
        limit = next((r for r in figures(given) if r.is_figure and r.value is not None), None)
        percent = limit is None or limit.unit == "percent"
        made = self.change(now.entity, now.asked, now.period, before.period, percent=percent)
        if isinstance(made, Failure):
            raise NotDerivable(made.reason, made.detail)
        move = made.slots["moved"].calculation if "moved" in made.slots else None
        size = in_unit(limit.value, limit.unit, move.unit) if limit and limit.value is not None and move else None
        if move is None or size is None:
            raise NotDerivable("wrong_unit", "the limit of the question is in another unit than the move")
        up, word = self.decision.moves == "up", _OF[self.decision.word]
        passes = PASSES[word](move.value if up else -move.value, size)
        follows = f"which is {'' if passes else 'not '}a {'rise' if up else 'fall'} of {word} {given}."
        answer = "Yes" if passes else "No"
        return made.model_copy(update={"template": f"{answer}: {made.template.removesuffix('.')}, {follows}"})

    def limited(self, cell: Cell) -> Claim:
        """A figure against a limit or against zero: “Yes: Apple’s current ratio was 1.07x …, above 1.”."""
        level, word = found(cell), self.decision.word
        holds = HOLDS[word](value(level), self.limit(level))
        denied = "" if holds else "not "
        answer = "Yes" if holds else "No"
        if self.decision.given is None:
            noun, style = self.signed(cell, level)
            template = f"{answer}: {self.statement(cell, level, noun)}, which is {denied}a {word} figure."
            return self.claim(template, {"v": slot(level, style)}, [level])
        template = f"{answer}: {self.statement(cell, level)}, {denied}{word} {self.decision.given}."
        return self.claim(template, {"v": self.held(cell, level)}, [level])

    def limit(self, level: Level) -> Decimal:
        """The limit in the figure's own unit; a bare number is taken in it."""
        if self.decision.given is None:
            return _ZERO
        reading = next((r for r in figures(self.decision.given) if r.is_figure and r.value is not None), None)
        if reading is None or reading.value is None:
            raise NotDerivable("unsupported", "the limit of the question cannot be read")
        asked = in_unit(reading.value, reading.unit, level.unit) if reading.unit else reading.value
        fraction = level.unit == "percent" and abs(reading.value) <= 1
        amount = level.unit.isupper() and abs(reading.value) < LEAST
        if asked is None or (not reading.unit and (fraction or amount)):
            raise NotDerivable("wrong_unit", "the limit of the question is in another unit than the figure")
        return asked

    def compared(self, one: Cell, other: Cell) -> Claim:
        """Two figures set against each other, with yes or no."""
        left, right = found(one), found(other)
        self.alike(left, right)
        holds = HOLDS[self.decision.word](value(left), value(right))
        than = f"{'' if holds else 'not '}{self.decision.word} than {self.owned(other, right)}"
        template = f"{'Yes' if holds else 'No'}: {self.statement(one, left)}, {than}."
        return self.claim(template, {"v": self.held(one, left), "w": self.held(other, right)}, [left, right])

    def apart(self, one: Cell, other: Cell) -> Claim:
        """By how much one figure is more than another."""
        left, right = found(one), found(other)
        self.alike(left, right)
        slots = {"v": self.held(one, left), "w": self.held(other, right)}
        if value(left) == value(right):
            return self.claim(
                f"{self.statement(one, left)}, the same as {self.owned(other, right)}.", slots, [left, right]
            )
        made = self.ledger.difference(
            wanted(one.entity, one.asked, one.period), wanted(other.entity, other.asked, other.period)
        )
        word = "more" if made.value > 0 else "less"
        template = f"{self.statement(one, left)}, {{d}} {word} than {self.owned(other, right)}."
        return self.claim(template, {"d": slot(made, "magnitude"), **slots}, [made, left, right])

    def held(self, cell: Cell, level: Level) -> Slot:
        """What fills the gap of a figure, in its own sign."""
        return slot(level, "percent" if self.ledger.is_fraction(cell.asked.metric, level) else "auto")

    def alike(self, left: Level, right: Level) -> None:
        """Raise NotDerivable where two figures are not in one unit."""
        if left.unit != right.unit:
            raise NotDerivable("wrong_unit", f"a figure in {left.unit} cannot be set against one in {right.unit}")

    def statement(self, cell: Cell, level: Level, called: str | None = None) -> str:
        """“Apple’s net sales were {v} in fiscal 2024 (ended …)”."""
        noun = called or self.noun(cell.asked)
        return f"{possessive(company(cell.entity))} {noun} {verb(noun)} {{v}} {when(cell.period, level.period)}"

    def owned(self, cell: Cell, level: Level) -> str:
        """“AMD’s net sales of {w} in fiscal 2024 (ended …)”."""
        return f"{possessive(company(cell.entity))} {self.noun(cell.asked)} of {{w}} {when(cell.period, level.period)}"


def found(cell: Cell) -> Level:
    """The figure of a cell that has one."""
    if cell.level is None:
        raise NotDerivable("missing_evidence", "a figure that decides is not there")
    return cell.level


def value(level: Level) -> Decimal:
    """The exact value of a figure."""
    if level.value is None:
        raise NotDerivable("not_meaningful", "a figure without a value decides nothing")
    return level.value


def is_share(cell: Cell) -> bool:
    """Whether a figure is a percentage."""
    return cell.level is not None and cell.level.unit in {"percent", "pure"}
