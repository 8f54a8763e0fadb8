"""Whose words are these? Turns of calls by speaker, role and part, and how a quotation says who spoke."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from tieout.document import Document, Passage
from tieout.locator import Locator
from tieout.ports import SearchQuery, Snapshot
from tieout.question import Spoken
from tieout.tools.figures.phrases import fold
from tieout.tools.filings.calls import UNNAMED
from tieout.tools.filings.modality import modality_of
from tieout.tools.filings.sentences import sentences

KEPT = 8
"""Passages of calls that a draft sees."""
_ALL = 2000
ROLES = {
    "chief executive officer": r"\bceo\b|\bchief executive\b",
    "chief financial officer": r"\bcfo\b|\bchief financ\w+\b|\bfinance chief\b|\bfinance director\b",
    "chief operating officer": r"\bcoo\b|\bchief operating\b",
    "chief technology officer": r"\bcto\b|\bchief technology\b",
    "analyst": r"\banalysts?\b",
    "investor relations": r"\binvestor relations\b|\bir (?:director|officer|head)\b|\bhead of ir\b",
    "operator": r"\boperator\b|\bmoderator\b",
}
"""How roles are written, by their name in words."""
_TIME = re.compile(
    r"\b(?:(?P<name>january|february|march|april|may|june|july|august|september|october|november|december|"
    r"first|second|third|fourth)[ -](?:fiscal )?quarter|q(?P<number>[1-4])|(?P<year>full[ -](?:fiscal )?year)|"
    r"(?P<half>(?:first|second|back)[ -]half))\b",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"\b(?:outlook|guidance|guid(?:e|ed|ing)|(?<!than[ -])expect(?:s|ed|ing)?|anticipat(?:e|es|ed|ing))\b",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth")
_WHOLE = frozenset({"year", "half"})
_OUTLOOK = re.compile(r"\boutlook\b|\bguidance\b|\bguiding\b", re.IGNORECASE)
_HANDED = re.compile(r"\b(?:turn|hand|pass)\b[^.]{0,30}\bover\b", re.IGNORECASE)
_SHORT = {"opex": "operating expenses", "capex": "capital expenditures", "eps": "earnings per share"}
_COMPARED = re.compile(
    r"\b(?:from|than|versus|vs\.?|over|(?:similar|relative|compared|comparable|close|equal|identical) to|with|during|"
    r"since|after|was|were|like|as|(?:reported|saw|seen|did|had|achieved|delivered|experienced) (?:in|for|during))\s+"
    r"(?:(?:the|our|its|last|prior|previous|that of|what we (?:saw|did) in)\s+)*(?:20\d\d\s+)?",
    re.IGNORECASE,
)
"""What stands before a time that something to come is compared with."""
_MET = re.compile(
    r"\b(?:was|were|came in|exceed(?:ed|ing)?|beat|above|below|within|near|end of|midpoint of|ahead of|versus|than)\b"
    r"[^.]{0,60}\b(?:guidance|outlook|expect\w*)\b",
    re.IGNORECASE,
)
"""What came about, set against what had been expected."""


def role_in(text: str) -> str | None:
    """The first role that a text names, in words."""
    found = [(match.start(), role) for role, words in ROLES.items() if (match := re.search(words, text, re.IGNORECASE))]
    return min(found)[1] if found else None


def is_speaker(speaker: str, name: str) -> bool:
    """Whether a name, or the surname alone, is a speaker's; "Tim" is "Timothy"."""
    own, asked = (re.findall(r"[^\W\d_]+", one.casefold()) for one in (speaker, name))
    if not own or not asked or own[-1] != asked[-1]:
        return False
    first, other = own[0], asked[0]
    return len(asked) == 1 or first.startswith(other) or other.startswith(first)


def said_by(locator: Locator, document: Document) -> str:
    """What stands before a quotation from a call: "Tim Cook, CEO, Q1 2023 earnings call: "; "" for all else."""
    if locator.kind != "turn" or locator.speaker == UNNAMED:
        return ""
    role = f", {locator.role}" if locator.role and locator.role != locator.speaker else ""
    label = (
        f"{document.fiscal_period} {document.fiscal_year} " if document.fiscal_period and document.fiscal_year else ""
    )
    return f"{locator.speaker}{role}, {label}earnings call: "


