"""How is an answer shown in a chat? As Markdown in which nothing that a filing says is markup."""

import re

from tieout.answer import Answer, Citation

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~])")


def chat_text(answer: Answer) -> str:
    """The text, what was withheld, notes, and the sources by their marks."""
    parts = [answer.text]
    if answer.status == "partial":
        parts.append("\n".join(f"Not verifiable: {escape(w.detail)}." for w in answer.withheld))
    if answer.assumptions or answer.notes:
        parts.append("\n".join(f"Note: {escape(n)}" for n in (*answer.assumptions, *answer.notes)))
    if answer.citations:
        parts.append("Sources\n\n" + "\n".join(source_line(c) for c in answer.citations))
    return "\n\n".join(parts)


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


def escape(text: str) -> str:
    """Text whose characters mean themselves in Markdown and HTML."""
    return _MARKUP.sub(r"\\\1", text).replace("&", "&amp;")
