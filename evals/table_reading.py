"""How exactly are tables read without their tags? Value, unit, period and sign of each tagged cell, read untagged.

The words and signs on the page are all that is used, with the cover's period; contexts, scales and units of the tags
are only the truth to compare with. DATA holds `filings/10-K/*.html`, `filings/10-Q/*.html` and single filings of
further companies in `filings/*.html`. The companies in HELD_OUT, drawn by a hash of the ticker from those that were
never looked at, served only to measure. A cell counts as told where something printed says its period; only those
become facts. A sign that differs is the concept's where the tag is positive for what the page prints in brackets, or
negative for what it prints without. The result is one JSON document:

    python -m tieout.evals.table_reading --data DATA
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from tieout.errors import NotThereError
from tieout.fact import Fact
from tieout.tools.filings.dating import closings_of
from tieout.tools.filings.document import Source
from tieout.tools.filings.facts import Facts
from tieout.tools.filings.hypertext import taken_apart
from tieout.tools.filings.tablereadings import Reading, table_readings

QUESTIONS = ("value", "unit", "period", "sign")
HELD_OUT = frozenset({"IBM", "MARA", "TXN", "WBA"})
_COVERAGE = ("told", "period_told", "as_printed")
_NEGATIVE = re.compile(r"[(\-]")
_DRAWS = 1000


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One filing's tagged cells, and how many are read right; `value` is the magnitude in base units, scaled."""

    name: str
    company: str
    half: str
    cells: int
    value: int
    unit: int
    period: int
    sign: int
    told: int
    """How many cells have a period that something printed tells."""
    period_told: int
    """How many of those are right."""
    as_printed: int
    """How many signs are read as printed and differ from the tag's: the concept has the other direction."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share with its 95 % interval over filings."""

    share: float
    low: float
    high: float


def read_filing(path: Path) -> Filing:
    """Read one filing's tables both ways."""
    data = path.read_bytes()
    identity, parts, found = taken_apart(Source.of(path, data, None), data.decode("utf-8"))
    maker = Facts(identity.document, parts.page, parts.tables, parts.sections, identity.calendar)
    truth: dict[tuple[int | None, int | None], list[Fact]] = defaultdict(list)
    for figure in found.figures:
        fact = maker.fact(figure)
        truth[fact.locator.start, fact.locator.end].append(fact)
    dates = closings_of(identity.document, parts.tables, parts.page.text, identity.calendar)
    counts: Counter[str] = Counter()
    for reading in table_readings(parts.tables, parts.page.text, parts.page.raised, dates[0]) if dates else ():
        if tags := truth.get((reading.amount.start, reading.amount.end)):
            answers = list(right(reading, tags))
            counts.update(["cells", *answers, *_coverage(reading, answers)])
    return Filing(
        name=path.stem,
        company=_company(path),
        half=half(path),
        cells=counts["cells"],
        **{q: counts[q] for q in (*QUESTIONS, *_COVERAGE)},
    )


def _coverage(reading: Reading, answers: Sequence[str]) -> Iterator[str]:
    """Whether the period is told, and whether a sign that differs is the printed one."""
    if reading.when.is_sure:
        yield "told"
        if "period" in answers:
            yield "period_told"
    is_negative = _NEGATIVE.match(reading.amount.printed) is not None
    if "sign" not in answers and "value" in answers and is_negative == ((reading.value or 0) < 0):
        yield "as_printed"


def right(reading: Reading, tags: Sequence[Fact]) -> Iterator[str]:
    """Which questions a reading answers as one of the cell's tags does."""
    unit, value = _as_tagged(reading, tags[0])
    if any(_magnitude(value) == _magnitude(tag.value) for tag in tags):
        yield "value"
    if any((value or 0) == (tag.value or 0) for tag in tags):
        yield "sign"
    if any(unit == tag.unit for tag in tags):
        yield "unit"
    when = (reading.when.start, reading.when.end)
    if any(when == (tag.period.start, tag.period.end) for tag in tags):
        yield "period"


def _as_tagged(reading: Reading, tag: Fact) -> tuple[str, Decimal | None]:
    """Unit and value as tags have them: percentages are parts of one, counted things have names of their own."""
    unit, value = reading.measure.unit, reading.value
    is_count = not (tag.unit.isupper() or "/" in tag.unit or tag.unit == "shares")
    if unit == "percent" and is_count:
        return tag.unit, None if value is None else value / 100
    return (tag.unit if unit == "pure" and is_count else unit), value


def _magnitude(value: Decimal | None) -> Decimal:
    """A dash is tagged as nought, or as nil."""
    return Decimal(0) if value is None else abs(value)


def half(path: Path) -> str:
    """Whether a filing was used while the rules were written."""
    return "held out" if _company(path) in HELD_OUT else "developed on"


def _company(path: Path) -> str:
    return path.stem.partition("_")[0]


def share(filings: Sequence[Filing], question: str) -> Share:
    """The share of cells that were read right, with an interval from filings drawn with replacement."""
    chosen = random.Random(0)  # noqa: S311  # a sample, not a secret
    drawn = sorted(_share([chosen.choice(filings) for _ in filings], question) for _ in range(_DRAWS))
    return Share(
        share=round(_share(filings, question), 4),
        low=round(drawn[_DRAWS // 40], 4),
        high=round(drawn[-_DRAWS // 40], 4),
    )


def _share(filings: Sequence[Filing], question: str) -> float:
    right_ones = sum(int(getattr(f, question)) for f in filings)
    return right_ones / max(1, sum(f.cells for f in filings))


def report(filings: Sequence[Filing]) -> dict[str, object]:
    """The whole, both parts, each company, and every filing."""
    parts = {"all": filings, **{h: [f for f in filings if f.half == h] for h in ("developed on", "held out")}}
    companies = {name: [f for f in filings if f.company == name] for name in sorted({f.company for f in filings})}
    return {
        "summary": {name: _summary(part) for name, part in parts.items() if part},
        "companies": {
            name: {"half": part[0].half, "cells": sum(f.cells for f in part), **_shares(part)}
            for name, part in companies.items()
        },
        "filings": [asdict(f) for f in filings],
    }


def _summary(part: Sequence[Filing]) -> dict[str, object]:
    cells, told = sum(f.cells for f in part), sum(f.told for f in part)
    wrong_signs = sum(f.value - f.sign for f in part)
    return {
        "cells": cells,
        **{q: asdict(share(part, q)) for q in QUESTIONS},
        "period_told": round(told / max(1, cells), 4),
        "period_where_told": round(sum(f.period_told for f in part) / max(1, told), 4),
        "signs_as_printed_of_those_that_differ": round(sum(f.as_printed for f in part) / max(1, wrong_signs), 4),
    }


def _shares(part: Sequence[Filing]) -> dict[str, float]:
    shares = {q: round(_share(part, q), 4) for q in QUESTIONS}
    told = sum(f.told for f in part)
    return {**shares, "period_where_told": round(sum(f.period_told for f in part) / max(1, told), 4)}


def main() -> None:
    """Read all filings and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data: Path = parser.parse_args().data
    paths = [p for form in ("10-K", "10-Q") for p in sorted((data / "filings" / form).glob("*.html"))]
    known = {_company(path) for path in paths}
    paths += [path for path in sorted((data / "filings").glob("*.html")) if _company(path) not in known]
    if not paths:
        raise NotThereError(f"there are no filings/10-K/*.html in {str(data)!r}; give the folder above 'filings'")
    print(json.dumps(report([read_filing(path) for path in paths]), indent=2))


if __name__ == "__main__":
    main()
