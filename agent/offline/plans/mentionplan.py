"""Does a filing say something of this at all? The sentences that do, or that the words stand nowhere in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.drafts.placed import lead_of, place_of, read_first
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.plans.probing import covered
from tieout.agent.offline.reading.timing import ANNUAL
from tieout.agent.offline.reading.whose import Whose
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.question import Absent, Place, Plan, SubQuestion
from tieout.tools.figures.companies import STOP, name_words
from tieout.tools.readthrough import Said, is_whole, pattern_of, sentences_with, stands_in

_MENTIONS = (
    r"mention\w*|discuss\w*|refer(?:s|red|ring)?(?: to)?|contain\w*|talk\w*(?: about)?|"
    r"say(?:s)? anything(?: about| on)?|warn\w*(?: of| about)?|describe[sd]?|address\w*|cite[sd]?"
)
_STATES = (
    r"disclos\w*|include[sd]?|flag\w*|identif\w+|report\w*|raise[sd]?|express\w*|record\w*|recogni[sz]e[sd]?|ha(?:ve|d)|"
    r"note[sd]?|list(?:s|ed)?|acknowledge[sd]?"
)
_YES_NO = re.compile(
    r"^\W*(?:(?:does|do|did|has|have|had|is|are|was|were|can)\b"
    rf"(?:.*?\b(?P<mentions>{_MENTIONS})|.*?\b(?P<states>{_STATES}))\s+(?:any\s+|an?\s+|the\s+)?(?P<what>.+)|"
    r"(?:is|are|was|were) there (?:any |an? )?"
    r"(?:(?:mention|discussion|disclosure|sign|evidence|indication) of (?:any |an? )?)?"
    r"(?P<there>.+))",
    re.IGNORECASE | re.DOTALL,
)
_TAIL = re.compile(
    r"(?:\s*[,?.!]|\s+(?:in|within|for|during|of|at|as of|on|by|from|under)\s+"
    r"(?:(?:its|the|their|this|any|fiscal|latest|most recent|last|annual|20\d\d|[A-Z][\w.’'-]+)(?:[\s’'-]|$)|20\d\d|FY)"
    r"|\s+(?:anywhere|somewhere|at all|20\d\d)\b).*$",
    re.DOTALL,
)
_QUOTED = re.compile(r"[“\"]([^”\"]{3,80})[”\"]")
_FORM = re.compile(r"\b(10-[KQ]|8-K|20-F)s?\b|\bannual report\b", re.IGNORECASE)
_IDLE = frozenset(
    "any anything something risk risks factor factors about of an a the doubt doubts concern concerns issue issues "
    "word words phrase term potential possible significant new".split()
)
MOST_WORDS = 6
MOST = 3
_GENERIC = re.compile(
    r"\b(?:may|might|could|would|if|whether|risk that|assess\w*|no assurance|cannot assure)\b", re.IGNORECASE
)
_EFFECTIVE = (
    r"internal controls? over financial reporting (?:was|were|is|are) (?:not )?effective|"
    r"maintained, in all material respects, effective internal control|disclosure controls and procedures "
    r"(?:was|were|are) (?:not )?effective"
)
TOPICS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        r"material weakness\w*",
        ("material weakness",),
        _EFFECTIVE,
    ),
    (r"going concern|substantial doubt", ("going concern", "substantial doubt"), ""),
    (
        r"goodwill impairment\w*|impairments? of goodwill|impair\w* goodwill",
        ("goodwill impairment", "impairment of goodwill"),
        "",
    ),
)
"""What is asked after by name: how a question says it, the words that filings use, and what else decides."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What is asked after: the words that filings use for it, and a pattern of sentences that decide besides."""

    words: tuple[str, ...]
    decides: str = ""
    mentions: bool = False
    """Whether only being mentioned is asked about, not being so."""


def plan_mention(planning: Planning) -> Plan | None:
    """The plan where it is asked whether a filing says something, else None."""
    asked = planning.asked
    topic = topic_of(asked.text, planning)
    if topic is None or not (asked.entities or planning.question.companies or len(planning.filers()) == 1):
        return None
    entities, problem = Whose(planning=planning).entities()
    if problem is not None:
        return problem
    mentions = _Mentions(planning=planning, topic=topic)
    return None if mentions.are_figures(entities) else mentions.plan(entities)


