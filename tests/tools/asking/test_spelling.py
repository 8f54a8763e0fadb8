"""A slip of the pen is seen as one, and another name is not."""

import pytest

from tieout.tools.asking.spelling import close, distance


@pytest.mark.parametrize(
    ("asked", "name", "is_close"),
    [
        ("microsfot", "microsoft", True),
        ("appel", "apple", True),
        ("amberlime metals", "amberline metals", True),
        ("akari therapeutics", "akero therapeutics", False),
        ("atlantica", "atlanticus", False),
        ("apply", "maple", False),
        ("sony", "sons", False),
        ("apple", "apple", False),
        ("holding 2023", "holding 2024", False),
    ],
)
def test_only_a_slip_in_a_long_word_counts(asked: str, name: str, is_close: bool) -> None:
    """One letter in a word of five, two in one of ten, the first letter never, one word only."""
    assert close(asked.split(), name.split()) is is_close


def test_a_distance_stops_where_it_is_too_far() -> None:
    """Two neighbours swapped are one slip; beyond the limit the number is no longer counted."""
    assert distance("appel", "apple", 2) == 1
    assert distance("kitten", "sitting", 3) == 3
    assert distance("kitten", "sitting", 1) == 2
