"""Two analysts on the same questions: paired, bounded, resumable, with errors counted apart."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.loopback import Reply, Request, ScriptedServer
from tieout import Answer
from tieout.agent.context import Context
from tieout.agent.settings import settings
from tieout.answer import Cost
from tieout.errors import InputError, UnreachableError
from tieout.evals.ab import __main__ as command
from tieout.evals.ab.asking import Arm, Row, asked_both, read_questions
from tieout.evals.ab.compare import chance, compare, report
from tieout.evals.ab.page import page

ARMS = (Arm(side="a", name="offline"), Arm(side="b", name="openai:gpt-5-mini"))
PLAN = {
    "subquestions": [
        {
            "text": "Apple's net sales",
            "ask": "look_up",
            "companies": ["0000320193"],
            "metrics": [{"metric": "revenue", "words": "net sales"}],
            "periods": ["FY2024"],
        }
    ]
}


def completion(content: object) -> Reply:
    """A chat completion with this content."""
    message = {"role": "assistant", "content": json.dumps(content)}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
    return Reply.json(body)


def wrong_year(request: Request) -> Reply:
    """A model that plans well and then binds last year's figure, each time."""
    prompt = "\n".join(str(m["content"]) for m in request.json()["messages"])
    row = next((line for line in prompt.splitlines() if "383285000000" in line), None)
    if row is None:
        return completion(PLAN)
    fact = re.findall(r"\bf\d+\b", row)[0]
    template = "Apple Inc.’s net sales were {v} in fiscal 2024."
    slots = [{"name": "v", "fact": fact}]
    return completion({"claims": [{"subquestion": "q1", "kind": "figure", "template": template, "slots": slots}]})


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    """A scripted server that the environment names as the model's."""
    with ScriptedServer(always=wrong_year) as server:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted")
        monkeypatch.setenv("TIEOUT_BASE_URL", f"{server.url}/v1")
        settings.cache_clear()
        yield server
    settings.cache_clear()


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Three questions of one company, two of which the offline analyst answers."""
    file = tmp_path / "questions.jsonl"
    texts = (
        "What were Apple's net sales in fiscal 2024?",
        "What was Apple's net income in fiscal 2023?",
        "Is it good?",
    )
    lines = [json.dumps({"id": f"q{i}", "question": text, "company": "AAPL"}) for i, text in enumerate(texts)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_offline_against_a_model(
    model: ScriptedServer, questions: Path, demo_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A model that errs verifies less and abstains more than the rules; nothing is asked twice when run again."""
    out, markdown = tmp_path / "ab.json", tmp_path / "ab.md"
    given = ["--a", "offline", "--b", "openai:gpt-5-mini", "--questions", str(questions), "--home", str(demo_home)]
    given += ["--out", str(out), "--markdown", str(markdown), "--limit", "2"]

    assert command.main(given) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    shown = {one["measure"]: one for one in found["compared"]}
    assert (found["questions"], found["pairs"], found["errors"]) == (2, 2, {"a": 0, "b": 0})
    assert (shown["abstained"]["a"]["value"], shown["abstained"]["b"]["value"]) == (0, 1)
    assert shown["verified"]["difference"]["value"] == -1
    assert shown["tokens"]["a"]["value"] == 0
    assert shown["tokens"]["b"]["value"] >= 2200
    assert markdown.read_text(encoding="utf-8") == capsys.readouterr().out

    asked = len(model.requests)
    assert asked >= 4
    assert command.main(given) == 0
    assert len(model.requests) == asked
    assert json.loads(out.read_text(encoding="utf-8")) == found


def scripted(*answers: Answer | Exception) -> Callable[[str, Context], Answer]:
    """Gives these in their order."""
    left = list(answers)

    def ask(_: str, __: Context) -> Answer:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


def answer(status: str = "answered", **more: object) -> Answer:
    """An answer that was given."""
    return Answer.model_validate({"question": "?", "status": status, "text": "Yes.", "run_id": "r", **more})


