"""Real filings: values against an independent extraction, labels and places against the filing itself."""

import random
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from tieout.fact import Fact
from tieout.reading import Reading
from tieout.tools.filings import read

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def annual(shared_data: Path, read_once: Callable[[Path], Reading]) -> dict[str, Reading]:
    """All 22 annual reports, read once."""
    return {path.stem: read_once(path) for path in sorted((shared_data / "filings" / "10-K").glob("*.html"))}


def reading(annual: dict[str, Reading], start: str) -> Reading:
    """The annual report whose name begins so."""
    return next(found for name, found in annual.items() if name.startswith(start))


def value(annual: dict[str, Reading], start: str, concept: str, fiscal: str, member: str | None = None) -> Fact:
    """The one fact of a concept and fiscal period, with one member or none."""
    members = {member} if member else set()
    (fact,) = [
        fact
        for fact in reading(annual, start).facts
        if fact.concept == concept and fact.period.fiscal == fiscal and {d.member for d in fact.dimensions} == members
    ]
    return fact


def test_all(annual: dict[str, Reading]) -> None:
    """Every one of the 22 has its issuer, year, items, statements, and no complaint."""
    for name, found in annual.items():
        document = found.document
        assert name.startswith(f"{document.entity.ticker}_10-K_{document.accession}")
        assert document.form == "10-K"
        assert document.fiscal_period == "FY"
        assert document.notes == ()
        assert {"Item 1A", "Item 7", "Item 8"} <= {section.name for section in found.sections}
        assert len(found.facts) > 800
        assert "us-gaap:Assets" in {f.concept for f in found.facts}


def test_places(annual: dict[str, Reading]) -> None:
    """A thousand facts taken at random stand where they say, with what they say is printed."""
    chosen = random.Random(7)  # noqa: S311  # a sample, not a secret
    everything = [(found, fact) for found in annual.values() for fact in found.facts if fact.locator.start is not None]
    for found, fact in chosen.sample(everything, 1000):
        quotation = found.text[fact.locator.start : fact.locator.end]
        assert fact.printed in {quotation, f"({quotation})"}
        assert fact.locator.quote_hash == sha256(quotation.encode()).hexdigest()[:16]
        if fact.locator.kind == "tag" and fact.locator.cell is not None:
            address = fact.locator.cell
            cells = found.tables[address.table].rows[address.row]
            cell = next(c for c in cells if c.column <= address.column < c.column + c.span)
            assert cell.start <= (fact.locator.start or 0) < cell.end


@pytest.mark.parametrize(
    ("start", "concept", "fiscal", "number", "printed", "label"),
    [
        (
            "AAPL_10-K_0000320193-24",
            "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
            "FY2024",
            "391035000000",
            "391,035",
            "Total net sales",
        ),
        ("AAPL_10-K_0000320193-24", "us-gaap:GrossProfit", "FY2023", "169148000000", "169,148", "Gross margin"),
        (
            "AAPL_10-K_0000320193-24",
            "us-gaap:NonoperatingIncomeExpense",
            "FY2023",
            "-565000000",
            "(565)",
            "Other income/(expense), net",
        ),
        ("AAPL_10-K_0000320193-24", "us-gaap:EarningsPerShareDiluted", "FY2024", "6.08", "6.08", "Diluted"),
        (
            "AAPL_10-K_0000320193-24",
            "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment",
            "FY2024",
            "9447000000",
            "(9,447)",
            "Payments for acquisition of property, plant and equipment",
        ),
        ("AAPL_10-K_0000320193-24", "us-gaap:Assets", "FY2023", "352583000000", "352,583", "Total assets"),
        (
            "AMD_10-K_0000002488-24",
            "us-gaap:NetCashProvidedByUsedInOperatingActivities",
            "FY2023",
            "1667000000",
            "1,667",
            "Net cash provided by operating activities",
        ),
        (
            "AMD_10-K_0000002488-24",
            "us-gaap:IncomeTaxExpenseBenefit",
            "FY2023",
            "-346000000",
            "(346)",
            "Income tax provision (benefit)",
        ),
        ("AMD_10-K_0000002488-24", "us-gaap:InventoryNet", "FY2023", "4351000000", "4,351", "Inventories"),
        (
            "GM_10-K",
            "us-gaap:NetIncomeLoss",
            "FY2023",
            "10127000000",
            "10,127",
            "Net income (loss) attributable to stockholders",
        ),
        ("GM_10-K", "us-gaap:ProfitLoss", "FY2023", "9840000000", "9,840", "Net income (loss)"),
        ("MCD_10-K", "us-gaap:Revenues", "FY2023", "25493700000", "25,493.7", "Total revenues"),
        (
            "MCD_10-K",
            "us-gaap:PaymentsToAcquirePropertyPlantAndEquipment",
            "FY2023",
            "2357400000",
            "(2,357.4)",
            "Capital expenditures",
        ),
        (
            "LOW_10-K",
            "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
            "FY2023",
            "86377000000",
            "86,377",
            "Net sales",
        ),
    ],
)
def test_statements(
    annual: dict[str, Reading], start: str, concept: str, fiscal: str, number: str, printed: str, label: str
) -> None:
    """Value, sign, printed form and row label are those of the printed statement."""
    fact = value(annual, start, concept, fiscal)

    assert (fact.value, fact.printed, fact.label) == (Decimal(number), printed, label)
    assert fact.scope == "consolidated"


