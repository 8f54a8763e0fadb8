"""Whose figures are asked for? Companies of the home, by name, ticker or CIK, and names that are not there."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from tieout.document import Entity

FORMS = frozenset(
    "inc incorporated corp corporation co company companies ltd limited plc llc lp sa nv ag se group holding "
    "holdings the trust bancorp and de new aktiengesellschaft gmbh kgaa ab asa oyj spa bhd berhad pty tbk pjsc "
    "publ".split()
)
"""Words of a name that say its legal form, and nothing about who it is."""
GENERIC = frozenset(
    "advanced allied american applied atlantic bank best big blue capital central chemical citizens coastal "
    "commercial community consolidated continental digital dollar dynamics eastern electric energy enterprise "
    "enterprises equity federal financial first fleet foods general global gold golden great green health home "
    "host houston industries innovative insurance international investors iron key liberty life live marine "
    "medical micro mid motor motors mountain national natural new news northern northwest office oil old one open "
    "pacific paper park penn pioneer power premier prime principal prologis public pure quality quest real "
    "regional republic research rock royal santa security select service services simply solar southern southwest "
    "standard star state steel summit sun superior systems target technologies technology texas times total "
    "tractor trade travel under union united universal us usa valley value verity virginia visa vital washington "
    "waste water west western white whole world zimmer".split()
)
"""Words that begin many names: alone they name no company."""
COMMON = frozenset(
    "all any are be big can car cat cost day do dog eat fast for fun gap go good had has he hear here how it its "
    "job key kind life like live love low main man me met mind more most net new nice now oil old on one open or "
    "out own pay play post pro ran real road run safe sale see so sun tap team ten the this time to top true two "
    "up was we well work you".split()
)
"""Tickers that are English words, in lower case no tickers."""
_TAIL = re.compile(
    r"(?:,?\s+(?:inc(?:orporated)?|corp(?:oration)?|co|company|companies|ltd|limited|plc|llc|lp|holdings?|group)\b\.?)+"
    r"(?:[’'`]s?(?!\w))?",
    re.IGNORECASE,
)
_SITE = re.compile(r"([^\W\d_]{4,})\.(?:com|net|org|io)\b", re.IGNORECASE)
"""A name that is a web address, whose first word is how people say it: "Amazon.com, Inc."."""
_GLUED = re.compile(r"([A-Z][a-z]{3,})(?:Co|Corp)\b")
"""A name with its legal form in one word, before which people stop: "PepsiCo"."""
_NAME_WORD = re.compile(r"[\w&]+(?:[’'`.](?=\w)\w+)*(?:[’'`]s?)?")
_OWNING = re.compile(r"[’'`]s?$")
SHORTEST_LOWER_TICKER = 3
_NONE: Mapping[str, Collection[str]] = MappingProxyType({})
LONG = 3
INITIALS = 2
_LONGEST = 6
"""Words of the longest name that is looked for."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A company named in a text."""

    start: int
    end: int
    entity: Entity


def with_form(text: str, end: int) -> int:
    """Where a name ends that starts before `end`: words of its legal form and a possessive belong to it."""
    tail = _TAIL.match(text, end)
    return tail.end() if tail else end


_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that no accent makes of others."""


def folded(text: str) -> str:
    """A text without case and accents."""
    if text.isascii():
        return text.casefold()
    text = text.casefold().translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def squeezed(word: str) -> str:
    """A word without case, accents, possessive and punctuation inside it: "McDonald's" is "mcdonald"."""
    bare = re.sub(r"[’'`]s?$", "", folded(word))
    return re.sub(r"[’'`]s?(?=$|\W)|[’'`.]", "", bare)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a company's name that tell it from others."""
    bare = re.sub(r"/\w+/?\s*$", "", name)
    words = [squeezed(w) for w in re.findall(r"[\w&’'.]+", bare)]
    kept = [w for w in words if w and w not in FORMS]
    return tuple(kept or [w for w in words if w])


def initials_of(name: str) -> str:
    """The initials by which a company may be called: "TI" of Texas Instruments."""
    return "".join(word[0] for word in words_of(name)).upper()


