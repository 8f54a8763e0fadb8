"""What has to be found out? Turns an understood question into sub-questions, or says why it cannot."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tieout.agent.empty import EMPTY
from tieout.agent.offline.asked import LISTED, Planning, refuse
from tieout.agent.offline.daily import is_daily
from tieout.agent.offline.dailyplan import plan_daily
from tieout.agent.offline.figureplan import FigurePlanner
from tieout.agent.offline.neutral import unread
from tieout.agent.offline.quoting import hints
from tieout.agent.offline.speech import Calls
from tieout.agent.offline.timing import visible
from tieout.agent.offline.understand import Reader
from tieout.agent.offline.whose import Whose
from tieout.document import Entity
from tieout.ports import Snapshot
from tieout.question import MetricAsked, Plan, Question, SubQuestion
from tieout.tools.figures.vocabulary import Vocabulary


def make_plan(question: Question, home: Snapshot, vocabulary: Vocabulary) -> Plan:
    """Sub-questions in the order of the question; every part that cannot be looked for is a failure."""
    if not home.documents():
        return refuse("no_source", EMPTY, question)
    reader = Reader(home=home, vocabulary=vocabulary, restricted=question.companies)
    asked = reader.understand(question)
    planning = Planning(question=question, home=home, vocabulary=vocabulary, asked=asked, reader=reader)
    return _Planner(planning=planning).plan()


def _calls(planning: Planning) -> Plan | None:
    """What was said on calls."""
    return Calls(asked=planning.asked, question=planning.question, home=planning.home).plan()


SPECIAL: tuple[Callable[[Planning], Plan | None], ...] = (_calls,)
"""Kinds of questions that are planned in a way of their own, in the order in which they are tried; None: not mine."""


@dataclass(frozen=True, kw_only=True)
class _Planner:
    planning: Planning

    def plan(self) -> Plan:
        """The plan, or one refusal."""
        asked = self.planning.asked
        for special in SPECIAL:
            if (plan := special(self.planning)) is not None:
                return plan
        entities, problem = Whose(planning=self.planning).entities()
        if problem is None and is_daily(asked, self.planning.vocabulary):
            return plan_daily(
                asked,
                self.planning.question,
                self.planning.home,
                self.planning.vocabulary,
                entities=entities,
                strangers=self.planning.strangers(),
            )
        problem = self._unanswerable() or problem or self._hidden(entities)
        if problem is not None:
            return problem
        filers = self.planning.filers()
        local = not any(e.key in filers for e in entities or self.planning.reader.companies.entities)
        if asked.ask == "text" or local or all(self._is_prose(m) for m in asked.metrics):
            return self._text(entities)
        unread_words = unread(asked.words, part=any(m.member for m in asked.metrics))
        unknown = (*asked.perhaps, *(w for w in unread_words if w not in self.planning.listed()))
        if unknown:
            return self.planning.refusal("wrong_scope", self._unread(unknown))
        return FigurePlanner(planning=self.planning).plan(entities)

    def _unanswerable(self) -> Plan | None:
        """A refusal of what no filing can answer, whoever is asked about: forecasts, measures of the user's own."""
        asked = self.planning.asked
        if asked.ask == "text":
            return None
        if asked.forecast:
            detail = "this asks about the future, no guidance is indexed, and Tieout does not forecast"
            return self.planning.refusal("missing_evidence", detail)
        if asked.qualifiers:
            detail = f"“{asked.qualifiers[0]}” measures are not reported figures of the indexed statements"
            return self.planning.refusal("wrong_metric", detail)
        return None

    def _hidden(self, entities: Sequence[Entity]) -> Plan | None:
        """A refusal where no document of the companies was public on the day asked for."""
        day, keys = self.planning.question.as_of, {e.key for e in entities}
        if day is None:
            return None
        documents = [d for d in self.planning.home.documents() if not keys or d.entity.key in keys]
        if any(visible(d, day) for d in documents):
            return None
        undated = [d for d in documents if d.known_since is None]
        why = "; documents without a filing date are left out, give it with `ingest --filed`" if undated else ""
        names = " and ".join(sorted({d.entity.name for d in documents}))
        return self.planning.refusal("no_source", f"no indexed document of {names} is known to be public on {day}{why}")

    def _unread(self, unknown: Sequence[str]) -> str:
        quoted = ", ".join(f"“{w}”" for w in unknown[:LISTED])
        return (
            f"{quoted} may name a part, a basis or another measure that the indexed facts do not have under this name, "
            "and the figure of the whole company would be another one"
        )

    def _is_prose(self, asked: MetricAsked) -> bool:
        return asked.metric is not None and self.planning.vocabulary.metric(asked.metric).prose

    def _text(self, entities: Sequence[Entity]) -> Plan:
        """One search a company, so that none crowds out another."""
        asked = self.planning.asked
        absolute = tuple(dict.fromkeys(p for m in asked.periods for p in m.periods))
        filers = self.planning.filers()
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
                    terms=hints(
                        asked.text, [self.planning.vocabulary.metric(m.metric) for m in asked.metrics if m.metric]
                    ),
                )
                for i, group in enumerate(groups, start=1)
            ),
            assumptions=asked.assumptions,
        )
