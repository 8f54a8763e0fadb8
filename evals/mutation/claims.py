"""Which true sentences can be made of a filing's figures? One claim at a time, drawn at random from its catalog."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.agent.offline.drafts.naming import company as house_name
from tieout.evals.mutation.catalog import Catalog, Line
from tieout.evals.mutation.change_forms import CHANGES
from tieout.evals.mutation.claim import Claim, growth
from tieout.evals.mutation.forms import Form, Kind
from tieout.evals.mutation.level_forms import LEVELS
from tieout.evals.mutation.printing import Printed, digits_of, in_scale, percent, points, taken_apart
from tieout.evals.mutation.wording import When, Wording, short_name
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.render import render

FORMS: tuple[Form, ...] = (*LEVELS, *CHANGES)
_NEEDED: Mapping[Kind, int] = {"pair": 2, "growth": 2, "both": 2, "change": 2, "points": 2, "three": 3}
"""How many periods a form speaks of."""
_STYLES, _LEAST_DIGITS, _TRIES = 12, 2, 40
_BILLIONS = (
    (" billion", 1, "$"), (" billion", 2, "$"), ("bn", 1, "$"), (" billion", 1, ""), ("B", 1, "$"), ("bn", 2, "$"),
    (" billion", 3, "$"),
)  # fmt: skip
"""Scale word, places and currency sign of the house styles for large amounts."""
_SHORTER, _TENTHS = 8, 6
"""The style that writes "M", and the accuracy from which tenths of a million are known."""
_MILLION, _BILLION = Decimal(10) ** 6, Decimal(10) ** 9


@dataclass(frozen=True)
class Maker:
    """Makes claims of one filing."""

    catalog: Catalog
    rng: random.Random

    def claim(self, form: Form) -> Claim | None:
        """A true sentence of a form; None where this filing has nothing for it."""
        for _ in range(_TRIES):
            if (made := self._tried(form)) is not None:
                return made
        return None

    def _tried(self, form: Form) -> Claim | None:
        lines = self.catalog.parts if form.kind == "part" else self.catalog.lines
        if not lines:
            return None
        line = self.rng.choice(lines)
        facts = self._facts(form, line)
        if facts is None or not _can_say(form, facts):
            return None
        other = self._other(form, line, facts)
        if form.kind in {"share", "points", "two"} and other is None:
            return None
        is_loss = any(fact.value is not None and fact.value < 0 for fact in facts)
        names = [name for name in line.names if says_loss(name) == is_loss]
        if not names:
            return None
        metric = Wording(
            text=min(names, key=len) if form.ours else self.rng.choice(names), facts=line.facts, member=line.member
        )
        draft = Claim(
            form=form,
            company=self._company(form),
            metric=metric,
            periods=self._whens(form, facts),
            values={},
            other=other,
            member=line.member or "",
            style=self.rng.randrange(_STYLES),
        )
        return self._valued(draft, facts)

    def _company(self, form: Form) -> str:
        entity = self.catalog.filing.document.entity
        if form.ours:
            return house_name(entity)
        names = [short_name(entity), short_name(entity), house_name(entity)]
        return self.rng.choice([*names, entity.ticker] if entity.ticker else names)

    def _facts(self, form: Form, line: Line) -> tuple[Fact, ...] | None:
        """The line's facts of consecutive years, newest first; quarters for the forms of quarters."""
        spans = {f.period.fiscal: f for f in line.facts}
        wanted = [f for f in line.facts if str(f.period.fiscal).startswith("Q") == (form.kind == "quarter")]
        if not wanted or (form.kind == "quarter" and wanted[0].period.kind == "instant"):
            return None
        first = self.rng.choice(wanted)
        fiscal = _fiscal(first)
        chain = [spans.get(fiscal.shifted(-back).label) for back in range(_NEEDED.get(form.kind, 1))]
        found = tuple(fact for fact in chain if fact is not None)
        return found if len(found) == len(chain) else None

    def _whens(self, form: Form, facts: Sequence[Fact]) -> tuple[When, ...]:
        style = self.rng.randrange(_STYLES)
        whens = (_when(fact, style) for fact in facts)
        return (*whens, _when(facts[-1], style)) if form.kind == "growth" and len(facts) == 1 else tuple(whens)

    def _other(self, form: Form, line: Line, facts: Sequence[Fact]) -> Wording | None:
        """A second metric that the same periods have; of shares the revenue."""
        if form.kind == "two":
            lines = [one for one in self.catalog.lines if one.unit == line.unit and one.concept != line.concept]
            other = self.rng.choice(lines) if lines else None
        else:
            other = self.catalog.revenue if line != self.catalog.revenue and line.unit == "USD" else None
        if other is None:
            return None
        words = other.worded(self.rng)
        kinds = {fact.period.kind for fact in facts} | {f.period.kind for f in other.facts}
        known = all(words.at(_fiscal(fact)) is not None for fact in facts)
        return words if known and len(kinds) == 1 else None

    def _valued(self, draft: Claim, facts: Sequence[Fact]) -> Claim | None:
        """The claim with its figures in print; None where one of them cannot be printed sensibly."""
        printer = _house if draft.form.ours else self._printer(facts)
        values: dict[str, Printed | None] = {}
        for gap, fact in zip("vba", facts, strict=False):
            values[gap] = printer(fact)
        if draft.other is not None and (second := draft.other.at(_fiscal(facts[0]))) is not None:
            values["x"] = printer(second)
        values |= self._derived(draft, facts)
        kept = {gap: value for gap, value in values.items() if gap in draft.form.gaps}
        shown = {gap: value for gap, value in kept.items() if value is not None and _significant(value)}
        missing = {"v", "b", "a", "g", "d", "bp", "s", "x"} & draft.form.gaps - shown.keys()
        if missing:
            return None
        return Claim(**{**vars(draft), "values": shown, "up": _is_up(draft, facts)})

    def _derived(self, draft: Claim, facts: Sequence[Fact]) -> dict[str, Printed | None]:
        """Growth, change and shares."""
        found: dict[str, Printed | None] = {}
        now = _size(facts[0])
        places = self.rng.choice((0, 1, 1, 2))
        if len(facts) > 1:
            rate = growth(now, _size(facts[1]))
            found["g"] = None if rate is None else percent(abs(rate), places, self.rng.choice(("%", "%", " percent")))
            pattern = self._pattern(facts[0], abs(now - _size(facts[1])))
            found["d"] = pattern
        if draft.other is not None and draft.form.kind in {"share", "points"}:
            parts = [share_of(fact, draft.other) for fact in facts]
            found["s"] = None if parts[0] is None else percent(parts[0], places)
            if len(parts) > 1 and parts[0] is not None and parts[1] is not None:
                found["bp"] = points(abs(parts[0] - parts[1]), basis=self.rng.random() < 1 / 3)
        return found

    def _printer(self, facts: Sequence[Fact]) -> Callable[[Fact], Printed | None]:
        """One house style for all amounts of a sentence."""
        choice = self.rng.randrange(_STYLES)
        return lambda fact: printed(fact, choice, min(_size(f) for f in facts))

    def _pattern(self, fact: Fact, value: Decimal) -> Printed | None:
        return printed(fact.model_copy(update={"value": value}), self.rng.randrange(_STYLES), value) if value else None


