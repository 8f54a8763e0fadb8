"""Does a sentence state a figure, or does it ask, doubt, deny or suppose it, or speak of another one?"""

import re
from collections.abc import Sequence

from tieout.fact import Fact
from tieout.tools.figures.clauses import ENDS
from tieout.tools.figures.grammar import Reading
from tieout.tools.figures.lexicon import concept_words, content
from tieout.tools.figures.places import Place, overlaps
from tieout.tools.figures.plainwords import DETERMINERS, PLAIN, PREPOSITIONS
from tieout.tools.figures.printed import told
from tieout.tools.figures.said import Said, Term
from tieout.tools.figures.terms import Level
from tieout.tools.figures.vocabulary import Vocabulary

_SENTENCE = re.compile(r"[!?](?=\s|$)|(?<!\b[A-Za-z])\.(?=\s+[A-Z“\"(\d$]|\s*$)")
_DOUBTS = re.compile(
    r"\b(?:false|falsely|untrue|incorrect\w*|wrong(?:ly)?|mistaken(?:ly)?|alleg\w+|supposed(?:ly)?|purported\w*|misreport\w*|"
    r"misstat\w*|misprint\w*|erroneous\w*|rumou?r\w*|fail(?:s|ed|ing)?\s+to|unlikely|doubt\w*|den(?:y|ies|ied)|unless|whether|"
    r"imagin\w+|suppose|assum\w+|hypothe\w+|fiction\w*|preliminary|as\s+if|so-called|decades?|century|sequential(?:ly)?|"
    r"organically|instead\s+of|rather\s+than|far\s+from|anything\s+but|ought|hop(?:ed|es|ing)|wish\w*|promis\w+|claim(?:ed|ing))\b|"
    r"n[’']t\b",
    re.IGNORECASE,
)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the order in which a text is shown."""
_INVERTED = re.compile(r"\s*(?:Had|Were|Should)\s")
"""How a condition begins: "Had net sales been $5"."""
_PARTY = re.compile(
    r"(?<!to )(?<!from )(?<!with )(?<!of )(?<!for )(?<!by )(?<!the )(?<!our )(?<!its )"
    r"\b(?:suppliers?|customer|competitors?|rivals?|peers?|partners?|vendors?|client|investees?|subsidiary|affiliates?|distributors?|"
    r"licensees?|acquirer|acquiree|predecessor|successor|analysts?|economists?|consensus|industry)\b",
    re.IGNORECASE,
)
_OWNED_PARTY = re.compile(
    r"\b(?:the|our|its|their)\s+(?:\w+\s+)?(?:supplier|customer|competitor|rival|partner|vendor|client|investee|subsidiary|affiliate|"
    r"distributor|licensee|predecessor|successor)(?:[’']s)?\s+(?=[a-z]+)",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:half|thirds?|quarters?|fifths?|tenths?|most|much|some|parts?|portions?|shares?|majority|bulk|rest|remainder|fraction|minority|"
    r"percentage|all\s+but|none|any|changes?|movements?|variance|effects?|impact|costs?|volatility)\s+(?:of|in|on|from)\s+(?:(?:the|its|our|their|all|this|that)\s+)*$",
    re.IGNORECASE,
)
_TIMES_OVER = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl|halv)\w+\s+(?:to|from|at)\b[^,;]{0,20}$", re.IGNORECASE)
_SINCE = re.compile(r"[^,;.]{0,30}\bsince\b", re.IGNORECASE)
_DONE_TO = re.compile(
    r"[^.;:$€£¥]{0,60}?\b(?:was|were|is|are|(?:has|have|had)\s+been)\s+(?:\w+ly\s+)?"
    r"(?P<what>\w+ed|lost|written|sold|lent|due(?!\s+(?:\w+\s+)?to)|kept)\b",
    re.IGNORECASE,
)
_PLAINLY = frozenset(
    "reported recorded recognized recognised generated earned posted achieved registered booked disclosed stated "
    "incurred spent realized realised produced logged noted attained reached delivered listed published presented "
    "provided used derived invested contributed measured estimated totaled totalled based compared increased "
    "decreased included accounted represented raised repurchased repaid issued paid granted vested exercised "
    "purchased acquired declared received returned attributed allocated driven offset related".split()
)
"""What a figure's being done leaves it the figure of its metric; and what other rules judge."""
_RANGE_OPENS = re.compile(r"\b(?:between|rang(?:e|ed|es|ing)\s+(?:of|from|between))\s*\(?$", re.IGNORECASE)
_RANGE_GOES_ON = re.compile(r"\bbetween\s+[$€£¥]?\s?\d[\d.,]*\s?(?!and)[^;]{0,20}\s(?:and|to)\s*$", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—]\s?[$€£¥]?\d")
_AFTER_DASH = re.compile(r"(?:\d|million|billion|%|bn|m)\s?[-–—]\s?$")
_STATED = re.compile(r"\b(?:was|were|at|be|is|are)\s+$", re.IGNORECASE)
_TO_MORE = re.compile(r"\s+to\s+[$€£¥]?\d")
_RATE = re.compile(
    r"\b(?:an?|each|every|per)\s+(?:single\s+)?(?:days?|weeks?|months?|hours?|minutes?|night|employee|customer|store|subscriber|user|head|"
    r"capita|vehicle|barrel|ounce|ton|tonne|pound|mile|household|transaction)\b",
    re.IGNORECASE,
)
_EACH_SHARE = re.compile(r"\b(?:per|an?|each)\s+(?:\w+\s+){0,2}share\b", re.IGNORECASE)
_THEIRS = re.compile(
    r"\battributable\s+to\s+(?:the\s+)?(?:non-?controlling|minority|preferred|redeemable|discontinued)\b", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:from|went|moved|rose|grew|fell|climbed|dropped|increased|decreased|declined|compared|versus|took|brought)\b[^;.]*$",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|several|many|\d{1,2})[\s-]+(?:fiscal\s+)?(?:years?|quarters?|months?)\b",
    re.IGNORECASE,
)
_NEAR, _BEFORE = 60, 12
_APART = re.compile(
    r"\b(?:net|gross|basic|diluted|adjusted|deferred|accrued|restricted|pro\s?-?forma|non-?gaap|"
    r"organic|comparable|underlying|normali[sz]ed|expected|targeted|projected|budgeted|forecast(?:ed)?|guided|planned|core)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:basic|diluted|gross|adjusted|organic|pro\s?-?forma|non-?gaap|underlying|normali[sz]ed)\b", re.IGNORECASE
)
"""Of these, what behind a figure can only speak of it."""
_ATTACHED = re.compile(
    r"\s*(?:of|was|were|is|are|:|at|totall?ed|totall?ing|amounted\s+to|came\s+to)\s+(?:\w+ly\s+|about\s+)?\(?"
)
_OUT = re.compile(r"\b(?:used|outflows?|consumed|burn\w*|loss(?:es)?|deficit)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:provided|generated|inflows?|from|income|profits?|earnings)\b", re.IGNORECASE)
_FRONT = re.compile(r"\s*(?:on|with|at|of|after|following|despite|from|for|in|having|given|against)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|came|rose|fell|stood|reached|totall?ed|amounted|reported|posted|recorded)\b"
)
_ACTOR = re.compile(
    r",\s+(?P<who>[A-Z][\w&’'-]*)(?:\s+[A-Z&][\w&.’'-]*,?)*\s+(?:had|has|was|were|is|made|put|ran|took|saw|kept|got|\w+ed|\w+s)\b"
)
_OURS = frozenset("it we management company i".split())


