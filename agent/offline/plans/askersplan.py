"""Who asked what on a call, what was answered, and who spoke? Turns, quoted with speaker, role and call."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.sentencing import stem
from tieout.agent.offline.plans.speech import CALL, heard_on, near, speaker_among
from tieout.agent.offline.plans.weighplan import of_company
from tieout.agent.offline.reading.quarterof import calls_of, quarter_of
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.question import Counted, Place, Plan, SubQuestion
from tieout.tools.figures.derive import NotDerivable
from tieout.tools.spoken import is_speaker, role_in, said_by
from tieout.tools.turns import Turn, turns_in

_COUNT = re.compile(r"\bhow many (?:questions|times)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:which|what) (?:\w+ )?analysts?\b|\bwho (?:else )?(?:asked|asks|raised|inquired|brought up)\b|"
    r"\b(?:did|does|was|were) (?:any|an|some)\s?(?:analysts?|one|body)\b[^.?]*\bask|\banalysts? (?:who|that) asked\b|"
    r"\bwhat (?:did|does|was) [^?]*\bask(?:ed)?\b|"
    r"\bwho (?:were|was|are) the analysts?\b|\blist (?:the |all )?analysts\b",
    re.IGNORECASE,
)
_SPOKE = re.compile(
    r"\bwho (?:spoke|speaks|talked|was speaking|presented)\b|"
    r"\bwho (?:are|were) the (?:speakers|participants|presenters)\b|\blist (?:the |all )?(?:speakers|participants)\b|"
    r"\bwho (?:is|was|were|are) (?:the |its |their |\w+[’']s )?(?:\w+ )?"
    r"(?:CEO|CFO|COO|CTO|chief|head of|investor relations|operator)",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"\b(?:answer\w*|repl\w+|respon[ds]\w*|say|said)\b[^.?]*?\b(?:when|after|as)\b[^.?]*?\bask(?:ed|s)?\b|"
    r"\b(?:answer\w*|repl\w+|respon[ds]\w*|response)\b[^.?]*?\bto\b[^.?]*?\bquestions?\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:about|regarding|concerning|on the (?:topic|subject) of)\s+(?P<topic>.+)", re.IGNORECASE)
_UP_TO = re.compile(
    r"\s+(?:on|in|during|at)\s+(?:the|its|their|that|this|[A-Z]\w*[’']s|[A-Z]{2,}|Q[1-4]|fiscal|both)\b.*|\?.*",
    re.DOTALL,
)
_THANKS = re.compile(
    r"\b(?:thanks?|thank you|good (?:morning|afternoon|evening|day)|congrat\w*|hi|hello|hey)\b", re.IGNORECASE
)
_MOST, _SENTENCES = 20, 3
_SMALL = frozenset("the a an of and or to for in on at by from with its their his her your our it this that".split())
_SHORTEST = 25
"""Shorter sentences only greet."""


def plan_askers(planning: Planning) -> Plan | None:
    """The plan where it is asked who asked, answered or spoke on a call, or how often; else None."""
    text = planning.asked.text
    kinds = (_COUNT, _ASKED, _SPOKE, _ANSWERED)
    if not any(kind.search(text) for kind in kinds) or not (CALL.search(text) or _ASKED.search(text)):
        return None
    calls = [d for d in planning.documents(planning.asked.entities) if d.kind == "transcript"]
    if not calls:
        return None
    try:
        return _Asking(planning=planning, call=_call(planning, calls)).plan()
    except NotDerivable as error:
        return planning.refusal(error.reason, error.detail)


def _call(planning: Planning, calls: Sequence[Document]) -> Document:
    """The one call that is meant; raises NotDerivable where it cannot be told."""
    owners: dict[str, Entity] = {d.entity.key: d.entity for d in calls}
    for name in planning.asked.strangers if len(owners) > 1 else ():
        heard = heard_on((name,), near(calls, planning.asked), planning.home)[1]
        owners = {d.entity.key: d.entity for d in calls if d.id in heard and d.entity.key in owners} or owners
    if len(owners) > 1:
        names = ", ".join(sorted(e.ticker or e.name for e in owners.values()))
        raise NotDerivable("ambiguous", f"of which company? calls are indexed of {names}")
    entity = next(iter(owners.values()))
    period = quarter_of(of_company(planning, entity), entity)
    if period is None and len(calls) == 1:
        return calls[0]
    if period is None:
        raise NotDerivable("ambiguous", "which call is that? name it by its fiscal quarter, such as Q1 2023")
    found = calls_of(planning, entity, period)
    if not found:
        raise NotDerivable("no_source", f"no call of {entity.ticker or entity.name} on {period.words} is indexed")
    return found[0]


@dataclass(frozen=True, kw_only=True)
class _Asking:
    planning: Planning
    call: Document

    def plan(self) -> Plan:
        """Quotations of the turns that answer; a failure where there are none."""
        text = self.planning.asked.text
        turns = turns_in(self.planning.home, self.call)
        names = self._names()
        if _COUNT.search(text):
            return self._counted(turns, names)
        if _ANSWERED.search(text):
            return self._answers(turns, names)
        if _SPOKE.search(text) and not _ASKED.search(text):
            return self._speakers(turns)
        return self._askers(turns, names)

    def _names(self) -> tuple[str, ...]:
        """The speakers whom the question names, in its order."""
        found = (speaker_among((name,), (self.call,), self.planning.home) for name in self.planning.asked.strangers)
        return tuple(dict.fromkeys(one for one in found if one))

    def _topic(self) -> frozenset[str]:
        """The words that say what it was about; empty where nothing does."""
        match = _ABOUT.search(self.planning.asked.text)
        if match is None:
            return frozenset()
        topic = _UP_TO.sub("", match["topic"])
        return frozenset(stem(w) for w in re.findall(r"[^\W_][\w&’'-]*", topic) if w.casefold() not in _SMALL)

    def _askers(self, turns: Sequence[Turn], names: tuple[str, ...]) -> Plan:
        """Every analyst's turn that is about it; without a subject, each analyst's first."""
        topic = self._topic()
        asking = [t for t in turns if t.asks and (not names or any(is_speaker(t.speaker, n) for n in names))]
        if topic:
            found = [p for t in asking if (p := self._about(t, topic)) is not None]
            lacking = "no analyst’s turn on the call names all of what it was about"
        elif names:
            found = [p for t in asking for p in self._questions(t)]
            lacking = "nobody of that name asks a question on the call"
        else:
            first = {t.speaker: t for t in reversed(asking)}
            found = [p for t in turns if first.get(t.speaker) is t and (p := self._first(t)) is not None]
            lacking = "no analyst asks on the call, as far as it names its speakers"
        return self._quoted(found, lacking)

    def _answers(self, turns: Sequence[Turn], names: tuple[str, ...]) -> Plan:
        """What is answered to the turn that asks about it, by the one who is named."""
        topic, found = self._topic(), list[Place]()
        role = role_in(re.sub(r"\banalysts?\b", " ", self.planning.asked.text, flags=re.IGNORECASE))
        for number, turn in enumerate(turns):
            if not turn.asks or (topic and self._about(turn, topic) is None):
                continue
            if names and not any(is_speaker(turn.speaker, n) for n in names) and len(names) > 1:
                continue
            replies = takewhile(lambda t: not t.is_guest and not t.is_operator, turns[number + 1 :])
            for reply in replies:
                mine = not names or any(is_speaker(reply.speaker, n) for n in names)
                by_role = role is None or role == "analyst" or role_in(reply.role or "") == role
                if mine and by_role:
                    found += self._sentences(reply)
        return self._quoted(found[: _MOST // 2], "no turn on the call answers a question about it")

    def _speakers(self, turns: Sequence[Turn]) -> Plan:
        """Each speaker's first words, with the role; of one role only where it is named."""
        role = role_in(self.planning.asked.text)
        first = {t.speaker: t for t in reversed(turns)}
        chosen = [t for t in turns if first.get(t.speaker) is t and (role is None or role_in(t.role or "") == role)]
        found = [p for t in chosen if (p := self._first(t)) is not None]
        return self._quoted(found, "nobody of that role speaks on the call, as far as it names its speakers")

    def _counted(self, turns: Sequence[Turn], names: tuple[str, ...]) -> Plan:
        """In how many turns somebody asks, and their words."""
        asking = [t for t in turns if t.asks and any(is_speaker(t.speaker, n) for n in names)]
        speakers = {t.speaker for t in asking}
        if len(speakers) != 1:
            raise NotDerivable("missing_evidence", "nobody of that name asks a question on the call")
        counted = SubQuestion(
            id="q1",
            text=self.planning.asked.text,
            ask="text",
            entities=(self.call.entity,),
            counted=Counted(document=self.call.id, turns=tuple(t.number for t in asking)),
        )
        return Plan(subquestions=(counted,))

    def _quoted(self, found: Sequence[Place], lacking: str) -> Plan:
        places = tuple(dict.fromkeys(found))[:_MOST]
        if not places:
            detail = f"{lacking} ({self.call.id})"
            failure = Failure(reason="missing_evidence", detail=detail, text=self.planning.asked.text)
            return Plan(failures=(failure,))
        asked = SubQuestion(
            id="q1", text=self.planning.asked.text, ask="text", entities=(self.call.entity,), places=places
        )
        return Plan(subquestions=(asked,))

    def _about(self, turn: Turn, topic: frozenset[str]) -> Place | None:
        """The sentence of a turn that has most of what it was about; None where the turn does not name all of it."""
        bags = [
            (low, high, said, {stem(w) for w in re.findall(r"[^\W_][\w&’'-]*", said)})
            for low, high, said in turn.sentences()
        ]
        if not topic <= set().union(*(bag for *_, bag in bags)):
            return None
        low, high, said, _ = max(bags, key=lambda one: len(topic & one[3]))
        return self._place(turn, low, high, said)

    def _questions(self, turn: Turn) -> list[Place]:
        """What a turn asks: its sentences with question marks, else its first."""
        asked = [p for one in turn.sentences() if "?" in one[2] and (p := self._place(turn, *one)) is not None]
        first = self._first(turn)
        return asked or ([first] if first is not None else [])

    def _first(self, turn: Turn) -> Place | None:
        """The first sentence of a turn that can be quoted."""
        told = list(turn.sentences())
        telling = [one for one in told if len(one[2]) >= _SHORTEST and not _THANKS.match(one[2])] or told
        return next((p for one in (*telling, *told) if (p := self._place(turn, *one)) is not None), None)

    def _sentences(self, turn: Turn) -> list[Place]:
        """The first sentences of an answer."""
        told = [one for one in turn.sentences() if len(one[2]) >= _SHORTEST][:_SENTENCES]
        return [p for one in told if (p := self._place(turn, *one)) is not None]

    def _place(self, turn: Turn, low: int, high: int, said: str) -> Place | None:
        if any(c in said for c in "{}\t“”"):
            return None
        return Place(document=self.call.id, start=low, end=high, lead=said_by(turn.locator, self.call))
