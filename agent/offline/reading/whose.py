"""Of which companies is it asked? Those named, the only ones there are, or a refusal that says what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.reading.spelling import is_near
from tieout.document import Entity
from tieout.question import Plan
from tieout.tools.figures.companies import name_words

NEAR = 3
"""Most companies that a refusal asks back about."""


def word_of(name: str | None) -> str:
    """The first word of a name, as names are compared."""
    return next(iter(name_words(name or "")), "")


@dataclass(frozen=True, kw_only=True)
class Whose:
    """Finds the companies of one question."""

    planning: Planning

    def entities(self) -> tuple[tuple[Entity, ...], Plan | None]:
        """Whose figures: those named, the only ones there are, or a refusal that says what is missing."""
        asked, known = self.planning.asked, self.planning.reader.companies.entities
        if self.planning.question.companies and not known:
            wanted = ", ".join(self.planning.question.companies)
            return (), self.planning.refusal(
                "no_source", f"no indexed document is of {wanted}; {self.planning.indexed()}"
            )
        if asked.entities:
            return asked.entities, None
        return self._unnamed(known)

    def _unnamed(self, known: Sequence[Entity]) -> tuple[tuple[Entity, ...], Plan | None]:
        """Whose figures where the question names no company of the home."""
        asked, keys = self.planning.asked, self.planning.filers()
        filers = tuple(e for e in known if e.key in keys)
        if not filers:
            return (), None
        others = tuple(e for e in known if e.key not in keys)
        if asked.ask == "text" and others and all(self._is_said(name, others) for name in asked.strangers):
            return others, None
        if asked.strangers and (asked.ask != "text" or len(filers) > 1):
            name = asked.strangers[0]
            return (), self.planning.refusal(
                "no_source", f"no indexed filing is of “{name}”{self._meant(name)}; {self.planning.indexed()}"
            )
        if asked.everyone or self.planning.question.companies or len(filers) == 1:
            return filers, None
        return (), self.planning.refusal("ambiguous", f"which company is meant? {self.planning.indexed()}")

    def _meant(self, name: str) -> str:
        """Companies that a name is a slip of the keyboard away from, as a question back."""
        known = self.planning.reader.companies.entities
        said = word_of(name)
        near = [e for e in known if is_near(said, word_of(e.name)) or is_near(said, word_of(e.ticker))]
        return f" (is {' or '.join(e.ticker or e.name for e in near)} meant?)" if 0 < len(near) <= NEAR else ""

    def _is_said(self, name: str, owners: Sequence[Entity]) -> bool:
        """Whether a name stands in a document of these."""
        keys = {e.key for e in owners}
        texts = (self.planning.home.text(d.id) for d in self.planning.home.documents() if d.entity.key in keys)
        return any(name.casefold() in text.casefold() for text in texts)