def printed(fact: Fact, choice: int, smallest: Decimal) -> Printed | None:
    """A fact's size in one of the house styles, never finer than its source is."""
    value, unit = _size(fact), fact.unit
    if unit == "USD/shares":
        return Printed(digits=digits_of(value, 0, 2), before="$", unit=unit)
    if unit == "shares":
        word, places = (" million", 1) if smallest >= _MILLION else ("", 0)
        return in_scale(value, unit, f"{word}", places, before="")
    if unit != "USD" or value < _MILLION:
        return None
    if smallest >= _BILLION and choice < len(_BILLIONS):
        word, places, before = _BILLIONS[choice]
        return in_scale(value, unit, word, places, before)
    is_exact = fact.decimals is None or fact.decimals > -_TENTHS
    if choice == _STYLES - 1 and fact.decimals is not None:
        return in_scale(value, unit, "", 0)
    return in_scale(value, unit, "M" if choice == _SHORTER else " million", 1 if is_exact and choice % 3 == 0 else 0)


def _house(fact: Fact) -> Printed | None:
    return taken_apart(render(_size(fact), fact.unit, fact.decimals), fact.unit)


def share_of(fact: Fact, whole: Wording) -> Decimal | None:
    """A figure as a percentage of another of its period."""
    total = whole.at(_fiscal(fact))
    return None if total is None or not total.value else _size(fact) / _size(total) * 100


def _is_up(draft: Claim, facts: Sequence[Fact]) -> bool:
    if draft.form.kind == "points" and draft.other is not None:
        now, before = (share_of(fact, draft.other) or Decimal(0) for fact in facts[:2])
        return now > before
    return len(facts) == 1 or _size(facts[0]) > _size(facts[1])


def _can_say(form: Form, facts: Sequence[Fact]) -> bool:
    """Whether the values make sense in the form: losses only as levels of a name that says so."""
    negative = [fact.value is not None and fact.value < 0 for fact in facts]
    if any(negative) and (not all(negative) or form.kind not in {"level", "quarter", "three", "pair"}):
        return False
    if any("up:" in gap for gap in form.gaps):
        return not any(negative) and len({fact.value for fact in facts}) == len(facts)
    return True


def says_loss(name: str) -> bool:
    """Whether a name says itself that its figures are negative."""
    return any(word in name.lower() for word in ("loss", "used", "outflow", "deficit"))


def _size(fact: Fact) -> Decimal:
    return abs(fact.value or Decimal(0))


def _significant(value: Printed) -> bool:
    """Whether a print has digits enough to mean something."""
    return len(value.digits.replace(",", "").replace(".", "").lstrip("0")) >= (
        1 if value.unit in {"percent", "points"} else _LEAST_DIGITS
    )


def _fiscal(fact: Fact) -> FiscalPeriod:
    fiscal = FiscalPeriod.parse(fact.period.fiscal or "")
    if fiscal is None:
        raise ValueError(f"the fact {fact.id} has no fiscal period")
    return fiscal


def _when(fact: Fact, style: int) -> When:
    return When(fiscal=_fiscal(fact), end=fact.period.end, is_instant=fact.period.kind == "instant", style=style)
