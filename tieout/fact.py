"""A figure that means something: value, unit, period, entity, metric, and where it stands."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from tieout.document import Entity
from tieout.locator import Locator
from tieout.model import Thing
from tieout.period import Period

Origin = Literal["xbrl", "table", "text", "companyfacts", "market"]
Absence = Literal["nil", "dash", "not_meaningful"]
Modality = Literal["reported", "guided", "target", "pro_forma", "hypothetical", "contractual_future"]
Scope = Literal["consolidated", "parent", "segment", "other"]
Measure = Literal["gaap", "non_gaap", "other"]


class Dimension(Thing):
    """One qualifier of a fact, such as product = iPhone."""

    axis: str
    """Prefixed name, such as "srt:ProductOrServiceAxis"."""
    member: str
    """Prefixed name, such as "aapl:IPhoneMember"; the value's text for a typed dimension."""
    label: str
    """The member in words, as the filing prints it where it does."""


class Fact(Thing):
    """One figure with its whole meaning; the value is in base units, never scaled."""

    id: str
    """Hash of document, locator and meaning."""
    document: str
    entity: Entity
    concept: str
    """Prefixed concept name ("us-gaap:Assets"), or "text:" / "table:" and a slug where nothing is tagged."""
    label: str
    """The printed row label, or the words that say what the figure is."""
    value: Decimal | None
    absence: Absence | None = None
    unit: str
    """ISO 4217 code, "shares", "pure", "percent", or a quotient such as "USD/shares"; else the counted thing."""
    decimals: int | None = None
    """Accuracy: -6 is to the million; None is exact."""
    period: Period
    dimensions: tuple[Dimension, ...] = ()
    measure: Measure = "gaap"
    scope: Scope = "consolidated"
    modality: Modality = "reported"
    printed: str
    """The figure as the source prints it."""
    locator: Locator
    origin: Origin
    known_since: datetime | date | None = None
    """When it became public; None is unknown."""

    @model_validator(mode="after")
    def _valued(self) -> Self:
        if (self.value is None) == (self.absence is None):
            raise ValueError("a fact has a value or says why it has none")
        if self.value is not None and not self.value.is_finite():
            raise ValueError("a fact's value is a finite number")
        return self

    @property
    def meaning(self) -> tuple[str, str, str, date | None, date, tuple[tuple[str, str], ...]]:
        """What two printings of the same figure share: entity, concept, unit, period, dimensions."""
        qualifiers = tuple(sorted((d.axis, d.member) for d in self.dimensions))
        return self.entity.key, self.concept, self.unit, self.period.start, self.period.end, qualifiers


class FactQuery(Thing):
    """Which facts are wanted; an empty field does not restrict, filled fields must all agree."""

    ids: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    """Entity keys."""
    documents: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    """Words that must all occur in the printed label, case ignored."""
    fiscal: tuple[str, ...] = ()
    """Fiscal labels, such as "FY2024"."""
    start: date | None = None
    end: date | None = None
    undimensioned: bool = False
    """Only facts without dimensions."""
    origins: tuple[Origin, ...] = ()
    as_of: date | None = None
    """Only what was known at the end of this day; facts of unknown date are left out."""
    limit: int = Field(default=5000, ge=1)
