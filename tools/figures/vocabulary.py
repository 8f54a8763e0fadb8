"""Which metric a person's words, an XBRL concept or a printed row label mean."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, Self

from pydantic import ValidationError

from tieout.errors import InputError, NotThereError, ReadError
from tieout.model import Thing
from tieout.tools.figures.metric import Metric, MetricFile, mixes, problems, with_statements
from tieout.tools.figures.phrases import Found, Phrases, label_key, label_keys, phrase, words_of

__all__ = ["Ambiguity", "Mention", "Metric", "Vocabulary"]

PACKAGED = "metrics.toml"
MAX_PROBLEMS = 5
_OR_LOSS = re.compile(r"\s*(?:/\s*\(?|\(|or\s)\s*(?:net\s+)?(?:loss|deficit)\b(?:\s*\))?", re.IGNORECASE)
"""What follows a metric in "net income (loss)" and belongs to it."""
_QUALIFIED = re.compile(
    r"\s?[-‐-―]\s?(?P<joined>adjusted)\b|,?\s(?:as\s)?(?P<apart>adjusted)\b(?!\s+(?:for|to|by|downward|upward)\b)|"
    r"\s?\(\s?(?P<aside>non-?GAAP|adjusted|organic)\b|,\s?(?P<behind>non-?GAAP)\b|"
    r"\s(?P<basis>on an? (?:adjusted|organic|non-GAAP|underlying) basis)\b",
    re.IGNORECASE,
)
"""What makes a metric another measure after its name: "EBIT-adjusted", "gross profit, non-GAAP"."""


class Mention(Thing):
    """A metric that a text names, and how."""

    start: int
    end: int
    """Half-open character range in the text, a qualifier left out."""
    metric: str
    negated: bool = False
    """Whether the words ask for the turned sign: "net loss"."""
    qualifier: str | None = None
    """A word before it that makes it another measure, as printed: "non-GAAP", "adjusted"."""


class Ambiguity(Thing):
    """Words of a text that several metrics answer to."""

    start: int
    end: int
    readings: tuple[str, ...]


class _Meaning(Thing):
    """What a phrase leads to: one metric, several, a qualifier, or nothing (an idiom)."""

    kind: Literal["metric", "ambiguous", "qualifier", "idiom"]
    metrics: tuple[str, ...] = ()
    negated: bool = False


class Vocabulary:
    """All metrics, found by id, words, concept or label; unchangeable once made."""

    def __init__(self, file: MetricFile, *, source: str = PACKAGED) -> None:
        """Check the metrics against one another; `source` names the file in messages."""
        if found := tuple(problems(file)):
            more = f" (and {len(found) - MAX_PROBLEMS} more)" if len(found) > MAX_PROBLEMS else ""
            raise InputError(f"{source}: {'; '.join(found[:MAX_PROBLEMS])}{more}")
        file = with_statements(file)
        self._file = file
        self._metrics: Mapping[str, Metric] = {metric.id: metric for metric in file.metric}
        self._phrases = Phrases(_meanings(file))
        self._concepts = _by_concept(file)
        self._labels = _by_label(file)
        self._annual = frozenset(metric.id for metric in file.metric if mixes(metric, self._metrics))

    @classmethod
    def load(cls) -> "Vocabulary":
        """The packaged vocabulary, read once."""
        return _packaged()

    @classmethod
    def extended(cls, path: Path) -> Self:
        """The packaged vocabulary with a user's own TOML file laid over it."""
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise NotThereError(f"metrics file {str(path)!r} does not exist: check the path") from error
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError(f"metrics file {str(path)!r} cannot be read: {error}") from error
        return cls(_read(text, str(path)).over(_packaged()._file), source=str(path))  # noqa: SLF001 (its own class)

    @property
    def names(self) -> tuple[str, ...]:
        """Every metric's printed name, in the file's order."""
        return tuple(metric.name for metric in self)

    def __iter__(self) -> Iterator[Metric]:
        return iter(self._metrics.values())

    def __len__(self) -> int:
        return len(self._metrics)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._metrics

    def metric(self, identifier: str) -> Metric:
        """The metric with this id; raises NotThereError."""
        try:
            return self._metrics[identifier]
        except KeyError as error:
            raise NotThereError(f"there is no metric {identifier!r} in the vocabulary: see its ids") from error

    def is_annual(self, identifier: str) -> bool:
        """Whether its formulas set a flow against a balance, and so hold for a full fiscal year only."""
        return identifier in self._annual

    def find(self, text: str) -> tuple[Mention, ...]:
        """The metrics a text names, left to right; at each place the longest phrase wins."""
        mentions: list[Mention] = []
        qualifier: Found[_Meaning] | None = None
        end = 0
        for found in self._phrases.find(text):
            if found.start < end:
                continue
            if found.target.kind == "metric":
                tail = _OR_LOSS.match(text, found.end)
                end = tail.end() if tail and not found.target.negated else found.end
                mentions.append(
                    Mention(
                        start=found.start,
                        end=end,
                        metric=found.target.metrics[0],
                        negated=found.target.negated,
                        qualifier=_said(text, qualifier, found.start) or _said_after(text, end),
                    )
                )
            qualifier = found if found.target.kind == "qualifier" else None
        return tuple(mentions)

    def ambiguities(self, text: str) -> tuple[Ambiguity, ...]:
        """The words of a text with several readings, left to right; `find` leaves them out."""
        return tuple(
            Ambiguity(start=found.start, end=found.end, readings=found.target.metrics)
            for found in self._phrases.find(text)
            if found.target.kind == "ambiguous"
        )

    def for_concept(self, concept: str) -> tuple[Metric, ...]:
        """The metrics that a concept ("us-gaap:Assets") is a source of; the one that prefers it most first."""
        return self._concepts.get(concept, ())

    def for_label(self, label: str) -> tuple[Metric, ...]:
        """The metrics that a printed row label names, footnote marks, notes and case left aside."""
        return self._labels.get(label_key(label), ())


