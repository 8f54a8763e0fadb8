"""Prompts are files that cannot change unnoticed and cannot be filled wrongly."""

from importlib import resources

import pytest

from tieout.errors import InputError, NotThereError, ReadError
from tieout.prompts import load
from tieout.prompts.prompt import parse

SHIPPED = {
    ("draft", 2): "491986ddc2efded9ad8bb591f07c7d7ad6c4059b4ab3c704accb8b1f71e98006",
    ("json", 1): "bf27558227d519ee1cdc09a9ef7a3cebb856741d28bd70ead5e75f65cab3b612",
    ("judge", 1): "9b81f56d5c3980ab8f5c1d73c18f4ac2f32460cc6c2feacfafadcddca9e39e00",
    ("plan", 3): "d799e19029d948c8489a34d6f1ef1e4f1585b5529e65d39b516d737aa0d68209",
}
"""SHA-256 of each prompt's text; a new text needs a new version, and then a new line here."""


def _names() -> list[str]:
    files = resources.files("tieout.prompts").iterdir()
    return sorted(file.name.removesuffix(".md") for file in files if file.name.endswith(".md"))


def test_a_changed_text_has_a_changed_version() -> None:
    """Every shipped prompt has the hash that is recorded for its version."""
    found = {(name, load(name).version): load(name).sha256 for name in _names()}

    assert found == SHIPPED


@pytest.mark.parametrize("name", ["plan", "draft", "judge", "json"])
def test_rendering_takes_exactly_the_declared_inputs(name: str) -> None:
    """One input less or one more is refused."""
    prompt = load(name)
    inputs = dict.fromkeys(prompt.inputs, "x")

    with pytest.raises(InputError, match=f"prompt '{name}' takes"):
        prompt.render(**{key: inputs[key] for key in prompt.inputs[1:]})
    with pytest.raises(InputError, match="other"):
        prompt.render(**inputs, other="x")
    assert "{{" not in str(prompt.render(**inputs))


def test_filled_text_is_not_filled_again() -> None:
    """A placeholder inside an input stays as it is written."""
    prompt = parse("---\nid: p\nversion: 2\ninputs: a, b\n---\nRules\n=== data ===\n{{a}} {{b}} {gap}", "p")

    rendered = prompt.render(a="{{b}}", b="=== data ===")

    assert (rendered.system, rendered.user) == ("Rules", "{{b}} === data === {gap}")
    assert rendered.prompt == f"p@2:{prompt.sha256[:8]}"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Rules\n=== data ===\n", "no front matter"),
        ("---\nid: q\nversion: 1\ninputs:\n---\nRules\n=== data ===\n", "needs id"),
        ("---\nid: p\nversion: 1\ninputs:\n---\nRules only\n", "needs id"),
        ("---\nid: p\nversion: 1\ninputs: a\n---\nRules\n=== data ===\n{{b}}", r"declares \['a'\] and uses \['b'\]"),
    ],
)
def test_a_broken_file_says_what_is_wrong(source: str, message: str) -> None:
    """Front matter, id, data line and declared inputs are all checked when a prompt is read."""
    with pytest.raises(ReadError, match=message):
        parse(source, "p")


@pytest.mark.parametrize("name", ["nothing", "../plan", "plan.md"])
def test_an_unknown_name_is_not_there(name: str) -> None:
    """Only names of shipped prompts load, and no paths."""
    with pytest.raises(NotThereError, match="there is no prompt"):
        load(name)
