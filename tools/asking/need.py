"""What does a page that answers a question print? Its finance expansion, and the statements that it needs."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from types import MappingProxyType
from typing import Final, NamedTuple, cast, get_args

from tieout.model import Thing
from tieout.tools.figures.formula import names
from tieout.tools.figures.phrases import Phrases, phrase
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings.shown import Statement

_SAID: Final[Mapping[Statement, str]] = MappingProxyType({
    "balance": "consolidated balance sheets statement of financial position total assets total liabilities equity",
    "income": "consolidated statements of income operations profit or loss revenue expenses",
    "cash_flow": "consolidated statements of cash flows operating activities investing activities financing activities",
    "equity": "consolidated statements of changes in stockholders' shareholders' equity",
})  # fmt: skip
_NAMED: Final[Mapping[Statement, re.Pattern[str]]] = MappingProxyType({
    "balance": re.compile(r"balance sheet|statements? of financial (?:position|condition)", re.IGNORECASE),
    "income": re.compile(
        r"income statement|statements? of (?:income|operations|earnings|profit|comprehensive)"
        r"|profit (?:and|or|&) loss (?:statement|account)|\bp&l\b", re.IGNORECASE,
    ),
    "cash_flow": re.compile(r"cash[- ]?flow statement|statements? of cash[- ]?flow", re.IGNORECASE),
    "equity": re.compile(r"statements? of (?:changes in )?(?:\w+['’]? )?equity", re.IGNORECASE),
})  # fmt: skip
_WHO = re.compile(
    r"\bwho(?:m|se)?\b|\b(?:interim|newly?|former|appointed|named) (?:president|ceo|cfo|coo)\b", re.IGNORECASE
)
"""Asks for a person: the CFO is nobody's cash flow from operations then."""
_PART = re.compile(
    r"\b(?:segments?|divisions?|business units?|product lines?|regions?|geograph\w+|countr(?:y|ies)|customers?)\b",
    re.IGNORECASE,
)
"""Asks for a part of the company, which its statements do not show."""
_WORDS, _LABELS = 3, 4
"""Words and printed labels of a metric that are searched beside its name."""
_DEEPEST = 3
_LONGEST = 60
"""Words of an expansion: more make it slower to encode, and no better."""
_POSSESSIVE = re.compile(r"[’'`]s?\b")


class _Subject(NamedTuple):
    """A subject that people ask about."""

    said: str
    shown: tuple[str, ...]


class Need(Thing):
    """What to look for beside the question's own words."""

    expansion: str = ""
    """What filings print for the metrics and subjects asked for; empty where nothing is known of them."""
    metrics: tuple[str, ...] = ()
    """The metrics asked for, or what those are computed from."""
    statements: tuple[Statement, ...] = ()
    """The primary statements that hold the figures asked for."""


def needed(question: str, vocabulary: Vocabulary) -> Need:
    """What a question needs, by the metrics and the subjects that it names; give it without companies and periods."""
    found = () if _WHO.search(question) else _metrics(question, vocabulary)
    metrics = tuple(dict.fromkeys(leaf for metric in found for leaf in _leaves(metric, vocabulary)))
    subjects = _subjects(question)
    statements = _statements(question, metrics, subjects, vocabulary)
    said = [*_printed(metrics, vocabulary), *(one.said for one in subjects), *(_SAID[kind] for kind in statements)]
    expansion = " ".join(" ".join(said).split()[:_LONGEST])
    return Need(expansion=expansion, metrics=metrics, statements=statements)


def without(question: str, places: Iterable[tuple[int, int]]) -> str:
    """A question without the words at some places, such as the companies and periods that a filter already says."""
    letters = list(question)
    for start, end in places:
        found = _POSSESSIVE.match(question, end)
        stop = found.end() if found else end
        letters[start:stop] = " " * (stop - start)
    return " ".join("".join(letters).split())


def _metrics(question: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The metrics that a question names, all readings of words with several."""
    named = [mention.metric for mention in vocabulary.find(question)]
    return tuple(dict.fromkeys([*named, *(one for some in vocabulary.ambiguities(question) for one in some.readings)]))


def _leaves(identifier: str, vocabulary: Vocabulary, depth: int = 0) -> Iterable[str]:
    """A metric, or what its formula is made of where no filing prints it."""
    metric = vocabulary.metric(identifier)
    if metric.kind != "derived" or depth == _DEEPEST:
        return (identifier,)
    parts = dict.fromkeys(name.metric for name in names(metric.trees[0]))
    return [leaf for part in parts for leaf in _leaves(part, vocabulary, depth + 1)]


def _statements(
    question: str, metrics: Sequence[str], subjects: Sequence[_Subject], vocabulary: Vocabulary
) -> tuple[Statement, ...]:
    """The statements that a question names, else those at which its metrics and subjects are at home."""
    if named := tuple(kind for kind, pattern in _NAMED.items() if pattern.search(question)):
        return named
    if _PART.search(question):
        return ()
    home: list[str] = [vocabulary.metric(one).statement for one in metrics] or [
        kind for one in subjects for kind in one.shown
    ]
    return tuple(cast("Statement", kind) for kind in dict.fromkeys(home) if kind in get_args(Statement))


def _printed(metrics: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Names, words and labels of some metrics, each once: those of all metrics in turn, as there is no room for all."""
    found = (vocabulary.metric(one) for one in metrics)
    texts = [(one.name, *one.words[:_WORDS], *one.labels[:_LABELS]) for one in found]
    return list(dict.fromkeys(text for some in zip_longest(*texts) for text in some if text))


def _subjects(question: str) -> list[_Subject]:
    """The subjects that a question names, in its order."""
    phrases, subjects = _topics()
    return [subjects[at] for at in dict.fromkeys(one for found in phrases.find(question) for one in found.target)]


@cache
def _topics() -> tuple[Phrases[tuple[int, ...]], tuple[_Subject, ...]]:
    """All the ways to ask for the subjects, and the subjects."""
    text = files("tieout.tools.asking").joinpath("topics.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text)["topic"]
    owners: dict[tuple[str, ...], list[int]] = {}
    for number, entry in enumerate(entries):
        for asked in entry["asked"]:
            owners.setdefault(phrase(asked), []).append(number)
    subjects = tuple(_Subject(said=entry["said"], shown=tuple(entry.get("shown", ()))) for entry in entries)
    return Phrases({key: tuple(numbers) for key, numbers in owners.items()}), subjects
