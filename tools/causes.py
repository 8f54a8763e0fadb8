"""Why does a filing state another figure than an earlier one did? The sentence in which it says so.

Nothing is inferred: a filing that gives no reason for a period's new figures has none here.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

from tieout.fact import Fact
from tieout.locator import Span, quote_hash
from tieout.model import Thing
from tieout.ports import Snapshot
from tieout.tools.figures.phrases import phrase
from tieout.tools.figures.splits import per_share, split_ratio
from tieout.tools.textual import sentence_around

Kind = Literal[
    "amendment",
    "error correction",
    "stock split",
    "new segments",
    "discontinued operations",
    "accounting change",
    "reclassification",
]

_LONGEST = 700
_SHORTEST = 30
_HINT = re.compile(
    r"reclassif|\brecast|restate|retrospectiv|retroactiv|\bconform|\brevised\b|misstate|amendment no|amended filing",
    re.IGNORECASE,
)
_EARLIER = (
    r"(?:prior|previous|earlier|comparative|historical)(?:ly)?|all\s+(?:periods?|years?|shares?|share)|"
    r"periods?\s+presented|last\s+year"
)
_CHANGED = (
    r"reclassif(?:ied|ications?|y)|recast|restate[d]?|restatements?|revised|adjusted|adjustments?|conform(?:ed|s)?|"
    r"retrospective(?:ly)?|retroactive(?:ly)?|corrected"
)
_BOTH = re.compile(rf"(?=.*\b(?:{_EARLIER})\b)(?=.*\b(?:{_CHANGED})\b)", re.IGNORECASE | re.DOTALL)
_CONFORMS = re.compile(
    r"\b(?:reclassified|recast|restated|revised|adjusted)\b.*\bconform\b.*\b(?:current|presentation)\b",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(
    r"check\s*mark|clawback|recover(?:y|ed)\s+of|erroneously|\bif\b|\bcould\b|\bmay\b(?!\s+\d)|\bmight\b|in\s+the\s+event|"
    r"certificate\s+of\s+incorporation|articles|by-?laws|(?:credit|loan|merger|employment|plan|rights|indenture)\s+"
    r"(?:agreement|facility)|accumulated\s+other\s+comprehensive|\bAOCI\b|into\s+(?:earnings|(?:net\s+)?income|revenue)|"
    r"held\s+for\s+sale\s+criteria|will\s+be\s+(?:reclassified|recast|restated)|"
    r"(?:evaluating|assessing|expects?|not\s+yet)\b|effective\s+for\s+(?:fiscal|annual|interim)|incorporated\s+by\s+reference",
    re.IGNORECASE,
)
"""What is no statement that figures of this filing were changed: a risk, a plan, another sense of the word."""
_TELLING: dict[Kind, str] = {
    "amendment": r"purpose\s+of\s+this\s+amendment|amendment\s+no.{0,200}\bto\s+(?:correct|restate)",
    "error correction": r"\b(?:errors?|misstate(?:d|ments?)|restated?|restatements?|corrected)\b",
    "stock split": r"\bsplit\b",
    "new segments": r"\bsegments?\b|reporting\s+structure",
    "discontinued operations": r"discontinued\s+operations?",
    "accounting change": r"\bASU\b|accounting\s+(?:standards?|principles?|policy|guidance|change)|"
    r"change\s+in\s+(?:the\s+)?(?:method|accounting|measure)|\badopt(?:ed|ion|ing)\b",
    "reclassification": r"reclassif|\brecast|\bconform|\brevised|\badjusted",
}
"""What tells the kind of a change, the most telling first."""
_GENERAL = re.compile(
    r"\b(?:certain|all|some)\s+(?:immaterial\s+)?(?:prior|previous(?:ly\s+reported)?|comparative|amounts|"
    r"reclassifications|balances)|(?:prior|previous)[-\s](?:period|year)(?:[’']s)?\s+(?:amounts?|balances?|figures?|"
    r"financial|information|results|presentation)|financial\s+statements",
    re.IGNORECASE,
)
"""A sentence that speaks of figures at large."""
_EMPTY = frozenset("total net other and the for from with current end year amount amounts group company".split())
_MOST_SENTENCES = 400


class Cause(Thing):
    """What a filing says of the figures that it changed."""

    kind: Kind
    text: str
    """The sentence as the filing prints it."""
    locator: Span


def cause_of(snapshot: Snapshot, now: Fact, before: Fact) -> Cause | None:
    """The sentence of the filing of `now` that says why its figure is not the one `before`; None where it says none."""
    found = [cause for cause in stated_causes(snapshot, now.document) if _concerns(cause, now, before)]
    return min(found, key=lambda cause: _rank(cause, now), default=None)


def stated_causes(snapshot: Snapshot, document: str) -> tuple[Cause, ...]:
    """Every sentence of a filing that says that figures of earlier periods were changed, in its order."""
    source = snapshot.document(document)
    return _causes(document, source.content_hash, snapshot.text(document))


@lru_cache(maxsize=16)
def _causes(document: str, content_hash: str, text: str) -> tuple[Cause, ...]:
    found: dict[str, Cause] = {}
    for start, end in _places(text):
        sentence = text[start:end]
        kind = kind_of(sentence)
        if kind is not None:
            at = Span(
                document=document, content_hash=content_hash, quote_hash=quote_hash(sentence), start=start, end=end
            )
            found.setdefault(" ".join(sentence.split()), Cause(kind=kind, text=" ".join(sentence.split()), locator=at))
    return tuple(found.values())


def _places(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that may say something of changed figures."""
    last = 0
    for number, hint in enumerate(_HINT.finditer(text)):
        if hint.start() < last:
            continue
        if number > _MOST_SENTENCES:
            return
        start, last = sentence_around(text, hint.start(), hint.end())
        if _SHORTEST <= last - start <= _LONGEST and "\t" not in text[start:last]:
            yield start, last


