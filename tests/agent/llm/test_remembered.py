"""What was asked before is not paid for twice, and a broken file costs no answer."""

import asyncio
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import BaseModel

from tieout.agent.llm import remembered
from tieout.agent.llm.remembered import FILE, Remembered
from tieout.agent.llm.structured import ModelChoice
from tieout.answer import Cost
from tieout.errors import UnreachableError
from tieout.prompts import Rendered

CHOICE = ModelChoice(model="m")
PROMPT = Rendered(prompt="p@1", system="rules", user="data")
PAID = Cost(usd=Decimal(1), input_tokens=2, output_tokens=3)


S = TypeVar("S", bound=BaseModel)


class Shape(BaseModel):
    """What is asked for."""

    word: str


class Counting:
    """A model that says how often it was asked."""

    name = "counting"

    def __init__(self) -> None:
        self.calls = 0

    async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:  # noqa: ARG002
        """The number of this call."""
        self.calls += 1
        return shape.model_validate({"word": str(self.calls)}), PAID


def word(model: Remembered, prompt: Rendered = PROMPT) -> tuple[str, Cost]:
    """One answer."""
    output, cost = asyncio.run(model.ask(prompt, Shape))
    return output.word, cost


def test_the_same_prompt_is_asked_once(tmp_path: Path) -> None:
    """The second time the answer is the first one's, free, also for another process's object."""
    model = Counting()
    assert word(Remembered(model, CHOICE, tmp_path)) == ("1", PAID)
    assert word(Remembered(model, CHOICE, tmp_path)) == ("1", Cost())
    assert model.calls == 1


@pytest.mark.parametrize(
    ("prompt", "choice"),
    [
        (PROMPT.model_copy(update={"user": "other data"}), CHOICE),
        (PROMPT.model_copy(update={"system": "other rules"}), CHOICE),
        (PROMPT, CHOICE.model_copy(update={"model": "n"})),
        (PROMPT, CHOICE.model_copy(update={"base_url": "http://127.0.0.1:1"})),
    ],
)
def test_another_prompt_or_model_is_another_answer(tmp_path: Path, prompt: Rendered, choice: ModelChoice) -> None:
    """Nothing that changes what a model may say is left out of the key."""
    model = Counting()
    word(Remembered(model, CHOICE, tmp_path))
    assert word(Remembered(model, choice, tmp_path), prompt)[0] == "2"


@pytest.mark.parametrize("damage", [b"no database", b""])
def test_a_damaged_file_is_as_if_it_were_empty(tmp_path: Path, damage: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """The model is asked, and the log says why."""
    (tmp_path / FILE).write_bytes(damage)
    assert word(Remembered(Counting(), CHOICE, tmp_path)) == ("1", PAID)
    assert ("cannot be read" in caplog.text) == bool(damage)


def test_an_answer_of_another_shape_is_asked_for_anew(tmp_path: Path) -> None:
    """A file that was tampered with gives no output that does not fit."""
    model = Remembered(Counting(), CHOICE, tmp_path)
    word(model)
    with model._open() as file:
        file.execute("UPDATE answer SET output = '[]'")
    assert word(model)[0] == "2"


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    """The next question asks again."""

    class Failing(Counting):
        async def ask(self, prompt: Rendered, shape: type[S]) -> tuple[S, Cost]:
            if self.calls == 0:
                self.calls += 1
                raise UnreachableError("down")
            return await super().ask(prompt, shape)

    model = Remembered(Failing(), CHOICE, tmp_path)
    with pytest.raises(UnreachableError):
        word(model)
    assert word(model)[0] == "2"


def test_the_file_holds_no_prompt_and_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only hashes and answers, for the owner alone; the oldest go first."""
    monkeypatch.setattr(remembered, "MOST", 3)
    model = Remembered(Counting(), CHOICE, tmp_path)
    for number in range(6):
        word(model, PROMPT.model_copy(update={"user": f"secret {number}"}))
    kept = (tmp_path / FILE).read_bytes()
    assert b"secret" not in kept
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert word(model, PROMPT.model_copy(update={"user": "secret 5"}))[1] == Cost()
    assert word(model, PROMPT.model_copy(update={"user": "secret 0"}))[1] == PAID