class Companies:
    """The companies of a home, ready to be found in questions."""

    def __init__(self, entities: Iterable[Entity], names: Mapping[str, Collection[str]] = _NONE) -> None:
        """`names` are what their documents call them beside their own name, by entity key."""
        self.entities = tuple(entities)
        self._spoken: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._exact: dict[str, set[str]] = defaultdict(set)
        self._by_key = {e.key: e for e in self.entities}
        for entity in self.entities:
            self._enter(entity)
        for entity in self.entities:
            for name in names.get(entity.key, ()):
                self._call(entity, name)

    def _enter(self, entity: Entity) -> None:
        words = words_of(entity.name)
        for length in range(1, len(words) + 1):
            head = name_words(" ".join(words[:length]))
            if length == len(words) or (length > 1 or (words[0] not in GENERIC and len(head[0]) > INITIALS)):
                self._spoken[head].add(entity.key)
        for short in filter(None, (_SITE.match(entity.name), _GLUED.match(entity.name))):
            self._spoken[name_words(short[1])].add(entity.key)
        initials = initials_of(entity.name)
        if len(initials) >= INITIALS:
            self._exact[initials].add(entity.key)
        if entity.ticker:
            self._exact[entity.ticker.upper()] = {entity.key}
            lower = entity.ticker.casefold()
            if len(lower) >= SHORTEST_LOWER_TICKER and lower not in COMMON:
                self._spoken[(lower,)].add(entity.key)
        if entity.cik:
            self._exact[entity.cik].add(entity.key)
            self._exact[entity.cik.lstrip("0")].add(entity.key)

    def _call(self, entity: Entity, name: str) -> None:
        """Enter another name; a symbol is one only in capitals, and a name that another company has is none."""
        if name.isupper() and " " not in name:
            self._exact.setdefault(name, {entity.key})
            return
        words = words_of(name)
        if len(words) > 1 or words[0] not in GENERIC | COMMON:
            self._spoken.setdefault(name_words(" ".join(words)), {entity.key})

    def find(self, text: str) -> tuple[Named, ...]:
        """Companies in the order of the text; a name that fits two companies names neither."""
        words = [(m[0], m.start(), m.end()) for m in _NAME_WORD.finditer(text)]
        found: list[Named] = []
        place = 0
        while place < len(words):
            length, key = self._longest(words, place)
            if key is not None:
                end = self._whole(key, text, words[place : place + length + _LONGEST], length)
                found.append(Named(start=words[place][1], end=end, entity=self._by_key[key]))
                length += sum(end > start >= words[place + length - 1][2] for _, start, _ in words)
            place += max(length, 1)
        return tuple(found)

    def _whole(self, key: str, text: str, words: Sequence[tuple[str, int, int]], length: int) -> int:
        """Where a name ends of which so many words were found: the rest of the company's own name belongs to it."""
        own = [squeezed(w) for w in re.findall(r"[\w&’'.]+", self._by_key[key].name)]
        last, end = squeezed(words[length - 1][0]), words[length - 1][2]
        rest = own[own.index(last) + 1 :] if last in own else []
        for (word, start, stop), next_one in zip(words[length:], rest, strict=False):
            if squeezed(word) != next_one or not word[:1].isupper() or text[end:start].strip(" ,"):
                break
            end = stop
        return max(end, with_form(text, words[length - 1][2]))

    def _longest(self, words: Sequence[tuple[str, int, int]], place: int) -> tuple[int, str | None]:
        first = name_words(words[place][0])
        opens = not first or first[0] in self._openings
        for length in range(min(_LONGEST, len(words) - place), 0, -1) if opens else ():
            part = tuple(t for w, _, _ in words[place : place + length] for t in name_words(w))
            keys = self._filers(self._spoken.get(part, set()))
            if len(keys) == 1:
                return length, next(iter(keys))
        exact = _OWNING.sub("", words[place][0])
        keys = self._filers(self._exact.get(exact, set()))
        return (1, next(iter(keys))) if len(keys) == 1 else (0, None)

    @cached_property
    def _openings(self) -> frozenset[str]:
        """The first words of all names."""
        return frozenset(name[0] for name in self._spoken if name)

    def _filers(self, keys: set[str]) -> set[str]:
        """Of several companies that a name fits those with a CIK, if there are: an untagged file may name one twice."""
        return {k for k in keys if self._by_key[k].cik} or keys if len(keys) > 1 else keys

    def named(self, wanted: str) -> tuple[Entity, ...]:
        """The companies that a user's restriction names: a ticker, CIK or name."""
        exact = self._exact.get(wanted.strip().upper(), set()) or self._exact.get(wanted.strip(), set())
        keys = exact or self._spoken.get(name_words(" ".join(words_of(wanted))), set())
        return tuple(self._by_key[k] for k in sorted(keys))


