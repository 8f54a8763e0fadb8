"""What is changed in a print? One thing: a digit, two digits, the scale word, the unit, the last place, the sign."""

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from tieout.evals.mutation.printing import SCALES, Printed

_MOST_PLACES = 3
_CURRENCIES = ("€", "£", "¥", "C$")


def digit(printed: Printed, rng: random.Random) -> Printed:
    """One digit is another."""
    digits = printed.digits
    at = rng.choice([n for n, c in enumerate(digits) if c.isdigit()])
    others = [c for c in "0123456789" if c != digits[at] and (c != "0" or at > 0)]
    return printed.with_digits(f"{digits[:at]}{rng.choice(others)}{digits[at + 1 :]}")


def transposed(printed: Printed, rng: random.Random) -> Printed | None:
    """Two digits beside each other have changed places; None where no two differ."""
    digits = printed.digits
    spots = [n for n, c in enumerate(digits) if c.isdigit()]
    pairs = [(a, b) for a, b in pairwise(spots) if digits[a] != digits[b]]
    pairs = [(a, b) for a, b in pairs if not (a == 0 and digits[b] == "0")]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    changed = list(digits)
    changed[a], changed[b] = changed[b], changed[a]
    return printed.with_digits("".join(changed))


def scale(printed: Printed, rng: random.Random) -> Printed | None:
    """Another scale word, or none; None for what has no scale."""
    if printed.unit in {"percent", "points", "USD/shares"}:
        return None
    if printed.exponent == 0:
        return replace(printed, after=f"{printed.after} million" if not printed.after else printed.after, exponent=6)
    others = [word for word, power in SCALES.items() if power != printed.exponent]
    word = rng.choice(others)
    rest = printed.after
    for known in (*SCALES, "bn", "B", "M"):
        rest = rest.removeprefix(known)
    return replace(printed, after=f"{word}{rest}", exponent=SCALES[word])


def unit(printed: Printed, rng: random.Random) -> Printed | None:
    """Another currency, or none of it: percent, shares; None where the print has no unit of its own."""
    if printed.before == "$":
        if printed.exponent == 0 and printed.unit == "USD/shares" and rng.random() < 1 / 2:
            return replace(printed, before="", after="%", unit="percent")
        choice = rng.choice((*_CURRENCIES, ""))
        shares = "" if choice else " shares"
        return replace(printed, before=choice, after=f"{printed.after}{shares}", unit="shares" if shares else "EUR")
    if printed.unit == "percent":
        return replace(printed, before="$", after=" million", exponent=6, unit="USD")
    if printed.unit == "shares":
        return replace(printed, before="$", unit="USD")
    return None


def relative(printed: Printed) -> Printed | None:
    """Percent for points, points for percent; None for amounts."""
    if printed.unit == "percent":
        return replace(printed, after=" percentage points", unit="points")
    if printed.unit == "points":
        digits = format(printed.value, "f")
        return Printed(digits=digits, after="%", unit="percent")
    return None


def rounding(printed: Printed, exact: Decimal) -> Iterator[Printed]:
    """One too much in the last place, or cut off where it should be rounded up."""
    step = printed.precision
    nearer = step if abs(exact) > abs(printed.value) else -step
    size = abs(printed.value)
    for value in (size + nearer, size - nearer):
        if value > 0:
            yield printed.saying(value)


def finer(printed: Printed, exact: Decimal, rng: random.Random) -> Printed | None:
    """More digits than there are, the last of them invented."""
    longer = replace(printed, digits=f"{printed.digits}{'.' if not printed.places else ''}0")
    honest = longer.saying(exact)
    made = [replace(honest, digits=f"{honest.digits[:-1]}{c}") for c in "123456789"]
    wrong = [one for one in made if not one.agrees(exact)]
    return rng.choice(wrong) if printed.places < _MOST_PLACES else None


def negative(printed: Printed) -> Printed:
    """With a minus before it."""
    return replace(printed, negative=not printed.negative)
