"""`tieout demo`: three questions about the sample filings."""

import json
import shutil
from pathlib import Path

import pytest

from tests.documents import HOME, samples_home
from tieout.agent.cli.app import run
from tieout.agent.cli.demo import QUESTIONS


@pytest.fixture(scope="module", name="folder")
def _folder(fresh_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(fresh_home, folder / HOME)
    return samples_home(folder)


def test_it_prints_questions_answers_and_proofs_and_the_next_step(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person sees each question, its figures with accession and row, the refusal, and a command to go on with."""
    code = run(["demo", "--home", str(folder / HOME)])

    shown = capsys.readouterr().out
    assert code == 0
    assert [line[2:] for line in shown.splitlines() if line.startswith("? ")] == list(QUESTIONS)
    assert "0000320193-24-000123" in shown
    assert "“Total net sales | 391,035 | 383,285 | 394,328”" in shown
    assert "no indexed filing is of “Tesla”" in shown
    assert "ask --home" in shown.splitlines()[-1]


def test_json_is_one_document_and_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Standard output is a list of three answers; progress goes to standard error."""
    code = run(["demo", "--json", "--home", str(folder / HOME)])

    streams = capsys.readouterr()
    answers = json.loads(streams.out)
    assert code == 0
    assert [answer["question"] for answer in answers] == list(QUESTIONS)
    assert [answer["status"] for answer in answers] == ["answered", "answered", "abstained"]
    assert streams.err.startswith("tieout: reading the sample filings")


def test_without_a_home_the_samples_stay_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default home is not touched: the samples go into a folder of their own inside it."""
    from tieout.agent.settings import settings

    monkeypatch.setenv("TIEOUT_HOME", str(tmp_path / "mine"))
    settings.cache_clear()

    run(["demo", "--json"])
    settings.cache_clear()

    assert (tmp_path / "mine" / "demo" / "tieout.sqlite").is_file()
    assert not (tmp_path / "mine" / "tieout.sqlite").exists()


def test_a_home_that_cannot_be_made_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file in place of the home ends with exit code 2 and what to do."""
    file = tmp_path / "file"
    file.touch()

    code = run(["demo", "--home", str(file)])

    assert code == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"tieout: the home {str(file)!r} is a file, not a folder; choose another folder with --home or TIEOUT_HOME"
    )
