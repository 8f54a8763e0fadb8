"""What is counted while a segment is written."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.searching import DIMENSIONS, MANUAL, POINTS
from tieout.tools.index import tally as module
from tieout.tools.index.tally import Counted, Tally, distinct


@given(st.lists(st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 9), max_size=9), max_size=30), st.integers(1, 50))
def test_terms_are_counted_in_pieces(batches: list[list[int]], waiting: int) -> None:
    """However often they are settled on the way, the counts are those of a dictionary, terms rising."""
    counted = Counted()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_WAITING", waiting)
        for batch in batches:
            counted.add(batch)
    terms, counts = counted.counts().tolist()

    assert dict(zip(terms, counts, strict=True)) == Counter(term for batch in batches for term in batch)
    assert terms == sorted(terms)


def test_equal_payloads_share_a_scope() -> None:
    """Scopes are numbered in the order of their first passage."""
    tally = Tally()
    points = [POINTS[0], POINTS[1], POINTS[0], replace(POINTS[2], payload=MANUAL)]

    assert [tally.take(point)[0] for point in points] == [0, 1, 0, 2]
    assert tally.scopes == (POINTS[0].payload, POINTS[1].payload, MANUAL)
    assert tally.points == 4


def test_a_passage_is_taken_once() -> None:
    """The first of an id counts."""
    again = replace(POINTS[0], text="other")

    assert [point.text for point in distinct([POINTS[0], POINTS[1], again], DIMENSIONS)] == [
        POINTS[0].text,
        POINTS[1].text,
    ]
