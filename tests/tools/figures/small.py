"""A small filing of two companies, for tests of the gate: its facts, its text, and a snapshot over them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Self

from tieout.claim import Claim, Slot
from tieout.document import Document, Entity, Passage, Table
from tieout.errors import NotThereError
from tieout.fact import Dimension, Fact, FactQuery
from tieout.locator import Locator, Span, quote_hash
from tieout.period import Duration, Instant
from tieout.ports import Evidence, Hit, SearchQuery, Stretch
from tieout.tools.figures.gate import Gate
from tieout.tools.figures.vocabulary import Vocabulary

ACME = Entity(cik="0000000001", ticker="ACM", name="Acme Corp")
BOLT = Entity(cik="0000000002", ticker="BLT", name="Bolt Industries, Inc.")
REVENUE = "us-gaap:Revenues"
PROFIT = "us-gaap:NetIncomeLoss"
COST = "us-gaap:CostOfRevenue"
ASSETS = "us-gaap:Assets"
PROSE = (
    "Acme makes anvils. At the end of fiscal 2024 Acme had approximately 164,000 full-time employees. "
    "Demand for anvils depends on railways. Revenue doubled in the spring."
)
VOCABULARY = Vocabulary.load()


def span(document: str, quote: str, *, text: str = PROSE, content: str = "a" * 64) -> Span:
    """Where a quotation stands in the prose."""
    start = text.index(quote)
    return Span(
        document=document,
        content_hash=content,
        quote_hash=quote_hash(quote),
        section="Item 1",
        start=start,
        end=start + len(quote),
    )


def fact(
    value: str,
    *,
    entity: Entity = ACME,
    concept: str = REVENUE,
    label: str = "Revenue",
    year: int = 2024,
    unit: str = "USD",
    decimals: int | None = -6,
    dimensions: tuple[Dimension, ...] = (),
) -> Fact:
    """A figure of a full year; its locator is made up of its meaning."""
    document = f"{(entity.ticker or '').lower()}-2024"
    end = date(year, 12, 31)
    period = (
        Instant(end=end, fiscal=f"FY{year}")
        if concept == ASSETS
        else Duration(start=date(year, 1, 1), end=end, fiscal=f"FY{year}")
    )
    key = f"{document} {concept} {year} {dimensions} {unit}"
    return Fact(
        id=hashlib.sha256(key.encode()).hexdigest()[:32],
        document=document,
        entity=entity,
        concept=concept,
        label=label,
        value=Decimal(value),
        unit=unit,
        decimals=decimals,
        period=period,
        dimensions=dimensions,
        printed=value,
        locator=span(document, "Acme makes anvils."),
        origin="xbrl",
    )


class StaticSnapshot:
    """One text for every document; fulfils `tieout.ports.Snapshot` as far as the gate asks."""

    generation = 1

    def __init__(self, entities: Sequence[Entity], text: str = PROSE, content: str = "a" * 64) -> None:
        self._entities = tuple(entities)
        self._text = text
        self._content = content

    def documents(self) -> tuple[Document, ...]:
        """One annual report for each company."""
        return tuple(
            Document(
                id=f"{(e.ticker or e.name).lower()}-2024",
                entity=e,
                kind="filing",
                title="10-K",
                form="10-K",
                fiscal_year=2024,
                fiscal_period="FY",
                period_end=date(2024, 12, 31),
                content_hash=self._content,
            )
            for e in self._entities
        )

    def document(self, document: str) -> Document:
        """By id."""
        found = {d.id: d for d in self.documents()}
        if document not in found:
            raise NotThereError(f"there is no document {document!r}")
        return found[document]

    def text(self, document: str) -> str:
        """The one text."""
        self.document(document)
        return self._text

    def entities(self) -> tuple[Entity, ...]:
        """All companies."""
        return self._entities

    def facts(self, _: FactQuery) -> tuple[Fact, ...]:
        """None are kept."""
        return ()

    def labels(self, _: str) -> tuple[tuple[str, str], ...]:
        """None."""
        return ()

    def passages(self, _: Sequence[str]) -> Mapping[str, Passage]:
        """None."""
        return {}

    def stretches(self, _: str) -> tuple[Stretch, ...]:
        """None."""
        return ()

    def table(self, _: str, __: int) -> Table:
        """None."""
        raise NotThereError("there is no table")

    def quote(self, locator: Locator) -> str:
        """As the home opens a locator: another version and another quotation do not open."""
        text = self.text(locator.document)[locator.start : locator.end]
        if locator.content_hash != self._content or quote_hash(text) != locator.quote_hash:
            raise NotThereError(f"the quotation is not there in {locator.document!r}")
        return text

    def around(self, locator: Locator) -> str:
        """The quotation itself."""
        return self.quote(locator)

    def search(self, _: SearchQuery) -> tuple[Hit, ...]:
        """Nothing is indexed."""
        return ()

    def close(self) -> None:
        """Nothing is open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def gate_over(*facts: Fact, entities: Sequence[Entity] = (ACME, BOLT), text: str = PROSE, question: str = "") -> Gate:
    """The gate over these facts."""
    snapshot = StaticSnapshot(entities, text)
    evidence = Evidence(facts={"q1": facts}, documents={d.id: d for d in snapshot.documents()})
    return Gate.over(evidence, snapshot, VOCABULARY, question)


def claim(template: str, **slots: Slot) -> Claim:
    """A figure claim."""
    return Claim(
        subquestion="q1",
        kind="figure",
        template=template,
        slots=slots,
        citations=(span("acm-2024", "Acme makes anvils."),),
    )


def quotation(template: str, at: Span) -> Claim:
    """A claim in the filing's words."""
    return Claim(subquestion="q1", kind="quotation", template=template, citations=(at,))
