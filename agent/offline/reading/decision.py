"""Does a question want a yes or no, or a difference, and of what? Read from its words alone."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from tieout.tools.figures.grammar import figures
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.periods import mentions

Word = Literal["higher", "lower", "above", "below", "at least", "at most", "positive", "negative", "apart"]
_YES_NO = re.compile(
    r"^\W*(?:(?:and|so|but|also|then)\b[,\s]*)?(?:(?:in|for|during|at|as\s+of)\b[^,?]{1,40},\s*)?"
    r"(?:is\s+it\s+(?:true|right|correct|the\s+case)\s+that\b|(?:did|does|do|was|were|is|are|has|have|had)\b)|"
    r"\b(?:whether|tell\s+me\s+if)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|no\s+longer|neither)\b|n[’']t\b", re.IGNORECASE)
_MANY = re.compile(
    r"\b(?:any|ever|all)\b|\bhow\b(?!\s+much\b)|\bwhy\b|\bwhich\b|\bwho\b|"
    r"\b(?:fast|quick|slow)(?:er|ly)\b|(?<!\bat\s)\bmost\b",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:in\s+)?(?:every|each)(?:\s+(?:and\s+every|single|one\s+of\s+(?:the|these|those)))?(?:\s+fiscal)?\s+years?\b"
    r"|\byear\s+(?:after|by)\s+year\b|\b(?:consistently|steadily|continuously|continually|always|uninterruptedly)\b",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:every|each|consistently|steadily|always)\b", re.IGNORECASE)
"""Said of anything but years."""
_BY = re.compile(r"\bby\s+$", re.IGNORECASE)
_LIMITS: tuple[tuple[Word, re.Pattern[str]], ...] = (
    (
        "at least",
        re.compile(r"\b(?:at\s+least|no\s+(?:less|lower)\s+than|not\s+less\s+than|reach(?:ed|es)?)\s+$", re.IGNORECASE),
    ),
    (
        "at most",
        re.compile(r"\b(?:at\s+most|no\s+(?:more|higher)\s+than|not\s+more\s+than|up\s+to)\s+$", re.IGNORECASE),
    ),
    (
        "above",
        re.compile(
            r"\b(?:above|over|(?:more|greater|higher|larger|bigger|better)\s+than|in\s+excess\s+of|exceed(?:ed|s|ing)?|"
            r"surpass(?:ed|es)?|topp?(?:ed|s)?)\s+$",
            re.IGNORECASE,
        ),
    ),
    ("below", re.compile(r"\b(?:below|under|(?:less|lower|smaller|fewer|worse)\s+than)\s+$", re.IGNORECASE)),
)
_SIGN = re.compile(r"\b(?P<word>positive|negative)\b", re.IGNORECASE)
_PROFIT = re.compile(
    r"\b(?:profitable|(?:make|making|made|earn(?:ed)?|turn(?:ed)?|report(?:ed)?|post(?:ed)?)\s+(?:a|any)\s+(?:net\s+)?profit)\b",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:unprofitable|loss-making|los(?:e|ing|t)\s+money|(?:make|making|made|report(?:ed)?|post(?:ed)?|book(?:ed)?|record(?:ed)?|"
    r"incur(?:red)?)\s+(?:a|any)\s+(?:net\s+)?loss)\b",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?P<word>higher|greater|larger|bigger|more|better|lower|smaller|less|fewer|worse)\b(?P<gap>[^?.;]*?)\bthan\b\s*"
    r"(?P<right>[^?.;]+)|\b(?P<over>exceed(?:ed|s)?|surpass(?:ed|es)?|outstrip(?:ped|s)?|above|below)\b\s*"
    r"(?P<whom>[^?.;]+)",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(r"\b(?:by\s+)?how\s+much\b", re.IGNORECASE)
_UP = re.compile(
    r"\b(?:grow|grew|grown|growing|increase[ds]?|increasing|r[io]se|risen|rising|expand(?:ed|ing)?|(?:go|went|gone|going)\s+up|"
    r"climb(?:ed)?|widen(?:ed)?|gain(?:ed)?|higher|up)\b",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:declin(?:e[ds]?|ing)|fall(?:en|ing)?|fell|drop(?:ped)?|shr[aiu]nk(?:ing)?|decrease[ds]?|decreasing|"
    r"(?:go|went|gone|going)\s+down|narrow(?:ed)?|contract(?:ed)?|lower|down)\b",
    re.IGNORECASE,
)
_BETTER = re.compile(r"\b(?:improv(?:e[ds]?|ing)|strengthen(?:ed)?|better)\b", re.IGNORECASE)
_WORSE = re.compile(r"\b(?:deteriorat(?:e[ds]?|ing)|worsen(?:ed|ing)?|weaken(?:ed)?|worse)\b", re.IGNORECASE)
_WAYS = (("up", _UP), ("down", _DOWN), ("better", _BETTER), ("worse", _WORSE))
_TRUE = re.compile(
    r"\bis\s+it\s+(?:true|right|correct|the\s+case)\s+that\b|\b(?:tell\s+me\s+)?(?:whether|if)\b", re.IGNORECASE
)
_MOVED = re.compile(
    r"\b(?:the|an?)\s+(?:high|low|larg|bigg|small|great)er\b(?!\s+\w+(?:\s+\w+)?\s+than\b)|"
    r"(?:\b(?:the|an?|its|this|that)\s+(?:\w+\s+)?|[’']s\s+)"
    r"(?:increase|decrease|change|decline|rise|drop|gain|fall|improvement)\s+in\b|\bgrowth\b|"
    r"\b(?:higher|more|greater|larger|up|increase|rise|grow)\s+or\s+(?:lower|less|smaller|down|decrease|fall|shrink)",
    re.IGNORECASE,
)
"""A change is spoken of as a figure, or both ways are asked about."""
BASE = re.compile(
    r"\b(?:compared\s+(?:to|with|against)|versus|vs\.?|since|relative\s+to|against|over|from|than)\s+"
    r"(?:in\s+|fiscal\s+(?:year\s+)?|FY\s?)*(?:19|20)?\d\d\b",
    re.IGNORECASE,
)
"""A year with which a development is compared."""
_LESS = frozenset({"below", "lower", "smaller", "less", "fewer", "worse"})


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What is to be decided, with the question in words that ask for the figures alone."""

    word: Word
    text: str
    """The question, or its left side, without the words that were read."""
    right: str | None = None
    """What it is set against, where the question names that."""
    given: str | None = None
    moves: Literal["better", "worse"] | None = None
    """Of a development, where only the metric says whether better is up or down."""
    moved: bool = False
    """Whether it is a development over time."""
    way: Literal["up", "down"] | None = None
    """Where a limit is one of how far the figure moved."""
    every: bool = False
    """Whether it is asked of every year."""


