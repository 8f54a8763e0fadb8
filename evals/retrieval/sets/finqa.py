"""What does FinQA ask? Its questions over its own pages, each page a small document.

https://github.com/czyssrs/FinQA, MIT. A record's file name says company, year and page: "V/2008/page_17.pdf". Its
questions were asked of one page and do not say whose it is, so company and year are put in front of them here; what is
measured is which of a company's pages is found.
"""

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import cast

from tieout.errors import NotThereError
from tieout.evals.retrieval.asked import Asked

Record = Mapping[str, object]


def finqa(source: Path, out: Path) -> tuple[Path, tuple[Asked, ...]]:
    """Writes each page as an HTML file below `out`; gives that folder, and the questions with their page's file."""
    files = sorted(source.glob("*.json"))
    if not files:
        raise NotThereError(f"{str(source)!r} has no JSON file of FinQA records; name the set's folder")
    records = [record for file in files for record in cast("list[Record]", json.loads(file.read_text("utf-8")))]
    pages = out / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    for record in records:
        (pages / f"{_stem(record)}.html").write_text(_text(record), encoding="utf-8")
    unique = {str(record["id"]): record for record in records}
    return pages, tuple(_asked(name, record) for name, record in unique.items())


def _asked(name: str, record: Record) -> Asked:
    company, year, _ = _place(record)
    asked = " ".join(str(cast("Record", record["qa"])["question"]).split())
    stem = _stem(record)
    return Asked(id=name, question=f"{company} {year}: {asked}", documents=(stem,))


def _place(record: Record) -> tuple[str, str, str]:
    company, year, page = str(record["filename"]).split("/")
    return company, year, page.removesuffix(".pdf")


def _stem(record: Record) -> str:
    return "_".join(_place(record))


def _text(record: Record) -> str:
    """The page as HTML: a title with company and year, the text before the table, the table, the text after it."""
    company, year, _ = _place(record)
    title = escape(f"{company} {year} annual report")
    before, after = (_prose(cast("list[str]", record[name])) for name in ("pre_text", "post_text"))
    body = f"<h1>{title}</h1>{before}{_table(cast('list[list[str]]', record['table']))}{after}"
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


def _prose(sentences: Iterable[str]) -> str:
    """Without the lone full stops that the set has for empty table cells."""
    return f"<p>{escape(' '.join(sentence for sentence in sentences if sentence.strip(' .')))}</p>"


def _table(rows: Iterable[list[str]]) -> str:
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
