"""May this agent's answer go out? The gate on figures for any agent that LangChain's `create_agent` makes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from langchain.agents.middleware import AgentMiddleware
from langchain.agents.middleware.types import ModelRequest, ModelResponse
from langchain_core.messages import AIMessage, BaseMessage

from tieout.agent.running.thread import text_of
from tieout.agent.workspace import Workspace
from tieout.checked import Checked, Judged
from tieout.errors import TieoutError
from tieout.tools.figures.unproven import MASK

UNTIED = "[not verified]"
"""Stands behind a figure that no source was found for."""
BLOCKED = "This answer is withheld: its figures could not be checked"


class TieoutMiddleware(AgentMiddleware[Any, Any, Any]):
    """Checks what the model says to the user before it enters the agent's state.

    A figure that the sources contradict is blocked (masked, with the reason below the text), one that nothing was
    found for is marked as not verified, and a tied one stays as it is. Messages that call tools pass. Where the check
    itself fails, nothing is let through. Tokens that the model streams are not seen here: stream state, not tokens.

    Args:
        workspace: the home that is checked against, or its folder.
        against: files, folders, tickers or document ids; None is the whole home.
    """

    def __init__(
        self, workspace: Workspace | str | Path, *, against: Sequence[str | Path] | str | Path | None = None
    ) -> None:
        super().__init__()
        self._workspace = workspace if isinstance(workspace, Workspace) else Workspace(workspace)
        self._against = against

    def wrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], ModelResponse[Any]]
    ) -> ModelResponse[Any]:
        """The model's response, its final answer guarded."""
        return self._guarded(handler(request))

    async def awrap_model_call(
        self, request: ModelRequest[Any], handler: Callable[[ModelRequest[Any]], Awaitable[ModelResponse[Any]]]
    ) -> ModelResponse[Any]:
        """As `wrap_model_call`, for callers in an event loop."""
        return await asyncio.to_thread(self._guarded, await handler(request))

    def _guarded(self, response: ModelResponse[Any]) -> ModelResponse[Any]:
        result = [self._message(message) for message in response.result]
        return ModelResponse(result=result, structured_response=response.structured_response)

    def _message(self, message: BaseMessage) -> BaseMessage:
        if not isinstance(message, AIMessage) or message.tool_calls:
            return message
        text = text_of(message)
        return message.model_copy(update={"content": self.guarded(text)}) if text.strip() else message

    def guarded(self, text: str) -> str:
        """A text as a reader may have it."""
        try:
            outcome = self._workspace.check(text, against=self._against)
        except TieoutError as error:
            return f"{BLOCKED} ({type(error).__name__}: {error})."
        return marked(outcome) if outcome.figures else text


def marked(outcome: Checked) -> str:
    """The text with wrong figures masked and untied ones marked, and below it what was withheld and why."""
    text = outcome.text
    for figure in sorted(outcome.figures, key=lambda f: f.span, reverse=True):
        start, end = figure.span
        if not figure.stands:
            shown = MASK if figure.verdict == "wrong" else f"{figure.text} {UNTIED}"
            text = f"{text[:start]}{shown}{text[end:]}"
    wrong = [f for f in outcome.figures if f.verdict == "wrong" and not f.stands]
    return "\n\n".join((text, *([withheld(wrong)] if wrong else [])))


def withheld(wrong: Sequence[Judged]) -> str:
    """What is said of the figures that were blocked."""
    reasons = ", ".join(dict.fromkeys(str(f.reason) for f in wrong))
    count = "A figure was" if len(wrong) == 1 else f"{len(wrong)} figures were"
    return f"{count} withheld: the sources say otherwise ({reasons})."
