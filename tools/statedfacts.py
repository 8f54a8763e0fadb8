"""Which sentences of a filing state one of the things that every filing states in words of its own?

Customers of a tenth of revenue and more, authorisations to buy shares back, the segments that are reported, the end of
the fiscal year, dividends declared. Each has words that its sentence must have and words that make it another one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One kind of sentence: what is searched for, what it must say, what tells it best, and what it must not say."""

    seek: re.Pattern[str]
    says: tuple[re.Pattern[str], ...]
    core: re.Pattern[str] = re.compile("")
    """One of these it must say, too."""
    tells: tuple[re.Pattern[str], ...] = ()
    never: re.Pattern[str] | None = None
    most: int = 2


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_AMOUNT = _words(r"\$\s?\d[\d,.]*\s*(?:million|billion)?", r"\d[\d,.]*\s*million\s+shares")
_IDLE = r"\b(?:may|might|could|would|will|if|should)\b"
STATED: dict[str, Stated] = {
    "customers": Stated(
        seek=_words(
            r"\bcustomers?\b",
            r"\bdistributors?\b",
            r"\b(?:represent(?:ed|s)?|accounted\s+for)\s+(?:approximately\s+|about\s+|over\s+)?\d{1,2}(?:\.\d)?\s?%\s+of\s+"
            r"(?:our|its|total|consolidated|the)\b",
        ),
        says=(
            _words(r"\b\d{1,2}(?:\.\d+)?\s?%", r"\b(?:ten|\d{1,2})\s+per\s?cent\b"),
            _words(
                r"accounted\s+for",
                r"represent(?:ed|ing|s)",
                r"\bmore\s+than\b",
                r"\bor\s+more\b",
                r"\bgreater\b",
                r"\bexceed",
                r"\bin\s+excess\b",
                r"\bindividually\b",
                r"\bcomprised\b",
            ),
            _words(r"\b(?:revenues?|sales)\b"),
        ),
        core=_words(
            r"\bno\s+(?:\w+\s+){0,2}customers?\b",
            r"\b(?:one|two|three|four|five|six|largest|major|single|individual|significant)\s+(?:\w+\s+){0,2}customers?\b",
            r"\bcustomers?\b[^.]{0,60}\b(?:10|ten)\s?(?:%|per\s?cent)",
            r"\bsales\s+to\s+(?:the\s+)?[A-Z][^.]{0,120}\b(?:represent|account)",
            r"\b(?:Inc\.|Corporation|[Gg]overnment)\b[^.]{0,80}\b(?:represent|account)\w*[^.]{0,40}%",
        ),
        tells=(
            _words(r"\bno\s+(?:single\s+|one\s+|other\s+|individual\s+)?customer", r"\bdid\s+not\b", r"\bnone\b"),
            _words(r"\b(?:one|two|three|four|five|six|largest|major|single)\s+(?:\w+\s+){0,2}customers?"),
            _words(r"\b(?:10|ten)\s?(?:%|per\s?cent)\b"),
            _words(r"\b(?:total|net|consolidated)\s+(?:\w+\s+)?(?:revenues?|sales)\b", r"\b(?:20\d\d|fiscal)\b"),
        ),
        never=_words(r"\breceivables?\b", _IDLE, r"\bsatisf", r"\bsurvey", r"\bsuppliers?\b.*\bcustomers?\b"),
        most=3,
    ),
    "authorization": Stated(
        seek=_words(r"\bauthori[sz](?:ed|ation)\b"),
        says=(
            _words(r"\brepurchas", r"\bbuy\s?back"),
            _AMOUNT,
            _words(r"\b(?:shares?|stock)\b"),
        ),
        tells=(
            _words(r"\b(?:board|directors)\b"),
            _words(r"\bup\s+to\b", r"\badditional\b", r"\bremain(?:ed|ing|s)?\b", r"\bavailable\b"),
            _words(r"\b20\d\d\b"),
        ),
        never=_words(r"\bpreferred\b", r"\bnotes\b.*\brepurchas"),
        most=3,
    ),
    "segments": Stated(
        seek=_words(r"\bsegments\b"),
        says=(
            _words(r"\b(?:reportable|operating|reporting|business|report)\b"),
            _words(
                r":",
                r"\b(?:are|include|includes|consists?|comprised?|organi[sz]ed|namely|following)\b",
                r"\bas follows\b",
                r"\(\d\)",
                r"\bthrough\b",
                r"\bin\b",
            ),
        ),
        core=_words(
            r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s+(?:(?:principal|reportable|operating|reporting|business|"
            r"global|primary|geographic)\s+){0,2}segments\b[^.]{0,40}(?::|,|\bare\b|\bdefined\b|\bas\s+follows)",
            r"\bsegments\s*(?:are|consist\s+of|include|comprise|:)\s*(?:the\s+)?(?:(?-i:[A-Z])|\(|$)",
            r"\bfollowing\s+(?:\w+\s+){0,2}segments\s*:\s*(?-i:[A-Z])",
        ),
        tells=(
            _words(r"\b(?:two|three|four|five|six|seven|eight|nine|\d)\s+(?:\w+\s+){0,2}segments\b"),
            _words(
                r"\bwe\s+(?:have|report|operate|manage|conduct)\b|\bcompany[’'s]*\s+(?:has|reports?|operates?|reportable)\b"
            ),
            _words(r"segments\s*(?:are|consist|include|:|–|—|-)", r"segments[^.]{0,40}:"),
            _words(r"(?:[A-Z][\w&.]+[ ,]+){2,}and\s+[A-Z]"),
        ),
        never=_words(
            r"\bgoodwill\b",
            _IDLE,
            r"\bchief\s+operating\s+decision\b",
            r"\bASU\b",
            r"\bmarket\s+segments\b",
            r"\beliminat",
        ),
        most=2,
    ),
    "year end": Stated(
        seek=_words(r"\bfiscal\s+years?\b"),
        says=(
            _words(r"\b(?:ends?|ended|ending|closes?)\b"),
            _words(r"\b5[23]", r"\blast\s+\w+day\b", r"\bnearest\b", r"\bclosest\b", r"\bends\s+on\b", r"\bcalendar\b"),
        ),
        tells=(
            _words(r"\bfiscal\s+year\s+(?:is|ends|consists)\b"),
            _words(r"\b(?:saturday|sunday|friday|monday|wednesday|thursday|tuesday)\b", r"\bends\s+on\b"),
        ),
        never=_words(_IDLE, r"\bpension\b", r"\bsubsidiar", r"\bacquisition\b", r"\btax\b"),
        most=1,
    ),
    "dividends": Stated(
        seek=_words(r"\bdividends?\b"),
        says=(_words(r"\bdeclar"), _words(r"\$\s?\d")),
        tells=(
            _words(r"\bper\s+share\b"),
            _words(r"\bboard\b"),
            _words(r"\bpayable\b", r"\bquarterly\b"),
            _words(r"\b20\d\d\b"),
        ),
        never=_words(r"\bpreferred\b", r"\bif\b", r"\bnoncontrolling\b"),
        most=2,
    ),
}
SHORTEST, LONGEST = 30, 700
_ALIKE = 0.7
_ITEM = re.compile(r"\s*\n(?:[•▪■●◦*–-]|\(?\w{1,3}[).])\s*(?P<item>[^\n]+)")
_FOOTNOTE = re.compile(r"(?:\(\w{1,2}\)|\d{1,2})\s*(?=[A-Z])")
_LONGEST_LIST = 1500


def stated(sentences: Iterator[tuple[int, int, str]], kind: str) -> tuple[Range, ...]:
    """The ranges of the sentences that state a thing, the most telling first, each wording once.

    Args:
        sentences: those in which the kind's `seek` was found, each with its range.
        kind: a key of `STATED`.
    """
    wanted = STATED[kind]
    found: dict[str, tuple[int, int, int]] = {}
    for start, end, text in sentences:
        plain = " ".join(text.split())
        if SHORTEST <= len(plain) <= LONGEST and _fits(plain, wanted):
            score = sum(p.search(plain) is not None for p in wanted.tells)
            found.setdefault(plain.casefold(), (-score, start, end))
    ordered = sorted((score, place, plain) for plain, (score, *place) in found.items())
    chosen: list[tuple[Range, frozenset[str]]] = []
    for score, (start, end), plain in ordered:
        said = frozenset(plain.split())
        if score <= ordered[0][0] + 1 and len(chosen) < wanted.most and all(_differs(said, c) for _, c in chosen):
            chosen.append(((start, end), said))
    return tuple(place for place, _ in chosen)


def _differs(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences say more than the same in other words."""
    return len(one & other) < _ALIKE * min(len(one), len(other))


def with_list(text: str, place: Range) -> tuple[Range, ...]:
    """A sentence without its mark of a footnote; where it ends with a colon, the lines of the list behind it, too."""
    start, end = place
    mark = _FOOTNOTE.match(text, start, end)
    start = mark.end() if mark else start
    found = [(start, end)]
    at = end
    while (
        text[start:end].rstrip().endswith(":")
        and (item := _ITEM.match(text, at))
        and item.end() - start < _LONGEST_LIST
    ):
        found.append((item.end() - len(item["item"]), item.end()))
        at = item.end()
    return tuple(found)


def _fits(text: str, wanted: Stated) -> bool:
    says = wanted.core.search(text) is not None and all(p.search(text) for p in wanted.says)
    return says and not (wanted.never and wanted.never.search(text))
