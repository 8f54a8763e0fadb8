"""Tables and columns of PDF pages, by where their words stand."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tieout.document import Table
from tieout.reading import Reading
from tieout.tools.filings import read
from tieout.tools.filings.pdflayout import layout
from tieout.tools.filings.pdfwords import Word, words_of
from tieout.tools.filings.tables import is_figure

STATEMENT = """
                                          Three Months Ended            Nine Months Ended
                                          June 25,       June 26,       June 25,       June 26,
                                          2022           2021           2022           2021
Net sales:
Products                                  $    63,355    $    63,948    $   245,241    $   232,309
Services                                       19,604         17,486         58,941         50,148
Other income, net                                (10)            243            (97)            —
Net income attributable to common
stockholders, net of tax ..........            19,442         21,744         79,082         74,129
"""


def words(text: str, *, width: float = 6, height: float = 10) -> list[Word]:
    """The words of a page that is typed: every character is as wide, every line as high as the other."""
    found: list[Word] = []
    for number, line in enumerate(text.strip("\n").splitlines()):
        top = 700 - number * height * 1.2
        for match in re.finditer(r"\S+", line):
            left, right = match.start() * width, match.end() * width
            found.append(Word(match[0], left, right, top - height, top, number, len(found)))
    return found


def shown(text: str) -> list[str | list[list[tuple[int, int, str]]]]:
    """Lines, and tables as lists of rows of (column, width, text)."""
    return [
        item if isinstance(item, str) else [[(spot.column, spot.span, spot.text) for spot in row] for row in item]
        for item in layout(words(text))
    ]


def test_a_statement() -> None:
    """Figures keep their columns, signs their figures, a label in two lines its row, heads what they span."""
    (table,) = shown(STATEMENT)

    assert table == [
        [(1, 2, "Three Months Ended"), (3, 2, "Nine Months Ended")],
        [(1, 1, "June 25, 2022"), (2, 1, "June 26, 2021"), (3, 1, "June 25, 2022"), (4, 1, "June 26, 2021")],
        [(0, 1, "Net sales:")],
        [(0, 1, "Products"), (1, 1, "$ 63,355"), (2, 1, "$ 63,948"), (3, 1, "$ 245,241"), (4, 1, "$ 232,309")],
        [(0, 1, "Services"), (1, 1, "19,604"), (2, 1, "17,486"), (3, 1, "58,941"), (4, 1, "50,148")],
        [(0, 1, "Other income, net"), (1, 1, "(10)"), (2, 1, "243"), (3, 1, "(97)"), (4, 1, "—")],
        [
            (0, 1, "Net income attributable to common stockholders, net of tax"),
            (1, 1, "19,442"),
            (2, 1, "21,744"),
            (3, 1, "79,082"),
            (4, 1, "74,129"),
        ],
    ]


def test_a_day_over_all_columns() -> None:
    """A day that stands alone in the middle over the columns is over every one of them."""
    (table,) = shown(
        """
                                            June 25, 2022
                              Adjusted   Unrealized   Unrealized    Fair
                                Cost       Gains        Losses     Value
        Cash                 $ 12,852          $ 2        $ (2)  $ 12,852
        Mutual funds              252            1          (32)      221
        Corporate bonds        88,912           15       (6,455)   82,472
        """
    )

    assert table[:2] == [
        [(1, 4, "June 25, 2022")],
        [(1, 1, "Adjusted Cost"), (2, 1, "Unrealized Gains"), (3, 1, "Unrealized Losses"), (4, 1, "Fair Value")],
    ]


def test_heads_of_several_lines() -> None:
    """The lines of a head are one head, also where a line is too narrow to touch the figures below it."""
    (table,) = shown(
        """
                          Total                  Shares Bought as
                        Number of    Average      Part of Public
        Periods        Shares Bought  Price           Plans
        April              50,578    $ 168.06           50,578
        May                42,069    $ 148.45           42,069
        June               50,027    $ 139.06           50,027
        """
    )

    assert table[0] == [
        (0, 1, "Periods"),
        (1, 1, "Total Number of Shares Bought"),
        (2, 1, "Average Price"),
        (3, 1, "Shares Bought as Part of Public Plans"),
    ]


def test_an_empty_cell() -> None:
    """A row without a figure in some column leaves that column empty."""
    (table,) = shown(
        """
                         Notes      2022      2021
