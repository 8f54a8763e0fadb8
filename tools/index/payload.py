"""What a passage can be filtered by, and which payloads a query's filter lets through."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tieout.ports import SearchQuery


@dataclass(frozen=True, kw_only=True)
class Payload:
    """What a passage can be filtered by; dates are yyyymmdd, None is unknown."""

    document: str
    entity: str
    """`Entity.key`."""
    ticker: str | None
    cik: str | None
    form: str | None
    fiscal_year: int | None
    period_end: int | None
    known: int | None
    kind: str
    shows: str = ""
    """The primary statements that its page shows, with spaces between them."""


class Scopes:
    """The payloads of a segment, by what they say: a filter costs what it finds, not what there is."""

    def __init__(self, payloads: Sequence[Payload]) -> None:
        self._known = [payload.known for payload in payloads]
        self._saying: defaultdict[tuple[str, str | int], set[int]] = defaultdict(set)
        for number, payload in enumerate(payloads):
            for said in _said(payload):
                self._saying[said].add(number)

    def within(self, query: SearchQuery) -> list[int]:
        """Numbers of the payloads that agree with every filled field; under an as-of date unknown ones are left out."""
        found = set(range(len(self._known)))
        for field, values in filled(query).items():
            found &= set().union(*(self._saying.get((field, value), ()) for value in values))
        day = day_number(query)
        return sorted(found if day is None else (one for one in found if self._is_known(one, day)))

    def _is_known(self, number: int, day: int) -> bool:
        known = self._known[number]
        return known is not None and known <= day


def filled(query: SearchQuery) -> Mapping[str, tuple[str, ...] | tuple[int, ...]]:
    """The filled filters of a query, by the field of the payload; one of the values must agree."""
    filters: Mapping[str, tuple[str, ...] | tuple[int, ...]] = {
        "document": query.documents,
        "entity": query.entities,
        "form": query.forms,
        "fiscal_year": query.fiscal_years,
        "kind": query.kinds,
        "shows": query.shows,
    }
    return {field: values for field, values in filters.items() if values}


def day_number(query: SearchQuery) -> int | None:
    """The query's as-of day as yyyymmdd."""
    return int(query.as_of.strftime("%Y%m%d")) if query.as_of else None


def _said(payload: Payload) -> list[tuple[str, str | int]]:
    """What a payload says in each field that can be filtered by."""
    single = (
        ("document", payload.document),
        ("entity", payload.entity),
        ("form", payload.form),
        ("fiscal_year", payload.fiscal_year),
        ("kind", payload.kind),
    )
    said = [(field, value) for field, value in single if value is not None]
    return [*said, *(("shows", kind) for kind in payload.shows.split())]
