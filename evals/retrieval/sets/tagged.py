"""What can be asked of tagged 10-Ks? The figures of their statements, with the printed number as gold.

A 10-K in HTML has no pages: whatever passage of the right filing prints the figure is right.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import html

from tieout.errors import NotThereError
from tieout.evals.retrieval.asked import Asked, Quote
from tieout.evals.tagged import Filing, Tagged, read_tagged

PHRASES: Final = {
    "Assets": "total assets",
    "Liabilities": "total liabilities",
    "InventoryNet": "inventories",
    "CashAndCashEquivalentsAtCarryingValue": "cash and cash equivalents",
    "Goodwill": "goodwill",
    "NetIncomeLoss": "net income",
    "OperatingIncomeLoss": "operating profit",
    "RevenueFromContractWithCustomerExcludingAssessedTax": "revenue",
    "Revenues": "total revenues",
    "ResearchAndDevelopmentExpense": "R&D expenses",
    "IncomeTaxExpenseBenefit": "income tax expense",
    "NetCashProvidedByUsedInOperatingActivities": "operating cash flow",
    "PaymentsToAcquirePropertyPlantAndEquipment": "capex",
    "PaymentsForRepurchaseOfCommonStock": "share buybacks",
    "PaymentsOfDividends": "dividends paid",
    "AmortizationOfIntangibleAssets": "amortization of intangibles",
    "OperatingLeaseLiability": "operating lease liability",
    "ShareBasedCompensation": "stock-based compensation",
}
"""What people call what is tagged so."""
_SHORTEST: Final = 4
"""Digits that a printed figure needs, so that it is not found by chance."""


def tagged(source: Path, out: Path) -> tuple[Path, tuple[Asked, ...]]:
    """The folder of filings, and a question for each of the phrases that a filing tags for its own year."""
    del out  # the filings are asked where they are
    files = sorted(path for path in source.iterdir() if path.suffix.lower() in {".htm", ".html"})
    if not files:
        raise NotThereError(f"{str(source)!r} has no 10-K in HTML; name a folder that has one")
    return source, tuple(asked for file in files for asked in _questions(file))


def _questions(file: Path) -> Iterator[Asked]:
    filing = read_tagged(file)
    name = _company(file)
    for concept, phrase in PHRASES.items():
        printed = _printed(filing, concept)
        if sum(map(str.isdigit, printed)) >= _SHORTEST:
            yield Asked(
                id=f"{file.stem}-{concept}",
                question=f"What {phrase} did {name} report for fiscal {filing.year}?",
                documents=(file.stem,),
                quotes=(Quote(document=file.stem, text=printed),),
                type=_kind(filing, concept),
            )


def _printed(filing: Filing, concept: str) -> str:
    """The figure in millions or thousands with separators, as statements print it; empty where it is not tagged."""
    value = filing.value(concept, filing.year)
    if value is None or not value:
        return ""
    whole = abs(value)
    for unit in (10**6, 10**3, 1):
        if whole % unit == 0:
            return f"{int(whole // unit):,}"
    return ""


def _kind(filing: Filing, concept: str) -> str:
    """A balance or a flow."""
    found: Tagged | None = next((one for one in filing.figures if one.concept == concept), None)
    return "flow" if found is not None and found.duration else "balance"


def _company(file: Path) -> str:
    """The registrant's name on the cover, without its legal form."""
    names = [
        " ".join("".join(str(text) for text in element.itertext()).split())
        for element in html.fromstring(file.read_bytes()).iter("ix:nonnumeric")
        if element.get("name") == "dei:EntityRegistrantName"
    ]
    short = re.sub(r",? (?:inc|incorporated|corp|corporation|company|co|plc)\.?$", "", names[0], flags=re.IGNORECASE)
    return short.title() if short.isupper() else short
