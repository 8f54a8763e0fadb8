"""A job of questions to a model: what each cost, what all cost together, and an end where the budget is spent."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.agent.invariant import check_answer
from tests.loopback import Reply, Request, ScriptedServer
from tieout import Context, Workspace
from tieout.agent.cli.app import run
from tieout.agent.jobs.job import Job
from tieout.agent.jobs.report import Written, run_report
from tieout.agent.settings import settings

QUESTIONS = tuple(f"What were Apple's net sales in fiscal {year}?" for year in (2024, 2023, 2022))
SALES = {"2024": "391035000000", "2023": "383285000000", "2022": "394328000000"}
CALL = Decimal("0.002")
"""What one call costs: 1,000 tokens in at 1 USD a million, 100 out at 10."""


def completion(content: object) -> Reply:
    message = {"role": "assistant", "content": json.dumps(content)}
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}
    choices = [{"index": 0, "finish_reason": "stop", "message": message}]
    return Reply.json(
        {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
    )


def model(request: Request) -> Reply:
    """Plans the year that the question names, and states its figure from the facts that it is shown."""
    prompt = "\n".join(str(m["content"]) for m in request.json()["messages"])
    year = re.findall(r"net sales in fiscal (20\d\d)", prompt)[-1]
    rows = [line for line in prompt.splitlines() if SALES[year] in line and re.search(r"\bf\d+\b", line)]
    if not rows:
        asked = {"metric": "revenue", "words": "net sales"}
        part = {"text": f"net sales in fiscal {year}", "ask": "look_up", "companies": ["0000320193"]}
        return completion({"subquestions": [{**part, "metrics": [asked], "periods": [f"FY{year}"]}]})
    fact = re.search(r"\bf\d+\b", rows[0])
    assert fact is not None
    slots = [{"name": "v", "fact": fact[0]}]
    template = f"Apple Inc.’s net sales were {{v}} in fiscal {year}."
    return completion({"claims": [{"subquestion": "q1", "kind": "figure", "template": template, "slots": slots}]})


@pytest.fixture(name="server")
def _server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    """A model server that the environment names, with a price list of the user's own."""
    prices = tmp_path / "prices.toml"
    prices.write_text('[models]\n"house-model" = { input = "1.00", output = "10.00" }\n', encoding="utf-8")
    with ScriptedServer(always=model) as server:
        for name, value in {
            "OPENAI_API_KEY": "sk-scripted",
            "TIEOUT_BASE_URL": f"{server.url}/v1",
            "TIEOUT_MODEL_CACHE": "false",
            "TIEOUT_PRICES": str(prices),
        }.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        yield server
    settings.cache_clear()


def reported(
    home: Path, folder: Path, budget: dict[str, object] | None = None, *, name: str = "house-model"
) -> Written:
    values = {"title": "Costs", "questions": QUESTIONS, "output": folder / "out"}
    job = Job.model_validate(values | (budget or {}))
    return run_report(Workspace(home), job, context=Context(model=name, frugal=False))


def test_a_report_says_what_each_question_and_all_of_them_cost(
    server: ScriptedServer, demo_home: Path, tmp_path: Path
) -> None:
    """Three questions of a plan and a draft each cost six calls, at the prices of the user's own list."""
    written = reported(demo_home, tmp_path)
    summary = written.summary()

    assert [f.status for f in written.findings] == ["answered"] * 3
    assert [f.spent.usd for f in written.findings] == [2 * CALL] * 3
    assert (written.cost.usd, written.cost.input_tokens, written.cost.output_tokens) == (6 * CALL, 6000, 600)
    assert len(server.requests) == 6
    assert summary["cost"] == {"usd": "0.012", "input_tokens": 6000, "output_tokens": 600}
    assert "cost 0.012 USD, 6,000 tokens in, 600 out" in written.path.read_text(encoding="utf-8")
    for finding in written.findings:
        assert finding.answer is not None
        check_answer(finding.answer, demo_home)


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        ({"max_usd": Decimal("0.005")}, "the report's budget of 0.005 USD is spent"),
        ({"max_tokens": 3000}, "the report's budget of 3,000 tokens is spent"),
    ],
)
def test_a_budget_runs_over_all_questions_of_a_job(
    server: ScriptedServer, demo_home: Path, tmp_path: Path, budget: dict[str, object], said: str
) -> None:
    """The second question gets what the first left, which is less than it needs; the third is not asked."""
    written = reported(demo_home, tmp_path, budget)
    first, second, third = written.findings

    assert first.status == "answered"
    assert second.status != "answered"
    assert second.answer is not None
    assert "over_budget" in {w.reason for w in second.answer.withheld}
    assert (third.status, third.reason, third.message) == ("not_asked", "over_budget", f"not asked: {said}")
    assert len(server.requests) <= 4
    text = written.path.read_text(encoding="utf-8")
    assert f"Not asked (`over_budget`): not asked: {said}" in text
    assert "1 of 3 not asked" in text


def test_a_model_without_a_price_is_said(server: ScriptedServer, demo_home: Path, tmp_path: Path) -> None:
    """Tokens of a model that no list prices count as no money, and the report says so."""
    written = reported(demo_home, tmp_path, name="nobody-knows")

    assert (written.cost.usd, written.cost.input_tokens) == (Decimal(0), 6000)
    assert "some tokens are of a model without a listed price and count as no money" in written.path.read_text(
        encoding="utf-8"
    )
    assert len(server.requests) == 6


def test_the_command_line_prints_the_jobs_cost(
    server: ScriptedServer,
    demo_home: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`tieout report --json` has the cost of each question and the total; rules that answer for free come first."""
    monkeypatch.setenv("TIEOUT_MODEL", "house-model")
    settings.cache_clear()
    (tmp_path / "j.toml").write_text(f'title = "J"\nquestions = ["{QUESTIONS[0]}"]\n', encoding="utf-8")

    code = run(["report", str(tmp_path / "j.toml"), "--json", "--home", str(demo_home)])
    told = json.loads(capsys.readouterr().out)

    assert (code, told["cost"]["usd"], told["questions"][0]["cost"]["usd"]) == (0, "0", "0")
    assert server.requests == []
