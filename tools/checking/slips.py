"""Does one slip of the hand lead from one number to another: a digit changed, two digits in the wrong order?"""

from decimal import Decimal


def is_slip(printed: Decimal, meant: Decimal, unit: Decimal) -> bool:
    """Whether the printed number is the meant one with one digit changed, or two that stand side by side exchanged."""
    if (printed < 0) != (meant < 0) or printed == meant:
        return False
    one, other = str(int(abs(printed) / unit)), str(int(abs(meant) / unit))
    if len(one) != len(other):
        return False
    differ = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) == 1:
        return True
    a, b = differ[0], differ[-1]
    return len(differ) == 2 and b == a + 1 and one[a] == other[b] and one[b] == other[a]  # noqa: PLR2004  # a pair
