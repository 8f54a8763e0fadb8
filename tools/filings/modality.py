"""Whether words state what was, what is expected, aimed at, owed, supposed, or as if."""

import re
from functools import lru_cache

from tieout.fact import Modality

_PRO_FORMA = re.compile(
    r"\bpro[\s-]?forma\b|"
    r"\bas\s+if\s+(?:the\s+)?(?:\w+\s+){0,6}(?:had\s+)?(?:occurred|been|taken\s+place|closed)\b",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\bhypothetical\w*|\bsensitivity\s+analys[ie]s\b|"
    r"\b(?:would|could|might)\s+(?:also\s+)?(?:not\s+)?(?:have|be|result|increase|decrease|change|reduce|impact|affect|"
    r"cause|rise|decline|lower|adversely|negatively|materially|(?:put|pay|give)\s+(?:out|back))\b|"
    r"\b(?:a|an|each|every)\s+(?:\w+\s+){0,3}?(?:\d[\d.]*\s?(?:%|percent|percentage|basis)|one[\s-]percent\w*)"
    r"(?:[\s-]*points?)?\s+(?:\w+\s+){0,3}?(?:change|increase|decrease|shift|movement|decline|rise)\b.*\b(?:would|could)\b|"
    r"\b(?:assuming|if)\b(?!\s+(?:I|we|you)\s+(?:could|can|may|might))(?:[^.;]|\.(?=\d)){0,120}\b(?:would|were\s+to|could)\b|"
    r"\bwill\s+be\s+(?:required|obligated)\s+to\b.{0,160}\bif\b",
    re.IGNORECASE,
)
_GUIDED = re.compile(
    r"^\W*(?:\w+\W+){0,4}(?<!accounting\s)(?<!authoritative\s)(?:guidance|outlook)\W*(?:\w+\W*){0,4}$|"
    r"\b(?:our|its|company[’']s|financial|earnings|revenue|sales|full[\s-]year|quarter(?:ly)?|annual|issued|provided|updated|"
    r"raised|lowered|reaffirm\w*|(?:19|20)\d\d)\s+(?:guidance|outlook)\b|\b(?:forecast(?:s|ed)?|projections?)\b|"
    r"\b(?:we|company|corporation|management|it|they|which|and)\s+(?:(?:currently|now|also|still|continues?\s+to)\s+)?"
    r"(?:expects?|anticipates?|estimates?|projects?|forecasts?|plans?\s+to|intends?\s+to)\b(?:[^.;]|\.(?=\d)){0,160}"
    r"\b(?:to\s+(?:be|spend|pay|incur|grow|increase|decrease|decline|invest|contribute|recogni[sz]e|reach|range|make|record|"
    r"complete|close|open|reclassify|fund|total|repurchase|have|generate|return)|will|of|between|in)\b|"
    r"\b(?:is|are)\s+(?:currently\s+)?(?:expected|anticipated|projected|forecast|estimated)\s+to\b|"
    r"\bwe[’']re\s+expecting\b|\bexpected\s+to\s+be\s+(?:recogni[sz]ed|reclassified|approximately|incurred|paid|in\s+the)\b|"
    r"\bguid(?:ed|ing)\s+(?:to|for)\b|\b(?:current|prior|previous|margin|capex|EPS|range|Q[1-4])\s+guidance\b|"
    r"\bguidance\s+(?:of|range)\b|\bguidance\s+(?:that\s+)?we\s+(?:\w+\s+)?(?:provided|gave|issued)\b|"
    r"\bwill\s+(?:be\s+(?!filed|held|available|incorporated|included|subject|required|provided|sent|found)|"
    r"(?:have|grow|increase|range|incur|invest|spend|recogni[sz]e|contribute|total|impact|affect|reduce|open|"
    r"deliver|reach)\b)",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:targets?|targeted|targeting|goals?|aims?|aiming|ambition|objectives?|aspir\w+|"
    r"(?:committed|commitment)\s+to\s+(?:reduc|achiev|reach|increas|sourc|cut)\w*)\b"
    r"(?!\s+(?:market|audience|customer|population|compan(?:y|ies)|price|date\s+fund))",
    re.IGNORECASE,
)
_OWED = re.compile(
    r"\bfuture\s+(?:minimum|lease|undiscounted|interest|payments|maturit\w+|benefit|amortization|commitments)\b|"
    r"\bmaturities\s+of\s+(?:\S+\s+){0,4}(?:debt|notes|borrowings|leases?|liabilities)\b|\b(?:aggregate|annual|debt)\s+maturities\b|"
    r"\b(?:mature[sd]?|maturing)\s+in\b|"
    r"\b(?:is|are|be|was|were|becomes?|payments?|amounts?|installments?|balance|principal|interest|billion|million)\s+"
    r"(?:\w+\s+){0,2}due\s+(?:in|on|by|within|through|after|during|over)\b|\binterest\s+payments\s+are\b|"
    r"\bpayable\s+(?:within|over|(?:in|on)\s+(?:\w+\s+){0,2}(?:(?:19|20)\d\d|installments))\b|"
    r"\bremaining\s+performance\s+obligations?\b|"
    r"\b(?:purchase|contractual|lease|minimum|noncancell?able|unconditional|capital|funding|lending)\s+(?:\w+\s+){0,2}"
    r"(?:obligations?|commitments?)\b|"
    r"\bcommitted\s+to\s+(?:provid|fund|lend|invest|purchas|pay|contribut|mak|spend|acquir)\w*\b|"
    r"\bcontractual\s+maturit\w*|\bscheduled\s+(?:principal\s+)?(?:maturit\w+|payments|repayments)\b|"
    r"\bestimated\s+(?:future\s+)?amortization\s+expense\b|\bexpected\s+(?:future\s+)?(?:amortization|benefit\s+payments)\b|"
    r"\bnot\s+yet\s+commenced\b|\bunrecognized\s+(?:\w+\s+){0,3}compensation\s+(?:cost|expense)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:paid|repaid|issued|incurred|recogni[sz]ed|recorded|reduced|increased|decreased|completed|matured|redeemed|retired|"
    r"proceeds|assumed|settled|terminated|driven|offset|charges?|impairments?|losses|accrued|amortization\s+of|included\s+in|"
    r"original\s+maturit\w+|fair\s+values?|cash\s+(?:used|paid)|discount\s+rate)\b",
    re.IGNORECASE,
)
"""Events and other measures, beside which what is owed is only named."""
_ANTIDILUTIVE = re.compile(r"\b(?:because|as|since)\b(?:[^.;]|\.(?=\d)){0,80}\banti-?dilutive\b", re.IGNORECASE)
_ACTIVE = re.compile(
    r"\b(?:we|the\s+company|the\s+corporation|management)\s+(?:(?:currently|now|also|still)\s+)?"
    r"(?:expects?|anticipates?|estimates?|projects?|forecasts?|plans?|intends?)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared\s+(?:with|to)|versus|as\s+against|up\s+from|down\s+from|relative\s+to)\b", re.IGNORECASE
)
_BY_THEN = re.compile(r"\bby\s+(?:\w+\s+){0,3}(?:fiscal\s+)?(?:(?:19|20)\d\d\b|year-end)", re.IGNORECASE)
_ASIDE = re.compile(
    r",\s+(?:(?:\w+\s+){0,2}(?:of\s+)?which\b|with\s+[$€£\d]|bringing\b|raising\b|resulting\s+in\b)"
    r"(?:[^,]|,(?=\s*(?:\d|are\b|is\b|was\b|were\b|if\b|respectively|net\b|and\s+[$€£\d]|[$€£])))*",
    re.IGNORECASE,
)
"""A clause about what stands before it, up to the comma that ends it."""
_FROM = re.compile(r"\bfrom\s+(?:the\s+|about\s+|approximately\s+)?$", re.IGNORECASE)
_FROM_TO = re.compile(r"\S+(?:\s+\w+){0,2}\s+to\s+", re.IGNORECASE)
_APART = re.compile(r"\b(?:toward|towards|as\s+we|was|were|authorized|had)\b", re.IGNORECASE)


