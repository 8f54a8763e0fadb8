"""Whose words on which call does a question ask for? Speakers, roles, parts and guidance, from its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tieout.agent.offline.reading.callchoice import MONTH_QUARTER, before, chosen, newest_last
from tieout.agent.offline.reading.operation import wants_text
from tieout.agent.offline.reading.timing import visible
from tieout.agent.offline.reading.understood import Understood
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.ports import Snapshot
from tieout.question import Plan, Question, Spoken, SubQuestion
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.heard import QUARTERS, quarter_after
from tieout.tools.spoken import ROLES, is_by, role_in, turns

CALL = re.compile(
    r"\b(?:(?:earnings|conference|results|quarterly|investor)\s+)?(?:conference\s+)?calls?\b(?!\s+options?)|"
    r"\btranscripts?\b|\bprepared remarks\b|\bq\s?&\s?a\b",
    re.IGNORECASE,
)
GUIDES = re.compile(r"\bguid(?:e[ds]?|ance|ing)\b|\boutlook\b|\bforecast\w*\b", re.IGNORECASE)
_EXPECTS = re.compile(r"\bexpect\w*\b|\banticipat\w*\b|\bproject(?:ed|s)?\b", re.IGNORECASE)
SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id)|state[ds]?|mention(?:ed)?|comment(?:ed|s)?|talk(?:ed)?|remark(?:ed|s)?|t(?:ell|old)|ask(?:ed)?|"
    r"answer(?:ed)?|discuss(?:ed)?|describe[ds]?|explain(?:ed)?|respond(?:ed)?|address(?:ed)?|report(?:ed)?)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\b(?:did|does|do|has|have)\s+(?P<who>(?:[\w.&’'-]+\s+){1,6}?)"
    r"(?=(?:say|state|mention|comment|talk|remark|tell|ask|answer|discuss|describe|explain|respond|address|guide|"
    r"expect|forecast|anticipate|report|said|guided)\b)",
    re.IGNORECASE,
)
_ANYONE = frozenset(
    "the a an its their it they management company team executives executive leadership anyone on call we inc corp s "
    "someone speaker speakers".split()
)
_REMARKS = re.compile(r"\bprepared remarks\b|\bopening remarks\b", re.IGNORECASE)
_QUESTIONS = re.compile(r"\bq\s?&\s?a\b|\bquestions? and answers?\b|\bin (?:answer|reply|response) to\b", re.IGNORECASE)
_IDLE = re.compile(
    r"\b(?:what|which|how|much|did|does|do|was|were|is|are|the|a|an|on|in|at|of|for|to|about|during|regarding|by|its|"
    r"their|has|have|per|give|gave|given|provide[ds]?|exactly|words?|remarks?|prepared|opening|questions?|answers?|and|"
    r"her|his|he|she|they|them|own|anything|something|then|"
    r"latest|last|most|recent|quarter|fiscal|year|next|current|call|earnings|conference|session|management|company)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Calls:
    """The calls of a home that a question may be about."""

    asked: Understood
    question: Question
    home: Snapshot

    def plan(self) -> Plan | None:
        """The plan, or None where the question is not about calls."""
        known = [d for d in self.home.documents() if d.kind == "transcript" and self._is_known(d)]
        if not known or not self._is_about_calls(known):
            return None
        try:
            return self._planned(known)
        except NotDerivable as error:
            failure = Failure(reason=error.reason, detail=error.detail, text=self.question.text)
            return Plan(failures=(failure,))

    def _is_known(self, document: Document) -> bool:
        return self.question.as_of is None or visible(document, self.question.as_of)

    def _is_about_calls(self, known: Sequence[Document]) -> bool:
        text = self.asked.text
        says = wants_text(text) or SAYS.search(text) is not None
        if GUIDES.search(text):
            return True
        if CALL.search(text):
            return says or _EXPECTS.search(text) is not None
        return (says or _EXPECTS.search(text) is not None) and (
            role_in(text) not in {None, "analyst"} or self._speaker(known) is not None
        )

    def _planned(self, known: Sequence[Document]) -> Plan:
        text, speaker = self.asked.text, self._speaker(known)
        role = None if speaker else role_in(text)
        self._check_subject(speaker, role)
        guided = GUIDES.search(text) is not None or (_EXPECTS.search(text) is not None and not SAYS.search(text))
        about = self._about(speaker)
        if not about.split() and not guided:
            raise NotDerivable("ambiguous", "about what? name the subject, such as gross margin")
        found: list[SubQuestion] = []
        notes: list[str] = []
        for owner in self._owners(known, speaker):
            calls, note, quarter = self._calls([d for d in known if d.entity.key == owner.key], owner, guided=guided)
            notes += note
            found.append(
                SubQuestion(
                    id=f"q{len(found) + 1}",
                    text=text,
                    ask="text",
                    entities=(owner,),
                    spoken=Spoken(
                        documents=calls,
                        speaker=speaker,
                        role=role,
                        part=self._part(),
                        guided=guided,
                        quarter=quarter,
                        about=about,
                    ),
                )
            )
        return Plan(subquestions=tuple(found), assumptions=tuple(dict.fromkeys(notes)))

    def _part(self) -> str | None:
        if _REMARKS.search(self.asked.text):
            return "Prepared remarks"
        return "Questions and answers" if _QUESTIONS.search(self.asked.text) else None

    def _speaker(self, known: Sequence[Document]) -> str | None:
        """The one of the names in the question that somebody on a call has."""
        return speaker_among(self.asked.strangers, near(known, self.asked), self.home)

    def _check_subject(self, speaker: str | None, role: str | None) -> None:
        """Raise where somebody is named who is neither the company, nor a role, nor a speaker."""
        match = _SUBJECT.search(self.asked.text)
        if match is None or speaker or role:
            return
        own = {w.casefold() for e in self.asked.entities for w in re.findall(r"\w+", f"{e.name} {e.ticker or ''}")}
        words = [re.sub(r"[’']s$", "", w) for w in match["who"].split()]
        left = [w for w in words if w.casefold() not in _ANYONE | own and not re.fullmatch(r"[\W\d]+|Q[1-4]", w)]
        if left:
            raise NotDerivable("no_source", f"nobody named “{' '.join(left)}” speaks on the indexed calls")

    def _owners(self, known: Sequence[Document], speaker: str | None) -> tuple[Entity, ...]:
        """Whose calls are meant: the companies named, those on whose calls somebody speaks, the only one."""
        if self.asked.entities:
            return self.asked.entities
        owners = {d.entity.key: d.entity for d in known}
        if speaker is not None:
            spoken = {p.document for p in turns(self.home, (d.id for d in known), speaker) if is_by(p, speaker)}
            owners = {d.entity.key: d.entity for d in known if d.id in spoken}
        if len(owners) != 1:
            names = ", ".join(sorted(e.ticker or e.name for e in owners.values()))
            raise NotDerivable("ambiguous", f"of which company? calls are indexed of {names}")
        return tuple(owners.values())

    def _calls(
        self, own: Sequence[Document], owner: Entity, *, guided: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
        """The calls meant, the newest first; what was assumed; the quarter that guidance is for."""
        if not own:
            raise NotDerivable("no_source", f"no call of {owner.name} is indexed")
        return chosen(self.asked, owner.ticker or owner.name, sorted(own, key=newest_last, reverse=True), guided=guided)

    def _about(self, speaker: str | None) -> str:
        """The words that say what of: without who, when and which call."""
        text = self.asked.text
        for entity in self.asked.entities:
            for word in re.findall(r"\w+", f"{entity.name} {entity.ticker or ''}"):
                text = re.sub(rf"\b{re.escape(word)}\b(?:[’']s)?", " ", text, flags=re.IGNORECASE)
        for mention in sorted(self.asked.periods, key=lambda m: -m.start):
            text = text.replace(mention.text, " ")
        patterns = (
            MONTH_QUARTER,
            CALL,
            SAYS,
            GUIDES,
            _EXPECTS,
            *(re.compile(w, re.IGNORECASE) for w in ROLES.values()),
        )
        for pattern in patterns:
            text = pattern.sub(" ", text)
        for word in (speaker or "").split():
            text = re.sub(rf"\b{re.escape(word)}\b(?:[’']s)?", " ", text)
        return " ".join(_IDLE.sub(" ", re.sub(r"[?.,!“”\"]", " ", text)).split())


def near(known: Sequence[Document], asked: Understood) -> Sequence[Document]:
    """The calls on the quarters that are named and on those beside them; all where none is named, or none is there."""
    named = [p for m in asked.periods for p in m.periods if p.span in QUARTERS]
    beside = {(q.year, q.span) for p in named for q in (before(p), p, quarter_after(p))}
    return [d for d in known if (d.fiscal_year, d.fiscal_period) in beside] or known


def heard_on(names: Sequence[str], known: Iterable[Document], home: Snapshot) -> tuple[str | None, frozenset[str]]:
    """The first of some names that somebody on a call has, and the calls on which this speaker is heard."""
    calls = [d.id for d in known]
    for name in (form for one in names for form in forms_of(one)):
        found = frozenset(p.document for p in turns(home, calls, name) if is_by(p, name))
        if found:
            return name, found
    return None, frozenset()


def speaker_among(names: Sequence[str], known: Iterable[Document], home: Snapshot) -> str | None:
    """The first of some names that somebody on a call has."""
    return heard_on(names, known, home)[0]


def forms_of(name: str) -> Iterator[str]:
    """A name as it was read, and without what may not belong to it: "Tim Cook’s June" is "Tim Cook"."""
    words = re.split(r"[’']s\b", name)[0].split()
    yield from dict.fromkeys(" ".join(words[:n]) for n in range(len(words), 1, -1))
    yield from words[:1] if len(words) == 1 else ()
