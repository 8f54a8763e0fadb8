"""A chat model in the whole graph: the real OpenAI client against a scripted server, the real gate over the samples."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.agent.invariant import check_answer
from tests.loopback import Reply, Request, ScriptedServer
from tieout import Answer, Context, Workspace
from tieout.agent.settings import settings

QUESTION = "What were Apple's net sales in fiscal 2024?"
PLAN = {
    "subquestions": [
        {
            "text": "Apple's net sales in fiscal 2024",
            "ask": "look_up",
            "companies": ["0000320193"],
            "metrics": [{"metric": "revenue", "words": "net sales"}],
            "periods": ["FY2024"],
        }
    ]
}
Draft = Callable[[str], dict[str, object]]
Ask = Callable[[ScriptedServer], Answer]


def completion(content: object) -> Reply:
    """A chat completion with this content."""
    message = {"role": "assistant", "content": json.dumps(content)}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
    return Reply.json(body)


def model(draft: Draft) -> Callable[[Request], Reply]:
    """A model that plans the question, and drafts from the facts that it is shown."""

    def answer(request: Request) -> Reply:
        prompt = "\n".join(str(m["content"]) for m in request.json()["messages"])
        return completion(draft(prompt) if re.search(r"\bf1\b", prompt) else PLAN)

    return answer


def fact_of(prompt: str, value: str) -> str:
    """The short id under which the model is shown the company's own figure of this value."""
    rows = [line for line in prompt.splitlines() if value in line and re.search(r"\bf\d+\b", line)]
    found = re.search(r"\bf\d+\b", rows[0])
    assert found is not None
    return found[0]


def claim(template: str, **slots: str) -> dict[str, object]:
    """One sentence with facts in its gaps."""
    filled = [{"name": name, "fact": fact} for name, fact in slots.items()]
    return {"claims": [{"subquestion": "q1", "kind": "figure", "template": template, "slots": filled}]}


@pytest.fixture
def ask(demo_home: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks the question with a server, named by the environment alone, as the model."""

    def asked(server: ScriptedServer) -> Answer:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted")
        monkeypatch.setenv("TIEOUT_BASE_URL", f"{server.url}/v1")
        monkeypatch.setenv("TIEOUT_MODEL_CACHE", "false")
        settings.cache_clear()
        try:
            answer = Workspace(demo_home).ask(QUESTION, context=Context(model="gpt-5-mini", frugal=False))
        finally:
            settings.cache_clear()
        check_answer(answer, demo_home)
        return answer

    return asked


def test_a_true_draft_is_printed_with_its_proof(ask: Ask) -> None:
    """The model plans and drafts, code renders the digits, and the answer says who wrote it and what it cost."""
    sentence = "Apple Inc.’s net sales were {v} in fiscal 2024."
    with ScriptedServer(always=model(lambda shown: claim(sentence, v=fact_of(shown, "391035000000")))) as server:
        answer = ask(server)

    assert (answer.status, answer.written_by) == ("answered", "gpt-5-mini")
    assert answer.text.startswith("Apple Inc.’s net sales were $391,035 million in fiscal 2024.")
    assert answer.figures[0].value == Decimal(391_035_000_000)
    assert answer.cost.input_tokens == 2000


def test_a_wrong_binding_is_withheld(ask: Ask) -> None:
    """A fact of another year under this year's sentence is not printed, however often the model insists."""
    sentence = "Apple Inc.’s net sales were {v} in fiscal 2024."
    with ScriptedServer(always=model(lambda shown: claim(sentence, v=fact_of(shown, "383285000000")))) as server:
        answer = ask(server)

    assert answer.status == "abstained"
    assert "383,285" not in answer.model_dump_json()
    assert answer.withheld[0].reason in {"wrong_period", "wrong_value"}
    assert answer.rounds <= 2


def test_digits_that_a_model_typed_are_withheld(ask: Ask) -> None:
    """A figure that stands in the template itself is bound to nothing."""
    typed = claim("Apple Inc.’s net sales were $400 billion in fiscal 2024.")
    with ScriptedServer(always=model(lambda _: typed)) as server:
        answer = ask(server)

    assert answer.status == "abstained"
    assert "400" not in answer.text


def test_a_model_that_is_down_leaves_the_offline_analyst(ask: Ask) -> None:
    """The answer is the offline analyst's, and says that the model failed."""
    with ScriptedServer(always=Reply(status=500)) as server:
        answer = ask(server)

    assert (answer.status, answer.written_by) == ("answered", "offline")
    assert any("gpt-5-mini" in note for note in answer.notes)
