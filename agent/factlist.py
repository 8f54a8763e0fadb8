"""What does a list of facts show? The rows of `tieout facts`."""

from datetime import date

from tieout.errors import NotThereError
from tieout.fact import Fact, FactQuery
from tieout.tools.amended import Changed, changed
from tieout.tools.figures.companies import Companies
from tieout.tools.home import Home

EVERYTHING = 1_000_000


def fact_rows(
    home: Home, *, ticker: str | None, concept: str | None, document: str | None, as_of: date | None
) -> list[dict[str, object]]:
    """Facts that fit all that is given; raises NotThereError for a company that is not indexed."""
    with home.snapshot() as snapshot:
        entities: tuple[str, ...] = ()
        if ticker is not None:
            entities = tuple(e.key for e in Companies(snapshot.entities()).named(ticker))
            if not entities:
                known = ", ".join(sorted(e.ticker or e.name for e in snapshot.entities()))
                raise NotThereError(f"no filing of {ticker!r} is indexed; there are: {known or 'none'}")
        query = FactQuery(
            entities=entities,
            documents=(document,) if document else (),
            concepts=(concept,) if concept and ":" in concept else (),
            as_of=as_of,
            limit=EVERYTHING,
        )
        documents = {d.id: d.accession for d in snapshot.documents()}
        wanted = concept.casefold() if concept and ":" not in concept else None
        found = [f for f in snapshot.facts(query) if wanted in (None, f.concept.rpartition(":")[2].casefold())]
        return [fact_row(f, documents.get(f.document)) for f in found]


def fact_row(fact: Fact, accession: str | None) -> dict[str, object]:
    """One fact as the command prints it."""
    return {
        "concept": fact.concept,
        "label": fact.label,
        "value": None if fact.value is None else format(fact.value, "f"),
        "unit": fact.unit,
        "period": {"start": fact.period.start and str(fact.period.start), "end": str(fact.period.end)},
        "dimensions": {d.axis: d.member for d in fact.dimensions},
        "decimals": fact.decimals,
        "printed": fact.printed,
        "origin": fact.origin,
        "document": fact.document,
        "accession": accession,
        "known_since": fact.known_since and str(fact.known_since),
        "locator": fact.locator.model_dump(mode="json"),
    }


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
    period = {"start": fact.period.start and str(fact.period.start), "end": str(fact.period.end)}
    return {
        "concept": fact.concept,
        "label": fact.label,
        "unit": fact.unit,
        "period": period,
        "dimensions": {d.axis: d.member for d in fact.dimensions},
        "before": both[0],
        "after": both[1],
    }
