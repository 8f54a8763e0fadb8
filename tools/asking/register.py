"""Which companies has a home documents of, and under which names are they known?"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tieout.document import Document
from tieout.tools.asking.keys import SMALL, Words, abbreviates, joined, key_of, telling, within, written
from tieout.tools.asking.plainwords import is_plain
from tieout.tools.asking.spelling import close
from tieout.tools.figures.companies import COMMON, folded, initials_of, name_words, words_of

How = Literal["full", "called", "short", "symbol", "part", "spelling", "plain", "printed"]
"""The whole name, what a document calls its issuer, a name's beginning, a symbol, some of its words, a slip of it,
a word of the language that is all of its name, what its documents print everywhere."""
INITIALS = 2
SHORTEST_SYMBOL = 3
LONGEST = 10
PLAIN = re.compile(
    r"(?:the\s+)?([^\W\d_]{3,})(?:,?\s+(?:inc|corp(?:oration)?|co(?:mpany)?|ltd|limited|plc)\.?)?", re.IGNORECASE
)
"""A name of one word and a legal form."""
SITE = re.compile(r"([^\W\d_]{4,})\.(?:com|net|org|io)\b", re.IGNORECASE)
"""A name that is a web address, whose first word is how people say it."""
AMPERSAND = re.compile(r"(?<=[A-Z])n(?=[A-Z])")
"""As in "JnJ"."""
ELISION = re.compile(r"^[dl][’'](?=[^\W\d_]{2})")
"""As in "d'Apple"."""
ABBREVIATED = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")
LEAST_JOINED = 6
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "Å": "Aa"})


@dataclass(frozen=True, kw_only=True)
class Company:
    """Whose documents a home has, however often its name is printed otherwise."""

    key: str
    name: str
    documents: tuple[Document, ...]
    """Ordered by id."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a name leads to: companies, and how it is one of their names."""

    companies: tuple[Company, ...]
    how: How


