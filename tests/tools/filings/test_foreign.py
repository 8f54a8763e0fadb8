"""Foreign filers' annual and interim reports are read like the others, with IFRS tags and their own currency."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.filings.conftest import HEAD, TAIL
from tieout.tools.filings.reader import read

FIGURES = (
    ("ifrs-full:Revenue", "y", "1.577,0", 'format="ixt:num-comma-decimal" scale="6"', "Revenue"),
    ("ifrs-full:ProfitLoss", "y", "402,5", 'format="ixt:num-comma-decimal" scale="6" sign="-"', "Loss for the year"),
    ("ifrs-full:EquityAndLiabilities", "e", "9 000,0", 'format="ixt:num-comma-decimal" scale="6"', "Total"),
)


def report(path: Path, form: str) -> Path:
    """A report of a foreign filer in euros."""
    head = HEAD.replace("META", "").replace("HIDDEN", "").replace(">10-K<", f">{form}<").replace("USD", "EUR")
    head = head.replace(
        "xmlns:acme=", 'xmlns:ifrs-full="https://xbrl.ifrs.org/taxonomy/2024-03-27/ifrs-full" xmlns:acme='
    )
    rows = "".join(
        f'<tr><td>{label}</td><td><ix:nonFraction name="{concept}" contextRef="{"year" if when == "y" else "end"}" '
        f'unitRef="usd" decimals="-5" {more}>{text}</ix:nonFraction></td></tr>'
        for concept, when, text, more, label in FIGURES
    )
    table = f"<table><tr><td>(in millions of euros)</td><td>2024</td></tr>{rows}</table>"
    path.write_text(head + table + TAIL, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["20-F", "40-F", "6-K", "20-F/A"])
def test_ifrs_tags_are_read(tmp_path: Path, form: str) -> None:
    """Values, signs, currency and years of IFRS concepts are read, whatever the form, with decimal commas."""
    reading = read(report(tmp_path / "acme.htm", form))

    tagged = {fact.concept: fact for fact in reading.facts if fact.origin == "xbrl"}
    assert reading.document.form == form
    assert {name: fact.value for name, fact in tagged.items()} == {
        "ifrs-full:Revenue": Decimal(1_577_000_000),
        "ifrs-full:ProfitLoss": Decimal(-402_500_000),
        "ifrs-full:EquityAndLiabilities": Decimal(9_000_000_000),
    }
    assert {fact.unit for fact in tagged.values()} == {"EUR"}
    assert tagged["ifrs-full:Revenue"].label == "Revenue"


@pytest.mark.parametrize(("form", "label"), [("20-F", "FY2024"), ("40-F", "FY2024")])
def test_an_annual_report_of_a_foreign_filer_has_fiscal_years(tmp_path: Path, form: str, label: str) -> None:
    """Its year is labelled as that of a 10-K is, and its statements are not missed for being IFRS."""
    reading = read(report(tmp_path / "acme.htm", form))

    revenue = next(fact for fact in reading.facts if fact.concept == "ifrs-full:Revenue")
    assert (reading.document.fiscal_year, reading.document.fiscal_period) == (2024, "FY")
    assert revenue.period.fiscal == label
    assert reading.document.notes == ()
