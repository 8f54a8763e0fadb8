"""A figure by segment, product or place is the figure of each part that the filing names."""

from pathlib import Path

import pytest

from tieout import Workspace


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


def parts(workspace: Workspace, question: str) -> dict[str, int]:
    """The figures in millions, by what they are of."""
    found = workspace.ask(question)
    return {f.text: int(f.value) // 1_000_000 for f in found.figures}


def test_every_product_that_is_named_is_shown(workspace: Workspace) -> None:
    """The figures of the parts, and not the whole company's."""
    shown = parts(workspace, "Apple net sales by product category in 2024")
    assert {"$201,183 million", "$96,169 million"} <= set(shown)
    assert "$391,035 million" not in shown


def test_the_words_name_no_part_that_happens_to_be_called_so(workspace: Workspace) -> None:
    """“by product” asks for all of them, although one is called Products."""
    assert len(parts(workspace, "Apple net sales by product 2024")) > 2


@pytest.mark.parametrize("question", ["Apple net sales by moon phase 2024", "Apple net sales per astronaut 2024"])
def test_other_kinds_are_refused(workspace: Workspace, question: str) -> None:
    """What the filings do not divide by is not answered by the whole."""
    assert workspace.ask(question).figures == ()
