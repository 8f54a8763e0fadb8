"""Is a question about a filing or a company as a whole, and which filing does it mean?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.reading.timing import ANNUAL, QUARTERLY, visible
from tieout.document import Document, Entity
from tieout.period import FiscalPeriod
from tieout.question import Plan
from tieout.tools.figures.companies import squeezed

_FORM = re.compile(r"\b(?P<form>10-?\s?[KQ]|20-?F|40-?F)(?:/A)?(?:[’']?s)?\b", re.IGNORECASE)
_QUARTERLY = re.compile(r"\b10-?\s?Q|\bquarterly report", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w&’'-]*")
IDLE = frozenset(
    "please can could you give me us show write make prepare create draft produce provide build put together i need "
    "want would like a an the of for in on from to with and its their this that last latest most recent newest annual "
    "quarterly report reports filing filings form forms document company company's companies fiscal year years "
    "financial short brief briefly quick quickly concise one-page two-page one two three page pages sentence sentences "
    "ten about some all whole entire full main key s what is are was inc corp co ltd plc it do does did tell be by as "
    "at sec edgar file filed which how up down out k q my our".split()
)
"""Words around the name of a filing that ask for nothing more."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A filing that is meant, and what was assumed to find it."""

    document: Document
    assumptions: tuple[str, ...] = ()

    @property
    def period(self) -> FiscalPeriod:
        """The fiscal year, or quarter, that it reports."""
        return FiscalPeriod(year=self.document.fiscal_year or 1900, span=self.document.fiscal_period or "FY")


def left_words(planning: Planning, *patterns: re.Pattern[str]) -> frozenset[str]:
    """The words of a question beside the patterns, names of companies, periods and forms that ask for something."""
    text = planning.asked.text
    for named in sorted(planning.reader.companies.find(text), key=lambda n: -n.start):
        text = f"{text[: named.start]} {text[named.end :]}"
    for mention in planning.asked.periods:
        text = text.replace(mention.text, " ")
    for pattern in (*patterns, _FORM):
        text = pattern.sub(" ", text)
    return frozenset(w for m in _WORD.finditer(text) if (w := squeezed(m[0])) and w not in IDLE)


def owners(planning: Planning) -> tuple[tuple[Entity, ...], Plan | None]:
    """The companies named, the only one there is, or a refusal."""
    asked = planning.asked
    if asked.entities:
        return asked.entities, None
    names = [n for n in asked.strangers if not re.fullmatch(r"[KQF]|This|10-?[KQ]s?", n) and squeezed(n) not in IDLE]
    known = planning.reader.companies.entities
    if names and len(known) != 1:
        return (), planning.refusal("no_source", f"no indexed filing is of “{names[0]}”; {planning.indexed()}")
    filers = planning.filers()
    own = tuple(e for e in known if e.key in filers) or known
    if len(own) == 1:
        return own, None
    return (), planning.refusal("ambiguous", f"which company is meant? {planning.indexed()}")


def filings(planning: Planning, entity: Entity) -> tuple[Document, ...]:
    """The company's reports of the kind asked for that were public, the newest first."""
    day = planning.question.as_of
    forms = QUARTERLY if _QUARTERLY.search(planning.asked.text) else ANNUAL
    own = [d for d in planning.documents((entity,)) if day is None or visible(d, day)]
    known = [d for d in own if d.form in forms and d.fiscal_year is not None]
    known = known or [d for d in own if d.kind == "filing" and d.fiscal_year is not None]
    return tuple(sorted(known, key=lambda d: (d.period_end or date.min, d.filed or date.min, d.id), reverse=True))


def chosen(planning: Planning, entity: Entity) -> Chosen | Plan:
    """The one filing that is meant: of the period named, else the newest; or a refusal."""
    known = filings(planning, entity)
    if not known:
        return planning.refusal("no_source", f"no annual or quarterly report of {company(entity)} is indexed")
    wanted = named_periods(planning)
    if not wanted:
        newest = known[0]
        return Chosen(document=newest, assumptions=(f"no year was named: {described(newest)} is used",))
    found = of_period(known, wanted[0])
    if found is not None:
        return found
    have = ", ".join(dict.fromkeys(described(d) for d in known))
    detail = f"no report of {company(entity)} for {wanted[0].words} is indexed; there are: {have}"
    return planning.refusal("no_source", detail)


def named_periods(planning: Planning) -> tuple[FiscalPeriod, ...]:
    """The periods that a question names, each once; "last year's" is none."""
    return tuple(dict.fromkeys(p for m in planning.asked.periods for p in m.periods))


def of_period(known: Sequence[Document], period: FiscalPeriod) -> Chosen | None:
    """The newest report of a fiscal period; else the one that was filed in that year, which is said."""
    same_year = [d for d in known if d.fiscal_year == period.year]
    exact = [d for d in same_year if period.span in {"FY", d.fiscal_period}]
    if exact:
        return Chosen(document=exact[0])
    filed = [d for d in known if period.span == "FY" and d.filed is not None and d.filed.year == period.year]
    if not filed:
        return None
    assumed = f"{period.year} is read as the year of filing: {described(filed[0])}"
    return Chosen(document=filed[0], assumptions=(assumed,))


def described(document: Document) -> str:
    """A filing in words: "the 10-K for fiscal 2023"."""
    period = FiscalPeriod(year=document.fiscal_year or 1900, span=document.fiscal_period or "FY")
    return f"the {document.form or 'report'} for {period.words}"
