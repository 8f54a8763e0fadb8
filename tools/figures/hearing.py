"""What do the words of a sentence name? Its companies, periods, parts and metrics, as the sources call them."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from tieout.document import Entity
from tieout.fact import Fact
from tieout.tools.figures.acted import acted
from tieout.tools.figures.attribution import attributed
from tieout.tools.figures.companies import Companies
from tieout.tools.figures.glosses import glosses
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.losses import with_losses
from tieout.tools.figures.member import members
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.phrases import Phrases, label_key, phrase
from tieout.tools.figures.places import Place, beside, inside, overlaps
from tieout.tools.figures.said import Said, Term
from tieout.tools.figures.vocabulary import Mention, Vocabulary
from tieout.tools.figures.worded import BREAK

_GENERIC = frozenset(
    "total other net basic diluted current noncurrent long short federal state foreign domestic balance beginning "
    "ending end start number amount amounts value cost level income asset assets liability liabilities note notes date "
    "year quarter percent rate price shares share all none average high low maximum minimum thereafter".split()
)
_RELATIVE = frozenset({"percentage", "percent", "%"})
"""How a label begins that only says what a percentage is of."""
_QUOTED = re.compile(r"“([^”]{2,200})”")
_SHORTEST = 5
_CODE = 2


class Hearing:
    """Reads sentences with the words of some sources and of the vocabulary."""

    def __init__(self, facts: Sequence[Fact], entities: Iterable[Entity], vocabulary: Vocabulary) -> None:
        parts = members(facts)
        self._companies = Companies(entities)
        self._vocabulary = vocabulary
        self._parts = Phrases(parts)
        self._labels = Phrases(label_phrases(facts, set(parts)))
        self._rows = frozenset(label_key(f.label) for f in facts)

    def said(self, sentence: str, scale: Decimal | None = None) -> Said:
        """What a sentence names; `scale` is that of its table, where it is a cell with its heads."""
        spoken = tuple(
            ((f.start, f.end), f.target) for f in self._parts.find(sentence) if is_spoken(sentence[f.start : f.end])
        )
        places = [place for place, _ in spoken]
        metrics = beside(self._vocabulary.find(sentence), places)
        apart = [(m.start, m.end) for m in metrics]
        named = beside(self._companies.find(sentence), [p for p in places if not overlaps(p, apart)])
        read = figures(sentence, scale or Decimal(1))
        worded = mentions(sentence, read)
        apart += [(w.start, w.end) for w in worded]
        named = tuple(
            c for c in named if not inside((c.start, c.end), apart) and not is_number(sentence, c.start, c.end)
        )
        taken = [(c.start, c.end) for c in named]
        readings = with_losses(sentence, [r for r in read if not inside((r.start, r.end), taken)])
        quoted = self._quoted(sentence)
        labels = [q.place for q in quoted]
        wordings = tuple(w for w in worded if not overlaps((w.start, w.end), [*taken, *labels]))
        verbal = tuple(acted(sentence, readings))
        terms = self._terms(sentence, metrics, [*quoted, *verbal], taken, [(w.start, w.end) for w in wordings])
        terms = tuple(t for t in terms if t.metric is not None or t.quoted or not within(t.place, places))
        busy = taken + [t.place for t in terms]
        parts = tuple((place, name) for place, name in spoken if not overlaps(place, busy))
        names = busy + [place for place, _ in parts]
        return Said(
            text=sentence,
            readings=readings,
            companies=named,
            wordings=wordings,
            terms=terms,
            parts=parts,
            placed=attributed(sentence, readings, wordings),
            scale=scale,
            breaks=tuple(m.span() for m in BREAK.finditer(sentence) if not overlaps(m.span(), names)),
            glosses={start: day.ends[0] for start, day in glosses(sentence, wordings).items()},
        )

    def _quoted(self, sentence: str) -> list[Term]:
        """Row labels of the sources in quotation marks."""
        return [
            Term(start=m.start(), end=m.end(), words=m[1], quoted=True)
            for m in _QUOTED.finditer(sentence)
            if label_key(m[1]) in self._rows
        ]

    def _terms(
        self,
        sentence: str,
        metrics: Iterable[Mention],
        quoted: Sequence[Term],
        companies: Sequence[Place],
        periods: Sequence[Place],
    ) -> tuple[Term, ...]:
        """Row labels in quotation marks, words of the vocabulary, row labels; where they overlap, the longer one.

        A company's name is part of a label that encloses it: "Net income attributable to Acme".
        """
        found = [
            Term(start=m.start, end=m.end, metric=m.metric, negated=m.negated, qualifier=m.qualifier) for m in metrics
        ]
        found += [Term(start=f.start, end=f.end, words=f.target) for f in self._labels.find(sentence)]
        kept = list(quoted)
        for term in sorted(found, key=lambda t: (t.start - t.end, t.metric is None, t.start)):
            names = [c for c in companies if not (term.metric is None and inside(c, [term.place]) and c != term.place)]
            if not overlaps(term.place, [*names, *periods, *(k.place for k in kept)]):
                kept.append(term)
        return tuple(sorted(kept, key=lambda t: t.start))


def within(place: Place, parts: Iterable[Place]) -> bool:
    """Whether a place is a piece of a part's name: "Consumer" in "Verizon Consumer Group"."""
    return any(low <= place[0] and place[1] <= high and place != (low, high) for low, high in parts)


