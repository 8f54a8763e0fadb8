"""How does the checked file itself carry its verdicts? Markdown with footnotes, a Word document with comments."""

import re
from pathlib import Path

from tieout.checked import Checked, Judged
from tieout.errors import InputError
from tieout.tools.filings.sniff import load

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!~])")
_TEXTS = frozenset({".md", ".markdown", ".txt", ".text", ""})
SIGNS = {"tied": "✓", "wrong": "✗", "untied": "?", "overridden": "✎"}


def annotated(path: Path, checked: Checked) -> bytes:
    """The file with a note at every figure.

    Raises:
        InputError: it is neither Markdown, text nor DOCX.
    """
    data = load(path)
    if data.startswith(b"PK\x03\x04") and path.suffix.lower() == ".docx":
        from tieout.tools.checking.comments import commented  # noqa: PLC0415  # only for Word documents

        return commented(path, data, [(figure.span, said(figure)) for figure in checked.figures])
    if path.suffix.lower() in _TEXTS and not data.startswith(b"%PDF"):
        return footnoted(checked).encode("utf-8")
    raise InputError(f"--annotate writes Markdown, text and DOCX, not {path.suffix!r}; use --html for {str(path)!r}")


def footnoted(checked: Checked) -> str:
    """The Markdown with a footnote behind every figure, and the notes at its end."""
    parts, notes, at = list[str](), list[str](), 0
    taken = set(re.findall(r"\[\^([^\]]+)\]", checked.text))
    prefix = next(f"tieout{n or ''}-" for n in range(100) if not any(t.startswith(f"tieout{n or ''}-") for t in taken))
    for number, figure in enumerate(sorted(checked.figures, key=lambda one: one.span), start=1):
        parts += [checked.text[at : figure.span[1]], f"[^{prefix}{number}]"]
        notes.append(f"[^{prefix}{number}]: {_plain(said(figure))}")
        at = figure.span[1]
    text = "".join([*parts, checked.text[at:]])
    return f"{text.rstrip()}\n\n" + "\n".join(notes) + "\n" if notes else text


def said(figure: Judged) -> str:
    """One figure's verdict in a line: what it states and where that stands, or why it does not tie."""
    state = "overridden" if figure.override is not None else figure.verdict
    words = [f"{SIGNS[state]} {state}"]
    if figure.reason is not None:
        words.append(f"{figure.reason}: {figure.detail}" if figure.detail else figure.reason)
    if figure.override is not None:
        words.append(f"{figure.override.by} answers for it: {figure.override.reason}")
    if figure.calculation is not None and figure.verdict == "tied":
        words.append(figure.calculation.formula)
    if figure.fact is not None:
        words.append(f"{figure.fact.document}: “{' '.join(figure.quote.split())}”")
    words += [f"{f.document}: “{' '.join(q.split())}”" for f, q in zip(figure.operands, figure.quotes, strict=True)]
    return "; ".join(words)


def _plain(text: str) -> str:
    """Text whose characters mean themselves in Markdown."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")
