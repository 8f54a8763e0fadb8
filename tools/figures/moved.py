"""Do the words before a figure say that its metric went up or down, and is the figure the change itself?"""

import re
from dataclasses import replace

from tieout.tools.figures.clauses import ENDS
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.said import Said

UP = re.compile(
    r"\b(?:rose|rise[sn]?|rising|grew|grow(?:n|s|ing)?|"
    r"increas\w+|(?<!made )(?<!make )(?<!makes )(?<!making )up|climb\w+|"
    r"jump\w+|surg\w+|soar\w+|gain\w+|advanc\w+|improv\w+|expand\w+|higher|widen\w+)\b",
    re.IGNORECASE,
)
DOWN = re.compile(
    r"\b(?:fell|fall(?:en|s|ing)?|decreas\w+|declin\w+|down|drop\w*|shr[aiu]nk\w*|sank|slid|slipp\w+|plung\w+|lower|contract(?:ed|ing)|narrow\w+|reduc\w+)\b",
    re.IGNORECASE,
)
_UPWARD = re.compile(
    r"\b(?:strengthen\w*|swell\w*|swollen|balloon\w*|bounc\w+|recover(?:ed|s|ing)|rebound\w*|lift(?:ed|s|ing)|boost\w*|rais(?:ed|es|ing)|"
    r"push(?:ed|es|ing)|mount(?:ed|s|ing)|leap\w*|leapt|accelerat\w+|firm(?:ed|s|ing)|add(?:ed|s|ing)|doubl\w+|tripl\w+|ahead|above|"
    r"better|greater|edg(?:ed|es|ing)|inch(?:ed|es|ing)|tick(?:ed|s|ing)|crept|creep\w*|outpac\w+|snapp\w+|sharply|momentum|"
    r"pick\w*\s+up|step\w*\s+up|ramp\w*|outstrip\w*|outgr\w+|upturn|uptick|topp(?:ed|ing)|exceed\w*|beat(?:s|ing)?)\b",
    re.IGNORECASE,
)
_DOWNWARD = re.compile(
    r"\b(?:eas(?:ed|es|ing)|soften\w*|retreat\w*|tumbl\w+|slump\w*|weaken\w*|shed(?:s|ding)?|dip(?:s|ped|ping)?|cut(?:s|ting)?|trimm\w*|"
    r"sagg\w*|reced\w+|dwindl\w+|halv\w+|behind|below|worse|smaller|deteriorat\w+|moderat(?:ed|es|ing)|crash\w*|collaps\w+|"
    r"los(?:t|es|ing)|negative|swung|swing\w*|pull\w*\s+back|erod\w+|slow(?:ed|s|ing)|cool(?:ed|s|ing)|"
    r"par(?:ed|ing)|slimm\w+|scal\w+\s+back|thinn\w+|trail(?:s|ed|ing)|lag(?:s|ged|ging)|fewer|downturn|downtick|diminish\w*|"
    r"wan(?:ed|es|ing)|ebb(?:s|ed|ing)|subsid(?:ed|es|ing)|melt\w*|skidd\w*|slash\w*|undershot|retrench\w*)\b",
    re.IGNORECASE,
)
"""Words that may say so and may say something else: proceeds are raised, costs are cut."""
_BY = re.compile(r"\bby\s+(?:approximately|about|roughly|nearly|an?|some)?\s*\(?$", re.IGNORECASE)
_ADDED = re.compile(r"\b(added|gained|lost|shed)\s+(?:approximately|about|roughly|nearly|some)?\s*$", re.IGNORECASE)
_MADE = re.compile(
    r"\b(grew|grow|increased|expanded|raised|boosted|lifted|reduced|cut|lowered|decreased|trimmed|shrank)\s+"
    r"(?:(?:its|the|our|their|total|net)\s+)*$",
    re.IGNORECASE,
)
_SIGN = re.compile(r"\(?\s?([+\-−–])\s?\d")
_BESIDE = re.compile(r"[\s,]*\(?\s*")
_OR = re.compile(r"\s*,?\s+or\s+(?:by\s+)?(?:approximately\s+|about\s+|roughly\s+)?\(?")
_SUBJECT = re.compile(r"\s+(?:also\s+|has\s+|have\s+|then\s+)?")
_NOUN = re.compile(
    r"\b(increase|rise|growth|gain|improvement|decrease|decline|drop|fall|reduction)\s+(?:in|of)\s+(?:(?:the|its|our|total|net)\s+)*$",
    re.IGNORECASE,
)
_GAIN = re.compile(r"\b(?:gains?|loss(?:es)?)\s+of\s+(?:approximately|about|roughly|nearly)?\s*\(?$", re.IGNORECASE)
"""A gain of so much is an amount of its own, and no change of anything."""
_RISES = frozenset({"increase", "rise", "growth", "gain", "improvement"})
_TO = re.compile(r"\bto\s+(?:approximately|about|roughly|nearly)?\s*\(?$", re.IGNORECASE)
_BEFORE = 24
"""How far before its metric a word such as "higher" may stand."""


def moves(said: Said, at: Reading) -> bool | None:
    """Whether the last such word before a figure says that its metric went up (True) or down; None where none does."""
    return _last(said, at, UP, DOWN)


