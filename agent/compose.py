"""How does the answer read? Puts proven sentences, tables and quotations together, with marks and sources."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from tieout.agent.restating import proven, retold
from tieout.agent.state import Best
from tieout.answer import AnswerFigure, CalculationShown, Citation, Dates, OperandShown, Source
from tieout.calculation import Calculation
from tieout.claim import Claim, Proof, Verdict
from tieout.document import CARE, Entity
from tieout.fact import Fact
from tieout.locator import Locator
from tieout.ports import Snapshot
from tieout.question import Plan
from tieout.tools.spoken import turn_of
from tieout.tools.textual import facts_by_id

Pair = tuple[Claim, Verdict]
WIDE = 3
"""Columns of figures that a table of periods has at the most."""
ABSENT = "not verifiable"


@dataclass(frozen=True, kw_only=True)
class Body:
    """The printed part of an answer."""

    text: str
    figures: tuple[AnswerFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Names of entities and documents in the text, whose digits are no figures."""


@dataclass(kw_only=True)
class Composer:
    """Composes one answer; marks are numbered in the order in which the text first needs them."""

    snapshot: Snapshot
    plan: Plan
    as_of: date | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
    marks: dict[tuple[str, int | None, int | None, str], Citation] = field(default_factory=dict)

    def compose(self, best: Best) -> Body:
        """The body of what is verified in a draft; empty text when nothing is."""
        pairs = [p for p in zip(best.draft.claims, best.verdicts, strict=True) if p[1].verified]
        self.facts = facts_by_id(self.snapshot, sorted({i for _, v in pairs for p in v.proofs for i in fact_ids(p)}))
        self.marks = {}
        heads = {s.id: s.chapter.heading for s in self.plan.subquestions if s.chapter is not None}
        moving = {s.id for s in self.plan.subquestions if s.chapter is not None and s.chapter.manner == "moves"}
        blocks: list[str] = []
        for heading, group in groupby(pairs, key=lambda p: heads.get(p[0].subquestion, "")):
            told = [
                self.table(list(alike), sheet=True)
                if heading and group_kind == "table"
                else self.block("quotation" if group_kind == "moves" else group_kind, list(alike))
                for group_kind, alike in groupby(
                    group, key=lambda p: "moves" if p[0].subquestion in moving else kind_of(p[0])
                )
            ]
            blocks += [f"## {heading}\n\n{told[0]}" if heading else told[0], *told[1:]]
        figures = tuple(self.figure(p) for _, v in pairs for p in v.proofs)
        beside, again = self.restated([i for _, v in pairs for p in v.proofs for i in fact_ids(p)])
        names = {f.entity.name for f in self.facts.values()} | {e.name for e in self.snapshot.entities()}
        calculations = [p.calculation for _, v in pairs for p in v.proofs if p.calculation]
        own = [n for c, _ in pairs for n in c.notes]
        return Body(
            text="\n\n".join(b for b in blocks if b),
            figures=(*figures, *again),
            citations=tuple(self.marks.values()),
            assumptions=tuple(dict.fromkeys(a for c in calculations for a in c.assumptions)),
            notes=tuple(dict.fromkeys((*own, *beside, *self.samples(), *self.cares()))),
            names=tuple(sorted(names, key=len, reverse=True)),
        )

    def restated(self, ids: Sequence[str]) -> tuple[list[str], list[AnswerFigure]]:
        """Notes on figures that filings state differently, with their marks, and the other statements' figures."""
        shown = [self.facts[i] for i in dict.fromkeys(ids) if i in self.facts]
        told = list(retold(self.snapshot, shown, as_of=self.as_of))
        known = {(*f.meaning, f.value) for f in shown}
        again = {f.id: f for one in told for f in one.facts if (*f.meaning, f.value) not in known}
        notes = [" ".join((one.text, "".join(f"[{self.cite(at).mark}]" for at in one.places))).strip() for one in told]
        return notes, [self.stated(f, proven(f) or f.printed) for f in again.values()]

    def samples(self) -> list[str]:
        """A note for each cited document that is no filing but a sample of one."""
        cited = sorted({c.document for c in self.marks.values()})
        documents = [d for d in map(self.snapshot.document, cited) if d.sample]
        return [f"{d.id} is a sample written around figures of {d.accession}, not a filing" for d in documents]

    def cares(self) -> list[str]:
        """What must be said of each cited document that was read with doubts."""
        cited = sorted({c.document for c in self.marks.values()})
        return [f"{d.id}: {n}" for d in map(self.snapshot.document, cited) for n in d.notes if n.startswith(CARE)]

    def block(self, kind: str, pairs: Sequence[Pair]) -> str:
        """Consecutive claims of one kind as a paragraph, a table or a list."""
        if kind == "table":
            return self.table(pairs)
        lines = [f"{v.sentence}{self.mark(c, v)}" for c, v in pairs]
        return "\n".join(f"- {line}" for line in lines) if kind == "quotation" else " ".join(lines)

    def table(self, pairs: Sequence[Pair], *, sheet: bool = False) -> str:
        """Periods down, companies and metrics across; the other way round where that would be wide, and on a sheet."""
        columns = list(dict.fromkeys(c.row[:2] for c, _ in pairs))
        periods = list(dict.fromkeys(c.row[2] for c, _ in pairs))
        lines_of = {c.row: (c, v) for c, v in pairs}

        def cell(*row: str) -> str:
            claim, verdict = lines_of.get(row, (None, None))
            return f"{verdict.proofs[0].figure.text}{self.mark(claim, verdict)}" if claim and verdict else ABSENT

        across = len(columns) <= WIDE and len(periods) > 1 and not sheet
        alone = sheet and len({entity for entity, _ in columns}) == 1
        if across:
            head = ["Period", *(f"{entity}, {metric}" for entity, metric in columns)]
            body = [[p, *(cell(*c, p) for c in columns)] for p in periods]
        else:
            head = ["Figure", *periods]
            body = [[c[1] if alone else f"{c[0]}, {c[1]}", *(cell(*c, p) for p in periods)] for c in columns]
        rule = ["---", *("---:" for _ in head[1:])]
        lines = [[barless(cell) for cell in line] for line in (head, rule, *body)]
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)

    def mark(self, claim: Claim, verdict: Verdict) -> str:
        """The marks of everything that a sentence rests on: " [1][2]"."""
        facts = [self.facts[i] for p in verdict.proofs for i in fact_ids(p) if i in self.facts]
        locators = [f.locator for f in facts if claim.kind != "quotation"] or list(claim.citations)
        return " " + "".join(dict.fromkeys(f"[{self.cite(at).mark}]" for at in locators))

    def cite(self, locator: Locator) -> Citation:
        """The citation of a place, made at its first use."""
        key = (locator.document, locator.start, locator.end, locator.kind)
        if key not in self.marks:
            document = self.snapshot.document(locator.document)
            self.marks[key] = Citation(
                mark=str(len(self.marks) + 1),
                document=document.id,
                accession=document.accession,
                url=document.url,
                page=locator.page if locator.kind == "page" else None,
                section=locator.section,
                quote=self.snapshot.around(locator),
                said=turn_of(locator),
            )
        return self.marks[key]

    def figure(self, proof: Proof) -> AnswerFigure:
        """A printed figure with the source or the operands that prove it."""
        if proof.calculation is not None:
            return self.calculated(proof, proof.calculation)
        return self.stated(self.facts[proof.fact or ""], proof.figure.text)

    def stated(self, fact: Fact, text: str) -> AnswerFigure:
        """A fact as printed."""
        return AnswerFigure(
            text=text,
            value=fact.value if fact.value is not None else 0,
            unit=fact.unit,
            period=Dates(start=fact.period.start, end=fact.period.end),
            metric=fact.label,
            entity=fact.entity,
            source=self.source(fact),
        )

    def calculated(self, proof: Proof, calculation: Calculation) -> AnswerFigure:
        """A computed figure with its operands."""
        operands = tuple(self.operand(o.name, self.facts[o.fact]) for o in calculation.operands)
        return AnswerFigure(
            text=proof.figure.text,
            value=calculation.value,
            unit=calculation.unit,
            period=Dates(start=calculation.period.start, end=calculation.period.end),
            metric=calculation.metric,
            entity=self.entity(calculation.entity, operands[0].entity),
            source=operands[0].source,
            calculation=CalculationShown(formula=calculation.formula, operands=operands),
        )

    def entity(self, key: str, fallback: Entity) -> Entity:
        """The entity by its key."""
        return next((e for e in self.snapshot.entities() if e.key == key), fallback)

    def operand(self, name: str, fact: Fact) -> OperandShown:
        """One fact of a calculation."""
        return OperandShown(
            name=name,
            value=fact.value if fact.value is not None else 0,
            unit=fact.unit,
            period=Dates(start=fact.period.start, end=fact.period.end),
            metric=fact.label,
            entity=fact.entity,
            source=self.source(fact),
        )

    def source(self, fact: Fact) -> Source:
        """Where a fact stands, with the row or sentence around it."""
        document = self.snapshot.document(fact.document)
        return Source(
            document=document.id,
            accession=document.accession,
            form=document.form,
            url=document.url,
            locator=fact.locator,
            quote=self.snapshot.around(fact.locator),
        )


def barless(cell: str) -> str:
    """A table's cell in one line whose bars end no cell."""
    return " ".join(cell.replace("|", "\\|").split())


def kind_of(claim: Claim) -> str:
    """How a claim is laid out."""
    return "table" if claim.row else claim.kind


def fact_ids(proof: Proof) -> tuple[str, ...]:
    """The facts that a proof rests on."""
    if proof.calculation is not None:
        return tuple(o.fact for o in proof.calculation.operands)
    return (proof.fact,) if proof.fact else ()