class Register:
    """The companies of a home by all their names."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.companies = tuple(_grouped(documents))
        self._full: dict[Words, set[int]] = defaultdict(set)
        self._called: dict[Words, set[int]] = defaultdict(set)
        self._short: dict[Words, set[int]] = defaultdict(set)
        self._plain: dict[Words, set[int]] = defaultdict(set)
        self._symbols: dict[str, set[int]] = defaultdict(set)
        self._joined: dict[str, set[int]] = defaultdict(set)
        for number, company in enumerate(self.companies):
            self._enter(number, company)

    def named(self, name: str) -> Known | None:
        """The companies that a whole name names, legal forms and accents aside; None where the home has none."""
        exact = name.strip().strip(".,")
        words = key_of(name)
        if words and (found := self._full.get(words)):
            return self._known(found, "full")
        if found := self._symbols.get(exact):
            return self._known(found, "symbol")
        if words and (found := self._called.get(words)):
            return self._known(found, "called")
        if words and (found := self._short.get(words)):
            return self._known(found, "short")
        return self.nearly(name, longer=True)

    def nearly(self, name: str, *, longer: bool = False) -> Known | None:
        """The one company that a name has some words of, or is a slip of; `longer` where it may also say more."""
        words = key_of(name)
        if found := self._part(words, longer=longer) or self._abbreviated(name):
            return self._known(found, "part")
        names = (*self._full.items(), *self._called.items(), *self._short.items())
        found = {number for known, owners in names if close(words, known) for number in owners}
        return self._known(found, "spelling") if len(found) == 1 else None

    def owners(self, documents: Collection[str]) -> Known | None:
        """The companies of some documents; None for none."""
        found = {n for n, company in enumerate(self.companies) if any(d.id in documents for d in company.documents)}
        return self._known(found, "printed") if found else None

    def spoken(self, words: Sequence[str]) -> Known | None:
        """As `named`, for words of running text: nothing but a name as it stands, or a symbol."""
        folded = tuple(token for word in words for token in name_words(word))
        known: tuple[tuple[How, dict[Words, set[int]]], ...]
        known = (("full", self._full), ("called", self._called), ("short", self._short), ("plain", self._plain))
        for how, names in known:
            if found := names.get(folded):
                return self._known(found, how)
        bare = re.sub(r"[’'`]s?$", "", words[-1])
        if len(words) == 1 and (found := self._symbols.get(bare) or self._symbols.get(AMPERSAND.sub("&", bare))):
            return self._known(found, "symbol")
        if found := self._joined.get(joined("".join((*words[:-1], bare)))):
            return self._known(found, "called")
        whole = ELISION.sub("", words[0])
        return self.spoken((whole, *words[1:])) if whole != words[0] else None

    def _known(self, found: Iterable[int], how: How) -> Known:
        return Known(companies=tuple(self.companies[n] for n in sorted(found)), how=how)

    def _enter(self, number: int, company: Company) -> None:
        for name in dict.fromkeys(d.entity.name for d in company.documents):
            self._named(number, name)
            self._heads(number, words_of(name))
        for name in dict.fromkeys(other for d in company.documents for other in d.names):
            if name.isupper() and " " not in name and len(name) <= SHORTEST_SYMBOL * 2:
                self._symbols[name].add(number)
            elif telling(key_of(name)):
                self._called[key_of(name)].add(number)
        for document in company.documents:
            self._marks(number, document)

    def _named(self, number: int, name: str) -> None:
        """A full name as written, without its legal form, in one word, with umlauts written out, and its initials."""
        self._full[written(name)].add(number)
        for spelt in {name, name.translate(UMLAUTS)}:
            self._full[key_of(spelt)].add(number)
            if len(one := joined(" ".join(words_of(spelt)))) >= LEAST_JOINED:
                self._joined[one].add(number)
        if plain := PLAIN.fullmatch(name.strip()):
            self._plain[name_words(plain[1])].add(number)
        if site := SITE.match(name):
            self._called[name_words(site[1])].add(number)
        initials = initials_of(name)
        if len(initials) >= INITIALS and not is_plain(initials):
            self._symbols[initials].add(number)

    def _heads(self, number: int, words: Words) -> None:
        """The beginnings of a name by which it may be called: "Lowe's", "General Motors"."""
        for length in range(1, len(words)):
            head = name_words(" ".join(words[:length]))
            if head and head[-1] not in SMALL and telling(head) and (length > 1 or len(head[0]) > 2):  # noqa: PLR2004
                self._short[head].add(number)

    def _marks(self, number: int, document: Document) -> None:
        entity = document.entity
        if entity.ticker:
            self._symbols[entity.ticker.upper()].add(number)
            lower = entity.ticker.casefold()
            if len(lower) >= SHORTEST_SYMBOL and lower not in COMMON:
                self._symbols[lower].add(number)
        if entity.cik:
            self._symbols[entity.cik].add(number)
            self._symbols[entity.cik.lstrip("0")].add(number)

    def _part(self, words: Words, *, longer: bool) -> set[int]:
        """The company whose full name has all these words in this order, one of them telling; else one that is part."""
        if not telling(words):
            return set()
        whole = {n for full, found in self._full.items() if within(words, full) for n in found}
        if whole or not longer:
            return whole if len(whole) == 1 else set()
        parts = [full for full in self._full if len(full) > 1 and telling(full) and within(full, words)]
        found = {n for full in parts for n in self._full[full]}
        return found if len(found) == 1 else set()

    def _abbreviated(self, name: str) -> set[int]:
        """The company whose two words begin as the two parts of a name do: "AmEx"."""
        if not ABBREVIATED.fullmatch(name):
            return set()
        found = {n for full, owners in self._full.items() if abbreviates(folded(name), full) for n in owners}
        return found if len(found) == 1 else set()


def _grouped(documents: Sequence[Document]) -> Iterator[Company]:
    """One company for each CIK, and for each name that none of those with a CIK has."""
    of: dict[str, list[Document]] = defaultdict(list)
    ciks = {key_of(d.entity.name): d.entity.cik for d in documents if d.entity.cik}
    for document in documents:
        words = key_of(document.entity.name)
        of[document.entity.cik or ciks.get(words) or " ".join(words) or document.entity.key].append(document)
    for key in sorted(of):
        names = [d.entity.name for d in of[key] if d.entity.cik] or [d.entity.name for d in of[key]]
        yield Company(key=key, name=min(names, key=lambda name: (name.isupper(), name)), documents=tuple(of[key]))
