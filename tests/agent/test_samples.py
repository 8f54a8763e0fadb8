"""The sample filings: valid inline XBRL, marked as samples, in our own words, around figures really reported."""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
from arelle.Cntlr import Cntlr
from arelle.ModelInstanceObject import ModelInlineFact
from lxml import etree

from tieout.evals.make_samples import DEMO, TABLES, write
from tieout.evals.sample import Figure, Sample, read
from tieout.tools.filings import read as read_filing

SAMPLES = {path.stem: read(path) for path in sorted(TABLES.glob("*.toml"))}
UNITS = {"usd": "iso4217:USD", "shares": "xbrli:shares", "usdPerShare": "iso4217:USD/xbrli:shares"}
IX = "{http://www.xbrl.org/2013/inlineXBRL}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDI = "{http://xbrl.org/2006/xbrldi}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
OFFLINE = {
    "IOerror",  # the schema on sec.gov is not fetched, …
    "ix11.12.1.2:missingReferences",  # … hence no concept is resolved
}
MARKS = ("tieout:sample", "tieout:sample-of", "tieout:sample-filed", "tieout:sample-source")

Key = tuple[str, tuple[date, ...], frozenset[tuple[str, str]], str]


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A numeric fact as a reader found it."""

    key: Key
    value: Decimal | None
    decimals: str


def path(sample: Sample) -> Path:
    return DEMO / f"sample-{sample.ticker}-10-K-{sample.fiscal_year}.html"


def key(figure: Figure) -> Key:
    return figure.concept, figure.period, frozenset(figure.dimensions), UNITS[figure.unit]


def rounded(value: Decimal, decimals: str) -> Decimal:
    return value if decimals == "INF" else value.quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


@pytest.fixture(params=SAMPLES, name="sample")
def _sample(request: pytest.FixtureRequest) -> Sample:
    return SAMPLES[request.param]


@pytest.fixture(scope="module", name="arelle")
def _arelle() -> Iterator[Any]:
    """Arelle without a network, a window or a settings file."""
    logging.getLogger("arelle").propagate = False  # a line for every fact
    controller = Cntlr(logFileName="logToBuffer", disable_persistent_config=True)
    controller.webCache.workOffline = True
    yield controller
    controller.modelManager.close()
    controller.close()


@pytest.fixture(name="model")
def _model(arelle: Any, sample: Sample) -> Iterator[Any]:
    arelle.logHandler.clearLogBuffer()
    model = arelle.modelManager.load(str(path(sample)))
    yield model
    arelle.modelManager.close(model)


def referee(model: Any) -> Iterator[Reported]:
    """The numeric facts as Arelle reads them; it ends a period at midnight of the next day."""
    for fact in model.facts:
        if not isinstance(fact, ModelInlineFact) or fact.unit is None:
            continue
        context = fact.context
        last = context.endDatetime.date() - timedelta(days=1)
        period = (last,) if context.isInstantPeriod else (context.startDatetime.date(), last)
        members = frozenset((str(axis), str(member.memberQname)) for axis, member in context.qnameDims.items())
        above, below = fact.unit.measures
        unit = "/".join(str(measure) for measure in (*above, *below))
        value = None if fact.isNil else Decimal(fact.value)
        yield Reported(key=(str(fact.qname), period, members, unit), value=value, decimals=fact.decimals or "INF")


def test_arelle_reads_every_figure_as_listed(model: Any, sample: Sample) -> None:
    """Each fact has the listed value (at its own decimals), period, unit and dimensions; none is missing."""
    listed = {key(figure): figure.value for figure in sample.figures()}

    read_back = list(referee(model))

    for fact in read_back:
        value = listed[fact.key]
        expected = None if value is None else rounded(value, fact.decimals)
        assert (fact.key, fact.value) == (fact.key, expected)
    exact = {fact.key for fact in read_back if fact.value == listed[fact.key]}
    assert exact == set(listed)


def test_arelle_objects_to_nothing_but_the_absent_network(model: Any, arelle: Any, sample: Sample) -> None:
    """The document loads as inline XBRL, and the only complaints follow from the schema that was not fetched."""
    codes = {entry["code"] for entry in json.loads(arelle.logHandler.getJson(clearLogBuffer=False))["log"]}

    assert codes == OFFLINE
    assert model.modelDocument.gettype() == "inline XBRL instance"
    facts = {str(fact.qname): fact.value for fact in model.facts}
    assert facts["dei:DocumentPeriodEndDate"] == sample.periods[0][1].isoformat()
    assert facts["dei:CurrentFiscalYearEndDate"] == f"--{sample.periods[0][1]:%m-%d}"
    assert facts["dei:EntityRegistrantName"] == sample.name
    assert facts["dei:EntityCentralIndexKey"] == sample.cik


def test_the_files_are_what_the_tables_say(sample: Sample) -> None:
    """A sample was written by the generator from its table, and not edited by hand."""
    assert path(sample).read_text(encoding="utf-8") == write(sample)


def test_a_sample_says_that_it_is_one(sample: Sample) -> None:
    """A banner, a comment and the meta tags name it a sample and give the accession of its figures."""
    text = path(sample).read_text(encoding="utf-8")
    document = etree.fromstring(text.encode())
    marks = {meta.get("name"): meta.get("content") for meta in document.iter(XHTML + "meta")}
    banner = next(
        "".join(map(str, block.itertext())) for block in document.iter(XHTML + "div") if block.get("class") == "b"
    )

    filing = f"https://www.sec.gov/Archives/edgar/data/{int(sample.cik)}/{sample.accession.replace('-', '')}"
    assert tuple(marks[name] for name in MARKS) == (
        "true",
        sample.accession,
        sample.filed.isoformat(),
        f"{filing}/{sample.document}",
    )
    notice = f"Sample written for Tieout around figures reported in accession {sample.accession}; not a filing."
    assert banner.startswith(notice)
    assert f"<!-- {notice}" in text


def test_a_sample_has_the_size_of_a_short_filing(sample: Sample) -> None:
    """Small enough to ship, long enough to have every part of a 10-K that a reader looks for."""
    assert 60_000 < path(sample).stat().st_size < 120_000


@pytest.mark.parametrize("column", [0, 1, 2])
def test_the_three_kinds_of_cash_flow_add_up(sample: Sample, column: int) -> None:
    """Operating, investing and financing cash flows make the change in cash, in every year."""
    kinds = [f"NetCashProvidedByUsedIn{kind}Activities" for kind in ("Operating", "Investing", "Financing")]
    change = (
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect"
    )

    total = sum(sample.figure(kind, column).value or 0 for kind in kinds)

    assert total == sample.figure(change, column).value


def test_an_unknown_concept_in_the_text_is_named() -> None:
    """A mark that no table can answer stops the generator with the concept's name."""
    with pytest.raises(KeyError, match="AAPL: no table has 'Unheard'"):
        SAMPLES["aapl"].figure("Unheard", 0)


def filing(shared_data: Path, accession: str) -> Any:
    (source,) = (shared_data / "filings" / "10-K").glob(f"*_{accession}.html")
    return etree.parse(source, etree.XMLParser(huge_tree=True)).getroot()


def source_facts(root: Any) -> dict[Key, set[Decimal | None]]:
    """The numeric facts of a real filing, read here from scratch."""
    periods, members = {}, {}
    for context in root.iter(XBRLI + "context"):
        days = [context.find(f".//{XBRLI}{name}") for name in ("instant", "startDate", "endDate")]
        periods[context.get("id")] = tuple(date.fromisoformat(day.text) for day in days if day is not None)
        members[context.get("id")] = frozenset(
            (member.get("dimension"), member.text.strip()) for member in context.iter(XBRLDI + "explicitMember")
        )
    units = {
        unit.get("id"): "/".join(measure.text for measure in unit.iter(XBRLI + "measure"))
        for unit in root.iter(XBRLI + "unit")
    }
    facts: dict[Key, set[Decimal | None]] = {}
    for fact in root.iter(IX + "nonFraction"):
        context = fact.get("contextRef")
        found = fact.get("name"), periods[context], members[context], units[fact.get("unitRef")]
        facts.setdefault(found, set()).add(_value(fact))
    return facts


def _value(fact: Any) -> Decimal | None:
    text = "".join(fact.itertext()).strip().replace(",", "")
    if fact.get(NIL) == "true":
        return None
    number = Decimal(text if re.fullmatch(r"[\d.]+", text) else 0).scaleb(int(fact.get("scale") or 0))
    return -number if fact.get("sign") == "-" else number


@pytest.mark.real
def test_every_figure_was_reported(sample: Sample, shared_data: Path) -> None:
    """Each figure equals a tagged fact of the filing; where an erratum is listed, the filing has the other sign."""
    facts = source_facts(filing(shared_data, sample.accession))

    errata = []
    for figure in sample.figures():
        values = facts[key(figure)]
        name = f"{figure.concept} {figure.period[-1]}"
        if name in sample.errata:
            errata.append(name)
            assert figure.value is not None
            assert values == {-figure.value}
        else:
            assert figure.value in values, name
    assert sorted(errata) == sorted(sample.errata)


@pytest.mark.real
@pytest.mark.parametrize(
    ("concept", "column"),
    [
        ("DeferredIncomeTaxesAndTaxCredits", 1),
        ("NetCashProvidedByUsedInInvestingActivities", 2),
        ("NetCashProvidedByUsedInFinancingActivities", 2),
    ],
)
def test_the_report_of_the_year_before_bears_the_errata_out(shared_data: Path, concept: str, column: int) -> None:
    """It tags the same periods with the sign that the sample has."""
    figure = SAMPLES["amd"].figure(concept, column)

    facts = source_facts(filing(shared_data, "0000002488-23-000047"))

    assert facts[key(figure)] == {figure.value}


def test_the_balance_sheet_bears_the_last_erratum_out() -> None:
    """AMD's receivables from related parties rose by what the sample says, and did not fall."""
    now, before = (SAMPLES["amd"].figure("OtherReceivables", column).value for column in (0, 1))
    change = SAMPLES["amd"].figure("amd:IncreaseDecreaseinPrepaymentsRelatedParties", 0)

    assert now is not None
    assert before is not None
    assert now - before == change.value


@pytest.mark.real
def test_the_words_are_our_own(sample: Sample, shared_data: Path) -> None:
    """No twelve words in a row of the sample's prose stand in the filing."""
    text = " ".join(words(" ".join(filing(shared_data, sample.accession).itertext())))
    document = etree.fromstring(path(sample).read_bytes())

    for paragraph in document.iter(XHTML + "p"):
        said = words("".join(map(str, paragraph.itertext())))
        copied = [run for run in (" ".join(said[at : at + 12]) for at in range(len(said) - 11)) if run in text]
        assert copied == []


@pytest.mark.real
@pytest.mark.parametrize(("ticker", "count"), [("aapl", "164,000"), ("amd", "26,000"), ("txn", "34,000")])
def test_the_number_of_employees_was_reported(shared_data: Path, ticker: str, count: str) -> None:
    """The untagged head count of the sample stands in the filing's prose, beside the word employees."""
    text = " ".join("".join(filing(shared_data, SAMPLES[ticker].accession).itertext()).split())

    assert re.search(rf"{count} (full-time equivalent )?employees", text)
    assert re.search(rf"{count} (full-time equivalent )?employees", path(SAMPLES[ticker]).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "filed"),
    [
        ("sample-AAPL-10-K-2024.html", date(2024, 11, 1)),
        ("sample-AMD-10-K-2023.html", date(2024, 1, 31)),
        ("sample-TXN-10-K-2023.html", date(2024, 2, 2)),
    ],
)
def test_a_sample_is_as_old_as_the_filing_behind_it(name: str, filed: date) -> None:
    """A sample is read with its mark, the accession and the filing date of its figures."""
    document = read_filing(DEMO / name).document

    assert (document.sample, document.filed) == (True, filed)
