"""Which fact, or which calculation over facts, is a metric of one company in one period?"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from tieout.calculation import Calculation
from tieout.document import Document
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures import formula as algebra
from tieout.tools.figures.calculate import NotDerivable, from_formula
from tieout.tools.figures.member import dimension_names
from tieout.tools.figures.vocabulary import Metric, Vocabulary
from tieout.tools.figures.wording import label_key

Level = Fact | Calculation
DEPTH = 6
"""Formulas inside formulas; the vocabulary has no cycles, this is a belt."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A figure's meaning: what of whom, when, and of which part."""

    entity: str
    """Entity key."""
    metric: str | None
    """Vocabulary id; None when only the words are known."""
    words: str
    """As asked or printed, matched against row labels when there is no vocabulary id."""
    period: FiscalPeriod
    member: str | None = None
    """Segment, product or geography; None is the whole company."""


@dataclass(kw_only=True)
class Ledger:
    """The facts of an evidence, ordered so that the newest statement of a figure comes first."""

    facts: Iterable[Fact]
    documents: Mapping[str, Document]
    vocabulary: Vocabulary
    _by_concept: dict[tuple[str, str], list[Fact]] = field(default_factory=lambda: defaultdict(list))
    _by_label: dict[tuple[str, tuple[str, ...]], list[Fact]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for fact in sorted(self.facts, key=self._newest_first):
            if fact.value is None or fact.modality != "reported":
                continue
            self._by_concept[fact.entity.key, fact.concept].append(fact)
            self._by_label[fact.entity.key, label_key(fact.label)].append(fact)

    def _newest_first(self, fact: Fact) -> tuple[int, int, str]:
        document = self.documents.get(fact.document)
        newest = (document.filed or document.period_end) if document else None
        return (-(newest or date.min).toordinal(), fact.decimals is not None and -fact.decimals or -99, fact.id)

    def level(self, wanted: Wanted) -> Level:
        """The reported fact, else the calculation; raises NotDerivable with the reason."""
        for fact in self.reported(wanted):
            return fact
        metric = self.vocabulary.metric(wanted.metric) if wanted.metric else None
        if metric is not None and wanted.member is None:
            return self._computed(metric, wanted)
        raise NotDerivable("missing_evidence", f"{describe(wanted, self.vocabulary)} is not among the indexed facts")

    def reported(self, wanted: Wanted) -> Iterator[Fact]:
        """Facts that state the figure, the best first: concepts by preference, then printed labels, newest filing first."""
        metric = self.vocabulary.metric(wanted.metric) if wanted.metric else None
        found = [f for f in self._named(metric, wanted) if fits(f, wanted)]
        if metric is not None and metric.choose == "largest" and found:
            newest = [next(f for f in found if f.concept == c) for c in dict.fromkeys(f.concept for f in found)]
            found = sorted(newest, key=lambda f: -abs(f.value or 0))
        yield from found

    def _named(self, metric: Metric | None, wanted: Wanted) -> Iterator[Fact]:
        if metric is None:
            yield from self._by_label.get((wanted.entity, label_key(wanted.words)), ())
            return
        for concept in metric.concepts:
            yield from self._by_concept.get((wanted.entity, concept), ())
        for label in (*metric.labels, *metric.words):
            yield from self._by_label.get((wanted.entity, label_key(label)), ())

    def _computed(self, metric: Metric, wanted: Wanted) -> Calculation:
        """The first formula whose operands are all there."""
        lacking: list[str] = []
        for text in metric.formulas:
            try:
                leaves: dict[algebra.Operand, Fact] = {}
                tree = self._expand(algebra.parse(text), wanted, leaves, DEPTH)
                return from_formula(metric=metric, tree=tree, facts=leaves, note=metric.note)
            except NotDerivable as error:
                if error.reason == "not_meaningful":
                    raise
                lacking.append(error.detail)
        subject = describe(wanted, self.vocabulary)
        because = f": {lacking[0]}" if lacking else ""
        raise NotDerivable("missing_evidence", f"{subject} is not among the indexed facts{because}")
