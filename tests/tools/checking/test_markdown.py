"""The pieces of a Markdown text."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tieout.tools.checking.markdown import read_markdown

TABLE = """# Results

## Income (in millions)

| | 2024 | 2023 |
|---|---|---|
| Net sales | **391,035** | 383,285 |
| Net income | 93,736 | 96,995 |
"""


def test_cells_know_row_column_scale_and_headings() -> None:
    """A cell is named by its row's label and its column's head, and its table's unit is above it."""
    cells = [p for p in read_markdown("m", TABLE).pieces if p.block == "cell"]

    assert [(c.visible.strip(), c.row, c.column) for c in cells] == [
        ("391,035", "Net sales", "2024"),
        ("383,285", "Net sales", "2023"),
        ("93,736", "Net income", "2024"),
        ("96,995", "Net income", "2023"),
    ]
    assert {c.scale for c in cells} == {Decimal(10**6)}
    assert {c.heading for c in cells} == {("Results", "Income (in millions)")}
    start, end = cells[0].span(cells[0].visible.index("3"), len(cells[0].visible.rstrip()))
    assert TABLE[start:end] == "391,035"


def test_a_heading_ends_the_one_beside_it() -> None:
    """The second heading of a level stands under the one above both."""
    pieces = read_markdown("m", "# A\n\n## B\n\nb\n\n## C\n\nc\n").pieces

    assert [(p.visible, p.heading) for p in pieces] == [
        ("A", ()),
        ("B", ("A",)),
        ("b", ("A", "B")),
        ("C", ("A",)),
        ("c", ("A", "C")),
    ]


def test_a_number_that_begins_a_line_of_a_paragraph_is_no_list_number() -> None:
    """Only a list that begins with 1 interrupts a paragraph, as Markdown has it."""
    pieces = read_markdown("m", "Sales came to\n391. They rose.\n").pieces

    assert [(p.block, p.visible) for p in pieces] == [("paragraph", "Sales came to 391. They rose.")]


def test_plain_text_hides_nothing() -> None:
    """What looks like a comment in a text file is there to be read."""
    paper = read_markdown("t", "<!-- $5 -->\n", plain=True)

    assert paper.hidden == ()


def test_hidden_numerals_are_said() -> None:
    """A note counts the numerals that are not checked."""
    paper = read_markdown("m", "a <!-- $5 million and 7 --> b\n")

    assert paper.notes == ("2 numerals stand in hidden text, which is not checked: 5, 7",)


@given(st.text(alphabet="a1.|-#\n >*`~<!", max_size=80))
def test_no_text_breaks_it_and_pieces_stay_in_order(text: str) -> None:
    """Pieces of any text lie in it, one after the other."""
    ends = [(p.start, p.end) for p in read_markdown("m", text).pieces]

    assert all(0 <= start <= end <= len(text) for start, end in ends)
    assert [s for s, _ in ends] == sorted(s for s, _ in ends)
