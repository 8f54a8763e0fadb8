"""Which companies and which metrics does a grid ask for? Names as an analyst types them, and what they mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from tieout.agent.offline.asked import filers_of
from tieout.agent.offline.reading.neutral import unread
from tieout.agent.offline.reading.understand import Reader
from tieout.agent.offline.reading.understood import Understood
from tieout.claim import Reason
from tieout.document import Entity
from tieout.errors import InputError, NotThereError
from tieout.ports import Snapshot
from tieout.question import Ask, MetricAsked
from tieout.tools.figures.vocabulary import Vocabulary

USUAL = ("revenue", "operating income", "net income", "diluted EPS", "operating cash flow")
"""What a grid shows where no metric is named."""
MOST_METRICS = 40
MOST_LISTED = 12
ALONE: frozenset[Ask] = frozenset({"look_up", "trend", "compare", "rank", "text"})
"""What asks of a column for the figure itself."""
MOVES: frozenset[Ask] = frozenset({"percent_change", "change"})
TOGETHER: frozenset[Ask] = frozenset({"share", "ratio"})
_FORM = re.compile(r"(?:inc|incorporated|corp|co|ltd|limited|llc|l\.?p|plc|n\.?v|s\.?a)\.?", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ColumnMetric:
    """One metric as it was named, and how it is understood for a company, or why it is not."""

    name: str
    ask: Ask = "look_up"
    metrics: tuple[MetricAsked, ...] = ()
    reason: Reason | None = None
    detail: str = ""
    assumptions: tuple[str, ...] = ()


def companies_of(names: Sequence[str], snapshot: Snapshot, vocabulary: Vocabulary) -> tuple[Entity, ...]:
    """The companies named, in their order, or all that file reports; raises NotThereError."""
    known = Reader(home=snapshot, vocabulary=vocabulary).companies
    if not names:
        filers = filers_of(snapshot.documents())
        return tuple(e for e in known.entities if e.key in filers) or known.entities
    chosen: dict[str, Entity] = {}
    for name in (one for text in names for one in listed(text)):
        found = known.named(name) or known.named(name.upper())
        if not found:
            raise NotThereError(f"no document of {name!r} is indexed; {there_are(known.entities)}")
        chosen |= {e.key: e for e in found}
    return tuple(chosen.values())


def there_are(entities: Sequence[Entity]) -> str:
    """Which companies are indexed, and how to see or change that."""
    tickers = sorted(e.ticker or e.name for e in entities)
    more = f" and {len(tickers) - MOST_LISTED} more" if len(tickers) > MOST_LISTED else ""
    known = ", ".join(tickers[:MOST_LISTED]) or "none"
    return f"there are: {known}{more} (`tieout status` lists them, `tieout ingest` adds others)"


def listed(text: str) -> list[str]:
    """The names of a list; the comma of "Apple, Inc." parts no names."""
    joined: list[str] = []
    for piece in (p.strip() for p in re.split(r"[,;]", text)):
        if joined and _FORM.fullmatch(piece):
            joined[-1] = f"{joined[-1]}, {piece}"
        elif piece:
            joined.append(piece)
    return joined


def phrases_of(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The metrics named, in their order, or the usual ones; the commas of a metric's own name part nothing."""
    phrases = [p for text in texts for p in _phrases(text, vocabulary)]
    if len(phrases) > MOST_METRICS:
        raise InputError(f"{len(phrases)} metrics are more than a grid shows ({MOST_METRICS}); name fewer")
    return tuple(dict.fromkeys(phrases)) or USUAL


