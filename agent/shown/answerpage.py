"""How is one answer read on a page? In Markdown, or in HTML without assets, with the proof of every figure."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from tieout.agent.jobs.reportpage import Finding, section
from tieout.agent.shown.htmlpage import asset, head
from tieout.agent.shown.present import short
from tieout.agent.shown.sheet import clean
from tieout.agent.shown.tabled import place, signed
from tieout.answer import Answer, AnswerFigure, OperandShown, Source

_MARK = re.compile(r"\[(\d{1,4})\]")
_RULE = re.compile(r"\|(?: -{3}:? \|)+")


def answer_page(answer: Answer, *, html: bool) -> str:
    """The answer as a page of its own; nothing that a filing says is markup."""
    if html:
        return "".join(_page(answer))
    body = "\n\n".join(section(1, Finding(question=answer.question, answer=answer)))
    return body.replace("## 1. ", "# ", 1) + "\n"


def _page(answer: Answer) -> Iterator[str]:
    yield head(clean(answer.question), asset("answer.css"))
    yield f"<body>\n<main>\n<h1>{escape(clean(answer.question))}</h1>\n"
    yield f'<p class="status {answer.status}">{escape(_state(answer))}</p>\n'
    marks = {c.mark for c in answer.citations}
    for block in answer.text.split("\n\n"):
        yield _block([line for line in block.splitlines() if line.strip()], marks)
    if answer.withheld:
        items = "".join(f"<li><code>{w.reason}</code> {escape(clean(w.detail))}</li>\n" for w in answer.withheld)
        yield f"<h2>Withheld</h2>\n<ul>\n{items}</ul>\n"
    if notes := (*answer.assumptions, *answer.notes):
        yield f"<h2>Notes</h2>\n<ul>\n{''.join(f'<li>{escape(clean(n))}</li>{chr(10)}' for n in notes)}</ul>\n"
    if answer.figures:
        yield from _proofs(answer.figures)
    if answer.citations:
        yield "<h2>Sources</h2>\n<ol>\n"
        for c in answer.citations:
            where = ", ".join(str(p) for p in (c.document, c.accession, c.section, c.page and f"page {c.page}") if p)
            yield f'<li id="s{c.mark}" value="{c.mark}">{escape(where)}: “{escape(short(clean(c.quote)))}”</li>\n'
        yield "</ol>\n"
    yield "</main>\n</body>\n</html>\n"


def _state(answer: Answer) -> str:
    """Status, author, as-of and faithfulness in one line."""
    shown = [answer.status, f"written by {answer.written_by}"]
    shown += [f"as of {answer.as_of}"] if answer.as_of else []
    if answer.faithfulness is not None:
        shown.append(f"faithfulness {answer.faithfulness:.2f} (threshold {answer.threshold:.2f})")
    return " · ".join(shown)


def _block(lines: Sequence[str], marks: set[str]) -> str:
    """A heading, a paragraph, a list or a table of the answer's text, or a heading with one of them below it."""
    if not lines:
        return ""
    if lines[0].startswith("## "):
        return f"<h2>{_text(lines[0][3:], marks)}</h2>\n{_block(lines[1:], marks)}"
    if len(lines) > 1 and _RULE.fullmatch(lines[1]):
        body = "".join(_row(line, "td", marks) for line in lines[2:])
        return f"<table>\n<thead>\n{_row(lines[0], 'th', marks)}</thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    if all(line.startswith("- ") for line in lines):
        return f"<ul>\n{''.join(f'<li>{_text(line[2:], marks)}</li>{chr(10)}' for line in lines)}</ul>\n"
    return f"<p>{_text(' '.join(lines), marks)}</p>\n"


def _row(line: str, tag: str, marks: set[str]) -> str:
    cells = re.split(r"(?<!\\) \| ", line.removeprefix("| ").removesuffix(" |"))
    shown = (_text(cell.replace("\\|", "|"), marks) for cell in cells)
    return "<tr>" + "".join(f"<{tag}>{text}</{tag}>" for text in shown) + "</tr>\n"


def _text(text: str, marks: set[str]) -> str:
    """Text whose marks lead to their sources."""

    def linked(match: re.Match[str]) -> str:
        return f'<a class="mark" href="#s{match[1]}">[{match[1]}]</a>' if match[1] in marks else match[0]

    return _MARK.sub(linked, escape(clean(text)))


def _proofs(figures: Sequence[AnswerFigure]) -> Iterator[str]:
    yield '<h2>Proofs</h2>\n<table class="proofs">\n<thead>\n<tr><th>Figure</th><th>Metric</th><th>Period</th>'
    yield "<th>Source</th></tr>\n</thead>\n<tbody>\n"
    for figure in dict.fromkeys(figures):
        how = f"= {figure.calculation.formula}" if figure.calculation else source(figure.source)
        yield _cells(signed(figure), f"{figure.entity.name}, {figure.metric}", figure, how)
        for operand in figure.calculation.operands if figure.calculation else ():
            yield _cells(f"↳ {operand.value:,f} {operand.unit}", operand.metric, operand, source(operand.source))
    yield "</tbody>\n</table>\n"


def _cells(text: str, metric: str, of: AnswerFigure | OperandShown, how: str) -> str:
    period = f"{of.period.start} to {of.period.end}" if of.period.start else f"at {of.period.end}"
    return "<tr>" + "".join(f"<td>{escape(clean(cell))}</td>" for cell in (text, metric, period, how)) + "</tr>\n"


def source(of: Source) -> str:
    """Where a figure stands, and the words there."""
    where = ", ".join(w for w in (of.form, of.accession or of.document, place(of)) if w)
    return f"{where}: “{short(clean(of.quote))}”"
