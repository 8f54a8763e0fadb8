"""Which passages fit a question best, judged locally? The order found, and what is known of question and passages."""

from collections.abc import Sequence
from typing import Final

from tieout.document import Passage
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.index.evidence import Evidence, Sought, evidence

_ORDER: Final = 2.0
_SLOPE: Final = 10
"""The share of the order halves every time the rank passes this many."""
_COVERAGE: Final = 0.6
_EXPANSION: Final = 0.3
_HEADING: Final = 0.3
_YEARS: Final = 0.2
_KIND: Final = 0.2
_FACT: Final = 0.2
_STATEMENT: Final = 0.4


class LocalReranker:
    """Orders passages by the rank at which they were found plus what is known of them.

    The evidence: how much of the question's words a passage has, rare ones counting more, and of the words that filings
    print for what is asked; how much its headings and its document's name have; whether it names the years asked;
    whether it is a table where a figure is asked, or prose where prose is; whether a row of it states the metric, and
    its page shows the statement that the figure is at home in. It truncates and never drops by opinion; the same
    passages always come in the same order.
    """

    name = "local"

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """Take a vocabulary of one's own; None is the packaged one, loaded when it is first needed."""
        self._vocabulary = vocabulary

    async def rerank(self, question: str, passages: Sequence[Passage], k: int) -> tuple[str, ...]:
        """Ids of the best k passages, best first; equal ones stay in the order given."""
        best = ordered(question, passages, self._vocabulary)
        return tuple(passage.id for passage in best[: max(k, 0)])


def ordered(question: str, passages: Sequence[Passage], vocabulary: Vocabulary | None = None) -> list[Passage]:
    """All passages, best first."""
    found = evidence(Sought.of(question, vocabulary or Vocabulary.load()), passages)
    scores = [_ORDER / (1 + rank / _SLOPE) + score(one) for rank, one in enumerate(found)]
    return [passages[rank] for rank in sorted(range(len(passages)), key=lambda rank: (-scores[rank], rank))]


def score(one: Evidence) -> float:
    """What the evidence for a passage comes to."""
    return (
        _COVERAGE * one.coverage
        + _EXPANSION * one.expansion
        + _HEADING * one.heading
        + _YEARS * one.years
        + _KIND * one.kind
        + _FACT * one.fact
        + _STATEMENT * one.statement
    )
