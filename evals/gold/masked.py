"""Sentences of annual reports with one figure taken out and put back, or another in its place (FAITH)."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from tieout.evals.gold.records import Json, entries, entry, read_json, rows, words
from tieout.evals.gold.sources import Page, Shelf
from tieout.evals.gold.verdicts import Said, Source
from tieout.tools.figures.agreement import agrees
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.reading import Reading

_SPACES = re.compile(r"\s+")
_MOST = 4


def masked(path: Path, shelf: Shelf) -> Iterator[Said]:
    """Each sentence as it was and with up to four other figures of the same report, against the report's tables."""
    for report in entries(read_json(path)):
        source = shelf.source(_page(report))
        instances = entries(report["instances"])
        pool = _pool(report)
        for one in instances:
            yield from _filled(one, source, pool)


def _page(report: dict[str, Json]) -> Page:
    """The tables with what stands above them; the filing reports the year before it was filed."""
    year = int(words(entry(report["metadata"])["filing_date"])[:4]) - 1
    tables = entries(report["tables"])
    return Page(year=year, texts=(), tables=tuple((words(one["pre_text"]), rows(one["cells"])) for one in tables))


def _pool(report: dict[str, Json]) -> list[Reading]:
    """Every figure that the report's masked sentences print, each once."""
    found: dict[str, Reading] = {}
    for one in entries(report["instances"]):
        for reading in figures(words(one["sentence"])):
            if reading.is_figure and reading.value:
                found.setdefault(reading.text, reading)
    return list(found.values())


def _filled(one: dict[str, Json], source: Source, pool: Sequence[Reading]) -> Iterator[Said]:
    sentence, before = _flat(words(one["sentence"])), _flat(words(one["pre_sentence"]))
    shape = _flat(words(one["masked_sentence"])).partition("[MASK]")
    printed = sentence[len(shape[0]) : len(sentence) - len(shape[2])]
    right = next((r for r in figures(printed) if r.is_figure and r.value is not None), None)
    if not shape[1] or right is None or shape[0] + printed + shape[2] != sentence:
        return
    for edit, text in (("", printed), *(("another figure", text) for text in _others(right, pool, words(one["uid"])))):
        start = len(before) + bool(before) + len(shape[0])
        whole = f"{before} {shape[0]}{text}{shape[2]}" if before else f"{shape[0]}{text}{shape[2]}"
        yield source.judge(whole, (start, start + len(text)), id=words(one["uid"]), true=not edit, edit=edit)


def _flat(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _others(right: Reading, pool: Sequence[Reading], salt: str) -> list[str]:
    """Figures of the same unit with another value."""
    value = abs(right.value) if right.value is not None else right.precision
    fit = [
        r
        for r in pool
        if r.unit == right.unit
        and r.value is not None
        and not agrees(abs(r.value), r.precision, value)
        and not agrees(value, right.precision, abs(r.value))
    ]
    return sorted((r.text for r in fit), key=lambda text: sha256((salt + text).encode()).digest())[:_MOST]
