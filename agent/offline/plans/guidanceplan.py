"""What does a company itself expect? Its own words from filings and releases, with their date; never our forecast."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.drafts.naming import company
from tieout.agent.offline.drafts.placed import lead_of, place_of, read_first
from tieout.agent.offline.drafts.quoting import states_amount
from tieout.agent.offline.drafts.speechdraft import GUIDANCE
from tieout.agent.offline.plans.guessplan import CONSENSUS
from tieout.agent.offline.reading.neutral import NEUTRAL, PARTS
from tieout.agent.offline.reading.whose import Whose
from tieout.claim import Failure
from tieout.document import Document, Entity
from tieout.question import Place, Plan, SubQuestion
from tieout.tools.figures.grammar import figures
from tieout.tools.filings.modality import modality_of
from tieout.tools.readthrough import Said, pattern_of, sentences_with

_GUIDES = re.compile(r"\bguid(?:e[ds]?|ance|ing)\b|\boutlook\b|\btargets?\b", re.IGNORECASE)
_EXPECTS = re.compile(
    r"\b(?:does|do|did|is|are|was|were|has|have|will)\b[^.?;]*\b(?:expect|anticipat|forecast|project|plan(?!t)|guid|target)\w*|"
    r"[’']s (?:own )?(?:expect|anticipat|forecast|project|plan(?!t))\w*",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"\b(?:we|company|corporation|management|it|they)(?:,[^,]{1,60},)?\s+(?:\w+\s+){0,2}?"
    r"(?:expects?|anticipates?|projects?|forecasts?|targets?|guides?|estimates? (?:that )?(?=[^.;]{0,60}\b20\d\d\b)|"
    r"plans? (?:to|for|on)|intends? to|(?:are|is) (?:targeting|planning|expecting|forecasting))\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are) (?:currently )?(?:expected|anticipated|projected|forecast(?:ed)?|estimated|planned|targeted)\b|"
    r"\bwill be (?:approximately|about|between|in the range|roughly)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:guidance|outlook)\b[^.;]{0,80}\b(?:is|of|for|calls for|was)\b", re.IGNORECASE)
_AHEAD = re.compile(rf"{_ACTIVE.pattern}|{_PASSIVE.pattern}|{_NAMED.pattern}", re.IGNORECASE)
_ASIDE = re.compile(
    r"\b(?:due to|driven by|because|as a result|which|whose|to support|in response|except|including|given|so that|"
    r"associated with|related to|from our|in accordance)\b|;",
    re.IGNORECASE,
)
"""Where a sentence goes over from what is expected to something beside it."""
_IDLE = (
    NEUTRAL
    | PARTS
    | frozenset(
        "guide guides guided guidance guiding outlook expect expects expected expecting expectation expectations "
        "anticipate anticipates anticipated forecast forecasts forecasted project projects projected projection plan "
        "plans planned target targets targeted management fiscal year years next coming upcoming ahead future "
        "currently itself regarding range give gives provided provide provides company's own".split()
    )
)
_EXPECTING = re.compile(r"\b(?:expect|anticipat|project|forecast)(?:ed|es?|s|ing)?\b", re.IGNORECASE)
_QUARTERS = {"Q1": "first", "Q2": "second", "Q3": "third", "Q4": "fourth"}
_SEGMENT = re.compile(r"\bsegments?\b(?:[’']s)?", re.IGNORECASE)
PARTS_ONLY = "only parts of the company are guided"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_THROUGH = re.compile(r"\b(?:through|until)\s*(?:fiscal\s+|the end of\s+)*((?:19|20)\d\d)\b", re.IGNORECASE)
_TAKES = re.compile(r"(?:[^\W\d_]|[\s-]){0,45}?\s(?:of|to be|at|in the range)\s", re.IGNORECASE)
MOST = 4
NEAR = 90
"""Characters before "is expected" within which its subject stands."""


def plan_guidance(planning: Planning) -> Plan | None:
    """The plan where a company's own expectations are asked for and no call of it is indexed, else None."""
    asked = planning.asked
    if not asked.entities or CONSENSUS.search(asked.text):
        return None
    if not _GUIDES.search(asked.text) and not _EXPECTS.search(asked.text):
        return None
    entities, problem = Whose(planning=planning).entities()
    spoken = {d.entity.key for d in planning.home.documents() if d.kind == "transcript"}
    if problem is not None:
        return None
    if any(e.key in spoken for e in entities):
        return None if _GUIDES.search(asked.text) else called(planning)
    plan = _Guidance(planning=planning).plan(entities)
    asks = bool(asked.metrics) or _GUIDES.search(asked.text) is not None
    return plan if plan.subquestions or asks else None


def called(planning: Planning) -> Plan | None:
    """What was guided on a call, where the question says "expect" and a call is indexed; None where none was."""
    text = _EXPECTING.sub("guide", planning.asked.text)
    if text == planning.asked.text or not planning.asked.metrics:
        return None
    question = planning.question.model_copy(update={"text": text})
    asked = planning.reader.understand(question)
    plan = planning.again(replace(planning, question=question, asked=asked))
    return plan if any(s.spoken for s in plan.subquestions) else None


