"""What a reader sees of Markdown, and where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.checking.paper import Piece
from tieout.tools.checking.visible import hidden, masked, visible


def seen(text: str) -> str:
    """What is visible of a whole text."""
    return visible(masked(text, hidden(text)), 0, len(text))[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$**391.0** billion", "$391.0 billion"),
        ("$39<b>1</b>.0", "$391.0"),
        (r"\$391 \* 2", "$391 * 2"),
        ("[$391 million](https://a.b/12)", "$391 million"),
        ("A&nbsp;&amp;&#36;5", "A\u00a0&$5"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_3", "snake_case_3"),
        ("sales[^12] rose", "sales rose"),
        ("one<br>two", "one two"),
        ("a<!-- 5 -->b", "ab"),
        ("a<span style='display:none'>5</span>b", "ab"),
        ("`<!-- 5 -->`", "<!-- 5 -->"),
        ("a<!-- 5", "a<!-- 5"),
    ],
)
def test_markup_is_not_seen_and_words_are(text: str, shown: str) -> None:
    """Emphasis, tags, addresses, notes and closed comments vanish; an unclosed comment and code stay."""
    assert seen(text) == shown


def test_a_fence_keeps_a_comment_from_hiding_what_follows() -> None:
    """A comment that opens inside of one block of code and closes in another hides nothing between them."""
    text = "```\n<!--\n```\nNet sales were $999.\n```\n-->\n```\n"

    assert hidden(text) == ()


@given(st.text(alphabet="ab1$.*_`<!->&#;[]()\\\n ", max_size=60))
def test_every_seen_character_has_its_place(text: str) -> None:
    """A visible letter, digit or sign stands where its place says, or its place is an entity, a line end or a tag."""
    letters, runs = visible(text, 0, len(text))
    piece = Piece(visible=letters, runs=runs, start=0, end=len(text))

    for at, letter in enumerate(letters):
        start, end = piece.span(at, at + 1)
        assert text[start:end] == letter or text[start] in "\\&<\r\n"
