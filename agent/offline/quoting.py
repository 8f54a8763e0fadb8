"""Which sentences of the evidence answer in the filing's own words?"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tieout.agent.offline.counting import amounting, counted_nouns, counting
from tieout.agent.offline.operation import wants_text
from tieout.claim import Claim, Failure
from tieout.document import Document, Entity, Passage
from tieout.locator import quote_hash
from tieout.question import Draft, SubQuestion
from tieout.tools.figures.companies import STOP, initials_of, name_words
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.phrases import fold
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings.sentences import sentences

MOST = 4
_WRAPPED = re.compile(r"(?m)(?<=^)([^\n]{40,}[^\n.!?:])\n(?=\S)")
_ASKING = frozenset("often must may shall long need soon late early exactly kind there here today".split())
"""Words of a question that its answer does not repeat."""
SHORTEST, LONGEST = 40, 700
ENOUGH = 0.6
"""Share of the question's weight that a quoted sentence or its heading must carry."""
_WORD = re.compile(r"[^\W_][\w&’'-]*")
_SECTIONS = (
    (r"\brisks?\b", ("Item 1A",)),
    (r"\blegal proceedings?\b|\blitigation\b", ("Item 3",)),
    (r"\bbusiness\b|\bproducts?\b|\bcompetit|\bemployees?\b|\bseasonal", ("Item 1",)),
    (r"\bliquidity\b|\bdrove\b|\bdriv(?:er|en)|\bwhy\b|\breasons?\b|\bcaus", ("Item 7", "Item 2")),
)
"""Where a 10-K says what is asked for; a preference, never a filter."""
_WHY = re.compile(r"\b(?:why|drove|driv(?:e|es|en|ers?|ing)|reasons?|caus(?:e|es|ed))\b", re.IGNORECASE)
_BECAUSE = re.compile(
    r"\bdriven\b|\bdue to\b|\bbecause\b|\bas a result\b|\battributable to\b|\breflect(?:s|ed|ing)?\b|"
    r"\bresult(?:ed|ing) (?:from|in)\b|"
    r"\bprimarily\b|\bowing to\b|\bcaused\b",
    re.IGNORECASE,
)
_UP = r"\b(?:growth|gr[eo]w|increas|rise|rose|higher|improv)"
_DOWN = r"\b(?:declin|decreas|fall|fell|drop|lower|loss)"
SECTION_BONUS = 0.35
FEW = 2
RARE = 0.9
"""Share of the greatest weight from which a term is among the telling ones."""
YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNED = re.compile(
    r"/s/ [^\n]{2,60}\bLLP\b(?:(?:\n[^\n]{0,60}){0,3}\nWe have served as [^\n]{0,40}auditor since \d{4}\.)?"
)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence of a passage: its half-open range in the passage's text, and how well it answers."""

    passage: Passage
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The sentence as the source has it."""
        return self.passage.text[self.start : self.end]


def terms_of(text: str, entities: Iterable[str] = ()) -> frozenset[str]:
    """Content words, folded to one form; the words of company names are left out."""
    names = {w for name in entities for w in name_words(name)}
    words = (m[0] for m in _WORD.finditer(text))
    return frozenset(
        stem(w)
        for w in words
        if w.casefold() not in STOP | _ASKING and not set(name_words(w)) & names and not w.isdigit()
    )


def stem(word: str) -> str:
    """A word without the endings that do not change what it is about."""
    bare = fold(word)
    for ending in (
        "ization",
        "ations",
        "ation",
        "ingly",
        "ings",
        "ing",
        "edly",
        "ed",
        "ees",
        "ee",
        "ers",
        "er",
        "es",
        "e",
    ):
        if bare.endswith(ending) and len(bare) - len(ending) > 3:  # noqa: PLR2004  # a stem of four letters
            return bare[: -len(ending)]
    return bare


def quotations_for(
    subquestion: SubQuestion, passages: Sequence[Passage], documents: Mapping[str, Document], vocabulary: Vocabulary
) -> Draft:
    """Quotations that answer a question of text, or a failure."""
    metrics = [vocabulary.metric(m.metric) for m in subquestion.metrics if m.metric]
    nouns = counted_nouns(subquestion.text, metrics)
    amounts = [m for m in metrics if m.prose and m.unit != "count"]
    chosen: tuple[Sentence, ...]
    if asks_auditor(subquestion.text):
        chosen = newest(signatures(passages), documents)[:1]
    elif nouns or amounts:
        chosen = newest(stated(passages, nouns, amounts), documents)[:1]
    else:
        told = [s for s in best(subquestion, passages) if in_time(s, subquestion, documents)]
        chosen = tuple(s for s in told if not asks_amount(subquestion, metrics) or states_amount(s.text))
    if chosen:
        return Draft(claims=tuple(quotation(subquestion.id, s) for s in chosen))
    failure = Failure(
        reason="missing_evidence",
        detail="no sentence of the indexed documents answers this",
        subquestion=subquestion.id,
        text=subquestion.text,
    )
    return Draft(failures=(failure,))


def in_time(sentence: Sentence, subquestion: SubQuestion, documents: Mapping[str, Document]) -> bool:
    """Whether a sentence is of a year asked for: it names the year, or its document is of that year."""
    years = {p.year for p in subquestion.periods}
    document = documents.get(sentence.passage.document)
    days = (document.period_end, document.filed) if document else ()
    own = {document.fiscal_year if document else None, *(day.year for day in days if day)}
    return not years or bool(years & own) or any(str(year) in sentence.text for year in years)


def asks_amount(subquestion: SubQuestion, metrics: Sequence[Metric]) -> bool:
    """Whether a figure is asked for, of documents that hold no facts: words without a figure do not answer."""
    return bool(metrics) and not wants_text(subquestion.text)


def states_amount(text: str) -> bool:
    """Whether a sentence prints a figure."""
    return any(r.is_figure and r.value is not None and not r.words for r in figures(text))


def newest(found: Iterable[Sentence], documents: Mapping[str, Document]) -> tuple[Sentence, ...]:
    """Sentences, those of the latest document first, the best of each before the others."""

    def order(sentence: Sentence) -> tuple[int, float, str, int]:
        document = documents.get(sentence.passage.document)
        day = (document.period_end if document else None) or date.min
        return -day.toordinal(), -sentence.score, sentence.passage.id, sentence.start

    return tuple(sorted(found, key=order))


def stated(passages: Sequence[Passage], nouns: frozenset[str], amounts: Sequence[Metric]) -> Iterator[Sentence]:
    """Sentences that state the number of something, or an amount that stands in prose only."""
    for rank, passage in enumerate(passages):
        for start, end in sentences_of(passage) if passage.kind != "table" else ():
            text = passage.text[start:end]
            score = max(counting(text, nouns), amounting(text, amounts)) if quotable(text) else 0.0
            if score > 0:
                yield Sentence(passage=passage, start=start, end=end, score=score - rank / 50)


def hints(question: str, metrics: Sequence[Metric]) -> tuple[str, ...]:
    """Words that a sentence with the answer is likely to have, to search with."""
    if asks_auditor(question):
        return ("report of independent registered public accounting firm", "we have served as the auditor since")
    nouns = counted_nouns(question, metrics)
    counts = ("as of we had approximately", *sorted(nouns), "worldwide") if nouns else ()
    return (*counts, *(w for m in metrics if m.prose for w in m.words[:4]))


def asks_auditor(question: str) -> bool:
    """Whether the question is who the auditor is."""
    return (
        re.search(r"\bwho\b.*\baudit|\bauditors?\b.*\b(?:name|who)\b|\bwhich\b.*\baudit", question, re.IGNORECASE)
        is not None
    )


def signatures(passages: Sequence[Passage]) -> Iterator[Sentence]:
    """Where an auditor's report is signed, down to the sentence that says since when."""
    for rank, passage in enumerate(passages):
        if re.search(r"\bauditor\b|accounting firm", passage.text, re.IGNORECASE):
            for match in _SIGNED.finditer(passage.text):
                yield Sentence(passage=passage, start=match.start(), end=match.end(), score=1 - rank / 50)


