"""What of the things that one sentence names belongs to which of its figures?"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.named import Sentence, Setting, Term
from tieout.tools.figures.places import Place

__all__ = ["Said", "Setting", "Term"]

_BEHIND = re.compile(r"\s+(?:of|in|for)\s+(?:(?:its|the|total|their|our|own|consolidated)\s+)*$", re.IGNORECASE)
_WHOSE = r"(?:(?:its|the|total|their|our|consolidated|(?:company|group|issuer|firm)?[’']s?)\s+)*"
_OF = re.compile(rf"\s+of\s+{_WHOSE}$", re.IGNORECASE)
_TIMES = re.compile(rf"\s+(?:of\s+)?{_WHOSE}$", re.IGNORECASE)
_AS_SHARE = re.compile(
    rf"\s+as\s+an?\s+(?:percentage|percent|share|proportion|portion|%)\s+of\s+{_WHOSE}", re.IGNORECASE
)
_RATIO = re.compile(r"\bratio\s+of\s+(?:(?:its|the|our|total)\s+)*$", re.IGNORECASE)
_TO = re.compile(rf"\s+to\s+{_WHOSE}", re.IGNORECASE)
_GROWN = re.compile(
    r"[\s-]+(?:(?:year[\s-]over[\s-]year|annual|yearly|overall)\s+)*(?:(?:increase|decrease|rise|fall|decline|drop|growth|gain|"
    r"reduction|improvement|jump|uptick)\s+(?:in|of)|(?:higher|lower))\s+"
    rf"{_WHOSE}",
    re.IGNORECASE,
)
"""From a change to its metric: "a 2% increase in", "2% higher"."""
_AT_ONCE = re.compile(
    r"[\s-]+(?:(?:was|were|is|are|represents?|represented|being)\s+)?"
    r"(?:(?:recorded|reported|shown|booked|disclosed|stated|posted|recogni[sz]ed)\s+(?:as|for|in|under)\s+)?"
    r"(?:(?:the|its|total|full-year|annual|reported)\s+)*(?:[a-z-]+\s+)?"
)
_ASIDE = re.compile(
    r"(?<!\w)(?P<head>[\w%’'-]*)\s*\b(?:in|within|into|as|to|from|with|against|under|by|through|per|of|on|for|related\s+to|"
    r"associated\s+with|attributable\s+to)\s+(?:(?:the|our|its|a|an|total|other|net|gross)\s+)*$",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"\s+(?:growth|increase|decrease|decline)(?:\s+rate)?(?=\s+(?:was|of|came|stood|in|for|at|:))", re.IGNORECASE
)
_ON = re.compile(
    r"\s+(?:on|(?:went|goes)\s+(?:to|into|toward)|(?:was|were|is)\s+(?:(?:spent|used)\s+(?:on|for)\s+)?|came\s+from|"
    r"consisted\s+of)\s+(?:(?:the|its|their|our)\s+)*|\s+(?:was|were|is)\s+",
    re.IGNORECASE,
)
_AT = re.compile(r"(?:^|[,;]\s)at\s+$", re.IGNORECASE)
_THEN = re.compile(r"\s*,\s+(?:(?:the|its|total|[’']s)\s+)*", re.IGNORECASE)
_STATES = frozenset({"payable", "receivable", "deferred", "outstanding"})
"""Words behind a figure that say what becomes of it: "$2.0 billion payable within 12 months"."""
_ASIDE_REACH = 80
_LEADING = frozenset(
    "amount amounts total level levels balance balances growth increase decrease decline rise fall drop change "
    "reduction improvement gain figure year quarter period fiscal result results terms case with".split()
)
"""Words before "of" and "in" that leave the metric behind it what a figure is of."""


@dataclass(frozen=True, kw_only=True)
class Said(Sentence):
    """A sentence with everything that it names."""

    def term(self, at: Reading) -> Term | None:
        """The metric of a figure: right behind it, else the last subject before it in its clause, else before that."""
        key = at.start, at.end, at.unit, at.kind
        if key not in self._termed:
            self._termed[key] = self._term(at)
        return self._termed[key]

    @cached_property
    def _termed(self) -> dict[tuple[int, int, str, str], Term | None]:
        """The metrics of the figures that were asked for."""
        return {}

    def _term(self, at: Reading) -> Term | None:
        listed = self.listed(at, [t.place for t in self.terms])
        if listed is not None:
            return self.terms[listed]
        share = self._share_before(at)
        spent = self._spent(at) or self._over(at)[0] or (self.term(share) if share else None)
        if spent is not None:
            return spent
        behind = next((t for t in self.terms if t.start >= at.end), None)
        if behind is not None and (self._owns(at, behind) or self.grown(at, behind)):
            return behind
        earlier = [t for t in self.terms if t.end <= at.start]
        before = [t for t in earlier if not self._aside(t)] or [t for t in earlier if self._of_figure(t)]
        if before:
            return before[-1]
        bare = self.bare(at.end, behind.start) if behind is not None else ""
        is_state = behind is not None and self.text[slice(*behind.place)].casefold() in _STATES
        if (
            behind is not None
            and not is_state
            and (_AT_ONCE.fullmatch(bare) or (_AT.search(self.text[: at.start]) and _THEN.fullmatch(bare)))
        ):
            return behind
        return None

    def _owns(self, at: Reading, term: Term) -> bool:
        """Whether a metric stands right behind its figure: "$5 of net sales"."""
        return at.unit != "percent" and _BEHIND.fullmatch(self.text, at.end, term.start) is not None

    def grown(self, at: Reading, term: Term) -> bool:
        """Whether a change leads to its metric: "a 2% increase in net sales", "2% higher net sales"."""
        return at.kind == "change" and bool(_GROWN.fullmatch(self.bare(at.end, term.start)))

    def growth(self, at: Reading, term: Term) -> list[Place]:
        """Where "growth" stands behind the metric of a change: "net sales growth was 2%"."""
        found = _GROWTH.match(self.text, term.end) if at.kind == "change" else None
        return [found.span()] if found and found.end() < at.start else []

    def _of_figure(self, term: Term) -> bool:
        """Whether a metric stands right behind a figure: "$5 billion in net sales"."""
        return any(_BEHIND.fullmatch(self.text, r.end, term.start) for r in self.amounts() if r.end <= term.start)

    def _spent(self, at: Reading) -> Term | None:
        """The metric of a share that is said last: "spent 3% of net sales on advertising"."""
        whole = self.whole(at)
        behind = next((t for t in self.terms if whole is not None and t.start >= whole.end > at.end), None)
        on = whole is not None and behind is not None and _ON.fullmatch(self.text, whole.end, behind.start)
        return behind if on else None

    def _aside(self, term: Term) -> bool:
        """Whether a metric is only where something stands: "reported in interest expense", "as a share of sales"."""
        if re.match(r"\s+of\s+[^A-Za-z]*\d", self.text[term.end :]):
            return False
        match = _ASIDE.search(self.text, max(0, term.start - _ASIDE_REACH), term.start)
        if match is None:
            return False
        opens = not self.text[: match.start()].strip() and not match["head"]
        return not opens and match["head"].casefold() not in _LEADING and not match["head"].isdigit()

    def whole(self, at: Reading) -> Term | None:
        """The metric of which a percentage is a share, or of which a figure is a multiple."""
        if at.unit in {"percent", "points"}:
            for part, whole in pairwise(t for t in self.terms if t.end <= at.start):
                if _AS_SHARE.fullmatch(self._without_own(at, part.end, whole.start)):
                    return whole
            if (over := self._over(at)[1]) is not None:
                return over
        behind = next((t for t in self.terms if t.start >= at.end), None)
        if behind is not None and (at.unit in {"percent", "points"} or at.kind == "ratio"):
            words = self._without_own(at, at.end, behind.start)
            link = _TIMES if at.kind == "ratio" else _OF
            if (at.unit != "points" and link.fullmatch(words)) or (at.unit and _AS_SHARE.fullmatch(words)):
                return behind
        share = self._share_before(at)
        return self.whole(share) if share else None

    def _over(self, at: Reading) -> tuple[Term | None, Term | None]:
        """The two metrics of a quotient before a figure: "the ratio of R&D to net sales", "R&D/net sales"."""
        if at.unit not in {"percent", "points"}:
            return None, None
        for part, whole in pairwise(t for t in self.terms if t.end <= at.start):
            between = self._without_own(at, part.end, whole.start)
            if between == "/" or (_RATIO.search(self.text[: part.start]) and _TO.fullmatch(between)):
                return part, whole
        return None, None

    def _share_before(self, at: Reading) -> Reading | None:
        """The share before a figure in points: "was 8% of net sales, up 20 basis points"."""
        low, _ = self.clause(at)
        before = [r for r in self.amounts() if low <= r.start and r.end <= at.start] if at.unit == "points" else []
        shares = before and before[-1].unit == "percent" and self.whole(before[-1]) is not None
        return before[-1] if shares else None

    def _without_own(self, at: Reading, low: int, high: int) -> str:
        """The text of a range without the name of a figure's own company."""
        letters, own = list(self.text), self.company(at)
        for named in self.companies:
            if named.entity == own:
                letters[named.start : named.end] = [""] * (named.end - named.start)
        return re.sub(r"(?<=\s)[’']s?\s|(?<=\s)\s+", "", "".join(letters[low:high]))

    def leading(self, term: Term) -> str | None:
        """A row's name that opens the sentence of another metric: "Acme Rail: goodwill was …"."""
        first = self.terms[0] if self.terms else term
        opens = first.metric is None and first.end < term.start and not self.text[: first.start].strip()
        counted = any(first.end <= r.start < term.start for r in self.amounts())
        return self.text[first.start : first.end] if opens and not counted and not first.quoted else None

    def is_listed(self, at: Reading) -> bool:
        """Whether a figure stands in a list that goes with a list of metrics."""
        return self.listed(at, [t.place for t in self.terms]) is not None