def proposal(text: str, *, points: bool = False) -> Proposal | None:
    """The decision that a question asks for; None where it asks for none, or in words that are not understood.

    `points` says whether it asks by how many points: those words are no longer in the text.
    """
    asks = not points and _YES_NO.search(text) is not None
    apart = points or _HOW_MUCH.search(text) is not None
    if _DENIED.search(text) or _MANY.search(text) or _MOVED.search(text) or not (asks or apart):
        return None
    text = _TRUE.sub(" ", text)
    if _EACH.search(text):
        return _yearly(text) if asks else None
    return (_against_limit(text) if asks else None) or _other(text, asks=asks)


def _other(text: str, *, asks: bool) -> Proposal | None:
    """Two sides, a sign or a development; None where a limit is named that was not understood."""
    than = _THAN.search(text)
    if _limited(text) is not None and asks:
        return None
    if than is not None:
        return _than(text, than, apart=not asks)
    return _unary(text) if asks else None


def _yearly(text: str) -> Proposal | None:
    """What is asked of every year; None where it is asked of every one of something else."""
    bare = _EVERY.sub(" ", text)
    if bare == text or _EACH.search(bare):
        return None
    found = _unary(bare) or _limited(bare)
    return replace(found, every=True) if found is not None else None


def _limited(text: str) -> Proposal | None:
    dated = [(m.start, m.end) for m in mentions(text)]
    for at in figures(text):
        if not at.is_figure or at.value is None or any(s < at.end and at.start < e for s, e in dated):
            continue
        for word, pattern in _LIMITS:
            if (match := pattern.search(text, 0, at.start)) is not None:
                bare = _BY.sub(" ", text[: match.start()]) + " " + text[at.end :]
                return Proposal(word=word, text=bare, given=at.text)
    return None


def _against_limit(text: str) -> Proposal | None:
    """A limit of a level, or of a move where the words speak of one; None where they speak of both ways."""
    limited = _limited(text)
    if limited is None or not any(pattern.search(limited.text) for _, pattern in _WAYS):
        return limited
    moves = _unary(limited.text)
    if moves is None or not moves.moved:
        return None
    way: Literal["up", "down"] = "up" if moves.word == "higher" else "down"
    return replace(limited, text=moves.text, moves=moves.moves, moved=True, way=way)


def _than(text: str, match: re.Match[str], *, apart: bool) -> Proposal:
    """Two sides of a comparison."""
    said = (match["word"] or match["over"]).casefold()
    word: Word = "apart" if apart else ("lower" if said in _LESS else "higher")
    left = _HOW_MUCH.sub(" ", text[: match.start()]) + " " + (match["gap"] or "")
    return Proposal(word=word, text=left.strip(), right=(match["right"] or match["whom"]).strip())


def _unary(text: str) -> Proposal | None:
    """A sign or a development."""
    if (sign := _SIGN.search(text)) is not None:
        word: Word = "positive" if sign["word"].casefold() == "positive" else "negative"
        return Proposal(word=word, text=_SIGN.sub(" ", text))
    if _PROFIT.search(text):
        return Proposal(word="positive", text=_PROFIT.sub("net income", text))
    if _LOSS.search(text):
        return Proposal(word="negative", text=_LOSS.sub("net income", text))
    found = [(way, pattern) for way, pattern in _WAYS if pattern.search(text)]
    if len(found) != 1:
        return None
    way, pattern = found[0]
    bare = pattern.sub(" ", text)
    if way in {"up", "down"}:
        return Proposal(word="higher" if way == "up" else "lower", text=bare, moved=True)
    return Proposal(word="higher", text=bare, moves="better" if way == "better" else "worse", moved=True)


def direction(moves: Literal["better", "worse"], metric: Metric) -> Word | None:
    """Whether better or worse is up or down for a metric; None where it says neither."""
    if metric.favourable is None:
        return None
    return "higher" if (metric.favourable == "up") == (moves == "better") else "lower"
