"""Does a drafter's sentence hide a number, or put words at a gap that make its figure another one?

The grammar reads what stands there; this looks for what no reading shows: characters that nobody sees, markup, numbers
in other languages or in vague words, and a unit, a sign or a bound that was written around a gap.
"""

import re
import unicodedata
from collections.abc import Mapping

from tieout.claim import Claim, Slot
from tieout.fact import Fact

_QUOTED = re.compile(r"“[^”]*”")
_SCALE = r"(?:hundreds?|thousands?|millions?|billions?|trillions?)"
_ROMAN = r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_VAGUE = (
    rf"\b(?:(?:dozens|tens|scores|umpteen|(?:an?|the) (?:couple|few|handful)|several|many|some|countless"
    rf"|double[ -]digits?|triple[ -]digits?)(?: of)? {_SCALE}"
    rf"|(?<!\d )(?<!\d-){_SCALE}|(?:ga?z|z|ba?j|ka?j|squ)illions?|next to (?:nothing|zero)|half (?:as|the|of|again)\b"
    r"|(?:in|by) (?:one )?half|by an? (?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|hundredth)"
    r"|million(?:en|i)|milliarden?|milliards?|millones|millón|milione|milioni|miliard\w*|miljard\w*|miljoen\w*"
    r"|milh(?:ão|ões)|bilh(?:ão|ões)|trilh(?:ão|ões)|mil(?= mil)"
    r"|тысяч\w*|миллион\w*|миллиард\w*|триллион\w*|milyon|milyar"
    r"|prozent|pour ?cent|por ciento|por cento|per cento|procent\w*|процент\w*)\b|[万萬亿億兆억조만]"
)
_CAPITALS = (
    rf"[$€£¥]{_ROMAN}\b|\b{_ROMAN}(?= (?:hundred|thousand|million|billion|trillion|dollars|euros|percent)\b)"
    rf"|\b(?=[IVXLCDM]{{4}}){_ROMAN}\b"
)
_ANY_CASE, _EXACTLY = re.compile(_VAGUE, re.IGNORECASE), re.compile(_CAPITALS)
IN_WORDS = re.compile(rf"(?<!\(USD )(?<![Ii]n )(?<!\d )(?<!▮ )(?:{_CAPITALS}|(?i:{_VAGUE}))")
"""The same where a text is shown although nothing in it is proven; units of a column or a formula are none."""
_MARKUP = re.compile(r"</?[A-Za-z!]|\]\(|javascript:|&#?\w+;|\\u[0-9a-f]{4}", re.IGNORECASE)
_CURRENCY = r"(?:euros?|pounds?|sterling|yen|yuan|renminbi|rupees?|francs?|pesos?|reais|roubles|won|kron\w+)"
_NTH = r"(?:half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|hundredth|thousandth|fraction)"
_BEFORE = re.compile(
    rf"(?:[€£¥₩₹₽₱]\s*|\b(?:hardly|scarcely|barely|(?:deficit|shortfall|{_NTH}s?|most|part|some|much) of(?: the| its)?"
    r"|times(?: the)?|(?:was|were|is|are|been|of|to|at|reported) \()\s*)\{(\w+)\}",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\{{(\w+)\}}(?:\s?[%‰°]|,? (?:and (?:a|an|one) {_NTH}|squared|cubed|{_CURRENCY}\b"
    r"|or (?:more|less|so|fewer|higher|lower)"
    r"|and (?:more|up|change|counting)|plus\b|in the red"
    r"|(?:an?|per|each|every|in (?:every|each|any)) (?:single )?(?:hour|day|week|month|quarter)\b))",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:changed|moved|shifted|varied|swung|differed)(?: \w+)? by \{(\w+)\}"
    r"|\b(?:lost|gained|added|shed|won) \{(\w+)\}",
    re.IGNORECASE,
)
_HALF_A_YEAR = 183
_IN_QUARTER = re.compile(
    r"\b(?:in|during|over|for) (?:the )?(?:(?:first|second|third|fourth|last) (?:fiscal )?quarter|Q[1-4])\b"
)
_PIECES = re.compile(r"\b(?:hourly|daily|weekly|monthly|quarterly|half-yearly|semi-?annual)\b", re.IGNORECASE)


def guise(claim: Claim, facts: Mapping[str, Fact]) -> str | None:
    """Why a claim's sentence may say another figure than it shows; None where nothing hides in it."""
    bare = _QUOTED.sub("“”", claim.template)
    if unseen(claim.template) or unseen(bare, soft=True):
        return "the sentence holds characters that nobody sees"
    if _MARKUP.search(bare):
        return "the sentence holds markup"
    if claim.kind == "figure" and (hidden := vague(bare)):
        return f"a number in words is bound to nothing: {hidden[0]!r}"
    around = _BEFORE.search(bare) or _AFTER.search(bare)
    if around is not None:
        return f"words at a figure make it another one: {_GAP.sub('…', around[0])!r}"
    return _other_kind(bare, claim.slots, facts)


_GAP = re.compile(r"\{\w+\}")


def unseen(text: str, *, soft: bool = False) -> bool:
    """Whether a text holds control characters or marks of direction; `soft` also finds joiners and soft hyphens."""
    return any(_is_unseen(c, soft=soft) for c in text if not " " <= c <= "~")


def _is_unseen(character: str, *, soft: bool) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return soft or unicodedata.bidirectional(character) not in {"BN", "AN"}
    return category in {"Cc", "Zl", "Zp"} and character not in "\n\t\f"


def visible(text: str) -> str:
    """A text in which a space stands for each character that nobody sees."""
    return "".join(" " if not " " <= c <= "~" and _is_unseen(c, soft=True) else c for c in text)


def vague(text: str) -> tuple[str, ...]:
    """Numbers of a sentence in words that no grammar of figures reads: scales alone, Roman, foreign, or vague ones."""
    bare = _QUOTED.sub("“”", text)
    return tuple(m[0] for pattern in (_ANY_CASE, _EXACTLY) for m in pattern.finditer(bare) if m[0])


def _other_kind(bare: str, slots: Mapping[str, Slot], facts: Mapping[str, Fact]) -> str | None:
    """Whether a level is said to be a change, or a year's figure a quarter's."""
    for match in _MOVED.finditer(bare):
        fact = facts.get(slots[match[1] or match[2]].fact or "")
        if fact is not None and "IncreaseDecrease" not in fact.concept:
            return "a level is stated as a change"
    if _IN_QUARTER.search(bare) and any(_is_years_change(s, facts) for s in slots.values()) and len(slots) == 1:
        return "a balance's change from the year before is stated as a quarter's"
    for match in _PIECES.finditer(bare):
        held = [f for s in slots.values() if (f := facts.get(s.fact or "")) is not None]
        whole = [f for f in held if (f.period.fiscal or "FY").startswith("FY")]
        if any(match[0].casefold() not in f.label.casefold() for f in whole):
            return f"{match[0]!r} is said of a whole year's figure"
    return None


def _is_years_change(slot: Slot, facts: Mapping[str, Fact]) -> bool:
    """Whether a slot computes from balances that stand a year apart."""
    operands = slot.calculation.operands if slot.calculation is not None else ()
    held = [f for o in operands if (f := facts.get(o.fact)) is not None and f.period.start is None]
    ends = [f.period.end for f in held]
    return len(ends) > 1 and (max(ends) - min(ends)).days > _HALF_A_YEAR
