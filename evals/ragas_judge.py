"""RAGAS's faithfulness of one answer, with a judge on any OpenAI-compatible server."""

from typing import TYPE_CHECKING, TypeVar

from openai import AsyncOpenAI
from pydantic import BaseModel
from ragas.llms import llm_factory
from ragas.llms.base import InstructorBaseRagasLLM
from ragas.metrics.collections import Faithfulness

from tieout.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Sequence

S = TypeVar("S", bound=BaseModel)

MAX_TOKENS = 4096
"""RAGAS's own 1,024 cut the verdicts on a long answer short."""


class Judge:
    """Asks one model twice an answer: for its statements, then for a verdict on each."""

    def __init__(self, model: str, *, base_url: str | None, api_key: str | None, timeout: float = 60.0) -> None:
        # A server of one's own needs no key, but the client does.
        key = api_key or ("none" if base_url else None)
        self._client = AsyncOpenAI(base_url=base_url, api_key=key, timeout=timeout)
        self._llm = llm_factory(model, client=self._client, max_tokens=MAX_TOKENS)

    async def score(self, question: str, answer: str, contexts: "Sequence[str]") -> float:
        """Supported statements over all statements; raises when a statement has no verdict."""
        counting = _Counting(self._llm)
        result = await Faithfulness(llm=counting).ascore(question, answer, list(contexts))
        statements, verdicts = (*counting.lengths, 0, 0)[:2]
        if statements != verdicts:
            # RAGAS divides by the verdicts that came back, so that a silent judge would raise the score.
            raise ReadError(f"the judge gave {verdicts} verdicts on {statements} statements; ask again or use another")
        return float(result.value)

    async def close(self) -> None:
        """Close its connections, in the event loop that used them."""
        await self._client.close()


class _Counting(InstructorBaseRagasLLM):
    """Passes calls on and counts the statements of each output."""

    def __init__(self, llm: InstructorBaseRagasLLM) -> None:
        self._llm = llm
        self.lengths: list[int] = []

    def generate(self, prompt: str, response_model: type[S]) -> S:
        """Not used: the metric asks asynchronously."""
        raise NotImplementedError

    async def agenerate(self, prompt: str, response_model: type[S]) -> S:
        """The model's output, counted."""
        output: S = await self._llm.agenerate(prompt, response_model)
        self.lengths.append(len(getattr(output, "statements", ())))
        return output