Revenue                      1       947       873
Operating income                     964       888
Staff costs                  3      -680      -654
"""
    )

    assert table[2] == [(0, 1, "Operating income"), (2, 1, "964"), (3, 1, "888")]


def test_prose_is_no_table() -> None:
    """Figures within sentences, and lists of a few numbers, make no table."""
    text = """
In 2022 we sold 1,234 anvils, and in 2021 we sold 1,111
anvils. Revenue grew by 12% to $391.0 million, after $350
million in the year before. We expect 5% in 2023.
"""

    assert shown(text) == text.strip().splitlines()


def test_text_around_a_table() -> None:
    """What stands above and below stays where it is; a page number is of no table."""
    found = shown(
        """
The following table shows what we sold in the last two years, by kind of good and in thousands of pieces.
Anvils               12         11
Hammers              22         21
Tongs                32         31
See the notes, which are a part of these statements and of all others that we publish here.



                                          57
"""
    )

    assert [item for item in found if isinstance(item, str)] == [
        "The following table shows what we sold in the last two years, by kind of good and in thousands of pieces.",
        "See the notes, which are a part of these statements and of all others that we publish here.",
        "57",
    ]
    assert found[1] == [
        [(0, 1, "Anvils"), (1, 1, "12"), (2, 1, "11")],
        [(0, 1, "Hammers"), (1, 1, "22"), (2, 1, "21")],
        [(0, 1, "Tongs"), (1, 1, "32"), (2, 1, "31")],
    ]


def test_columns_of_text() -> None:
    """Two columns of prose whose lines the page mixes are read one after the other."""
    left = [f"left line {n} goes on" for n in range(8)]
    right = [f"right line {n} goes on" for n in range(8)]
    page = "\n".join(f"{a:<40}{b}" for a, b in zip(left, right, strict=True))

    assert shown(page) == [*left, *right]


def test_a_list_stays_a_list() -> None:
    """Bullets are no column."""
    page = "\n".join(f"•        point {n} of the list of things" for n in range(8))

    assert shown(page) == [f"• point {n} of the list of things" for n in range(8)]


def figures_of(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    """Label and figures of each row that has both, without signs and spaces."""
    found = []
    for row in table.rows:
        texts = [re.sub(r"[\s$]", "", cell.text).replace("—", "-") for cell in row]
        joined: list[str] = []
        for text in texts:
            if text in {")", "%", ")%"} and joined:
                joined[-1] += text
            elif text:
                joined.append(text)
        if joined and re.search("[a-z]", joined[0]):
            found.append((joined[0].lower(), tuple(t for t in joined[1:] if is_figure(t) and re.search(r"\d", t))))
    return [row for row in found if row[1]]


@pytest.mark.real
def test_rows_of_a_printed_filing(shared_data: Path) -> None:
    """Of a 10-Q as PDF, every row of its tables has the label and the figures of the same row in the tagged filing."""
    printed = read(shared_data / "docugami_10q/docs/2022 Q3 AAPL.pdf")
    tagged = next(
        reading
        for path in sorted((shared_data / "filings/10-Q").glob("AAPL*.htm*"))
        if "-22-" in path.name and (reading := read(path)).document.fiscal_period == "Q3"
    )
    there = Counter(row for table in printed.tables for row in figures_of(table))
    wanted = [row for table in tagged.tables for row in figures_of(table)]
    wanted = [row for row in wanted if not re.match(r"item\d|california|cupertino", row[0])]  # cover and contents

    assert len(wanted) > 200
    assert [row for row in wanted if not there[row]] == []


@pytest.mark.real
@pytest.mark.parametrize("name", ["2779336b845a41544348abb7b3e6e5dd03a5d8d9", "2022 Q3 AMZN"])
def test_no_word_is_lost(shared_data: Path, name: str) -> None:
    """Every word of every page is in the text, whatever tables and columns are made of it; every passage opens."""
    path = next(p for p in shared_data.rglob("*.pdf") if p.stem.startswith(name[:12]))
    reading = read(path)
    pdf = pypdfium2.PdfDocument(path)
    pages = reading.text.split("\f")

    assert len(pages) == len(pdf)
    for number, text in enumerate(pages):
        page = pdf[number].get_textpage()
        wanted = Counter("".join(c for word in words_of(page) for c in word.text if c.isalnum() and c.isascii()))
        assert Counter(c for c in text if c.isalnum() and c.isascii()) == wanted, f"page {number + 1}"
        page.close()
    pdf.close()
    assert_opens(reading)


def assert_opens(reading: Reading) -> None:
    """Cells and prose stand where they say; a table's passages begin and end at its rows."""
    for table in reading.tables:
        for row in table.rows:
            for cell in row:
                assert reading.text[cell.start : cell.end] == cell.text
    for passage in reading.passages:
        if passage.kind == "page":
            assert reading.text[passage.locator.start : passage.locator.end] == passage.text


