"""What has to be found out? Turns an understood question into sub-questions, or says why it cannot."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.agent.empty import EMPTY
from tieout.agent.offline.daily import is_daily
from tieout.agent.offline.dailyplan import plan_daily
from tieout.agent.offline.neutral import unread
from tieout.agent.offline.operation import between, quarterly, wants_level_too, whole_first, yearly
from tieout.agent.offline.quoting import hints
from tieout.agent.offline.speech import Calls
from tieout.agent.offline.timing import asked_periods, latest_twelve, latest_year, visible
from tieout.agent.offline.understand import Reader, Understood
from tieout.claim import Failure, Reason
from tieout.document import Document, Entity
from tieout.fact import FactQuery
from tieout.period import FiscalPeriod, FiscalSpan
from tieout.ports import Snapshot
from tieout.question import Ask, MetricAsked, Plan, Question, SubQuestion
from tieout.tools.figures.periods import PeriodMention
from tieout.tools.figures.twelve import is_trailing
from tieout.tools.figures.vocabulary import Vocabulary

CHANGES: frozenset[Ask] = frozenset({"change", "percent_change"})
QUARTERS: tuple[FiscalSpan, ...] = ("Q1", "Q2", "Q3", "Q4")
TWELVE: tuple[FiscalSpan, ...] = ("TTM-Q1", "TTM-Q2", "TTM-Q3")
YEAR = 12
TWO = 2
DATED = 500
"""Facts that are looked at to see which fiscal period ends on a date."""
LISTED = 12
"""Most companies that a refusal lists."""


def _is_own_filing(document: Document) -> bool:
    """Whether a document without a CIK is a form of the SEC's that names its registrant."""
    return document.kind == "filing" and document.form is not None and document.entity.name != document.id


def make_plan(question: Question, home: Snapshot, vocabulary: Vocabulary) -> Plan:
    """Sub-questions in the order of the question; every part that cannot be looked for is a failure."""
    documents = home.documents()
    if not documents:
        return refuse("no_source", EMPTY, question)
    reader = Reader(home=home, vocabulary=vocabulary, restricted=question.companies)
    understood = reader.understand(question)
    planner = _Planner(question=question, home=home, vocabulary=vocabulary, understood=understood, reader=reader)
    return planner.plan()


def refuse(reason: Reason, detail: str, question: Question) -> Plan:
    """A plan that only says why there is none."""
    return Plan(failures=(Failure(reason=reason, detail=detail, text=question.text),))


