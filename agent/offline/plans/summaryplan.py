"""What is in a filing, in about ten sentences? A fixed frame, filled with its own figures and words."""

import re

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.chapters import Chapters, numbered
from tieout.agent.offline.reading.wholefiling import Chosen, chosen, described, left_words, owners
from tieout.agent.offline.words.wordsof import expectation, first_risks
from tieout.claim import Failure
from tieout.document import Entity
from tieout.question import Plan, SubQuestion

_SUMMARY = re.compile(
    r"\bsummar(?:i[sz]e[ds]?|i[sz]ing|y|ies)\b|\bsum(?:s|med)?\s+up\b|\boverview\b|\bkey takeaways?\b|\btl;?dr\b|"
    r"\brecap\b|\bdigest\b|\bmain points\b|\bhighlights\b",
    re.IGNORECASE,
)
_RISKY = re.compile(
    r"\b(?:what|which|list|name|describe|tell\s+me|give\s+me|show)\b[^?.;]*\brisk(?:s|\s+factors?)\b", re.IGNORECASE
)
RETURNS = ("return_on_equity", "return_on_assets")
RISKS = 1
MOST_RISKS = 10
_RISKS = frozenset({"risk", "risks", "factor", "factors"})
_GREAT = frozenset(
    "main key big biggest principal top major primary large largest great greatest material significant important most "
    "critical chief face faces facing faced business company list name describe tell show there".split()
)
"""Words beside the risks that narrow them to nothing: no filing says which of them is the greatest."""


def plan_summary(planning: Planning) -> Plan | None:
    """The plan of a summary, or None where none of a whole filing is asked for."""
    text = planning.asked.text
    left = left_words(planning, _SUMMARY)
    risky = _RISKY.search(text) is not None and bool(left & _RISKS) and left <= _RISKS | _GREAT
    if not risky and (not _SUMMARY.search(text) or not left <= _RISKS):
        return None
    entities, problem = owners(planning)
    if problem is None and len(entities) > 1:
        problem = planning.refusal("ambiguous", "a summary is of one filing of one company; ask for each by itself")
    found = problem or chosen(planning, entities[0])
    if isinstance(found, Plan):
        return None if risky else found
    if not left:
        return _frame(planning, entities[0], found)
    risks = _risks(planning, entities[0], found)
    return None if risky and not risks.subquestions else risks


def _risks(planning: Planning, entity: Entity, of: Chosen) -> Plan:
    """The first risks that the filing states, in its own words."""
    make = Chapters(planning=planning, entity=entity, documents=(of.document.id,))
    risks = first_risks(planning, of.document, MOST_RISKS)
    if not risks:
        detail = f"no risk factors of {described(of.document)} can be quoted by themselves"
        return planning.refusal("missing_evidence", detail)
    note = "the risks are quoted in the order of the filing, which has more and ranks none of them"
    return Plan(
        subquestions=numbered([make.quotations("Risks", risks)]),
        assumptions=of.assumptions,
        notes=(note,) if len(risks) == MOST_RISKS else (),
    )


def _frame(planning: Planning, entity: Entity, of: Chosen) -> Plan:
    """Growth, margin, cash, debt, returns, segments, risks, guidance."""
    make = Chapters(planning=planning, entity=entity, documents=(of.document.id,))
    period, before = of.period, of.period.shifted(-1)
    parts: list[SubQuestion] = [
        make.figures("Growth", ("revenue", "net_income"), (period, before), ask="percent_change"),
        make.figures("Margin", ("gross_margin", "operating_margin"), (period,)),
        make.figures("Cash", ("operating_cash_flow", "free_cash_flow"), (period,)),
        make.figures("Debt", ("total_debt",), (period,)),
        make.figures(
            "Returns", ("return_on_equity", "return_on_assets") if period.span == "FY" else ("eps_diluted",), (period,)
        ),
    ]
    lacking: list[Failure] = []
    segments = make.segments(period)
    if segments:
        share = (make.metric("revenue", segments[0]), make.metric("revenue"))
        parts.append(make.asked("Segments", share, (period,), ask="share"))
    else:
        lacking.append(_lack("Segments", "no segment, product or region has revenue of its own in it"))
    if risks := first_risks(planning, of.document, RISKS):
        parts.append(make.quotations("Risks", risks))
    else:
        lacking.append(_lack("Risks", "no sentence of a risk factors section can be quoted by itself"))
    if (ahead := expectation(planning, of.document)) is not None:
        parts.append(make.quotations("Guidance", (ahead,)))
    else:
        lacking.append(_lack("Guidance", "no sentence says what the company expects in figures or for a year ahead"))
    return Plan(subquestions=numbered(parts), failures=tuple(lacking), assumptions=of.assumptions)


def _lack(heading: str, why: str) -> Failure:
    return Failure(reason="missing_evidence", detail=f"{heading}: {why}", text=heading)
