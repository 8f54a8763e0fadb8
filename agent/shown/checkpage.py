"""How is a check read in a browser? One page without assets: the text with every figure marked, its proof beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from tieout.agent.shown.htmlpage import asset, head
from tieout.checked import Checked, Judged
from tieout.document import Document
from tieout.fact import Fact
from tieout.locator import CellAddress

SIGNS = {"tied": "✓", "wrong": "✗", "untied": "?", "overridden": "✎"}
CONTEXT = 300
"""Characters of a text on either side of a figure that is shown as its context."""


def page(checked: Checked) -> str:
    """The whole page; nothing that the text or a source says is markup."""
    script = asset("check.js")
    top = head(f"{checked.name} – tie-out", asset("check.css"), script)
    return "".join([top, *_Page(checked).body(), f"<script>{script}</script>\n</html>\n"])


@dataclass(frozen=True)
class _Page:
    checked: Checked

    def body(self) -> Iterator[str]:
        """Summary, marked text, proofs, numerals that are no figures."""
        yield '<body>\n<a class="skip" href="#text">To the text</a>\n<header>\n'
        yield f"<h1>{escape(self.checked.name)}</h1>\n"
        yield from self._summary()
        yield '</header>\n<main>\n<section id="text" aria-label="Checked text" tabindex="-1">'
        yield from self._marked()
        yield '</section>\n<aside id="proofs" aria-label="Proofs" aria-live="polite">\n'
        yield '<p class="hint">Point at a figure, or step through them with Tab or the keys n and p.</p>\n'
        for number, figure in enumerate(self.checked.figures):
            yield from self._proof(number, figure)
        yield "</aside>\n</main>\n<footer>\n"
        yield from self._footer()
        yield "</footer>\n</body>\n"

    def _summary(self) -> Iterator[str]:
        states = [state_of(figure) for figure in self.checked.figures]
        words = {"tied": "Every figure ties to its source.", "empty": "The text states no figures."}
        said = words.get(self.checked.status, "Not every figure ties to its source.")
        yield f'<p class="verdict {self.checked.status}">{said}</p>\n'
        if states:
            yield '<div class="filters" role="group" aria-label="Which figures are shown">\n'
            yield f'<button type="button" data-show="all" aria-pressed="true">All <b>{len(states)}</b></button>\n'
            for state, sign in SIGNS.items():
                if count := states.count(state):
                    yield (
                        f'<button type="button" class="{state}" data-show="{state}" aria-pressed="false">'
                        f"{sign} {state.capitalize()} <b>{count}</b></button>\n"
                    )
            yield "</div>\n"
        for finding in self.checked.findings:
            said = f"{finding.text}: {finding.detail} ({finding.kind}, {finding.verdict})"
            yield f'<p class="finding {finding.verdict}">{shown(said)}</p>\n'
        for note in self.checked.notes:
            yield f'<p class="note">{escape(note)}</p>\n'

    def _marked(self) -> Iterator[str]:
        text, at = self.checked.text, 0
        numbered = sorted(enumerate(self.checked.figures), key=lambda pair: pair[1].span)
        for number, figure in numbered:
            start, end = figure.span
            state = state_of(figure)
            yield shown(text[at:start])
            yield (
                f'<a class="figure {state}" href="#f{number}" id="m{number}" data-state="{state}">'
                f'{shown(text[start:end])}<span class="sign" aria-label="{state}">{SIGNS[state]}</span></a>'
            )
            at = end
        yield shown(text[at:])

    def _proof(self, number: int, figure: Judged) -> Iterator[str]:
        state = state_of(figure)
        yield f'<article id="f{number}" class="{state}" data-state="{state}">\n'
        sign = f'<span class="state">{SIGNS[state]} {state}</span>'
        yield f'<h2><a href="#m{number}">{shown(figure.text)}</a> {sign}</h2>\n'
        if figure.reason is not None:
            yield f'<p class="reason"><code>{figure.reason}</code> {shown(figure.detail)}</p>\n'
        if figure.override is not None:
            by, why = escape(figure.override.by), escape(figure.override.reason)
            yield f'<p class="override">Found {figure.verdict}; answered for by <b>{by}</b>: {why}</p>\n'
        if figure.fact is not None:
            yield from self._fact(figure.fact, figure.quote)
        if figure.calculation is not None:
            value = f"{figure.calculation.value:,.6f}".rstrip("0").rstrip(".")
            equals = f"{shown(figure.calculation.formula)} = {value} {escape(figure.calculation.unit)}"
            yield f'<p class="formula">{equals}</p>\n'
            for fact, quote in zip(figure.operands, figure.quotes, strict=True):
                yield from self._fact(fact, quote)
        yield f'<p class="context">{self._context(figure)}</p>\n</article>\n'

    def _context(self, figure: Judged) -> str:
        """The line around a figure, for who comes to the proof first."""
        text, (start, end) = self.checked.text, figure.span
        low = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
        cut = text.find("\n", end)
        high = min(len(text) if cut < 0 else cut, end + CONTEXT)
        return f"{shown(text[low:start])}<mark>{shown(text[start:end])}</mark>{shown(text[end:high])}"

    def _fact(self, fact: Fact, quote: str) -> Iterator[str]:
        document = next((d for d in self.checked.documents if d.id == fact.document), None)
        period = f"{fact.period.start} to {fact.period.end}" if fact.period.start else f"at {fact.period.end}"
        value = "none" if fact.value is None else f"{fact.value:,f}"
        rows = [
            ("Metric", f"{fact.label} ({fact.concept})"),
            ("Value", f"{value} {fact.unit}"),
            ("Period", f"{period}{f' ({fact.period.fiscal})' if fact.period.fiscal else ''}"),
            ("Of", ", ".join([fact.entity.name, *(d.label for d in fact.dimensions)])),
            ("Place", _place(fact, document)),
        ]
        yield '<div class="fact">\n'
        yield f"<blockquote>{shown(quote or fact.printed)}</blockquote>\n<dl>\n"
        for name, said in rows:
            yield f"<dt>{name}</dt><dd>{shown(said)}</dd>\n"
        yield "</dl>\n</div>\n"

    def _footer(self) -> Iterator[str]:
        skipped = self.checked.skipped
        if skipped:
            yield f"<details><summary>{len(skipped)} numerals are no figures</summary>\n<ul>\n"
            for one in skipped:
                yield f"<li><code>{shown(one.text)}</code> {escape(one.rule)}</li>\n"
            yield "</ul></details>\n"
        yield "<details open><summary>Sources</summary>\n<ul>\n"
        for document in self.checked.documents:
            parts = (document.title, document.accession, document.content_hash[:16])
            yield f"<li>{' · '.join(escape(p) for p in parts if p)}</li>\n"
        yield "</ul></details>\n"


def state_of(figure: Judged) -> str:
    """Its verdict, or that a person answers for it."""
    return "overridden" if figure.override is not None else figure.verdict


def shown(text: str) -> str:
    """Text as it is, escaped; what is not printed, or turns the direction of reading, shows as a mark."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in escape(text))


def _place(fact: Fact, document: Document | None) -> str:
    """Document, accession, section, page or cell."""
    locator = fact.locator
    cell: CellAddress | None = locator.cell if locator.kind in {"cell", "tag"} else None
    parts = [fact.document, document.accession if document else None, locator.section]
    if locator.kind == "page":
        parts.append(f"page {locator.page}")
    if cell is not None:
        parts.append(f"table {cell.table + 1}, row {cell.row + 1}, column {cell.column + 1}")
    if document is not None and document.url:
        parts.append(document.url)
    return ", ".join(p for p in parts if p)