def turn_of(locator: Locator) -> str | None:
    """Who speaks at a place of a call, in which turn, counted from 1, and when where that is known."""
    if locator.kind != "turn":
        return None
    role = locator.role if locator.role != locator.speaker else None
    return ", ".join(filter(None, (locator.speaker, role, f"turn {locator.turn + 1}", locator.time)))


def everything(snapshot: Snapshot, spoken: Spoken) -> tuple[Passage, ...]:
    """The passages of all calls that are meant, in their order."""
    return tuple(p for document in spoken.documents for p in passages_of(snapshot, document))


def turns(snapshot: Snapshot, documents: Iterable[str], text: str) -> tuple[Passage, ...]:
    """Every passage of the turns of calls, those nearest to a text first."""
    named = tuple(documents)
    hits = snapshot.search(SearchQuery(text=text, k=_ALL, documents=named, kinds=("turn",))) if named else ()
    found = snapshot.passages([hit.passage for hit in hits])
    return tuple(found[hit.passage] for hit in hits if hit.passage in found)


def passages_of(snapshot: Snapshot, document: str) -> tuple[Passage, ...]:
    """The passages of a call, in their order."""
    order = [one.passage for one in snapshot.stretches(document)]
    found = snapshot.passages(order)
    return tuple(found[one] for one in order if one in found and found[one].locator.kind == "turn")


def speaks(passage: Passage, spoken: Spoken) -> bool:
    """Whether a passage is of the speaker, the role and the part that are meant."""
    at = passage.locator
    if at.kind != "turn" or (spoken.part is not None and at.section != spoken.part):
        return False
    if spoken.speaker is not None and not is_speaker(at.speaker, spoken.speaker):
        return False
    return spoken.role is None or re.search(ROLES[spoken.role], at.role or "", re.IGNORECASE) is not None


def spoken_passages(spoken: Spoken, snapshot: Snapshot) -> tuple[Passage, ...]:
    """The passages that may hold what is asked for; of guidance, those of the first call that gives it."""
    found = turns(snapshot, spoken.documents, spoken.about) if spoken.about else everything(snapshot, spoken)
    if not spoken.guided:
        return tuple(p for p in found if speaks(p, spoken))[:KEPT]
    for document in spoken.documents:
        own = [p for p in found if p.document == document and speaks(p, spoken) and not is_asking(p)]
        meant = set(guided_sentences(own, spoken))
        kept = [p for p in own if (said := {(p.id, *place) for place in may_answer(p, spoken)}) and said <= meant]
        if kept:
            return tuple(kept)[:KEPT]
    return ()


def may_answer(passage: Passage, spoken: Spoken) -> tuple[tuple[int, int], ...]:
    """The sentences that guide all that is asked about, and name no other time than the one meant."""
    return tuple(
        (start, end)
        for start, end in sentences(passage.text)
        if guides(sentence := passage.text[start:end])
        and has_words(sentence, spoken.about)
        and ((own := time_ahead(sentence)) is None or is_of(sentence, own, spoken.quarter))
    )


def guided_sentences(passages: Sequence[Passage], spoken: Spoken) -> tuple[tuple[str, int, int], ...]:
    """Passage id and range of each sentence that names all that is asked about and guides it, for the time meant.

    A sentence that names no time is of the one that its turn last spoke of as to come, where that is the only quarter.
    """
    found: list[tuple[str, int, int]] = []
    whole = spoken.quarter is not None or not spoken.about
    for turn in outlooks(passages) if whole else by_turn(passages):
        said = [(p, start, end, p.text[start:end]) for p in turn for start, end in sentences(p.text)]
        ahead = [time_ahead(sentence) for *_, sentence in said]
        if whole:
            begins = [n for n, (*_, sentence) in enumerate(said) if is_outlook(sentence)]
            said, ahead = (said[begins[-1] :], ahead[begins[-1] :]) if begins else ([], [])
        quarters = {time for time in ahead if time} - _WHOLE
        time: str | None = None
        for (passage, start, end, sentence), own in zip(said, ahead, strict=True):
            time = own or time
            sure = own or (time if time in _WHOLE or len(quarters) == 1 else None)
            if is_of(sentence, sure, spoken.quarter) and (start, end) in may_answer(passage, spoken):
                found.append((passage.id, start, end))
    return tuple(found)


