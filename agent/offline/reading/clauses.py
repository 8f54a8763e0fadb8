"""Of which parts does a question consist? Numbered items, sentences, and questions joined by "and"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(
    r"(?:(?<=[\s:;,.?])|^)(?:\((?P<round>[a-z]|\d{1,3}|[ivx]{2,5})\)|(?P<bare>[a-z]|\d{1,3}|[ivx]{2,5})[.)](?=\s)|(?P<dash>(?<=\n)[-•*–](?=\s)))\s*"
)
_SENTENCE = re.compile(r"(?<=\?)\s+|(?<=[;\n])\s*|(?<=[.!])\s+(?=[A-Z“\"(])")
_SHORTENED = re.compile(
    r"(?:\b(?:inc|corp|co|ltd|vs|no|u\.s|e\.g|i\.e|approx|fig|dr|mr|ms|st|[A-Z])\.)\s+$", re.IGNORECASE
)
_AND = re.compile(
    r",?\s+(?:and|but|then|as\s+well\s+as)\s+(?:also\s+|then\s+)?(?=(?:(?:by|in|for|of|to|at)\s+)?(?:what|how|which|who|whose|why|when|did|"
    r"does|do|was|were|is|are|has|have|had)\b)|,\s+(?=(?:by\s+how|how\s+(?:much|many|did|does|has|do)|what\s+(?:was|were|is|are)|"
    r"did|does)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:what|how|which|who|whose|why|when|where)\b|^\W*(?:did|does|do|was|were|is|are|has|have|had)\b", re.IGNORECASE
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
FEW = 3


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One part of a question."""

    text: str
    sentence: int
    """Which sentence or item it is of."""
    item: bool = False
    """Whether it is an item of a list, whose lead holds for every item."""


@dataclass(frozen=True, kw_only=True)
class Clauses:
    """A question's parts, and what stands before the first item of its list."""

    parts: tuple[Clause, ...]
    lead: str = ""


def clauses(text: str) -> Clauses:
    """The parts in their order."""
    items = list(_items(text))
    if items:
        lead = text[: items[0][0]].strip()
        stretches = [
            text[start:end].strip(" \n\t,;")
            for (_, start), end in zip(items, [*(s for s, _ in items[1:]), len(text)], strict=True)
        ]
        parts = tuple(
            Clause(text=part, sentence=i, item=True)
            for i, stretch in enumerate(stretches)
            for part in _joined(re.sub(r"\s*,?\s*\band$", "", stretch))
        )
        return Clauses(parts=parts, lead=lead)
    parts = tuple(
        Clause(text=part, sentence=i) for i, sentence in enumerate(_sentences(text)) for part in _joined(sentence)
    )
    return Clauses(parts=parts)


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Where the items of a list begin, mark and text; none where the marks do not count up from the first."""
    found = list(_MARK.finditer(text))
    dashes = [m for m in found if m["dash"]]
    if len(dashes) > 1:
        return iter([(m.start(), m.end()) for m in dashes])
    for ranks in (_letter, _digit, _roman):
        kept: list[re.Match[str]] = []
        for match in found:
            if ranks(match["round"] or match["bare"] or "") == len(kept) + 1:
                kept.append(match)
        if len(kept) > 1:
            return iter([(m.start(), m.end()) for m in kept])
    return iter(())


def _letter(mark: str) -> int:
    return ord(mark) - ord("a") + 1 if len(mark) == 1 and mark.isalpha() else 0


def _digit(mark: str) -> int:
    return int(mark) if mark.isdigit() else 0


def _roman(mark: str) -> int:
    return _ROMAN.get(mark, 0)


def _sentences(text: str) -> list[str]:
    """Sentences; what only instructs, or asks in a few words for more, stays with the one before."""
    found: list[str] = []
    last = 0
    for match in _SENTENCE.finditer(text):
        if _SHORTENED.search(text[last : match.end()] if match.end() > match.start() else ""):
            continue
        found.append(text[last : match.start()])
        last = match.end()
    found.append(text[last:])
    return [s.strip() for s in found if s.strip(" \n\t;.")]


def _joined(sentence: str) -> list[str]:
    """The questions of one sentence that "and" joins."""
    found: list[str] = []
    last = 0
    for match in _AND.finditer(sentence):
        if _ASKS.search(sentence[last : match.start()]):
            found.append(sentence[last : match.start()])
            last = match.end()
    return [*found, sentence[last:]]


def is_question(text: str) -> bool:
    """Whether a part asks something by its words or its mark."""
    return text.rstrip().endswith("?") or _ASKS.search(text) is not None