def unclaimed(said: Said, at: Reading, term: Term | None) -> str | None:
    """Words that make a figure no statement of its metric; None where there are none.

    Args:
        said: the sentence.
        at: the figure.
        term: its metric.
    """
    low = max((m.end() for m in _SENTENCE.finditer(said.text, 0, at.start)), default=0)
    stop = _SENTENCE.search(said.text, at.end)
    high = min(said.clause(at)[1], stop.start() if stop else len(said.text))
    if stop is not None and stop[0] == "?":
        return "?"
    if (turned := _TURNING.search(said.text)) is not None:
        return turned[0]
    names = said.named()
    doubts = (m for m in _DOUBTS.finditer(said.text, low, high) if not overlaps(m.span(), names))
    doubt = next(doubts, None) or _INVERTED.match(said.text, low)
    return (
        (doubt[0].strip() if doubt else None)
        or _ranged(said.without_names(), at)
        or _other(said, low, term.start if term and term.start < at.start else at.start, names)
        or _partly(said.text, at, term or next((t for t in reversed(said.terms) if t.end <= at.start), None))
        or _longer(said, at, low, high)
        or _rated(said, at, term)
        or _variant(said)
        or _fronted(said, at, low, stop.start() if stop else len(said.text))
    )


def opposed(said: Said, at: Reading, fact: Fact) -> bool:
    """Whether a figure is said to be an outflow or a loss, and is an inflow or a profit, or the other way round."""
    low, _ = said.clause(at)
    words, value = said.text[low : at.start], fact.value or 0
    flows = "UsedIn" in fact.concept or "Loss" in fact.concept
    if not flows or at.sign:
        return False
    out, into = _OUT.search(words), _IN.search(words)
    return (value > 0 and out is not None and into is None) or (value < 0 and into is not None and out is None)


