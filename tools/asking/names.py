"""Which companies does a question name? In quotation marks and in running text, those of the home and others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tieout.tools.asking.named import Asking, NameAsked, Place, Prints, inside
from tieout.tools.asking.plainwords import is_plain
from tieout.tools.asking.register import ELISION, LONGEST, Known, Register
from tieout.tools.asking.runs import TAIL, Run, runs
from tieout.tools.asking.strangers import is_company, strange_names
from tieout.tools.figures.companies import COMMON, GENERIC, name_words, words_of

_QUOTED = re.compile(
    r"[“\"«„]\s*(?P<double>[^“”\"«»„]{2,90}?)\s*[”\"»“]|(?<![\w’'])[‘'](?P<single>[A-Z][^‘’'\n]{1,90})[’'](?!\w)"
)
_TOKEN = re.compile(r"[^\W_]+(?:[_&-][^\W_]+)*(?:[’'`.](?=\w)\w+)*\.?(?:[’'`]s?(?!\w))?!?|&")
_POSSESSIVE = re.compile(r"[’'`]s?$")
_BETWEEN = re.compile(r"[\s,/+\-–]{0,3}")
_OF = re.compile(r"\b(?:of|for|by|at|did|does|has|had|is|was|than|versus|vs\.?|and|or)\s+$", re.IGNORECASE)
"""What stands before a name that is a word of the language: "did Target", "revenue of Visa"."""
_LEAD = re.compile(r"(?P<word>\S+)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_LED = re.compile(r"(?P<word>\S+)\s+(?:von|van|de|du|des|del|di|da|do|dos)\s+(?:la\s+|los\s+|las\s+)?$")
"""As "of" in other languages, whose words for revenue or profit nobody lists."""
_OTHERS = GENERIC | frozenset(
    "credit property properties investment investments partners realty resources pharma bio hospitality".split()
)
"""Words that go on a name rather than begin what is asked of it."""
_HOUSES = frozenset(
    "bank banks banco trust university college institute house houses city state states republic commonwealth kingdom "
    "port society church board exchange union federation association foundation museum order sons daughters "
    "banque banca caja caisse cassa sparkasse compagnie compañía companhia compagnia société sociedad sociedade "
    "società grupo groupe gruppo gruppe universität université universidad stadt ville ciudad cidade casa haus maison "
    "hotel hôtel crédit crédito credito cia cie grand grande fondo fonds fundo".split()
)
"""Words that begin a name with "of": "Bank of Ireland", "Banco de Chile"."""
_BANKS = frozenset("bank bancorp bancorporation bancshare bankshare banque banco".split())
_KINDS = (_BANKS, *(frozenset({word}) for word in ("reit", "trust", "fund", "partner", "partnership")))
"""Words behind a name that say what kind of body it is, folded; those of a group are as good as each other."""
_TWICE = 2


def names_asked(text: str, register: Register, taken: Sequence[Place], prints: Prints) -> tuple[NameAsked, ...]:
    """The companies that a question names, in its order.

    `taken` are the places of its periods and metrics, which are no names unless a legal form says so.
    """
    asking = Asking(text=text, register=register, taken=tuple(taken), prints=prints)
    quoted = list(_quoted(asking))
    spoken = _Spoken(asking=asking, quoted=[(n.start, n.end) for n in quoted])
    others = list(spoken.names())
    if any(n.known for n in others):
        quoted = [n for n in quoted if n.known or is_company(asking, n)]
    found = [*quoted, *others]
    if not any(n.known is None for n in quoted):
        found += strange_names(asking, found)
    return tuple(sorted(found, key=lambda n: n.start))


def _quoted(asking: Asking) -> Iterator[NameAsked]:
    """Names in quotation marks, as far as they can be companies' names."""
    for match in _QUOTED.finditer(asking.text):
        which = "double" if match["double"] else "single"
        name, place = match[which], match.span(which)
        known = asking.register.named(name) or asking.held(name)
        if known is not None or not (inside(place, asking.taken) or _is_term(name, asking)):
            yield asking.name(place, known)


def _is_term(name: str, asking: Asking) -> bool:
    """Whether words in quotation marks are a term rather than a company's name."""
    if is_plain(name) or name.islower() or name.endswith("?"):
        return True
    return not asking.taken and asking.tells_of(name)


