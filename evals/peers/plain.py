"""How is a question answered by a plain loop? Retrieve, generate, grade; where the grader says no, rewrite and retry.

The loop that public examples of LangGraph show, written anew: passages by similarity, an answer in free text, a model
that says whether the answer is grounded in the passages, other words for the question where it is not. It searches the
same index as Tieout and stops after as many rounds.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from pydantic import BaseModel, SecretStr
from typing_extensions import TypedDict

from tieout.agent.workspace import Workspace
from tieout.evals.peers.script import REWRITING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

REFUSAL = "I could not find a grounded answer to this question."
RECURSION_LIMIT = 50
GENERATING = (
    "Answer the question from the passages alone, in one sentence, with the figure as the passages print it. "
    "If they do not answer it, say that you do not know."
)
GRADING = (
    "Say whether the answer is grounded in the passages: yes if every figure and claim in it stands there, else no."
)
REWORDING = f"{REWRITING} so that a search finds better passages. Give the question alone."


class Grade(BaseModel):
    """Whether an answer rests on the passages."""

    grounded: Literal["yes", "no"]


class PlainState(TypedDict, total=False):
    """What the loop remembers."""

    question: str
    query: str
    passages: list[str]
    answer: str
    grounded: bool
    rounds: int


PlainGraph = CompiledStateGraph[PlainState, None, PlainState, PlainState]


class PlainLoop:
    """The nodes of the loop.

    Args:
        workspace: whose index is searched.
        model: writes, grades and rewrites.
        passages: how many are read.
        rounds: most answers that are written.
        refuses: whether an answer that no grader passed is withheld at the end; else the last one is shown.
    """

    def __init__(
        self, workspace: Workspace, model: "BaseChatModel", *, passages: int, rounds: int, refuses: bool
    ) -> None:
        self._workspace = workspace
        self._model = model
        self._passages = passages
        self._rounds = rounds
        self._refuses = refuses

    def compiled(self) -> PlainGraph:
        """The graph, ready to run."""
        builder: StateGraph[PlainState, None, PlainState, PlainState] = StateGraph(PlainState)
        builder.add_node("retrieve", self.retrieve)
        builder.add_node("generate", self.generate)
        builder.add_node("grade", self.grade)
        builder.add_node("rewrite", self.rewrite)
        builder.add_node("refuse", self.refuse)
        builder.add_edge(START, "retrieve")
        builder.add_edge("retrieve", "generate")
        builder.add_edge("generate", "grade")
        builder.add_conditional_edges("grade", self.after_grade, ["rewrite", "refuse", END])
        builder.add_edge("rewrite", "retrieve")
        builder.add_edge("refuse", END)
        return builder.compile().with_config(recursion_limit=RECURSION_LIMIT)

    def retrieve(self, state: PlainState) -> PlainState:
        """The best passages for the question as it is worded now."""
        found = self._workspace.search(state.get("query", state["question"]), k=self._passages)
        return PlainState(passages=[one.text for one in found])

    def generate(self, state: PlainState) -> PlainState:
        """An answer in free text."""
        said = self._model.invoke([("system", GENERATING), ("user", _told(state["question"], state["passages"]))])
        return PlainState(answer=str(said.content), rounds=state.get("rounds", 0) + 1)

    def grade(self, state: PlainState) -> PlainState:
        """The model's own word on it."""
        told = f"{_told(state['question'], state['passages'])}\n\nAnswer: {state['answer']}"
        grade = self._model.with_structured_output(Grade).invoke([("system", GRADING), ("user", told)])
        return PlainState(grounded=isinstance(grade, Grade) and grade.grounded == "yes")

    def rewrite(self, state: PlainState) -> PlainState:
        """Other words for the next search."""
        said = self._model.invoke([("system", REWORDING), ("user", state["question"])])
        return PlainState(query=str(said.content))

    def refuse(self, state: PlainState) -> PlainState:  # noqa: ARG002  # LangGraph gives it
        """No answer."""
        return PlainState(answer=REFUSAL)

    def after_grade(self, state: PlainState) -> Literal["rewrite", "refuse", "__end__"]:
        """Is it grounded, and may there be another round?"""
        if state["grounded"]:
            return "__end__"
        if state["rounds"] < self._rounds:
            return "rewrite"
        return "refuse" if self._refuses else "__end__"


def scripted(url: str, model: str) -> "BaseChatModel":
    """The chat model at a server, by the client that any user of LangChain has."""
    from langchain.chat_models import init_chat_model  # noqa: PLC0415  # takes a second, for this alone

    key = SecretStr("scripted").get_secret_value()
    return init_chat_model(model, model_provider="openai", base_url=url, api_key=key, max_retries=0)


def _told(question: str, passages: Sequence[str]) -> str:
    numbered = "\n\n".join(f"[{number}] {text}" for number, text in enumerate(passages, 1))
    return f"Question: {question}\n\nPassages:\n{numbered}"
