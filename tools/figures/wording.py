"""What the words around a figure say of it: change or level, up or down, loss, share, counted thing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tieout.tools.figures.reading import Direction, Kind

WINDOW = 72
"""How many characters on each side are looked at."""

_UP = (
    r"increas(?:ed|es|e|ing)|rose|rise[sn]?|rising|gr(?:ew|own|ows?|owing|owth)|gain(?:ed|s)?|"
    r"(?<!made )(?<!make )(?<!makes )(?<!making )up|higher|expand(?:ed|s)|"
    r"expansion|climb(?:ed|s)|jump(?:ed|s)?|surg(?:ed|es?)|advanced?|improv(?:ed|es|ement)|more|greater|above|uptick"
)
_DOWN = (
    r"decreas(?:ed|es|e|ing)|f(?:ell|all(?:en|s|ing)?)|declin(?:ed|es?|ing)|dropp?(?:ed|s|ing)?|down|lower(?:ed)?|"
    r"reduc(?:ed|es|tions?|ing)|shr[aiu]nk|contract(?:ed|ion)|slid|slip(?:ped|s)?|less|fewer|smaller|below|worsened"
)
_FILLER = (
    r"(?:\s+(?:by|of|in|approximately|about|nearly|roughly|almost|around|over|another|a|an|further|was|were|is|rate|"
    r"year[ -]over[ -]year|sequentially|more than|less than|as much as|only|some|\w+ly))"
)
_BEFORE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?:\s+(?:in|to)(?:\s+[\w&'-]+){{1,8}}?\s+(?:of|was|were))?{_FILLER}{{0,3}}[\s:]*\Z"
)
_AFTER = re.compile(
    r"[ -](?:(?:year[ -]over[ -]year|annual|organic|sequential|compound|net|overall)\s+){0,3}"
    r"(?:(?P<up>increase|growth|rise|gain|improvement|jump|expansion|higher|greater|above|more(?! than \w+ed\b))"
    r"|(?P<down>decrease|decline|reduction|drop|contraction|lower|fewer|less(?! than \w+ed\b)|below))\b"
)
_OTHER_SIDE = re.compile(r"\s*(?:,?\s+or|\(|,\s+or\s+(?:by|about|approximately))\s*\(?\Z")
_SHARE = re.compile(r"\s+of\s+(?!senior|notes|bonds|debentures)[a-z]")
_SHARE_BEFORE = re.compile(
    r"\b(?:represent(?:ed|ing|s)|account(?:ed|ing|s)\s+for|compris(?:ed|ing|es)|share of)\s+(?:\w+ly\s+|about\s+)?\Z"
)
_LOSS = re.compile(
    r"\b(?P<which>net|operating|pre-?tax|an?)\s+(?:loss(?:es)?)\s+(?:(?:attributable\s+to|for|from|before)\s+(?:[\w.'&-]+\s+){1,8}?)?"
    r"(?:of|was|were|totaled)\s+(?:approximately\s+|about\s+)?\Z"
)
_PER_SHARE = re.compile(
    r"(?:\bper[\s-]+(?:\w+\s+){0,3}?share|\beps\b|\bper\s+ads|\bpar value"
    r"|\b(?:share|stock|exercise|strike|conversion) prices?\b)\b[^.;\n\t]{0,70}\Z"
)

_NOUN = re.compile(r"(?:[ -]+[A-Za-z][A-Za-z'-]*){1,5}")
_STOP = frozenset(
    [
        "in",
        "of",
        "and",
        "for",
        "from",
        "to",
        "at",
        "or",
        "the",
        "by",
        "during",
        "as",
        "which",
        "that",
        "on",
        "with",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "its",
        "this",
        "versus",
        "vs",
        "plus",
        "less",
        "compared",
        "respectively",
        "since",
        "until",
        "times",
        "than",
        "per",
        "a",
        "an",
        "across",
    ]
)
_COLLECTIVE = frozenset(["people", "personnel", "staff", "feet", "acres", "headcount", "employee"])


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """What surrounds a figure, in lower case, within its sentence."""

    before: str
    """Up to the reading before."""
    after: str
    sentence: str
    """On the left, past other readings."""

    def movement(self) -> Direction | None:
        """Whether the words make the figure a change, and which way."""
        match = _BEFORE.search(self.before) or _AFTER.match(self.after)
        if match is None:
            return None
        return "up" if match["up"] else "down"

    def continues(self) -> bool:
        """Whether the figure says again what the one before it said: "$7.8 billion, or 2%"."""
        return _OTHER_SIDE.fullmatch(self.before) is not None

    def kind(self, unit: str) -> Kind:
        """Of a figure that is no change."""
        if unit == "pure":
            return "ratio"
        if unit == "percent" and (_SHARE.match(self.after) or _SHARE_BEFORE.search(self.before)):
            return "share"
        return "level"

    def loss(self) -> str:
        """The kind of loss that the figure is the amount of: "net", "operating", "a", or ""."""
        match = _LOSS.search(self.before)
        return match["which"] if match else ""

    def per_share(self) -> bool:
        """Whether the words before it make it an amount per share."""
        return _PER_SHARE.search(self.sentence) is not None

    def noun(self) -> str:
        """The counted thing that follows, "" when none does."""
        for word in self._following():
            if word in _STOP:
                return ""
            if word in _COLLECTIVE or (len(word) > 3 and word.endswith("s") and not word.endswith("ss")):  # noqa: PLR2004 - "its", "gas" are no plurals
                return word
        return ""

    def _following(self) -> Iterator[str]:
        match = _NOUN.match(self.after)
        return (word.strip("-'") for word in re.split(r"[\s-]+", match[0].strip())) if match else iter(())


_SENTENCE = re.compile(r"[.;!?]\s|[\n\t|]")


def wording(lower: str, start: int, end: int, floor: int) -> Wording:
    """The words around `start:end`, cut at the sentence's ends and, on the left, at the reading before."""
    before = lower[max(0, start - WINDOW) : start]
    cut = 0
    for match in _SENTENCE.finditer(before):
        cut = match.end()
    after = lower[end : end + WINDOW]
    stop = _SENTENCE.search(after)
    sentence = before[cut:]
    return Wording(
        before=sentence[max(0, floor - start + len(sentence)) :],
        after=after[: stop.start()] if stop else after,
        sentence=sentence,
    )
