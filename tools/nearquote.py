"""Is a sentence all but a quotation of one sentence of a passage? The strict test for prose that no model judges.

Every word of the claim stands in the cited sentence, in the same order, and none of that sentence's words is left out
but an opening connective, an aside in brackets and a closing "including …" or "which …", where these deny, limit or
weaken nothing. What may differ is the case, the punctuation, a "the" at the start, and how the company is called.
"""

import re
from collections.abc import Iterator

from tieout.document import Entity
from tieout.tools.figures.companies import Companies
from tieout.tools.filings.sentences import sentences

SHORTEST = 4
"""Words of a claim that says anything."""
HEADING = 6
"""Words of a line without a stop, at the most, that is a heading."""
_ENDS = '.!?”"'
_LINKS = frozenset(
    "that of the a an to and or if as in on at for with by from than is are was were be been has have had we it its "
    "our this these which who when where because".split()
)
_FOLDS = str.maketrans("‘’“”–—−‑\u00a0\n\t\f", "''\"\"----    ")
_TOKEN = re.compile(r"@(?:'s)?|[^\W_]+(?:['.&,-][^\W_]+)*|[%$€£¥]")
_SPEAKER = re.compile(r"\b[Tt]he (?:Company|Registrant)(?P<own>'s)?(?![\w-])")
_LOWER = re.compile(r"\b[Tt]he company(?P<own>'s)?(?![\w-])(?! (?:that|which|whose|of)\b)")
_OTHERS = re.compile(
    r"\b(?:acqui|purchas|bought|merge|subsidiar|invest|join|target|another|other compan)\w*", re.IGNORECASE
)
"""Where "the company" in small letters may be another one."""
_WE = re.compile(r"\b(?:(?P<own>our)|we|us)\b(?! GAAP)(?<!\bUS)", re.IGNORECASE)
_AUDITED = re.compile(r"\baudit|\bopinion\b|\bundersigned\b", re.IGNORECASE)
"""Where "we" may be somebody else than the company."""
_SAYS = re.compile(r"^@ (?:says?|states?|said|stated|notes?|reports?|reported|discloses?|disclosed) (?:that )?")
_ITS = re.compile(r"\bits\b")
"""A company's own, in a claim that names it before: what its text calls "our"."""
_CONNECTIVE = re.compile(r"^(?:in addition|additionally|also|further|furthermore|moreover),? ", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\((?P<in>[^()\d]*)\)")
_TAIL = re.compile(r",\s+(?=(?:including|which|such as)\b)", re.IGNORECASE)
_TURNS = re.compile(
    r"\b(?:not|\w+n't|no|nor|neither|never|none|nobody|nothing|without|except\w*|exclud\w+|other than|unless|if|only|"
    r"but|however|although|though|while|whereas|until|despite|may|might|could|would|should|cannot|believes?|expect\w*|"
    r"anticipat\w+|estimat\w+|intends?|plans?|pro forma|unaudited|alleged\w*|subject to|provided|partial\w*|offset\w*|"
    r"instead|rather|fail\w*|ceased?|former\w*|discontinued|less|fewer|lower|higher|more|increas\w+|decreas\w+|"
    r"declin\w+|f[ae]ll\w*|r[io]se\w*|grow\w*|grew|hypothetical\w*|approximate\w*|about|nearly|almost)\b",
    re.IGNORECASE,
)
"""Words that turn, limit or weaken what they stand beside: none is left out."""
_AGREES = {"has": "have", "is": "are", "was": "were", "does": "do", "am": "are"}


def near_quotation(claim: str, text: str, *, owner: Entity | None = None, spoken: bool = False) -> bool:
    """Whether one sentence of a text says the claim in the same words.

    Args:
        claim: one finished sentence.
        text: what it is said to rest on.
        owner: whose text it is; None where that is not known, and then no company is called otherwise.
        spoken: whether the text is somebody's turn in a conversation, whose "we" may be anybody.
    """
    plain = _SAYS.sub("", _called(claim, owner, we=False, small=True))
    named, it, rest = plain.partition("@")
    said = [_words(plain), _words(named + it + _ITS.sub("@'s", rest))]
    if len(said[0]) < SHORTEST or "?" in claim:
        return False
    we = owner is not None and not spoken and not _AUDITED.search(text)
    small = not spoken and not _OTHERS.search(text)
    return any(
        _words(one) in said for whole in _whole(text) for one in _shortened(_called(whole, owner, we=we, small=small))
    )


def _whole(text: str) -> Iterator[str]:
    """The sentences of a text that stand alone: none that a colon, a line break or a bullet leaves half."""
    before = ""
    for start, end in sentences(text):
        one = text[start:end]
        apart = not before or before[-1] in _ENDS or _is_heading(before)
        if apart and one[-1] in _ENDS and one[-1] != "?" and one.lstrip('“"')[:1].isupper():
            yield one
        before = one


def _is_heading(line: str) -> bool:
    """Whether a line without a stop is a heading, and not the first part of what comes after it."""
    words = line.split()
    whole = line[-1].isalnum() and words[-1].casefold() not in _LINKS and words[0][:1].isupper()
    return whole and len(words) <= HEADING and not _TURNS.search(line)


def _called(text: str, owner: Entity | None, *, we: bool, small: bool) -> str:
    """The text with "@" for the company and "@'s" for what is its own."""
    if owner is not None:
        for named in reversed(Companies((owner,)).find(text)):
            own = re.search(r"['’]s?$", text[named.start : named.end])
            text = f"{text[: named.start]}@{chr(39) + 's' if own else ''}{text[named.end :]}"
    text = text.translate(_FOLDS)
    text = _SPEAKER.sub(_mark, text)
    text = _LOWER.sub(_mark, text) if small and owner is not None else text
    return _WE.sub(_mark, text) if we else text


def _mark(match: re.Match[str]) -> str:
    return "@'s" if match["own"] else "@"


def _shortened(sentence: str) -> Iterator[str]:
    """The sentence, and how it reads without what may be left out of it."""
    plain = _ASIDE.sub(lambda m: m[0] if _TURNS.search(m["in"]) else "", sentence)
    for one in dict.fromkeys((sentence, plain)):
        for opened in dict.fromkeys((one, _CONNECTIVE.sub("", one))):
            yield opened
            for tail in _TAIL.finditer(opened):
                rest = opened[tail.end() :]
                if not _TURNS.search(rest) and not ("," in rest and rest[:5].casefold() == "which"):
                    yield opened[: tail.start()]


def _words(text: str) -> list[str]:
    """The words that count, in order; a verb agrees with the company whether it is "we" or its name."""
    found = _TOKEN.findall(text.casefold())
    words = found[1:] if found[:1] == ["the"] else found
    return [_agreed(w) if at and words[at - 1] == "@" else w for at, w in enumerate(words)]


def _agreed(verb: str) -> str:
    if verb in _AGREES:
        return _AGREES[verb]
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb
