"""Of which reading of a word can a move be stated in points? Of its percentage: "gross margin" is an amount, too."""

from dataclasses import replace

from tieout.agent.offline.reading.understood import Understood
from tieout.question import MetricAsked
from tieout.tools.figures.vocabulary import Vocabulary

POINTS = frozenset({"points", "basis points"})


def as_points(asked: Understood, vocabulary: Vocabulary) -> Understood:
    """The question with the percentages in place of amounts of the same name, where a move in points is asked for."""
    if asked.shown is None or asked.shown.unit not in POINTS:
        return asked
    return replace(asked, metrics=tuple(_percentage(m, vocabulary) for m in asked.metrics))


def _percentage(asked: MetricAsked, vocabulary: Vocabulary) -> MetricAsked:
    if asked.metric is None or vocabulary.metric(asked.metric).unit == "percent":
        return asked
    readings = (vocabulary.metric(r) for r in vocabulary.metric(asked.metric).readings)
    found = next((r for r in readings if r.unit == "percent"), None)
    return asked if found is None else asked.model_copy(update={"metric": found.id, "words": found.name})