@dataclass(kw_only=True)
class _Spoken:
    """Finds the names of the home's companies in running text, the longest at each place."""

    asking: Asking
    quoted: Sequence[Place]
    tokens: list[re.Match[str]] = field(init=False)
    runs: list[Run] = field(init=False)

    def __post_init__(self) -> None:
        text = self.asking.text
        self.tokens = [m for m in _TOKEN.finditer(text) if not inside(m.span(), self.quoted)]
        self.runs = list(runs(text))

    def names(self) -> Iterator[NameAsked]:
        """Each name, in the order of the text."""
        place = 0
        while place < len(self.tokens):
            length, known = self._longest(place)
            words = self.tokens[place : place + length]
            if known is None or not self._is_written(words, known):
                place += 1
                continue
            asked = self._whole(words, known)
            yield asked
            place += max(sum(asked.start <= t.start() < asked.end for t in self.tokens[place:]), length)

    def _longest(self, place: int) -> tuple[int, Known | None]:
        for length in range(min(LONGEST, len(self.tokens) - place), 0, -1):
            words = self.tokens[place : place + length]
            gaps = (self.asking.text[a.end() : b.start()] for a, b in pairwise(words))
            if all(_BETWEEN.fullmatch(gap) for gap in gaps) and (
                known := self.asking.register.spoken([w[0] for w in words])
            ):
                return length, known
        return 1, None

    def _is_written(self, words: Sequence[re.Match[str]], known: Known) -> bool:
        """Whether a match is written as names are.

        One small word is only where all are small, or it is the full name; a symbol is in capitals, and no metric's.
        """
        text, first = self.asking.text, ELISION.sub("", _POSSESSIVE.sub("", words[0][0]))
        is_quiet = not any(c.isupper() for c in text[1:])
        if known.how == "plain":
            owns = first != words[0][0] or _OF.search(text[: words[0].start()])
            return first[:1].isupper() and bool(owns)
        if known.how != "symbol":
            return len(words) > 1 or not first[:1].islower() or is_quiet or known.how == "full"
        if inside(words[0].span(), self.asking.taken):
            return False
        return is_quiet if first.islower() else not (text.isupper() and first.casefold() in COMMON)

    def _whole(self, words: Sequence[re.Match[str]], known: Known) -> NameAsked:
        """A match, or the longer name that it is part of: "Apple Hospitality REIT, Inc." is not Apple."""
        asking, start, end = self.asking, words[0].start(), words[-1].end()
        bare = len(_POSSESSIVE.sub("", asking.text[:end]))
        tail = TAIL.match(asking.text, end) if bare == end else None
        own = NameAsked(start=start, end=tail.end() if tail else end, text=asking.text[start:bare], known=known)
        if tail and known.how == "symbol":
            return asking.name((start, tail.end()), asking.register.named(asking.text[start : tail.end()]))
        if tail and known.how == "short" and _is_other_kind(tail[0], known):
            whole = asking.text[start : tail.end()].strip()
            other = asking.register.named(whole)
            if other or asking.printed(whole) < _TWICE:
                return asking.name((start, tail.end()), other)
        run = next((r for r in self.runs if r.start <= start and bare <= r.end), None)
        if run is None or (run.end <= own.end and run.start == start):
            return own
        first = start if _leads(asking.text[run.start : start], known) else run.start
        if run.end <= own.end and first == start:
            return own
        place = (first, run.end if bare == end else bare)
        longer = Run(start=place[0], end=place[1], text=asking.text[slice(*place)])
        if other := asking.register.named(longer.text):
            return asking.name(place, other)
        is_another = longer.is_formed or self._goes_on((start, bare), longer, known)
        return asking.name(place, None) if is_another and asking.printed(longer.text) < _TWICE else own

    def _goes_on(self, place: Place, run: Run, known: Known) -> bool:
        """Whether a match has words of another name around it: "Ellington Credit" is not Ellington Financial."""
        text = self.asking.text
        if any(not is_plain(word) for word in text[run.start : place[0]].split()):
            return True
        after = name_words(text[place[1] : run.end])
        if known.how not in {"short", "symbol"} or not after:
            return False
        if len(known.companies) > 1 or text[place[1] : run.end].lstrip().startswith("&"):
            return True
        full = {word for company in known.companies for word in words_of(company.name)}
        return (after[0] in _OTHERS or not is_plain(after[0])) and not set(after) & full


def _is_other_kind(tail: str, known: Known) -> bool:
    """Whether words behind a name say that it is another kind of body: "Delta Bancshares" is not Delta Air Lines."""
    said = set(name_words(tail))
    own = {word for company in known.companies for word in name_words(company.name)}
    return any(said & kind and not own & kind for kind in _KINDS)


def _leads(before: str, known: Known) -> bool:
    """Whether capitalised words only lead to a name: "EPS of", "Chief Financial Officer of"; "Bank of" begins one."""
    if led := _LED.search(before):
        return led["word"].casefold() not in _HOUSES
    match = _LEAD.search(before)
    if match is None:
        return False
    word = match["word"]
    return known.how == "full" or word.isupper() or (is_plain(word) and word.casefold() not in _HOUSES)
