"""What else does a report call its issuer? Short and former names, subsidiaries that carry its name, symbols."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tieout.tools.figures.companies import COMMON, GENERIC, folded, words_of
from tieout.tools.filings.namecues import EXCHANGES, FORM, NAME, is_stranger, trimmed

_MOST = 12
_SHARE = 0.04
_SELDOM = 0.2
_SHORTEST = 4
_SHORT_WORDS = 5
_EXCHANGES = frozenset(
    "NYSE NASDAQ ASX TSX TSXV LSE AIM SIX HKEX SEHK SGX JSE CSE NZX OSE OTC ISIN LEI USA USD EUR GBP PLC INC LLC NA "
    "KBW MSCI FTSE DAX STOXX".split()
)
_FORMER = re.compile(rf"(?i:(?:formerly|previously)\s+(?:known\s+as|called|named)?\s*:?)\s*[“\"]?(?P<name>{NAME})")
_CHANGED = re.compile(
    rf"(?i:changed\s+(?:its|the\s+company[’']s|our)\s+(?:corporate\s+)?name\s+from)\s+[“\"]?(?P<name>{NAME})[”\"]?\s+to"
)
_SYMBOL = re.compile(
    r"(?:(?i:\bsymbols?|\bticker(?:\s+code)?|\bcode|\bsecurity\s+code)\s*(?:is|of)?\s*[:“\"‘']+\s*"
    rf"|\((?:[A-Z][\w ]{{0,20}})?(?:{EXCHANGES})[^():]{{0,12}}:\s*)(?P<symbol>[A-Z][A-Z0-9.]{{1,5}})\b"
    r"|\b(?P<listed>[A-Z]{1,5})\s+(?:The\s+)?(?:NASDAQ|Nasdaq|NYSE|New\s+York\s+Stock\s+Exchange)\b"
)
_NEAR = 160


def called(name: str, text: str, pages: Sequence[str]) -> tuple[str, ...]:
    """Other names of the issuer `name`, the most certain first; its own full name is not among them."""
    own = words_of(name)
    found = [*_former(own, text), *_defined(name, text), *_symbols(text), *_alike(own, pages)]
    kept = {" ".join(words_of(other)): other for other in reversed(found) if words_of(other) and words_of(other) != own}
    return tuple(sorted(kept.values(), key=found.index))[:_MOST]


def _former(own: tuple[str, ...], text: str) -> Iterator[str]:
    """Names said to be former ones just behind the name itself."""
    for match in (*_FORMER.finditer(text), *_CHANGED.finditer(text)):
        before = folded(text[max(0, match.start() - _NEAR) : match.start()])
        other = trimmed(match["name"])
        if own[0] in before.split()[-len(own) - 12 :] and other and not is_stranger(other):
            yield other


def _defined(name: str, text: str) -> Iterator[str]:
    """What the text says that it calls the issuer: "(“OeKB”)"."""
    own = re.escape(name).replace(r"\ ", r"\s+")
    for match in re.finditer(rf"{own}[^().\n]{{0,60}}\s*\((?P<said>[^()]{{2,120}})\)", text):
        for quoted in re.findall(r"[“\"](?:the\s+)?([A-Z][\w&.\- ]{1,30})[,.]?[”\"]", match["said"]):
            if not is_stranger(quoted) and _abbreviates(quoted, name):
                yield quoted


def _abbreviates(short: str, name: str) -> bool:
    """Whether a short form can stand for a name: it has one of its words, or its letters in their order."""
    own = words_of(name)
    if set(words_of(short)) & {word for word in own if word not in GENERIC}:
        return len(words_of(short)) <= len(own) + 1 and "plan" not in folded(short)
    letters, rest = re.sub(r"\W", "", folded(short)), iter(re.sub(r"\W", "", folded(name)))
    return len(letters) > 1 and folded(name).startswith(letters[0]) and all(letter in rest for letter in letters)


def _symbols(text: str) -> Iterator[str]:
    found = (match["symbol"] or match["listed"] for match in _SYMBOL.finditer(text))
    counts = Counter(symbol for symbol in found if symbol not in _EXCHANGES)
    for symbol, count in counts.most_common(2):
        if count > 1 or len(counts) == 1:
            yield symbol


def _alike(own: tuple[str, ...], pages: Sequence[str]) -> Iterator[str]:
    """Capitalised runs with a telling word of the name in front that many pages print, and that word alone."""
    telling = [word for word in own if len(word) >= _SHORTEST and word not in GENERIC | COMMON]
    runs: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for page in pages:
        flat = " ".join(page.split())
        small.update(set(re.findall(r"\b[a-zß-ÿ]{4,}\b", flat)))
        names = {trimmed(match[0]) for match in re.finditer(NAME, flat)}
        runs.update(name for name in names if name and folded(name).split()[0].strip(".,’'") in telling)
    least = max(3, _SHARE * len(pages))
    for name, count in runs.most_common():
        words = words_of(name)
        is_longer = words[: len(own)] == own and not (FORM.search(name) and not name.isupper())
        is_word = len(words) == 1 and small[words[0]] > _SELDOM * count
        if count >= least and len(words) <= _SHORT_WORDS and not is_longer and not is_word:
            yield name
