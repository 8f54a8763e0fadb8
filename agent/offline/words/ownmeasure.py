"""Which words of a filing state or define a measure that is the company's own? Rows, sentences, definitions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from tieout.document import Document
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.ports import Snapshot
from tieout.question import Ask, MetricAsked
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.readthrough import Said, pattern_of, sentences_with

ADJUSTED = ("adjusted", "non-GAAP", "normalized", "normalised", "underlying", "core", "recurring")
"""Words for earnings that leave something out; companies use one or the other for the same thing."""
SALES = (
    ("organic",),
    ("comparable", "same-store", "like-for-like", "comparable-store", "same store", "like for like"),
    ("constant currency", "constant-currency", "currency-neutral"),
)
GROWING = frozenset(w for family in SALES[:2] for w in family)
_VERB = (
    r"(?:increased|decreased|grew|rose|fell|declined|improved|was|were|of|totall?ed|reached|came in at|up|down|"
    r"growth (?:was|of)|(?:an? )?(?:increase|decrease|decline) of)"
)
_TAIL = re.compile(
    r"(?:\s+growth)?(?:\s*\([^)]*\))?(?:,[^,;.]{0,90},)?"
    r"(?:\s+(?:for|in) (?:the )?(?:(?:first|second|third|fourth) quarter (?:of )?)?(?:fiscal )?(?:year )?\d{4})?"
    r"(?:,?\s+(?:at|as of|on)\s+(?:the end of\s+)?(?:(?:fiscal\s+)?\d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}),?)?"
    rf"\s+{_VERB}\s+(?:approximately\s+|about\s+)?",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:increase|decrease|change|growth|decline|reduction|improvement|rise|drop)s?\s+(?:in|of)\s+(?:[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
"""What makes the figure behind a phrase a movement of the measure, not the measure."""
CLOSE = 12
"""Characters between a verb and the figure that it states."""
_BEFORE = frozenset(
    "our the its total worldwide consolidated company company's company’s overall and global net reported a an of both "
    "full-year annual diluted with in while or".split()
)
_MATH = r"(?:exclud|less|minus|plus|before|adjust|divided|subtract|remov|net of|adding|deduct|other than|includ)\w*"
_PLAINLY = (
    r"[^.;\d]{0,70}?\b(?:is|are|as)\s+(?:\w+\s+){0,2}?(?:defined|calculated|computed|determined|derived)\b|"
    r"[^.;]{0,30},\s*(?:which\s+(?:is|are)\s+)?defined as\b"
)
_EXCLUDES = (
    r"[^.;]{0,15}\b(?:exclude[sd]?|adjusts?|removes?)\b|"
    r"[^.;]{0,260}\b(?:because|and|that|as) it (?:excludes?|adjusts)\b"
)
_RATE = re.compile(r"%|percent|margin|growth|per share", re.IGNORECASE)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        _PLAINLY,
        rf"\s*\([^)]*\b{_MATH}[^)]*\)|[^.;]{{0,60}}\b(?:represents?|means|equals|consists? of|refers? to)\b",
        _EXCLUDES,
    )
)
"""What follows a phrase that a sentence defines, the plainest first."""
_THIS = re.compile(
    rf"\s+This (?:\w+\s)?(?:metric|measure)\b[^.]{{0,60}}\b{_MATH}(?:[^.]|\.(?=\d)){{0,400}}\.(?=\s)", re.IGNORECASE
)


_QUARTERLY = re.compile(r"\b(?:quarter|three months)\b", re.IGNORECASE)
_LONGER = re.compile(r"\b(?:six|nine) months\b|\bfirst half\b|\byear[- ]to[- ]date\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure as asked for."""

    metric: MetricAsked
    qualifier: str
    """In lower case; empty for a metric that is a company's own by itself."""
    said: str
    """As the question says it, the qualifier with it."""
    bare: str
    """The metric alone, as the question says it."""

    @property
    def words(self) -> str:
        """The measure in words."""
        return self.said

    def grows(self, ask: Ask) -> bool:
        """Whether a growth rate is meant: organic and comparable sales are stated as one."""
        return ask in {"percent_change", "change"} or self.qualifier in GROWING

    def family(self) -> tuple[str, ...]:
        """Qualifiers that mean the same here."""
        if self.qualifier in {w.casefold() for w in ADJUSTED}:
            return (self.qualifier,) if self.qualifier in {"core", "underlying", "recurring"} else ADJUSTED[:4]
        return next((f for f in SALES if self.qualifier in f), (self.qualifier,))


def phrases_of(measure: Measure, vocabulary: Vocabulary) -> re.Pattern[str]:
    """The ways in which a filing writes the measure."""
    metric = vocabulary.metric(measure.metric.metric) if measure.metric.metric else None
    words = tuple(dict.fromkeys((measure.bare, *(metric.words if metric else ()))))
    if not measure.qualifier:
        return pattern_of(words)
    written = [f"{q} {w}" for q, w in product(measure.family(), words)]
    written += [f"{w} {q}" for q, w in product(measure.family(), words)]
    if measure.qualifier in GROWING:
        written += [f"{q} {w}" for q, w in product(measure.family(), ("sales", "revenue", "net sales", "net revenue"))]
    return pattern_of(written)