@dataclass(frozen=True, kw_only=True)
class _Guidance:
    planning: Planning

    def plan(self, entities: Sequence[Entity]) -> Plan:
        """One sub-question a company; a failure where it guides nothing."""
        found: list[SubQuestion] = []
        failures: list[Failure] = []
        for entity in entities:
            places = self._places(entity)
            if places:
                found.append(
                    SubQuestion(
                        id=f"q{len(found) + 1}",
                        text=self.planning.asked.text,
                        ask="text",
                        entities=(entity,),
                        places=places,
                    )
                )
                continue
            what = " and ".join(m.words for m in self.planning.asked.metrics) or "what is asked about"
            years = "".join(f" for fiscal {y}" for y in self._years())
            detail = f"no sentence of the indexed filings of {company(entity)} says what it expects of {what}{years}"
            failures.append(Failure(reason="missing_evidence", detail=detail, text=self.planning.asked.text))
        return Plan(subquestions=tuple(found), failures=(*failures, *self.planning.strangers()))

    def _years(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(p.year for m in self.planning.asked.periods for p in m.periods))

    def _places(self, entity: Entity) -> tuple[Place, ...]:
        """The sentences of the first document that guides what is asked about."""
        years = self._years()
        for document in read_first(self.planning, entity, [y - 1 for y in years]):
            if years and document.fiscal_year and not min(years) - 1 <= document.fiscal_year <= max(years):
                continue
            said = [s for s in self._guiding(document) if not years or self._is_of(s.text, years, document)]
            stated = [s for s in said if states_amount(s.text)]
            chosen = stated or self._without(said)
            whole = [s for s in chosen if not self._is_of_a_part(s.text)]
            note = GUIDANCE if whole else f"{GUIDANCE}; {PARTS_ONLY}"
            placed = (place_of(self.planning, s, lead=lead_of(document), note=note) for s in whole or chosen)
            if places := tuple(p for p in placed if p is not None)[:MOST]:
                return places
        return ()

    def _guiding(self, document: Document) -> Iterator[Said]:
        topics = self._topics(document.entity)
        for said in sentences_with(self.planning.home, document.id, topics[0] if topics else _AHEAD):
            about = all(t.search(said.text) for t in topics[1:])
            if about and modality_of(said.text) in {"guided", "target"} and expects(said.text, topics[:1]):
                yield said

    def _topics(self, entity: Entity) -> tuple[re.Pattern[str], ...]:
        """What it has to be about: each metric in its words, each other telling word."""
        asked, vocabulary = self.planning.asked, self.planning.vocabulary
        named = [vocabulary.metric(m.metric) for m in asked.metrics if m.metric]
        metrics = [pattern_of((m.name, *m.words, *m.negated)) for m in named]
        parts = [pattern_of((m.member,)) for m in asked.metrics if m.member]
        own = set(re.findall(r"\w+", f"{entity.name} {entity.ticker or ''}".casefold()))
        rest = [w for w in asked.words if w not in _IDLE and w not in own]
        qualified = [pattern_of((q,)) for q in asked.qualifiers]
        return (*metrics, *qualified, *parts, *(pattern_of((w,)) for w in rest))

    def _is_of_a_part(self, text: str) -> bool:
        """Whether a sentence guides a segment where the whole company is asked about."""
        asked = self.planning.asked
        return bool(asked.metrics) and not any(m.member for m in asked.metrics) and _SEGMENT.search(text) is not None

    def _without(self, said: Iterable[Said]) -> list[Said]:
        """Sentences without a figure answer only what asks for none, and names what of."""
        amount = re.search(r"\bhow (?:much|many)\b|\brange\b", self.planning.asked.text, re.IGNORECASE)
        return [] if amount or self._years() or not self.planning.asked.metrics else list(said)

    def _is_of(self, text: str, years: Sequence[int], document: Document) -> bool:
        """Whether guidance is for a year: it names it, or spans it, or names none and comes from the year before."""
        spans = {p.span for m in self.planning.asked.periods for p in m.periods} & _QUARTERS.keys()
        if spans and not any(
            re.search(rf"\b(?:{_QUARTERS[s]} (?:fiscal )?quarter|{s})\b", text, re.IGNORECASE) for s in spans
        ):
            return False
        named = {int(y) for y in _YEAR.findall(text)}
        if named & set(years):
            return True
        ends = [int(y) for y in _THROUGH.findall(text)]
        if any(max(years) <= end for end in ends):
            return True
        ahead = re.search(r"\b(?:next|coming|upcoming|full|following)[\s-](?:fiscal )?year\b", text, re.IGNORECASE)
        return (
            not named and ahead is not None and document.fiscal_year is not None and document.fiscal_year + 1 in years
        )


def expects(text: str, topics: Sequence[re.Pattern[str]]) -> bool:
    """Whether a sentence expects something of a topic, rather than only naming it beside what it expects."""
    amounts = [r for r in figures(text) if r.is_figure and not r.words and not _YEAR.fullmatch(r.text)]
    first = amounts[0].start if amounts else len(text)
    for match in _ACTIVE.finditer(text):
        aside = _ASIDE.search(text, match.end())
        end = aside.start() if aside else len(text)
        said = text[match.end() : end]
        if not topics or any(_is_head(said, m, first - match.end()) for t in topics for m in t.finditer(said)):
            return True
    for match in _PASSIVE.finditer(text):
        before = text[max(0, match.start() - NEAR) : match.start()]
        if not topics or any((m := t.search(before)) and not _ASIDE.search(before, m.end()) for t in topics):
            return True
    return _NAMED.search(text) is not None and bool(topics) and all(t.search(text[:first]) for t in topics)


def _is_head(said: str, topic: re.Match[str], first: int) -> bool:
    """Whether a topic is what an amount is expected of: it stands before the first, or takes one of its own."""
    if re.search(r"(?:%|percent) of\s+(?:\w+\s+)?$", said[: topic.start()]):
        return False
    return topic.end() <= first or _TAKES.match(said, topic.end()) is not None
