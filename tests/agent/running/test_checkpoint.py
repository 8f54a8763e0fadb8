"""What a checkpoint keeps can be read back where only registered classes may be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.agent.invariant import check_answer
from tieout.answer import Answer

ROOT = Path(__file__).parents[3]


@pytest.mark.slow
def test_a_parked_run_is_resumed_under_strict_msgpack(demo_home: Path, tmp_path: Path) -> None:
    """With LANGGRAPH_STRICT_MSGPACK a run parked in SQLite goes on in another graph, and its things are themselves."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.agent.strict_thread", str(demo_home), str(tmp_path / "t.sqlite")],
        cwd=ROOT,
        env={**os.environ, "LANGGRAPH_STRICT_MSGPACK": "true"},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    answer = Answer.model_validate(told["answer"])
    assert "$391,035 million" in answer.text
    check_answer(answer, demo_home)
    things = {key: told["types"][key] for key in ("version", "run", "held", "answer", "reviewed", "cost")}
    assert things == {
        "version": "int", "run": "Run", "held": "dict", "answer": "Answer", "reviewed": "Reviewed", "cost": "Cost",
    }  # fmt: skip
    assert {"asked", "plan", "draft", "best"}.isdisjoint(told["types"])
    assert "Blocked" not in done.stderr