def same_measure(measure: Measure, fact: Fact, vocabulary: Vocabulary) -> bool:
    """Whether a row of a table states the measure: its label names the same metric, qualified in the same way."""
    label = re.sub(r"\s*\(?\d\)?$", "", fact.label)
    found = vocabulary.find(label)
    if len(found) != 1 or found[0].metric != measure.metric.metric:
        return False
    name = f"{measure.words} {vocabulary.metric(found[0].metric).name}"
    if _RATE.search(label) and not _RATE.search(name):
        return False
    said = (found[0].qualifier or "").casefold()
    first = label.casefold().rfind(said, 0, found[0].start) if said else -1
    if not _is_whole(label[: first if first >= 0 else found[0].start]):
        return False
    plain = fact.measure == "non_gaap" or bool(said) or vocabulary.metric(found[0].metric).kind == "text"
    if not measure.qualifier:
        return plain and said in {"", "non-gaap"}
    return plain and said in {w.casefold() for w in measure.family()}


def anchored(fact: Fact, own: Iterable[Fact]) -> bool:
    """Whether the scale of a row is proven: another row of its table states what a tag of the same period states."""
    if fact.unit in {"percent", "pure"}:
        return True
    at = fact.locator.cell.table if fact.locator.kind == "cell" else None
    tagged = {(f.value, f.unit) for f in own if f.origin == "xbrl" and not f.dimensions and f.value}
    rows = [f for f in own if f.origin == "table" and f.locator.kind == "cell" and f.locator.cell.table == at]
    return at is not None and any((f.value, f.unit) in tagged for f in rows if f.id != fact.id and f.unit == fact.unit)


def sayings(
    home: Snapshot, document: Document, measure: Measure, period: FiscalPeriod, vocabulary: Vocabulary
) -> Iterator[tuple[Said, Decimal]]:
    """Sentences that state the measure for a fiscal year, with the figure that they state first."""
    phrase = phrases_of(measure, vocabulary)
    for said in sentences_with(home, document.id, phrase):
        if not is_of(said.text, document, period):
            continue
        values = (stated(said.text, m, growth=measure.grows("look_up")) for m in phrase.finditer(said.text))
        value = next((v for v in values if v is not None), None)
        if value is not None:
            yield said, value


def is_of(text: str, document: Document, period: FiscalPeriod) -> bool:
    """Whether a sentence of a document speaks of a fiscal period: by its words, or as the document's own."""
    if period.span == "FY":
        named = set(re.findall(r"\b(?:19|20)\d\d\b", text))
        shorter = _QUARTERLY.search(text) or _LONGER.search(text)
        return not shorter and (str(period.year) in named or (not named and document.fiscal_year == period.year))
    own = (document.fiscal_year, document.fiscal_period) == (period.year, period.span)
    return own and _QUARTERLY.search(text) is not None and _LONGER.search(text) is None


def stated(text: str, match: re.Match[str], *, growth: bool) -> Decimal | None:
    """The figure whose subject the phrase is; None where there is none, or the phrase is a part's."""
    before = text[: match.start()]
    tail = _TAIL.match(text, match.end()) if _is_whole(before) and not _MOVED.search(before) else None
    if tail is None:
        return None
    near = (r for r in figures(text) if r.is_figure and r.value is not None and 0 <= r.start - tail.end() <= CLOSE)
    first = next(near, None)
    return None if first is None or (growth and first.unit != "percent") else first.value


def definitions(home: Snapshot, document: Document, measure: Measure, vocabulary: Vocabulary) -> tuple[Said, ...]:
    """Sentences that say what the measure is, the plainest first."""
    phrase = phrases_of(measure, vocabulary)
    found = []
    for said in sentences_with(home, document.id, phrase):
        score = max((defines(said.text, m) for m in phrase.finditer(said.text)), default=0)
        whole = said if score else followed(home, said)
        if whole is not None:
            found.append((-score, said.start, whole))
    return tuple(said for _, _, said in sorted(found, key=lambda f: f[:2]))


def defines(text: str, match: re.Match[str]) -> int:
    """How plainly a sentence defines the phrase that it has at a place; 0 where it does not."""
    before, after = text[: match.start()], text[match.end() :]
    if re.search(r"\bdefines?\s+(?:[\w-]+\s+)?$", before, re.IGNORECASE):
        return 4
    if not _is_whole(before):
        return 0
    return next((3 - i for i, form in enumerate(_FORMS) if form.match(after)), 0)


def _is_whole(before: str) -> bool:
    """Whether what stands before a phrase makes it no part's: "Segment Adjusted EBITDA" is another measure."""
    word = re.findall(r"[\w’'-]+(?=\W*$)", before)
    return not word or word[0].casefold() in _BEFORE or re.search(r"[.;:,•]\s*$", before) is not None


def followed(home: Snapshot, said: Said) -> Said | None:
    """The sentence with the next one, where that says what "this measure" is."""
    text = home.text(said.document)
    following = _THIS.match(text, said.end)
    if following is None:
        return None
    return Said(document=said.document, start=said.start, end=following.end(), text=text[said.start : following.end()])