def names_of(entities: Iterable[Entity]) -> tuple[str, ...]:
    """Names, tickers and initials, which tell nothing about a passage of the company's own document."""
    return tuple(n for e in entities for n in (e.name, e.ticker or "", initials_of(e.name)))


def best(subquestion: SubQuestion, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """Up to four sentences, the best first; none when no sentence is about what is asked."""
    wanted = terms_of(_WHY.sub(" ", subquestion.text), names_of(subquestion.entities))
    if not wanted:
        return ()
    weights = weigh(wanted, passages)
    sections = preferred(subquestion.text)
    found = [s for rank, p in enumerate(passages) if p.kind != "table" for s in scored(p, rank, weights, sections)]
    found = [s for s in found if is_about(s, weights)]
    if _WHY.search(subquestion.text):
        found = [s for s in found if explains(subquestion.text, s.text)]
    chosen: dict[str, Sentence] = {}
    for sentence in sorted(found, key=lambda s: (-s.score, s.passage.id, s.start)):
        if len(chosen) < MOST:
            chosen.setdefault(" ".join(sentence.text.split()).casefold(), sentence)
    return tuple(chosen.values())


def explains(question: str, text: str) -> bool:
    """Whether a sentence gives a reason, and not one of an earlier year or for a move the other way."""
    if _BECAUSE.search(text) is None or re.match(r"(?:in the )?(?:prior|previous)\b", text, re.IGNORECASE):
        return False
    up, down = (re.search(p, question, re.IGNORECASE) is not None for p in (_UP, _DOWN))
    return up == down or re.search(_UP if up else _DOWN, text, re.IGNORECASE) is not None


def is_about(sentence: Sentence, weights: Mapping[str, float]) -> bool:
    """Whether a sentence has all of one or two terms; of more, one of those that tell most, itself or its heading."""
    said = terms_of(sentence.text)
    if len(weights) <= FEW:
        return weights.keys() <= said
    most = max(weights.values())
    return any(
        w >= most * RARE and t in said | terms_of(" ".join(sentence.passage.heading)) for t, w in weights.items()
    )


def weigh(terms: frozenset[str], passages: Sequence[Passage]) -> dict[str, float]:
    """How much each term tells, from its rarity among the passages found; the weights add up to one."""
    bags = [terms_of(p.text) for p in passages]
    rarity = {t: math.log(1 + len(bags) / (1 + sum(t in b for b in bags))) + 0.2 for t in terms}
    whole = sum(rarity.values())
    return {t: r / whole for t, r in rarity.items()}


def preferred(text: str) -> frozenset[str]:
    """The sections in which a filing says such things."""
    return frozenset(s for pattern, names in _SECTIONS if re.search(pattern, text, re.IGNORECASE) for s in names)


def scored(passage: Passage, rank: int, weights: dict[str, float], sections: frozenset[str]) -> list[Sentence]:
    """The quotable sentences of a passage with their scores; what the heading says counts for half."""
    headed = terms_of(" ".join(passage.heading))
    section = passage.locator.section or ""
    bonus = SECTION_BONUS if any(section.endswith(s) for s in sections) else 0.0
    found: list[Sentence] = []
    for start, end in sentences_of(passage):
        text = passage.text[start:end]
        if not quotable(text):
            continue
        said = terms_of(text)
        cover = sum(w if t in said else w / 2 if t in headed else 0.0 for t, w in weights.items())
        if not said & weights.keys() or cover < ENOUGH:
            continue
        found.append(Sentence(passage=passage, start=start, end=end, score=cover + bonus * cover - 0.01 * rank))
    return found


def sentences_of(passage: Passage) -> tuple[tuple[int, int], ...]:
    """The ranges of a passage's sentences; on a page a sentence goes on where a long line breaks off."""
    if passage.kind != "page":
        return sentences(passage.text)
    return sentences(_WRAPPED.sub(lambda m: m[1] + " ", passage.text))


def quotable(text: str) -> bool:
    """Whether a sentence can stand alone as a quotation."""
    plain = text.strip()
    return (
        SHORTEST <= len(plain) <= LONGEST
        and plain[-1:] in '.!?”"'
        and not re.search(r"[{}\t“”]", plain)
        and plain[:1].isupper()
    )


def quotation(subquestion: str, sentence: Sentence) -> Claim:
    """A claim that quotes a sentence at its place."""
    text = sentence.text
    lead, trail = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    offset = sentence.passage.locator.start or 0
    start, end = sentence.start + lead, sentence.end - trail
    exact = sentence.passage.text[start:end]
    locator = sentence.passage.locator.model_copy(
        update={"start": offset + start, "end": offset + end, "quote_hash": quote_hash(exact)}
    )
    return Claim(
        subquestion=subquestion, kind="quotation", template=f"“{' '.join(exact.split())}”", citations=(locator,)
    )
