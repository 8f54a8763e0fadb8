"""What changed between two filings of a company? Its figures that moved most, and the text of its risk factors."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.drafts.placed import lead_of, place_of
from tieout.agent.offline.plans.chapters import Chapters, numbered
from tieout.agent.offline.reading.wholefiling import (
    Chosen,
    described,
    filings,
    left_words,
    named_periods,
    of_period,
    owners,
)
from tieout.agent.offline.words.paragraphs import (
    Changed,
    Paragraph,
    compared,
    differing,
    paragraphs,
    sentences_in,
    unwrapped,
)
from tieout.agent.offline.words.wordsof import passages_of
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.question import Place, Plan, SubQuestion
from tieout.tools.filings.sentences import sentences
from tieout.tools.readthrough import Said

_CHANGES = re.compile(
    r"\bwhat(?:[’']s|\s+is|\s+has|\s+have|\s+was)?\s+(?:been\s+)?(?:chang\w+|new|different|differs?|added|removed|reworded)\b|"
    r"\b(?:list|show|give|tell)\b.*\b(?:changes|differences)\b|\b(?:changes?|differences?)\s+(?:between|from|since|in|of)\b|"
    r"\bhow\b.*\b(?:differ\w*|chang\w+)\b|\b(?:adds?|added|removed?|removes|dropped|drops?|reworded)\b|\bcompar\w+\b|\bdiff\b|\bredline\b",
    re.IGNORECASE,
)
_FILING = re.compile(
    r"\b(?:10-?\s?[KQ]|20-?F|40-?F|annual reports?|quarterly reports?|filings?)\b|\brisk factors?\b", re.IGNORECASE
)
_RISKS = re.compile(
    r"\brisk(?:[ -]factors?|s)?\b(?:\s+(?:section|text|language|wording|disclosures?|item 1a))?", re.IGNORECASE
)
_FIGURES = re.compile(r"\b(?:figures|numbers|financials|statements?|financial statements?)\b", re.IGNORECASE)
_JOINING = re.compile(
    r"\b(?:between|versus|vs\.?|against|since|previous|prior|earlier|before|last|over|year|text)\b", re.IGNORECASE
)
METRICS = (
    "revenue", "cost_of_revenue", "gross_profit", "research_and_development", "selling_general_and_administrative",
    "operating_income", "interest_expense", "income_tax_expense", "net_income", "eps_diluted", "operating_cash_flow",
    "capital_expenditure", "share_repurchases", "dividends_paid", "cash", "receivables", "inventories", "goodwill",
    "total_assets", "total_debt", "total_liabilities", "equity",
)  # fmt: skip
"""The metrics of the statements that are compared."""
MOVED = "Figures that moved most"
MOST = 5
TWO = 2


def plan_changes(planning: Planning) -> Plan | None:
    """The plan of a comparison of two filings, or None where none is asked for."""
    text = planning.asked.text
    if not _CHANGES.search(text) or not _FILING.search(text) or planning.asked.metrics:
        return None
    if left_words(planning, _CHANGES, _RISKS, _FIGURES, _JOINING):
        return None
    entities, problem = owners(planning)
    if problem is not None:
        return problem
    if len(entities) > 1:
        return planning.refusal("ambiguous", "two filings of one company are compared; ask for each company by itself")
    return _pair(planning, entities[0])


def _pair(planning: Planning, entity: Entity) -> Plan:
    """The plan for the two filings that are meant, or a refusal."""
    known = filings(planning, entity)
    wanted = sorted(named_periods(planning), key=lambda p: (p.year, p.span))
    assumptions: tuple[str, ...] = ()
    if wanted:
        ends = (wanted[0], wanted[-1]) if len(wanted) > 1 else (wanted[0].shifted(-1), wanted[0])
        earlier, later = (of_period(known, period) for period in ends)
    else:
        later = Chosen(document=known[0]) if known else None
        others = (d for d in known if later is not None and d.period_end != later.document.period_end)
        earlier = next((Chosen(document=d) for d in others), None)
        assumptions = ("no years were named: the newest report is compared with the one before",)
    if later is None or earlier is None or later.document.id == earlier.document.id:
        have = ", ".join(dict.fromkeys(described(d) for d in known)) or "none"
        detail = f"a filing of {company(entity)} is compared with another, and not both are indexed; there are: {have}"
        return planning.refusal("no_source", detail)
    return _Comparison(planning=planning, entity=entity, earlier=earlier, later=later).plan(assumptions)


@dataclass(frozen=True, kw_only=True)
class _Comparison:
    planning: Planning
    entity: Entity
    earlier: Chosen
    later: Chosen

    def plan(self, assumptions: tuple[str, ...]) -> Plan:
        """Figures, then risk factors, or the one that is asked for."""
        text = self.planning.asked.text
        only_risks = _RISKS.search(text) is not None and not _FIGURES.search(text)
        only_figures = _FIGURES.search(text) is not None and not _RISKS.search(text)
        parts: list[SubQuestion] = []
        lacking: list[Failure] = []
        notes: list[str] = []
        if not only_risks:
            documents = (self.earlier.document.id, self.later.document.id)
            make = Chapters(planning=self.planning, entity=self.entity, documents=documents)
            periods = (self.later.period, self.earlier.period)
            parts.append(
                make.figures("Figures that moved most", METRICS, periods, ask="percent_change", manner="moves")
            )
            notes.append("of the metrics of the statements, those that moved most in percent are shown")
        if not only_figures:
            texts = list(self._risks())
            parts += [p for p in texts if isinstance(p, SubQuestion)]
            lacking += [f for f in texts if isinstance(f, Failure)]
            notes += [n for n in texts if isinstance(n, str)]
        assumed = (*assumptions, *self.earlier.assumptions, *self.later.assumptions)
        return Plan(
            subquestions=numbered(parts),
            failures=tuple(lacking),
            assumptions=tuple(dict.fromkeys(assumed)),
            notes=tuple(notes),
        )

    def _risks(self) -> Iterator[SubQuestion | Failure | str]:
        """Quotations of what was added, removed and reworded; what could not be read."""
        old, new = self._paragraphs(self.earlier.document), self._paragraphs(self.later.document)
        for document, found in ((self.earlier.document, old), (self.later.document, new)):
            if not found:
                detail = f"Risk factors: no section of them was found in {described(document)}"
                yield Failure(reason="missing_evidence", detail=detail, text="Risk factors")
        if not old or not new:
            return
        changed = compared(old, new)
        make = Chapters(planning=self.planning, entity=self.entity)
        groups = (
            ("Risk factors added", self._new(changed.added, old, self.later.document)),
            ("Risk factors removed", self._new(changed.removed, new, self.earlier.document)),
            ("Risk factors reworded", self._reworded(changed)),
        )
        for heading, places in groups:
            most = MOST * TWO if heading.endswith("reworded") else MOST
            if places:
                yield make.quotations(heading, places[:most])
            else:
                yield f"{heading}: none was found; both sections were compared from beginning to end"
            if len(places) > most:
                yield f"{heading}: there are more than are shown"

    def _paragraphs(self, document: Document) -> list[Paragraph]:
        """The paragraphs of a filing's risk factors."""
        passages = passages_of(self.planning, document, ("Item 1A",))
        ranges = [(p.locator.start, p.locator.end) for p in passages if p.locator.start is not None]
        if not ranges:
            return []
        start, end = min(s for s, _ in ranges if s is not None), max(e for _, e in ranges if e is not None)
        return paragraphs(unwrapped(self.planning.home.text(document.id)), start, end)

    def _new(self, found: Iterable[Paragraph], others: Sequence[Paragraph], document: Document) -> list[Place]:
        """The first sentence of each paragraph that says what the other text does not, short paragraphs first."""
        known = " ".join(" ".join(p.words) for p in others)
        told: dict[tuple[str, ...], Place] = {}
        for paragraph in sorted(found, key=lambda p: (len(list(sentences(p.text))) > 1, p.start)):
            fresh = (s for s in sentences_in(paragraph, sentences) if " ".join(s.words) not in known)
            sentence = next(fresh, None)
            if sentence is not None and sentence.words not in told:
                place = self._place(document, sentence.range)
                told |= {sentence.words: place} if place is not None else {}
        return list(told.values())

    def _reworded(self, changed: Changed) -> list[Place]:
        """Pairs of sentences before and after, those that changed most first; an added sentence stands alone."""
        told: list[Place] = []
        for one, other in changed.reworded:
            before, after = differing(one, other, sentences)
            told += [
                p for p in (self._place(self.earlier.document, before), self._place(self.later.document, after)) if p
            ]
        return told

    def _place(self, document: Document, at: tuple[int, int] | None) -> Place | None:
        if at is None:
            return None
        text = self.planning.home.text(document.id)[slice(*at)]
        said = Said(document=document.id, start=at[0], end=at[1], text=text)
        return place_of(self.planning, said, lead=lead_of(document)) if text[-1:] in '.!?:"' else None
