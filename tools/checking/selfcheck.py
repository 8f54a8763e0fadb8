"""Does a text agree with itself, and with the same text of the year before? No source is asked."""

from collections.abc import Iterable, Iterator

from tieout.checked import Finding
from tieout.document import Entity
from tieout.tools.checking.board import boards
from tieout.tools.checking.consistency import consistency
from tieout.tools.checking.footing import footing
from tieout.tools.checking.growth import growth
from tieout.tools.checking.paper import Paper
from tieout.tools.checking.priors import compared
from tieout.tools.figures.vocabulary import Vocabulary


def self_check(
    paper: Paper,
    vocabulary: Vocabulary,
    *,
    prior: Paper | None = None,
    entities: Iterable[Entity] = (),
) -> tuple[Finding, ...]:
    """What a text says against itself, in the order of the text.

    Its tables must add up, down and across; percentages must come from the levels beside them; the same figure must
    be the same wherever it is said. What the structure of the text does not make sure is not accused.

    Args:
        paper: the text.
        vocabulary: the words of metrics.
        prior: last year's; what both say of one period must be the same.
        entities: companies that the text may name.
    """
    found = _findings(paper, vocabulary, prior, entities)
    return tuple(sorted(found, key=lambda one: (one.spans[0], one.kind, one.verdict)))


def _findings(
    paper: Paper, vocabulary: Vocabulary, prior: Paper | None, entities: Iterable[Entity]
) -> Iterator[Finding]:
    for board in boards(paper):
        yield from footing(board)
        yield from growth(board)
    yield from consistency(paper, vocabulary, entities)
    if prior is not None:
        yield from compared(paper, prior)