def modality_at(sentence: str, at: int) -> Modality:
    """What a sentence makes of the figure that begins at a place of it.

    "We expect $5 billion, compared with $4 billion in 2023" expects the first and reports the second; a clause with
    "which" says nothing of what stands before it.
    """
    whole, sentence = sentence, _clause(sentence, at)
    if sentence.startswith(" ") and "of which" in sentence and not _PAST.search(sentence):
        whole = whole[: len(sentence) - len(sentence.lstrip())]
        said = modality_of(sentence)
        return modality_of(whole) if said == "reported" and _OWED.search(whole) else said
    modality, compared = modality_of(sentence), _COMPARED.search(sentence)
    if modality == "target" and _is_apart(sentence, at):
        return "reported"
    if modality == "guided" and _FROM.search(sentence[:at]) and not _FROM_TO.match(sentence, at):
        return "reported"
    if compared is None or modality not in {"guided", "target"}:
        return modality
    if at >= compared.end():
        return "reported" if "," not in sentence[compared.end() : at] else modality
    return modality_of(sentence[: compared.start()])


def _clause(sentence: str, at: int) -> str:
    """The part of a sentence that speaks of the figure at a place; a few words before it may be a part's own."""
    for aside in _ASIDE.finditer(sentence):
        if at < aside.start():
            sentence = sentence[: aside.start()]
            break
        if at < aside.end() and not aside[0].lstrip(", ").startswith("with"):
            return " " * aside.start() + aside[0]
    active = _ACTIVE.search(sentence)
    return sentence[: active.start()] if active is not None and "," in sentence[at : active.start()] else sentence


def _is_apart(sentence: str, at: int) -> bool:
    """Whether what is aimed at is another thing than the figure: "cash was $49 billion, toward our goal"."""
    aim = _TARGET.search(sentence)
    return aim is not None and aim.start() > at and _APART.search(sentence, at, aim.start()) is not None


def modality_ahead(sentence: str) -> Modality:
    """What a sentence makes of a figure whose period is yet to come when it is written: it cannot be reported."""
    modality = modality_of(sentence)
    if modality != "reported":
        return modality
    if _OWED.search(sentence):
        return "contractual_future"
    return "target" if _BY_THEN.search(sentence) else "guided"


@lru_cache(maxsize=16384)
def modality_of(words: str) -> Modality:
    """What a sentence, a title or a head makes of the figures in it.

    The order is from the unreal to the real: as-if, supposed, owed, expected, aimed at; all else is reported.
    """
    words = _ANTIDILUTIVE.sub("", words)
    if _PRO_FORMA.search(words):
        return "pro_forma"
    if _HYPOTHETICAL.search(words):
        return "hypothetical"
    if _OWED.search(words) and not _PAST.search(words):
        return "contractual_future"
    if _GUIDED.search(words):
        return "guided"
    return "target" if _TARGET.search(words) else "reported"
