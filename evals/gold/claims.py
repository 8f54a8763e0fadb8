"""Claims on tables of scientific papers (SciTab): what the checker, made for filings, says of each."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from tieout.evals.gold.records import entries, read_json, rows, strings, words
from tieout.evals.gold.sources import Page, Shelf
from tieout.tools.checking.check import check
from tieout.tools.checking.markdown import read_markdown

_MARKS = re.compile(r"\[[A-Z]+\]\s*")


def scitab(path: Path, shelf: Shelf) -> tuple[Mapping[str, Mapping[str, int]], list[str]]:
    """Statuses of whole claims by their label, and the ids of refuted claims that tied."""
    found: dict[str, Counter[str]] = {}
    accepted: list[str] = []
    for one in entries(read_json(path)):
        head = strings(one["table_column_names"])
        cells = tuple(tuple(_MARKS.sub("", cell) for cell in row) for row in rows(one["table_content_values"]))
        source = shelf.source(Page(year=None, texts=(), tables=((words(one["table_caption"]), (head, *cells)),)))
        claim = read_markdown("claim", _MARKS.sub("", words(one["claim"])))
        status = check(claim, source.facts, source.vocabulary).status
        label = words(one["label"])
        found.setdefault(label, Counter())[status] += 1
        if status == "tied" and label != "supports":
            accepted.append(words(one["id"]))
    return {label: dict(sorted(counts.items())) for label, counts in sorted(found.items())}, accepted
