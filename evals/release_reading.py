"""How exactly are untagged reports read? Their table figures against what the same company's filings tag.

RELEASES holds documents without tags: press releases, PDFs of quarterly and annual reports. FILINGS holds inline
filings. A tagged cell is printed by an untagged document of the same company where one of its lines has the row's
label followed by the same digits; it is read right where a fact with this label and these digits has the tag's value,
unit, period and sign. The sign is the one on the page: where a tag turns the printed one round ("Inventories (1,049)"
as an increase of -1,049), the figure as it is printed is right. Cells of the balance sheet, income statement and cash
flow are `statements`, all others `notes`. `wrong` counts the other way about: facts whose label and digits some tag
has, and none of these tags their meaning. OUT gets one JSON document with every miss:

    python -m tieout.evals.release_reading RELEASES FILINGS OUT
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from tieout.errors import NotThereError
from tieout.evals.intervals import bounds
from tieout.fact import Fact
from tieout.reading import Reading
from tieout.tools.filings.reader import read_all
from tieout.tools.filings.statements import statements
from tieout.tools.filings.tables import row_label

QUESTIONS = ("value", "unit", "period", "sign", "all")
_FORMS = {".pdf", ".html", ".htm", ".txt"}
_WORD = re.compile(r"[^a-z\d]+")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_NAME = re.compile(r"\b(?:inc|corp|corporation|co|company|ltd|plc|com)\b|[^a-z\d]", re.IGNORECASE)
_ON_LINE = 200


@dataclass(frozen=True, kw_only=True)
class Tagged:
    """A printed cell of a filing and one of its tags."""

    key: tuple[str, str]
    """Its row's label in plain letters, and its digits."""
    fact: Fact
    is_statement: bool


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share with its exact 95 % interval (Clopper and Pearson)."""

    right: int
    of: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Miss:
    """A figure that the document prints and that was not read as it is tagged, or was read as something else."""

    label: str
    printed: str
    tagged: tuple[str, ...]
    read: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One untagged document beside the tags."""

    document: str
    facts: int
    cells: dict[str, int]
    """Printed cells that are tagged, of statements and of notes."""
    right: dict[str, dict[str, int]]
    judged: int
    """Facts that share label and digits with a tag."""
    wrong: int
    misses: tuple[Miss, ...]


def key(label: str, printed: str) -> tuple[str, str]:
    """A row's label in plain letters, and a figure's digits."""
    digits = _DIGITS.search(printed)
    return _plain(label), digits[0].replace(",", "") if digits else ""


def _plain(label: str) -> str:
    return " ".join(word for word in _WORD.split(label.casefold().replace("’", "'").replace("'", "")) if word)


def tagged_cells(reading: Reading) -> Iterator[Tagged]:
    """The tagged cells of a filing's tables."""
    tags = [fact for fact in reading.facts if fact.locator.kind == "tag"]
    primary = statements(tags, reading.tables)
    tables = {table.index: table for table in reading.tables}
    for fact in tags:
        at = fact.locator.cell if fact.locator.kind == "tag" else None
        if at is None or fact.value is None:
            continue
        label = row_label(tables[at.table], at.row)
        found = key(label, fact.printed)
        if all(found) and found[1] not in {digits.replace(",", "") for digits in _DIGITS.findall(label)}:
            yield Tagged(key=found, fact=fact, is_statement=at.table in primary)


def compared(reading: Reading, cells: Sequence[Tagged]) -> Outcome:
    """What of the tagged cells an untagged document prints, and what was read of them."""
    lines = [_plain_line(line) for line in reading.text.replace("\f", "\n").split("\n")]
    printed = _printed(lines, cells)
    truth: dict[tuple[str, str], list[Tagged]] = defaultdict(list)
    for cell in cells:
        truth[cell.key].append(cell)
    read: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in reading.facts:
        if fact.origin == "table" and fact.value is not None:
            for name in {key(fact.label, fact.printed), key(fact.label.partition(": ")[2], fact.printed)}:
                read[name].append(fact)
    counts: dict[str, Counter[str]] = {"statements": Counter(), "notes": Counter()}
    misses: list[Miss] = []
    for found in sorted(printed):
        part = "statements" if any(cell.is_statement for cell in truth[found]) else "notes"
        said = _said(truth[found], read[found])
        counts[part].update(["cells", *said])
        if "all" not in said:
            misses.append(_miss(found, truth[found], read[found]))
    judged = [(fact, truth[name]) for name, facts in read.items() if name in truth for fact in facts]
    wrong = [(fact, tags) for fact, tags in judged if "all" not in _said(tags, [fact])]
    misses += [_miss(key(fact.label, fact.printed), tags, [fact]) for fact, tags in wrong]
    return Outcome(
        document=reading.document.id,
        facts=len(reading.facts),
        cells={part: count["cells"] for part, count in counts.items()},
        right={part: {q: count[q] for q in QUESTIONS} for part, count in counts.items()},
        judged=len(judged),
        wrong=len(wrong),
        misses=tuple(misses),
    )


