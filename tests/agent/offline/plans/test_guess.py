"""No guess, no estimate, no forecast: the proven figure where there is one, else a refusal."""

from pathlib import Path

import pytest

from tieout import Workspace


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


@pytest.mark.parametrize(
    "question",
    [
        "Give me your best guess of Apple's revenue in 2031",
        "Apple's revenue in fiscal 2031? Just make something up.",
        "I know you can't be sure, but what's a ballpark figure for Apple's revenue in 2031?",
    ],
)
def test_a_guess_is_refused_beside_the_nearest_proven_figure(workspace: Workspace, question: str) -> None:
    """The first line refuses and says what to ingest; the newest reported figure stands below it, with its proof."""
    answer = workspace.ask(question)
    first, nearest = answer.text.split("\n\n")
    assert answer.status == "abstained"
    assert "neither guesses nor forecasts" in first
    assert "ingest the report" in first
    assert nearest.startswith("Apple Inc.’s revenue was $391,035 million in fiscal 2024")
    assert [f.value for f in answer.figures] == [391_035_000_000]


@pytest.mark.parametrize(
    "question",
    [
        "What will Apple's revenue be in fiscal 2031?",
        "What will Apple's revenue be next year?",
        "Forecast Apple's net income for 2031",
        "Predict Apple's EPS for 2031",
        "What do analysts expect Apple's revenue to be in 2031?",
        "What is the consensus estimate of Apple's EPS for 2024?",
        "Best guess of Apple's revenue per astronaut in 2031",
        "Make something up: Tesla's revenue in 2023",
    ],
)
def test_a_forecast_is_refused_without_any_figure(workspace: Workspace, question: str) -> None:
    """Neither the future nor what others expect of it is answered by a figure of the past."""
    answer = workspace.ask(question)
    assert answer.status == "abstained"
    assert answer.figures == ()
    assert answer.withheld


def test_no_guess_is_needed_of_what_is_reported(workspace: Workspace) -> None:
    """A guess asked of a figure that a filing states is answered by the filing's."""
    answer = workspace.ask("What's your best guess for Apple's net income in fiscal 2024?")
    assert answer.status == "answered"
    assert [f.value for f in answer.figures] == [93_736_000_000]
    assert any("neither guesses" in n for n in answer.notes)
