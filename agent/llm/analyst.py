"""A chat model as an `Analyst`: it plans, drafts and judges, and every name that it uses is checked."""

import asyncio
import re
from collections.abc import Mapping, Sequence

from tieout.agent.llm.drafting import Binder, Compute
from tieout.agent.llm.failures import TooLongError
from tieout.agent.llm.fence import fence, table
from tieout.agent.llm.judging import cited, judgement_from
from tieout.agent.llm.numbered import Numbered, numbered, passage_title
from tieout.agent.llm.planning import company_rows, plan_from
from tieout.agent.llm.schemas import DraftOut, JudgeOut, PlanOut
from tieout.agent.llm.steered import failure_rows
from tieout.agent.llm.structured import Structured
from tieout.answer import Cost
from tieout.claim import Claim, Failure
from tieout.document import Document, Entity, Passage
from tieout.ports import Evidence, Judgement, Snapshot
from tieout.prompts import Rendered, load
from tieout.question import Draft, Plan, Question

MAX_FACTS = 240
MAX_PASSAGES = 24
SHRUNK = 4
"""The part of the evidence that is shown where all of it is too long."""


class ModelAnalyst:
    """Thinks with one model; `metrics` is the vocabulary it may name (id → words), `compute` does all arithmetic."""

    def __init__(self, model: Structured, *, metrics: Mapping[str, str], compute: Compute) -> None:
        self.name = model.name
        self._model = model
        self._metrics = metrics
        self._compute = compute

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """Sub-questions over what is indexed; what the model names and does not exist is a failure."""
        entities, documents = await asyncio.to_thread(_indexed, home)
        data = {
            "companies": {"companies": table(company_rows(entities, documents))},
            "history": {"history": table([[earlier] for earlier in question.history])},
            "question": {"question": question.text},
        }
        out, cost = await self._model.ask(await _prompt("plan", data, metrics=listed(self._metrics)), PlanOut)
        return plan_from(out, entities=entities, metrics=self._metrics, written_by=self.name, cost=cost)

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """Claims whose figures are all bound; no call when there is nothing to write from.

        Where the evidence is longer than the model reads, a quarter of it is shown, and the draft notes what was not.
        """
        shown = numbered(evidence, facts=MAX_FACTS, passages=MAX_PASSAGES)
        if not shown.facts and not shown.passages:
            return Binder(plan, shown, self._compute).draft(DraftOut(claims=[]), written_by=self.name, cost=Cost())
        try:
            return await self._drafted(plan, evidence, failures, shown)
        except TooLongError:
            fewer = len(shown.facts) // SHRUNK, len(shown.passages) // SHRUNK
            if not any(fewer):
                raise
            less = numbered(evidence, facts=fewer[0], passages=fewer[1])
            return await self._drafted(plan, evidence, failures, less)

    async def _drafted(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure], shown: Numbered) -> Draft:
        data = {
            "subquestions": {"sub-questions": table([(sub.id, sub.ask, sub.text) for sub in plan.subquestions])},
            "facts": {"facts": table(shown.fact_rows())},
            "passages": _passages(shown.passages),
            "failures": {"failures": table(failure_rows(failures, plan, evidence, shown))},
        }
        out, cost = await self._model.ask(await _prompt("draft", data), DraftOut)
        return Binder(plan, shown, self._compute).draft(out, written_by=self.name, cost=cost)

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:
        """Verdicts on the claims of which a cited passage is given; the others keep none."""
        rests = {place: cited(claim, passages) for place, claim in enumerate(claims)}
        asked = [place for place, names in rests.items() if names]
        if not asked:
            return Judgement()
        short = {name: f"p{place}" for place, name in enumerate(passages, 1)}
        rows = [(str(at), ", ".join(short[name] for name in rests[at]), claims[at].template) for at in asked]
        needed = {name for at in asked for name in rests[at]}
        shown = {short[name]: passage for name, passage in passages.items() if name in needed}
        data = {"claims": {"claims": table(rows)}, "passages": _passages(shown)}
        out, cost = await self._model.ask(await _prompt("judge", data), JudgeOut)
        return judgement_from(out, asked, cost)


def _indexed(home: Snapshot) -> tuple[tuple[Entity, ...], tuple[Document, ...]]:
    return home.entities(), home.documents()


def _passages(passages: Mapping[str, Passage]) -> dict[str, str]:
    """Each passage under its short id, so that each has a fence of its own."""
    return {f"passage {short}": f"{passage_title(passage)}\n{passage.text}" for short, passage in passages.items()}


def listed(metrics: Mapping[str, str]) -> str:
    """The vocabulary as lines, the same in every prompt; words that the id has already are not said again."""
    lines = (
        name if _content(words) <= set(name.split("_")) else f"{name} | {words}" for name, words in metrics.items()
    )
    return "\n".join(lines)


def _content(words: str) -> set[str]:
    """The words of a metric that tell it from others."""
    return set(re.findall(r"[^\W_]+", words.casefold())) - {"a", "and", "for", "in", "of", "on", "the", "to"}


async def _prompt(name: str, data: Mapping[str, Mapping[str, str]], **ours: str) -> Rendered:
    """The prompt with every input as fenced blocks: block name → text that anybody may have written; `ours` bare."""
    prompt = await asyncio.to_thread(load, name)  # reads a file
    around = fence([text for blocks in data.values() for text in blocks.values()])
    inputs = {
        key: "\n".join(around.block(label, text) for label, text in blocks.items()) or "(none)"
        for key, blocks in data.items()
    }
    return prompt.render(boundary=around.boundary, **inputs, **ours)
