"""What a metric is: its names, its sources, its formulas, and the rules that a data file of metrics must keep."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import ConfigDict, StringConstraints, model_validator

from tieout.errors import InputError
from tieout.model import Thing
from tieout.tools.figures.formula import Binary, Magnitude, Name, Node, Number, names, parse
from tieout.tools.figures.phrases import phrase

Unit = Literal["money", "per_share", "shares", "percent", "ratio", "count", "days"]
PeriodKind = Literal["duration", "instant"]
Statement = Literal["income", "balance", "cash_flow", "equity", "cover", "notes", "market", "other"]

Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Text: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]
Concept: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][\w.-]*:[A-Za-z]\w*$")]


STATED: Final = "statement:"
"""Prefix of the concept under which a primary statement without tags states a metric."""


def stated_concept(metric: str) -> str:
    """The concept of a metric that a row of a primary statement states: "statement:total_assets"."""
    return STATED + metric


class Metric(Thing):
    """One figure that people ask for, and the ways to find or to compute it."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    id: Id
    name: Text
    """As an answer prints it: a lower-case noun phrase."""
    words: tuple[Text, ...]
    """What people type."""
    negated: tuple[Text, ...] = ()
    """Words for the same metric with its sign turned: "net loss"."""
    concepts: tuple[Concept, ...] = ()
    """XBRL concepts, the best first."""
    shared: tuple[Concept, ...] = ()
    """Those of `concepts` that other metrics have as well."""
    choose: Literal["first", "largest"] = "first"
    """Which of several tagged concepts counts: the first, or the one with the largest value."""
    labels: tuple[Text, ...] = ()
    """Printed row labels, for company extensions and tables without tags."""
    formulas: tuple[Text, ...] = ()
    """How to compute it where no concept is tagged, the best first."""
    unit: Unit
    period: PeriodKind
    statement: Statement
    favourable: Literal["up", "down"] | None = None
    readings: tuple[Id, ...] = ()
    """Other metrics that the same words may mean."""
    prose: bool = False
    """Whether filings usually state it in running text, untagged."""
    note: Text | None = None
    """The definition used, or what to beware of; printed beside the answer."""

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if not self.words:
            raise ValueError("words: give at least one phrase that people use")
        if stray := set(self.shared) - set(self.concepts):
            raise ValueError(f"shared: {sorted(stray)} are not among its concepts")
        return self

    @cached_property
    def trees(self) -> tuple[Node, ...]:
        """The formulas, parsed."""
        return tuple(parse(formula) for formula in self.formulas)

    @property
    def kind(self) -> Literal["tagged", "derived", "text"]:
        """Where it is found: in tagged facts, by computing, or only in text and untagged tables."""
        if self.concepts:
            return "tagged"
        return "derived" if self.formulas else "text"


class Ambiguous(Thing):
    """Words with several metrics behind them."""

    words: tuple[Text, ...]
    readings: tuple[Id, ...]


class MetricFile(Thing):
    """The content of one data file."""

    qualifiers: tuple[Text, ...] = ()
    """Words that, before a metric, make it another measure than the GAAP one."""
    idioms: tuple[Text, ...] = ()
    """Phrases that contain a metric's words but ask for no metric."""
    ambiguous: tuple[Ambiguous, ...] = ()
    metric: tuple[Metric, ...] = ()

    @model_validator(mode="after")
    def _once(self) -> Self:
        twice = sorted(identifier for identifier, times in Counter(m.id for m in self.metric).items() if times > 1)
        if twice:
            raise ValueError(f"metric ids that are defined twice: {', '.join(twice)}")
        return self

    def over(self, earlier: "MetricFile") -> "MetricFile":
        """This file laid over an earlier one: a metric replaces the one with its id, the rest is added."""
        own = {metric.id: metric for metric in self.metric}
        return MetricFile(
            qualifiers=(*earlier.qualifiers, *self.qualifiers),
            idioms=(*earlier.idioms, *self.idioms),
            ambiguous=(*earlier.ambiguous, *self.ambiguous),
            metric=tuple(({metric.id: metric for metric in earlier.metric} | own).values()),
        )


def with_statements(file: MetricFile) -> MetricFile:
    """The same metrics, those that are reported also under the concept of a row of an untagged statement."""
    metrics = (
        one if not one.concepts or (own := stated_concept(one.id)) in one.concepts
        else one.model_copy(update={"concepts": (*one.concepts, own)})
        for one in file.metric
    )  # fmt: skip
    return file.model_copy(update={"metric": tuple(metrics)})


Dimension: TypeAlias = tuple[int, int]
"""Powers of money and of shares."""

DIMENSIONS: Final[Mapping[Unit, Dimension]] = {
    "money": (1, 0),
    "per_share": (1, -1),
    "shares": (0, 1),
    "percent": (0, 0),
    "ratio": (0, 0),
    "count": (0, 0),
    "days": (0, 0),
}


