"""Writes the sample filings of the demo: `python -m tieout.evals.make_samples` turns evals/samples into agent/demo."""

import sys
from html import escape
from pathlib import Path

from tieout.evals.sample import Dimensions, Period, Sample, read
from tieout.evals.sample_page import UNITS, Page, day

TABLES = Path(__file__).parent / "samples"
DEMO = Path(__file__).parent.parent / "agent" / "demo"
ARCHIVES = "https://www.sec.gov/Archives/edgar/data"
STYLE = (
    "body{font-family:serif;max-width:60em;margin:auto}table{border-collapse:collapse;width:100%}"
    ".n{text-align:right}.h{text-align:center;font-weight:bold}td{min-width:.4em}.g{font-weight:bold}"
    ".r td{border-top:1px solid}.t,.u{text-align:center}.t{font-weight:bold}.b{border:2px solid #a00;padding:.5em}"
)


def main(target: Path = DEMO) -> int:
    """Write every sample into a folder."""
    for path in sorted(TABLES.glob("*.toml")):
        sample = read(path)
        written = target / f"sample-{sample.ticker}-10-K-{sample.fiscal_year}.html"
        written.write_text(write(sample), encoding="utf-8")
        print(written)
    return 0


def write(sample: Sample) -> str:
    """A sample as an inline-XBRL document."""
    page = Page(sample)
    notice = (
        f"Sample written for Tieout around figures reported in accession {sample.accession}; not a filing. "
        f"The text is not {sample.name}'s."
    )
    body = f'<div class="b">{escape(notice)}</div>\n{_cover(page)}{_contents(sample)}' + "".join(
        _section(page, number) for number in range(len(sample.section))
    )
    hidden = _hidden(page)
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<!-- {notice} -->\n<html {_namespaces(sample)} xml:lang=\"en-US\">"
        f"<head>{_head(sample)}</head>\n<body>"
        f'<div style="display:none"><ix:header>{hidden}{_resources(page)}</ix:header></div>\n{body}</body></html>\n'
    )


def _head(sample: Sample) -> str:
    folder = f"{ARCHIVES}/{int(sample.cik)}/{sample.accession.replace('-', '')}"
    marks = {
        "tieout:sample": "true",
        "tieout:sample-of": sample.accession,
        "tieout:sample-filed": sample.filed.isoformat(),
        "tieout:sample-source": f"{folder}/{sample.document}",
    }
    metas = "".join(f'<meta name="{name}" content="{content}"/>' for name, content in marks.items())
    title = f"Sample 10-K for fiscal {sample.fiscal_year}: {sample.name}"
    return (
        '<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>'
        f'{metas}<title>{escape(title)}</title><style type="text/css">{STYLE}</style>'
    )


def _namespaces(sample: Sample) -> str:
    year = sample.taxonomy
    spaces = {
        "": "http://www.w3.org/1999/xhtml",
        "ix": "http://www.xbrl.org/2013/inlineXBRL",
        "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12",
        "xbrli": "http://www.xbrl.org/2003/instance",
        "xbrldi": "http://xbrl.org/2006/xbrldi",
        "link": "http://www.xbrl.org/2003/linkbase",
        "xlink": "http://www.w3.org/1999/xlink",
        "xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        "us-gaap": f"http://fasb.org/us-gaap/{year}",
        "srt": f"http://fasb.org/srt/{year}",
        "dei": f"http://xbrl.sec.gov/dei/{year}",
        "country": f"http://xbrl.sec.gov/country/{year}",
        sample.prefix: sample.namespace,
    }
    return " ".join(f'xmlns{":" if prefix else ""}{prefix}="{space}"' for prefix, space in spaces.items())


def _hidden(page: Page) -> str:
    sample = page.sample
    words = {
        "AmendmentFlag": "false",
        "DocumentFiscalYearFocus": str(sample.fiscal_year),
        "DocumentFiscalPeriodFocus": "FY",
        "EntityCentralIndexKey": sample.cik,
        "EntityIncorporationStateCountryCode": sample.state_code,
        "SecurityExchangeName": sample.exchange_code,
    }
    return f"<ix:hidden>{''.join(page.word(name, text) for name, text in words.items())}</ix:hidden>"


