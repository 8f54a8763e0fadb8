"""The outside world as Tieout sees it: one small protocol for each thing that can be replaced."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, Self

from pydantic import Field

from tieout.answer import Cost
from tieout.claim import Claim, Failure
from tieout.document import Document, Entity, Passage, Table
from tieout.fact import Fact, FactQuery
from tieout.locator import Locator
from tieout.model import Thing
from tieout.question import Draft, Plan, Question, SubQuestion

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


class Encoder(Protocol):
    """Turns texts into dense vectors."""

    name: str
    """Changes whenever vectors do: an index remembers it."""
    dimensions: int
    max_tokens: int

    def encode(self, texts: Sequence[str]) -> "npt.NDArray[np.float32]":
        """Rows of unit length, shape (len(texts), dimensions), in the order given."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, before any truncation."""
        ...


class SearchQuery(Thing):
    """What passages are wanted; an empty filter does not restrict."""

    text: str
    k: int = 10
    documents: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    """Entity keys."""
    forms: tuple[str, ...] = ()
    fiscal_years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    """Primary statements, one of which a passage's page shows."""
    as_of: date | None = None


class Hit(Thing):
    """A passage id with its fused score, best first."""

    passage: str
    score: float
    lists: tuple[str, ...] = ()
    """Which ranked lists named it: "dense", "terms", "values"."""
    ranks: tuple[int, ...] = ()
    """Its rank, from 1, in each of those lists."""


class Stretch(NamedTuple):
    """Where a passage stands: its half-open range in the canonical text of its document."""

    passage: str
    start: int
    end: int


class Snapshot(Protocol):
    """One pinned state of a home: facts, documents and index of the same generation."""

    generation: int

    def documents(self) -> tuple[Document, ...]:
        """All documents, ordered by id."""
        ...

    def document(self, document: str) -> Document:
        """One document; raises NotThereError."""
        ...

    def text(self, document: str) -> str:
        """The canonical text of a document; raises NotThereError."""
        ...

    def entities(self) -> tuple[Entity, ...]:
        """Whose documents are indexed, ordered by key."""
        ...

    def facts(self, query: FactQuery) -> tuple[Fact, ...]:
        """Facts in a stable order: known since, document, position."""
        ...

    def labels(self, entity: str) -> tuple[tuple[str, str], ...]:
        """Distinct (concept, printed label) of an entity's facts, ordered."""
        ...

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Passages by id; unknown ids are absent."""
        ...

    def stretches(self, document: str) -> tuple[Stretch, ...]:
        """Where the passages of a document stand, in their order; raises NotThereError."""
        ...

    def table(self, document: str, index: int) -> Table:
        """One table of a document; raises NotThereError."""
        ...

    def quote(self, locator: Locator) -> str:
        """The exact text at a locator; raises NotThereError when the version differs or the hash does not agree."""
        ...

    def around(self, locator: Locator) -> str:
        """The whole sentence or table row (cells joined by " | ") in which a locator stands."""
        ...

    def search(self, query: SearchQuery) -> tuple[Hit, ...]:
        """Hybrid search: dense and terms, fused."""
        ...

    def close(self) -> None:
        """Give the lease on the generation back."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(self, *error: object) -> None: ...


class Reranker(Protocol):
    """Orders passages for a question; it truncates and never judges."""

    @property
    def name(self) -> str:
        """As run records call it."""
        ...

    async def rerank(self, question: str, passages: Sequence[Passage], k: int) -> tuple[str, ...]:
        """Ids of the best k passages, best first."""
        ...


class Evidence(Thing):
    """What was found for a plan: facts and passages, both ordered best first within a sub-question."""

    facts: dict[str, tuple[Fact, ...]] = Field(default_factory=dict)
    """By sub-question id."""
    passages: dict[str, tuple[Passage, ...]] = Field(default_factory=dict)
    documents: dict[str, Document] = Field(default_factory=dict)
    """Every document that a fact or passage comes from, by id."""


class ProseVerdict(Thing):
    """A judge's word on one claim of prose."""

    claim: int
    """Position of the claim among those given."""
    verdict: Literal["supported", "unsupported", "contradicted"]
    detail: str = ""


class Judgement(Thing):
    """What a judge said of some claims; a claim without a verdict counts as not verified."""

    verdicts: tuple[ProseVerdict, ...] = ()
    notes: tuple[str, ...] = ()
    """Such as which judge could not be asked."""
    cost: Cost = Cost()


class Analyst(Protocol):
    """Thinks: plans a question, drafts claims from evidence, judges prose. It never prints a digit."""

    @property
    def name(self) -> str:
        """The word "offline", or the model's name."""
        ...

    async def plan(self, question: Question, home: Snapshot) -> Plan:
        """Sub-questions for a question over what is indexed."""
        ...

    async def draft(self, plan: Plan, evidence: Evidence, failures: Sequence[Failure]) -> Draft:
        """Claims from evidence; `failures` are the last round's."""
        ...

    async def judge(self, claims: Sequence[Claim], passages: Mapping[str, Passage]) -> Judgement:
        """A verdict on each prose claim, from the passages it cites (by id)."""
        ...


class Source(Protocol):
    """Where filings can be fetched from during a question, when the user allows it."""

    @property
    def name(self) -> str:
        """As notes call it."""
        ...

    async def fetch(self, subquestion: SubQuestion) -> tuple[str, ...]:
        """Paths of fetched files; empty when the source has none."""
        ...


class Market(Protocol):
    """Where daily prices can be fetched from, when the user allows it."""

    @property
    def name(self) -> str:
        """As notes call it."""
        ...

    def table(self, ticker: str, *, since: date) -> str:
        """Daily prices from a day on, as CSV text that `ingest` reads; closes as traded, with dividends and splits.

        Raises:
            NotThereError: there are none of this ticker.
            UnreachableError: no answer.
        """
        ...
