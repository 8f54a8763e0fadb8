"""Which companies of the home say something? Each filing is read from its beginning to its end."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.drafts.placed import lead_of, place_of
from tieout.agent.offline.reading.timing import ANNUAL, QUARTERLY, visible
from tieout.agent.offline.reading.topics import Topic, topic_of
from tieout.agent.offline.reading.wholefiling import described, named_periods
from tieout.agent.offline.words.paragraphs import unwrapped
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.fact import FactQuery
from tieout.question import Place, Plan, SubQuestion
from tieout.tools.filings.sentences import sentences
from tieout.tools.readthrough import Said, is_whole

_OWNERS = r"(?:compan(?:y|ies)|issuers?|firms?|filers?|holdings|businesses|names|corporations?)"
_VERB = (
    r"(?P<verb>reports?|reported|disclos\w+|mention\w*|discuss\w*|refer(?:s|red)?\s+to|talks?\s+about|describ\w+|"
    r"warn\w*\s+(?:of|about)|flag\w*|cit(?:es?|ed)|not(?:es?|ed)|have|has|had|fac(?:es?|ed|ing)|identif\w+|stat(?:es?|ed)|"
    r"sa(?:ys?|id)|with|carr(?:y|ies|ied)|suffer\w*|record\w*|announc\w+|us(?:es?|ed)|depends?\s+on|rel(?:y|ies)\s+on)"
)
_WHOSE = r"(?:(?:of|my|our|the|these|those|all|any|every|each|indexed|other|two|three|us|me)\s+){0,4}"
_SURVEY = re.compile(
    rf"\b(?:which|what|list|find|show|name|all|every|any|each|are\s+there)\s+{_WHOSE}{_OWNERS}\b"
    rf"(?:\s+(?:in|of)\s+(?:my|the|our|this)\s+\w+)?(?:\s*,?\s*(?:that|who|which))?\s+(?:also\s+|currently\s+)?{_VERB}\s+"
    r"(?P<topic>[^?!]+)",
    re.IGNORECASE,
)
_CALL = re.compile(r"\bcalls?\b|\btranscripts?\b", re.IGNORECASE)
_NAMED = re.compile(rf"\b(?:which|who)(?:\s+one)?\s+of\b[^.?!]{{0,80}}?\s{_VERB}\s+(?P<topic>[^?!]+)", re.IGNORECASE)
"""As above, where the companies are named."""
_SAYS = re.compile(r"(?:mention|discuss|refer|talk|descri|cit|not|sa|stat|warn|flag|fac)", re.IGNORECASE)
"""Verbs for which it is enough that the words stand there."""
_RANKS = re.compile(
    r"\b(?:highest|lowest|most|least|largest|smallest|biggest|best|worst|higher|lower|more|less|better|greater|fewer)\b",
    re.IGNORECASE,
)
MOST_NAMED = 60
SHARE = "us-gaap:ConcentrationRiskPercentage"
_ROW = re.compile(r"(?m)^\W*(?i:customer|distributor|client|payer|payor|licensee)\s+(?:[A-Z]|\d)\b[^\n]*\d")
"""A row of a table of customers whose names are not given."""


def plan_survey(planning: Planning) -> Plan | None:
    """The plan of a search over the companies, or None where none is asked for."""
    text = planning.asked.text
    match = _SURVEY.search(text) if not _CALL.search(text) else None
    if match is None and len(planning.asked.entities) > 1 and not _CALL.search(text):
        match = _NAMED.search(text)
    if match is None:
        return None
    topic = topic_of(match["topic"], spoken=_SAYS.match(match["verb"]) is not None)
    if topic is None or (not topic.known and (planning.asked.metrics or _RANKS.search(match["topic"]))):
        return None
    return _Survey(planning=planning, topic=topic).plan()


@dataclass(frozen=True, kw_only=True)
class _Survey:
    planning: Planning
    topic: Topic

    def plan(self) -> Plan:
        """The quotations found, who says nothing of it, and what could not be read."""
        found: list[tuple[Entity, Place]] = []
        silent: list[str] = []
        failures: list[Failure] = []
        for entity in self._companies():
            documents = self._documents(entity)
            place = next((p for d in documents for p in self._places(d)), None)
            if place is not None:
                found.append((entity, place))
                continue
            if tabled := next((d for d in documents if self._tabled(d)), None):
                failures.append(self._in_a_table(entity, tabled))
                continue
            whole = [d for d in documents if is_whole(d)]
            silent += [f"{company(entity)} ({', '.join(described(d) for d in whole)})"] if whole else []
            if len(whole) < len(documents) or not documents:
                failures.append(self._unread(entity, [d for d in documents if d not in whole]))
        if not found:
            detail = f"no sentence that {self.topic.says} was found in what was read from beginning to end"
            told = f": {'; '.join(silent[:MOST_NAMED])}" if silent else ""
            missing = Failure(reason="missing_evidence", detail=f"{detail}{told}", text=self.planning.asked.text)
            return Plan(failures=(missing, *failures), assumptions=self.topic.assumptions)
        return Plan(
            subquestions=(
                SubQuestion(
                    id="q1",
                    text=self.planning.asked.text,
                    ask="text",
                    entities=tuple(entity for entity, _ in found),
                    places=tuple(place for _, place in found),
                ),
            ),
            failures=tuple(failures),
            notes=self._notes(silent),
            assumptions=self.topic.assumptions,
        )

    def _notes(self, silent: Sequence[str]) -> tuple[str, ...]:
        if not silent:
            return ()
        more = "; and others" if len(silent) > MOST_NAMED else ""
        names = "; ".join(silent[:MOST_NAMED])
        return (f"no sentence that {self.topic.says} was found in what was read from beginning to end: {names}{more}",)

    def _companies(self) -> tuple[Entity, ...]:
        """The companies named, else all."""
        asked, filers = self.planning.asked, self.planning.filers()
        known = self.planning.reader.companies.entities
        return asked.entities or tuple(e for e in known if e.key in filers) or known

    def _documents(self, entity: Entity) -> tuple[Document, ...]:
        """The newest annual report and the reports after it; those of the years named, where some are."""
        day, wanted = self.planning.question.as_of, {p.year for p in named_periods(self.planning)}
        own = [d for d in self.planning.documents((entity,)) if d.kind in {"filing", "other"}]
        own = [d for d in own if day is None or visible(d, day)]
        if wanted:
            return tuple(d for d in own if d.fiscal_year in wanted)
        annual = sorted((d for d in own if d.form in ANNUAL), key=lambda d: (d.period_end or date.min, d.id))
        if not annual:
            return tuple(own)
        newest = annual[-1]
        after = (d for d in own if d.form in QUARTERLY and (d.period_end or date.min) > (newest.period_end or date.max))
        return (*sorted(after, key=lambda d: (d.period_end or date.min, d.id), reverse=True), newest)

    def _places(self, document: Document) -> Iterator[Place]:
        """Where the document says it, the clearest words first."""
        said = sorted(self._said(document), key=lambda s: (not self.topic.is_clear(s.text), s.start))
        for one in said:
            place = place_of(self.planning, one, lead=lead_of(document))
            if place is not None and one.text[-1:] in ".!?;":
                yield place

    def _said(self, document: Document) -> Iterator[Said]:
        """The sentences of prose that say what is asked about, each once."""
        text, done = unwrapped(self.planning.home.text(document.id)), -1
        years = [y for y in (document.fiscal_year, document.period_end and document.period_end.year) if y]
        for match in self.topic.pattern.finditer(text):
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            line = text[start : end if end >= 0 else len(text)]
            if match.start() < done or "\t" in line or not all(need.search(line) for need in self.topic.needs):
                continue
            low, high = next(s for s in sentences(line) if s[0] <= match.start() - start < s[1])
            done = start + high
            bare = line[low:high].lstrip(" •●▪")
            first = done - len(bare)
            if self.topic.is_said(bare) and self.topic.is_of(bare, years):
                yield Said(document=document.id, start=first, end=done, text=bare)

    def _tabled(self, document: Document) -> bool:
        """Whether a table or a tag may give what no sentence says: the shares of single customers."""
        least = self.topic.least
        if least is None:
            return False
        if _ROW.search(self.planning.home.text(document.id)):
            return True
        query = FactQuery(documents=(document.id,), concepts=(SHARE,), fiscal=(f"FY{document.fiscal_year}",))
        large = [f for f in self.planning.home.facts(query) if (f.value or 0) * 100 >= least]
        return any("customer" in d.member.casefold() for f in large for d in f.dimensions)

    def _in_a_table(self, entity: Entity, document: Document) -> Failure:
        """What cannot be quoted as a sentence, but may be there."""
        detail = (
            f"{company(entity)}: {described(document)} has a table or a tag of single customers' shares, "
            "and no sentence that can be quoted by itself; look it up there"
        )
        return Failure(reason="unsupported", detail=detail, text=self.planning.asked.text)

    def _unread(self, entity: Entity, documents: Sequence[Document]) -> Failure:
        """What of a company could not be read to its end."""
        names = ", ".join(described(d) for d in documents)
        detail = (
            f"{company(entity)}: {names} could not be read completely, so that it says nothing of it is not known"
            if documents
            else f"{company(entity)}: no report that is indexed is of the time asked for"
        )
        return Failure(reason="no_source", detail=detail, text=self.planning.asked.text)
