"""A filing's sentence explains a figure's move only where it is of this figure, this year and this way."""

from decimal import Decimal

import pytest

from tieout.agent.offline.drafts.explaining import Explaining, Moved
from tieout.question import MetricAsked
from tieout.tools.figures.vocabulary import Vocabulary


def told(text: str, metric: str = "revenue", *, member: str | None = None, heading: str = "") -> list[str]:
    """The explanations of a fall by 3.9 % to $22,680 million in 2023."""
    moved = Moved(level=Decimal(22_680_000_000), change=Decimal(-921_000_000), percent=Decimal("-3.9"))
    asked = MetricAsked(metric=metric, words=metric, member=member)
    reader = Explaining(metric=asked, vocabulary=Vocabulary.load(), year=2023, moved=moved)
    return [text[r.start : r.end] for r in reader.reasons(text, (0, len(text)), heading)]


STATED = "Net revenue for 2023 was $22.7 billion, a decrease of 4% from 2022. "


def test_what_goes_on_from_the_statement_explains_it() -> None:
    """The decrease is explained by the sentence behind the one that states it, with what offsets it."""
    reason = "The decrease in net revenue was primarily due to lower anvil sales."
    offset = " This decrease was partially offset by higher hammer sales."
    assert told(STATED + reason + offset) == [reason + offset]


@pytest.mark.parametrize(
    "text",
    [
        "Net revenue increased 19%, primarily reflecting pricing.",
        "Net revenue grew slightly, primarily reflecting effective net pricing.",
        "Net revenue decreased 7%, primarily driven by lower volume.",
        "The decrease in net revenue in 2021 was primarily due to the pandemic.",
        "Anvil net revenue decreased 4%, primarily due to lower volume.",
        "Net revenue could decrease due to competition.",
        "Net revenue decreased in 2023, as shown in the table above and in the note below it.",
    ],
)
def test_another_part_year_or_way_explains_nothing(text: str) -> None:
    """A rise, another percentage, another year, a part, a risk, or no reason at all: none is quoted."""
    assert told(text) == []


def test_what_prints_the_move_is_of_the_whole_company() -> None:
    """The percentage by which the figure moved shows whose sentence it is."""
    text = "Net revenue decreased 4%, primarily due to lower anvil volume."
    assert told(text) == [text]


def test_a_part_is_explained_by_its_own_sentence() -> None:
    """Where a part is asked for its name has to stand with the figure."""
    text = "Anvil net revenue decreased 4% due to lower volume. Hammer net revenue decreased 4% due to the weather."
    assert told(text, member="Hammer") == ["Hammer net revenue decreased 4% due to the weather."]
