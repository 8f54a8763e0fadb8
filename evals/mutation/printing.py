"""How is a value printed, and what does an edit of the print say? Digits, a scale word, a sign of currency."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

_EXPONENTS = {"": 0, " thousand": 3, " million": 6, " billion": 9, "M": 6, "m": 6, "bn": 9, "B": 9, " bn": 9, " mn": 6}
SCALES = {" thousand": 3, " million": 6, " billion": 9}


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """A figure as printed, taken apart; `exponent` is the power of ten that its scale word stands for."""

    digits: str
    before: str = ""
    after: str = ""
    exponent: int = 0
    unit: str = "USD"
    """As in `Fact.unit`, and "percent", "points" of differences."""
    negative: bool = False

    @property
    def text(self) -> str:
        """What stands in the sentence."""
        minus = "-" if self.negative else ""
        return f"{minus}{self.before}{self.digits}{self.after}"

    @property
    def value(self) -> Decimal:
        """What it says, in base units."""
        size = Decimal(self.digits.replace(",", "")).scaleb(self.exponent)
        return -size if self.negative else size

    @property
    def precision(self) -> Decimal:
        """One unit of its last digit, in base units."""
        places = len(self.digits.partition(".")[2])
        return Decimal(1).scaleb(self.exponent - places)

    @property
    def places(self) -> int:
        """Digits behind the point."""
        return len(self.digits.partition(".")[2])

    def agrees(self, exact: Decimal) -> bool:
        """Whether the exact value, rounded to its last digit, gives this print, whatever the sign; ties: either way."""
        return 2 * abs(abs(self.value) - abs(exact)) <= self.precision

    def saying(self, value: Decimal) -> "Printed":
        """Another value in the same print."""
        return replace(self, digits=digits_of(value, self.exponent, self.places), negative=self.negative and value < 0)

    def with_digits(self, digits: str) -> "Printed":
        """Other digits in the same print."""
        return replace(self, digits=digits)


def digits_of(value: Decimal, exponent: int, places: int) -> str:
    """The digits of a value in a scale, rounded."""
    scaled = abs(value).scaleb(-exponent)
    return format(scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN), ",f")


def in_scale(value: Decimal, unit: str, word: str, places: int, before: str = "$") -> Printed:
    """An amount under a scale word."""
    exponent = _EXPONENTS[word]
    return Printed(digits=digits_of(value, exponent, places), before=before, after=word, exponent=exponent, unit=unit)


def percent(value: Decimal, places: int, after: str = "%") -> Printed:
    """A percentage, `value` in percent."""
    return Printed(digits=digits_of(value, 0, places), after=after, unit="percent")


def points(value: Decimal, *, basis: bool) -> Printed:
    """A difference of percentages in points, or in basis points."""
    if basis:
        return Printed(digits=digits_of(value, -2, 0), after=" basis points", exponent=-2, unit="points")
    return Printed(digits=digits_of(value, 0, 1), after=" percentage points", unit="points")


def taken_apart(text: str, unit: str) -> Printed | None:
    """A print of `tools.figures.render` in parts; None where it is of no such form."""
    body = text.removeprefix("-")
    start = next((at for at, c in enumerate(body) if c.isdigit()), None)
    if start is None:
        return None
    end = start
    while end < len(body) and (body[end].isdigit() or (body[end] in ",." and body[end + 1 : end + 2].isdigit())):
        end += 1
    after = body[end:]
    exponent = next((power for word, power in SCALES.items() if after.startswith(word)), 0)
    return Printed(
        digits=body[start:end],
        before=body[:start],
        after=after,
        exponent=exponent,
        unit=unit,
        negative=text.startswith("-"),
    )
