"""A move in points is of a percentage, whatever else its word may mean."""

from tieout.agent.offline.reading.pointed import as_points
from tieout.agent.offline.reading.understood import Understood
from tieout.claim import Shown
from tieout.question import MetricAsked
from tieout.tools.figures.vocabulary import Vocabulary

VOCABULARY = Vocabulary.load()


def asked(metric: str, unit: str | None) -> str | None:
    """The metric that is meant where a figure is asked for in a unit."""
    shown = None if unit is None else Shown.model_validate({"unit": unit})
    understood = Understood(text="?", typed="?", metrics=(MetricAsked(metric=metric, words="it"),), shown=shown)
    return as_points(understood, VOCABULARY).metrics[0].metric


def test_an_amount_with_a_percentage_of_its_name_is_that_percentage() -> None:
    """“gross margin” by how many points; revenue has no such reading and stays."""
    percentage = asked("gross_profit", "points")
    assert percentage is not None
    assert VOCABULARY.metric(percentage).unit == "percent"
    assert asked("revenue", "points") == "revenue"


def test_without_points_nothing_changes() -> None:
    """A level in dollars is what it was."""
    assert asked("gross_profit", None) == "gross_profit"
    assert asked("gross_profit", "percent") == "gross_profit"
