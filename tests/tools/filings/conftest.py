"""Small inline-XBRL documents, written to files."""

from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:iso4217="http://www.xbrl.org/2003/iso4217"
 xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:gaap="http://fasb.org/us-gaap/2024"
 xmlns:t4="http://www.sec.gov/inlineXBRL/transformation/2015-08-31" xmlns:dei="http://xbrl.sec.gov/dei/2024"
 xmlns:srt="http://fasb.org/srt/2024" xmlns:acme="http://acme.example/2024">
<head><title>acme</title>META</head><body>
<div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric name="dei:EntityCentralIndexKey" contextRef="year">0000012345</ix:nonNumeric>
<ix:nonNumeric name="dei:DocumentFiscalYearFocus" contextRef="year">2024</ix:nonNumeric>
<ix:nonNumeric name="dei:DocumentFiscalPeriodFocus" contextRef="year">FY</ix:nonNumeric>
<ix:nonNumeric name="dei:CurrentFiscalYearEndDate" contextRef="year">--12-31</ix:nonNumeric>
HIDDEN</ix:hidden><ix:resources>
<xbrli:context id="year"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345</xbrli:identifier>
</xbrli:entity><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate><xbrli:endDate>2024-12-31</xbrli:endDate>
</xbrli:period></xbrli:context>
<xbrli:context id="before"><xbrli:entity>
<xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345</xbrli:identifier>
</xbrli:entity><xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate><xbrli:endDate>2023-12-31</xbrli:endDate>
</xbrli:period></xbrli:context>
<xbrli:context id="end"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345</xbrli:identifier>
</xbrli:entity><xbrli:period><xbrli:instant>2025-01-01T00:00:00</xbrli:instant></xbrli:period></xbrli:context>
<xbrli:context id="phones"><xbrli:entity>
<xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345</xbrli:identifier>
<xbrli:segment><xbrldi:explicitMember dimension="srt:ProductOrServiceAxis">acme:SmartPhonesMember
</xbrldi:explicitMember>
<xbrldi:typedMember dimension="acme:YearAxis"><acme:Year.domain>2024-12-31</acme:Year.domain></xbrldi:typedMember>
</xbrli:segment></xbrli:entity><xbrli:period><xbrli:startDate>2024-01-01</xbrli:startDate>
<xbrli:endDate>2024-12-31</xbrli:endDate></xbrli:period></xbrli:context>
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>
<xbrli:unit id="pure"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>
<xbrli:unit id="people"><xbrli:measure>acme:Employee</xbrli:measure></xbrli:unit>
<xbrli:unit id="eps"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unitNumerator>
<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide></xbrli:unit>
</ix:resources></ix:header></div>
<p>FORM <ix:nonNumeric name="dei:DocumentType" contextRef="year">10-K</ix:nonNumeric> for the year ended
<ix:nonNumeric name="dei:DocumentPeriodEndDate" contextRef="year" format="ixt:date-monthname-day-year-en">December 31,
2024</ix:nonNumeric></p>
<p><ix:nonNumeric name="dei:EntityRegistrantName" contextRef="year">Acme Corp.</ix:nonNumeric>
(<ix:nonNumeric name="dei:TradingSymbol" contextRef="year">acme</ix:nonNumeric>)</p>
"""
TAIL = "</body></html>"

Write = Callable[..., Path]


def tag(text: str, concept: str = "gaap:Revenues", context: str = "year", unit: str = "usd", more: str = "") -> str:
    """A figure in its tag."""
    return (
        f'<ix:nonFraction name="{concept}" contextRef="{context}" unitRef="{unit}" decimals="-6" {more}>{text}'
        "</ix:nonFraction>"
    )


def exhibit(body: str) -> str:
    """An inline document of Acme that declares nothing itself."""
    start = HEAD[: HEAD.index("<head>")]
    return f"{start}<head><title>x</title></head><body>{body}{TAIL}"


@pytest.fixture(name="tag")
def _tag() -> Callable[..., str]:
    return tag


@pytest.fixture
def filing(tmp_path: Path) -> Write:
    """Write an annual report of Acme with a body; gives its path."""

    def write(body: str, *, name: str = "acme-10k.html", hidden: str = "", meta: str = "") -> Path:
        path = tmp_path / name
        path.write_text(HEAD.replace("HIDDEN", hidden).replace("META", meta) + body + TAIL, encoding="utf-8")
        return path

    return write


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str], Path]:
    """Write plain HTML; gives its path."""

    def write(body: str, name: str = "page.html") -> Path:
        path = tmp_path / name
        path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
        return path

    return write
