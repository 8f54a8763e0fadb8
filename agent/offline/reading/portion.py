"""Which segments, products or places does a question name, and which might it name?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieout.agent.offline.reading.neutral import NEUTRAL, PARTS
from tieout.document import Entity
from tieout.fact import Fact
from tieout.tools.figures.companies import STOP, name_words
from tieout.tools.figures.member import GROSS, members
from tieout.tools.figures.phrases import Found, Phrases, phrase, words_of

Place = tuple[int, int]
Name = tuple[str, ...]
_JOINING = frozenset(phrase("and or of the excluding except non"))
"""Words before which a part's name cannot be cut off: "Product" is not "Product and service"."""
_VAGUE = _JOINING | frozenset(phrase("asia europe africa america north south east west latin middle rest other all"))
"""Words with which a shortened name cannot begin: "Asia" is not "Asia Pacific"."""
_SHORT = 2


@dataclass(frozen=True, kw_only=True)
class Portions:
    """The parts that a question names, with their places, and words that may name a part all the same."""

    names: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    perhaps: tuple[str, ...] = ()


def portions(
    text: str,
    facts: Iterable[Fact],
    owners: Sequence[Entity],
    *,
    metrics: Sequence[Place],
    others: Sequence[Place],
    companies: Sequence[Place],
) -> Portions:
    """Every part named in the text; a company's name, and a metric where another one is named, may lie inside."""
    return portions_of(text, members(facts), owners, metrics=metrics, others=others, companies=companies)


def portions_of(
    text: str,
    known: dict[Name, str],
    owners: Sequence[Entity],
    *,
    metrics: Sequence[Place],
    others: Sequence[Place],
    companies: Sequence[Place],
) -> Portions:
    """As `portions`, over the names of parts that some facts have."""
    phrases = Phrases({**shortened(known, owners), **known})
    whole = [f for f in phrases.find(text) if allowed(f, text, others, companies)]
    apart = any(not any(inside(m, (f.start, f.end)) for f in whole) for m in metrics)
    found = [f for f in whole if all(not overlap(m, (f.start, f.end)) or (apart and holds(f, m)) for m in metrics)]
    if not found:
        found = [f for f in phrases.find(blanked(text, metrics)) if allowed(f, text, (*others, *metrics), companies)]
    names = tuple(dict.fromkeys(f.target for f in found))
    places = tuple((f.start, f.end) for f in found)
    taken = (*places, *metrics, *others, *companies)
    rest = {w.folded for w in words_of(text) if free((w.start, w.end), taken)} - STOP
    hinted = [bare(name, owners) for name in known if known[name] not in names]
    perhaps = sorted({" ".join(h) for h in hinted if h and set(h) <= rest})
    return Portions(names=names, places=places, perhaps=tuple(perhaps))


def holds(found: Found[str], place: Place) -> bool:
    """Whether a metric's place lies inside a part's name."""
    return inside(place, (found.start, found.end))


def shortened(known: dict[Name, str], owners: Sequence[Entity]) -> dict[Name, str]:
    """Beginnings of names, and names without the company's own, where they lead to one part only."""
    leads: dict[Name, set[str]] = {}
    telling: set[Name] = set()
    for name, label in known.items():
        own = bare(name, owners)
        for short in beginnings(name, own) if not label.endswith(GROSS) else ():
            leads.setdefault(short, set()).add(label)
            telling |= {short} if is_telling(short, name) else set()
    return {short: next(iter(labels)) for short, labels in leads.items() if len(labels) == 1 and short in telling}


def beginnings(name: Name, own: Name) -> set[Name]:
    """The shorter forms of a name."""
    return {name[:n] for n in range(1, len(name))} | {own[:n] for n in range(1, len(own) + 1)}


def is_telling(short: Name, name: Name) -> bool:
    """Whether a shortened name can stand for the whole one."""
    after = name[len(short) : len(short) + 1]
    common = NEUTRAL | PARTS | STOP | _VAGUE
    return not set(after) & _JOINING and not set(short) <= common and short[0] not in _VAGUE and len(short[0]) > _SHORT


def bare(name: Name, owners: Sequence[Entity]) -> Name:
    """A part's name without the words of the company's own name and without "group" and its like."""
    own = {w for e in owners for w in (*name_words(e.name), (e.ticker or "").casefold())}
    return tuple(w for w in name if w not in own and w not in PARTS and w != "group")


def allowed(found: Found[str], text: str, taken: Sequence[Place], companies: Sequence[Place]) -> bool:
    """Whether a name stands where nothing else was understood; it may go on beyond a company's name."""
    place = (found.start, found.end)
    printed = text[slice(*place)]
    if len(printed) <= _SHORT and not printed.isupper():
        return False
    beyond = all(not overlap(place, c) or inside(c, place) for c in companies)
    return free(place, taken) and beyond


def inside(small: Place, large: Place) -> bool:
    """Whether a range lies within a longer one."""
    return large[0] <= small[0] and small[1] <= large[1] and small != large


def overlap(one: Place, other: Place) -> bool:
    """Whether two ranges share a character."""
    return one[0] < other[1] and other[0] < one[1]


def blanked(text: str, taken: Iterable[Place]) -> str:
    """The text with ranges replaced by spaces."""
    letters = list(text)
    for start, end in taken:
        letters[start:end] = " " * (end - start)
    return "".join(letters)


def free(place: Place, taken: Iterable[Place]) -> bool:
    """Whether a range shares no character with any of the others."""
    return not any(overlap(place, other) for other in taken)
