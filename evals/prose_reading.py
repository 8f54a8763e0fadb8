"""How exactly is prose read without its tags? Value, unit, period and sign of each tagged figure, read untagged.

The words on the page are all that is used, with the cover's period; the tags are only the truth to compare with. A
figure whose sentence does not say when it holds claims no period, and is counted apart. DATA holds
`filings/10-K/*.html` and `filings/10-Q/*.html`. Companies are split by a hash of their name: the errors of one half
were looked at while the rules were written, those of the other were only counted; companies of SEEN were drawn for the
second half and looked at all the same, and are in the first. The result is one JSON document:

    python -m tieout.evals.prose_reading --data DATA
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from tieout.document import Document
from tieout.errors import NotThereError
from tieout.evals.intervals import share
from tieout.fact import Fact
from tieout.tools.filings.document import Source
from tieout.tools.filings.facts import Facts
from tieout.tools.filings.hypertext import taken_apart
from tieout.tools.tagsat import Tags
from tieout.tools.textual import facts_of

QUESTIONS = ("value", "unit", "sign")
SEEN = frozenset({"MCD"})


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A filing's text, what of it is tables, and its tagged figures outside of them by the range of their digits."""

    company: str
    document: Document
    text: str
    holes: tuple[tuple[int, int], ...]
    tags: Mapping[tuple[int, int], tuple[Fact, ...]]


def prose(path: Path) -> Prose:
    """Take one filing apart."""
    data = path.read_bytes()
    identity, parts, found = taken_apart(Source.of(path, data, None), data.decode("utf-8"))
    maker = Facts(identity.document, parts.page, parts.tables, parts.sections, identity.calendar)
    holes = tuple((t.start, t.end) for t in parts.tables)
    tags: dict[tuple[int, int], tuple[Fact, ...]] = defaultdict(tuple)
    for figure in found.figures:
        fact = maker.fact(figure)
        start, end = fact.locator.start, fact.locator.end
        if start is not None and end is not None and fact.value is not None and not _within(start, holes):
            tags[start, end] += (fact,)
    company = path.stem.partition("_")[0]
    return Prose(company=company, document=identity.document, text=parts.page.text, holes=holes, tags=dict(tags))


def _within(at: int, holes: Sequence[tuple[int, int]]) -> bool:
    return any(low <= at < high for low, high in holes)


def judged(filing: Prose) -> Counter[str]:
    """How many tagged figures there are, are read, and are read right."""
    counts: Counter[str] = Counter(tagged=len(filing.tags))
    for fact, tags in pairs(filing):
        counts.update(["read", *right(fact, tags)])
    return counts


def pairs(filing: Prose) -> Iterator[tuple[Fact, tuple[Fact, ...]]]:
    """Each tagged figure as its sentence has it, with its tags."""
    starts = sorted(filing.tags)
    at = 0
    for fact in facts_of(filing.document, filing.text, filing.holes, Tags({})):
        low, high = fact.locator.start or 0, fact.locator.end or 0
        while at < len(starts) and starts[at][0] < low:
            at += 1
        if at < len(starts) and starts[at][1] <= high:
            yield fact, filing.tags[starts[at]]


def right(fact: Fact, tags: Sequence[Fact]) -> Iterator[str]:
    """Which questions a figure answers as one of its tags does, and whether it claims a period at all."""
    value = as_tagged(fact, tags[0])
    if any(abs(value) == abs(tag.value or 0) for tag in tags):
        yield "value"
    if any((value < 0) == ((tag.value or 0) < 0) for tag in tags):
        yield "sign"
    if any(same_unit(fact.unit, tag.unit) for tag in tags):
        yield "unit"
    if claims(fact):
        yield "claimed"
        if any((fact.period.start, fact.period.end) == (tag.period.start, tag.period.end) for tag in tags):
            yield "period"
        if any(fact.period.end == tag.period.end for tag in tags):
            yield "end"


def claims(fact: Fact) -> bool:
    """Whether the sentence says when a figure holds."""
    return not (fact.period.kind == "instant" and fact.period.is_assumed)


def as_tagged(fact: Fact, tag: Fact) -> Decimal:
    """A value as tags have it: percentages and points are parts of one."""
    value = fact.value or Decimal(0)
    return value / 100 if fact.unit in {"percent", "points"} and tag.unit == "pure" else value


def same_unit(said: str, tag: str) -> bool:
    """Whether a unit is a tag's; counted things have names of their own there, or none."""
    if said in {"percent", "points"}:
        return tag == "pure"
    if said == tag:
        return True
    is_money = said.isupper() or "/" in said
    return not is_money and not (tag.isupper() or "/" in tag or tag == "shares")


def half(company: str) -> str:
    """Whether a company's errors were looked at while the rules were written."""
    if company in SEEN:
        return "developed on"
    return "held out" if sha256(company.encode()).digest()[0] % 2 else "developed on"


def row(counts: Mapping[str, int]) -> dict[str, object]:
    """Shares with their intervals: of what is read, and for periods of what is claimed."""
    of = {
        "read": "tagged",
        **dict.fromkeys(QUESTIONS, "read"),
        "claimed": "read",
        "period": "claimed",
        "end": "claimed",
    }
    return {name: share(counts.get(name, 0), counts.get(whole, 0)) for name, whole in of.items()}


def report(companies: Mapping[str, Mapping[str, int]]) -> dict[str, object]:
    """Both halves and the whole, and every company."""
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    for company, counts in companies.items():
        for part in ("all", half(company)):
            sums[part].update(counts)
    return {
        "summary": {part: row(counts) for part, counts in sums.items()},
        "companies": {company: {"half": half(company), **row(counts)} for company, counts in companies.items()},
    }


def main() -> None:
    """Read all filings and print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    data: Path = parser.parse_args().data
    paths = [p for form in ("10-K", "10-Q") for p in sorted((data / "filings" / form).glob("*.html"))]
    if not paths:
        raise NotThereError(f"there are no filings/10-K/*.html in {str(data)!r}; give the folder above 'filings'")
    companies: dict[str, Counter[str]] = defaultdict(Counter)
    for path in paths:
        filing = prose(path)
        companies[filing.company].update(judged(filing))
    print(json.dumps(report(companies), indent=2))


if __name__ == "__main__":
    main()
