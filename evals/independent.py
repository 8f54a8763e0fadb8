"""Does another program read the same tags? Each figure of ten filings against an extraction made independently.

Compared are concept, first and last day, dimensions, unit and value; values to twelve digits, for the other program
kept binary fractions. What only one side has is counted with its reason: a nil figure has no value that the other
program could have written, and a figure in words has no digits that it could have read. What no reason explains is
listed. DATA holds `filings/*.html` and `filings/facts/*.facts.jsonl.gz`. The result is one JSON document; `--markdown
FILE` writes the table beside it:

    python -m tieout.evals.independent --data DATA
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from tieout.errors import NotThereError
from tieout.tools.filings.inline import Figure, inline
from tieout.tools.filings.markup import xml

Key = tuple[str, str | None, str, str | None, str, tuple[tuple[str, str], ...]]
_ENDING = ".facts.jsonl.gz"
_DASHES = "—-–"
_REASONS = ("nil", "in words")


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How two readings of one filing agree."""

    filing: str
    theirs: int
    ours: int
    same: int
    nil: int
    """Only ours: nil figures."""
    in_words: int
    """Only ours: figures in words, such as "two"."""
    unexplained: tuple[str, ...]
    """The others' only with "-", ours only with "+"."""


def agreement(page: Path, extraction: Path) -> Agreement:
    """Hold one filing's figures against its extraction."""
    figures = inline(xml(page, page.read_text(encoding="utf-8"))).figures
    mine, other = Counter(_key(figure) for figure in figures), Counter(_extracted(extraction))
    reasons = {_key(figure): _reason(figure) for figure in figures}
    only = list((mine - other).elements())
    counts = Counter(reasons[key] for key in only)
    return Agreement(
        filing=page.stem,
        theirs=other.total(),
        ours=mine.total(),
        same=(mine & other).total(),
        nil=counts["nil"],
        in_words=counts["in words"],
        unexplained=(
            *(f"- {key}" for key in (other - mine).elements()),
            *(f"+ {key}" for key in only if reasons[key] not in _REASONS),
        ),
    )


def _reason(figure: Figure) -> str:
    """Why the other program may have left a figure out; empty where nothing explains it."""
    if figure.value is None:
        return "nil"
    return "" if any(c.isdigit() or c in _DASHES for c in figure.printed) else "in words"


def _key(figure: Figure) -> Key:
    context = figure.context
    start = context.start.isoformat() if context.start else None
    end = context.end.isoformat() if context.end else ""
    return figure.concept, _short(figure.value), figure.unit, start, end, tuple(sorted(context.members))


def _extracted(path: Path) -> Iterator[Key]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            fact = json.loads(line)
            unit = "/".join(part.rpartition(":")[2] for part in fact["unit"].split("/"))
            dimensions = tuple(sorted(fact["dims"].items()))
            yield fact["concept"], _short(fact["value"]), unit, fact["start"], fact["end"], dimensions


def _short(number: Decimal | float | None) -> str | None:
    return None if number is None else f"{float(number):.12g}"


def pairs(data: Path) -> list[tuple[Path, Path]]:
    """Each filing that was extracted independently, with the extraction."""
    found = sorted((data / "filings" / "facts").glob(f"*{_ENDING}"))
    if not found:
        raise NotThereError(f"there is no extraction in {str(data / 'filings' / 'facts')!r}; give the folder above it")
    return [(data / "filings" / path.name.removesuffix(_ENDING), path) for path in found]


def markdown(agreements: Sequence[Agreement]) -> str:
    """The agreements as a table."""
    lines = [
        "| filing | theirs | ours | same | only ours: nil | only ours: in words | unexplained |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for one in agreements:
        counts = (one.theirs, one.ours, one.same, one.nil, one.in_words, len(one.unexplained))
        lines.append(f"| {one.filing} | " + " | ".join(f"{count:,}" for count in counts) + " |")
    sums = [sum(getattr(one, name) for one in agreements) for name in ("theirs", "ours", "same", "nil", "in_words")]
    sums.append(sum(len(one.unexplained) for one in agreements))
    lines.append(f"| **{len(agreements)} filings** | " + " | ".join(f"**{count:,}**" for count in sums) + " |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Compare all extractions and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--markdown", type=Path)
    arguments = parser.parse_args()
    agreements = [agreement(*pair) for pair in pairs(arguments.data)]
    if arguments.markdown:
        arguments.markdown.write_text(markdown(agreements), encoding="utf-8")
    print(json.dumps([asdict(one) for one in agreements], indent=2))


if __name__ == "__main__":
    main()
