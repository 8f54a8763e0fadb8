"""Pages and their hidden parts."""

from pathlib import Path

import pytest

from tieout.tools.checking.readings import parted


@pytest.mark.parametrize(
    "page",
    [
        "<p>$39<span hidden>5</span>1.0 billion</p>",
        "<p>$39<i style='display:none'>7</i>1.0 billion</p>",
        "<p>$39\u200b1.0 billion</p>",
        "<p>$39&#8203;1.0 billion</p>",
        "<p>$39<!-- 5 -->1.0 billion</p>",
    ],
)
def test_a_numeral_with_something_hidden_in_it_is_told(tmp_path: Path, page: str) -> None:
    """A reader sees one number where the page has something between its digits."""
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{page}</body></html>")

    assert parted(path) == {"391.0"}


def test_a_numeral_that_is_only_marked_up_is_whole(tmp_path: Path) -> None:
    """Bold digits hide nothing, and other files are no pages."""
    page, text = tmp_path / "page.html", tmp_path / "memo.md"
    page.write_text("<html><body><p>$39<b>1</b>.0 billion</p></body></html>")
    text.write_text("$39<!-- 5 -->1.0 billion")

    assert parted(page) == frozenset()
    assert parted(text) == frozenset()