def test_services(annual: dict[str, Reading]) -> None:
    """Apple's Services net sales are a fact of the product or service, called as printed."""
    concept = "us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax"
    fact = value(annual, "AAPL_10-K_0000320193-24", concept, "FY2024", "us-gaap:ServiceMember")

    assert (fact.value, fact.dimensions[0].label, fact.scope) == (Decimal(96169000000), "Services", "segment")


def test_iphone(annual: dict[str, Reading]) -> None:
    """A member is called as the filing prints it."""
    labels = {d.label for fact in reading(annual, "AAPL_10-K_0000320193-24").facts for d in fact.dimensions}

    assert {"iPhone", "Mac", "iPad", "Wearables, Home and Accessories", "Greater China"} <= labels


def test_marathon(annual: dict[str, Reading]) -> None:
    """A restated filer's income has the sign of the tag."""
    fact = value(annual, "MARA_10-K", "us-gaap:NetIncomeLoss", "FY2023")

    assert fact.value == Decimal(261173000)


def test_elsewhere(shared_data: Path) -> None:
    """A 10-K whose statements are in an exhibit says so."""
    notes = read(shared_data / "filings" / "IBM_10-K_2024.html").document.notes

    assert "no balance sheet or income statement is tagged in this file" in notes[0]


def test_sections(annual: dict[str, Reading]) -> None:
    """Risk factors are found under item headings, and where there is only a cross-reference index."""
    for start in ("AAPL_10-K_0000320193-24", "GE_10-K", "MCD_10-K"):
        found = reading(annual, start)
        section = next(s for s in found.sections if s.name == "Item 1A")
        assert "risk factors" in found.text[section.start : section.start + 40].lower()
        assert section.sure
        assert section.end - section.start > 40_000


def test_passages(annual: dict[str, Reading]) -> None:
    """Passages have unique ids, stay within the text and are of a size that an encoder reads."""
    for found in annual.values():
        assert len({p.id for p in found.passages}) == len(found.passages)
        long = [p for p in found.passages if len(p.text.split()) > 300]
        assert len(long) <= 0.02 * len(found.passages)
        for passage in found.passages:
            quotation = found.text[passage.locator.start : passage.locator.end]
            assert passage.kind == "table" or passage.text == quotation


def test_quarters(shared_data: Path) -> None:
    """Quarters and year-to-date periods of a 10-Q are told apart."""
    facts = read(shared_data / "filings" / "AAPL_10-Q_2024Q3.html").facts
    net = {f.period.fiscal: f.value for f in facts if f.concept == "us-gaap:NetIncomeLoss" and not f.dimensions}

    assert net["Q3 2024"] == Decimal(21448000000)
    assert net["9M 2024"] == Decimal(79000000000)
    assert net["Q3 2023"] == Decimal(19881000000)


def test_pdf(shared_data: Path) -> None:
    """A real PDF is read by page, with the registrant of its first page."""
    found = read(shared_data / "docugami_10q" / "docs" / "2023 Q1 AMZN.pdf")

    assert (found.document.entity.name, found.document.form) == ("AMAZON.COM, INC.", "10-Q")
    assert found.text.count("\f") + 1 == max(p.page or 0 for p in found.passages)
