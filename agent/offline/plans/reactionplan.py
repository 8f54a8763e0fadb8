"""How did the share price react to results? The last close before the release, and the first one after it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.daily import PRICE
from tieout.agent.offline.plans.dailyplan import quoted_days
from tieout.agent.offline.plans.speech import GUIDES
from tieout.agent.offline.plans.tradingdays import Quoted
from tieout.agent.offline.plans.weighplan import of_company
from tieout.agent.offline.reading.quarterof import calls_of, quarter_of, quarters
from tieout.agent.offline.reading.timing import visible
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import MetricAsked, Place, Plan, SubQuestion
from tieout.tools.figures.days import MARKET, Day
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.releases import Moment, Release, greeting, release_of

_SHARES = r"(?:stocks?|shares?|share\s+price|stock\s+price|market|investors?)"
_STOCK = (
    r"(?:(?:stock|share)\s+price|stock|shares)(?![\s-]+(?:re-?purchas|buyback|outstanding|issued|based|compensation|count|"
    r"split|option|of|award|in|held|sold|bought|vest|withheld|grant)\w*)"
)
_MOVES = (
    r"(?:react\w*|respon[ds]\w*|mov(?:e[ds]?|ing)|f[ae]ll|rise|rose|drop(?:ped)?|jump(?:ed)?|chang\w+|perform(?:ed)?|"
    r"gain(?:ed)?|los[et]|trad(?:e[ds]?|ing)|clos(?:e[ds]?|ing)|do|did|go|went|increase[ds]?|decrease[ds]?|declined?|"
    r"up|down|return(?:ed)?)"
)
_RESULTS = r"(?:results?|earnings|releases?|reports?|announcements?|print|news|numbers|call|reported|reporting)\b"
REACTION = re.compile(
    rf"\b{_SHARES}\b[^.?;]*\breact\w*|\breact\w*[^.?;]*\b{_SHARES}\b|\b{_STOCK}\b[^.?;]*\bresponse\b|"
    r"\b(?:price|stock|share|market|earnings|post[- ]earnings)\s+(?:price\s+)?(?:reaction|move(?:ment)?|response)\b|"
    rf"\b{_STOCK}\b[^.?;]*\b{_MOVES}\b[^.?;]*\b(?:after|following|on|upon|in response to|post)\b[^.?;]*\b{_RESULTS}|"
    rf"\b(?:after|following|in response to|upon)\b[^.?;]*\b{_RESULTS}[^.?;]*\b{_STOCK}\b[^.?;]*\b{_MOVES}\b|"
    rf"\bhow did (?:the|its|their) {_STOCK} (?:do|move|react|perform|close|trade|respond)\b\W*$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\bwhen\b[^.?;]*\b(?:releas|report|announc|publish)\w*\b[^.?;]*\b(?:results?|earnings|q[1-4]\b|quarter)|"
    r"\b(?:on )?(?:which|what) (?:day|date)\b[^.?;]*\b(?:releas|report|announc|publish)\w*",
    re.IGNORECASE,
)
_SAID: tuple[tuple[re.Pattern[str], Moment], ...] = (
    (
        re.compile(
            r"\bafter (?:the )?(?:market )?close|\bafter[- ](?:market|hours)\b|\bpost[- ]market\b", re.IGNORECASE
        ),
        "after",
    ),
    (re.compile(r"\bbefore (?:the )?(?:market )?open|\bpre-?market\b|\bbefore the bell\b", re.IGNORECASE), "before"),
)
_LONGER = re.compile(
    r"\b(?:week|month|days|hours?|minutes?|intraday|year)\b(?!\s+(?:ended|quarter))|"
    r"\b(?:two|three|five|ten|30|90)[- ]day",
    re.IGNORECASE,
)
_REST = 7
CALL_SAYS = re.compile(r"\b(?:say|said|mention(?:ed)?|comment(?:ed)?|10-?[KQ])\b", re.IGNORECASE)
"""Words of other things that may be asked for beside the price."""


def is_reaction(text: str) -> bool:
    """Whether a text asks how prices took results."""
    return REACTION.search(text) is not None


def plan_reaction(planning: Planning) -> Plan | None:
    """The plan where the price move over a release is asked for, or when it was; else None."""
    text = planning.asked.text
    moves = is_reaction(text)
    if not moves and not _WHEN.search(text):
        return None
    priced = {d.entity.key: d.entity for d in planning.documents() if d.kind == "market"}
    only = planning.reader.companies.entities if planning.question.companies else tuple(priced.values())
    entities = planning.asked.entities or (only if len(only) == 1 else ())
    if len(entities) != 1:
        return planning.refusal("ambiguous", "whose results are meant? name one company") if moves else None
    planning = of_company(planning, entities[0])
    if moves and (GUIDES.search(text) or CALL_SAYS.search(text) or _other_metrics(planning)):
        return planning.refusal("ambiguous", "this asks for more than the move of the price; ask for each by itself")
    reaction = _Reaction(planning=planning, entity=entities[0])
    try:
        return reaction.plan() if moves else reaction.when()
    except NotDerivable as error:
        return planning.refusal(error.reason, f"{entities[0].ticker or entities[0].name}: {error.detail}")


def _other_metrics(planning: Planning) -> bool:
    """Whether figures of filings are asked for, too."""
    asked = [m for m in planning.asked.metrics if m.words.casefold() not in {"earnings", "results"}]
    named = [planning.vocabulary.metric(m.metric) for m in asked if m.metric]
    return any(m.statement != MARKET for m in named)


@dataclass(frozen=True, kw_only=True)
class _Reaction:
    planning: Planning
    entity: Entity

    def plan(self) -> Plan:
        """What says when the results came out, and the move from the close before to the close after."""
        if (longer := _LONGER.search(self.planning.asked.text)) is not None:
            detail = f"{longer[0]!r}: a reaction is that of one session; name two days for another stretch"
            raise NotDerivable("ambiguous", detail)
        period, release = self._release()
        quoted = self._quoted()
        moment, assumed, unsure = self._moment(period, release)
        first, last = _around(quoted, release.day, moment)
        found = [*self._said(release), self._move(first, last, "q2")]
        notes = [*assumed, f"the results came out on {Day(day=release.day).words}, by {release.source}"]
        if unsure:
            other: Moment = "before" if moment == "after" else "after"
            found.append(self._move(*_around(quoted, release.day, other), "q3"))
            place = "before the session" if other == "before" else "after the close"
            notes.append(f"the other move is the one if they came out {place} of that day")
        return Plan(subquestions=tuple(found), assumptions=tuple(notes))

    def when(self) -> Plan | None:
        """The sentence that says when the results came out."""
        try:
            _, release = self._release()
        except NotDerivable:
            return None
        found = tuple(self._said(release))
        return Plan(subquestions=found) if found else None

    def _release(self) -> tuple[FiscalPeriod, Release]:
        """The quarter and the release of its results."""
        period = quarter_of(self.planning, self.entity)
        if period is None:
            raise NotDerivable("ambiguous", "which results are meant? name the fiscal quarter, such as Q3 2023")
        day = self.planning.question.as_of
        last = quarters(self.planning, self.entity).get(period)
        known = [d for d in self.planning.documents((self.entity,)) if day is None or visible(d, day)]
        named = self._named_day(last)
        if named is not None:
            return period, named
        release = release_of(self.planning.home, self.entity, period, last, known=known)
        if release is None:
            detail = (
                f"no indexed document says when the results of {period.words} were released; ingest the 8-K with them, "
                "or name the day"
            )
            raise NotDerivable("missing_evidence", detail)
        return period, release

    def _named_day(self, last: date | None) -> Release | None:
        """The day that the question itself gives for the release."""
        days = [m.ends[0] for m in self.planning.asked.periods if m.kind == "date" and len(m.ends) == 1]
        fitting = [d for d in days if last is not None and last < d <= last + timedelta(days=75)]
        return Release(day=fitting[0], source="the question") if len(fitting) == 1 else None

    def _moment(self, period: FiscalPeriod, release: Release) -> tuple[Moment, tuple[str, ...], bool]:
        """Before or after the session, what is assumed where no source says, and whether nothing speaks for it."""
        said = next((moment for words, moment in _SAID if words.search(self.planning.asked.text)), None)
        if said is not None:
            return said, (), False
        if release.moment is not None:
            return release.moment, (), False
        greeted = greeting(self.planning.home, calls_of(self.planning, self.entity, period))
        when, why = greeted or ("after", "")
        session = "after the close" if when == "after" else "before the open"
        because = f", for the call on them greets with “{why}”" if why else ""
        detail = (
            f"no source gives the time of day of the release: it is taken to be {session} of "
            f"{Day(day=release.day).words}{because}"
        )
        return when, (detail,), greeted is None

    def _quoted(self) -> Quoted:
        asked = replace(self.planning.asked, metrics=(), ask="text")
        return quoted_days(asked, self.entity, self.planning.question, self.planning.home)

    def _said(self, release: Release) -> Iterator[SubQuestion]:
        """The sentence of the report, as a quotation."""
        if release.document is None or release.start is None or release.end is None:
            return
        place = Place(document=release.document, start=release.start, end=release.end)
        yield SubQuestion(id="q1", text=self.planning.asked.text, ask="text", entities=(self.entity,), places=(place,))

    def _move(self, first: date, last: date, number: str) -> SubQuestion:
        return SubQuestion(
            id=number,
            text=self.planning.asked.text,
            ask="percent_change",
            metrics=(MetricAsked(metric=PRICE, words="closing price"),),
            entities=(self.entity,),
            days=(first, last),
        )


def _around(quoted: Quoted, day: date, moment: Moment) -> tuple[date, date]:
    """The last session before a release and the first that could know of it."""
    one = timedelta(days=1)
    if moment == "after":
        return quoted.at(day)[0], quoted.first_of(day + one, day + _REST * one)
    return quoted.at(day - one)[0], quoted.first_of(day, day + _REST * one)