def topic_of(text: str, planning: Planning) -> Topic | None:
    """What a question asks after; None where it asks something else."""
    match = _YES_NO.match(text)
    if match is None:
        return None
    what = match["what"] or match["there"] or ""
    mentions = match["states"] is None
    for pattern, words, decides in TOPICS:
        if re.search(rf"\b(?:{pattern})", what, re.IGNORECASE):
            return Topic(words=words, decides=decides, mentions=mentions)
    if quoted := _QUOTED.search(what):
        return Topic(words=(quoted[1],), mentions=True)
    if match["mentions"] is None:
        return None
    own = {w for e in planning.asked.entities for w in (*name_words(e.name), (e.ticker or "").casefold())}
    said = [w for w in re.findall(r"[\w&’'-]+", _TAIL.sub("", what)) if w.casefold() not in own | STOP | _IDLE]
    return Topic(words=(" ".join(said),), mentions=True) if 0 < len(said) <= MOST_WORDS else None


@dataclass(frozen=True, kw_only=True)
class _Mentions:
    planning: Planning
    topic: Topic

    def are_figures(self, entities: Sequence[Entity]) -> bool:
        """Whether the facts have it for all companies: then the figure answers."""
        asked = self.planning.asked
        if not asked.metrics or self.topic.mentions:
            return False
        return covered(self.planning, FigurePlanner(planning=self.planning).plan(entities))

    def plan(self, entities: Sequence[Entity]) -> Plan:
        """The sentences of each document that is meant, or its absence from it."""
        found: list[SubQuestion] = []
        failures: list[Failure] = []
        for entity in entities:
            documents = self._documents(entity)
            if not documents:
                detail = f"no indexed filing of {company(entity)} is the one asked about; {self.planning.indexed()}"
                failures.append(Failure(reason="no_source", detail=detail, text=self.planning.asked.text))
            for document in documents:
                one = self._answered(entity, document)
                found += [s.model_copy(update={"id": f"q{len(found) + i}"}) for i, s in enumerate(one, start=1)]
                failures += [] if one else [self._unread(document)]
        return Plan(subquestions=tuple(found), failures=(*failures, *self.planning.strangers()))

    def _documents(self, entity: Entity) -> tuple[Document, ...]:
        """The documents that are meant: of the form and the years named, else the newest annual report."""
        years = {p.year for m in self.planning.asked.periods for p in m.periods}
        form = _FORM.search(self.planning.asked.text)
        own = read_first(self.planning, entity, years)
        if form is not None:
            wanted = ANNUAL if form[1] is None else {form[1].upper(), f"{form[1].upper()}/A"}
            own = tuple(d for d in own if d.form in wanted)
        elif any(d.form in ANNUAL for d in own):
            own = tuple(d for d in own if d.form in ANNUAL)
        if years:
            return tuple(d for d in own if d.fiscal_year in years or (d.filed and d.filed.year in years))[:MOST]
        return own[:1]

    def _answered(self, entity: Entity, document: Document) -> list[SubQuestion]:
        """What stands there of it; else, where all was read and none of its words stands there, that."""
        home, asked = self.planning.home, self.planning.asked
        said = tuple(sentences_with(home, document.id, pattern_of(self.topic.words)))
        decisive = (
            tuple(sentences_with(home, document.id, re.compile(self.topic.decides, re.IGNORECASE)))
            if self.topic.decides
            else ()
        )
        places = self._places(document, said, decisive)
        found: list[SubQuestion] = []
        if places:
            found.append(SubQuestion(id="q", text=asked.text, ask="text", entities=(entity,), places=places))
        if not said and is_whole(document):
            found += [
                SubQuestion(
                    id="q",
                    text=asked.text,
                    ask="text",
                    entities=(entity,),
                    absent=Absent(documents=(document.id,), words=words),
                )
                for words in self.topic.words
                if not stands_in(home, document.id, words)
            ]
        return found

    def _places(self, document: Document, said: Sequence[Said], decisive: Sequence[Said]) -> tuple[Place, ...]:
        """What decides first, then what is said outright, then what is said of risk and procedure in general."""
        outright = [s for s in said if not _GENERIC.search(s.text)]
        ordered = [*decisive[:1], *outright, *(s for s in said if s not in outright)]
        placed = (place_of(self.planning, s, lead=lead_of(document)) for s in dict.fromkeys(ordered))
        return tuple(p for p in placed if p is not None)[:MOST]

    def _unread(self, document: Document) -> Failure:
        what = " or ".join(f"“{w}”" for w in self.topic.words)
        named = f"the indexed {document.form or 'document'} of {company(document.entity)}"
        detail = f"{named} has no sentence with {what} that can be quoted" + (
            "" if is_whole(document) else f", and it was not read completely: {'; '.join(document.notes)}"
        )
        return Failure(reason="missing_evidence", detail=detail, text=self.planning.asked.text)
