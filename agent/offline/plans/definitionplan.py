"""Does a question bring a formula of its own? Plans the figures that the user's definition or adjustment needs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.reading.formulas import Formulas, Measure, may_define, named
from tieout.agent.offline.reading.leaning import completed
from tieout.agent.offline.reading.leaves import Leaf
from tieout.agent.offline.reading.neutral import NEUTRAL, unread
from tieout.agent.offline.reading.operation import operation
from tieout.agent.offline.reading.portion import blanked
from tieout.agent.offline.reading.understood import Understood
from tieout.agent.offline.reading.whose import Whose
from tieout.document import Entity
from tieout.period import FiscalPeriod
from tieout.question import Defined, MetricAsked, Operand, Plan, SubQuestion
from tieout.tools.figures.derive import written
from tieout.tools.figures.formula import Binary, Magnitude, Name, Node, names
from tieout.tools.figures.spelled import name_of

_PERCENT = re.compile(r"\b(?:margin|percentage|percent|rate|yield|return\s+on|payout)\b|%", re.IGNORECASE)
SUBJECT = 6
"""Words of the longest name of a measure."""
_ANSWERED = frozenset({"look_up", "trend", "compare", "rank"})


def plan_defined(planning: Planning) -> Plan | None:
    """The plan of a question with a formula of the user's; None where it has none."""
    text = planning.asked.typed
    inherited = "" if not text or may_define(text) else _defined_before(planning)
    text = inherited or text
    if not text or not may_define(text):
        return None
    found = planning.reader.companies.find(text)
    formulas = Formulas(
        text=text,
        home=planning.home,
        vocabulary=planning.vocabulary,
        companies=[(c.start, c.end) for c in found],
        entities=planning.asked.entities or planning.reader.companies.entities[:1],
        parts=planning.reader.parts,
    )
    measures = formulas.measures()
    defining = _Defining(planning=planning, formulas=formulas, measures=measures, inherited=bool(inherited))
    return defining.plan() if measures else None


def _defined_before(planning: Planning) -> str:
    """The question before whose formula this one goes on with: "and in 2023?"; "" where it names a metric itself."""
    before = planning.asked.before
    while before is not None and not may_define(before.typed):
        before = before.before
    own = before is None or planning.reader.read(planning.asked.typed).metrics
    return "" if own or before is None else before.typed


