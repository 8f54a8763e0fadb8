"""Which words of a label or a question say what a figure is? Stems, without the words that say nothing."""

import re
from functools import lru_cache

from tieout.tools.figures.phrases import phrase
from tieout.tools.labelled.times import without_times

HARD = frozenset(
    """
    total net gross other average weighted mean basic diluted adjusted reported current noncurrent non deferred
    beginning start opening end ending closing minimum maximum low high fair pro forma basic before after excluding
    unrecognized accumulated per domestic foreign international federal state local unallocated specific general
    continuing discontinued
    """.split()
)
"""Words that make a figure another one wherever they stand."""
KINDS = frozenset("margin return yield rate growth profit loss liability asset expens incom revenu cost".split())
"""Words that say which kind of figure it is: what a row and a column lack of them the head of its table must have."""
GENERIC = frozenset({"ratio", "number", "balanc", "end", "activ", "item", "percent"})
"""Words that a question adds to the name of a figure, and that leave it what it is where the name has none of them."""
_SAME = {
    "ending": "end", "closing": "end", "start": "beginning", "opening": "beginning", "begin": "beginning",
    "percentage": "percent", "percentual": "percent", "pct": "percent", "noncurrent": "current", "revenues": "revenue",
}  # fmt: skip
_LENGTHS = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|ten)[\s-]+(?:fiscal\s+|calendar\s+)?(?:years?|months?)\b"
)
_EMPTY = frozenset(
    """
    a an the of in on for from at to by with within across among between through under over during into as than and or
    is are was were be been being has have had do does doe did can will would what which how much many who whose when
    where    it its their our his this that these those such each both all any there if then so same
    company companys corporation corporate issuer registrant filer firm group business
    year years fiscal calendar period periods ended month months quarter quarters annual annual date day days
    million millions thousand thousands billion billions dollar dollars usd us u.s in $ amount amounts figure figures
    value values respective respectively approximately about level s t
    recorded recognized incurred observed made show shown table given following according based due
    i me give tell show please find calculate compute determine provide
    note notes refer see m bn mn k eur gbp unaudited audited restated
    """.split()
)
_LEADING = re.compile(
    r"^(?:[\W_]*(?:the|in|of|for|at|as|on|between|and|from|to|a|an|its|their)\b)*[\W_]*|[\W_]*(?:\b(?:in|of|for|at|as|on|between|and|from|to|by|during)\b[\W_]*)*$",
    re.IGNORECASE,
)
_ENDINGS = ("ization", "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ed", "es", "e", "s")
_LEAST = 4
_MARK = re.compile(r"\(\s*[a-z\d]{1,2}\s*\)|\[\s*[a-z\d]{1,2}\s*\]|(?<=[a-z]{3})\d{1,2}\b|[*†‡§]", re.IGNORECASE)
_UNITS = re.compile(
    r"\(?\s*(?:(?:u\.?s\.?\s*)?(?:\$|dollars?|amounts?|€|£)?\s*(?:are\s+)?(?:expressed\s+|stated\s+)?in\s+(?:u\.?s\.?\s*)?(?:\$|€|£)?\s*)"
    r"(?:thousands?|millions?|billions?|dollars)(?:\s+of\s+(?:u\.?s\.?\s*)?(?:dollars|euros|pounds))?"
    r"(?:,?\s*except[^)]*)?\s*\)?|\(\s*(?:\$|€|£)?\s*(?:thousands?|millions?|billions?|000s?)\s*\)|[€£$]\s?(?:m|mn|bn)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 12)
def keys(text: str) -> frozenset[str]:
    """The stems of the words of a text that say what is meant; times and units are none of them."""
    bare = _LENGTHS.sub(" ", _MARK.sub(" ", _UNITS.sub(" ", without_times(text).casefold())))
    return frozenset(stem(word) for word in phrase(bare.replace("/", " ").replace("-", " ")) if _tells(word))


def shown(mention: str) -> str:
    """Words of a question as a refusal repeats them: without times, and without what stands before the first noun."""
    return " ".join(_LEADING.sub("", without_times(mention)).split()).strip(" ,()/")


def _tells(word: str) -> bool:
    return word not in _EMPTY and word != "\n" and not (len(word) == 1 and not word.isalnum())


@lru_cache(maxsize=1 << 13)
def stem(word: str) -> str:
    """A word without its ending, alike for "operating" and "operations", "granted" and "grants"."""
    word = _SAME.get(word, word)
    if word in HARD or word.isdigit():
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            return word[: -len(ending)]
    return word
