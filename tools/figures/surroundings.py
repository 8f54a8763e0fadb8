"""How far a printed figure reaches around its digits: sign, parentheses, currency, scale, unit, "per share"."""

import re
from dataclasses import dataclass

from tieout.tools.figures.reading import Sign
from tieout.tools.figures.units import (
    CODE_BEFORE,
    PER_AFTER,
    SCALE_AFTER,
    SHARES_AFTER,
    SYMBOL_BEFORE,
    per_unit,
    scale_exponent,
    symbol_unit,
    unit_after,
)
from tieout.tools.figures.words import cell_like

_OPEN = re.compile(r"\(\s{0,2}\Z")
_CLOSE = re.compile(r"\s{0,2}\)")
_MINUS = re.compile(r"(?:(?<![\w)\]%.])[-–]|(?<=[($€£¥])-|(?<=[($€£¥] )-)\Z")
_PLUS = re.compile(r"(?<![\w)])[+~≈<>≤≥±]\s?\Z")
_NEGATIVE = re.compile(r"\b(?:negative|minus)\s\Z", re.IGNORECASE)
_REACH = 24


@dataclass(kw_only=True, slots=True)
class Reach:
    """A figure's full range while it is being found out, in folded text."""

    text: str
    floor: int
    start: int
    end: int
    unit: str = ""
    exponent: int = 0
    sign: Sign = ""
    sure_sign: bool = True
    priced: bool = False
    """Whether a currency stands before the digits."""

    def _take_left(self, pattern: re.Pattern[str]) -> str:
        match = pattern.search(self.text, max(self.floor, self.start - _REACH), self.start)
        if match is None or not match[0]:
            return ""
        self.start -= len(match[0])
        return match[0]

    def _currency(self) -> None:
        if self.priced:
            return
        start = self.start
        unit = symbol_unit(self._take_left(SYMBOL_BEFORE) or self._take_left(CODE_BEFORE))
        if unit:
            self.unit, self.priced = unit, True
        else:
            self.start = start

    def _minus(self) -> None:
        if self._take_left(_NEGATIVE):
            self.sign = "negative"
        elif self._take_left(_MINUS):
            self.sign = "minus"

    def _scale(self) -> None:
        match = SCALE_AFTER.match(self.text, self.end)
        if match and match[0].strip(" -\u00a0"):
            self.exponent += scale_exponent(match[0])
            self.end = match.end()

    def _unit(self) -> None:
        after = unit_after(self.text, self.end)
        if after and not (self.priced and after.unit not in {"", self.unit}):
            self.exponent += after.exponent
            self.unit = after.unit
            self.end = after.end
        elif not self.unit and (match := SHARES_AFTER.match(self.text, self.end)):
            self.unit, self.end = "shares", match.end()

    def _quotient(self) -> None:
        match = PER_AFTER.match(self.text, self.end) if self.unit.isupper() else None
        if match:
            self.unit = f"{self.unit}/{per_unit(match['what'])}"
            self.end = match.end()

    def _closed(self) -> bool:
        match = _CLOSE.match(self.text, self.end)
        if match:
            self.end = match.end()
        return match is not None

    def explore(self) -> None:
        """Reach out from the digits, inner signs first, and undo a parenthesis that is not closed."""
        plus = bool(self._take_left(_PLUS))
        self._minus()
        self._currency()
        inside = self.start
        opened = bool(self._take_left(_OPEN))
        if not opened:
            if not self.sign:
                self._minus()
            self._suffix()
        elif self.priced or not self._closed():
            self._enclosed(inside)
        else:
            minus = bool(self.sign)
            self.sign = self.sign or "parentheses"
            self._currency()
            self.sure_sign = self._suffix() or self.priced or self._alone() or minus
        if plus and self.sign == "parentheses":
            self.sign = ""

    def _suffix(self) -> bool:
        """Scale and unit after the digits; whether there are any."""
        end = self.end
        self._scale()
        self._unit()
        self._quotient()
        return self.end > end

    def _enclosed(self, inside: int) -> None:
        """Whether "($2.1 billion)", "(43%)" is negative: in a cell it is; in prose it may be an aside."""
        self._suffix()
        if not self._closed():
            self.start = inside
            return
        minus = bool(self.sign)
        self.sign = self.sign or "parentheses"
        self.sure_sign = self._suffix() or self._alone() or minus

    def _alone(self) -> bool:
        return cell_like(self.text, self.start, self.end)
