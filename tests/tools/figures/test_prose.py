"""The sentences of a text with digits are found by their words; tables, titles and what is gone are none."""

from tests.tools.figures.test_restating import document
from tieout.tools.figures.prose import Prose, Shelf, is_title

TEXT = (
    "2023 FORM 10-K 51\nEurope\nSales of anvils rose 5%. Sales of tongs rose 7%.\n"
    "Anvils\t5\nNobody knows why anvils sell.\nAnvils cost $3 now."
)


def prose(*, holes: tuple[tuple[int, int], ...] = (), gone: tuple[tuple[int, int], ...] = ()) -> Prose:
    """The running text of a small report."""
    return Prose(document=document(), shelf=Shelf(lambda: (TEXT, holes)), gone=gone)


def having(one: Prose, *words: str) -> list[str]:
    """The sentences with some words."""
    return [TEXT[slice(*place)] for place in one.having(words)]


def test_sentences_with_digits_are_found_by_all_of_some_words() -> None:
    """Neither a row of a table nor a sentence without digits is one; an unknown word finds nothing."""
    assert having(prose(), "anvil") == ["Sales of anvils rose 5%.", "Anvils cost $3 now."]
    assert having(prose(), "tong", "rose") == ["Sales of tongs rose 7%."]
    assert having(prose(), "anvil", "hammer") == []


def test_tables_and_what_is_gone_are_left_out() -> None:
    """A range of either kind takes the sentences that it touches."""
    start = TEXT.index("Anvils cost")

    assert having(prose(holes=((start, start + 5),)), "anvil") == ["Sales of anvils rose 5%."]
    assert having(prose().without([(start, start + 5)]), "anvil") == ["Sales of anvils rose 5%."]
    assert having(prose(gone=((0, len(TEXT)),)), "anvil") == []


def test_a_sentence_has_its_heading_and_the_sentences_before_it() -> None:
    """The foot of a page is no heading; sentences that are gone do not stand before."""
    place = prose().having(["tong"])[0]
    first = prose().having(["anvil"])[0]

    assert prose().above(place) == ["Europe"]
    assert prose().before(place) == ["Sales of anvils rose 5%."]
    assert prose(gone=(first,)).before(place) == []


def test_titles_are_short_lines_without_a_stop() -> None:
    """No sentence, no row, no foot of a page, no number."""
    lines = ["Europe", "It rose.", "a\tb", "Table of Contents", "2023 FORM 10-K 51", "51", "Notes:"]

    assert [line for line in lines if is_title(line)] == ["Europe"]
