"""Do the words around a metric make it another one, as in "Services net sales", "adjusted", "net sales in Texas"?

A metric that is named stands alone, or every word that belongs to it is explained: a company, a part, a period, or a
word that adds nothing. What else belongs to it makes it a metric or a part that nobody has checked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tieout.tools.figures.companies import FORMS
from tieout.tools.figures.plainwords import ADDS_NOTHING, DETERMINERS, HARMFUL, PLAIN, PREPOSITIONS, VERBS

Place = tuple[int, int]

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:[’'&-][^\W\d_]+)*|[,;:.!?()“”\"|—–]|\S")
_POSSESSIVE = re.compile(r"[’']s?$")
_NEAR = 60
_PART_OF = re.compile(
    r"\b(?:of\s+which|including|includes?|included|consist(?:s|ed|ing)?\s+of|compris(?:es|ed|ing)|portions?\s+of|parts?\s+of)\b"
    r"(?:\s+(?:approximately|about|an?|the|another|\())*\s*$",
    re.IGNORECASE,
)
_BOUNDED = re.compile(
    r"\b(?:(?:more|less|fewer|greater|higher|lower|better|worse)\s+than|over|under|above|below|exceed\w*|surpass\w*|topp\w+|miss\w*|"
    r"nearly|almost|up\s+to|at\s+(?:least|most)|not|never|no|beyond|within|short\s+of)\s+(?:the\s+|a\s+|its\s+)?\(?$",
    re.IGNORECASE,
)
_OPENERS = frozenset(
    "however overall meanwhile moreover thus also today again instead still conversely furthermore nevertheless "
    "besides first second third finally then next now here there".split()
)
"""Words before a comma that open a sentence and are no name."""
_REPORTS = frozenset("accounts books filing filings report reports statements 10-k 10-q k q form".split())
"""Where every figure of a company stands."""
_COORDINATED = frozenset({"and", "or", "&"})
_INCLUDES = re.compile(r"\binclud(?:e|es|ed|ing)\b", re.IGNORECASE)
ENDS = re.compile(
    r"[;!?]|\.(?=\s+(?-i:[A-Z])|\s+[“\"])|\b(?:due\s+to|driven\s+by|thanks\s+to|because|as\s+a\s+result|attributable\s+to|reflect(?:s|ed|ing)|"
    r"(?:primarily|mainly|partially|largely|partly|mostly|principally)\s+\w+|resulting\s+(?:from|in)|offset\s+by|"
    r"which|who|where|when|while|whereas|although|though|since|but|as\s+well\s+as)\b",
    re.IGNORECASE,
)
_SUBJECTS = frozenset("it we i and or management results performance profitability there".split())
_LINKS = frozenset('and or & , ( ) “ ” " | — – : . -'.split())
_UNITS = frozenset(
    "segment division unit business region category product brand geography subsidiary affiliate channel".split()
)
"""Words that speak of a part without naming it."""
_DENIES = re.compile(
    r"\b(?:excluding|excludes?|excluded|exclusive\s+of|before|adjusted|non-?gaap|pro\s?-?forma|constant[\s-]currency|organic|"
    r"currency-neutral|like-for-like|same-store|underlying|normali[sz]ed|annuali[sz]ed|run-rate|core|ex-\w+|net\s+of|"
    r"gross|record|expect(?:s|ed|ing)?|project(?:s|ed)|forecast(?:s|ed|ing)?|budget(?:ed|s)?|target(?:s|ed|ing)?|plan(?:s|ned)|"
    r"estimat(?:es|ed)|guid(?:es|ed|ance)|outlook|anticipat(?:es|ed)|assum(?:es|ed|ing)|hypothetical\w*|would|could|might|may|"
    r"will|should|if|opening|beginning|start\s+of|aside\s+from|apart\s+from|other\s+than|except|without|only)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Token:
    text: str
    low: str
    start: int
    end: int


def _tokens(text: str, start: int, end: int) -> list[_Token]:
    found: list[_Token] = []
    for match in _TOKEN.finditer(text, start, end):
        bare = _POSSESSIVE.sub("", match[0])
        if bare:
            found.append(_Token(text=match[0], low=bare.casefold(), start=match.start(), end=match.end()))
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """The surroundings of one metric in a sentence: what is explained, and where its clause ends."""

    sentence: str
    explained: Sequence[Place]
    """Companies, parts, words of manner."""
    figures: Sequence[Place]
    """Figures and periods."""
    metrics: Sequence[Place] = ()
    """Other metrics: explained beside the metric, and never as what it is of."""

    def stray(self, metric: Place, clause: Place, at: Place) -> str | None:
        """A word that makes the metric at a place another one; None when there is none.

        Args:
            metric: where it is named.
            clause: its clause.
            at: where its figure is.
        """
        low, high = clause
        cut = ENDS.search(self.sentence, max(metric[1], at[1]), high)
        high = cut.start() if cut else high
        denied = self._denied(low, high, metric)
        return (
            denied
            or self._part_of(low, at)
            or self._bounded(at)
            or self._left(_tokens(self.sentence, low, metric[0]))
            or self._right(_tokens(self.sentence, metric[1], high))
            or self._phrases(_tokens(self.sentence, low, metric[0]), opening=True)
            or self._behind(at, high)
            or self._stranger(metric)
        )

    def _stranger(self, metric: Place) -> str | None:
        """A name before the sentence's first figure that nothing explains: whose figures these may be."""
        end = min((a for a, _ in self.figures if self._is_amount(a)), default=len(self.sentence))
        tokens = _tokens(self.sentence, 0, end)
        for at, token in enumerate(tokens):
            named = metric[0] <= token.start < metric[1] or self._is_explained(token.start)
            plain = not token.text[0].isupper() or self._is_word(token) or (at == 0 and not self._is_subject(tokens))
            if not named and not plain:
                return token.text
        return None

    def _denied(self, low: int, high: int, metric: Place) -> str | None:
        for match in _DENIES.finditer(self.sentence, low, high):
            if not (metric[0] <= match.start() and match.end() <= metric[1]) and not self._is_explained(match.start()):
                return match[0]
        return None

    def _bounded(self, at: Place) -> str | None:
        """Words right before a figure that compare with it instead of stating it: "more than", "not", "nearly"."""
        match = _BOUNDED.search(self.sentence, max(0, at[0] - _NEAR), at[0])
        return match[0].strip() if match else None

    def _part_of(self, low: int, at: Place) -> str | None:
        """Words that say that a figure is only some of what is named: "of which", "includes"."""
        match = _PART_OF.search(self.sentence, max(0, at[0] - _NEAR), at[0]) or _INCLUDES.search(
            self.sentence, low, at[0]
        )
        return match[0].strip() if match else None

    def _is_explained(self, start: int) -> bool:
        return any(a <= start < b for a, b in self.explained) or self._is_figure(start) or self._is_metric(start)

    def _is_metric(self, start: int) -> bool:
        return any(a <= start < b for a, b in self.metrics)

    def _is_figure(self, start: int) -> bool:
        return any(a <= start < b for a, b in self.figures)

    def _left(self, tokens: list[_Token]) -> str | None:
        """The nearest unexplained word that stands directly before the metric."""
        for token in reversed(tokens):
            if token.low in _COORDINATED and self._coordinated(tokens[: tokens.index(token)]):
                return token.text
            if self._is_figure(token.start) or token.low in _LINKS:
                return None
            if self._is_metric(token.start):
                return token.text
            if self._is_explained(token.start) or token.low in PLAIN:
                continue
            if token.low in DETERMINERS | PREPOSITIONS | VERBS or (_verbal(token) and not token.low.endswith("ing")):
                return None
            return token.text
        return None

    def _coordinated(self, before: list[_Token]) -> bool:
        """Whether "and" joins the metric to another thing of the same figure: "backlog and net sales were"."""
        if not before or self._is_figure(before[-1].start) or before[-1].low in ADDS_NOTHING | _LINKS:
            return False
        return not self._is_explained(before[-1].start) or self._is_metric(before[-1].start)

    def _right(self, tokens: list[_Token]) -> str | None:
        """The unexplained word that goes on with the metric, directly or after "of" and its like."""
        for at, token in enumerate(tokens):
            if token.low == "(":
                return self._bracketed(tokens[at + 1 :])
            if self._is_figure(token.start) or token.low in _LINKS:
                return None
            if self._is_explained(token.start) or token.low in PLAIN | DETERMINERS:
                continue
            if token.low in PREPOSITIONS:
                stray = self._noun(tokens[at + 1 :])
                if stray is not None:
                    return stray
                continue
            if token.low not in HARMFUL and self._is_participle(tokens, at):
                continue
            moves_on = token.low not in HARMFUL and (token.low in VERBS or _verbal(token))
            return None if moves_on else token.text
        return None

    def _bracketed(self, tokens: list[_Token]) -> str | None:
        """An unexplained word in brackets behind the metric."""
        for token in tokens:
            if token.low == ")" or self._is_figure(token.start):
                return None
            if token.text[0].isalpha() and token.low not in ADDS_NOTHING and not self._is_explained(token.start):
                return token.text
        return None

    def _is_participle(self, tokens: list[_Token], at: int) -> bool:
        """Whether a word goes on with the metric: "recognized by the company", "obtained in exchange"."""
        following = tokens[at + 1 : at + 3]
        return (
            tokens[at].low.endswith("ed")
            and tokens[at].low not in _MOVED
            and len(following) > 1
            and following[0].low in PREPOSITIONS
            and not self._is_figure(following[1].start)
        )

    def _noun(self, tokens: list[_Token]) -> str | None:
        """The first unexplained word of what a preposition leads to; another metric is none that explains."""
        for token in tokens:
            if self._is_metric(token.start):
                return token.text
            if self._is_figure(token.start) or token.low in _LINKS | PREPOSITIONS | VERBS:
                return None
            if self._is_explained(token.start) or token.low in PLAIN | DETERMINERS | _REPORTS:
                continue
            return token.text
        return None

    def _behind(self, at: Place, high: int) -> str | None:
        """What stands behind the figure up to the next one: "$5 billion in Texas", "$5 billion of cloud revenue"."""
        following = min((a for a, _ in self.figures if a >= at[1] and self._is_amount(a)), default=high)
        return self._phrases(_tokens(self.sentence, at[1], min(following, high)), opening=False)

    def _is_amount(self, start: int) -> bool:
        return self._is_figure(start) and not re.match(r"[A-Za-z]|(?:19|20)\d\d\b", self.sentence[start:])

    def _phrases(self, tokens: list[_Token], *, opening: bool) -> str | None:
        """A name that nothing explains, or an unexplained noun behind a preposition."""
        for at, token in enumerate(tokens):
            if self._is_explained(token.start) or self._is_figure(token.start):
                continue
            if token.low in _UNITS:
                return token.text
            if token.low in PREPOSITIONS and token.low not in {"to", "by", "as", "than", "with"}:
                stray = self._noun(tokens[at + 1 :])
                if stray is not None:
                    return stray
            first = opening and at == 0 and not self._is_subject(tokens)
            if token.text[0].isupper() and not first and not self._is_word(token):
                return token.text
        return None

    def _is_subject(self, tokens: list[_Token]) -> bool:
        """Whether a clause opens with a name: "Nvidia's", "Nvidia reported"."""
        following = [token.low for token in tokens[1:3]]
        opens = tokens[0].low.endswith("ly") or tokens[0].low in _OPENERS
        apposed = following[:1] in ([":"], ["("]) or (following[:1] == [","] and not opens)
        return apposed or _POSSESSIVE.search(tokens[0].text) is not None or bool(set(following[:1]) & VERBS)

    def _is_word(self, token: _Token) -> bool:
        """Whether a word with a capital is no name."""
        return token.low in PLAIN | DETERMINERS | PREPOSITIONS | VERBS | FORMS or token.low in _SUBJECTS


_MOVED = frozenset(
    "increased decreased declined climbed improved advanced dropped slipped reached amounted totaled".split()
)


def _verbal(token: _Token) -> bool:
    """Whether an unknown word reads as a verb or an adverb."""
    return token.low.endswith(("ed", "ly", "ing")) and token.low not in HARMFUL and token.text[0].islower()


def clause_of(places: Iterable[Place], at: int, length: int) -> Place:
    """The clause that holds a place, from the ranges of the words that part clauses."""
    cuts = list(places)
    low = max((end for _, end in cuts if end <= at), default=0)
    return low, min((start for start, _ in cuts if start >= at), default=length)