@dataclass(frozen=True, kw_only=True)
class _Defining:
    planning: Planning
    formulas: Formulas
    measures: tuple[Measure, ...]
    inherited: bool = False
    """Whether the formula is that of a question before."""

    def plan(self) -> Plan:
        """One sub-question a measure, company and period, or why there is none."""
        unread_words = [w for m in self.measures for w in m.unread]
        if unread_words:
            quoted = ", ".join(f"“{w}”" for w in dict.fromkeys(unread_words))
            detail = f"the definition names what no statement is known to have: {quoted}"
            return self.planning.refusal("wrong_metric", detail)
        rest = self._rest()
        if self.measures[0].name is None:
            measures = (replace(self.measures[0], name=_subject(rest)), *self.measures[1:])
            return replace(self, measures=measures).planned(rest)
        return self.planned(rest)

    def planned(self, rest: Understood) -> Plan:
        """As `plan`, of the question without its formulas."""
        entities, problem = Whose(planning=replace(self.planning, asked=rest)).entities()
        problem = problem or self._problem(rest)
        if problem is not None:
            return problem
        plain = replace(rest, ask="look_up", metrics=(MetricAsked(words=""),))
        dated = FigurePlanner(planning=replace(self.planning, asked=plain)).plan(entities)
        if dated.failures and not dated.subquestions:
            return dated
        own = bool(rest.periods)
        found = [s for m in self.asked(rest) for s in self._subquestions(m, dated.subquestions, dated_by_question=own)]
        found += self._others(rest)
        explicit = [leaf.period for leaf in self.formulas.leaves.by_name().values()]
        assumptions = dated.assumptions if own or not any(explicit) else ()
        read = [
            one
            for place, one in self.formulas.assumed.items()
            if any(s <= place < e for m in self.measures for s, e in m.places)
        ]
        return dated.model_copy(
            update={
                "subquestions": tuple(s.model_copy(update={"id": f"q{i}"}) for i, s in enumerate(found, start=1)),
                "assumptions": tuple(dict.fromkeys((*assumptions, *read))),
            }
        )

    def _rest(self) -> Understood:
        """The question without its formulas and without their names."""
        if self.inherited:
            return replace(self.planning.asked, metrics=())
        places = [p for m in self.measures for p in m.places]
        text = without(self.formulas.text, places, self.formulas.companies)
        for name in sorted((n for m in self.measures for n in self._names(m)), key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?:s\b|\b)", lambda m: " " * len(m[0]), text, flags=re.IGNORECASE)
        before = self.planning.asked.before
        read = self.planning.reader.read(text, before)
        return read if before is None else replace(completed(read, before), metrics=read.metrics)

    def _names(self, measure: Measure) -> Iterator[str]:
        """What a measure is called, its initials besides."""
        yield from (n for n in (measure.name, measure.short) if n and not self._is_part(n))
        words = (measure.name or "").split()
        if len(words) > 1:
            yield "".join(w[0] for w in words if w[0].isalpha())

    def _is_part(self, name: str) -> bool:
        """Whether a metric of the question goes beyond a name: "EBITDA margin" of "EBITDA"."""
        return any(name.casefold() in m.words.casefold() != name.casefold() for m in self.planning.asked.metrics)

    def _problem(self, rest: Understood) -> Plan | None:
        """A refusal where words of the question are left that may make it another one."""
        if rest.forecast:
            return self.planning.refusal("missing_evidence", "this asks about the future, and Tieout does not forecast")
        called = {w.casefold() for m in self.measures for w in re.findall(r"[\w&’'-]+", m.name or "")}
        left = (*rest.perhaps, *(w for w in unread(rest.words, part=False) if w.casefold() not in called))
        members = [m.member for m in rest.metrics if m.member]
        left = tuple(w for w in (*left, *members) if w not in self.planning.listed())
        if left:
            quoted = ", ".join(f"“{w}”" for w in dict.fromkeys(left))
            return self.planning.refusal("wrong_scope", f"{quoted} may make it another figure than the formula says")
        asks = operation(rest.rest)
        if asks not in _ANSWERED:
            what = "a change, a sum or an average of a measure of the user’s own is not computed"
            return self.planning.refusal("not_derivable", f"{what}; ask for the measure itself in each period")
        return None

    def asked(self, rest: Understood) -> Iterator[Measure]:
        """The measures that are asked for: those that no other one uses, or metrics that are computed from one."""
        derived = list(self._derived(rest))
        if derived:
            yield from derived
            return
        inner = [m for m in self.measures if any(m is not o and _holds(o.node, m.node) for o in self.measures)]
        yield from (m for m in self.measures if m not in inner)

    def _derived(self, rest: Understood) -> Iterator[Measure]:
        """Metrics of the vocabulary over one that the question defines: "EBITDA margin" with the user's EBITDA."""
        own = {
            m.metric: one
            for one in self.measures
            for m in self.planning.vocabulary.find(one.name or "")[:1]
            if m.end - m.start == len((one.name or "").strip())
        }
        for asked in rest.metrics:
            metric = self.planning.vocabulary.metric(asked.metric) if asked.metric else None
            for tree in metric.trees[:1] if metric else ():
                if metric and any(n.metric in own for n in names(tree)):
                    used = {m: one.node for m, one in own.items()}
                    yield replace(
                        next(iter(own.values())),
                        name=asked.words,
                        node=self._over(tree, used),
                        percent=metric.unit == "percent",
                    )

    def _over(self, tree: Node, own: dict[str, Node]) -> Node:
        """A formula of the vocabulary with the user's measures in it, over figures of this question."""
        if isinstance(tree, Binary):
            return Binary(sign=tree.sign, left=self._over(tree.left, own), right=self._over(tree.right, own))
        if isinstance(tree, Magnitude):
            return Magnitude(body=self._over(tree.body, own))
        if isinstance(tree, Name):
            if tree.metric in own and tree.call == "value":
                return own[tree.metric]
            asked = MetricAsked(metric=tree.metric, words=self.planning.vocabulary.metric(tree.metric).name)
            return self.formulas.leaves.name(Leaf(metric=asked, back=1 if tree.call == "prior" else 0))
        return tree

    def _others(self, rest: Understood) -> list[SubQuestion]:
        """Figures that are asked for beside the measure."""
        derived = {m.name for m in self._derived(rest)}
        called = {m.name for m in self.measures}
        same = {m.metric for one in self.measures for m in self.planning.vocabulary.find(f"{one.name} {one.short}")}
        metrics = tuple(m for m in rest.metrics if m.words not in derived | called and m.metric not in same)
        if not metrics:
            return []
        asked = replace(rest, metrics=metrics, typed="")
        return list(self.planning.again(replace(self.planning, asked=asked)).subquestions)

    def _subquestions(
        self, measure: Measure, dated: Sequence[SubQuestion], *, dated_by_question: bool
    ) -> Iterator[SubQuestion]:
        """The measure of each company in each period; once where all its figures have periods of their own."""
        by_name = self.formulas.leaves.by_name()
        used = [by_name[name.metric] for name in dict.fromkeys(names(measure.node))]
        fixed = [leaf.period for leaf in used if leaf.period]
        for planned in dated:
            periods = planned.periods if len(fixed) < len(used) else planned.periods[:1]
            if fixed and not dated_by_question:
                periods = (max(fixed, key=lambda p: (p.year, p.last_quarter)),)
            for entity in planned.entities:
                for period in periods:
                    yield self._one(measure, used, entity, period)

    def _one(self, measure: Measure, used: Sequence[Leaf], entity: Entity, period: FiscalPeriod) -> SubQuestion:
        meant = {leaf: leaf.period or period.shifted(-leaf.back) for leaf in used}
        operands: dict[tuple[MetricAsked, FiscalPeriod], str] = {}
        for leaf, at in meant.items():
            operands.setdefault((leaf.metric, at), name_of(len(operands)))
        renamed = {self.formulas.leaves.name(leaf).metric: operands[leaf.metric, at] for leaf, at in meant.items()}
        asked = self.planning.asked
        return SubQuestion(
            id="q",
            text=asked.text,
            ask="look_up",
            metrics=tuple(dict.fromkeys(leaf.metric for leaf in used)),
            entities=(entity,),
            periods=tuple(dict.fromkeys(meant.values())),
            shown=asked.shown,
            defined=Defined(
                name=named(measure.name) if measure.name else None,
                expression=written(_renamed(measure.node, renamed)),
                operands=tuple(Operand(name=n, metric=m, period=p) for (m, p), n in operands.items()),
                period=max(meant.values(), key=lambda p: (p.year, p.last_quarter)),
                percent=measure.percent or _PERCENT.search(measure.name or "") is not None,
                note=measure.note,
            ),
        )


