"""Where in its filings does a company state a text fact? Places to quote, found by what filings have in common."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.counting import counted_nouns, counting
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.drafts.placed import lead_of, read_first
from tieout.agent.offline.reading.textfacts import fact_asked, front_asked, role_asked
from tieout.agent.offline.reading.whose import Whose
from tieout.document import Document, Entity
from tieout.question import Place, Plan, SubQuestion
from tieout.tools.auditor import audit_signatures
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.frontpage import ITEMS, Item, front_item, tail_of
from tieout.tools.holding import holder
from tieout.tools.officers import in_role, officer_lines
from tieout.tools.readthrough import Said, pattern_of, sentences_with
from tieout.tools.statedfacts import STATED, stated, with_list
from tieout.tools.textual import sentence_around
from tieout.tools.underheading import HEADINGS, body_under, first_sentences, headings_in

Range = tuple[int, int]

FORMS = ("10-K", "10-K/A", "10-KT", "10-Q", "10-Q/A")
LOOKED_AT = 3
"""Filings of a company that are looked at, the latest first, until one has it."""
SENTENCES = 3
BEFORE = 300
"""Characters before a line among which its sentence may have begun."""
MOST = 14
PROSE = frozenset(
    {"employees", "repurchase_authorization", "repurchase_authorization_remaining", "reportable_segments"}
)
"""Metrics of the vocabulary that are stated in words only."""
BESIDE = {
    "role cfo": frozenset({"operating_cash_flow"}),
    "customers": frozenset({"revenue", "contract_revenue"}),
    "listed securities": frozenset({"share_price", "traded_price", "trading_volume"}),
    "dividends": frozenset({"dividends_per_share", "dividends_declared", "dividends_paid"}),
}
"""Metrics that may be named beside what is asked for."""
IDLE = frozenset(
    "legal proceeding proceedings litigation lawsuit lawsuits involved describe described list main any current "
    "pending property properties facilities owned own owns lease leases leased occupy critical accounting estimate "
    "estimates policy policies judgments judgements item section major significant key".split()
)
"""Words of a question about a whole part of a filing: with others it is about something in that part."""
_PEOPLE = ("employees", "people", "persons", "associates", "team members")


def plan_text_fact(planning: Planning) -> Plan | None:
    """Quotations of what is asked for, where filings state it in a form of their own; None where they do not."""
    kind = kind_asked(planning)
    if kind is None:
        return None
    entities, problem = Whose(planning=planning).entities()
    if problem is not None or not entities:
        return None
    finder = _Finder(planning=planning, kind=kind)
    found = [(entity, places) for entity in entities if (places := finder.places(entity))]
    if len(found) < len(entities):
        return None
    return Plan(
        subquestions=tuple(
            SubQuestion(id=f"q{i}", text=planning.asked.text, ask="text", entities=(entity,), places=places)
            for i, (entity, places) in enumerate(found, start=1)
        ),
        failures=planning.strangers(),
    )


def kind_asked(planning: Planning) -> str | None:
    """What is asked for: an item of the front page, "role …", or another text fact; figures are none of them."""
    asked = planning.asked
    if shares_on_a_day(planning):
        return "shares outstanding"
    role = role_asked(asked.text)
    kind = f"role {role}" if role else fact_asked(asked.text) or front_asked(asked.text)
    named = PROSE | BESIDE.get(kind or "", frozenset())
    if any(m.metric not in named for m in asked.metrics):
        return None
    return None if kind in HEADINGS and set(asked.words) - IDLE else kind


def shares_on_a_day(planning: Planning) -> bool:
    """Whether the number of shares is asked for that the front page gives, by its day or month."""
    asked = planning.asked
    dated = [m for m in asked.periods if m.kind in {"date", "month"}]
    return [m.metric for m in asked.metrics] == ["shares_outstanding"] and bool(dated) and asked.ask == "look_up"


@dataclass(frozen=True, kw_only=True)
class _Finder:
    planning: Planning
    kind: str

    def places(self, entity: Entity) -> tuple[Place, ...]:
        """The places of the first filing that has what is asked for."""
        for document in self._documents(entity):
            text = self.planning.home.text(document.id)
            found = [r for r in self._ranges(document, text) if self._is_held(document, r)]
            if found:
                lead = self._lead(document)
                return tuple(
                    Place(document=document.id, start=a, end=b, lead=lead, words=text[a:b]) for a, b in found[:MOST]
                )
        return ()

    def _documents(self, entity: Entity) -> tuple[Document, ...]:
        """Filings with a form, those of a year asked for alone; annual reports before quarterly ones."""
        years = {p.year for m in self.planning.asked.periods for p in m.periods}
        filings = [d for d in read_first(self.planning, entity, years) if d.form in FORMS]
        annual = [d for d in filings if (d.form or "").startswith("10-K")]
        if self.kind == "shares outstanding":
            return tuple(filings)
        ordered = annual or filings
        return tuple(d for d in ordered if not years or d.fiscal_year in years)[:LOOKED_AT]

    def _lead(self, document: Document) -> str:
        item = next((i for i in ITEMS if i == self.kind), None)
        return f"{company(document.entity)}{tail_of(document, item)}" if item else lead_of(document)

    def _is_held(self, document: Document, place: Range) -> bool:
        """Whether a passage of the index holds the whole of a place: else it cannot be quoted."""
        return holder(self.planning.home.stretches(document.id), *place) is not None

    def _ranges(self, document: Document, text: str) -> Iterable[Range]:
        item: Item | None = next((i for i in ITEMS if i == self.kind), None)
        if item is not None:
            found = front_item(text, item)
            dated = self._dated() if item == "shares outstanding" else []
            return [r for r in found if any(says(text[slice(*r)], m) for m in dated)] if dated else found
        if self.kind in STATED:
            told = tuple(r for place in stated(self._said(document), self.kind) for r in with_list(text, place))
            return told or (front_item(text, "period of the report") if self.kind == "year end" else ())
        if self.kind in HEADINGS:
            body = body_under(text, self.kind)
            heads = tuple(headings_in(text, body)) if body and self.kind == "estimates" else ()
            return heads if len(heads) > 1 else first_sentences(text, body, SENTENCES) if body else ()
        return self._counted(document) if self.kind == "employees" else self._signed(document, text)

    def _signed(self, document: Document, text: str) -> Iterable[Range]:
        """Signatures, of the auditor or of an officer, the first that can be quoted; the list of officers."""
        if self.kind == "officers":
            return officer_lines(text)
        found = audit_signatures(text) if self.kind == "auditor" else in_role(text, self.kind.removeprefix("role "))
        return [r for r in found if self._is_held(document, r)][:1]

    def _said(self, document: Document) -> Iterator[tuple[int, int, str]]:
        text, end = self.planning.home.text(document.id), -1
        for match in STATED[self.kind].seek.finditer(text):
            if match.start() >= end:
                start, end = sentence_around(text, match.start(), match.end())
                if "\t" not in text[start:end]:
                    yield start, end, text[start:end]

    def _dated(self) -> list[PeriodMention]:
        return [m for m in self.planning.asked.periods if m.kind in {"date", "month"}]

    def _counted(self, document: Document) -> Iterable[Range]:
        """The sentence that looks most like the statement of how many people work there."""
        nouns = counted_nouns("number of employees", ())
        said: list[Said] = [
            s
            for s in sentences_with(self.planning.home, document.id, pattern_of(_PEOPLE))
            if re.search(r"\d", s.text) and re.search(r"\bemploy|\bworkforce\b|\bassociates\b", s.text, re.IGNORECASE)
        ]
        text = self.planning.home.text(document.id)
        weighed = [(counting(f"{begun(text, s.start)}{s.text}", nouns), -s.start, s) for s in said]
        best = max(weighed, key=lambda w: w[:2], default=None)
        return [(best[2].start, best[2].end)] if best is not None and best[0] > 0 else ()


def begun(text: str, start: int) -> str:
    """What stands before a place in the lines of its sentence: a PDF's lines end anywhere."""
    before = text[max(0, start - BEFORE) : start].replace("\n", " ")
    return before[max(before.rfind(sign) + 2 for sign in (". ", "! ", "? ", "• ", "\f")) :] if before.strip() else ""


def says(text: str, mention: PeriodMention) -> bool:
    """Whether a sentence names the day, or a day of the month, that is asked for."""
    plain = " ".join(text.split())
    ends = mention.ends
    if mention.kind == "date":
        return any(
            f"{day:%B} {day.day}, {day.year}" in plain or f"{day.month}/{day.day}/{day.year}" in plain for day in ends
        )
    return any(f"{day:%B} " in plain and f", {day.year}" in plain for day in ends)
