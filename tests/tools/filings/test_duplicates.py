"""Which printing of a figure is kept."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from tieout.tools.filings import read

Write = Callable[..., Path]
Tag = Callable[..., str]


def rounded(text: str, decimals: int, scale: int) -> str:
    """Revenue at some accuracy."""
    return (
        f'<ix:nonFraction name="gaap:Revenues" contextRef="year" unitRef="usd" decimals="{decimals}" scale="{scale}" '
        f'format="ixt:num-dot-decimal">{text}</ix:nonFraction>'
    )


def test_most_precise(filing: Write) -> None:
    """Of printings that agree, the most precise one is kept, wherever it stands."""
    reading = read(
        filing(f"<p>about {rounded('1.2', -8, 9)} billion</p><p>exactly {rounded('1,234', -6, 6)} million</p>")
    )

    assert [(fact.value, fact.printed) for fact in reading.facts] == [(Decimal(1234000000), "1,234")]
    assert reading.document.notes[0].startswith("no balance sheet")


def test_contradiction(filing: Write) -> None:
    """Values that differ by more than their rounding are both kept, and the document says so."""
    reading = read(
        filing(f"<p>{rounded('1,234', -6, 6)}</p><p>{rounded('1,236', -6, 6)}</p><p>{rounded('1.2', -8, 9)}</p>")
    )

    assert [fact.value for fact in reading.facts] == [Decimal(1234000000), Decimal(1236000000)]
    assert "contradict each other beyond rounding: us-gaap:Revenues" in reading.document.notes[0]


def test_statement_first(filing: Write, tag: Tag) -> None:
    """Of equally precise printings, the one in a primary statement is kept."""
    rows = "".join(f"<tr><td>Row {n}</td><td>{tag(str(n), f'acme:Row{n}')}</td></tr>" for n in range(8))
    body = (
        f"<p>Revenue was {rounded('1,234', -6, 6)} million.</p><p>Consolidated Statements of Operations</p>"
        f"<p>(In millions)</p><table><tr><td>Net sales</td><td>{rounded('1,234', -6, 6)}</td></tr>{rows}</table>"
    )
    fact = next(f for f in read(filing(body)).facts if f.concept == "us-gaap:Revenues")

    assert fact.label == "Net sales"