def problems(file: MetricFile) -> Iterator[str]:
    """Every rule that the metrics break together, each as one sentence that names the metric."""
    metrics = {metric.id: metric for metric in file.metric}
    yield from _taken_words(file)
    yield from _taken_concepts(file)
    yield from _unknown_readings(file, metrics)
    broken = tuple(_broken_formulas(file, metrics))
    yield from broken
    if not broken:
        yield from _wrong_units(file, metrics)
        yield from _cycles(metrics)


def mixes(metric: Metric, metrics: Mapping[str, Metric]) -> bool:
    """Whether a formula mixes a flow with a balance, itself or through a metric that has nothing but formulas."""
    used = [metrics[name.metric] for tree in metric.trees for name in names(tree)]
    if len({part.period for part in used}) > 1:
        return True
    return any(mixes(part, metrics) for part in used if part.kind == "derived")


def _taken_words(file: MetricFile) -> Iterator[str]:
    owner: dict[tuple[str, ...], str] = {}
    for metric in file.metric:
        for text in (*metric.words, *metric.negated):
            key = phrase(text)
            if not key:
                yield f"metric {metric.id!r}: words: {text!r} holds no word"
            elif owner.setdefault(key, metric.id) != metric.id:
                yield f"metric {metric.id!r}: words: {text!r} already means {owner[key]!r}"
        if both := {phrase(text) for text in metric.words} & {phrase(text) for text in metric.negated}:
            yield f"metric {metric.id!r}: negated: {' '.join(min(both))!r} is among its words too"
    for text in (text for entry in file.ambiguous for text in entry.words):
        if phrase(text) in owner:
            yield f"ambiguous: words: {text!r} already means {owner[phrase(text)]!r}"


def _taken_concepts(file: MetricFile) -> Iterator[str]:
    owner: dict[str, str] = {}
    for metric in file.metric:
        for concept in metric.concepts:
            if concept not in metric.shared and owner.setdefault(concept, metric.id) != metric.id:
                yield f"metric {metric.id!r}: concepts: {concept!r} already belongs to {owner[concept]!r}; use shared"


def _unknown_readings(file: MetricFile, metrics: Mapping[str, Metric]) -> Iterator[str]:
    for owner, readings in (
        *((f"metric {metric.id!r}", metric.readings) for metric in file.metric),
        *((f"ambiguous {entry.words[:1]}", entry.readings) for entry in file.ambiguous),
    ):
        for reading in readings:
            if reading not in metrics:
                yield f"{owner}: readings: there is no metric {reading!r}"


def _broken_formulas(file: MetricFile, metrics: Mapping[str, Metric]) -> Iterator[str]:
    for metric in file.metric:
        try:
            trees = metric.trees
        except InputError as error:
            yield f"metric {metric.id!r}: {error}"
            continue
        for name in (name for tree in trees for name in names(tree)):
            if name.metric not in metrics:
                yield f"metric {metric.id!r}: formulas: there is no metric {name.metric!r}"
            elif name.call == "average" and metrics[name.metric].period != "instant":
                yield f"metric {metric.id!r}: formulas: average({name.metric}) takes a balance, not a flow"


def _wrong_units(file: MetricFile, metrics: Mapping[str, Metric]) -> Iterator[str]:
    for metric in file.metric:
        for text, tree in zip(metric.formulas, metric.trees, strict=True):
            found = _dimension(tree, metrics)
            if found is None:
                yield f"metric {metric.id!r}: formula {text!r} adds figures of different units"
            elif found != DIMENSIONS[metric.unit]:
                yield f"metric {metric.id!r}: formula {text!r} does not come to {metric.unit}"


def _dimension(node: Node, metrics: Mapping[str, Metric]) -> Dimension | None:
    """Powers of money and shares that the formula comes to; None where its parts cannot be added."""
    if isinstance(node, Number):
        return (0, 0)
    if isinstance(node, Name):
        return DIMENSIONS[metrics[node.metric].unit]
    if isinstance(node, Magnitude):
        return _dimension(node.body, metrics)
    return _combined(node, metrics)


def _combined(node: Binary, metrics: Mapping[str, Metric]) -> Dimension | None:
    left, right = _dimension(node.left, metrics), _dimension(node.right, metrics)
    if left is None or right is None:
        return None
    if node.sign in "+-":
        return left if left == right else None
    turn = 1 if node.sign == "*" else -1
    return left[0] + turn * right[0], left[1] + turn * right[1]


def _cycles(metrics: Mapping[str, Metric]) -> Iterator[str]:
    done: set[str] = set()
    for start in metrics:
        if cycle := _cycle(start, metrics, (), done):
            yield f"metric {cycle[0]!r}: formulas go in a circle: {' → '.join(cycle)}"


def _cycle(at: str, metrics: Mapping[str, Metric], path: tuple[str, ...], done: set[str]) -> tuple[str, ...]:
    if at in path:
        return (*path[path.index(at) :], at)
    if at in done:
        return ()
    for name in (name for tree in metrics[at].trees for name in names(tree)):
        if found := _cycle(name.metric, metrics, (*path, at), done):
            return found
    done.add(at)
    return ()