def _said(text: str, qualifier: Found[_Meaning] | None, start: int) -> str | None:
    """The qualifier as printed, if nothing stands between it and the metric at `start`."""
    if qualifier is None or any(True for _ in words_of(text[qualifier.end : start])):
        return None
    return text[qualifier.start : qualifier.end]


def _said_after(text: str, end: int) -> str | None:
    """The qualifier that follows a metric, as printed."""
    match = _QUALIFIED.match(text, end)
    return match[match.lastgroup] if match and match.lastgroup else None


def _meanings(file: MetricFile) -> dict[tuple[str, ...], _Meaning]:
    """Every phrase with its meaning; a metric's own words outrank idioms, its printed name is read back as it."""
    found = {phrase(text): _Meaning(kind="idiom") for text in file.idioms}
    found |= {phrase(text): _Meaning(kind="qualifier") for text in file.qualifiers}
    for entry in file.ambiguous:
        found |= {phrase(text): _Meaning(kind="ambiguous", metrics=entry.readings) for text in entry.words}
    for metric in file.metric:
        found |= {phrase(text): _Meaning(kind="metric", metrics=(metric.id,)) for text in metric.words}
        turned = _Meaning(kind="metric", metrics=(metric.id,), negated=True)
        found |= {phrase(text): turned for text in metric.negated}
    for metric in file.metric:
        known = found.get(phrase(metric.name))
        if metric.words and (known is None or known.kind == "idiom"):
            found[phrase(metric.name)] = _Meaning(kind="metric", metrics=(metric.id,))
    return found


def _by_concept(file: MetricFile) -> dict[str, tuple[Metric, ...]]:
    ranked: dict[str, list[tuple[int, Metric]]] = {}
    for metric in file.metric:
        for rank, concept in enumerate(metric.concepts):
            ranked.setdefault(concept, []).append((rank, metric))
    return {concept: tuple(m for _, m in sorted(found, key=lambda pair: pair[0])) for concept, found in ranked.items()}


def _by_label(file: MetricFile) -> dict[tuple[str, ...], tuple[Metric, ...]]:
    found: dict[tuple[str, ...], tuple[Metric, ...]] = {}
    for metric in file.metric:
        for key in label_keys((metric.name, *metric.words, *metric.labels)):
            found[key] = (*found.get(key, ()), metric)
    return found


def _read(text: str, source: str) -> MetricFile:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReadError(f"{source} is not valid TOML: {error}") from error
    try:
        return MetricFile.model_validate(data)
    except ValidationError as error:
        raise InputError(f"{source}: {_explained(error, data)}") from error


def _explained(error: ValidationError, data: Mapping[str, object]) -> str:
    """The first fields that are wrong, each with the id of its metric where it has one."""
    metrics = data.get("metric")
    told: list[str] = []
    for detail in error.errors()[:MAX_PROBLEMS]:
        place = detail["loc"]
        owner = ""
        if len(place) > 1 and place[0] == "metric" and isinstance(metrics, list) and isinstance(place[1], int):
            entry = metrics[place[1]]
            owner = f"metric {entry.get('id', place[1])!r}: " if isinstance(entry, dict) else ""
            place = place[2:]
        told.append(f"{owner}{'.'.join(str(part) for part in place)}: {detail['msg']}".replace(": :", ":"))
    return "; ".join(told)


@cache
def _packaged() -> Vocabulary:
    text = files("tieout.tools.figures").joinpath(PACKAGED).read_text(encoding="utf-8")
    return Vocabulary(_read(text, PACKAGED))