@pytest.mark.real
def test_items_of_a_printed_current_report(shared_data: Path) -> None:
    """An 8-K that is a PDF has its items, and passages that name them beside their page."""
    reading = read(shared_data / "aligned/8-K/AAPL_2024-08-01_8K.pdf")

    assert [one.name for one in reading.sections] == ["Cover", "Item 2.02", "Item 9.01"]
    assert {one.locator.section for one in reading.passages} == {"Cover", "Item 2.02", "Item 9.01"}


@pytest.mark.real
def test_figures_of_a_printed_filing(shared_data: Path) -> None:
    """The figures of a 10-Q as PDF have the values, units and periods of its tags, each on its page."""
    printed = read(shared_data / "docugami_10q/docs/2022 Q3 AAPL.pdf")
    tagged = next(
        reading
        for path in sorted((shared_data / "filings/10-Q").glob("AAPL*-22-*"))
        if (reading := read(path)).document.fiscal_period == "Q3"
    )
    periods: dict[object, set[object]] = {}
    for fact in tagged.facts:
        if fact.origin == "xbrl" and fact.value:
            periods.setdefault((fact.unit, abs(fact.value)), set()).add((fact.period.start, fact.period.end))
    statements = [fact for fact in printed.facts if fact.value and fact.locator.page in range(4, 9)]  # type: ignore[union-attr]
    found = [fact for fact in statements if (fact.unit, abs(fact.value or 0)) in periods]
    dated = [f for f in found if (f.period.start, f.period.end) in periods[f.unit, abs(f.value or 0)]]

    assert len(statements) > 200
    assert len(found) / len(statements) > 0.98
    assert len(dated) / len(found) > 0.95
    quarter = (date(2022, 3, 27), date(2022, 6, 25))
    own = {f.period.fiscal for f in printed.facts if (f.period.start, f.period.end) == quarter}
    assert (own, printed.document.fiscal_year, printed.document.fiscal_period) == ({"Q3 2022"}, 2022, "Q3")


@pytest.mark.real
def test_a_report_without_a_form_states_its_primary_statements(shared_data: Path) -> None:
    """Of its many tables only those of the primary statements are facts; the others are passages."""
    path = next((shared_data / "erc_round1/pdfs").glob("2779336b845a*"))
    reading = read(path)
    pages = {fact.locator.page for fact in reading.facts if fact.locator.kind == "page"}

    assert (len(reading.tables) > 100, pages) == (True, {57, 59, 60})


@pytest.mark.real
def test_a_page_set_sideways(shared_data: Path, tmp_path: Path) -> None:
    """Pages whose text runs from the bottom to the top are read as if the reader turned them."""
    upright = shared_data / "docugami_10q/docs/2022 Q3 AAPL.pdf"
    pdf = pypdfium2.PdfDocument(upright)
    for page in pdf:
        width, height = page.get_size()
        pdfium.FPDFPage_TransFormWithClip(page, pypdfium2.PdfMatrix(0, 1, -1, 0, height, 0).to_raw(), None)
        page.set_mediabox(0, 0, height, width)
        page.set_cropbox(0, 0, height, width)
        page.gen_content()
    pdf.save(str(tmp_path / "sideways.pdf"))

    turned, expected = read(tmp_path / "sideways.pdf"), read(upright)

    assert [f.value for f in turned.facts] == [f.value for f in expected.facts]
