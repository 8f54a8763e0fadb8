"""Tags of a document, remembered with the snapshot that they were read from."""

from typing import cast

from tieout.fact import Fact, FactQuery
from tieout.ports import Snapshot
from tieout.tools.tagsat import Tags


class Counting:
    """A snapshot that counts how often it is asked for facts."""

    def __init__(self) -> None:
        self.asked = 0

    def facts(self, _query: FactQuery) -> tuple[Fact, ...]:
        """None, counted."""
        self.asked += 1
        return ()


def test_a_snapshots_tags_are_read_once_a_document() -> None:
    """Two questions of one document read it once; another snapshot reads it again."""
    first, second = Counting(), Counting()
    for document in ("a", "a", "b"):
        Tags.of(cast("Snapshot", first), document)
    Tags.of(cast("Snapshot", second), "a")

    assert (first.asked, second.asked) == (2, 1)
