"""How does a run read? One section a node: what it got, what it made of it, what it refused and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tieout.agent.llm.steered import TOLD
from tieout.agent.shown.present import escape
from tieout.agent.state import Found
from tieout.agent.steering import CHANGES
from tieout.answer import Answer
from tieout.claim import Failure, Slot, Verdict
from tieout.question import Draft, Plan, SubQuestion
from tieout.tools.tracing import RunRecord

_HEAD = """# One run, node by node

This page is written by `python -m tieout.evals.shownrun`: one question to the three sample filings, answered by the
whole graph, with a model whose words are a script. The script errs on purpose: it binds last year's figure to this
year's sentence, types a percentage by hand, and boasts. Nothing else is scripted. What a model's own quality would be,
this page does not show; what happens to its errors, it does.
"""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One node's update."""

    node: str
    update: object

    def get(self, channel: str) -> object:
        """What it wrote into a channel; None where nothing."""
        return self.update.get(channel) if isinstance(self.update, Mapping) else None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One run: what was asked, what each node wrote, the record that was kept, the prompts that were sent."""

    question: str
    steps: tuple[Step, ...]
    record: RunRecord
    calls: tuple[str, ...]


def page(run: Shown) -> str:
    """The run as Markdown; the same for the same run, whatever the clock says."""
    parts = [_HEAD, f"> {escape(run.question)}\n"]
    drafts = [step.get("draft") for step in run.steps if step.node == "draft"]
    left = iter([draft for draft in drafts if isinstance(draft, Draft)])
    rounds = Rounds(drafts=left, left=len(drafts))
    for number, (node, steps) in enumerate(groupby(run.steps, key=lambda step: step.node), 1):
        lines = [line for step in steps for line in told(step, rounds)]
        ordered = sorted(lines) if node == "retrieve" else lines
        parts.append("\n".join([f"## {number}. {node}", "", *ordered]).rstrip() + "\n")
    return "\n".join([*parts, "\n".join(kept(run))])


@dataclass(kw_only=True)
class Rounds:
    """Where in its rounds the telling of a run is."""

    drafts: Iterator[Draft]
    left: int
    """Drafts that are still to come."""
    now: Draft = field(default_factory=Draft)

    def begin(self) -> Draft:
        """The next draft."""
        self.now, self.left = next(self.drafts), self.left - 1
        return self.now


def told(step: Step, rounds: Rounds) -> Iterator[str]:
    """What one node's update says, in the words of that node."""
    plan, found, answer = (step.get(name) for name in ("plan", "found", "answer"))
    if step.node == "critic":
        yield from judged(step, rounds)
    elif step.node == "draft":
        yield from drafted(rounds.begin())
    elif step.node == "publish" and isinstance(answer, Answer):
        yield from printed(answer)
    elif step.node == "plan" and isinstance(plan, Plan):
        yield from table(("id", "asks for", "in words"), [(s.id, s.ask, s.text) for s in plan.subquestions])
    elif step.node == "retrieve" and isinstance(found, Mapping):
        yield from (looked(key, one) for key, one in found.items() if isinstance(one, Found))
    else:
        yield _ELSE.get(step.node, "")


_ELSE = {
    "intake": "The question is neither empty nor too long; nothing of a thread comes before it.",
    "gather": "Every sub-question is about a company and periods that are indexed; nothing has to be fetched.",
    "rerank": "The best passages of each sub-question, in order; none is judged away.",
    "trace": "The run record is kept.",
}


def looked(key: str, found: Found) -> str:
    """What one branch of the retrieval brought."""
    again = f", after {len(found.looks)} other looks" if found.round else ""
    return f"- {key}: {len(found.facts)} facts, {len(found.passages)} passages{again}"


