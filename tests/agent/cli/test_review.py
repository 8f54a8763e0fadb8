"""What waits for a person is listed, shown and answered from the command line."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tieout.agent.cli.app import run
from tieout.agent.running.checkpoints import FILE

Ran = Callable[..., tuple[int, str, str]]
FALSE = "Apple Inc.’s net sales were $400.0 billion in fiscal 2024."
TRUE = "Apple Inc.’s net sales were $391.0 billion in fiscal 2024."


@pytest.fixture(scope="module")
def shared(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of this file's own, with the three samples."""
    target = tmp_path_factory.mktemp("review") / "home"
    return Path(shutil.copytree(demo_home, target, ignore=shutil.ignore_patterns("lock", "leases")))


@pytest.fixture(name="tieout")
def _tieout(shared: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ran:
    """A command on the home of samples: its exit code, and what it printed on both outputs."""
    monkeypatch.setenv("COLUMNS", "200")
    for file in shared.glob(f"{FILE}*"):
        file.unlink()

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--home", str(shared)])
        out, err = capsys.readouterr()
        return code, out, err

    return ran


@pytest.fixture
def review(tieout: Ran, tmp_path: Path) -> str:
    """The review that a job has parked."""
    file = tmp_path / "job.toml"
    question = "What were Apple's net sales in fiscal 2024?"
    file.write_text(f'title = "J"\nquestions = ["{question}"]\nreview = "always"\n', encoding="utf-8")
    code, out, err = tieout("report", str(file), "--json")
    told = json.loads(out)
    assert (code, told["status"]) == (1, "needs_review")
    assert 'needs_review: "What were Apple\'s net sales in fiscal 2024?"' in err
    return str(told["reviews"][0])


def test_what_waits_is_listed_and_shown(tieout: Ran, review: str) -> None:
    """The list has a line a review; one review shows its proven sentence, the source's words and the choices."""
    listed = tieout("review")
    shown = tieout("review", review)
    as_json = json.loads(tieout("review", review, "--json")[1])

    assert (listed[0], listed[1].split()[0], "1 proven, 0 not" in listed[1]) == (0, review, True)
    assert shown[0] == 0
    assert "proven: Apple Inc.’s net sales were $391,035 million in fiscal 2024" in shown[1]
    assert "$391,035 million: 0000320193-24-000123, Item 8: “Total net sales | 391,035 | 383,285 | 394,328”" in shown[1]
    assert f"decide: tieout review {review} approve | edit | reject | more" in shown[1]
    assert as_json == json.loads(tieout("review", "--json")[1])[0]


def test_an_approval_prints_the_answer_and_completes_the_report(tieout: Ran, review: str, tmp_path: Path) -> None:
    """The answer is printed with its proof and who approved it, the report has it, and nothing waits any more."""
    code, out, _ = tieout("review", review, "approve", "--by", "Ann")
    (report,) = (tmp_path / "reports").glob("*.md")

    assert code == 0
    assert "Apple Inc.’s net sales were $391,035 million in fiscal 2024 (ended September 28, 2024). [1]" in out
    assert f"review {review}: approve by Ann, " in out
    assert f"written again: {report}" in out
    assert "1 of 1 answered" in report.read_text(encoding="utf-8")
    assert tieout("review") == (0, "", "tieout: nothing waits for a review\n")
    assert "by Ann" in tieout("review", review)[1]


def test_an_edit_comes_from_arguments_or_from_a_file(tieout: Ran, review: str, tmp_path: Path) -> None:
    """Sentences of a file are judged like those of the command line; the exit code says that it still waits."""
    (tmp_path / "edit.txt").write_text(f"{TRUE}\n\n{FALSE}\n", encoding="utf-8")

    by_hand = tieout("review", review, "edit", "--sentence", FALSE)
    by_file = tieout("review", review, "edit", "--file", str(tmp_path / "edit.txt"))
    code, out, _ = tieout("review", review, "approve", "--json")

    assert (by_hand[0], by_file[0], code) == (1, 1, 1)
    assert "not proven (wrong_value): " in by_hand[1]
    assert "proven: Apple Inc.’s net sales were $391,035 million in fiscal 2024." in by_file[1]
    assert json.loads(out)["answer"]["status"] == "partial"
    assert "400.0" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("approv",), "'approv' is no decision here; choose one of: approve, edit, reject, more"),
        (("edit",), "an edit needs the sentences that are to be printed; to publish nothing, reject"),
        (("edit", "--file", "none.txt"), "no file 'none.txt'; write the edit into it, a sentence a line"),
        (("--sentence", "Yes."), "sentences go with an edit"),
    ],
)
def test_what_cannot_be_done_is_one_line(tieout: Ran, review: str, arguments: tuple[str, ...], said: str) -> None:
    """A slip of the keyboard decides nothing: one line, exit code 2, and the review waits."""
    code, out, err = tieout("review", review, *arguments)

    assert (code, out) == (2, "")
    assert said in err
    assert review in tieout("review")[1]


def test_an_answer_to_nothing_or_to_what_is_decided_is_one_line(tieout: Ran, review: str) -> None:
    """An unknown id, and a second word on the same review, are wrong usage."""
    tieout("review", review, "reject")

    assert tieout("review", "nope", "approve")[0] == 2
    code, out, err = tieout("review", review, "approve")
    assert (code, out) == (2, "")
    assert f"review {review} is decided already: reject, " in err


def test_a_review_is_dropped(tieout: Ran, review: str) -> None:
    """A dropped review is off the list and says so."""
    code, out, _ = tieout("review", review, "drop")

    assert (code, "dropped: somebody dropped it" in out) == (0, True)
    assert tieout("review")[1] == ""


def test_a_question_is_parked_by_an_option(tieout: Ran) -> None:
    """`ask --review` parks what the option says, prints no figure, and says how to decide."""
    question = "What were Apple's net sales in fiscal 2024?"

    code, out, _ = tieout("ask", question, "--review", "material", "--materiality", "$390bn")
    large = tieout("ask", question, "--review", "material", "--materiality", "500bn USD")
    wrong = tieout("ask", question, "--review", "material", "--materiality", "a lot")

    review = tieout("review")[1].split()[0]
    assert (code, "391,035" in out, f"see and decide it: tieout review {review}" in out) == (1, False, True)
    assert (large[0], "$391,035 million" in large[1]) == (0, True)
    assert (wrong[0], wrong[2].startswith("tieout: --materiality cannot be used: 'a lot' is no amount of money")) == (
        2,
        True,
    )
