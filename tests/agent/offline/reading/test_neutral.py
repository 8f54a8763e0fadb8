"""Words that were not understood stop a figure unless they cannot change which figure is meant."""

from tieout.agent.offline.reading.neutral import unread


def test_words_of_asking_are_harmless() -> None:
    """How a question is put does not change what it asks."""
    assert unread(("generated", "exactly", "rounded", "2023"), part=False) == ()


def test_words_that_may_name_a_part_are_not() -> None:
    """An unknown word may be a segment, a basis or another company."""
    assert unread(("datacenter", "corporate", "tesla"), part=False) == ("datacenter", "corporate", "tesla")


def test_segment_is_harmless_only_beside_a_part() -> None:
    """“segment” says that a part is meant, so that alone it is not skipped."""
    assert unread(("segment",), part=True) == ()
    assert unread(("segment",), part=False) == ("segment",)