def by_turn(passages: Iterable[Passage]) -> list[list[Passage]]:
    """The passages of each turn, in their order."""
    ordered = sorted(passages, key=lambda p: (p.document, p.locator.start or 0))
    turns_ = groupby(ordered, key=lambda p: (p.document, p.locator.turn if p.locator.kind == "turn" else -1))
    return [list(turn) for _, turn in turns_]


def outlooks(passages: Iterable[Passage]) -> list[list[Passage]]:
    """The longest turn of each call in which an outlook is given: what is said of one quarter in passing is none."""
    longest: dict[str, list[Passage]] = {}
    for turn in by_turn(passages):
        size, best = sum(len(p.text) for p in turn), longest.get(turn[0].document, [])
        said = (p.text[start:end] for p in turn for start, end in sentences(p.text))
        if any(is_outlook(sentence) for sentence in said) and size > sum(len(p.text) for p in best):
            longest[turn[0].document] = turn
    return list(longest.values())


def is_outlook(sentence: str) -> bool:
    """Whether a sentence begins an outlook for a time that it names; handing over to who gives it is none."""
    is_one = _OUTLOOK.search(sentence) is not None and _HANDED.search(sentence) is None
    return is_one and time_ahead(sentence) is not None


def is_of(sentence: str, time: str | None, wanted: str | None) -> bool:
    """Whether guidance is for the quarter or the year that is meant; calls may name a fiscal quarter by its month."""
    if wanted is None:
        return True
    if wanted.isdigit():
        return wanted in sentence
    return time == wanted or (wanted in _ORDINALS and time not in {None, *_ORDINALS, *_WHOLE})


def has_words(sentence: str, about: str) -> bool:
    """Whether a sentence has every word that says what is asked about; all have them where nothing is named."""
    return {fold(w) for w in words_in(about)} <= {fold(w) for w in words_in(sentence)}


def words_in(text: str) -> list[str]:
    """The words of a text, short forms written out."""
    for short, long in _SHORT.items():
        text = re.sub(rf"\b{short}\b", long, text, flags=re.IGNORECASE)
    return re.findall(r"[^\W\d_]+", text)


def is_by(passage: Passage, name: str) -> bool:
    """Whether a turn is of the speaker of this name."""
    return passage.locator.kind == "turn" and is_speaker(passage.locator.speaker, name)


def is_asking(passage: Passage) -> bool:
    """Whether an analyst or the operator speaks, who guide nothing."""
    role = passage.locator.role or "" if passage.locator.kind == "turn" else ""
    return re.search(rf"{ROLES['analyst']}|{ROLES['operator']}", role, re.IGNORECASE) is not None


def guides(sentence: str) -> bool:
    """Whether a sentence says what is expected or aimed at, not how it came about against what had been."""
    return modality_of(sentence) in {"guided", "target"} and _MET.search(sentence) is None


def time_ahead(sentence: str) -> str | None:
    """The quarter, "half" or "year" that a sentence names nearest to what it says is to come."""
    forward = [(m.start(), m.end()) for m in _FORWARD.finditer(sentence)] if _MET.search(sentence) is None else []
    compared = {match.end() for match in _COMPARED.finditer(sentence)}
    named = [match for match in _TIME.finditer(sentence) if match.start() not in compared]
    if not forward or not named:
        return None
    return _called(min(named, key=lambda m: min(max(a - m.end(), m.start() - b) for a, b in forward)))


def quarter_in(text: str) -> str | None:
    """The quarter that a text names first, as speakers call it: "march", "second"."""
    match = _TIME.search(text)
    return None if match is None else _called(match)


def _called(match: re.Match[str]) -> str:
    if match["number"]:
        return _ORDINALS[int(match["number"]) - 1]
    return match["name"].casefold() if match["name"] else "year" if match["year"] else "half"
