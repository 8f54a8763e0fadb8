"""How many shares were outstanding, by the cover of which report? Its own sentence, with the cover's date."""

import re
from collections.abc import Iterator

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.weighplan import of_company
from tieout.agent.offline.reading.quarterof import quarter_of
from tieout.agent.offline.reading.timing import ANNUAL, visible
from tieout.document import Entity
from tieout.fact import Fact, FactQuery
from tieout.question import Place, Plan, SubQuestion
from tieout.tools.textual import sentence_around

SHARES = "dei:EntityCommonStockSharesOutstanding"
_ASKS = re.compile(
    r"\bshares?\b[^.?]*\boutstanding\b|\boutstanding\b[^.?]*\bshares?\b|\bshare\s+count\b", re.IGNORECASE
)
_COVER = re.compile(r"\bcovers?(?:\s+page)?\b", re.IGNORECASE)
_LONGEST = 700
_MOST = 200


def plan_cover(planning: Planning) -> Plan | None:
    """The plan where shares outstanding are asked for by a report's cover, or of a day; else None."""
    text, asked = planning.asked.text, planning.asked
    days = [m for m in asked.periods if m.kind == "date" and len(m.ends) == 1 and m.months is None]
    if not _ASKS.search(text) or not (_COVER.search(text) or days) or len(asked.entities) != 1:
        return None
    if any(m.metric not in {None, "shares_outstanding"} for m in asked.metrics):
        return None
    entity = asked.entities[0]
    found = list(_stated(of_company(planning, entity), entity))
    places = tuple(dict.fromkeys(p for fact in found if (p := _place(planning, fact)) is not None))
    if not places:
        who = entity.ticker or entity.name
        detail = f"no cover of an indexed report of {who} states the shares outstanding of that day or report"
        return planning.refusal("missing_evidence", detail)
    asking = SubQuestion(id="q1", text=text, ask="text", entities=(entity,), places=places)
    return Plan(subquestions=(asking,))


def _stated(planning: Planning, entity: Entity) -> Iterator[Fact]:
    """The number on the cover that is meant: of the report on a quarter or a year, or of a day."""
    query = FactQuery(entities=(entity.key,), concepts=(SHARES,), as_of=planning.question.as_of, limit=_MOST)
    facts = planning.home.facts(query)
    days = {m.ends[0] for m in planning.asked.periods if m.kind == "date" and len(m.ends) == 1}
    period = quarter_of(planning, entity)
    years = {p.year for m in planning.asked.periods for p in m.periods if p.span == "FY"}
    day = planning.question.as_of
    for fact in facts:
        document = planning.home.document(fact.document)
        if day is not None and not visible(document, day):
            continue
        of_quarter = period is not None and (document.fiscal_year, document.fiscal_period) == (period.year, period.span)
        of_year = document.form in ANNUAL and document.fiscal_year in years
        if fact.period.end in days or (not days and (of_quarter or of_year)):
            yield fact


def _place(planning: Planning, fact: Fact) -> Place | None:
    """The words of the cover around the number."""
    at = fact.locator
    if at.start is None or at.end is None:
        return None
    text = planning.home.text(fact.document)
    low, high = sentence_around(text, at.start, at.end)
    said = text[low:high].strip()
    if len(said) > _LONGEST or "\t" in said or any(c in said for c in "{}“”"):
        return None
    low += len(text[low:high]) - len(text[low:high].lstrip())
    return Place(document=fact.document, start=low, end=low + len(said))
