"""Do we read the tags as Arelle does? Every figure of every inline filing, compared in all that a tag says.

Compared are concept, first and last day, dimensions, unit, value and nil. Offline, Arelle lacks the SEC's own formats
for numbers in words and gives `ixTransformValueError`; there all but the value is compared, and the words are listed
with what they are read as, to be held against the registry's examples. DATA holds `filings/**/*.html`. The result is
one JSON document; `--markdown FILE` writes the table beside it:

    python -m tieout.evals.referee --data DATA
"""

import argparse
import json
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Protocol

from tieout.errors import NotThereError
from tieout.tools.filings.inline import Figure, inline
from tieout.tools.filings.markup import is_inline, xml

SILENT = "(ixTransformValueError)"
_MOST_SHOWN = 20


@dataclass(frozen=True, kw_only=True, order=True)
class Key:
    """All that a tag says of a figure; `value` is "nil" for nil."""

    concept: str
    start: str
    end: str
    members: tuple[tuple[str, str], ...]
    unit: str
    value: str

    @property
    def open(self) -> "Key":
        """The same without the value."""
        return replace(self, value="")


@dataclass(frozen=True, kw_only=True)
class Words:
    """A figure on which the referee is silent, and what it is read as here."""

    filing: str
    concept: str
    printed: str
    format: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the comparison of one filing gave."""

    filing: str
    facts: int
    mismatches: int
    silent: int
    seconds: float
    first: tuple[str, ...] = ()
    """The first mismatches, ours with "+", the referee's with "-"."""


class QName(Protocol):
    """A name as Arelle has it."""

    localName: str  # noqa: N815  # Arelle's name


def ours(path: Path) -> list[tuple[Key, Figure]]:
    """The figures as read here."""
    found = inline(xml(path, path.read_text(encoding="utf-8")))
    return [(_key(figure), figure) for figure in found.figures]


def _key(figure: Figure) -> Key:
    context = figure.context
    return Key(
        concept=figure.concept,
        start=context.start.isoformat() if context.start else "",
        end=context.end.isoformat() if context.end else "",
        members=context.members,
        unit=figure.unit,
        value="nil" if figure.value is None else _plain(figure.value),
    )


def theirs(path: Path) -> Iterator[Key]:
    """The figures as Arelle reads them, offline."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from arelle import Cntlr  # noqa: PLC0415  # heavy, and in the test extra only

    controller = Cntlr.Cntlr(logFileName="logToBuffer")
    controller.webCache.workOffline = True
    model = controller.modelManager.load(str(path))
    for fact in model.facts:
        if fact.unitID is None:
            continue
        context = fact.context
        members = sorted(
            (str(d.dimensionQname), str(d.memberQname) if d.isExplicit else " ".join(d.typedMember.stringValue.split()))
            for d in context.qnameDims.values()
        )
        number = "nil" if fact.isNil else fact.value if fact.value == SILENT else _plain(Decimal(fact.value))
        yield Key(
            concept=str(fact.qname),
            start="" if context.isInstantPeriod else context.startDatetime.date().isoformat(),
            end=(context.endDatetime - timedelta(days=1)).date().isoformat(),
            members=tuple(members),
            unit="/".join(_product(part) for part in fact.unit.measures if part),
            value=number,
        )
    controller.close()


def _product(measures: Sequence[QName]) -> str:
    return "*".join(measure.localName for measure in measures)


def _plain(value: Decimal) -> str:
    return str(value.normalize()) if value else "0"


def compare(path: Path) -> tuple[Verdict, list[Words]]:
    """Hold one filing's figures against the referee's."""
    began = perf_counter()
    read = ours(path)
    wrong, words = differences(path.stem, read, theirs(path))
    verdict = Verdict(
        filing=path.stem,
        facts=len(read),
        mismatches=len(wrong),
        silent=len(words),
        seconds=round(perf_counter() - began, 1),
        first=tuple(wrong[:_MOST_SHOWN]),
    )
    return verdict, words


def differences(
    filing: str, read: Sequence[tuple[Key, Figure]], referee: Iterable[Key]
) -> tuple[list[str], list[Words]]:
    """What only one side has, ours with "+" and the referee's with "-"; and what the referee is silent on."""
    mine, other = Counter(key for key, _ in read), Counter(referee)
    silent = Counter(key.open for key in other.elements() if key.value == SILENT)
    wrong = [f"- {key}" for key in (other - mine).elements() if key.value != SILENT]
    words: list[Words] = []
    figures = dict(reversed(read))
    for key in sorted((mine - other).elements()):
        if silent[key.open]:
            silent[key.open] -= 1
            words.append(_words(filing, key, figures[key]))
        else:
            wrong.append(f"+ {key}")
    return wrong + [f"- {key}, unread" for key in (+silent).elements()], words


def _words(filing: str, key: Key, figure: Figure) -> Words:
    form = figure.element.get("format", "")
    return Words(filing=filing, concept=key.concept, printed=figure.printed, format=form, value=key.value)


def filings(data: Path) -> list[Path]:
    """The inline filings of a folder."""
    paths = sorted(path for path in (data / "filings").rglob("*.htm*") if is_inline(path.read_text("utf-8", "replace")))
    if not paths:
        raise NotThereError(f"there are no inline filings in {str(data / 'filings')!r}; give the folder above it")
    return paths


def markdown(verdicts: Sequence[Verdict]) -> str:
    """The verdicts as a table."""
    lines = ["| filing | facts | mismatches | referee silent |", "|---|---:|---:|---:|"]
    lines += [f"| {v.filing} | {v.facts:,} | {v.mismatches} | {v.silent} |" for v in verdicts]
    facts, wrong, silent = (sum(getattr(v, name) for v in verdicts) for name in ("facts", "mismatches", "silent"))
    return "\n".join([*lines, f"| **{len(verdicts)} filings** | **{facts:,}** | **{wrong}** | **{silent}** |", ""])


def main() -> None:
    """Compare all filings and print the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--markdown", type=Path)
    arguments = parser.parse_args()
    results = [compare(path) for path in filings(arguments.data)]
    verdicts, words = [v for v, _ in results], [w for _, some in results for w in some]
    if arguments.markdown:
        arguments.markdown.write_text(markdown(verdicts), encoding="utf-8")
    print(json.dumps({"filings": [asdict(v) for v in verdicts], "silent": [asdict(w) for w in words]}, indent=2))


if __name__ == "__main__":
    main()
