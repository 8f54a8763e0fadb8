"""What does the offline analyst plan with? The question, what was understood of it, and the home it is asked of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tieout.agent.offline.reading.neutral import REASONS, unread
from tieout.agent.offline.reading.understand import Reader
from tieout.agent.offline.reading.understood import Understood
from tieout.claim import Failure, Reason
from tieout.document import Document, Entity
from tieout.ports import Snapshot
from tieout.question import Plan, Question
from tieout.tools.figures.vocabulary import Vocabulary

LISTED = 12
"""Most companies that a refusal lists."""


def refuse(reason: Reason, detail: str, question: Question) -> Plan:
    """A plan that only says why there is none."""
    return Plan(failures=(Failure(reason=reason, detail=detail, text=question.text),))


def filers_of(documents: Iterable[Document]) -> frozenset[str]:
    """The keys of the companies: those with a CIK, and those that a filing without tags names as its registrant."""
    return frozenset(d.entity.key for d in documents if d.entity.cik or _is_own_filing(d))


def _is_own_filing(document: Document) -> bool:
    """Whether a document without a CIK is a form or an annual report that names whose it is."""
    is_form = document.kind == "filing" and document.form is not None
    is_report = document.kind == "other" and document.fiscal_period == "FY" and document.period_end is not None
    return (is_form or is_report) and document.entity.name != document.id


@dataclass(frozen=True, kw_only=True)
class Planning:
    """One question on its way to a plan."""

    question: Question
    home: Snapshot
    vocabulary: Vocabulary
    asked: Understood
    reader: Reader
    again: Callable[["Planning"], Plan]
    """Plans a part of the question, or the question in other words, from the beginning."""
    pressed: bool = False
    """Whether the question was typed with words that press for an answer."""

    def refusal(self, reason: Reason, detail: str) -> Plan:
        """A plan that only says why there is none."""
        return refuse(reason, detail, self.question)

    def documents(self, entities: Sequence[Entity] = ()) -> tuple[Document, ...]:
        """The documents of some companies, of all where none is named."""
        keys = {e.key for e in entities}
        return tuple(d for d in self.home.documents() if not keys or d.entity.key in keys)

    def filers(self) -> frozenset[str]:
        """The keys of the companies: those with a CIK, and those that a filing without tags names as its registrant."""
        return filers_of(self.home.documents())

    def indexed(self) -> str:
        """What is indexed, as a refusal says it."""
        owners = [d.entity for d in self.home.documents()]
        keys = self.filers()
        names = sorted({e.ticker or e.name for e in [e for e in owners if e.key in keys] or owners})
        more = " and others" if len(names) > LISTED else ""
        return f"indexed: {', '.join(names[:LISTED])}{more}"

    @property
    def is_of_a_part(self) -> bool:
        """Whether words that nobody understood may name a part, whose move is not the whole company's."""
        asked = self.asked
        left = unread(asked.words, part=any(m.member for m in asked.metrics))
        return bool(asked.strangers or asked.perhaps) or any(w not in REASONS | self.listed() for w in left)

    def listed(self) -> frozenset[str]:
        """Words of names that stand in a list with known companies: companies that are not indexed."""
        return frozenset(w for name in self.asked.beside for w in (name, *name.split()))

    def strangers(self) -> tuple[Failure, ...]:
        """A failure for each name that stands in a list with known companies."""
        return tuple(
            Failure(reason="no_source", detail=f"no indexed filing is of “{name}”", text=self.asked.text)
            for name in self.asked.beside
        )
