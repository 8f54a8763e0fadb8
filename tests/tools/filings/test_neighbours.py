"""Inline documents of one filing that lie loose in a folder."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.filings.conftest import exhibit
from tieout.tools.filings import read
from tieout.tools.filings.neighbours import exhibit_type

Write = Callable[..., Path]
Tag = Callable[..., str]


@pytest.fixture
def annex(tmp_path: Path, tag: Tag) -> Path:
    """An exhibit whose contexts stand in another document."""
    path = tmp_path / "acme-20241231xex13.htm"
    path.write_text(exhibit(f"<table><tr><td>Sales</td><td>{tag('5')}</td></tr></table>"), encoding="utf-8")
    return path


def test_found(filing: Write, annex: Path) -> None:
    """With the filing beside it, an exhibit has its contexts, its filer and its year, and its own facts only."""
    filing("<p>x</p>", name="acme-20241231.htm")
    reading = read(annex)
    document = reading.document

    assert [(fact.value, fact.period.fiscal, fact.label) for fact in reading.facts] == [(Decimal(5), "FY2024", "Sales")]
    assert (document.form, document.kind, document.entity.name) == ("EX-13", "exhibit", "Acme Corp.")
    assert (document.title, document.notes) == ("Acme Corp. 10-K EX-13, fiscal 2024", ())


def test_statements_beside(filing: Write, annex: Path) -> None:
    """A filing without statements says so, but not where its annual report lies beside it."""
    main = filing("<p>x</p>", name="acme-20241231.htm")

    assert read(main).document.notes == ()
    annex.unlink()
    assert "no balance sheet or income statement is tagged in this file" in read(main).document.notes[0]


def test_alone(annex: Path) -> None:
    """Alone, its tagged figures are left out, which is said with what to do."""
    reading = read(annex)

    assert [fact for fact in reading.facts if fact.origin == "xbrl"] == []
    assert "1 tags refer to what this file does not declare, such as contextRef 'year'" in reading.document.notes[0]
    assert "add the filing's other documents to its folder" in reading.document.notes[0]


@pytest.mark.parametrize(("old", "new"), [("acme.example/2024", "acme.example/2023"), ("0000012345", "0000099999")])
def test_another_filing(filing: Write, annex: Path, old: str, new: str) -> None:
    """A filing of another year, or of another filer, lends nothing, though its contexts have the same names."""
    path = filing("<p>x</p>", name="other.htm")
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    own = '<ix:header><ix:resources><xbrli:context id="o"><xbrli:entity><xbrli:identifier scheme="s">0000012345'
    rest = "</xbrli:identifier></xbrli:entity></xbrli:context></ix:resources></ix:header>"
    annex.write_text(annex.read_text("utf-8").replace("<body>", f"<body>{own}{rest}"), encoding="utf-8")

    assert [fact for fact in read(annex).facts if fact.origin == "xbrl"] == []


def test_same_accession(filing: Write, annex: Path) -> None:
    """Files that carry one accession number are of one filing, whatever namespaces they declare."""
    path = filing("<p>x</p>", name="0000012345-25-000007_main.htm")
    path.write_text(path.read_text("utf-8").replace("acme.example/2024", "acme.example/x"), encoding="utf-8")
    renamed = annex.rename(annex.with_name("0000012345-25-000007_ex13.htm"))

    assert [fact.value for fact in read(renamed).facts] == [Decimal(5)]


def test_contradiction(filing: Write, annex: Path) -> None:
    """Where two neighbours declare the same name differently, nobody can tell which is meant."""
    filing("<p>x</p>", name="one.htm")
    two = filing("<p>x</p>", name="two.htm")
    two.write_text(two.read_text("utf-8").replace("2024-01-01", "2024-02-01"), encoding="utf-8")

    assert [fact for fact in read(annex).facts if fact.origin == "xbrl"] == []


def test_links_are_not_followed(filing: Write, annex: Path, tmp_path: Path) -> None:
    """What lies outside the folder is never looked at."""
    outside = tmp_path / "outside"
    outside.mkdir()
    path = filing("<p>x</p>", name="acme-20241231.htm")
    path.rename(outside / path.name)
    path.symlink_to(outside / path.name)

    assert [fact for fact in read(annex).facts if fact.origin == "xbrl"] == []


@pytest.mark.parametrize(
    ("stem", "form"),
    [
        ("acme-20241231xex13", "EX-13"),
        ("q4ex991", "EX-99.1"),
        ("exhibit99-2", "EX-99.2"),
        ("a_ex_13.1_2024", "EX-13.1"),
        ("pressrelease", "EX-99"),
    ],
)
def test_exhibit_type(stem: str, form: str) -> None:
    """The number of an exhibit is read from its file's name."""
    assert exhibit_type(stem) == form