def test_errors_are_counted_apart_and_asked_again(questions: Path, tmp_path: Path) -> None:
    """A question that failed on one side is in no comparison; the next run asks it again, and only it."""
    asked, kept = read_questions(questions)[:2], tmp_path / "rows.jsonl"
    dear = answer("partial", faithfulness=0.5, cost=Cost(input_tokens=10), written_by="offline")
    first = asked_both(ARMS, asked, scripted(answer(), UnreachableError("busy"), dear, answer()), kept)
    kept.write_text(kept.read_text(encoding="utf-8") + '{"cut', encoding="utf-8")
    found = report(ARMS, first)

    assert [(r.side, r.status) for r in first] == [
        ("a", "answered"),
        ("b", "error"),
        ("a", "answered"),
        ("b", "partial"),
    ]
    assert (found.pairs, found.errors, found.by_others) == (1, {"a": 0, "b": 1}, {"a": 0, "b": 1})
    assert found.failed == ("b q0: UnreachableError: busy",)
    assert "b q0: UnreachableError: busy" in page(found, "ab")
    kept.write_text(kept.read_text(encoding="utf-8").rsplit("\n", 1)[0] + "\n", encoding="utf-8")
    again = asked_both(ARMS, asked, scripted(answer()), kept)
    assert report(ARMS, again).errors == {"a": 0, "b": 0}


def rows(values: Sequence[tuple[str, float, float]]) -> list[tuple[Row, Row]]:
    """Pairs that took these seconds, by cluster."""
    return [
        (
            Row(key="a", side="a", id=str(i), cluster=cluster, status="answered", seconds=a),
            Row(key="b", side="b", id=str(i), cluster=cluster, status="answered", seconds=b),
        )
        for i, (cluster, a, b) in enumerate(values)
    ]


def test_a_steady_difference_is_told() -> None:
    """Half a second more on each of ten documents is no chance, and its bounds are narrow."""
    found = compare("seconds", rows([(f"d{i}", float(i), i + 0.5) for i in range(10)]))

    assert found is not None
    assert (found.difference.value, found.difference.low, found.difference.high) == (0.5, 0.5, 0.5)
    assert found.chance == round(2 / 2**10, 4)


def test_questions_of_one_document_are_one_witness() -> None:
    """Ten differences of a single document prove nothing."""
    assert chance([1.0] * 10, ["d"] * 10) == 1.0
    assert chance([1.0] * 40, list(range(40))) < 0.001
    assert chance([1.0, -1.0] * 20, list(range(40))) > 0.5


def test_a_measure_that_nobody_has_is_left_out() -> None:
    """Without a truth in the file nothing is right or wrong."""
    assert compare("right", rows([("d", 1, 2)])) is None


def test_truths_of_a_file_are_scored(tmp_path: Path) -> None:
    """With golds the share of right and of wrong answers is compared, by the company that they are of."""
    file = tmp_path / "q.jsonl"
    gold = {"ticker": "AAPL", "value": "1", "end": "2024-09-28", "also": []}
    line = {"id": 1, "question": "?", "golds": [gold], "unit": "USD", "ordered": False}
    file.write_text(json.dumps(line), encoding="utf-8")
    asked = read_questions(file)
    found = asked_both(ARMS, asked, scripted(answer(), answer("abstained")), tmp_path / "rows")

    assert asked[0].cluster == "AAPL"
    assert [(r.right, r.wrong) for r in found] == [(0.0, 0.0), (0.0, 0.0)]


@pytest.mark.parametrize(("text", "why"), [("", "holds no question"), ("[1]", "line 1"), ('{"id": 1}', "line 1")])
def test_a_file_that_is_no_list_of_questions(tmp_path: Path, text: str, why: str) -> None:
    """The line is named, and the command ends with 2."""
    file = tmp_path / "q.jsonl"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=why):
        read_questions(file)
    given = ["--a", "offline", "--b", "offline", "--questions", str(file), "--home", str(tmp_path)]
    assert command.main([*given, "--out", str(tmp_path / "o.json")]) == 2
