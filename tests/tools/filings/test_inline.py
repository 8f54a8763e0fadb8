"""Tagged figures: values, contexts, units, nesting, hiding; and what makes a fact of them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.fact import Fact
from tieout.period import Duration, Instant
from tieout.tools.filings import read
from tieout.tools.filings.inline import inline
from tieout.tools.filings.markup import xml

Write = Callable[..., Path]
Tag = Callable[..., str]


def only(path: Path) -> Fact:
    """The one fact of a file."""
    (fact,) = read(path).facts
    return fact


@pytest.mark.parametrize(
    ("text", "more", "value"),
    [
        ("391,035", 'scale="6" format="ixt:num-dot-decimal"', "391035000000"),
        ("565", 'scale="6" sign="-"', "-565000000"),
        ("(565)", 'scale="6" format="ixt:num-dot-decimal"', None),
        ("—", 'scale="6" format="ixt:fixed-zero"', "0"),
        ("67", 'scale="-2"', "0.67"),
        ("0.00001", 'scale="0"', "0.00001"),
        ("two", 'format="t4:numwordsen"', "2"),
        ("8.2", 'scale="-2" sign="-" format="ixt:num-dot-decimal"', "-0.082"),
    ],
)
def test_value(filing: Write, tag: Tag, text: str, more: str, value: str | None) -> None:
    """Scale, sign and format make the value, in plain digits; what the format does not allow is left out and said."""
    reading = read(filing(f"<p>x {tag(text, more=more)} y</p>"))

    assert [str(fact.value) for fact in reading.facts] == ([value] if value else [])
    assert ("not numbers in their format" in " ".join(reading.document.notes)) is (value is None)


def test_nil(filing: Write, tag: Tag) -> None:
    """A nil figure has no value and says so."""
    nil = tag("", more='xsi:nil="true"')
    fact = only(filing(f"<p>x {nil}</p>"))

    assert (fact.value, fact.absence) == (None, "nil")


def test_nil_with_text(filing: Write, tag: Tag) -> None:
    """What a nil figure prints is no value."""
    fact = only(filing(f"<p>x {tag('—', more='xsi:nil=&quot;1&quot;').replace('&quot;', chr(34))}</p>"))

    assert (fact.value, fact.absence, fact.printed) == (None, "nil", "—")


def test_no_negative_zero(filing: Write, tag: Tag) -> None:
    """Nought has no sign."""
    zero = tag("—", more='sign="-" format="ixt:fixed-zero"')

    assert str(only(filing(f"<p>x {zero}</p>")).value) == "0"


def test_within_words(filing: Write, tag: Tag) -> None:
    """A figure within tagged words, or within a tuple, is a fact as any other; the words are none."""
    figures = f"sold {tag('5')} and <ix:tuple name='acme:T' tupleID='t'>{tag('6', 'acme:Other')}</ix:tuple>"
    words = f'<ix:nonNumeric name="acme:PolicyTextBlock" contextRef="year">{figures}</ix:nonNumeric>'

    assert [fact.value for fact in read(filing(f"<p>{words}</p>")).facts] == [Decimal(5), Decimal(6)]


def test_footnotes(filing: Write, tag: Tag) -> None:
    """A footnote shows where it stands, its relationship to figures does not, and neither is a fact."""
    figure = tag("5", more='id="f1"')
    note = '<ix:footnote id="n1" xml:lang="en">Restated.</ix:footnote>'
    arc = '<div style="display:none"><ix:header><ix:resources><ix:relationship fromRefs="f1" toRefs="n1"/>'
    reading = read(filing(f"<p>x {figure} {note}</p>{arc}</ix:resources></ix:header></div>"))

    assert [fact.value for fact in reading.facts] == [Decimal(5)]
    assert reading.text.endswith("x 5 Restated.")


def test_nested(filing: Write, tag: Tag) -> None:
    """A tag within a tag is a fact of its own, with the same text and range."""
    inner = tag("12", "gaap:CommonStockSharesIssued", unit="shares")
    reading = read(filing(f"<p>had {tag(inner, 'gaap:CommonStockSharesOutstanding', unit='shares')} shares</p>"))
    outer, within = sorted(reading.facts, key=lambda fact: fact.concept, reverse=True)

    assert (outer.value, within.value) == (Decimal(12), Decimal(12))
    assert (outer.locator.start, outer.locator.end) == (within.locator.start, within.locator.end)


def test_excluded(filing: Write, tag: Tag) -> None:
    """What a tag excludes is no part of its value."""
    fact = only(filing(f"<p>x {tag('1<ix:exclude>,x,</ix:exclude>2')}</p>"))

    assert fact.value == Decimal(12)


def test_hidden(filing: Write, tag: Tag) -> None:
    """A hidden figure is a fact without a place."""
    fact = only(filing("<p>x</p>", hidden=tag("7")))

    assert (fact.value, fact.locator.start, fact.printed) == (Decimal(7), None, "7")


def test_periods(filing: Write, tag: Tag) -> None:
    """An instant at midnight is the end of the day before; a duration has both ends; both have fiscal labels."""
    reading = read(filing(f"<p>{tag('1')} and {tag('2', 'gaap:Assets', 'end')}</p>"))

    assert [fact.period for fact in reading.facts] == [
        Duration(start=date(2024, 1, 1), end=date(2024, 12, 31), fiscal="FY2024"),
        Instant(end=date(2024, 12, 31), fiscal="FY2024"),
    ]


@pytest.mark.parametrize(
    ("unit", "words"),
    [("usd", "USD"), ("shares", "shares"), ("pure", "pure"), ("eps", "USD/shares"), ("people", "Employee")],
)
def test_unit(filing: Write, tag: Tag, unit: str, words: str) -> None:
    """Units are words without prefixes, quotients included."""
    assert only(filing(f"<p>{tag('1', unit=unit)}</p>")).unit == words


def test_names(filing: Write, tag: Tag) -> None:
    """A standard taxonomy has its usual prefix, whatever the filing calls it; the filer's own prefix stays."""
    reading = read(filing(f"<p>{tag('1')} {tag('2', 'acme:Widgets')}</p>"))

    assert [fact.concept for fact in reading.facts] == ["us-gaap:Revenues", "acme:Widgets"]


