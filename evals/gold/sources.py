"""A data set's page as a source: a short annual report with its text and its table, read by our own reader."""

import re
from dataclasses import dataclass
from html import escape
from itertools import count
from pathlib import Path

from tieout.evals.gold.records import Rows
from tieout.evals.gold.verdicts import Source
from tieout.tools.checking.markdown import read_markdown
from tieout.tools.checking.sources import of_files
from tieout.tools.figures.vocabulary import Vocabulary

COMPANY = "Larkspur Corporation"
"""Whose report every page is taken for: the data sets do not say, or say it in a file name only."""
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b({_MONTHS})\s+(3[01]|2\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a page says: sentences, then tables, each with what stands above it."""

    year: int | None
    texts: tuple[str, ...]
    tables: tuple[tuple[str, Rows], ...]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Writes pages to a folder and reads them."""

    folder: Path
    vocabulary: Vocabulary
    numbers: "count[int]"

    @classmethod
    def at(cls, folder: Path) -> "Shelf":
        """A shelf in an empty folder."""
        return cls(folder=folder, vocabulary=Vocabulary.load(), numbers=count(1))

    def source(self, page: Page) -> Source:
        """One page as what statements are checked against."""
        path = self.folder / f"page-{next(self.numbers)}.html"
        path.write_text(html(page), encoding="utf-8")
        return Source(facts=of_files([path], read_markdown("statement", "")), vocabulary=self.vocabulary)


def html(page: Page) -> str:
    """The page as an annual report without tags."""
    parts = [*(f"<p>{escape(text)}</p>" for text in page.texts)]
    for above, rows in page.tables:
        lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
        parts.append(f"<p>{escape(above)}</p><table>{lines}</table>")
    return f"<html><head><title>Annual report</title></head><body>{_cover(page)}{''.join(parts)}</body></html>"


def _cover(page: Page) -> str:
    year = page.year or latest_year(page)
    ended = f"<p>For the fiscal year ended {_year_end(page)}, {year}</p>" if year else ""
    return (
        "<p>UNITED STATES SECURITIES AND EXCHANGE COMMISSION</p><p>FORM 10-K</p><p>ANNUAL REPORT</p>"
        f"{ended}<p>{COMPANY}</p><p>(Exact name of registrant as specified in its charter)</p><p>Financial data</p>"
    )


def latest_year(page: Page) -> int | None:
    """The newest year that heads a column of a table; None where none does."""
    heads = (cell for _, rows in page.tables for row in rows[:3] for cell in row)
    return max((int(year) for cell in heads for year in _YEAR.findall(cell)), default=None)


def _year_end(page: Page) -> str:
    """The day that the page's tables, else its texts, name first as the end of a month; the calendar year's last."""
    heads = [cell for _, rows in page.tables for row in rows[:3] for cell in row]
    for text in (*heads, *page.texts):
        match = _DAY.search(text)
        if match:
            return f"{match[1].capitalize()} {match[2]}"
    return "December 31"
