"""Three sources on one quarter of a made-up company: its filings, its calls, and the price of its share."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from tieout import Workspace

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
 xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"
 xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:us-gaap="http://fasb.org/us-gaap/2023"
 xmlns:dei="http://xbrl.sec.gov/dei/2023" xmlns:srt="http://fasb.org/srt/2023" xmlns:acm="http://acme.example/2023">
<head><title>acme</title></head><body><div style="display:none"><ix:header><ix:hidden>
<ix:nonNumeric name="dei:EntityCentralIndexKey" contextRef="own">0000012345</ix:nonNumeric>
{focus}<ix:nonNumeric name="dei:CurrentFiscalYearEndDate" contextRef="own">--12-31</ix:nonNumeric>
<ix:nonNumeric name="dei:DocumentPeriodEndDate" contextRef="own">{end}</ix:nonNumeric>
</ix:hidden><ix:resources>{contexts}
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>
</ix:resources></ix:header></div>
<p>FORM <ix:nonNumeric name="dei:DocumentType" contextRef="own">{form}</ix:nonNumeric></p>
<p><ix:nonNumeric name="dei:EntityRegistrantName" contextRef="own">Acme Corp.</ix:nonNumeric>
(<ix:nonNumeric name="dei:TradingSymbol" contextRef="own">ACM</ix:nonNumeric>)</p>
"""
_FOCUS = """<ix:nonNumeric name="dei:DocumentFiscalYearFocus" contextRef="own">2023</ix:nonNumeric>
<ix:nonNumeric name="dei:DocumentFiscalPeriodFocus" contextRef="own">{period}</ix:nonNumeric>
"""
_TAG = '<ix:nonFraction name="{name}" contextRef="{context}" unitRef="{unit}" decimals="{decimals}" {more}>{text}'
ENDS = {"Q1": "2023-03-31", "Q2": "2023-06-30", "Q3": "2023-09-30"}
_STARTS = {"Q1": "2023-01-01", "Q2": "2023-04-01", "Q3": "2023-07-01"}
REVENUE = "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax"


def _context(name: str, start: str, end: str, segment: str = "") -> str:
    when = f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>" if start else ""
    when = when or f"<xbrli:instant>{end}</xbrli:instant>"
    member = f'<xbrldi:explicitMember dimension="srt:ProductOrServiceAxis">{segment}</xbrldi:explicitMember>'
    inside = f"<xbrli:segment>{member}</xbrli:segment>" if segment else ""
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000012345'
        f"</xbrli:identifier>{inside}</xbrli:entity><xbrli:period>{when}</xbrli:period></xbrli:context>"
    )


def _tagged(text: str, name: str, context: str = "own", unit: str = "usd", decimals: str = "-6") -> str:
    scale = 'scale="6"' if unit == "usd" else ""
    opening = _TAG.format(name=name, context=context, unit=unit, decimals=decimals, more=scale, text=text)
    return f"{opening}</ix:nonFraction>"


def report(quarter: str, *, revenue: str, services: str, cost: str, expenses: str) -> str:
    """A quarterly report: amounts in millions."""
    start, end = _STARTS[quarter], ENDS[quarter]
    contexts = _context("own", start, end) + _context("services", start, end, "us-gaap:ServiceMember")
    contexts += _context("anvils", start, end, "acm:AnvilsMember") + _context("cover", "", "2023-07-20")
    anvils = f"{int(revenue.replace(',', '')) - int(services.replace(',', '')):,}"
    gross = f"{int(revenue.replace(',', '')) - int(cost.replace(',', '')):,}"
    rows = (
        ("Anvils", _tagged(anvils, REVENUE, "anvils")),
        ("Services", _tagged(services, REVENUE, "services")),
        ("Total net sales", _tagged(revenue, REVENUE)),
        ("Cost of sales", _tagged(cost, "us-gaap:CostOfGoodsAndServicesSold")),
        ("Gross margin", _tagged(gross, "us-gaap:GrossProfit")),
        ("Total operating expenses", _tagged(expenses, "us-gaap:OperatingExpenses")),
    )
    table = "".join(f"<tr><td>{label}</td><td>$</td><td>{cell}</td></tr>" for label, cell in rows)
    count = _tagged("1,234,567", "dei:EntityCommonStockSharesOutstanding", "cover", "shares", "INF")
    return (
        _HEAD.format(focus=_FOCUS.format(period=quarter), end=end, contexts=contexts, form="10-Q")
        + f"<p>{count} shares of common stock were issued and outstanding as of July 20, 2023.</p>"
        + f"<p>STATEMENTS OF OPERATIONS (in millions)</p><table>{table}</table></body></html>"
    )