def _renamed(node: Node, called: dict[str, str]) -> Node:
    """The formula with other names for its figures."""
    if isinstance(node, Name):
        return Name(metric=called[node.metric])
    if isinstance(node, Binary):
        return Binary(sign=node.sign, left=_renamed(node.left, called), right=_renamed(node.right, called))
    return Magnitude(body=_renamed(node.body, called)) if isinstance(node, Magnitude) else node


def _holds(node: Node, other: Node) -> bool:
    """Whether a formula is a part of another one."""
    if node == other:
        return True
    return isinstance(node, Binary) and (_holds(node.left, other) or _holds(node.right, other))


def _subject(rest: Understood) -> str | None:
    """What a question calls a measure that it only explains: the words that name neither company nor period."""
    words = {w.casefold() for m in rest.metrics for w in m.words.split()} | {w.casefold() for w in rest.words}
    spots = [m for m in re.finditer(r"[\w&’'-]+", rest.typed) if m[0].casefold() in words - NEUTRAL]
    if not spots:
        return None
    said = rest.typed[spots[0].start() : spots[-1].end()]
    return named(said) if len(said.split()) <= SUBJECT and "  " not in said else None


def without(text: str, places: Sequence[tuple[int, int]], kept: Sequence[tuple[int, int]]) -> str:
    """A text with ranges blanked out, all but what stands in others."""
    bare = blanked(text, places)
    for start, end in kept:
        bare = bare[:start] + text[start:end] + bare[end:]
    return bare