@dataclass(frozen=True, kw_only=True)
class _Planner:
    question: Question
    home: Snapshot
    vocabulary: Vocabulary
    understood: Understood
    reader: Reader

    def plan(self) -> Plan:
        """The plan, or one refusal."""
        asked = self.understood
        spoken = Calls(asked=asked, question=self.question, home=self.home).plan()
        if spoken is not None:
            return spoken
        entities, problem = self._entities()
        if problem is None and is_daily(asked, self.vocabulary):
            return plan_daily(
                asked, self.question, self.home, self.vocabulary, entities=entities, strangers=self._strangers()
            )
        problem = self._unanswerable() or problem or self._hidden(entities)
        if problem is not None:
            return problem
        filers = self._filers()
        local = not any(e.key in filers for e in entities or self.reader.companies.entities)
        if asked.ask == "text" or local or all(self._is_prose(m) for m in asked.metrics):
            return self._text(entities)
        unread_words = unread(asked.words, part=any(m.member for m in asked.metrics))
        unknown = (*asked.perhaps, *(w for w in unread_words if w not in self._listed()))
        if unknown:
            return refuse("wrong_scope", self._unread(unknown), self.question)
        return self._figures(entities)

    def _unanswerable(self) -> Plan | None:
        """A refusal of what no filing can answer, whoever is asked about: forecasts, measures of the user's own."""
        asked = self.understood
        if asked.ask == "text":
            return None
        if asked.forecast:
            detail = "this asks about the future, no guidance is indexed, and Tieout does not forecast"
            return refuse("missing_evidence", detail, self.question)
        if asked.qualifiers:
            detail = f"“{asked.qualifiers[0]}” measures are not reported figures of the indexed statements"
            return refuse("wrong_metric", detail, self.question)
        return None

    def _hidden(self, entities: Sequence[Entity]) -> Plan | None:
        """A refusal where no document of the companies was public on the day asked for."""
        day, keys = self.question.as_of, {e.key for e in entities}
        if day is None:
            return None
        documents = [d for d in self.home.documents() if not keys or d.entity.key in keys]
        if any(visible(d, day) for d in documents):
            return None
        undated = [d for d in documents if d.known_since is None]
        why = "; documents without a filing date are left out, give it with `ingest --filed`" if undated else ""
        names = " and ".join(sorted({d.entity.name for d in documents}))
        return refuse("no_source", f"no indexed document of {names} is known to be public on {day}{why}", self.question)

    def _unread(self, unknown: Sequence[str]) -> str:
        quoted = ", ".join(f"“{w}”" for w in unknown[:LISTED])
        return (
            f"{quoted} may name a part, a basis or another measure that the indexed facts do not have under this name, "
            "and the figure of the whole company would be another one"
        )

    def _is_prose(self, asked: MetricAsked) -> bool:
        return asked.metric is not None and self.vocabulary.metric(asked.metric).prose

    def _entities(self) -> tuple[tuple[Entity, ...], Plan | None]:
        """Whose figures: those named, the only ones there are, or a refusal that says what is missing."""
        asked, known = self.understood, self.reader.companies.entities
        if self.question.companies and not known:
            wanted = ", ".join(self.question.companies)
            return (), refuse("no_source", f"no indexed document is of {wanted}; {self._indexed()}", self.question)
        if asked.entities:
            return asked.entities, None
        return self._unnamed(known)

    def _unnamed(self, known: Sequence[Entity]) -> tuple[tuple[Entity, ...], Plan | None]:
        """Whose figures where the question names no company of the home."""
        asked, keys = self.understood, self._filers()
        filers = tuple(e for e in known if e.key in keys)
        if not filers:
            return (), None
        others = tuple(e for e in known if e.key not in keys)
        if asked.ask == "text" and others and all(self._is_said(name, others) for name in asked.strangers):
            return others, None
        if asked.strangers and (asked.ask != "text" or len(filers) > 1):
            name = asked.strangers[0]
            return (), refuse("no_source", f"no indexed filing is of “{name}”; {self._indexed()}", self.question)
        if asked.everyone or self.question.companies or len(filers) == 1:
            return filers, None
        return (), refuse("ambiguous", f"which company is meant? {self._indexed()}", self.question)

    def _filers(self) -> frozenset[str]:
        """The keys of the companies: those with a CIK, and those that a filing without tags names as its registrant."""
        own = (d for d in self.home.documents() if d.entity.cik or _is_own_filing(d))
        return frozenset(d.entity.key for d in own)

    def _is_said(self, name: str, owners: Sequence[Entity]) -> bool:
        """Whether a name stands in a document of these."""
        keys = {e.key for e in owners}
        texts = (self.home.text(d.id) for d in self.home.documents() if d.entity.key in keys)
        return any(name.casefold() in text.casefold() for text in texts)

    def _indexed(self) -> str:
        owners = [d.entity for d in self.home.documents()]
        keys = self._filers()
        names = sorted({e.ticker or e.name for e in [e for e in owners if e.key in keys] or owners})
        more = " and others" if len(names) > LISTED else ""
        return f"indexed: {', '.join(names[:LISTED])}{more}"

    def _text(self, entities: Sequence[Entity]) -> Plan:
        """One search a company, so that none crowds out another."""
        asked = self.understood
        absolute = tuple(dict.fromkeys(p for m in asked.periods for p in m.periods))
        filers = self._filers()
        unnamed = tuple(e for e in entities if e not in asked.entities and e.key not in filers)
        groups: list[tuple[Entity, ...]] = [(e,) for e in entities if e not in unnamed]
        groups += [unnamed] if unnamed or not groups else []
        return Plan(
            subquestions=tuple(
                SubQuestion(
                    id=f"q{i}",
                    text=asked.text,
                    ask="text",
                    metrics=asked.metrics,
                    entities=group,
                    periods=absolute,
                    terms=hints(asked.text, [self.vocabulary.metric(m.metric) for m in asked.metrics if m.metric]),
                )
                for i, group in enumerate(groups, start=1)
            ),
            assumptions=asked.assumptions,
        )

    def _figures(self, entities: Sequence[Entity]) -> Plan:
        """One sub-question a metric and operation; companies whose latest year differs are asked apart."""
        asked = self.understood
        groups: dict[tuple[FiscalPeriod, ...], list[Entity]] = defaultdict(list)
        assumptions: list[str] = list(asked.assumptions)
        for entity in entities or self.home.entities():
            latest = latest_year((d for d in self.home.documents() if d.entity.key == entity.key), self.question.as_of)
            spoken = tuple(self._dated(m, entity) for m in asked.periods)
            periods = asked_periods(spoken, asked.anchor, latest, trend=self._over_years())
            if periods.impossible:
                return refuse(
                    "missing_evidence", f"the period cannot be looked up: {periods.impossible}", self.question
                )
            groups[self._ends(periods.periods)].append(entity)
            assumptions += periods.assumptions
        subquestions: list[SubQuestion] = []
        for periods_asked, members in groups.items():
            for ask, metrics in self._steps():
                alone = ask == "look_up" and self.understood.ask in CHANGES
                subquestions.append(
                    SubQuestion(
                        id=f"q{len(subquestions) + 1}",
                        text=asked.text,
                        ask=ask,
                        metrics=metrics,
                        entities=tuple(members),
                        periods=periods_asked[:1] if alone else periods_asked,
                    )
                )
        return Plan(
            subquestions=tuple(subquestions),
            failures=self._strangers(),
            assumptions=tuple(dict.fromkeys(assumptions)),
        )

    def _dated(self, mention: PeriodMention, entity: Entity) -> PeriodMention:
        """A period that is named by its end date, as the fiscal period of the company that ends on it."""
        if is_trailing(mention):
            twelve = latest_twelve(
                (d for d in self.home.documents() if d.entity.key == entity.key), self.question.as_of
            )
            return replace(mention, periods=(twelve,)) if twelve else mention
        if mention.periods or not mention.ends:
            return mention
        found: list[FiscalPeriod] = []
        for end in mention.ends:
            facts = self.home.facts(FactQuery(entities=(entity.key,), end=end, limit=DATED))
            labels = {p for f in facts if f.period.fiscal and (p := FiscalPeriod.parse(f.period.fiscal))}
            lengths: dict[int, tuple[FiscalSpan, ...]] = {3: QUARTERS, 6: ("H1",), 9: ("9M",), YEAR: ("FY",)}
            spans = lengths.get(mention.months or 0, ("FY", "Q1", "Q2", "Q3"))
            if mention.months == YEAR and not any(p.span == "FY" for p in labels):
                labels, spans = {p.trailing for p in labels if p.trailing}, TWELVE
            found += sorted((p for p in labels if p.span in spans), key=lambda p: spans.index(p.span))[:1]
        if len(found) < len(mention.ends):
            return replace(mention, wrong=f"no indexed figure of {entity.name} is of a period that ends then")
        return replace(mention, periods=tuple(found))

    def _over_years(self) -> bool:
        """Whether several years are meant where none is named: a development, or the best year of one company."""
        asked = self.understood
        return asked.ask == "trend" or (asked.ask == "rank" and len(asked.entities) == 1)

    def _ends(self, periods: tuple[FiscalPeriod, ...]) -> tuple[FiscalPeriod, ...]:
        """The two ends of a range over which one change is asked for; all of its periods for yearly changes."""
        asked = self.understood
        ranged = any(len(m.periods) > TWO for m in asked.periods)
        if asked.ask in CHANGES and ranged and not yearly(asked.text):
            return (periods[0], periods[-1])
        if len(periods) == TWO and asked.ask not in CHANGES and between(asked.text):
            first, last = sorted(p.year for p in periods)
            periods = tuple(periods[0].model_copy(update={"year": y}) for y in range(first, last + 1))
        if quarterly(asked.text) and all(p.span == "FY" for p in periods):
            return tuple(FiscalPeriod(year=p.year, span=q) for p in periods for q in QUARTERS)
        return periods

    def _steps(self) -> list[tuple[Ask, tuple[MetricAsked, ...]]]:
        """What is done with which metrics; metrics of one operation are taken together only for shares and ratios."""
        asked = self.understood
        both = ("share", "ratio")
        parts = tuple(m for m in asked.metrics if m.member is not None)
        if asked.ask == "share" and parts and len({m.metric for m in asked.metrics}) == 1:
            return [("share", (m, m.model_copy(update={"member": None}))) for m in parts]
        if asked.ask in both and len(asked.metrics) == TWO and not parts:
            first = asked.text.find(asked.metrics[0].words), asked.text.find(asked.metrics[1].words)
            turned = asked.ask == "share" and whole_first(asked.text, first)
            return [(asked.ask, asked.metrics[::-1] if turned else asked.metrics)]
        ask: Ask = "look_up" if asked.ask in both else asked.ask
        steps: list[tuple[Ask, tuple[MetricAsked, ...]]] = []
        for metric in asked.metrics:
            if ask in CHANGES and wants_level_too(asked.text):
                steps.append(("look_up", (metric,)))
            steps.append((ask, (metric,)))
        return steps

    def _listed(self) -> frozenset[str]:
        """Words of names that stand in a list with known companies: companies that are not indexed."""
        return frozenset(w for name in self.understood.beside for w in (name, *name.split()))

    def _strangers(self) -> tuple[Failure, ...]:
        """A failure for each name that stands in a list with known companies."""
        return tuple(
            Failure(reason="no_source", detail=f"no indexed filing is of “{name}”", text=self.understood.text)
            for name in self.understood.beside
        )
