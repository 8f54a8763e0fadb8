"""Is a figure's fact of every part that the words around it speak of, and of each of them itself?

"In Europe volume grew, and net sales of Oral Care were $5" is not Oral Care's figure of the whole world, "Other Europe"
and "outside Europe" are not Europe. A part of the same kind that is said later takes the place of one before it, in the
sentence as in the headings above.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from tieout.calculation import Calculation
from tieout.fact import Fact
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.lexicon import content
from tieout.tools.figures.member import GROSS, called, distinguishing, names_of, says_something, trimmed
from tieout.tools.figures.phrases import Phrases, phrase
from tieout.tools.figures.places import Place, inside, overlaps
from tieout.tools.figures.printed import told
from tieout.tools.figures.said import Said, Setting, Term
from tieout.tools.figures.terms import Level

_SENTENCE = re.compile(r"[!?](?=\s)|\.(?=\s+(?-i:[A-Z])|\s+[“\"])")
_NOT_ALL = re.compile(
    r"(?:\b(?:other|rest\s+of|remainder\s+of|outside(?:\s+of)?|excluding|except(?:\s+for)?|without|besides|beyond|apart\s+from|aside\s+from|"
    r"other\s+than|less|minus|net\s+of|north(?:ern)?|south(?:ern)?|east(?:ern)?|west(?:ern)?|central|mid|upper|lower|new|former|legacy|"
    r"acquired|remaining|non|ex|all\s+but|parts?\s+of|some\s+of|most\s+of)[\s–-]+(?:the\s+|our\s+|its\s+)?|\b(?:non|ex)[–-]?)$",
    re.IGNORECASE,
)
"""Words before a part that make it another one."""
_GOES_ON = re.compile(
    r"[–-](?!\s)(?=[a-z])|\s+(?:and|&)\s+(?:other|related|certain)\b|\s+(?:excluding|less|except)\b", re.IGNORECASE
)
"""Words behind it that do so."""
_WHOLE = re.compile(
    r"\b(?:total|consolidated|company-?wide|group-?wide|overall|worldwide|the\s+company(?:[’']s)?|enterprise-?wide)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_AXES = (
    "BusinessSegmentsAxis", "SubsegmentsAxis", "ProductOrServiceAxis", "GeographicalAxis", "LegalEntityAxis",
    "GeographicDistributionAxis", "ConsolidationItemsAxis", "RetirementPlanTypeAxis", "CounterpartyNameAxis",
    "RetirementPlanSponsorLocationAxis", "BusinessAcquisitionAxis",
)  # fmt: skip
"""How the axes end whose members are parts of a company that stand in its sentences."""
_ADJUNCT = re.compile(
    r"(?:^|[;:.]\s+|,\s+(?:and|but|while)\s+)(?:in|for|within|at|across)\s+(?:the\s+|our\s+|its\s+)?$", re.IGNORECASE
)
"""How a part is led in that all that follows is of."""


Parts = Sequence[tuple[Place, str]]


class Parted:
    """Holds figures' facts against the parts that are spoken of."""

    def __init__(self, facts: Iterable[Fact], hear: Callable[[str], Said]) -> None:
        """`hear` understands a heading."""
        self._facts = {f.id: f for f in facts}
        self._hear = hear
        self._axes: dict[str, set[str]] = defaultdict(set)
        names: dict[tuple[str, ...], str] = {}
        heads: dict[tuple[str, ...], str] = {}
        for part in sorted(
            {d for f in self._facts.values() for d in distinguishing(f)}, key=attrgetter("axis", "member")
        ):
            self._axes[called(part)] |= set() if part.axis.startswith("table:") else {part.axis}
            own = {name: called(part) for name in sorted(names_of(part)) if says_something(name)}
            heads |= own if part.axis.endswith(_AXES) else {}
            names |= {name: text for name, text in own.items() if len(name) > 1 or part.axis.endswith(_AXES)}
        self._names, self._in_heads = Phrases(names), Phrases(heads)
        self._heads: dict[str, tuple[str, ...]] = {}

    def stray(self, said: Said, at: Reading, term: Term | None, level: Level, setting: Setting) -> str | None:
        """A part that is spoken of and that the level is not of; None where there is none."""
        facts, parts = self._of(level), self._parts(said, self._names)
        if not facts or not (parts or setting.heads):
            return None
        if (number := self._unsaid(said, facts, setting)) is not None:
            return number
        own = [(place, name) for place, name in parts if self._is_of(facts, name)]
        for place, name in own:
            if self._is_other(said, place) and said.part(at, term) in {name, None}:
                return said.text[slice(*place)]
        taken = set().union(
            *(self._axes[name] for _, name in own), *(self._axes[called(d)] for f in facts for d in distinguishing(f))
        )
        if said.listed(at, [place for place, _ in said.parts]) is not None:
            return None
        return self._beside(said, at, term, facts) or self._above(said, at, facts, taken, setting)

    @staticmethod
    def _parts(said: Said, names: Phrases[str]) -> Parts:
        """Where a sentence names parts; also those of which there is nothing without a second part."""
        known = [place for place, _ in said.parts]
        terms, companies = [t.place for t in said.terms], [(c.start, c.end) for c in said.companies]
        metrics = {t.place for t in said.terms if t.metric is not None}
        more = []
        for found in names.find(said.text):
            place = found.start, found.end
            known_as = [t for t in terms if not inside(t, [place]) or t in metrics]
            owners = [c for c in companies if not inside(c, [place]) or c == place]
            if said.text[found.start].isupper() and not overlaps(place, [*known, *known_as, *owners]):
                more.append((place, found.target))
        return sorted([*said.parts, *more]) if more else said.parts

    def _of(self, level: Level) -> list[Fact]:
        if isinstance(level, Calculation):
            return [self._facts[o.fact] for o in level.operands if o.fact in self._facts]
        return [level]

    def _is_of(self, facts: Sequence[Fact], name: str) -> bool:
        """Whether some fact is of a part, or its row says so."""
        words = phrase(name.removesuffix(f" {GROSS}"))
        wanted = {words, trimmed(words)}
        named = any(wanted & names_of(d) for fact in facts for d in fact.dimensions)
        return named or any(content(name) <= told(fact) for fact in facts)

    @staticmethod
    def _unsaid(said: Said, facts: Sequence[Fact], setting: Setting) -> str | None:
        """A part of a fact that numbers tell from others, as "notes due 2031", where they are not said."""
        text = None
        for name in {called(d) for f in facts for d in distinguishing(f) if any(map(str.isdigit, called(d)))}:
            text = text or set(_NUMBER.findall(" ".join((said.text, *setting.heads))))
            if not set(_NUMBER.findall(name)) <= text:
                return name
        return None

    @staticmethod
    def _is_other(said: Said, place: Place) -> bool:
        """Whether words beside a part make it another one."""
        return _NOT_ALL.search(said.text, 0, place[0]) is not None or _GOES_ON.match(said.text, place[1]) is not None

    def _beside(self, said: Said, at: Reading, term: Term | None, facts: Sequence[Fact]) -> str | None:
        """A part of the sentence that speaks of a figure and that its fact is not of."""
        low = max((m.end() for m in _SENTENCE.finditer(said.text, 0, at.start)), default=0)
        behind = set(said.behind(at, term))
        parts = self._parts(said, self._names)
        covered = [(place, name) for place, name in parts if self._is_of(facts, name)]
        for place, name in parts:
            leads = term is not None and place[0] >= at.end and not said.text[place[1] : term.start].strip(" ’'s")
            follows = place[0] >= at.end and name not in behind and not (leads and term and place[1] < term.start)
            if (place, name) in covered or follows or place[1] <= low:
                continue
            later = self._later(said, place, covered)
            whole = not any(map(distinguishing, facts))
            if place[0] < at.start and (self._axes[name] & later or self._is_past(said, at, place, name, whole=whole)):
                continue
            return name
        return None

    def _later(self, said: Said, place: Place, own: Parts) -> set[str]:
        """The kinds of the figure's own parts that take the place of one before; not in a clause that it opens."""
        opens = _ADJUNCT.search(said.text, 0, place[0]) is not None or said.text.startswith(":", place[1])
        high = said.clause_at(place[0])[1] if opens else place[0]
        return {axis for where, name in own if where[0] > high for axis in self._axes[name]}

    def _is_past(self, said: Said, at: Reading, place: Place, name: str, *, whole: bool) -> bool:
        """Whether what a part was named for has been said, before another statement begins; `whole` of a company."""
        end, broken = said.clause_at(place[0])[1], said.clause(at)[0] > place[0]
        if (
            whole
            and broken
            and (_WHOLE.search(said.text, end, at.start) or any(end <= c.start < at.start for c in said.companies))
        ):
            return True
        if _ADJUNCT.search(said.text, 0, place[0]):
            return False
        for earlier in said.amounts():
            if place[1] <= earlier.start and earlier.end <= at.start:
                term = said.term(earlier)
                if term is not None and said.part(earlier, term) == name:
                    return True
        return False

    def _above(self, said: Said, at: Reading, facts: Sequence[Fact], taken: set[str], setting: Setting) -> str | None:
        """A part that a heading names and that a fact is not of."""
        if not any(distinguishing(f) for f in facts) and _WHOLE.search(said.text[slice(*said.clause(at))]):
            return None
        for head in reversed(setting.heads):
            for name in self._named(head):
                if self._is_of(facts, name):
                    taken |= self._axes[name]
                elif not self._axes[name] & taken:
                    return name
        return None

    def _named(self, head: str) -> tuple[str, ...]:
        if head not in self._heads:
            self._heads[head] = tuple(name for _, name in self._parts(self._hear(head), self._in_heads))
        return self._heads[head]
