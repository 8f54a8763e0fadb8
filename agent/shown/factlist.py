"""What does a list of facts show? The rows of `tieout facts`."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar, get_args

from tieout.errors import InputError, NotThereError
from tieout.fact import Fact, FactQuery, Modality, Origin
from tieout.period import Period
from tieout.ports import Snapshot
from tieout.tools.amended import Changed, changed
from tieout.tools.figures.companies import Companies
from tieout.tools.home import Home
from tieout.tools.stated import stated
from tieout.tools.textual import SENTENCE

Word = TypeVar("Word", bound=str)
EVERYTHING = 1_000_000
ORIGINS: tuple[Origin, ...] = get_args(Origin)
KEPT: tuple[Origin, ...] = tuple(origin for origin in ORIGINS if origin != "text")
MODALITIES: tuple[Modality, ...] = get_args(Modality)


def fact_rows(
    home: Home,
    *,
    ticker: str | None = None,
    concept: str | None = None,
    document: str | None = None,
    as_of: date | None = None,
    origins: Sequence[str] = (),
    modalities: Sequence[str] = (),
) -> Iterator[dict[str, object]]:
    """Facts that fit all that is given, one by one.

    Raises:
        InputError: an origin or a modality is not one.
        NotThereError: the company is not indexed.
    """
    chosen, modal = _among(origins, ORIGINS, "origin"), _among(modalities, MODALITIES, "modality")
    with home.snapshot() as snapshot:
        query = FactQuery(
            entities=_entities(snapshot, ticker) if ticker is not None else (),
            documents=(document,) if document else (),
            concepts=(concept,) if concept and ":" in concept else (),
            as_of=as_of,
            origins=chosen,
            limit=EVERYTHING,
        )
        accessions = {d.id: d.accession for d in snapshot.documents()}
        wanted = concept.casefold() if concept and ":" not in concept else None
        if wanted not in {None, SENTENCE.rpartition(":")[2]} and not chosen:
            query = query.model_copy(update={"origins": KEPT})
        for fact in stated(snapshot, query):
            if wanted in {None, fact.concept.rpartition(":")[2].casefold()} and fact.modality in (modal or MODALITIES):
                yield fact_row(fact, accessions.get(fact.document))


def _among(words: Sequence[str], known: tuple[Word, ...], what: str) -> tuple[Word, ...]:
    """Words that a user chose of those there are."""
    for word in words:
        if word not in known:
            raise InputError(f"{word!r} is no {what}; there are: {', '.join(known)}")
    return tuple(word for word in known if word in words)


def _entities(snapshot: Snapshot, ticker: str) -> tuple[str, ...]:
    found = tuple(e.key for e in Companies(snapshot.entities()).named(ticker))
    if not found:
        known = ", ".join(sorted(e.ticker or e.name for e in snapshot.entities()))
        raise NotThereError(f"no filing of {ticker!r} is indexed; there are: {known or 'none'}")
    return found


def fact_row(fact: Fact, accession: str | None) -> dict[str, object]:
    """One fact as the command prints it."""
    return {
        "concept": fact.concept,
        "label": fact.label,
        "value": None if fact.value is None else format(fact.value, "f"),
        "unit": fact.unit,
        "period": period_row(fact.period),
        "dimensions": {d.axis: d.member for d in fact.dimensions},
        "decimals": fact.decimals,
        "printed": fact.printed,
        "origin": fact.origin,
        "document": fact.document,
        "accession": accession,
        "known_since": fact.known_since and str(fact.known_since),
        "locator": fact.locator.model_dump(mode="json"),
        "modality": fact.modality,
        "measure": fact.measure,
        "scope": fact.scope,
    }


def period_row(period: Period) -> dict[str, object]:
    """A period's days; an instant has no start, and neither is there where nothing says when a figure holds."""
    if period.kind == "instant" and period.is_assumed:
        return {"start": None, "end": None}
    return {"start": period.start and str(period.start), "end": str(period.end)}


def change_rows(home: Home, amendment: str) -> list[dict[str, object]]:
    """What an amendment changed, one row a figure; raises as `changed` does."""
    with home.snapshot() as snapshot:
        return [change_row(one) for one in changed(snapshot, amendment)]


def change_row(change: Changed) -> dict[str, object]:
    """One changed figure: what it is, and its value before and after; null where one of them does not state it."""
    both = [
        None if one is None or one.value is None else format(one.value, "f") for one in (change.before, change.after)
    ]
    fact = change.after or change.before
    if fact is None:
        raise ValueError("a change has a figure on one side at least")
    period = period_row(fact.period)
    return {
        "concept": fact.concept,
        "label": fact.label,
        "unit": fact.unit,
        "period": period,
        "dimensions": {d.axis: d.member for d in fact.dimensions},
        "before": both[0],
        "after": both[1],
    }
