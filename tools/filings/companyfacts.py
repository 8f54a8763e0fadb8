"""Does the SEC's companyfacts say the same as the filing? The filing is believed; a difference is told."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from tieout.fact import Fact
from tieout.reading import Reading

NAMED = 3
"""Differences that a note shows; the others are counted."""
_SHOWN_DIGITS = 3
"""A figure rounded to fewer digits than this is not taken for a rounding."""

Key = tuple[str, str, str, str]
"""Concept, start or nothing, end, unit in lower case."""


class Difference(BaseModel):
    """One figure of a filing that companyfacts has otherwise."""

    model_config = ConfigDict(frozen=True)

    fact: Fact
    there: Decimal

    def told(self) -> str:
        """In words."""
        period, unit = self.fact.period, self.fact.unit
        when = f"{period.start} to {period.end}" if period.start else f"{period.end}"
        return f"{self.fact.concept} ({when}) is {self.fact.value:,} {unit} in the filing and {self.there:,} there"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="ignore")

    start: str = ""
    end: str
    val: Decimal
    accn: str


class _Concept(BaseModel):
    model_config = ConfigDict(extra="ignore")

    units: dict[str, list[_Entry]]


class _Facts(BaseModel):
    model_config = ConfigDict(extra="ignore")

    facts: dict[str, dict[str, _Concept]]


def facts_file(folder: Path, cik: str) -> Path:
    """Where the companyfacts of a company lie, beside its fetched filings."""
    return folder / "companyfacts" / f"CIK{cik}.json"


def differences(reading: Reading, folder: Path) -> tuple[Difference, ...]:
    """The consolidated figures of a filing that its company's companyfacts in this folder give another value."""
    document = reading.document
    if document.accession is None or document.entity.cik is None or document.kind != "filing":
        return ()
    path = facts_file(folder, document.entity.cik)
    try:
        there = _by_accession(path, path.stat().st_mtime_ns).get(document.accession, {})
    except (OSError, ValueError):
        return ()  # it is not there, or not what it should be, which the fetch has told
    return tuple(_differing(reading.facts, there))


def crosschecked(reading: Reading, folder: Path) -> tuple[Reading, str]:
    """The reading with a note of what companyfacts has otherwise, and this note; empty where they agree."""
    found = differences(reading, folder)
    if not found:
        return reading, ""
    shown, more = "; ".join(one.told() for one in found[:NAMED]), len(found) - NAMED
    note = f"the SEC's companyfacts differ from this filing, which is believed: {shown}"
    note += f"; and {more} more" if more > 0 else ""
    document = reading.document.model_copy(update={"notes": (*reading.document.notes, note)})
    return reading.model_copy(update={"document": document}), note


def _differing(facts: tuple[Fact, ...], there: Mapping[Key, frozenset[Decimal]]) -> Iterator[Difference]:
    printed: dict[Key, list[Fact]] = {}
    for fact in facts:
        if fact.origin == "xbrl" and fact.value is not None and not fact.dimensions:
            printed.setdefault(_key(fact), []).append(fact)
    for key, same in printed.items():
        values = there.get(key, frozenset())
        if values and not any(_agree(fact.value, value) for fact in same for value in values):
            yield Difference(fact=same[0], there=max(values))


def _agree(printed: Decimal | None, there: Decimal) -> bool:
    """Whether one is the other, or the other printed with fewer digits."""
    if printed is None or printed == there:
        return printed is not None
    few = min(printed, there, key=lambda one: len(one.normalize().as_tuple().digits)).normalize()
    if len(few.as_tuple().digits) < _SHOWN_DIGITS:
        return False
    other = there if few == printed else printed
    exponent = few.as_tuple().exponent
    return isinstance(exponent, int) and abs(other - few) <= Decimal(5).scaleb(exponent - 1)


def _key(fact: Fact) -> Key:
    start = fact.period.start.isoformat() if fact.period.start else ""
    return fact.concept, start, fact.period.end.isoformat(), fact.unit.casefold()


@lru_cache(maxsize=4)
def _by_accession(path: Path, _written: int) -> dict[str, dict[Key, frozenset[Decimal]]]:
    """Values by accession and meaning; raises ValueError where the file is not of this form."""
    try:
        parsed = _Facts.model_validate(json.loads(path.read_bytes(), parse_float=Decimal))
    except (ValidationError, RecursionError) as error:
        raise ValueError(f"{path.name} is not the facts of a company") from error
    found: dict[str, dict[Key, frozenset[Decimal]]] = {}
    for space, concepts in parsed.facts.items():
        for name, concept in concepts.items():
            for unit, entries in concept.units.items():
                for one in entries:
                    key = (f"{space}:{name}", one.start, one.end, unit.casefold())
                    of = found.setdefault(one.accn, {})
                    of[key] = of.get(key, frozenset()) | {one.val}
    return found
