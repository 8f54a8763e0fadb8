"""Tagged figures come before those read from tables, whatever is newer."""

from datetime import date
from decimal import Decimal

import pytest

from tieout.document import Document, Entity
from tieout.fact import Fact, Measure, Origin
from tieout.locator import Cell, CellAddress
from tieout.period import Duration, FiscalPeriod
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.figures.meant import Wanted
from tieout.tools.figures.resolve import Ledger
from tieout.tools.figures.vocabulary import Vocabulary

ACME = Entity(cik="0000012345", name="Acme Corp.")
YEAR = Duration(start=date(2024, 1, 1), end=date(2024, 12, 31), fiscal="FY2024")


def fact(
    name: str,
    value: str,
    *,
    origin: Origin = "table",
    unit: str = "USD",
    document: str = "k",
    measure: Measure = "gaap",
) -> Fact:
    """A year's figure whose row is called net sales."""
    concept = "us-gaap:Revenues" if origin == "xbrl" else f"table:{name}"
    place = Cell(
        document=document, content_hash="h", quote_hash="q", start=0, end=1, cell=CellAddress(table=0, row=0, column=0)
    )
    return Fact(
        id=name,
        document=document,
        entity=ACME,
        concept=concept,
        label="Total net sales",
        value=Decimal(value),
        unit=unit,
        decimals=-6,
        period=YEAR,
        measure=measure,
        printed=value,
        locator=place,
        origin=origin,
    )


def revenue(*facts: Fact) -> Fact:
    """The fact that states the year's revenue."""
    documents = {
        name: Document(id=name, entity=ACME, kind="filing", title=name, filed=filed, content_hash="h")
        for name, filed in (("k", date(2025, 2, 1)), ("8-k", date(2025, 6, 1)))
    }
    wanted = Wanted(entity=ACME.key, metric="revenue", words="revenue", period=FiscalPeriod(year=2024))
    level = Ledger(facts, documents, Vocabulary.load()).level(wanted)
    assert isinstance(level, Fact)
    return level


def test_tag_first() -> None:
    """A newer number of a table does not shadow a tagged one."""
    assert revenue(fact("t", "13", document="8-k"), fact("x", "12", origin="xbrl")).id == "x"


def test_table_alone() -> None:
    """Where nothing is tagged, the table's row answers."""
    assert revenue(fact("t", "13")).id == "t"


@pytest.mark.parametrize("other", [{"unit": "percent"}, {"measure": "non_gaap"}])
def test_other_kind(other: dict[str, str]) -> None:
    """A percentage or a non-GAAP row of the same name is not the metric."""
    with pytest.raises(NotDerivable):
        revenue(fact("t", "13", **other))  # type: ignore[arg-type]  # fields by name