def _phrases(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    pieces = [p.strip() for p in re.split(r";" if ";" in text else r",", text) if p.strip()]
    while pieces:
        several = range(len(pieces), 1, -1)
        length = next((n for n in several if _is_one(", ".join(pieces[:n]), vocabulary)), 1)
        yield ", ".join(pieces[:length])
        del pieces[:length]


def _is_one(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text is one metric's name from end to end."""
    found = vocabulary.find(text)
    return len(found) == 1 and not text[: found[0].start].strip() and not text[found[0].end :].strip()


@dataclass(kw_only=True)
class ColumnReader:
    """Understands the metrics of a grid, once for all companies where the vocabulary is enough."""

    snapshot: Snapshot
    vocabulary: Vocabulary
    shared: dict[str, ColumnMetric] = field(default_factory=dict)

    def columns(self, phrases: Sequence[str], entity: Entity) -> tuple[ColumnMetric, ...]:
        """The metrics as they are understood for one company."""
        own: Reader | None = None
        found: list[ColumnMetric] = []
        for phrase in phrases:
            column = self._common(phrase)
            if column.reason is not None:
                own = own or Reader(home=self.snapshot, vocabulary=self.vocabulary, restricted=(entity.key,))
                column = self._understood(phrase, own)
            found.append(column)
        return tuple(found)

    def suggestion(self, phrase: str) -> str:
        """What may have been meant by a metric that no company has."""
        words = [w for metric in self.vocabulary for w in (metric.name, *metric.words)]
        near = get_close_matches(phrase.casefold(), words, n=3, cutoff=0.75)
        return f"; did you mean {' or '.join(repr(n) for n in near)}?" if near else ""

    def _common(self, phrase: str) -> ColumnMetric:
        """A metric by its words alone, whichever the company."""
        if phrase not in self.shared:
            self.shared[phrase] = self._understood(phrase, Reader(home=self.snapshot, vocabulary=self.vocabulary))
        return self.shared[phrase]

    def _understood(self, phrase: str, reader: Reader) -> ColumnMetric:
        asked = reader.read(phrase)
        problem = self._problem(phrase, asked)
        if problem is not None:
            return ColumnMetric(name=phrase, reason=problem[0], detail=problem[1])
        metrics, ask = asked.metrics, asked.ask
        if ask in ALONE or (ask in TOGETHER and len(metrics) == 1):
            ask = "look_up"
        read = tuple(self._as_percentage(m) for m in metrics)
        assumed = tuple(f"“{m.words}” is read as {self._name(n)}" for m, n in zip(metrics, read, strict=True) if m != n)
        return ColumnMetric(name=phrase, ask=ask, metrics=read, assumptions=(*asked.assumptions, *assumed))

    def _problem(self, phrase: str, asked: Understood) -> tuple[Reason, str] | None:
        """Why a column cannot be looked up as it was named."""
        if not asked.metrics:
            return "missing_evidence", f"“{phrase}” is neither a known metric nor a printed row label"
        if asked.forecast:
            return "missing_evidence", f"“{phrase}” asks about the future, and Tieout does not forecast"
        if asked.qualifiers:
            said = f"“{asked.qualifiers[0]}” measures are not reported figures of the indexed statements"
            return "wrong_metric", said
        if asked.ask not in ALONE | TOGETHER | MOVES:
            return "not_derivable", f"“{phrase}” is no figure of one period; ask for it as a question"
        unknown = (*asked.perhaps, *unread(asked.words, part=any(m.member for m in asked.metrics)))
        if unknown or len(asked.metrics) > (2 if asked.ask in TOGETHER else 1):
            return "wrong_scope", f"“{phrase}” may name a part or a measure that is not indexed under this name"
        return None

    def _as_percentage(self, asked: MetricAsked) -> MetricAsked:
        """A margin beside other figures is a percentage, also where a filing calls the amount a margin."""
        metric = self.vocabulary.metric(asked.metric) if asked.metric else None
        if metric is None or metric.unit != "money" or "margin" not in asked.words.casefold() or asked.member:
            return asked
        percent = next((r for r in metric.readings if self.vocabulary.metric(r).unit == "percent"), None)
        return asked.model_copy(update={"metric": percent}) if percent else asked

    def _name(self, asked: MetricAsked) -> str:
        return self.vocabulary.metric(asked.metric).name if asked.metric else asked.words
