"""How does a report read? As Markdown: what answers say, with their proofs; nothing that a filing says is markup."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tieout.agent.jobs.job import Job
from tieout.agent.shown.present import HEADED, escape, short, source_line
from tieout.answer import Answer, AnswerFigure, Cost, Dates, OperandShown, Source, Withheld
from tieout.claim import Reason
from tieout.model import Thing

COLUMNS = ("Figure", "Metric", "Period", "Accession", "Section", "Quotation")

_RULE = re.compile(r"\|(?: -{3}:? \|| -{3}: \|)+")
_LINKS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)
_OPENS_BLOCK = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")
_MARK = re.compile(r"\\\[(\d+)\\\](?![(:])")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of reading."""


class Finding(Thing):
    """One question as it was asked, and its answer or the error that ended it."""

    question: str
    companies: tuple[str, ...] = ()
    answer: Answer | None = None
    error: str = ""
    """Name of the error's class; empty when there is an answer."""
    message: str = ""
    reason: Reason | None = None
    """Why it was not even asked."""
    cost: Cost = Cost()
    """What a question cost that was not answered."""
    seconds: float = 0.0
    """How long it took."""

    @property
    def status(self) -> str:
        """The answer's status, "not_asked", or "error"."""
        if self.answer is not None:
            return self.answer.status
        return "error" if self.reason is None else "not_asked"

    @property
    def waits(self) -> bool:
        """Whether a person has to decide about it."""
        return self.status == "needs_review"

    @property
    def spent(self) -> Cost:
        """What models were paid for it, with or without an answer."""
        return self.answer.cost if self.answer is not None else self.cost


def page(job: Job, findings: Sequence[Finding], day: date) -> str:
    """The whole report."""
    head = [f"# {plain(job.title)}", " · ".join(plain(p) for p in facts_of(job, findings, day))]
    parts = [part for number, f in enumerate(findings, start=1) for part in section(number, f)]
    return "\n\n".join([*head, *parts]) + "\n"


def facts_of(job: Job, findings: Sequence[Finding], day: date) -> Iterator[str]:
    """The line below the title: date, as-of date, companies, and how the questions ended."""
    yield day.isoformat()
    if job.as_of is not None:
        yield f"as of {job.as_of.isoformat()}"
    if job.companies:
        yield ", ".join(job.companies)
    words = {"answered": "answered", "partial": "partly answered", "abstained": "not verifiable"}
    words |= {"needs_review": "waiting for review", "error": "failed", "not_asked": "not asked"}
    for status, word in words.items():
        if count := sum(f.status == status for f in findings):
            yield f"{count} of {len(findings)} {word}"
    yield from spent(job, findings)


def total(findings: Sequence[Finding]) -> Cost:
    """What all of them cost together."""
    cost = Cost()
    for finding in findings:
        cost = cost.plus(finding.spent)
    return cost


def spent(job: Job, findings: Sequence[Finding]) -> Iterator[str]:
    """What models were paid for the report, and of which budget; nothing where no model was asked."""
    cost = total(findings)
    if not (cost.input_tokens or cost.output_tokens or cost.usd):
        return
    of = f" of {job.max_usd} USD" if job.max_usd is not None else ""
    yield f"cost {cost.usd.normalize():f} USD{of}, {cost.input_tokens:,} tokens in, {cost.output_tokens:,} out"
    if any(not f.spent.usd and f.spent.input_tokens for f in findings):
        yield "some tokens are of a model without a listed price and count as no money"


def section(number: int, finding: Finding) -> Iterator[str]:
    """One question with everything that its answer says."""
    yield f"## {number}. {plain(finding.question)}"
    answer = finding.answer
    if answer is None and finding.reason is not None:
        yield f"Not asked (`{finding.reason}`): {plain(finding.message)}"
        return
    if answer is None:
        yield f"Not answered, {finding.error}: {plain(finding.message)}"
        return
    yield said(answer)
    if finding.waits:
        yield how_to_answer(answer.run_id)
    if answer.figures:
        yield proofs(answer.figures)
    if answer.citations:
        yield "Sources\n\n" + "\n".join(f"- {links(one_line(source_line(c)))}" for c in answer.citations)
    if answer.withheld:
        yield "Withheld\n\n" + "\n".join(withheld(w, finding.question) for w in answer.withheld)
    if notes := (*answer.assumptions, *answer.notes):
        yield "Notes\n\n" + "\n".join(f"- {plain(n)}" for n in notes)


