"""Does what stands before a metric in its clause make it another one: "Services net sales", "the tax on net income"?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.tools.figures.attached import head_of, narrows
from tieout.tools.figures.clausewords import Token, is_verbal
from tieout.tools.figures.companies import FORMS
from tieout.tools.figures.places import Place, holds
from tieout.tools.figures.plainwords import (
    ADDS_NOTHING,
    AUXILIARY,
    DETERMINERS,
    HAVING,
    PLAIN,
    PREPOSITIONS,
    VERBS,
    WHO,
)

COORDINATED = frozenset({"and", "or", "&"})
SUBJECTS = frozenset("it we i and or management results performance profitability there".split())
LINKS = frozenset('and or & , ( ) “ ” " | — – : . - • ▪ ■ ● ◦ * † ‡'.split())
_COUNTED = re.compile(r"(?:one|two|three|single|zero|first|second|third)-(?!quarter|half|year|month|week|digit)[a-z]")
"""A number that is part of a word: "one-time"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Leftward:
    """A sentence in which is known what is explained, and what stands before a metric of it."""

    sentence: str
    explained: Sequence[Place]
    """Companies, parts, words of manner."""
    figures: Sequence[Place]
    """Figures and periods."""
    metrics: Sequence[Place] = ()
    """Other metrics: explained beside the metric, and never as what it is of."""

    def left(self, tokens: list[Token], *, finite: bool) -> str | None:
        """The nearest unexplained word that stands directly before the metric."""
        for at in range(len(tokens) - 1, -1, -1):
            token, before = tokens[at], tokens[:at]
            if holds(self.explained, token.start):
                continue
            if token.low in COORDINATED and self._coordinated(before):
                return token.text
            if self._is_figure(token.start) or token.low in LINKS:
                return token.text if _COUNTED.match(token.low) else None
            last = at == len(tokens) - 1
            kind = (last or token.low.endswith("ed")) and narrows(
                token, before if last else (), self._is_explained, finite=finite
            )
            if kind or self._is_metric(token.start):
                return token.text
            if not self._is_explained(token.start) and token.low not in PLAIN:
                return self._word_before(tokens, at)
        return None

    def _word_before(self, tokens: list[Token], at: int) -> str | None:
        """The word that says whose or what a metric is, at an unexplained one before it; None where it does not."""
        token, before = tokens[at], tokens[:at]
        if token.low in HAVING:
            return self._subject(before)
        leads = at if token.low in PREPOSITIONS else at - 1 if token.low in DETERMINERS and before else None
        if leads is not None and tokens[leads].low in PREPOSITIONS:
            return head_of(tokens, leads, self._is_explained)
        verbal = is_verbal(token) and not token.low.endswith("ing")
        return None if verbal or token.low in DETERMINERS | VERBS else token.text

    def _subject(self, before: list[Token]) -> str | None:
        """Who is not explained and has the metric: "Acme's bottlers had net sales of"."""
        for token in reversed(before):
            if token.low.endswith("ly") or token.low in AUXILIARY:
                continue
            plain = token.low in PLAIN | DETERMINERS | PREPOSITIONS | VERBS | FORMS or token.low in SUBJECTS
            known = plain or not token.text[0].isalpha() or token.low in WHO or self._is_explained(token.start)
            return None if known else token.text
        return None

    def _coordinated(self, before: list[Token]) -> bool:
        """Whether "and" joins the metric to another thing of the same figure: "backlog and net sales were"."""
        if not before or self._is_figure(before[-1].start) or before[-1].low in ADDS_NOTHING | LINKS:
            return False
        return not self._is_explained(before[-1].start) or self._is_metric(before[-1].start)

    def _is_explained(self, start: int) -> bool:
        return holds(self.explained, start) or self._is_figure(start) or self._is_metric(start)

    def _is_plain(self, start: int) -> bool:
        return holds(self.explained, start) or self._is_figure(start)

    def _is_metric(self, start: int) -> bool:
        return holds(self.metrics, start)

    def _is_figure(self, start: int) -> bool:
        return holds(self.figures, start)

    def _is_amount(self, start: int) -> bool:
        return self._is_figure(start) and not re.match(r"[A-Za-z]|(?:19|20)\d\d\b", self.sentence[start:])

    def _wrapped(self, metric: Place) -> Place:
        """A metric's range with a bracket that is part of it: "(loss) income", "deficit (accumulated)"."""
        low, high = metric
        opens = self.sentence[low - 1 : low] == "(" and ")" in self.sentence[low:high]
        closes = self.sentence[high : high + 1] == ")" and "(" in self.sentence[low:high]
        return low - opens, high + closes

    def _next(self, at: int) -> int:
        """Where the next word begins."""
        return at + len(self.sentence[at:]) - len(self.sentence[at:].lstrip())
