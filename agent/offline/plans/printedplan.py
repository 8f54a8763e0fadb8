"""Which printed figures of documents without tags answer a question? Found by the words of their rows and columns."""

import re
from collections.abc import Sequence

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.reading.timing import visible
from tieout.claim import Failure
from tieout.document import Document
from tieout.ports import Snapshot
from tieout.question import Labelled, Plan, SubQuestion
from tieout.tools.labelled.asking import is_computed
from tieout.tools.labelled.grid import Entry
from tieout.tools.labelled.matching import Matcher, Unnamed
from tieout.tools.labelled.prose import known_entries
from tieout.tools.labelled.saying import ref_of, template
from tieout.tools.labelled.solving import Solution, Solver
from tieout.tools.labelled.threads import UNCLEAR, solve_thread
from tieout.tools.labelled.words import keys

_OWNER = re.compile(
    r"(?:\b(?:the|of|is|was|were|are|in|for)\s+)?\b([^\W\d][\w&.-]*(?:\s+[^\W\d][\w&.-]*)?)(?:['’]s|s['’])(?!\w)"
)
_MOST = 40
"""Documents that are looked through for one question."""


def plan_printed(planning: Planning) -> Plan | None:
    """The figures of the user's own documents, where no company of the home is asked about; None: not mine."""
    documents = _own(planning)
    if not 0 < len(documents) <= _MOST:
        return None
    return printed(planning.question.text, planning.home, documents, planning.question.history)


def printed(question: str, home: Snapshot, documents: Sequence[Document], history: Sequence[str] = ()) -> Plan | None:
    """The figures of some documents that answer a question, by the words that their tables print.

    None where nothing of the question is found; a plan that only fails where what is asked cannot be told apart.
    """
    tried = [(document, _solved(question, home, document, history)) for document in documents]
    plans = [plan for _, plan in tried if plan is not None and plan.subquestions]
    if len(plans) > 1:
        names = ", ".join(d.title for d, plan in tried if plan is not None and plan.subquestions)
        return _refused(question, Unnamed(reason="ambiguous", detail=f"several documents print it: {names}"))
    failed = [plan for _, plan in tried if plan is not None]
    return plans[0] if plans else failed[0] if len(failed) == 1 else None


def _own(planning: Planning) -> list[Document]:
    """The documents of nobody who files, those named where one is."""
    filers, day = planning.filers(), planning.question.as_of
    named = {e.key for e in planning.asked.entities}
    known = {e.key for e in planning.reader.companies.entities}
    if named & filers or (not named and known & filers):
        return []
    return [
        d
        for d in planning.home.documents()
        if d.kind == "other" and d.entity.key in (named or known) and (day is None or visible(d, day))
    ]


def _solved(question: str, home: Snapshot, document: Document, history: Sequence[str]) -> Plan | None:
    known = known_entries(home, document)
    if not known:
        return None
    whose = _said(home, document, (question, *history))
    outcome = solve_thread(Solver(matcher=Matcher(entries=known, known=whose)), history, question)
    if outcome is None:
        return None
    if isinstance(outcome, Unnamed):
        is_told = is_computed(question) or outcome.reason == "not_meaningful" or outcome is UNCLEAR
        return _refused(question, outcome) if is_told else None
    asked = [_subquestion(question, document, known, one, number) for number, one in enumerate(outcome, start=1)]
    if any(one is None for one in asked):
        return _refused(question, Unnamed(reason="ambiguous", detail="no words of the tables name the figure alone"))
    return Plan(subquestions=tuple(one for one in asked if one is not None))


def _said(home: Snapshot, document: Document, questions: Sequence[str]) -> frozenset[str]:
    """Words that say whose the document is: its title, its owner, and an owner whom a question and its text name."""
    text = home.text(document.id).casefold()
    owners = (match[1] for question in questions for match in _OWNER.finditer(question.casefold()))
    named = " ".join(owner for owner in owners if owner in text)
    return keys(f"{document.title} {document.entity.name} {named}")


def _subquestion(
    question: str, document: Document, known: Sequence[Entry], solution: Solution, number: int
) -> SubQuestion | None:
    refs = [ref_of(entry, known) for entry in solution.entries]
    named = [ref for ref in refs if ref is not None]
    if len(named) < len(refs):
        return None
    labelled = Labelled(
        facts=tuple(entry.fact.id for entry in solution.entries),
        operation=solution.kind,
        template=template(document.title, solution.kind, named),
    )
    return SubQuestion(id=f"q{number}", text=question, ask="look_up", entities=(document.entity,), labelled=labelled)


def _refused(question: str, why: Unnamed) -> Plan:
    return Plan(failures=(Failure(reason=why.reason, detail=why.detail, text=question),))
