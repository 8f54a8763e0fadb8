"""What a figure's digits, its surroundings and its sentence say together."""

from dataclasses import dataclass
from decimal import Decimal

from tieout.fact import Absence
from tieout.tools.figures.folding import Folded, disguised
from tieout.tools.figures.numerals import Number
from tieout.tools.figures.reading import Direction, Kind, Reading, Sign
from tieout.tools.figures.surroundings import Reach
from tieout.tools.figures.wording import Wording, wording
from tieout.tools.figures.words import Word

_RELATIVE = frozenset({"percent", "points", "pure", "permille"})
_SHARES = frozenset({"shares", "adss", "adrs"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Assembly:
    """One text in which figures are put together; `scale` is the power of ten of its table's unit line."""

    folded: Folded
    lower: str
    scale: int

    def figure(
        self,
        reach: Reach,
        number: Number | None,
        *,
        word: Word | None = None,
        absence: Absence | None = None,
        previous: Reading | None = None,
    ) -> Reading:
        """The reading of a figure whose range is known."""
        around = wording(self.lower, reach.start, reach.end, reach.floor)
        unit, noun = self._unit(reach, around)
        kind, direction = _kind(unit, around, word, previous)
        exponent = reach.exponent or self._table_scale(unit, noun, word)
        scaled = number.scaled(exponent) if number else None
        loss = around.loss() if scaled and scaled.value > 0 and not reach.sign and unit not in _RELATIVE else ""
        sign: Sign = "loss" if loss else reach.sign
        aside = sign == "parentheses" and not reach.sure_sign
        start, end = self.folded.span(reach.start, reach.end)
        text = self.folded.original[start:end]
        return Reading(
            text=text,
            start=start,
            end=end,
            value=(-scaled.value if sign and not aside else scaled.value) if scaled else None,
            precision=scaled.precision if scaled else Decimal(1),
            unit=unit,
            kind=kind,
            sign=sign,
            sure_sign=reach.sure_sign and loss in {"", "net", "operating"},
            direction=direction,
            exponent=exponent,
            words=word is not None,
            disguised=disguised(text),
            noun=noun,
            absence=absence,
        )

    def _unit(self, reach: Reach, around: Wording) -> tuple[str, str]:
        noun = around.noun() if reach.unit == "" else ""
        if noun in _SHARES:
            return "shares", noun
        per_share = reach.unit.isupper() and reach.exponent == 0 and around.per_share()
        return (f"{reach.unit}/shares" if per_share else reach.unit), noun

    def _table_scale(self, unit: str, noun: str, word: Word | None) -> int:
        applies = word is None and noun == "" and (unit == "" or unit.isupper())
        return self.scale if applies else 0


def _kind(unit: str, around: Wording, word: Word | None, previous: Reading | None) -> tuple[Kind, Direction | None]:
    if word is not None and word.kind == "multiple":
        return "ratio", word.direction
    if word is not None and word.kind == "fraction":
        return "share", None
    moved = around.movement()
    if moved is None and previous is not None and previous.kind == "change" and around.continues():
        return "change", previous.direction
    if moved is not None or unit == "points":
        return "change", moved
    return around.kind(unit), None