def current(day: str, words: str) -> str:
    """A current report that says when results were released."""
    contexts = _context("own", day, day)
    head = _HEAD.format(focus="", end=day, contexts=contexts, form="8-K")
    return f"{head}<p>Item 2.02 Results of Operations and Financial Condition.</p><p>{words}</p></body></html>"


def turn(speaker: str, title: str, content: str) -> dict[str, str]:
    """One turn of a call."""
    return {"speaker": speaker, "title": title, "content": content}


FIRST = (
    turn(
        "Olga Orr", "Director of Investor Relations", "Good afternoon, and welcome to the Acme earnings call of today."
    ),
    turn(
        "Carl Cole",
        "CFO",
        "Revenue for the March quarter was $5.2 billion. As we move into the June quarter, I would like to review our "
        "outlook. We expect gross margin to be between 41% and 42%. We expect OpEx to be between $1.0 billion and "
        "$1.1 billion. We expect revenue to be approximately $5.3 billion, plus or minus $300 million.",
    ),
    turn("Operator", "Operator", "We will now take the first question from Max Moor of Bank of Anvils, please go on."),
    turn("Max Moor", "Analyst", "Thank you for taking my question. Could you say more about services from here on?"),
    turn("Carl Cole", "CFO", "Services should keep growing as more people keep their anvils in good shape with us."),
)
SECOND = (
    turn(
        "Olga Orr", "Director of Investor Relations", "Good afternoon, and welcome to the Acme earnings call of today."
    ),
    turn(
        "Ann Able",
        "CEO",
        "Today we are reporting revenue of $5.5 billion for the June quarter, better than we had hoped for in spring. "
        "In Services, we set a record of $1.3 billion. Anvils revenue was $4.9 billion, which was down a little.",
    ),
    turn(
        "Carl Cole",
        "CFO",
        "Company gross margin was 42.2%, up from last quarter. Operating expenses of $1.2 billion were above the "
        "guidance range that we provided at the beginning of the quarter.",
    ),
    turn("Operator", "Operator", "We will now take the first question from Max Moor of Bank of Anvils, please go on."),
    turn("Max Moor", "Analyst", "What do you see in the demand for anvils in the schools that you told us about?"),
    turn("Ann Able", "CEO", "Schools buy more anvils than they did a year ago, and I expect that they go on with it."),
    turn("Max Moor", "Analyst", "And as a follow-up, does the price of steel worry you at all this summer, Carl?"),
    turn(
        "Carl Cole", "CFO", "Steel has become cheaper for us since the spring, so that it worries us less than it did."
    ),
    turn("Max Moor", "Analyst", "Thank you both."),
)


def prices() -> str:
    """Daily closes that rise by a dollar a session, and by ten on July 28, 2023."""
    lines = ["date,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient"]
    close, day = Decimal(100), date(2023, 7, 3)
    while day <= date(2023, 8, 31):
        if day.weekday() < 5:
            close += 10 if day == date(2023, 7, 28) else 1
            lines.append(f"{day},{close},{close},{close},{close},{close},1000,0.0,1.0")
        day += timedelta(days=1)
    return "\n".join(lines) + "\n"


def home_of(folder: Path, *, non_gaap: bool = False) -> Workspace:
    """A home with two quarters of the company; `non_gaap`: calls speak of other measures, and there are no prices."""
    said = " All our measures on this call are non-GAAP unless we say so." if non_gaap else ""
    calls = [
        {
            "symbol": "ACM",
            "year": 2023,
            "quarter": quarter,
            "transcript": [turns[0] | {"content": turns[0]["content"] + said}, *turns[1:]],
        }
        for quarter, turns in (("Q1", FIRST), ("Q2", SECOND))
    ]
    (folder / "ACM.json").write_text(json.dumps(calls), encoding="utf-8")
    (folder / "q1.html").write_text(report("Q1", revenue="5,190", services="1,150", cost="3,050", expenses="1,020"))
    (folder / "q2.html").write_text(report("Q2", revenue="5,480", services="1,290", cost="3,170", expenses="1,180"))
    released = "On July 27, 2023, Acme Corp. issued a press release regarding its financial results for its second "
    words = f"{released}quarter ended June 30, 2023. A copy is attached as an exhibit."
    (folder / "acm-8k.html").write_text(current("2023-07-27", words))
    (folder / "ACM.csv").write_text(prices(), encoding="utf-8")
    workspace = Workspace(folder / "home")
    names = ["ACM.json", "q1.html", "q2.html"] + ([] if non_gaap else ["acm-8k.html", "ACM.csv"])
    done = workspace.ingest(*(folder / name for name in names))
    if done.failed:
        raise AssertionError(done.failed)
    return workspace
