"""Which sentences state a measure of the user's own? Its formula and result, and every figure that it rests on."""

from dataclasses import dataclass
from decimal import Decimal

from tieout.agent.offline.drafts.cells import Cell
from tieout.agent.offline.drafts.claiming import slot, wanted
from tieout.agent.offline.drafts.drafting import SENTENCES, FigureDrafter
from tieout.agent.offline.drafts.naming import company, possessive
from tieout.claim import Claim, Shown
from tieout.question import Defined, Draft
from tieout.tools.figures.asdefined import UNNAMED
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.formula import parse
from tieout.tools.figures.spelled import spell

SMALL = Decimal("0.1")
PLACES = 4
"""Digits of a multiple that is smaller than that."""


@dataclass(frozen=True, kw_only=True)
class DefinitionDrafter(FigureDrafter):
    """Drafts one measure of the user's."""

    @property
    def defined(self) -> Defined:
        """The measure."""
        if self.subquestion.defined is None:
            raise NotDerivable("unsupported", "no measure is defined")
        return self.subquestion.defined

    def draft(self) -> Draft:
        """The result first, then each of its figures; everything that could not be found where one is missing."""
        if (foreign := self.foreign()) is not None:
            return Draft(failures=(foreign,))
        entity = self.subquestion.entities[0]
        cells = {o.name: self.cell(entity, o.metric, o.period) for o in self.defined.operands}
        failures = [c.failure for c in cells.values() if c.failure is not None]
        claims: list[Claim] = []
        if not failures:
            try:
                claims += [self.result(one) for one in (cells, *self.reread(cells))]
            except NotDerivable as error:
                failures.append(self.lacking(entity, error))
        found = [c for c in cells.values() if c.level is not None]
        rows = len(found) > SENTENCES and len({c.period for c in found}) == 1
        claims += [self.stated(c, row=rows) for c in found]
        notes = (self.defined.note,) if self.defined.note else ()
        return Draft(claims=tuple(claims), failures=tuple(dict.fromkeys(failures)), notes=notes)

    def reread(self, cells: dict[str, Cell]) -> list[dict[str, Cell]]:
        """The figures with what the same words may mean besides, where the filings report that and it is another."""
        others = {name: beside[0] for name, one in cells.items() if (beside := self.readings(one))}
        alike = all(unit_of(other) == unit_of(cells[name]) for name, other in others.items())
        return [{**cells, **others}] if others and alike else []

    def result(self, cells: dict[str, Cell]) -> Claim:
        """“Apple’s “asset turnover” was 1.09x in fiscal 2024 by the user’s definition, net sales in … ÷ …”."""
        entity, defined = self.subquestion.entities[0], self.defined
        name = defined.name or UNNAMED
        sought = {n: wanted(entity, c.asked, c.period) for n, c in cells.items()}
        asked = self.subquestion.shown is not None and self.subquestion.shown.unit == "percent"
        made = self.ledger.formula(defined.expression, sought, metric=name, percent=defined.percent or asked)
        said = {n: f"{self.noun(c.asked)} {at(c)}" for n, c in cells.items()}
        held = slot(made)
        if self.subquestion.shown is None and made.unit == "pure" and abs(made.value) < SMALL:
            held = held.model_copy(update={"shown": Shown(places=PLACES)})
        days = " days" if made.unit == "days" else ""
        stretch = "in" if made.period.kind == "duration" else "at the end of"
        template = (
            f"{possessive(company(entity))} “{name}” was {{v}}{days} {stretch} {defined.period.words} "
            f"by the user’s definition, {spell(parse(defined.expression), said)}."
        )
        levels = [c.level for c in cells.values() if c.level is not None]
        claim = self.claim(template, {"v": held}, [*levels, made])
        own = set(self.notes(made))
        return claim.model_copy(update={"notes": tuple(n for n in claim.notes if n not in own)})


def at(cell: Cell) -> str:
    """The period of a figure in a formula: "in fiscal 2024", "at the end of fiscal 2024"."""
    instant = cell.level is not None and cell.level.period.kind == "instant"
    return f"{'at the end of' if instant else 'in'} {cell.period.words}"


def unit_of(cell: Cell) -> str | None:
    """The unit of a cell's figure."""
    return cell.level.unit if cell.level is not None else None