def unlike(said: Said, at: Reading, level: Level, low: int) -> bool:
    """Whether words before a figure set it apart from a fact whose row and concept do not have them: "net", "diluted".

    Args:
        said: the sentence.
        at: the figure.
        level: the fact, or the calculation.
        low: where the words begin that speak of the figure.
    """
    own = f"{level.label} {concept_words(level.concept)}" if isinstance(level, Fact) else level.metric
    words = {m[0].casefold() for m in _APART.finditer(own)}
    return any(m[0].casefold() not in words for m in _APART.finditer(said.text, max(0, low - _BEFORE), at.start))


def set_apart(said: Said, at: Reading, term: Term | None, level: Level) -> str | None:
    """A word beside a figure or behind its metric that makes it another one: "earnings per share, basic, were $5"."""
    own = f"{level.label} {concept_words(level.concept)}" if isinstance(level, Fact) else level.metric
    known = {m[0].casefold() for m in _APART.finditer(own)}
    low, high = said.clause(at)
    amounts = said.amounts()
    floor = max([low, *(r.end for r in amounts if r.end <= at.start)])
    low = term.end if term is not None and term.end <= at.start else floor
    first = min([at.start, *(r.start for r in amounts if r.start >= low)])
    high = min([high, *(r.start for r in amounts if r.start >= at.end)])
    cut = ENDS.search(said.text, at.end, high)
    before = (*_APART.finditer(said.text, low, first), *_APART.finditer(said.text, max(low, floor), at.start))
    behind = _ASIDE.finditer(said.text, at.end, cut.start() if cut else high)
    names = said.named()
    found = (m[0] for m in (*before, *behind) if m[0].casefold() not in known and not overlaps(m.span(), names))
    return next(found, None)


def is_another(said: Said, term: Term | None, level: Level, vocabulary: Vocabulary) -> bool:
    """Whether a fact is of another metric than the one named at a figure, or has not all of its words."""
    if term is None or not isinstance(level, Fact):
        return False
    known = {m.id for m in (*vocabulary.for_concept(level.concept), *vocabulary.for_label(level.label))}
    if term.metric is not None and known:
        return term.metric not in known
    words = content(said.text[term.start : term.end])
    return not (words and words <= told(level))


def is_head(said: Said, at: Reading, term: Term | None, places: Sequence[Place]) -> bool:
    """Whether a metric stands alone right before its figure: "recognized revenue of $5 billion"."""
    if term is None or term.end > at.start or _ATTACHED.fullmatch(said.text, term.end, at.start) is None:
        return False
    return not any(end <= term.start and not said.text[end : term.start].strip(" -") for _, end in places)