def test_dimensions(filing: Write, tag: Tag) -> None:
    """Members are explicit or typed, and are called what the filing prints."""
    body = f"<table><tr><td>Smart phones</td><td>{tag('5', context='phones')}</td></tr></table>"
    fact = only(filing(body))

    assert [(d.axis, d.member, d.label) for d in fact.dimensions] == [
        ("acme:YearAxis", "2024-12-31", "2024-12-31"),
        ("srt:ProductOrServiceAxis", "acme:SmartPhonesMember", "Smart phones"),
    ]
    assert (fact.scope, fact.label) == ("segment", "Smart phones")


def test_decimals(filing: Write) -> None:
    """Accuracy comes from decimals, INF is exact, and precision counts significant digits."""
    start = '<ix:nonFraction contextRef="year" unitRef="usd" name='
    body = (
        f'<p>{start}"acme:A" decimals="INF">5</ix:nonFraction> {start}"acme:B" decimals="-3">5000</ix:nonFraction> '
        f'{start}"acme:C" precision="2">5300</ix:nonFraction></p>'
    )

    assert [fact.decimals for fact in read(filing(body)).facts] == [None, -3, -2]


def test_printed(filing: Write, tag: Tag) -> None:
    """A figure is printed in its brackets, also when they stand in cells of their own; its range is the tag's text."""
    loss = tag("565", more='sign="-"')
    body = f"<table><tr><td>Loss</td><td>$</td><td>({loss}</td><td>)</td></tr></table>"
    reading = read(filing(body))
    fact = reading.facts[0]
    locator = fact.locator

    assert (fact.printed, fact.label, fact.value) == ("(565)", "Loss", Decimal(-565))
    assert reading.text[locator.start : locator.end] == "565"


