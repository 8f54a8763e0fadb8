"""Plain text, Markdown and plain HTML."""

from collections.abc import Callable
from pathlib import Path

from tieout.tools.filings import read

CONTRACT = """# Supply Agreement

## 1. Term

The term is two years.

## 2. Price

The price is $5.00   per unit.
"""


def test_markdown(tmp_path: Path) -> None:
    """Headings of Markdown are headings, the first one is the title, lines are blocks."""
    path = tmp_path / "contract.md"
    path.write_text(CONTRACT)
    reading = read(path)

    assert reading.text == "Supply Agreement\n1. Term\nThe term is two years.\n2. Price\nThe price is $5.00 per unit."
    assert (reading.document.kind, reading.document.title, reading.document.entity.name) == (
        "other",
        "Supply Agreement",
        "Supply Agreement",
    )
    assert reading.passages[0].heading[0] == "Supply Agreement"


def test_text(tmp_path: Path) -> None:
    """Control characters of plain text are left out; without a title, the file's name is it."""
    path = tmp_path / "manual.txt"
    path.write_bytes(b"Press\x01 start.\x0c\nThen \x1b wait.")
    reading = read(path)

    assert reading.text == "Press start.\nThen wait."
    assert reading.document.title == "manual"


def test_plain_html(page: Callable[..., Path]) -> None:
    """Plain HTML has text, tables, passages and its tables' numbers; it is no filing unless it looks like one."""
    reading = read(page("<h1>Prices</h1><table><tr><td>Widget</td><td>$</td><td>5.00</td></tr></table>"))

    assert (reading.document.kind, [fact.printed for fact in reading.facts]) == ("other", ["5.00"])
    assert reading.passages[0].text == "Prices\nWidget | $5.00"
