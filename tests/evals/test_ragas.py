"""RAGAS runs over our answers with any OpenAI-compatible judge, and a failure is a row like any other."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.loopback import Reply, Request, ScriptedServer

pytest.importorskip("ragas")

from tieout.answer import Answer, Citation
from tieout.evals.ragas_faithfulness import Run, contexts, main

pytestmark = [
    # ragas, instructor and the community package they import warn about their own future when imported.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    # ragas opens its user-id file and does not close it.
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]

QUOTE = "Total net sales | 391,035 | 383,285"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv("RAGAS_DO_NOT_TRACK", raising=False)


def answered(question: str, **changes: Any) -> dict[str, Any]:
    mark = Citation(mark="[1]", document="aapl", accession=None, url=None, page=None, section="Item 8", quote=QUOTE)
    text = "Apple's net sales were $391,035 million. They grew."
    answer = Answer(question=question, status="answered", text=text, citations=(mark,), run_id="r")
    return answer.model_dump(mode="json") | changes


def judge(statements: int, verdicts: list[int]) -> Callable[[Request], Reply]:
    """A judge that finds this many statements and gives these verdicts."""
    texts = [f"Statement {number}." for number in range(max(statements, len(verdicts)))]

    def reply(request: Request) -> Reply:
        found: list[object] = list(texts[:statements])
        if "verdict" in request.json()["messages"][0]["content"]:  # the schema asked for
            found = [{"statement": texts[n], "reason": "read", "verdict": v} for n, v in enumerate(verdicts)]
        message = {"role": "assistant", "content": json.dumps({"statements": found})}
        choices = [{"index": 0, "finish_reason": "stop", "message": message}]
        usage = {"prompt_tokens": 10, "completion_tokens": 10, "total_tokens": 20}
        body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
        return Reply.json(body)

    return reply


@pytest.fixture
def scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Run]]:
    """Runs the command over these lines against this judge."""

    def run(lines: list[dict[str, Any]], always: Callable[[Request], Reply] | Reply) -> tuple[int, Run]:
        path = tmp_path / "answers.jsonl"
        path.write_text("\n".join(json.dumps(line) for line in lines))
        with ScriptedServer(always=always) as server:
            code = main([str(path), "--judge", "gpt-4o-mini", "--base-url", f"{server.url}/v1"])
        return code, Run.model_validate_json(capsys.readouterr().out)

    return run


def test_the_mean_is_over_scored_rows(scored: Callable[..., tuple[int, Run]]) -> None:
    """Two of three statements supported is 2/3; an abstained answer is counted apart and costs no call."""
    lines = [answered("a"), answered("b") | {"id": "7"}, answered("c", status="abstained", text="")]

    code, result = scored(lines, judge(3, [1, 1, 0]))

    assert (code, result.scored, result.failed, result.abstained) == (0, 2, 0, 1)
    assert result.mean == pytest.approx(2 / 3)
    assert [row.status for row in result.rows] == ["scored", "scored", "abstained"]


@pytest.mark.parametrize(
    ("always", "why"),
    [
        (judge(3, [1]), "the judge gave 1 verdicts on 3 statements"),
        (judge(0, []), "RAGAS gave no number"),
        (Reply(status=401, body=b"{}"), "401"),
    ],
)
def test_a_failed_row_is_counted_and_not_averaged(
    scored: Callable[..., tuple[int, Run]], always: Callable[[Request], Reply] | Reply, why: str
) -> None:
    """Missing verdicts, no statements and an outage are failures, not scores and not gaps."""
    code, result = scored([answered("a"), {"id": "x", "status": "error", "error": "no home"}], always)

    assert (code, result.scored, result.failed, result.mean) == (1, 0, 2, None)
    assert why in result.rows[0].why
    assert (result.rows[1].question, result.rows[1].why) == ("x", "no home")


def test_contexts_are_what_the_answer_cites() -> None:
    """Each quotation once, in the order of the answer."""
    answer = Answer.model_validate_json(json.dumps(answered("a")))
    twice = answer.model_copy(update={"citations": answer.citations * 2})

    assert contexts(twice) == (QUOTE,)


@pytest.mark.parametrize("line", ["not json", "[]", '{"question": "a"}'])
def test_a_file_of_something_else_is_refused(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the line, and nothing is asked."""
    path = tmp_path / "answers.jsonl"
    path.write_text(line)

    assert main([str(path), "--judge", "m", "--base-url", "http://127.0.0.1:9"]) == 2
    assert f"{path}:1 is not an answer" in capsys.readouterr().err


def test_a_judge_without_key_or_server_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without either there is nobody to ask."""
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps(answered("a")))

    assert main([str(path), "--judge", "m"]) == 2
    assert "needs OPENAI_API_KEY" in capsys.readouterr().err


def test_usage_is_not_reported(scored: Callable[..., tuple[int, Run]]) -> None:
    """RAGAS's own tracking is off before its first call."""
    from ragas import _analytics

    _analytics.do_not_track.cache_clear()
    scored([answered("a")], judge(1, [1]))

    assert _analytics.do_not_track() is True
