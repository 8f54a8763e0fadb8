"""What does the loop do? Runs a scripted model over the sample filings and writes the run down, node by node.

In the repository, `python -m tieout.evals.shownrun` writes docs/loop.md. The model's words are a script that errs on
purpose; all else is the product: the graph, the prompts, the gate, the answer.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from tieout.agent.cli.demo import fill
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.llm.analyst import ModelAnalyst
from tieout.agent.llm.computing import compute
from tieout.agent.llm.schemas import DraftOut, PlanOut
from tieout.agent.parts import Parts
from tieout.agent.state import Asked
from tieout.agent.wiring import open_home
from tieout.agent.workspace import Workspace
from tieout.answer import Cost
from tieout.evals.shownpage import Shown, Step, page
from tieout.prompts import Rendered
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.index.rerank import LocalReranker
from tieout.tools.tracing import Traces

S = TypeVar("S", bound=BaseModel)

PAGE: Final = Path("docs/loop.md")
QUESTION: Final = (
    "What were Apple's net sales in fiscal 2024, by how much did they grow, what does Apple say about tax, "
    "and how many stores does it run in Brazil?"
)
_APPLE: Final = {"companies": ["0000320193"]}
_SALES: Final = {"metrics": [{"metric": "revenue", "words": "net sales"}], **_APPLE}
_PLAN: Final[Mapping[str, object]] = {
    "subquestions": [
        {"text": "Apple's net sales in fiscal 2024", "ask": "look_up", "periods": ["FY2024"], **_SALES},
        {"text": "their growth over fiscal 2023", "ask": "percent_change", "periods": ["FY2024", "FY2023"], **_SALES},
        {"text": "what Apple says about tax", "ask": "text", "terms": ["pays tax in many countries"], **_APPLE},
        {"text": "Apple's stores in Brazil", "ask": "text", "terms": ["stores in Brazil"], **_APPLE},
    ]
}
_TAX: Final = "Apple pays tax in many countries and is from time to time in dispute with one of them."
_ROW: Final = re.compile(r"^(f\d+) \| Total net sales \|.*\| FY(\d{4}) \(.*\| - \| \d+$", re.MULTILINE)
_PASSAGE: Final = re.compile(r"passage (p\d+)\n[^\n]*\n((?:(?!>>).)*?pays tax in many countries)", re.DOTALL)
_MISSING: Final = {"subquestion": "q4", "detail": "no passage says anything about stores in Brazil"}


class Script:
    """A model that errs in its first draft and mends it when it is told; its judge believes no boast."""

    name = "scripted"

    def __init__(self) -> None:
        self.calls: list[str] = []

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
        """What the script says to this prompt."""
        self.calls.append(prompt.prompt.partition(":")[0])
        if shape is PlanOut:
            return shape.model_validate(_PLAN), Cost()
        if shape is DraftOut:
            write = _mended if self.calls.count(self.calls[-1]) > 1 else _erring
            return shape.model_validate(_drafted(prompt.user, write)), Cost()
        asked = re.findall(r"^(\d+) \| p\d", prompt.user, re.MULTILINE)
        said = [{"claim": int(n), "verdict": "unsupported", "detail": "no other company is spoken of"} for n in asked]
        return shape.model_validate({"verdicts": said}), Cost()


def _drafted(
    shown: str, write: Callable[[Mapping[str, str], str], Sequence[Mapping[str, object]]]
) -> dict[str, object]:
    """A draft over the facts, by year, and the passage that the prompt shows."""
    sales = {year: name for name, year in _ROW.findall(shown)}
    passage = next((name for name, _ in _PASSAGE.findall(shown)), "p1")
    return {"claims": list(write(sales, passage)), "missing": [_MISSING]}


def _claim(subquestion: str, kind: str, template: str, **rest: object) -> dict[str, object]:
    return {"subquestion": subquestion, "kind": kind, "template": template, **rest}


def _erring(sales: Mapping[str, str], passage: str) -> list[dict[str, object]]:
    """Last year's figure under this year, a figure typed by hand, words of the filing, and a boast."""
    slots = [{"name": "sales", "fact": sales["2023"]}]
    return [
        _claim("q1", "figure", "Apple Inc.’s net sales were {sales} in fiscal 2024.", slots=slots),
        _claim("q2", "figure", "Apple Inc.’s net sales grew by 8% in fiscal 2024."),
        _claim("q3", "prose", _TAX, passages=[passage]),
        _claim("q3", "prose", "Apple pays more tax than any other company.", passages=[passage]),
    ]


def _mended(sales: Mapping[str, str], passage: str) -> list[dict[str, object]]:
    """The right fact, growth as an operation that code computes, and no boast."""
    growth = {"name": "growth", "operation": "percent_change", "operands": [sales["2024"], sales["2023"]]}
    slots = [{"name": "sales", "fact": sales["2024"]}]
    return [
        _claim("q1", "figure", "Apple Inc.’s net sales were {sales} in fiscal 2024.", slots=slots),
        _claim("q2", "figure", "Apple Inc.’s net sales grew by {growth} in fiscal 2024.", slots=[growth]),
        _claim("q3", "prose", _TAX, passages=[passage]),
    ]


async def shown(home: Path) -> Shown:
    """One run of the whole graph over a home with the samples."""
    script = Script()
    metrics = {metric.id: metric.name for metric in Vocabulary.load()}
    analyst = ModelAnalyst(script, metrics=metrics, compute=compute)
    parts = Parts(
        home=lambda: open_home(home),
        analyst=lambda _: analyst,
        rerankers=lambda _: (LocalReranker(),),
        vocabulary=Vocabulary.load,
    )
    steps: list[Step] = []
    stream = compiled(parts).astream(Asked(question=QUESTION), context=Context(), stream_mode="updates")
    async for chunk in stream:
        steps += [Step(node=node, update=update) for node, update in chunk.items()]
    (record,) = Traces(home).latest(1)
    return Shown(question=QUESTION, steps=tuple(steps), record=record, calls=tuple(script.calls))


def main() -> None:
    """Write the page, or the file that is named instead."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        fill(Workspace(home))
        target.write_text(page(asyncio.run(shown(home))), encoding="utf-8")


if __name__ == "__main__":
    main()
