"""How is an answer shown in a chat? As Markdown in which nothing that a filing says is markup."""

import re

from tieout.answer import Answer, Citation

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_IN_TABLE = re.compile(r"(\\(?!\|)|[`*_{}\[\]<>#!~])")
HEADING = "## "
HEADED = re.compile(r"## [A-Z][A-Za-z ,]{1,60}")
"""A heading of an answer that is put together of parts."""
_MARK = re.compile(r"(\[\d{1,4}\])")


def chat_text(answer: Answer) -> str:
    """The text, what was withheld, notes, and the sources by their marks."""
    parts = ["\n".join(line_of_answer(line) for line in answer.text.splitlines())]
    if answer.status == "partial":
        reasons = dict.fromkeys(w.detail.rstrip(".") for w in answer.withheld if w.detail)
        parts.append("\n".join(f"Not verifiable: {escape(reason)}." for reason in reasons))
    if answer.assumptions or answer.notes:
        parts.append("\n".join(f"Note: {escape(n)}" for n in (*answer.assumptions, *answer.notes)))
    if answer.citations:
        parts.append("Sources\n\n" + "\n".join(source_line(c) for c in answer.citations))
    return "\n\n".join(parts)


def line_of_answer(line: str) -> str:
    """A line of the text with its marks, its headings, lists and tables as they are, and nothing else as markup."""
    table = line.startswith("|")
    marker = HEADING if HEADED.fullmatch(line) else "- " if line.startswith("- ") else ""
    return marker + "".join(
        part if _MARK.fullmatch(part) else escape(part, table=table) for part in _MARK.split(line[len(marker) :])
    )


def source_line(citation: Citation) -> str:
    """One source: mark, document, section or page, and the quotation."""
    where = [citation.document, citation.accession, citation.section]
    if citation.page is not None:
        where.append(f"page {citation.page}")
    place = ", ".join(escape(w) for w in where if w)
    return f"[{citation.mark}] {place}: “{escape(short(citation.quote))}”"


def short(quote: str, limit: int = 300) -> str:
    """A quotation that fits a line of sources; a cut one says so."""
    flat = " ".join(quote.split())
    return flat if len(flat) <= limit else flat[:limit].rsplit(" ", 1)[0] + " …"


def escape(text: str, *, table: bool = False) -> str:
    """Text whose characters mean themselves in Markdown and HTML; a table's bars stay."""
    return (_IN_TABLE if table else _MARKUP).sub(r"\\\1", text).replace("&", "&amp;")