def label_phrases(facts: Iterable[Fact], parts: set[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """The row labels that name something, with and without their parentheses, and how the ledger knows them."""
    found: dict[tuple[str, ...], str] = {}
    for fact in facts:
        key = label_key(fact.label)
        if worth_naming(key) and key not in parts and key[0] not in _RELATIVE:
            whole = tuple(w for w in phrase(fact.label) if w != "\n")
            found.setdefault(whole, " ".join(key))
            found[key] = " ".join(key)
    return found


def worth_naming(key: tuple[str, ...]) -> bool:
    """Whether a row label says by itself what its figures are."""
    telling = [w for w in key if w not in _GENERIC and w.isalpha()]
    return bool(telling) and (len(key) > 1 or len(key[0]) >= _SHORTEST) and not any(w.isdigit() for w in key)


def is_number(text: str, start: int, end: int) -> bool:
    """Whether what could be a CIK is a number like any other."""
    return text[start:end].isdigit() and not text[:start].rstrip(" :#-").endswith("CIK")


def is_spoken(name: str) -> bool:
    """Whether a part's name is meant: "IN" is a place, "in" is none, and short names begin with a capital."""
    return name.isupper() if len(name) <= _CODE else name[0].isupper() or len(name) > _CODE + 1


_FIRM = re.compile(
    r"((?:[A-Z][\w&’'.-]*\s+){0,4}[A-Z][\w&’'-]*),?\s+(?:Inc|Incorporated|Corp|Corporation|plc|PLC|Ltd|Limited|AG|SA|NV|SE|LLC|Co)"
    r"\b|\b(?:NYSE|NASDAQ|Nasdaq)\s*:\s*([A-Z.]{1,6})\b"
)


def stranger(text: str, known: Sequence[Place]) -> Entity | None:
    """A company that a text names and the sources do not have, by its legal form or its exchange."""
    for match in _FIRM.finditer(text):
        if not overlaps(match.span(), known):
            return Entity(name=(match[1] or match[2]).strip())
    return None


_PART = re.compile(
    r"\b(?:[A-Z][A-Z&]{1,7}|North|South|Latin|Central|Eastern|Western|America|Americas|Europe|European|EMEA|Asia|Pacific|APAC|"
    r"Africa|Middle\s+East|China|Japan|India|International|Segment|Division|Unit|Business|Group)\b"
)
_INITIALS = 5
"""A heading of so few capitals is a part's initials."""
_NUMBERED = re.compile(r"^\s*(?:item|note|part|exhibit)\s+\d+\w?\s*[.:—–-]*\s*", re.IGNORECASE)
_NO_PART = frozenset({"FY", "GAAP", "MD&A", "US", "USD", "ITEM", "PART", "OF", "AND", "THE", "II", "III", "IV"})


def unknown_part(said: Said) -> str | None:
    """What a heading seems to name as a part that the sources do not have under this name."""
    text = _NUMBERED.sub("", said.without_names())
    words = [m[0] for m in re.finditer(r"[^\W\d_]{2,}", text) if m[0] not in _NO_PART]
    if len(words) == 1 and len(words[0]) <= _INITIALS and words[0].isupper():
        return words[0]
    if sum(w.isupper() for w in words) * 2 > len(words):
        return None
    return next((m[0] for m in _PART.finditer(text) if m[0] not in _NO_PART), None)