def how_to_answer(review: str) -> str:
    """What a person types to see a parked answer, and to decide about it."""
    return (
        f"See it with `tieout review {review}`, and decide with `tieout review {review} approve`, `edit`, `more` or "
        "`reject`; this report is then written again."
    )


def withheld(what: Withheld, question: str) -> str:
    """What is not printed, and why; without the question itself, which stands above."""
    text = f" (“{plain(short(what.text))}”)" if what.text not in {"", question} else ""
    return f"- `{what.reason}`: {plain(what.detail)}{text}"


def said(answer: Answer) -> str:
    """The answer's text; only the layout that an answer has by itself is kept: list items, tables and marks."""
    marks = {c.mark for c in answer.citations}
    return "\n\n".join(block(b.splitlines(), marks) for b in answer.text.split("\n\n") if b.strip())


def block(lines: Sequence[str], marks: set[str]) -> str:
    """One paragraph, list or table."""
    if len(lines) > 1 and _RULE.fullmatch(lines[1]):
        body = [row([with_marks(c, marks) for c in cells(line)]) for line in lines[2:]]
        return "\n".join([row([cell(c) for c in cells(lines[0])]), lines[1], *body])
    if HEADED.fullmatch(lines[0]):
        return "\n\n".join([f"#{lines[0]}", *([block(lines[1:], marks)] if lines[1:] else [])])
    return "\n".join(
        f"- {with_marks(line[2:], marks)}" if line.startswith("- ") else with_marks(line, marks) for line in lines
    )


def cells(line: str) -> list[str]:
    """The cells of a table's line."""
    return line.removeprefix("| ").removesuffix(" |").split(" | ")


def row(texts: Sequence[str]) -> str:
    """A table's line of cells that are safe already."""
    return "| " + " | ".join(texts) + " |"


def proofs(figures: Sequence[AnswerFigure]) -> str:
    """A table with one line a figure, and below a calculated one its formula's operands."""
    lines = [row(COLUMNS), row(["---"] * len(COLUMNS))]
    for figure in figures:
        if figure.calculation is None:
            lines.append(proof(figure.text, named(figure), figure.period, figure.source))
            continue
        formula = f"= {figure.calculation.formula}"
        lines.append(row([cell(c) for c in (figure.text, named(figure), dates(figure.period), "", "", formula)]))
        lines += [operand(o) for o in figure.calculation.operands]
    return "\n".join(lines)


def named(figure: AnswerFigure | OperandShown) -> str:
    """Whose metric it is."""
    return f"{figure.entity.name}, {figure.metric}"


def operand(shown: OperandShown) -> str:
    """The line of one fact of a calculation."""
    return proof(f"{shown.value:,f} {shown.unit}", f"↳ {named(shown)}", shown.period, shown.source)


def proof(text: str, metric: str, period: Dates, source: Source) -> str:
    """The line of one fact: where it stands and the words there."""
    locator = source.locator
    page_number = f"page {locator.page}" if locator.kind == "page" else None
    where = ", ".join(p for p in (locator.section, page_number) if p)
    columns = (text, metric, dates(period), source.accession or source.document, where, f"“{short(source.quote)}”")
    return row([cell(c) for c in columns])


def dates(period: Dates) -> str:
    """A period by its dates."""
    return f"{period.start} to {period.end}" if period.start else f"at {period.end}"


def with_marks(text: str, marks: set[str]) -> str:
    """Plain text in which the marks of citations stay marks."""
    return _MARK.sub(lambda m: f"[{m[1]}]" if m[1] in marks else m[0], plain(text))


def plain(text: str) -> str:
    """One line in which every character means itself, also to a renderer that makes links of addresses."""
    return _OPENS_BLOCK.sub(r"\1\\", cell(text))


def cell(text: str) -> str:
    """As `plain`, where no paragraph or list item starts."""
    return links(escape(one_line(text)))


def links(text: str) -> str:
    """Text whose addresses are not made links."""
    return _LINKS.sub(r"\\", text)


def one_line(text: str) -> str:
    """Text with single spaces only, without characters that cannot be seen."""
    return " ".join(_UNSEEN.sub("", text).split())
