"""Which companies does a question name of which the home has nothing?"""

import re
from collections.abc import Iterator, Sequence

from tieout.tools.asking.named import Asking, NameAsked, inside
from tieout.tools.asking.plainwords import is_plain
from tieout.tools.asking.runs import FORMED, Run, cut, runs
from tieout.tools.figures.companies import STOP, listed, name_words

_SLOT = re.compile(
    r"(?:\b(?:of|for|by|at|did|does|do|has|have|had|is|are|was|were|will|can|could|should|than|versus|vs\.?|between|with|to"
    r"|about|from|against|and|or)\s+(?:the\s+)?(?:company\s+)?|[:,]\s*)$",
    re.IGNORECASE,
)
"""What stands before a company that is asked for."""
_AGAINST = re.compile(
    r"\b(?:compared\s+(?:to|with)|versus|vs\.?|than|against|relative\s+to)\s+(?:that\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
"""What stands before a company that another one is set against."""
_OWNER = re.compile(r"[’'](?:s\b|(?=\s))")
_FIRST = re.compile(r"\W*")
_HEADING = re.compile(r"\s*[:\-–—]\s|\s+")
_SMALL = re.compile(
    r"\b(?P<owner>[a-z][\w&.-]{2,30})[’']s\b|\b(?:did|does|of|by)\s+(?P<actor>[a-z][\w&.-]{2,30})\s+"
    r"(?:report|spend|earn|make|generate|record|pay|have|own|employ|describe|disclose|complete|mention|face|expect"
    r"|(?:in|for)\s+(?:fy|fiscal|\d{4}|q\d))"
)


def strange_names(asking: Asking, found: Sequence[NameAsked]) -> Iterator[NameAsked]:
    """Names in running text beside those found: misspelt ones of the home, and companies that it has nothing of."""
    named = [(n.start, n.end) for n in found]
    whole = [run for run in runs(asking.text) if run.is_formed and not _touches(run, named)]
    rest = [piece for run in runs(asking.text) if run not in whole for piece in cut(run, [*named, *asking.taken])]
    beside = _beside(asking, named)
    for run in sorted((*whole, *rest), key=lambda run: run.start):
        if (run.is_formed or not is_plain(run.text)) and _is_asked(asking, run, beside, is_alone=not named):
            yield from _judged(asking, run)
    if not named and not whole and not rest:
        yield from _small(asking)


def is_company(asking: Asking, name: NameAsked) -> bool:
    """Whether words in quotation marks are a company's although another one is asked for."""
    before = re.sub(r"[“\"«„‘']\s*$", "", asking.text[: name.start])
    return FORMED.search(name.text) is not None or _AGAINST.search(before) is not None


def _judged(asking: Asking, run: Run) -> Iterator[NameAsked]:
    """A run as a company of the home after all, or as none of it; nothing where the home tells of it."""
    register, place = asking.register, (run.start, run.end)
    known = register.named(run.text) if run.is_formed else register.nearly(run.text)
    known = known or asking.held(run.text)
    if known is not None or not asking.tells_of(run.text):
        yield asking.name(place, known)


def _beside(asking: Asking, named: Sequence[tuple[int, int]]) -> set[str]:
    """The first words of what stands in a list with companies of the home."""
    lists = listed(asking.text, named, [*named, *asking.taken]) if named else ()
    return {word for one in lists for word in name_words(one)[:1]}


def _is_asked(asking: Asking, run: Run, beside: set[str], *, is_alone: bool) -> bool:
    """Whether a name stands where a company does that is asked for, beside another one or alone."""
    before, after = asking.text[: run.start], asking.text[run.end :]
    if run.is_formed:
        return True
    if not is_alone:
        return _AGAINST.search(before) is not None or bool(beside & set(name_words(run.text)[:1]))
    if _FIRST.fullmatch(before):
        return _OWNER.match(after) is not None or _heads(asking, run)
    return _SLOT.search(before) is not None or _OWNER.match(after) is not None


def _heads(asking: Asking, run: Run) -> bool:
    """Whether the first words of a question are a name before a metric or a period: "Tesla revenue 2022"."""
    gap = _HEADING.match(asking.text, run.end)
    return gap is not None and any(start == gap.end() for start, _ in asking.taken)


def _small(asking: Asking) -> Iterator[NameAsked]:
    """A name in small letters that nothing prints."""
    for match in _SMALL.finditer(asking.text):
        which = "owner" if match["owner"] else "actor"
        name, place = match[which], match.span(which)
        if name in STOP or is_plain(name) or inside(place, asking.taken):
            continue
        known = asking.register.nearly(name)
        if known is not None or not asking.printed(name):
            yield asking.name(place, known)


def _touches(run: Run, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < run.end and run.start < end for start, end in places)