def kind_of(sentence: str) -> Kind | None:
    """What kind of change of earlier figures a sentence states; None where it states none."""
    if _says("amendment", sentence):
        return "amendment"
    if _ASIDE.search(sentence) or not (_BOTH.match(sentence) or _CONFORMS.search(sentence)):
        return None
    return next((kind for kind in _TELLING if kind != "amendment" and _says(kind, sentence)), None)


def _says(kind: Kind, sentence: str) -> bool:
    return re.search(_TELLING[kind], sentence, re.IGNORECASE) is not None


def _concerns(cause: Cause, now: Fact, before: Fact) -> bool:
    """Whether a statement can be the reason for this figure's change."""
    if per_share(now) is not None and split_ratio(before, now) is not None:
        return cause.kind == "stock split"
    if cause.kind == "stock split":
        return False
    if cause.kind == "new segments":
        return any("segment" in f"{d.axis} {d.member}".casefold() for d in now.dimensions) or _shares_words(cause, now)
    return cause.kind == "amendment" or _is_general(cause) or _shares_words(cause, now)


def _is_general(cause: Cause) -> bool:
    return _GENERAL.search(cause.text) is not None


def _shares_words(cause: Cause, fact: Fact) -> bool:
    """Whether a sentence names the figure: all telling words of its row, or of its member."""
    said = frozenset(phrase(cause.text))
    names = [_telling(phrase(fact.label)), *(_telling(phrase(d.label)) for d in fact.dimensions)]
    return any(name and name <= said for name in names)


def _telling(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in words if word not in _EMPTY and word.isalpha())


def _rank(cause: Cause, now: Fact) -> tuple[bool, bool, bool, int]:
    """An amendment's purpose first, then what names the figure, then what fits its kind, in the filing's order."""
    segmented = any("segment" in f"{d.axis} {d.member}".casefold() for d in now.dimensions)
    fits = (cause.kind == "new segments") == segmented
    return cause.kind != "amendment", not _shares_words(cause, now), not fits, cause.locator.start or 0