def _resources(page: Page) -> str:
    sample = page.sample
    schema = sample.document.replace(".htm", ".xsd")
    folder = f"{ARCHIVES}/{int(sample.cik)}/{sample.accession.replace('-', '')}"
    contexts = "".join(_context(name, sample.cik, *key) for key, name in page.contexts.items())
    units = "".join(f'<xbrli:unit id="{name}">{measure}</xbrli:unit>' for name, measure in UNITS.items())
    return (
        f'<ix:references xml:lang="en-US"><link:schemaRef xlink:type="simple" xlink:href="{folder}/{schema}"/>'
        f"</ix:references><ix:resources>{contexts}{units}</ix:resources>"
    )


def _context(name: str, cik: str, period: Period, dimensions: Dimensions) -> str:
    ends = ("instant",) if len(period) == 1 else ("startDate", "endDate")
    days = "".join(f"<xbrli:{end}>{when}</xbrli:{end}>" for end, when in zip(ends, period, strict=True))
    members = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>' for axis, member in dimensions
    )
    segment = f"<xbrli:segment>{members}</xbrli:segment>" if members else ""
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">'
        f"{cik}</xbrli:identifier>{segment}</xbrli:entity><xbrli:period>{days}</xbrli:period></xbrli:context>\n"
    )


def _cover(page: Page) -> str:
    sample, word = page.sample, page.word
    last = sample.periods[0][1]
    year_end = day((last,))
    lines = [
        f"<h1>FORM {word('DocumentType', '10-K')}</h1>",
        f"{word('DocumentAnnualReport', '☒', 'fixed-true')} Annual report under Section 13 of the Exchange Act of 1934",
        f"For the fiscal year ended {word('DocumentPeriodEndDate', year_end, 'date-monthname-day-year-en')}",
        f"{word('DocumentTransitionReport', '☐', 'fixed-false')} Transition report",
        f"Commission file number: {word('EntityFileNumber', sample.file_number)}",
        f"<b>{word('EntityRegistrantName', sample.name)}</b>",
        f"Incorporated in {escape(sample.state)}",
        f"Employer identification number: {word('EntityTaxIdentificationNumber', sample.tax_number)}",
        escape(sample.address),
        f"Fiscal year ends on {word('CurrentFiscalYearEndDate', year_end.split(',')[0], 'date-monthname-day-en')}",
        f"{word('Security12bTitle', sample.security)}, listed at {escape(sample.exchange)}",
        f"Trading symbol: {word('TradingSymbol', sample.ticker)}",
        page.prose(sample.public_float),
        page.prose(sample.shares),
    ]
    return "".join(f"<div>{line}</div>\n" for line in lines)


def _contents(sample: Sample) -> str:
    rows = "".join(
        f'<tr><td><a href="#s{number}">{escape(section.heading)}</a></td><td class="n">{number + 2}</td></tr>'
        for number, section in enumerate(sample.section)
    )
    return f'<div class="t">TABLE OF CONTENTS</div><table>{rows}</table>\n'


def _section(page: Page, number: int) -> str:
    section = page.sample.section[number]
    blocks = "\n".join(_block(page, block.strip()) for block in section.text.strip().split("\n\n"))
    return (
        f'<hr style="page-break-after:always"/>\n<div id="s{number}" class="g">{escape(section.heading)}</div>\n'
        f'{blocks}\n<div class="u">{number + 2}</div>\n'
    )


def _block(page: Page, block: str) -> str:
    if block.startswith("@"):
        return page.table(block[1:])
    if block.startswith("## "):
        return f'<div class="g">{escape(block[3:])}</div>'
    return f"<p>{page.prose(' '.join(block.split()))}</p>"


if __name__ == "__main__":
    sys.exit(main())