def drafted(draft: Draft) -> Iterator[str]:
    """The templates as the model wrote them, with what fills their gaps."""
    yield f"Written by {draft.written_by}: templates whose gaps name facts or operations; code fills them."
    yield ""
    rows = [
        (c.subquestion, c.kind, c.template, "; ".join(filling(n, s) for n, s in c.slots.items())) for c in draft.claims
    ]
    yield from table(("answers", "kind", "template", "gaps"), rows)
    if draft.failures:
        yield ""
        yield "Refused before the critic, because it could not be bound, or declared missing:"
        yield ""
        yield from table(
            ("answers", "sentence", "why"), [(f.subquestion or "", f.text, f.detail) for f in draft.failures]
        )


def filling(name: str, slot: Slot) -> str:
    """What a gap holds: a fact, or a calculation over facts."""
    return f"{name}: a fact" if slot.calculation is None else f"{name}: {slot.calculation.operation} of two facts"


def judged(step: Step, rounds: Rounds) -> Iterator[str]:
    """The critic's word on each claim, and what the loop changes for each failure."""
    verdicts, failures, pending = (several(step.get(name)) for name in ("verdicts", "failures", "pending"))
    judgements = [v for v in verdicts if isinstance(v, Verdict)]
    yield "The finished sentences, with the figures that code filled in; each was read again from scratch."
    yield ""
    pairs = zip(rounds.now.claims, judgements, strict=True)
    yield from table(("sentence", "kind", "verdict"), [(v.sentence, c.kind, verdict(v)) for c, v in pairs])
    if not rounds.left:
        return
    yield ""
    yield "What failed, and what is changed for another round:"
    yield ""
    rows = [
        (f.subquestion or "", f.reason, CHANGES[f.reason], TOLD[CHANGES[f.reason]])
        for f in failures
        if isinstance(f, Failure)
    ]
    yield from table(("sub-question", "failure", "change", "what the drafter is told"), list(dict.fromkeys(rows)))
    if again := ", ".join(s.id for s in pending if isinstance(s, SubQuestion)):
        yield ""
        yield f"Looked for again, in ways that were not tried yet: {again}."


def several(channel: object) -> tuple[object, ...]:
    """What a channel holds, where it holds several things."""
    return channel if isinstance(channel, tuple) else ()


def verdict(one: Verdict) -> str:
    """Proven by so many proofs, or refused with its reasons."""
    if one.failures:
        return "refused: " + "; ".join(f"{f.reason} ({f.detail})" for f in one.failures)
    figures = ", ".join(p.figure.text for p in one.proofs)
    return f"proven: {figures}" if figures else "verified: a cited sentence says it in the same words"


def printed(answer: Answer) -> Iterator[str]:
    """What a reader gets, and what is held back from him."""
    score = f"{answer.faithfulness:.2f}" if answer.faithfulness is not None else "none"
    yield f"Status `{answer.status}`, faithfulness {score} (verified claims over all claims of the best draft)."
    yield ""
    yield "Printed:"
    yield ""
    yield from (f"> {escape(line)}" if line else ">" for line in answer.text.splitlines())
    yield ""
    yield "Sources of it:"
    yield ""
    yield from table(("mark", "document", "section"), [(c.mark, c.document, c.section or "") for c in answer.citations])
    yield ""
    yield "Withheld:"
    yield ""
    yield from table(("about", "reason", "detail"), [(w.text, w.reason, w.detail) for w in answer.withheld])


def kept(run: Shown) -> Iterator[str]:
    """The run record, without what a clock or a counter made."""
    record = run.record
    yield "## What was kept of it"
    yield ""
    yield f"- nodes: {' → '.join(name for name, _ in groupby(name for name, _, _ in record.spans))}"
    yield f"- rounds: {record.rounds}, written by {record.written_by}, status {record.status}"
    yield f"- prompts sent: {', '.join(run.calls)}"
    yield f"- {record.retrieved} facts and passages found, {record.cited} cited"
    yield ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A Markdown table whose cells mean themselves."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(escape(' '.join(cell.split())) for cell in row)} |"
