"""Which words of a sentence speak of one of its figures?

What stands before it and behind it, up to the figures around it: between two figures, the words up to the last comma or
"and" belong to the one before, where the ones behind lead to the next. A figure that has no words before it shares
those of the figure before; of what a part is said ("of which", "including"), the words before it name the whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.tools.figures.clauses import ENDS
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.listing import lists_of
from tieout.tools.figures.moved import DOWN, UP
from tieout.tools.figures.places import Place, overlaps
from tieout.tools.figures.plainwords import ADDS_NOTHING
from tieout.tools.figures.said import Said
from tieout.tools.figures.sayings import Telling, telling, without_glue

_SEAM = re.compile(
    r",\s+(?:and\s+)?|;\s*|\s+and\s+|\s*\(\s*|\)\s*|\b(?:as\s+well\s+as|(?:partially\s+)?offset\s+by|up\s+from|down\s+from|"
    r"compared\s+(?:to|with)|versus)\b"
)
_PART = re.compile(
    r"\b(?:of\s+which|including|includes?|included(?!\s+(?:in|within)\b)|inclusive\s+of|consist(?:s|ed|ing)?\s+of|compris(?:es|ed|ing))\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"(?:also\s+)?(?:\w+ed|paid|had|was|were|spent|made|sold|bought|drew)\b(?!\s+(?:by|to|for|in|on|with))"
)
"""A verb with which a second statement begins: "and paid dividends of"."""
_LEADS = re.compile(
    r"\b(?:through|reflect(?:s|ed|ing)|driven\s+by|due\s+to|offset\s+by|as\s+well\s+as|resulting\s+from|because\s+of|attributable\s+to|"
    r"result\s+of|(?:primarily|mainly|principally|mostly|largely|partially|partly)(?:\s+(?:by|from))?)\b",
    re.IGNORECASE,
)
"""Behind these words something new is named."""
_OPENING = re.compile(
    r"\s*(?:\w+ing|To|Additionally|Also|Further|Furthermore|Moreover|In\s+addition)\b[^,;]{0,160},\s+(?=(?:the\s+[Cc]ompany|we)\b)"
)
"""What opens a sentence before its subject, and names nothing of its figures."""

_SEE = re.compile(r"\((?:see|refer\s+to)\s[^()]{1,200}\)", re.IGNORECASE)
"""Where more is told, and nothing of a figure."""


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """What is said of a figure."""

    words: tuple[Telling, ...]
    """That speak of it."""
    whole: tuple[Telling, ...]
    """What it is said to be some of, "of which" and its like standing between."""


def spoken(said: Said, at: Reading) -> Spoken:
    """The words of one figure, in their order."""
    text = _Text(said)
    group = text.group(at)
    own, cut = text.own(group)
    if cut is None and not text.tells(own):
        shared, cut = text.shared(group)
        own = (*shared, *own)
    whole = () if cut is None else text.words(said.clause(at)[0], cut)
    return Spoken(words=(*own, *text.words(*text.behind(group))), whole=whole)


def behind(said: Said, at: Reading) -> Place:
    """The range behind a figure whose words speak of it."""
    text = _Text(said)
    return text.behind(text.group(at))


class _Text:
    """A sentence with its figures."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._amounts = said.amounts()
        self._lists = list(lists_of(said.text, self._amounts))
        spots = [(r.start, r.end) for r in said.readings] + [(w.start, w.end) for w in said.wordings]
        spots += [(c.start, c.end) for c in said.companies] + [m.span() for m in _SEE.finditer(said.text)]
        self._all = [w for w in telling(said.text) if not overlaps(w.place, spots)]

    def words(self, low: int, high: int) -> tuple[Telling, ...]:
        """The telling words of a range, without figures, periods and companies."""
        return tuple(w for w in self._all if low <= w.start and w.end <= high)

    def group(self, at: Reading) -> Sequence[Reading]:
        """The list in which a figure stands; itself, where it stands in none."""
        return next((group for group in self._lists if at in group), [at])

    def before(self, group: Sequence[Reading]) -> Place:
        """The range of words before a list that are not of the figure before."""
        low, high = self._said.clause(group[0])[0], group[0].start
        earlier = [r for r in self._amounts if low <= r.start and r.end <= high]
        opening = _OPENING.match(self._said.text, low)
        low = self._seam(earlier[-1].end, high) if earlier else opening.end() if opening else low
        leads = [m.end() for m in _LEADS.finditer(self._said.text, low, high)]
        return (leads[-1] if leads and self._tells(leads[-1], high) else low), high

    def behind(self, group: Sequence[Reading]) -> Place:
        """The range of words behind a list that are not of the next figure, nor of why it is what it is."""
        start, high = group[-1].end, self._said.clause(group[-1])[1]
        later = [r for r in self._amounts if start <= r.start < high]
        end = self._seam(start, later[0].start) if later else high
        cut = ENDS.search(self._said.text, start, end)
        return start, cut.start() if cut else end

    def own(self, group: Sequence[Reading]) -> tuple[tuple[Telling, ...], int | None]:
        """The words before a list that speak of it, and where "of which" and its like stand, if they do."""
        low, high = self.before(group)
        cut = list(_PART.finditer(self._said.text, low, high))
        return self.words(cut[-1].end() if cut else low, high), cut[-1].start() if cut else None

    def shared(self, group: Sequence[Reading]) -> tuple[tuple[Telling, ...], int | None]:
        """As `own`, of the figure before, or of those before it: the subject of several figures."""
        low = self._said.clause(group[0])[0]
        for earlier in reversed([r for r in self._amounts if low <= r.start and r.end <= group[0].start]):
            found, cut = self.own(self.group(earlier))
            if cut is not None or self.tells(found):
                return found, cut
        return (), None

    def _seam(self, low: int, high: int) -> int:
        """Where the words of one figure end and those of the next begin."""
        seams = [m.span() for m in _SEAM.finditer(self._said.text, low, high)]
        if not seams:
            return low
        acts = [s for s in seams if _ACT.match(self._said.text, s[1])]
        if acts:
            return acts[0][1]
        if not self._tells(seams[-1][1], high):
            return seams[-1][1]
        if not self._tells(low, seams[0][0]):
            return seams[0][1]
        commas = [s for s in seams if self._said.text[s[0]] in ",;" and self._tells(s[1], high)]
        return (commas or seams[-1:])[0][1]

    def tells(self, words: Sequence[Telling]) -> bool:
        """Whether some of the words name something: others than "increase" and "amount"."""
        return bool(without_glue(w.stem for w in words if not is_move(self._said.text, w)))

    def _tells(self, low: int, high: int) -> bool:
        return self.tells(self.words(low, high))


def is_move(text: str, word: Telling) -> bool:
    """Whether a word says how something moved."""
    printed = text[slice(*word.place)]
    return (
        UP.fullmatch(printed) is not None or DOWN.fullmatch(printed) is not None or printed.casefold() in ADDS_NOTHING
    )