@lru_cache(maxsize=1 << 14)
def name_words(text: str) -> tuple[str, ...]:
    """A text as name words; a final s does not matter, so that "lowes" is Lowe's."""
    bare = (squeezed(w) for w in re.findall(r"[\w&’'.`]+", text))
    return tuple(w[:-1] if len(w) > LONG and w.endswith("s") else w for w in bare if w)


STOP = frozenset(
    "a about across after all also an and any are as at average be been before between both but by can change "
    "changed compare compared comparison could describe detail did disclose discuss do does during each either "
    "explain fell fall find for from fy gave get give given grew grow growth had has have highest how i if in "
    "into is it its largest last latest least less list long lowest main make many me mean median more most much "
    "my name next not now of off on one only or other our out over past per percent percentage please previous "
    "prior quarter rank ratio recent report reported rise rose say says share should show since so some summarise "
    "summarize table tell than that the their them there these they this those through to total trend two under "
    "up us using versus vs was we were what when where which while who whose why will with would year years yoy "
    "you happen happened q1 q2 q3 q4 h1 h2 fiscal annual quarterly company companies filing filings 10-k 10-q 8-k form "
    "item section note notes".split()
)
_CANDIDATE = re.compile(r"(?<![\w&])[A-Z][\w&.-]*(?:[’']s)?(?:\s+(?:of\s+)?[A-Z][\w&.-]*(?:[’']s)?)*")


def strangers(text: str, taken: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Capitalised names in a text that stand in none of the ranges taken: perhaps companies that are not indexed."""
    covered = [False] * len(text)
    for start, end in taken:
        covered[start:end] = [True] * (end - start)
    found: list[str] = []
    for match in _CANDIDATE.finditer(text):
        words = [
            w
            for w in re.finditer(r"\S+", match[0])
            if not any(covered[match.start() + w.start() : match.start() + w.end()])
        ]
        kept = [re.sub(r"[’']s$|[.,]$", "", w[0]) for w in words]
        kept = [w for w in kept if w.casefold() not in STOP and w[:1].isupper()]
        if kept:
            found.append(" ".join(kept))
    return tuple(dict.fromkeys(found))


def residue(text: str, taken: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Content words of a text, in lower case, outside the ranges taken."""
    covered = [False] * len(text)
    for start, end in taken:
        covered[start:end] = [True] * (end - start)
    words = (m for m in re.finditer(r"(?<!\d-)[^\W\d_][\w&’'-]*", text) if not any(covered[m.start() : m.end()]))
    return tuple(dict.fromkeys(w for m in words if (w := squeezed(m[0])) and w not in STOP))


_LINK = (
    r"(?:\s*(?:,|/|&)\s*(?:and\s+|or\s+)?|\s+(?:and|or|vs\.?|versus|against|with|to|than)\s+)"
    r"(?:the\s+|that of\s+|of\s+)*"
)
_AGAINST = r"\s*#+\s+(?:with|to|vs\.?|versus|against|than)\s+(?:the\s+|that of\s+)*"
"""What stands between when a metric is named with the first company only."""
_NAME = r"[^\W\d_][\w&-]{1,40}(?:\s+[A-Z][\w&-]{0,40}){0,3}"


def listed(text: str, named: Sequence[tuple[int, int]], taken: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Words that stand in a list with companies, as "tesla" does in "apple, amd and tesla", and mean nothing else."""
    shown = list(text)
    for start, end in taken:
        mark = "@" if (start, end) in named else "#"
        shown[start:end] = mark * (end - start)
    marked, found = "".join(shown), []
    while match := re.search(rf"@(?:{_LINK}|{_AGAINST})({_NAME})|(?<![\w#])({_NAME})(?:[’']s)?{_LINK}@", marked):
        start, end = match.span(1) if match[1] else match.span(2)
        name = " ".join(squeezed(w) for w in marked[start:end].split())
        if name not in STOP:
            found.append(name)
        marked = marked[:start] + ("@" if name not in STOP else "#") * (end - start) + marked[end:]
    return tuple(dict.fromkeys(found))
