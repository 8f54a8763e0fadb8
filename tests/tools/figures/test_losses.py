"""The first loss of a list makes losses of the figures that go on with it."""

import pytest

from tieout.tools.figures.grammar import figures
from tieout.tools.figures.losses import with_losses


def signs(sentence: str) -> list[str]:
    return [r.sign for r in with_losses(sentence, figures(sentence)) if r.unit == "USD"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Acme had a net loss of $5 million, $7 million and $9 million in 2024, 2023 and 2022.", ["loss"] * 3),
        ("Acme had a net loss of $5 million and revenue of $7 million.", ["loss", ""]),
        ("Acme had a net loss of $5 million and $7 million of impairments.", ["loss", ""]),
        ("Acme had net income of $5 million and $7 million in 2024 and 2023.", ["", ""]),
    ],
)
def test_a_list_of_losses_has_one_sign(sentence: str, expected: list[str]) -> None:
    """Only figures with nothing of their own behind or before them are losses too."""
    assert signs(sentence) == expected