def _plain_line(line: str) -> tuple[str, str]:
    return _plain(line), line


def _printed(lines: Sequence[tuple[str, str]], cells: Iterable[Tagged]) -> set[tuple[str, str]]:
    """The keys of the cells whose label begins a line that has their digits."""
    figures: dict[str, set[str]] = defaultdict(set)
    for plain, line in lines:
        for digits in _DIGITS.findall(line[-_ON_LINE * 2 :]):
            figures[digits.replace(",", "")].add(plain)
    return {
        cell.key for cell in cells if any(plain.startswith(cell.key[0] + " ") for plain in figures.get(cell.key[1], ()))
    }


def _said(tags: Sequence[Tagged], facts: Sequence[Fact]) -> set[str]:
    """Which questions the facts answer as one of the tags does."""
    found: set[str] = set()
    for tag in (one.fact for one in tags):
        for fact in facts:
            value, unit = _as_tagged(fact, tag.unit)
            answers = {
                "value": abs(value) == abs(tag.value or 0),
                "sign": value == tag.value or (_is_turned(tag) and value == -(tag.value or 0)),
                "unit": unit == tag.unit,
                "period": (fact.period.start, fact.period.end) == (tag.period.start, tag.period.end),
            }
            found.update(name for name, is_right in answers.items() if is_right)
            if all(answers.values()):
                found.add("all")
    return found


def _is_turned(tag: Fact) -> bool:
    """Whether a tag's sign is not the one that the page prints."""
    return ((tag.value or 0) < 0) != tag.printed.startswith(("(", "-", "−", "–"))


def _as_tagged(fact: Fact, unit: str) -> tuple[Decimal, str]:
    """Value and unit as tags have them: percentages are parts of one, counted things have names of their own."""
    value = fact.value or Decimal(0)
    if fact.unit == "percent" and unit == "pure":
        return value / 100, "pure"
    is_count = not (unit.isupper() or "/" in unit or unit == "shares")
    return value, unit if fact.unit == "pure" and is_count else fact.unit


def _miss(found: tuple[str, str], tags: Sequence[Tagged], facts: Sequence[Fact]) -> Miss:
    told = tuple(sorted({_told(tag.fact) for tag in tags}))
    return Miss(label=found[0], printed=found[1], tagged=told, read=tuple(sorted({_told(f) for f in facts})))


def _told(fact: Fact) -> str:
    start = f"{fact.period.start} to " if fact.period.start else ""
    return f"{fact.value} {fact.unit} {start}{fact.period.end}"


def share(right: int, of: int) -> Share:
    """A share of a count with its exact interval."""
    low, high = bounds(right, of)
    return Share(right=right, of=of, share=round(right / max(1, of), 4), low=round(low, 4), high=round(high, 4))


def report(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The shares over all documents, and every document with its misses."""
    summary: dict[str, object] = {"documents": len(outcomes), "facts": sum(one.facts for one in outcomes)}
    for part in ("statements", "notes"):
        of = sum(one.cells[part] for one in outcomes)
        summary[part] = {q: asdict(share(sum(o.right[part][q] for o in outcomes), of)) for q in QUESTIONS}
    summary["wrong"] = asdict(share(sum(one.wrong for one in outcomes), sum(one.judged for one in outcomes)))
    return {"summary": summary, "documents": [asdict(one) for one in outcomes]}


def measured(releases: Path, filings: Path) -> list[Outcome]:
    """Read everything below two folders and compare what is of one company.

    Raises:
        NotThereError: there is nothing to compare.
    """
    untagged = [r for path in _files(releases) for r in read_all(path) if all(f.origin != "xbrl" for f in r.facts)]
    names = {_name(reading): None for reading in untagged}
    tagged = [r for path in _files(filings) for r in read_all(path) if r.facts and _name(r) in names]
    if not untagged or not tagged:
        raise NotThereError(
            f"{str(releases)!r} holds {len(untagged)} untagged documents and {str(filings)!r} {len(tagged)} tagged "
            "filings of their companies; give folders with both"
        )
    return [compared(one, _cells_beside(one, tagged)) for one in untagged]


def _cells_beside(one: Reading, tagged: Sequence[Reading]) -> list[Tagged]:
    """The tagged cells of the company's filings: of the same period where there are such, else of all."""
    own = [other for other in tagged if _name(other) == _name(one)]
    same = [other for other in own if other.document.period_end == one.document.period_end]
    return [cell for other in same or own for cell in tagged_cells(other)]


def _name(reading: Reading) -> str:
    return _NAME.sub("", reading.document.entity.name.casefold())


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _FORMS)


def main() -> None:
    """Compare, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", type=Path)
    parser.add_argument("filings", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    found = report(measured(given.releases, given.filings))
    given.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found["summary"], indent=2))


if __name__ == "__main__":
    main()
