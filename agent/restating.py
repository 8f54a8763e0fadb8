"""What does an answer say of figures that an earlier filing stated otherwise? Both values, both filings, the reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tieout.document import Document
from tieout.fact import Fact
from tieout.locator import Locator
from tieout.ports import Snapshot
from tieout.tools.figures.agreement import agrees, in_unit
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.render import render_fact
from tieout.tools.restated import Restated, restatements

MOST_TOLD = 6
"""So many restated figures are told one by one; the others are counted."""

_RELATIVE = re.compile(r"\b(?:rate|percent|percentage|margin|yield)\b|%", re.IGNORECASE)
"""Words of a row whose pure number is printed as a percentage."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing that is said beside an answer, with the facts whose figures it prints and the places it rests on."""

    text: str
    facts: tuple[Fact, ...] = ()
    places: tuple[Locator, ...] = ()


def retold(snapshot: Snapshot, facts: Sequence[Fact], *, as_of: date | None) -> Iterator[Told]:
    """A word on each figure that filings state differently, and on why; `as_of` hides what came out later."""
    found = restatements(snapshot, facts, as_of=as_of)
    for one in found[:MOST_TOLD]:
        yield _both(snapshot, one)
    yield from {told.text: told for one in found[:MOST_TOLD] if (told := _why(snapshot, one))}.values()
    if len(found) > MOST_TOLD:
        yield Told(text="further figures of this answer were restated; `tieout facts` lists every statement of them")


def _both(snapshot: Snapshot, one: Restated) -> Told:
    now, before = one.now, one.before
    later, earlier = (filing(snapshot.document(f.document)) for f in (now, before))
    what = f"“{now.label}” for {now.period.fiscal or now.period.end}"
    values = proven(now), proven(before)
    if values[0] is None or values[1] is None:
        return Told(text=f"{what} differs between {later} and {earlier}", places=(now.locator, before.locator))
    if one.is_slip:
        text = f"{what} is tagged as {values[0]} in {later} and as {values[1]} in {earlier}: a slip, no restatement"
        return Told(text=text, places=(now.locator, before.locator))
    text = f"restated: {what} is {values[0]} in {later} and was {values[1]} in {earlier}"
    return Told(text=text, facts=(now, before), places=(now.locator, before.locator))


def _why(snapshot: Snapshot, one: Restated) -> Told | None:
    """The reason that a filing gives, in its words; or that it gives none."""
    if one.is_slip:
        return None
    if one.cause is None:
        return Told(text=f"{filing(snapshot.document(one.now.document))} states no reason for the change")
    said = filing(snapshot.document(one.cause.locator.document))
    return Told(text=f"{said} gives as reason ({one.cause.kind}): “{one.cause.text}”", places=(one.cause.locator,))


def filing(document: Document) -> str:
    """A filing by its form, its date where that is known, and its id."""
    day = document.filed or (document.accepted.date() if document.accepted else None)
    dated = f" of {day}" if day else ""
    return f"the {document.form or document.kind}{dated} ({document.id})"


def proven(fact: Fact) -> str | None:
    """A fact as printed, where that is read back as the same value and unit; else None."""
    relative = fact.unit == "pure" and _RELATIVE.search(fact.label) is not None
    text = render_fact(fact, "percent" if relative else "auto")
    read = [r for r in figures(text or "") if r.is_figure]
    if text is None or fact.value is None or len(read) != 1 or read[0].value is None:
        return None
    value = in_unit(fact.value, fact.unit, read[0].unit) if read[0].unit else fact.value
    return text if value is not None and agrees(read[0].value, read[0].precision, value) else None
