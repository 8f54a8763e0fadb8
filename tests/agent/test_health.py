"""`tieout doctor` and its checks: what is wrong is said, and no key is shown."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tieout.agent.cli.app import run
from tieout.agent.health import Finding, encoder, examine
from tieout.agent.settings import settings
from tieout.tools.index import encoder as shipped

SECRET = "sk-not-to-be-seen"


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def finding(name: str, home: Path) -> Finding:
    return next(one for one in examine(home) if one.check == name)


def test_a_fresh_machine_is_usable_and_told_the_next_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without home, keys and identity nothing is broken, and the home's line names the command to run."""
    code = run(["doctor", "--json", "--home", str(tmp_path / "none")])

    document = json.loads(capsys.readouterr().out)
    checks = {check["check"]: check for check in document["checks"]}
    assert code == 0
    assert document["usable"] is True
    assert {name for name, check in checks.items() if check["state"] == "note"} == {"home", "EDGAR identity"}
    assert "tieout ingest" in checks["home"]["advice"]
    assert not (tmp_path / "none").exists()


def test_a_home_that_is_a_file_is_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, and the line says which folder to choose."""
    file = tmp_path / "file"
    file.touch()

    code = run(["doctor", "--home", str(file)])

    assert code == 1
    assert "broken  home: " in capsys.readouterr().out


def test_no_key_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Keys are named when they are set; their values appear nowhere."""
    for name in ("OPENAI_API_KEY", "COHERE_API_KEY", "LANGSMITH_API_KEY"):
        monkeypatch.setenv(name, SECRET)
    monkeypatch.setenv("TIEOUT_IDENTITY", f"Jane {SECRET}@example.com")

    run(["doctor", "--home", str(tmp_path)])
    run(["doctor", "--json", "--home", str(tmp_path)])

    shown = capsys.readouterr().out
    assert "OPENAI_API_KEY, COHERE_API_KEY, LANGSMITH_API_KEY" in shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("name", "value", "check", "advice"),
    [
        ("TIEOUT_MODEL", "openai:gpt-5-mini", "model", "set OPENAI_API_KEY, or it is not reached"),
        ("TIEOUT_MODEL", "nobody:x", "model", "if it is not found, run `pip install langchain-nobody`"),
        ("LANGSMITH_TRACING", "true", "LangSmith", "set LANGSMITH_API_KEY"),
        ("DO_NOT_TRACK", "0", "telemetry", "unset them to switch it off"),
    ],
)
def test_what_is_half_configured_is_said(
    name: str, value: str, check: str, advice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model without its key or package, tracing without a key, telemetry that is on: a note with what to do."""
    monkeypatch.setenv(name, value)

    found = finding(check, tmp_path)

    assert (found.state, found.advice) == ("note", advice)


def test_a_damaged_encoder_is_broken(tmp_path: Path) -> None:
    """An encoder whose model is not readable is found out, with what to do."""
    copy = tmp_path / "encoder"
    shutil.copytree(shipped.SHIPPED, copy)
    (copy / shipped.MODEL).write_bytes(b"not a model")

    found = encoder(copy)

    assert (found.state, found.advice) == ("broken", "install tieout again")
