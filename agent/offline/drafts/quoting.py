"""Which sentences of the evidence answer in the filing's own words?"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tieout.agent.offline.drafts.counting import amounting, counted_nouns, counting
from tieout.agent.offline.drafts.sentencing import (
    Sentence,
    names_of,
    quotable,
    quotation,
    sentences_of,
    stem,
    terms_of,
)
from tieout.agent.offline.reading.operation import wants_text
from tieout.claim import Failure
from tieout.document import Document, Passage
from tieout.question import Draft, SubQuestion
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.vocabulary import Vocabulary

MOST = 4
ENOUGH = 0.6
"""Share of the question's weight that a quoted sentence or its heading must carry."""
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
_PROPER = re.compile(r"(?<=\s)[A-Z][A-Z&]{1,}\b|(?<=\s)[A-Z][a-z]+[A-Z]\w*")
"""Names that a question asks about, told by their capitals."""
_GENERAL = frozenset(stem(w) for w in "risk risks factor factors topic section mention mentions describe say".split())
"""Say what kind of words are wanted, and not about what."""
_UP = r"\b(?:growth|gr[eo]w|increas|rise|rose|higher|improv)"
_DOWN = r"\b(?:declin|decreas|fall|fell|drop|lower|loss)"
SECTION_BONUS = 0.35
FEW = 2
RARE = 0.9
"""Share of the greatest weight from which a term is among the telling ones."""
YEAR = re.compile(r"(?:19|20)\d\d")
_AMOUNT = re.compile(r"\bhow\s+(?:much|many)\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"/s/ [^\n]{2,60}\bLLP\b(?:(?:\n[^\n]{0,60}){0,3}\nWe have served as [^\n]{0,40}auditor since \d{4}\.)?"
)


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
        fresh = best(subquestion, newest_reports(passages, documents)) if not subquestion.periods else ()
        told = [s for s in fresh or best(subquestion, passages) if in_time(s, subquestion, documents)]
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


def newest_reports(passages: Sequence[Passage], documents: Mapping[str, Document]) -> tuple[Passage, ...]:
    """The passages without those of annual reports of which the same company has a newer one here."""
    newest: dict[str, Document] = {}
    for document in (documents[p.document] for p in passages if p.document in documents):
        if (document.form or "").startswith("10-K") and document.period_end:
            held = newest.setdefault(document.entity.key, document)
            newest[document.entity.key] = max(held, document, key=lambda d: (d.period_end or date.min, d.id))
    return tuple(
        p
        for p in passages
        if p.document not in documents
        or not (documents[p.document].form or "").startswith("10-K")
        or newest.get(documents[p.document].entity.key, documents[p.document]).id == p.document
    )


def in_time(sentence: Sentence, subquestion: SubQuestion, documents: Mapping[str, Document]) -> bool:
    """Whether a sentence is of a year asked for: it names the year, or its document is of that year."""
    years = {p.year for p in subquestion.periods}
    document = documents.get(sentence.passage.document)
    days = (document.period_end, document.filed) if document else ()
    own = {document.fiscal_year if document else None, *(day.year for day in days if day)}
    return not years or bool(years & own) or any(str(year) in sentence.text for year in years)


def asks_amount(subquestion: SubQuestion, metrics: Sequence[Metric]) -> bool:
    """Whether a figure is asked for, of documents that hold no facts: words without a figure do not answer."""
    is_amount = bool(metrics) or _AMOUNT.search(subquestion.text) is not None
    return is_amount and not wants_text(subquestion.text)


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


def best(subquestion: SubQuestion, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """Up to four sentences, the best first; none when no sentence is about what is asked."""
    named = names_of(subquestion.entities)
    wanted = terms_of(_WHY.sub(" ", subquestion.text), named)
    wanted = wanted - _GENERAL or wanted
    if not wanted:
        return ()
    weights = weigh(wanted, passages)
    sections, proper = (
        preferred(subquestion.text),
        wanted & terms_of(" ".join(_PROPER.findall(subquestion.text)), named),
    )
    prose = [(rank, p) for rank, p in enumerate(passages) if p.kind != "table"]
    found = [s for rank, p in prose for s in scored(p, rank, weights, sections, proper)]
    found = [s for s in found if is_about(s, weights, proper)]
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


def is_about(sentence: Sentence, weights: Mapping[str, float], proper: frozenset[str] = frozenset()) -> bool:
    """Whether a sentence has the names asked about, else all of one or two terms; of more, one that tells most."""
    said = terms_of(sentence.text)
    if proper:
        return proper <= said
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


def scored(
    passage: Passage,
    rank: int,
    weights: dict[str, float],
    sections: frozenset[str],
    proper: frozenset[str] = frozenset(),
) -> list[Sentence]:
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
        enough = proper <= said if proper else cover >= ENOUGH
        if not said & weights.keys() or not enough:
            continue
        found.append(Sentence(passage=passage, start=start, end=end, score=cover + bonus * cover - 0.01 * rank))
    return found