def may_move(said: Said, at: Reading) -> bool | None:
    """As `moves`, for words that only may say so."""
    return _last(said, at, _UPWARD, _DOWNWARD)


def moves_behind(said: Said, at: Reading) -> bool | None:
    """Whether words behind a figure say how its metric moved: "was $5 in 2024, lower than in 2023"."""
    low, high = at.end, said.clause(at)[1]
    if said.text.rfind("(", 0, at.start + 1) > said.text.rfind(")", 0, at.start):
        high = min(high, max(low, said.text.find(")", max(low - 1, 0))))
    high = min(
        [high, *(r.start for r in said.amounts() if r.start >= low), *(t.start for t in said.terms if t.start >= low)]
    )
    following = next((r for r in said.amounts() if r.start >= low), None)
    if following is not None and following.kind == "change" and following.start == high:
        high = max(low, said.text.rfind(",", low, high))
    cut = ENDS.search(said.text, low, high)
    words = said.without_names()[low : cut.start() if cut else high]
    up, down = UP.search(words) or _UPWARD.search(words), DOWN.search(words) or _DOWNWARD.search(words)
    return None if (up is None) == (down is None) else up is not None


def moves_between(said: Said, at: Reading) -> bool | None:
    """Whether the words before a compared figure say that the one before it is higher (True): "up from $5"."""
    low = max((r.end for r in said.amounts() if r.end <= at.start), default=0)
    words = said.without_names()[low : at.start]
    up, down = UP.search(words) or _UPWARD.search(words), DOWN.search(words) or _DOWNWARD.search(words)
    return None if (up is None) == (down is None) else up is not None


def _last(said: Said, at: Reading, upward: re.Pattern[str], downward: re.Pattern[str]) -> bool | None:
    low, _ = said.clause(at)
    term = said.term(at)
    if term is not None and term.end <= at.start:
        if term.start < low:
            return None
        low = max(low, term.start - _BEFORE)
    words = said.without_names()[low : at.start]
    up = max((m.start() for m in upward.finditer(words)), default=-1)
    down = max((m.start() for m in downward.finditer(words)), default=-1)
    return None if up == down else up > down


def as_change(said: Said, at: Reading) -> Reading:
    """A figure behind "grew its sales by", "added …" or "the decrease in sales was" as the change that it is."""
    if at.value is None:
        return at
    if at.kind == "change" and at.direction is None and at.unit in {"percent", "points"}:
        up = moves(said, at)
        up = may_move(said, at) if up is None else up
        return at if up is None else replace(at, direction="up" if up else "down")
    if at.kind == "change":
        return replace(at, kind="level", direction=None) if _GAIN.search(said.text[: at.start]) and at.unit else at
    if at.kind != "level":
        return at
    up = signed(said, at)
    up = grows(said, at) if up is None else up
    up = _changed(said, at) if up is None else up
    return at if up is None else replace(at, kind="change", direction="up" if up else "down")


def grows(said: Said, at: Reading) -> bool | None:
    """Whether a percentage behind a metric is how somebody moved it: "grew its net sales 2%"; None where it is not."""
    term = said.term(at)
    if at.unit != "percent" or term is None or term.end > at.start or said.text[term.end : at.start].strip():
        return None
    match = _MADE.search(said.text, 0, term.start)
    return None if match is None else UP.match(match[1]) is not None or _UPWARD.match(match[1]) is not None


def signed(said: Said, at: Reading) -> bool | None:
    """Whether a percentage printed with its sign is a rise (True) or a fall: "$391.0 billion (+2%)"; else None."""
    if at.unit not in {"percent", "points"}:
        return None
    before = [r for r in said.amounts() if r.end <= at.start]
    print_ = _SIGN.match(at.text) or (_SIGN.match(said.text, at.start - 1) if at.start else None)
    if print_ is None:
        return _restated(said, at, before)
    beside = before and _BESIDE.fullmatch(said.without_times()[before[-1].end : at.start])
    return print_[1] == "+" if beside or print_[1] == "+" else None


def _restated(said: Said, at: Reading, before: list[Reading]) -> bool | None:
    """Whether a percentage says again how two levels before it moved: "from $5 to $6, or 20%"."""
    if not before or said.whole(at) is not None:
        return None
    again = _OR.fullmatch(said.without_times()[before[-1].end : at.start])
    return moves(said, before[-1]) if again else None


def _changed(said: Said, at: Reading) -> bool | None:
    """Whether a figure is a rise (True) or a fall; None where it is no change."""
    before = said.text[: at.start]
    added = _ADDED.search(before)
    compared = (placed := said.placed.get(at.start)) is not None and placed.base is not None
    low = max((r.end for r in said.amounts() if r.end <= at.start), default=0)
    behind = added is not None and any(
        low <= t.start and _SUBJECT.fullmatch(before, t.end, added.start()) for t in said.terms
    )
    if added is not None and (compared or behind):
        return added[1].lower() in {"added", "gained"}
    if _BY.search(before):
        up = moves(said, at)
        return may_move(said, at) if up is None else up
    term = said.term(at)
    noun = _NOUN.search(before, 0, term.start) if term is not None and term.end <= at.start else None
    if noun is None or _TO.search(before):
        return None
    return noun[1].lower() in _RISES
