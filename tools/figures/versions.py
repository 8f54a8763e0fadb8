"""Are figures of several periods on one accounting basis? A restated figure goes with restated ones only."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from tieout.fact import Fact
from tieout.tools.figures.derive import NotDerivable

Statements = Sequence[tuple[int | None, Fact]]
"""Every statement of one figure with the fiscal year of its filing, the newest first."""
_EXACT = 99
_PRINTED = re.compile(r"[^\d.]*(\d+(?:\.(\d+))?)[^\d.]*")


class Unjoined(NotDerivable):
    """Other periods of the figure are there, and it cannot be put together from them."""


def finest(fact: Fact) -> int:
    """The accuracy to which a fact is known, as in `Fact.decimals`: as stated, and no finer than it is printed."""
    stated = _EXACT if fact.decimals is None else fact.decimals
    printed = _PRINTED.fullmatch(fact.printed.replace(",", ""))
    if printed is None or not fact.value or not (shown := Decimal(printed[1])):
        return stated
    return min(stated, len(printed[2] or "") - (fact.value.adjusted() - shown.adjusted()))


def one_version(figures: Sequence[Statements], name: str) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """One statement of each figure, all on one basis, with what has to be assumed for that.

    Raises:
        Unjoined: some figure was restated and the others are not stated on the same basis.
    """
    if not any(_restated(statements) for statements in figures):
        chosen = tuple(_best([fact for _, fact in statements]) for statements in figures)
        return chosen, _assumed(figures, name)
    by_year = [_by_year(statements) for statements in figures]
    common = set.intersection(*(set(years) for years in by_year))
    if not common:
        raise _mixed(figures, name)
    year = max(common)
    chosen = tuple(years[year] for years in by_year)
    if not _is_consistent(by_year, chosen, year):
        raise _mixed(figures, name)
    return chosen, ()


def _restated(statements: Statements) -> bool:
    return any(not _same(statements[0][1], fact) for _, fact in statements)


def _same(one: Fact, other: Fact) -> bool:
    """Whether two statements give one figure: exactly, unless one is rounded more than the other."""
    if one.value is None or other.value is None or finest(one) == finest(other):
        return one.value == other.value
    return abs(one.value - other.value) <= Decimal((0, (5,), -min(finest(one), finest(other)) - 1))


def _best(same: Sequence[Fact]) -> Fact:
    """The most accurate statement, of several the first that was made; `same` begins with the newest."""
    return max(reversed(same), key=finest)


def _by_year(statements: Statements) -> dict[int, Fact]:
    """The statement of each year's filings that counts: the newest, the most accurate of those that agree with it."""
    found: dict[int, list[Fact]] = {}
    for year, fact in statements:
        if year is not None:
            found.setdefault(year, []).append(fact)
    return {year: _best([fact for fact in same if _same(fact, same[0])]) for year, same in found.items()}


def _is_consistent(by_year: Sequence[Mapping[int, Fact]], chosen: Sequence[Fact], year: int) -> bool:
    """Whether no later filing says otherwise, and what changed since an earlier year changed everywhere."""
    others = {other for years in by_year for other in years} - {year}
    for other in others:
        changed = {not _same(years[other], fact) for years, fact in zip(by_year, chosen, strict=True) if other in years}
        if changed == {True, False} or (other > year and True in changed):
            return False
    return True


def _mixed(figures: Sequence[Statements], name: str) -> Unjoined:
    """The error that names the restated figure."""
    restated = next(statements for statements in figures if _restated(statements))
    new = restated[0][1]
    old = next(fact for _, fact in restated if not _same(new, fact))
    when = new.period.fiscal or f"the period ended {new.period.end}"
    detail = (
        f"{name} of {when} was restated from {old.printed} ({old.document}) to {new.printed} ({new.document}), "
        "and the other periods are not all stated on the same basis"
    )
    return Unjoined("not_derivable", detail)


def _assumed(figures: Sequence[Statements], name: str) -> tuple[str, ...]:
    """A note where no year's filings state two of the figures side by side: a restatement would not show."""
    groups: list[set[int]] = []
    for statements in figures:
        years = {year for year, _ in statements if year is not None}
        near = [group for group in groups if group & years]
        groups = [group for group in groups if not group & years] + [years.union(*near)]
    if len(groups) < 2:  # noqa: PLR2004 - one group is connected
        return ()
    return (f"{name} is taken to be on one basis: no indexed filings of one year state all of its periods",)
