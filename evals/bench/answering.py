"""How often is an answer right? Where the evaluations of whole answers have written what they found."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

PAGES: Final = (
    ("questions.md", "look-up, change, ratio, share, comparison, trend and parts, from tagged figures of 10-Ks"),
    ("quarters.md", "quarters, fourth quarters, year to date and trailing twelve months, from 10-Ks and 10-Qs"),
    ("reports.md", "figures of annual reports in PDF, and what is not there"),
    ("pages.md", "FinQA, TAT-QA and ConvFinQA, the given page as the only source"),
)


def lines(folder: Path) -> Iterator[str]:
    """The section; nothing where nothing was measured."""
    found = [(name, what) for name, what in PAGES if (folder / name).is_file()]
    if not found:
        return
    yield from ("", "## Answers: right, wrong, abstained", "")
    yield from (f"- [{name}](results/{name}): {what}" for name, what in found)
