"""How much of what management says in its discussion ties? Every figure of its prose, tagged or not."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tieout.evals.mutation.source import Filing, Place

_SECTION = "Item 7"


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph of the discussion."""

    place: Place
    text: str
    headings: tuple[str, ...]
    elsewhere: bool = False
    """Nobody knows: most of its figures carry no tag."""


def paragraphs(filing: Filing, count: int, rng: random.Random) -> list[Paragraph]:
    """Some paragraphs of the discussion that have digits, without tables, in order."""
    found = list(_paragraphs(filing))
    chosen = sorted(rng.sample(range(len(found)), min(count, len(found))))
    return [found[at] for at in chosen]


def _paragraphs(filing: Filing) -> Iterator[Paragraph]:
    holes = sorted((table.start, table.end) for table in filing.tables)
    for section in filing.sections:
        if section.name != _SECTION:
            continue
        at = section.start
        for line in filing.text[section.start : section.end].split("\n"):
            end = at + len(line)
            inside = any(low < end and at < high for low, high in holes)
            if not inside and line.endswith((".", ":", ";")) and any(map(str.isdigit, line)):
                yield Paragraph(place=(filing.paragraph(at)[0], -1), text=line, headings=filing.headings(at))
            at = end + 1
