"""Do the words around a metric make it another one, as in "Services net sales", "adjusted", "net sales in Texas"?

A metric that is named stands alone, or every word that belongs to it is explained: a company, a part, a period, or a
word that adds nothing. What else belongs to it makes it a metric or a part that nobody has checked.
"""

import re
from dataclasses import dataclass

from tieout.tools.figures.attached import aside, is_rate, opening, tail
from tieout.tools.figures.clauses import DENIES, ENDS, NEXT, bounded
from tieout.tools.figures.clausewords import POSSESSIVE, Token, acts, is_verbal, tokens_of
from tieout.tools.figures.companies import FORMS
from tieout.tools.figures.leftward import COORDINATED, LINKS, SUBJECTS, Leftward
from tieout.tools.figures.moved import DOWN, UP
from tieout.tools.figures.places import Place, holds
from tieout.tools.figures.plainwords import (
    ADDS_NOTHING,
    DETERMINERS,
    FINITE,
    HARMFUL,
    MOVED,
    PLAIN,
    PREPOSITIONS,
    RISES,
    STATED,
    VERBS,
)

_NEAR = 60
_PART_OF = re.compile(
    r"\b(?:of\s+which|including|includes?|included|consist(?:s|ed|ing)?\s+of|compris(?:es|ed|ing)|portions?\s+of|parts?\s+of)\b"
    r"(?:\s+(?:approximately|about|an?|the|another|\())*\s*$",
    re.IGNORECASE,
)
_OPENERS = frozenset(
    "however overall meanwhile moreover thus also today again instead still conversely furthermore nevertheless "
    "besides first second third finally then next now here there".split()
)
"""Words before a comma that open a sentence and are no name."""
_REPORTS = frozenset("accounts books filing filings report reports statements 10-k 10-q k q form".split())
"""Where every figure of a company stands."""
_INCLUDES = re.compile(r"\binclud(?:e|es|ed|ing)\b", re.IGNORECASE)
_UNITS = frozenset(
    "segment division unit business region category product brand geography subsidiary affiliate channel".split()
)
"""Words that speak of a part without naming it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Around(Leftward):
    """The surroundings of one metric in a sentence: what is explained, and where its clause ends."""

    def stray(self, metric: Place, clause: Place, at: Place) -> str | None:
        """A word that makes the metric at a place another one; None when there is none.

        Args:
            metric: where it is named.
            clause: its clause.
            at: where its figure is.
        """
        low, high = clause
        metric = self._wrapped(metric)
        finite = (
            any(t.low in VERBS for t in tokens_of(self.sentence, metric[1], at[0])) if metric[1] <= at[0] else False
        )
        cut = ENDS.search(self.sentence, max(metric[1], at[1]), high)
        high = cut.start() if cut else high
        denied = self._denied(low, high, metric)
        return (
            denied
            or self._part_of(low, at, metric)
            or self._bounded(at)
            or self.left(before := tokens_of(self.sentence, low, metric[0]), finite=finite)
            or self._right(tokens_of(self.sentence, metric[1], high))
            or opening(before, self._is_explained)
            or self._phrases(before, opening=True)
            or self._behind(at, high, metric)
            or self._stranger(metric)
        )

    def _stranger(self, metric: Place) -> str | None:
        """A name before the sentence's first figure that nothing explains: whose figures these may be."""
        end = min((a for a, _ in self.figures if self._is_amount(a)), default=len(self.sentence))
        tokens = tokens_of(self.sentence, 0, end)
        for at, token in enumerate(tokens):
            named = metric[0] <= token.start < metric[1] or self._is_explained(token.start)
            plain = not token.text[0].isupper() or self._is_word(token) or (at == 0 and not self._is_subject(tokens))
            if not named and not plain:
                return token.text
        return None

    def _denied(self, low: int, high: int, metric: Place) -> str | None:
        for match in DENIES.finditer(self.sentence, low, high):
            if not (metric[0] <= match.start() and match.end() <= metric[1]) and not self._is_explained(match.start()):
                return match[0]
        return None

    def _bounded(self, at: Place) -> str | None:
        """Words right before a figure that compare with it instead of stating it: "more than", "not", "nearly"."""
        return bounded(self.sentence, at)

    def _part_of(self, low: int, at: Place, metric: Place) -> str | None:
        """Words that say that a figure is only some of what is named: "of which", "includes"."""
        match = _PART_OF.search(self.sentence, max(0, at[0] - _NEAR), at[0])
        others = (m for m in _INCLUDES.finditer(self.sentence, low, at[0]) if not metric[0] <= m.start() < metric[1])
        match = match or next(others, None)
        return match[0].strip() if match else None

    def _right(self, tokens: list[Token]) -> str | None:
        """The unexplained word that goes on with the metric, directly or after "of" and its like."""
        for at, token in enumerate(tokens):
            if holds(self.explained, token.start):
                continue
            if self._is_figure(token.start) or token.low in LINKS:
                return self._linked(tokens, at)
            if self._is_explained(token.start):
                continue
            leads = token.low in PREPOSITIONS
            if is_rate(tokens, at, self._is_explained) or (not leads and self._is_reduced(tokens, at)):
                return token.text
            if leads and (stray := self._noun(tokens[at + 1 :])) is not None:
                return stray
            if leads or token.low in PLAIN | DETERMINERS or self._is_participle(tokens, at):
                continue
            return None if self._moves_on(tokens, at) else token.text
        return None

    def _linked(self, tokens: list[Token], at: int) -> str | None:
        """What stands behind a mark, or behind "and", that follows a metric."""
        if tokens[at].low == "(":
            return self._bracketed(tokens[at + 1 :])
        goes_on = tokens[at].low in COORDINATED | {",", "–", "—"} and not self._is_figure(tokens[at].start)
        return aside(tokens[at + 1 :], self._is_plain, self._is_amount) if goes_on else None

    def _moves_on(self, tokens: list[Token], at: int) -> bool:
        """Whether a word behind a metric is the verb of its clause."""
        token = tokens[at]
        verbal = token.low in VERBS or is_verbal(token) or self._is_headline(tokens, at)
        return token.low not in HARMFUL and verbal

    def _is_reduced(self, tokens: list[Token], at: int) -> bool:
        """Whether a participle narrows the metric: "total assets pledged were", "assets held for sale were"."""
        word = tokens[at]
        done = word.low.endswith(("ed", "held", "sold", "lost", "paid")) and word.low not in STATED | MOVED
        for token in (
            tokens[at + 1 : at + 7] if done and not (UP.fullmatch(word.text) or DOWN.fullmatch(word.text)) else ()
        ):
            if self._is_figure(token.start) or token.low in LINKS:
                return False
            if token.low in FINITE or (token.low == "of" and self._is_figure(self._next(token.end))):
                return True
        return False

    def _is_headline(self, tokens: list[Token], at: int) -> bool:
        """Whether a word is a verb as in a headline: "net sales rise 2%", "saw net sales fall by 2%"."""
        following = tokens[at + 1 : at + 2]
        moved = tokens[at].low in RISES and bool(following)
        return moved and (
            following[0].low in {"by", "to"} or following[0].text in "$€£¥" or self._is_figure(following[0].start)
        )

    def _bracketed(self, tokens: list[Token]) -> str | None:
        """An unexplained word in brackets behind the metric."""
        for token in tokens:
            if token.low == ")" or self._is_figure(token.start):
                return None
            if token.text[0].isalpha() and token.low not in ADDS_NOTHING and not self._is_explained(token.start):
                return token.text
        return None

    def _is_participle(self, tokens: list[Token], at: int) -> bool:
        """Whether a word goes on with the metric: "recognized by the company", "obtained in exchange"."""
        following = tokens[at + 1 : at + 3]
        return (
            tokens[at].low.endswith("ed")
            and tokens[at].low not in MOVED | HARMFUL
            and len(following) > 1
            and following[0].low in PREPOSITIONS
            and not self._is_figure(following[1].start)
        )

    def _noun(self, tokens: list[Token]) -> str | None:
        """The first unexplained word of what a preposition leads to; another metric is none that explains."""
        for token in tokens:
            if self._is_metric(token.start):
                return token.text
            if holds(self.explained, token.start):
                continue
            if self._is_figure(token.start) or token.low in LINKS | PREPOSITIONS | VERBS:
                return None
            if self._is_explained(token.start) or token.low in PLAIN | DETERMINERS | _REPORTS:
                continue
            return token.text
        return None

    def _behind(self, at: Place, high: int, metric: Place) -> str | None:
        """What stands behind the figure up to the next one: "$5 billion in Texas", "$5 billion of cloud revenue"."""
        following = min((a for a, _ in self.figures if a >= at[1] and self._is_amount(a)), default=high)
        end = min(following, high)
        cut = NEXT.search(self.sentence, at[1], end) if following < high else None
        tokens = tokens_of(self.sentence, at[1], cut.start() if cut else end)
        named = self._named(tokens_of(self.sentence, cut.start(), end)) if cut else None
        if named is not None:
            return named
        split = [at for at, token in enumerate(tokens) if metric[0] <= token.start < metric[1]]
        behind = tokens[split[-1] + 1 :] if split else tokens
        shared = "share" in self.sentence[slice(*metric)].casefold() or "share" in self.sentence[slice(*at)]
        stray = self._phrases(tokens[: split[0]], opening=False) if split else None
        stray = stray or self._phrases(behind, opening=False)
        told = any(t.low in VERBS for t in tokens_of(self.sentence, 0, at[0]))
        return stray or tail(behind, self._is_plain, more=following < high, shared=shared, told=told)

    def _named(self, tokens: list[Token]) -> str | None:
        """A name among words that lead to the next figure: the sentence may be another company's."""
        for token in tokens:
            if token.text[0].isupper() and not self._is_explained(token.start) and not self._is_word(token):
                return token.text
        return None

    def _phrases(self, tokens: list[Token], *, opening: bool) -> str | None:
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

    def _is_subject(self, tokens: list[Token]) -> bool:
        """Whether a clause opens with a name: "Nvidia's", "Nvidia reported"."""
        following = [token.low for token in tokens[1:3]]
        does = len(following) > 1 and following[1] not in PREPOSITIONS and acts(following[0])
        opens = tokens[0].low.endswith("ly") or tokens[0].low in _OPENERS
        apposed = following[:1] in ([":"], ["("], ["–"], ["—"], ["-"]) or (following[:1] == [","] and not opens)
        return apposed or does or POSSESSIVE.search(tokens[0].text) is not None or bool(set(following[:1]) & VERBS)

    def _is_word(self, token: Token) -> bool:
        """Whether a word with a capital is no name."""
        return token.low in PLAIN | DETERMINERS | PREPOSITIONS | VERBS | FORMS or token.low in SUBJECTS