def test_missing_context(filing: Write, tag: Tag) -> None:
    """Tags whose contexts are not there are left out, which is said; the others are facts."""
    reading = read(filing(f"<p>{tag('1', context='gone')} and {tag('2')}</p>"))

    assert [fact.value for fact in reading.facts] == [Decimal(2)]
    assert "1 tags refer to what this file does not declare, such as contextRef 'gone'" in reading.document.notes[0]


def test_continued_words(filing: Write) -> None:
    """Words that go on elsewhere are read to their end."""
    body = (
        '<p><ix:nonNumeric name="dei:SecurityExchangeName" contextRef="year" continuedAt="c1">a</ix:nonNumeric></p>'
        '<p><ix:continuation id="c1">b</ix:continuation></p>'
    )

    assert read(filing(body)).document.entity.name == "Acme Corp."


def test_fraction(filing: Write) -> None:
    """A fraction is its numerator over its denominator, each with its own scale and sign."""
    parts = '<ix:numerator scale="3" sign="-">1</ix:numerator> of every <ix:denominator>8</ix:denominator>'
    body = f'<p><ix:fraction name="acme:Ratio" contextRef="year" unitRef="pure">{parts}</ix:fraction></p>'
    fact = only(filing(body))

    assert (fact.value, fact.unit, fact.printed) == (Decimal(-125), "pure", "1 of every 8")


def test_no_fraction(filing: Write) -> None:
    """A fraction over nought is left out and said."""
    parts = "<ix:numerator>1</ix:numerator>/<ix:denominator>0</ix:denominator>"
    body = f'<p><ix:fraction name="acme:Ratio" contextRef="year" unitRef="pure">{parts}</ix:fraction></p>'

    assert "not numbers in their format" in " ".join(read(filing(body)).document.notes)


SECOND = """<ix:header><ix:resources><xbrli:context id="late"><xbrli:entity>
<xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345</xbrli:identifier></xbrli:entity><xbrli:period>
<xbrli:startDate>2022-01-01</xbrli:startDate><xbrli:endDate>2022-12-31</xbrli:endDate></xbrli:period></xbrli:context>
</ix:resources></ix:header>"""


def test_several_headers(filing: Write, tag: Tag) -> None:
    """Contexts of a second header, wherever it stands, are found, and its words do not show."""
    reading = read(filing(f"<p>{tag('5', context='late')}</p><div>{SECOND}</div>"))

    assert [fact.period.fiscal for fact in reading.facts] == ["FY2022"]
    assert "2022-01-01" not in reading.text


def test_beside(filing: Write, tag: Tag) -> None:
    """A document of a filing may refer to contexts and continuations that stand in another one of it."""
    first = xml(path := filing(f"<p>{tag('5', context='late')}</p>"), path.read_text("utf-8"))
    later = '<p><ix:continuation id="c9">goes on</ix:continuation></p>'
    second = xml(other := filing(f"<div>{SECOND}</div>{later}", name="ex13.html"), other.read_text("utf-8"))

    assert inline(first).missing == ["contextRef 'late'"]
    (figure,) = inline(first, beside=[second]).figures
    assert (figure.context.end, figure.value) == (date(2022, 12, 31), Decimal(5))


def test_nested_continuations(filing: Write) -> None:
    """Words that go on in a continuation within a continuation are read in order; a ring of them ends."""
    start = '<ix:nonNumeric name="dei:SecurityExchangeName" contextRef="year" continuedAt="c1">one</ix:nonNumeric>'
    one = '<ix:continuation id="c1" continuedAt="c2">two <ix:continuation id="c2" continuedAt="c1">three'
    path = filing(f"<p>{start}</p><p>{one}</ix:continuation></ix:continuation></p>")
    (words,) = [w.text for w in inline(xml(path, path.read_text("utf-8"))).words if "Exchange" in w.concept]

    assert words == "one two three three"
