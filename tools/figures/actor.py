"""Who is said to have a figure? Somebody whom nothing explains makes it his: "Acme rail generated $5 of net sales"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.tools.figures.clausewords import Token, acts, tokens_of
from tieout.tools.figures.companies import FORMS
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.places import Place, holds
from tieout.tools.figures.plainwords import AUXILIARY, DETERMINERS, FINITE, PLAIN, PREPOSITIONS, VERBS, WHO
from tieout.tools.figures.said import Said, Term

_SENTENCE = re.compile(r"[;!?]|\.(?=\s+[A-Z“\"])|:(?=\s)")
_CAUSE = re.compile(
    r"\b(?:due\s+to|driven\s+by|thanks\s+to|because(?:\s+of)?|as\s+a\s+result\s+of|attributable\s+to|reflect(?:s|ed|ing)|"
    r"resulting\s+from|offset\s+by|including)\s",
    re.IGNORECASE,
)
"""What leads to a statement of its own."""
_LIST = re.compile(r"\s*(?:[•▪■●◦*–—-]\s+)*")
_KNOWN = frozenset(
    "we it i they us them management results performance profitability there board directors accounts books filing "
    "filings report reports statement statements sheet sheets form 10-k 10-q q k table tables row rows note notes line "
    "after following despite before since as while when where although though if because both and or nor but yet "
    "however overall meanwhile moreover thus also today again instead still conversely furthermore nevertheless "
    "besides finally next here therefore accordingly similarly together not according".split()
)
"""Words before a verb that name nobody else: the company itself, its reports, and what opens a clause."""
_RELATIVE = frozenset({"which", "that", "who"})
"""Words that stand for somebody who was named right before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Finds the subject of a figure; `explained` are companies, parts, figures and periods."""

    said: Said
    explained: Sequence[Place]

    def stranger(self, at: Reading, term: Term) -> str | None:
        """The word of a subject that nothing explains, before both a figure and its metric; None without one."""
        if term.start < at.start and self._is_subject(at, term):
            return None
        first = min(at.start, term.start)
        cuts = (m.end() for pattern in (_SENTENCE, _CAUSE) for m in pattern.finditer(self.said.text, 0, first))
        low = max(cuts, default=0)
        found = _LIST.match(self.said.text, low)
        tokens = tokens_of(self.said.text, found.end() if found else low, first)
        verb = self._verb(tokens)
        if verb is None:
            return None if term.start < at.start else self._strange(self._last(tokens))
        if term.start < at.start and self._is_apart(tokens[verb + 1 :]):
            return None
        return self._who(tokens[:verb])

    def _is_subject(self, at: Reading, term: Term) -> bool:
        """Whether a metric is what the sentence speaks of itself: "net sales were $5"."""
        tokens = tokens_of(self.said.text, term.end, at.start)
        return any(t.low in VERBS | FINITE for t in tokens) and not any(t.low in _RELATIVE for t in tokens)

    def _verb(self, tokens: Sequence[Token]) -> int | None:
        """Which word says last what somebody did."""
        for at in range(len(tokens) - 1, 0, -1):
            token = tokens[at]
            does = token.low in VERBS or (acts(token.low) and token.text.islower())
            narrows = tokens[at - 1].low in DETERMINERS | PREPOSITIONS
            if does and not narrows and not holds(self.said.named(), token.start):
                return at
        return None

    def _is_apart(self, tokens: Sequence[Token]) -> bool:
        """Whether what stands between a verb and a metric parts them: "as demand recovered, net sales of $5"."""
        commas = [at for at, token in enumerate(tokens) if token.text == ","]
        if len(commas) % 2 == 0:
            return False
        counted = any(token.text[0].isdigit() and not self._is_explained(token) for token in tokens)
        return not counted and self._strange(tokens[commas[-1] + 1 :]) is None

    def _who(self, tokens: Sequence[Token]) -> str | None:
        """The stranger right before a verb; where nobody stands there, before the comma before it."""
        rest = list(tokens)
        while rest:
            part = self._last(rest)
            stray = self._strange(part)
            if stray is not None:
                return stray
            if any(self._is_somebody(token) for token in part):
                return None
            rest = rest[: len(rest) - len(part) - 1]
        return None

    @staticmethod
    def _last(tokens: Sequence[Token]) -> list[Token]:
        """The words behind the last comma."""
        cut = max((at for at, token in enumerate(tokens) if token.text in ",()"), default=-1)
        return list(tokens[cut + 1 :])

    def _is_somebody(self, token: Token) -> bool:
        owned = holds(self.said.owners(), token.start)
        plain = token.low in PLAIN and not self._is_explained(token) and token.low not in PREPOSITIONS
        return owned or plain or token.low in {"we", "it", "they", "i", "management", "there"}

    def _strange(self, tokens: Sequence[Token]) -> str | None:
        for token in tokens:
            known = token.low in PLAIN | DETERMINERS | PREPOSITIONS | VERBS | FORMS | WHO | AUXILIARY | _KNOWN
            spoken = token.text[0].isalpha() and not token.low.endswith("ly")
            if spoken and not known and not self._is_explained(token):
                return token.text
        return None

    def _is_explained(self, token: Token) -> bool:
        return holds(self.explained, token.start)
