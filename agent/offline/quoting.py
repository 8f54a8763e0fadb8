"""Which sentences of the evidence answer in the filing's own words?"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieout.claim import Claim, Failure
from tieout.document import Passage
from tieout.locator import quote_hash
from tieout.question import Draft, SubQuestion
from tieout.tools.figures.companies import STOP, name_words
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.phrases import fold
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings.sentences import sentences

MOST = 4
SHORTEST, LONGEST = 40, 700
ENOUGH = 0.5
"""Share of the question's weight that a quoted sentence or its heading must carry."""
_WORD = re.compile(r"[^\W_][\w&’'-]*")
_SECTIONS = (
    (r"\brisks?\b", ("Item 1A",)),
    (r"\blegal proceedings?\b|\blitigation\b", ("Item 3",)),
    (r"\bbusiness\b|\bproducts?\b|\bcompetit|\bemployees?\b|\bseasonal", ("Item 1",)),
    (r"\bliquidity\b|\bdrove\b|\bdriv(?:er|en)|\bwhy\b|\breasons?\b|\bcaus", ("Item 7", "Item 2")),
)
"""Where a 10-K says what is asked for; a preference, never a filter."""
SECTION_BONUS = 0.35
YEAR = re.compile(r"(?:19|20)\d\d")
_TOTAL = r"\bapproximately\b|\btotal\b|\bworldwide\b|\bglobally\b|\bfull-time\b|\bas of\b|\bat (?:year|fiscal)|\bhad\b|\bemployed\b"


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
        stem(w) for w in words if w.casefold() not in STOP and not set(name_words(w)) & names and not w.isdigit()
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


def quotations_for(subquestion: SubQuestion, passages: Sequence[Passage], vocabulary: Vocabulary) -> Draft:
    """Quotations that answer a question of text, or a failure."""
    metrics = [vocabulary.metric(m.metric) for m in subquestion.metrics if m.metric]
    prose = [w for m in metrics if m.prose for w in m.words]
    chosen = counted(passages, prose)[:1] if prose else best(subquestion, passages)
    if chosen:
        return Draft(claims=tuple(quotation(subquestion.id, s) for s in chosen))
    failure = Failure(
        reason="missing_evidence",
        detail="no sentence of the indexed documents answers this",
        subquestion=subquestion.id,
        text=subquestion.text,
    )
    return Draft(failures=(failure,))


def best(subquestion: SubQuestion, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """Up to four sentences, the best first; none when no sentence is about what is asked."""
    wanted = terms_of(subquestion.text, [e.name for e in subquestion.entities])
    if not wanted:
        return ()
    weights = weigh(wanted, passages)
    sections = preferred(subquestion.text)
    found = [s for rank, p in enumerate(passages) if p.kind != "table" for s in scored(p, rank, weights, sections)]
    chosen: dict[str, Sentence] = {}
    for sentence in sorted(found, key=lambda s: (-s.score, s.passage.id, s.start)):
        if sentence.score >= ENOUGH and len(chosen) < MOST:
            chosen.setdefault(" ".join(sentence.text.split()).casefold(), sentence)
    return tuple(chosen.values())


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
    for start, end in sentences(passage.text):
        text = passage.text[start:end]
        if not quotable(text):
            continue
        said = terms_of(text)
        cover = sum(w if t in said else w / 2 if t in headed else 0.0 for t, w in weights.items())
        if not said & weights.keys():
            continue
        found.append(Sentence(passage=passage, start=start, end=end, score=cover + bonus * cover - 0.01 * rank))
    return found


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


def counted(passages: Sequence[Passage], words: Sequence[str]) -> tuple[Sentence, ...]:
    """Sentences that state a number of what is asked for, such as employees; the best first."""
    nouns = frozenset(stem(phrase.split()[-1]) for phrase in words)
    found = [
        Sentence(passage=passage, start=start, end=end, score=score - rank / 50)
        for rank, passage in enumerate(passages)
        if passage.kind != "table"
        for start, end in sentences(passage.text)
        if (score := counting(passage.text[start:end], nouns)) > 0
    ]
    return tuple(sorted(found, key=lambda s: (-s.score, s.passage.id, s.start)))


def counting(text: str, nouns: frozenset[str]) -> float:
    """How much a sentence looks like the statement of a total number; 0 where it states none."""
    if not quotable(text):
        return 0.0
    near = [
        r.value for r in figures(text) if r.is_figure and r.value and r.unit == "" and nouns & following(text, r.end)
    ]
    if not near:
        return 0.0
    total = 1.0 if re.search(_TOTAL, text, re.IGNORECASE) else 0.0
    return total + math.log10(float(max(near)) + 1) / 10


def following(text: str, end: int) -> frozenset[str]:
    """The few words after a number, folded."""
    return frozenset(stem(m[0]) for m in list(_WORD.finditer(text, end, end + 80))[:5])