def _fronted(said: Said, at: Reading, low: int, high: int) -> str | None:
    """Somebody else who is the subject behind a figure: "On sales of $5, Acme had …"."""
    if _FRONT.match(said.text, low) is None or _VERB.search(said.text, low, at.start):
        return None
    taken = [*said.named(), *((w.start, w.end) for w in said.wordings), *((r.start, r.end) for r in said.readings)]
    for match in _ACTOR.finditer(said.text, at.end, high):
        word = match["who"].casefold()
        if not overlaps(match.span("who"), taken) and word not in PLAIN | DETERMINERS | PREPOSITIONS | _OURS:
            return match["who"]
    return None


def _other(said: Said, low: int, high: int, names: list[Place]) -> str | None:
    """Somebody else who stands before a metric."""
    for pattern in (_PARTY, _OWNED_PARTY):
        for match in pattern.finditer(said.text, low, high):
            if not overlaps(match.span(), names):
                return match[0].strip()
    return None


def _partly(text: str, at: Reading, term: Term | None) -> str | None:
    """Words that leave only some of a metric, or that say what became of it."""
    before = text[max(0, at.start - _NEAR) : at.start]
    head = _FRACTION.search(text, 0, term.start) if term is not None and term.end <= at.start else None
    since = _SINCE.match(text, at.end)
    done = _DONE_TO.match(text, at.end)
    became = done if done and done["what"].casefold() not in _PLAINLY else None
    found = head or _TIMES_OVER.search(before) or since or became
    return found[0].strip() if found else None


def _ranged(text: str, at: Reading) -> str | None:
    """Whether a figure is an end of a range."""
    before = text[max(0, at.start - _NEAR) : at.start]
    range_of = _STATED.search(before) is not None or (
        at.kind == "level" and at.unit.isupper() and _FROM.search(before) is None
    )
    behind = _DASH.match(text, at.end) or (_TO_MORE.match(text, at.end) if range_of else None)
    found = _RANGE_OPENS.search(before) or _RANGE_GOES_ON.search(before) or behind or _AFTER_DASH.search(before)
    return found[0].strip() if found else None


def _rated(said: Said, at: Reading, term: Term | None) -> str | None:
    """Words that make a figure one of each of something, or others' alone: "$5 million a week"."""
    low, high = said.clause(at)
    amounts = said.amounts()
    low = max([low, *(r.end for r in amounts if r.end <= at.start)])
    high = min([high, *(r.start for r in amounts if r.start >= at.end)])
    names = [*said.named(), *((w.start, w.end) for w in said.wordings)]
    rate = next((m[0] for m in _RATE.finditer(said.text, low, high) if not overlaps(m.span(), names)), None)
    own = said.text[slice(*term.place)] if term is not None else ""
    shared = "share" in own.casefold() or "share" in at.unit or "share" in at.noun
    each = None if shared else _EACH_SHARE.search(said.text, at.end, high)
    theirs = next(
        (m for m in _THEIRS.finditer(said.text, low, high) if term is None or not overlaps(m.span(), [term.place])),
        None,
    )
    return rate or (each[0] if each else None) or (theirs[0] if theirs else None)


def _longer(said: Said, at: Reading, low: int, high: int) -> str | None:
    """A length of time other than a year over which something may have changed."""
    placed = said.placed.get(at.start)
    if at.kind != "change" and not (placed and placed.compared):
        return None
    worded = [(w.start, w.end) for w in said.wordings]
    return next((m[0] for m in _LENGTH.finditer(said.text, low, high) if not overlaps(m.span(), worded)), None)


def _variant(said: Said) -> str | None:
    """A part that a number makes another one: "iPhone 15"."""
    parts = [place for place, _ in said.parts]
    found = (
        r
        for r in said.readings
        if r.skipped == "name" and any(p[1] <= r.end and overlaps(p, [(r.start, r.end)]) for p in parts)
    )
    return next((r.text for r in found), None)
