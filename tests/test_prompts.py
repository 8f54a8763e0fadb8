"""Prompts are files that cannot change unnoticed and cannot be filled wrongly."""

from importlib import resources

import pytest

from tieout.errors import InputError, NotThereError, ReadError
from tieout.prompts import load
from tieout.prompts.prompt import parse

SHIPPED = {
    ("draft", 1): "eea6aeb17de0cb09bf861f6ac400ad963f23d19678a6c5b379c0eeb1beccb60d",
    ("judge", 1): "9b81f56d5c3980ab8f5c1d73c18f4ac2f32460cc6c2feacfafadcddca9e39e00",
    ("plan", 2): "675cc77ca4714a6d3fc1e6eb7d6334110253cd48800bb7a03b0b1d81428691fe",
}
"""SHA-256 of each prompt's text; a new text needs a new version, and then a new line here."""


def _names() -> list[str]:
    files = resources.files("tieout.prompts").iterdir()
    return sorted(file.name.removesuffix(".md") for file in files if file.name.endswith(".md"))


def test_a_changed_text_has_a_changed_version() -> None:
    """Every shipped prompt has the hash that is recorded for its version."""
    found = {(name, load(name).version): load(name).sha256 for name in _names()}

    assert found == SHIPPED


@pytest.mark.parametrize("name", ["plan", "draft", "judge"])
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
