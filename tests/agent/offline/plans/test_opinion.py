"""A judgement is answered by the figures that decide it, and by no judgement."""

from pathlib import Path

import pytest

from tieout import Workspace


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("Is Apple's operating margin healthy in fiscal 2024?", ["operating margin"]),
        ("Does Apple have strong free cash flow in fiscal 2024?", ["free cash flow"]),
        ("Is Apple a capital-intensive business based on FY2024 data?", ["capital expenditures as a share of revenue"]),
        (
            "Does Apple have a reasonably healthy net margin for FY2024? If it is not relevant, please explain why.",
            ["net margin"],
        ),
    ],
)
def test_the_figures_that_decide_are_stated_without_an_opinion(
    workspace: Workspace, question: str, stated: list[str]
) -> None:
    """The text holds figures, the note says that the adjective is none."""
    answer = workspace.ask(question)
    assert answer.figures
    assert all(words in answer.text for words in stated)
    assert any("is a judgement and no figure of a filing" in n for n in answer.notes)
    assert "healthy" not in answer.text


def test_an_adjective_alone_is_no_judgement(workspace: Workspace) -> None:
    """A question for words that happen to have an adjective is not answered by figures."""
    answer = workspace.ask("What strong competitors does Apple mention?")
    assert not [n for n in answer.notes if "judgement" in n]
