"""Does what was said on a call hold against the filing? What was stated of the quarter, or guided for the next one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.speechdraft import GUIDANCE
from tieout.agent.offline.plans.speech import CALL, GUIDES, SAYS, heard_on, near
from tieout.agent.offline.reading.callchoice import before
from tieout.agent.offline.reading.neutral import NEUTRAL
from tieout.agent.offline.reading.quarterof import calls_of, is_called, quarter_of
from tieout.agent.offline.reading.understand import Reader
from tieout.agent.offline.words.hearing import Hearing, Told
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Place, Plan, SubQuestion, Weighed
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.heard import QUARTERS, quarter_after
from tieout.tools.spoken import role_in

_FILED = re.compile(
    r"\b10-?[KQ]s?\b|\bfilings?\b|\bfiled\b|\b(?:press |earnings )?release\b|\b(?:quarterly|annual) report\b|"
    r"\breported (?:figure|number|amount|actual)s?\b",
    re.IGNORECASE,
)
COMPARES = re.compile(
    r"\b(?:match\w*|agree[sd]?|consistent|square[sd]? with|ti(?:e|es|ed)\s+(?:to|out|with)|same as)\b", re.IGNORECASE
)
_CAME = re.compile(
    r"\bactuals?(?:ly)?\b|\bc[ao]me (?:in|out)\b|\bland(?:ed)?\b|\bme(?:e|)t\b|\bhit\b|\bbeat\b|\bmiss(?:ed)?\b|"
    r"\binside\b|\bwithin\b|\babove\b|\bbelow\b|\bexceed(?:ed)?\b|\bcompare[ds]?\b|\bversus\b|\bvs\.?\b|"
    r"\bagainst\b|\bachieved?\b|\bdelivered?\b|\breach(?:ed)?\b|\bturn(?:ed)? out\b|\boutcome\b|\bfall short\b|"
    r"\bin line\b|\bend(?:ed)? up\b|\bthan\b",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(
    r"\b(?:vs\.?|versus|against|compared?\s+(?:to|with)|in\s+line\s+with|match\w*|consistent\s+with|same\s+as)\s+"
    r"(?:what|the\s+(?:figure|number|one)|[^.?]{0,40}\b(?:said|stated|call))\b",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"\b(?:CEO|CFO|COO|chief\s+\w+|management)\b|"
    r"\b[A-Z][a-z]+\s+[A-Z][\w’'-]+\s+(?:say|said|stated?|reported?|mention|gave|give)"
)
_OWN = re.compile(
    r"\b(?:its|their|the|own|’s|'s)\s+(?:\w+\s+)?(?:guidance|outlook|guide|target)s?\b|\bguidance\b", re.IGNORECASE
)
_REVENUE = MetricAsked(metric="revenue", words="revenue")
_TAKEN = "no figure was named: revenue is taken"
_OTHER_BASIS = (
    "the figure of the call may be on another basis: the call says that it uses non-GAAP measures, and the filing "
    "reports GAAP"
)
_IDLE = NEUTRAL | frozenset(
    "call calls said say says saying state stated states statement statements give gave given mention mentioned match "
    "matched matches agree agrees agreed consistent same tie ties tied check compare compared against versus vs filing "
    "filings filed file q k form release report reported reports quarterly annual earnings conference figure figures "
    "number numbers true correct right line exact exactly hold holds up square squared ceo cfo coo executive officer "
    "chief financial finance prepared remarks company management guide guided guidance guiding range outlook actual "
    "actually come came land landed meet met hit beat miss missed inside within above below exceed exceeded previous "
    "prior end who what when did does how where january february march april may june july august september october "
    "november december quarter quarters fiscal year higher lower achieve achieved deliver delivered reach reached turn "
    "turned out outcome fall short press around about approximately roughly segment segments business "
    "apiece provided transcript disclosed printed then".split()
)
"""Words of such questions that make no figure another one."""
_ROLES = frozenset({"cfo", "coo", "cto"})
"""Roles that are short for metrics, too: cash flow from operations."""


def plan_weighed(planning: Planning) -> Plan | None:
    """The plan where a figure of a call, or guidance, is to be set against what was reported; else None."""
    text, asked = planning.asked.text, planning.asked
    guided = GUIDES.search(text) is not None and _CAME.search(text) is not None
    said = not guided and _is_of_call(text) and (_FILED.search(text) or _SET_AGAINST.search(text)) is not None
    if not (said or guided) or not (asked.metrics or _OWN.search(text)):
        return None
    calls = [d for d in planning.documents(asked.entities) if d.kind == "transcript"]
    if not calls:
        return None
    speaker, heard = heard_on(asked.strangers, near(calls, asked), planning.home)
    entity = whose_call(planning, heard)
    if entity is None:
        return None
    planning = of_company(planning, entity)
    unnamed = guided and not planning.asked.metrics
    if unnamed:
        planning = replace(planning, asked=replace(planning.asked, metrics=(_REVENUE,)))
    if (unknown := _unread(planning, speaker)) or not planning.asked.metrics:
        quoted = ", ".join(f"“{w}”" for w in unknown)
        detail = f"{quoted} may name another figure than the indexed facts have under this name"
        return planning.refusal("wrong_scope", detail) if unknown else None
    weighing = _Weighing(planning=planning, entity=entity, speaker=speaker)
    try:
        plan = weighing.guided() if guided else weighing.said()
        return plan.model_copy(update={"assumptions": (*plan.assumptions, _TAKEN)}) if plan and unnamed else plan
    except NotDerivable as error:
        return planning.refusal(error.reason, error.detail)


def _is_of_call(text: str) -> bool:
    """Whether words of a call are meant: it is named, or an officer who said something is."""
    return CALL.search(text) is not None or (SAYS.search(text) is not None and _OFFICER.search(text) is not None)


def of_company(planning: Planning, entity: Entity) -> Planning:
    """The question, understood as of one company, without a role that reads like a metric: "the CFO"."""
    key = entity.cik or entity.ticker or entity.name
    reader = Reader(home=planning.home, vocabulary=planning.vocabulary, restricted=(key,))
    asked = reader.understand(planning.question)
    if role_in(asked.text):
        metrics = tuple(m for m in asked.metrics if m.words.casefold() not in _ROLES)
        asked = replace(asked, metrics=metrics)
    return replace(planning, asked=replace(asked, entities=(entity,)), reader=reader)


def _unread(planning: Planning, speaker: str | None) -> tuple[str, ...]:
    """Words that were not understood and may make it another figure."""
    asked = planning.asked
    own = {w.casefold() for w in re.findall(r"\w+", speaker or "")} | {w.casefold() for w in asked.qualifiers}
    words = (w for w in (*asked.perhaps, *asked.words) if not w.isdigit())
    return tuple(dict.fromkeys(w for w in words if w.casefold() not in _IDLE | own))


def whose_call(planning: Planning, heard: frozenset[str]) -> Entity | None:
    """The company whose call is meant: the one that is named, else the only one on whose calls the speaker is heard."""
    only = planning.reader.companies.entities if planning.question.companies else ()
    named = planning.asked.entities or only
    if named:
        return named[0] if len(named) == 1 else None
    calls = [d for d in planning.documents() if d.kind == "transcript" and (not heard or d.id in heard)]
    owners = {d.entity.key: d.entity for d in calls}
    return next(iter(owners.values())) if len(owners) == 1 else None


@dataclass(frozen=True, kw_only=True)
class _Weighing:
    planning: Planning
    entity: Entity
    speaker: str | None

    def said(self) -> Plan | None:
        """What was said of the quarter that a call is on, and the reported figure."""
        period = quarter_of(self.planning, self.entity)
        if period is None:
            raise NotDerivable("ambiguous", "which call is that? name it by its fiscal quarter, such as Q1 2023")
        call = self._call(period)
        hearing = Hearing(planning=self.planning)
        role = None if self.speaker else role_in(self.planning.asked.text)
        found: list[SubQuestion] = []
        failures: list[Failure] = []
        notes: list[str] = []
        for metric in self.planning.asked.metrics:
            told = hearing.stated(call, metric, period, speaker=self.speaker, role=role)
            if told is None:
                failures.append(self._unheard(metric, call))
                found += self._reported(metric, period, len(found))
                continue
            weighed = None if told.other_basis else Weighed(manner="said", said=told.ids)
            notes += [_OTHER_BASIS] * (weighed is None)
            found += self._both(told.metric or metric, period, told, weighed, len(found))
        return Plan(
            subquestions=tuple(found), failures=tuple(failures), notes=tuple(notes), assumptions=self._sources(period)
        )

    def guided(self) -> Plan | None:
        """What was guided for a quarter on the call before it, and what came about."""
        period = self._guided_period()
        if period is None:
            return None
        call = self._call(before(period))
        hearing = Hearing(planning=self.planning)
        found: list[SubQuestion] = []
        failures: list[Failure] = []
        notes: list[str] = []
        for metric in self.planning.asked.metrics:
            told = hearing.guided(call, metric, period, qualified=bool(self.planning.asked.qualifiers))
            if told is None:
                failures.append(self._unguided(metric, call, period))
                worded = hearing.worded(call, metric, period, qualifiers=self.planning.asked.qualifiers)
                places = noted(worded, GUIDANCE)
                found += [self._quoted(places, len(found) + 1)] if places else []
                found += self._reported(metric, period, len(found))
                continue
            told = replace(told, places=noted(told.places, GUIDANCE))
            weighed = None if told.other_basis else Weighed(manner=told.manner, said=told.ids)
            notes += [_OTHER_BASIS] * (weighed is None)
            found += self._both(told.metric or metric, period, told, weighed, len(found))
        note = f"guidance for {period.words} is that of the call on {before(period).words}{_held(call)}"
        return Plan(
            subquestions=tuple(found), failures=tuple(failures), notes=tuple(dict.fromkeys(notes)), assumptions=(note,)
        )

    def _guided_period(self) -> FiscalPeriod | None:
        """The quarter that is guided: after a call that alone is named, the one behind it."""
        period = quarter_of(self.planning, self.entity)
        named = [m for m in self.planning.asked.periods if any(p.span in QUARTERS for p in m.periods)]
        if period is not None and named and all(is_called(self.planning.asked.text, m) for m in named):
            return quarter_after(period)
        return period

    def _call(self, period: FiscalPeriod) -> Document:
        calls = calls_of(self.planning, self.entity, period)
        if not calls:
            name = self.entity.ticker or self.entity.name
            raise NotDerivable("no_source", f"no call of {name} on {period.words} is indexed")
        return calls[0]

    def _both(
        self, metric: MetricAsked, period: FiscalPeriod, told: Told, weighed: Weighed | None, count: int
    ) -> Iterator[SubQuestion]:
        """The words of the call, then the reported figure with the verdict."""
        yield self._quoted(told.places, count + 1)
        yield self._figure(metric, period, count + 2, weighed)

    def _reported(self, metric: MetricAsked, period: FiscalPeriod, count: int) -> Iterator[SubQuestion]:
        """The reported figure alone."""
        yield self._figure(metric, period, count + 1, None)

    def _quoted(self, places: tuple[Place, ...], number: int) -> SubQuestion:
        return SubQuestion(
            id=f"q{number}", text=self.planning.asked.text, ask="text", entities=(self.entity,), places=places
        )

    def _figure(self, metric: MetricAsked, period: FiscalPeriod, number: int, weighed: Weighed | None) -> SubQuestion:
        return SubQuestion(
            id=f"q{number}",
            text=self.planning.asked.text,
            ask="look_up",
            metrics=(metric,),
            entities=(self.entity,),
            periods=(period,),
            weighed=weighed,
            shown=self.planning.asked.shown,
        )

    def _unheard(self, metric: MetricAsked, call: Document) -> Failure:
        who = self.speaker or role_in(self.planning.asked.text) or "anybody"
        detail = (
            f"no sentence by {who} on the call ({call.id}) surely states the {_noun(metric)} that the filing reports; "
            "what was said and what was filed are not set against each other"
        )
        return Failure(reason="missing_evidence", detail=detail, text=self.planning.asked.text)

    def _unguided(self, metric: MetricAsked, call: Document, period: FiscalPeriod) -> Failure:
        detail = (
            f"no figure or range of {_noun(metric)}, on the basis of the filings, was guided for {period.words} on the "
            f"call before it ({call.id}); words without a figure, and non-GAAP measures, are not compared"
        )
        return Failure(reason="missing_evidence", detail=detail, text=self.planning.asked.text)

    def _sources(self, period: FiscalPeriod) -> tuple[str, ...]:
        """That the release is not among the sources, where it is asked about."""
        if re.search(r"\brelease\b", self.planning.asked.text, re.IGNORECASE) is None:
            return ()
        own: Sequence[Document] = self.planning.documents((self.entity,))
        if any(d.kind == "exhibit" and (d.fiscal_year, d.fiscal_period) == (period.year, period.span) for d in own):
            return ()
        return (f"the earnings release on {period.words} is not indexed; the filing and the call are compared",)


def noted(places: Sequence[Place], note: str) -> tuple[Place, ...]:
    """Places with what a reader must know of them."""
    return tuple(p.model_copy(update={"note": note}) for p in places)


def _noun(metric: MetricAsked) -> str:
    return f"{metric.words} of {metric.member}" if metric.member else metric.words


def _held(call: Document) -> str:
    day = call.filed
    return f" of {day:%B} {day.day}, {day.year}" if day else ", whose day is not known"
