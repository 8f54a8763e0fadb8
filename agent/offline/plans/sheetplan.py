"""What goes on one page about a company? Its business, years, quarters, ratios, segments and price."""

import re
from datetime import date

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.plans.chapters import Chapters, numbered
from tieout.agent.offline.reading.timing import ANNUAL, QUARTERLY, visible
from tieout.agent.offline.reading.wholefiling import Chosen, chosen, left_words, owners
from tieout.agent.offline.words.wordsof import business
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.fact import FactQuery
from tieout.period import FiscalPeriod
from tieout.question import Plan, SubQuestion

_SHEET = re.compile(
    r"\btear[- ]?sheets?\b|\b(?:one|1)[- ]?pagers?\b|\bcompany (?:profile|snapshot|fact ?sheet)\b|\bfact ?sheets?\b|"
    r"\bprofile of\b|\bsnapshot of\b",
    re.IGNORECASE,
)
YEARS = 3
QUARTERS = 4
SEGMENTS = 8
INCOME = ("revenue", "gross_profit", "operating_income", "net_income", "research_and_development")
THREE_YEARS = (
    ("Margins", ("gross_margin", "operating_margin", "net_margin")),
    ("Cash flow", ("operating_cash_flow", "capital_expenditure", "free_cash_flow")),
)
TWO_YEARS = (
    ("Cash and debt", ("cash", "total_debt", "equity", "total_assets")),
    ("Returns", ("return_on_equity", "return_on_assets")),
    ("Per share", ("eps_diluted", "dividends_per_share", "book_value_per_share")),
)
"""Tables of three years and of two: their headings and metrics."""
CLOSES = ("market:close", "market:split_adjusted_close", "market:adjusted_close")


def plan_sheet(planning: Planning) -> Plan | None:
    """The plan of a tear sheet, or None where none is asked for."""
    if not _SHEET.search(planning.asked.text) or left_words(planning, _SHEET):
        return None
    entities, problem = owners(planning)
    if problem is not None:
        return problem
    if len(entities) > 1:
        return planning.refusal("ambiguous", "a tear sheet is of one company; ask for each by itself")
    found = chosen(planning, entities[0])
    return found if isinstance(found, Plan) else _sheet(planning, entities[0], found)


def _sheet(planning: Planning, entity: Entity, of: Chosen) -> Plan:
    make = Chapters(planning=planning, entity=entity)
    year = FiscalPeriod(year=of.period.year)
    years, both = [year.shifted(-n) for n in range(YEARS)], [year, year.shifted(-1)]
    parts: list[SubQuestion] = []
    lacking: list[Failure] = []
    if (what := business(planning, of.document)) is not None:
        parts.append(make.quotations("Business", (what,)))
    parts.append(make.figures("Income", INCOME, years, manner="table"))
    if quarters := _quarters(planning, entity):
        parts.append(make.figures("Quarters", ("revenue", "net_income", "eps_diluted"), quarters, manner="table"))
    else:
        lacking.append(_lack("Quarters", f"no quarterly report of {company(entity)} is indexed"))
    parts.append(make.figures("Growth", ("revenue", "net_income"), both, ask="percent_change"))
    parts += [make.figures(head, metrics, years, manner="table") for head, metrics in THREE_YEARS]
    parts += [make.figures(head, metrics, both, manner="table") for head, metrics in TWO_YEARS]
    if segments := make.segments(year):
        asked = [make.metric("revenue", name) for name in segments[:SEGMENTS]]
        parts.append(make.asked("Segments", asked, both, manner="table"))
    else:
        lacking.append(_lack("Segments", "no segment, product or region has revenue of its own"))
    if (day := _last_close(planning, entity)) is not None:
        for metric in ("share_price", "market_capitalization"):
            parts.append(make.figures("Price and value", (metric,), ()).model_copy(update={"days": (day,)}))
    else:
        lacking.append(_lack("Price and value", f"no prices of {company(entity)} are indexed"))
    notes = (_identity(entity, of.document),)
    return Plan(subquestions=numbered(parts), failures=tuple(lacking), assumptions=of.assumptions, notes=notes)


def _identity(entity: Entity, document: Document) -> str:
    """Who it is, and which report is the newest."""
    parts = [company(entity)]
    parts += [f"ticker {entity.ticker}"] if entity.ticker else []
    parts += [f"CIK {entity.cik}"] if entity.cik else []
    if document.fiscal_year_end:
        parts.append(f"fiscal year ends on {_day(document.fiscal_year_end)}")
    filed = f", filed {document.filed}" if document.filed else ""
    newest = f"newest annual report: {document.form or document.title} for fiscal {document.fiscal_year}{filed}"
    return "; ".join((*parts, newest))


def _day(month_day: str) -> str:
    """A month and a day in words: "December 30" of "12-30"."""
    day = date.fromisoformat(f"2000-{month_day}")
    return f"{day:%B} {day.day}"


def _quarters(planning: Planning, entity: Entity) -> tuple[FiscalPeriod, ...]:
    """The newest quarters that reports cover, the newest first."""
    day = planning.question.as_of
    own = [d for d in planning.documents((entity,)) if day is None or visible(d, day)]
    own = [d for d in own if d.form in QUARTERLY | ANNUAL] if any(d.form in QUARTERLY for d in own) else []
    dated = [d for d in own if d.fiscal_year is not None and d.fiscal_period is not None]
    newest = max(dated, key=lambda d: d.period_end or date.min, default=None)
    if newest is None or newest.fiscal_year is None:
        return ()
    place = (
        newest.fiscal_year * QUARTERS
        + FiscalPeriod(year=newest.fiscal_year, span=newest.fiscal_period or "Q4").last_quarter
    )
    return tuple(_at(place - n) for n in range(QUARTERS))


def _at(place: int) -> FiscalPeriod:
    """The quarter at a place, counted from the first of the year nought."""
    return FiscalPeriod.model_validate({"year": (place - 1) // QUARTERS, "span": f"Q{(place - 1) % QUARTERS + 1}"})


def _last_close(planning: Planning, entity: Entity) -> date | None:
    """The last day of which a close is indexed and known."""
    query = FactQuery(entities=(entity.key,), concepts=CLOSES, as_of=planning.question.as_of, limit=20_000)
    return max((f.period.end for f in planning.home.facts(query)), default=None)


def _lack(heading: str, why: str) -> Failure:
    return Failure(reason="missing_evidence", detail=f"{heading}: {why}", text=heading)
