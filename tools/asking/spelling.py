"""Is a name a slip of another one? Few letters apart, the first letters alike, and long enough for that to tell."""

from collections.abc import Sequence

_LONG = 5
_LONGER = 10


def close(asked: Sequence[str], name: Sequence[str]) -> bool:
    """Whether some words are a name with one word misspelt: one slip in it, two in a long one."""
    if len(asked) != len(name) or any(a[:1] != b[:1] for a, b in zip(asked, name, strict=True)):
        return False
    unlike = [(a, b) for a, b in zip(asked, name, strict=True) if a != b]
    return len(unlike) == 1 and _slipped(*unlike[0])


def _slipped(asked: str, name: str) -> bool:
    shorter = min(len(asked), len(name))
    if shorter < _LONG or asked.isdigit() or name.isdigit():
        return False
    most = 2 if shorter >= _LONGER else 1
    return distance(asked, name, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, drop or swap with a neighbour to make one word another; `most` + 1 where it is more.

    Damerau 1964, in the form that edits no letter twice.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                best = min(best, older[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]
