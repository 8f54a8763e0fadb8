"""Tables in plain text and Markdown."""

from pathlib import Path

import pytest

from tieout.tools.filings import read
from tieout.tools.filings.plaintables import PlainTable, blocks, cells, spread

MARKDOWN = """The table shows sales by contract (in millions):

|  |  | Years ended September 30, |  |
|---|---|---|---|
|  | 2019 | 2018 | 2017 |
| Fixed price | $ 1,452.4 | $ 1,146.2 | $ 1,036.9 |
| Other | 44.1 | (56.7) | — |
"""


def test_a_table_of_markdown_is_a_table(tmp_path: Path) -> None:
    """Its figures are facts in its unit, with the brackets' sign; a dash has no value."""
    path = tmp_path / "memo.md"
    path.write_text(MARKDOWN)
    reading = read(path)

    assert [f"{fact.label} {fact.value} {fact.unit}" for fact in reading.facts] == [
        "Fixed price 1452400000 USD",
        "Fixed price 1146200000 USD",
        "Fixed price 1036900000 USD",
        "Other 44100000 USD",
        "Other -56700000 USD",
        "Other None USD",
    ]
    assert reading.text.splitlines()[1:3] == ["Years ended September 30,", "2019\t2018\t2017"]


def test_rows_apart_by_tabs_are_a_table(tmp_path: Path) -> None:
    """Plain text that was copied from a spreadsheet is read alike."""
    path = tmp_path / "memo.txt"
    path.write_text("Amounts in thousands\n\tAmount\nTranche A\t$93,500\nTranche B\t121,600\n")

    assert [fact.value for fact in read(path).facts] == [93_500_000, 121_600_000]


@pytest.mark.parametrize("text", ["use a | b or c | d here\nand a | b there", "one\ttwo\nthree\tfour"])
def test_words_between_bars_are_no_table(text: str) -> None:
    """Lines without a figure in a cell stay lines."""
    assert not any(isinstance(block, PlainTable) for block in blocks(text.splitlines()))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("| a | b |", ("a", "b")),
        ("| a \\| b | **c** |", ("a | b", "c")),
        ("a sentence", ("a sentence",)),
        ("| 2 0 1 8 | -4 ( 4 ) | 5.5% ( 5.5 % ) | 4 ( 5 ) |", ("2018", "-4", "5.5%", "4 ( 5 )")),
    ],
)
def test_cells(line: str, found: tuple[str, ...]) -> None:
    """Bars that are escaped are text, emphasis is none, and a figure printed twice is one."""
    assert cells(line) == found


def test_heads_reach_over_their_columns() -> None:
    """A head over a group stands over all of it where the groups are even; else over its own column."""
    even = [("", "Domestic", "", "Abroad", ""), ("", "2019", "2018", "2019", "2018"), ("Rate", "1", "2", "3", "4")]
    odd = [("", "Domestic", "", "Abroad"), ("", "2019", "2018", "2019"), ("Rate", "1", "2", "3")]

    assert spread(even)[0] == [("", 1), ("Domestic", 2), ("Abroad", 2)]
    assert spread(odd)[0] == [("", 1), ("Domestic", 1), ("", 1), ("Abroad", 1)]
