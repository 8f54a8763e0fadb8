"""What is retrieved."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from tieout.document import Passage
from tieout.tools.filings import read
from tieout.tools.filings.lengths import BODY, tokens

Write = Callable[..., Path]


def prose(words: int, word: str = "word") -> str:
    """A paragraph of sentences of ten words."""
    return "<p>" + " ".join((" ".join([word] * 9) + " end.").capitalize() for _ in range(words // 10)) + "</p>"


def gaps(passages: Sequence[Passage]) -> list[int]:
    """Characters between each passage and the next; less than none where they overlap."""
    return [(after.locator.start or 0) - (before.locator.end or 0) for before, after in pairwise(passages)]


def test_ranges(filing: Write) -> None:
    """A passage of prose is exactly its range of the text, its hash is of that range, and an encoder takes it whole."""
    reading = read(filing(prose(90) * 6 + prose(900)))
    passages = reading.passages

    for passage in passages:
        quotation = reading.text[passage.locator.start : passage.locator.end]
        assert passage.text == quotation
        assert passage.locator.quote_hash == sha256(quotation.encode()).hexdigest()[:16]
    assert max(tokens(passage.text) for passage in passages) <= BODY + 20
    assert all(gap <= 1 for gap in gaps(passages))


def test_overlap(filing: Write) -> None:
    """Where a paragraph is cut, its last sentence opens the next passage too; two paragraphs do not overlap."""
    cut = read(filing(f"<p>Item 1. Business</p>{prose(300)}", name="cut")).passages[1:]
    whole = read(filing(f"<p>Item 1. Business</p>{prose(150)}{prose(150)}", name="whole")).passages[1:]

    assert gaps(cut) == [-len("Word " * 9 + "end.")]
    assert gaps(whole) == [1]


def test_sections_not_crossed(filing: Write) -> None:
    """No passage holds words of two sections."""
    body = f"<p>Item 1. Business</p>{prose(50, 'one')}<p>Item 2. Properties</p>{prose(50, 'two')}"
    passages = read(filing(body)).passages

    assert not [p for p in passages if "one" in p.text and "two" in p.text]
    assert [p.locator.section for p in passages] == ["Cover", "Item 1", "Item 2"]


def test_headings(filing: Write) -> None:
    """The heading path has section and open headings; a heading after another one is beneath it."""
    body = (
        f"<p>Item 1A. Risk Factors</p><p><b>Macro risks</b></p><p><b>Inflation</b></p>{prose(100)}"
        f"<p><b>Legal risks</b></p>{prose(100, 'law')}"
    )
    passages = read(filing(body)).passages

    assert passages[1].heading == ("Item 1A. Risk Factors", "Macro risks", "Inflation")
    assert passages[2].heading == ("Item 1A. Risk Factors", "Legal risks")


def test_same_ids(filing: Write) -> None:
    """The same file gives the same ids, another one gives others."""
    one, same, other = (
        {p.id for p in read(filing(prose(n), name=name)).passages} for n, name in ((80, "a"), (80, "b"), (90, "c"))
    )

    assert one == same
    assert not one & other


def test_table_passage(filing: Write) -> None:
    """A table is rendered row by row, and the few words above it belong to it."""
    rows = "".join(f"<tr><td>Row {n}</td><td>$</td><td>{n},000</td></tr>" for n in range(1, 4))
    body = f"{prose(100)}<p><b>Debt by kind</b></p><p>(In millions)</p><table>{rows}</table>"
    passage = read(filing(body)).passages[-1]

    assert passage.kind == "table"
    assert passage.text == "Debt by kind\n(In millions)\nRow 1 | $1,000\nRow 2 | $2,000\nRow 3 | $3,000"


def test_furniture(filing: Write) -> None:
    """Running feet with their page numbers are not retrieved where they stand between passages."""
    body = "".join(f"{prose(60)}<p>Acme Corp. 2024 Annual Report {n}</p><p>Acme Corp.</p>" for n in range(3, 10))
    passages = read(filing(body)).passages

    assert not [p for p in passages if p.text.endswith("Acme Corp.")]
    assert all(not p.text.startswith("Acme Corp.") for p in passages)
