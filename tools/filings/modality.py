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
    r"\b(?:would|could|might)\s+(?:not\s+)?(?:have|be|result|increase|decrease|change|reduce|impact|affect|cause|rise|"
    r"decline|lower|adversely|negatively|also)\b|"
    r"\b(?:a|an|each|every)\s+(?:\w+\s+){0,3}?(?:\d[\d.]*\s?(?:%|percent|percentage|basis)|one[\s-]percent\w*)"
    r"(?:[\s-]*points?)?\s+(?:\w+\s+){0,3}?(?:change|increase|decrease|shift|movement|decline|rise)\b.*\b(?:would|could)\b|"
    r"\b(?:assuming|if)\b[^.;]{0,120}\b(?:would|were\s+to|could)\b",
    re.IGNORECASE,
)
_GUIDED = re.compile(
    r"^\W*(?:\w+\W+){0,4}(?:guidance|outlook)\W*(?:\w+\W*){0,4}$|"
    r"\b(?:our|its|company[’']s|financial|earnings|revenue|sales|full[\s-]year|quarter(?:ly)?|annual|issued|provided|updated|"
    r"raised|lowered|reaffirm\w*|(?:19|20)\d\d)\s+(?:guidance|outlook)\b|\b(?:forecast(?:s|ed)?|projections?)\b|"
    r"\b(?:we|company|corporation|management|it|they|which|and)\s+(?:(?:currently|now|also|still|continues?\s+to)\s+)?"
    r"(?:expects?|anticipates?|estimates?|projects?|forecasts?|plans?\s+to|intends?\s+to)\b[^.;]{0,160}"
    r"\b(?:to\s+(?:be|spend|pay|incur|grow|increase|decrease|decline|invest|contribute|recogni[sz]e|reach|range|make|record|"
    r"complete|close|open|reclassify|fund|total|repurchase|have|generate|return)|will|of|between|in)\b|"
    r"\b(?:is|are)\s+(?:currently\s+)?(?:expected|anticipated|projected|forecast|estimated)\s+to\b|"
    r"\bwe[’']re\s+expecting\b|\bexpected\s+to\s+be\s+(?:recogni[sz]ed|reclassified|approximately|incurred|paid|in\s+the)\b|"
    r"\bwill\s+(?:be|have|grow|increase|range|incur|invest|spend|recogni[sz]e|contribute|total)\b",
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
    r"\bmaturit(?:y|ies)\s+of\b|\bmatur(?:es|ing|e)\s+in\b|\bdue\s+(?:in|on|by|within|through|after)\b|"
    r"\bpayable\s+(?:in|within|over)\b|\bremaining\s+performance\s+obligations?\b|"
    r"\b(?:purchase|contractual|lease|minimum|noncancell?able|unconditional)\s+(?:\w+\s+){0,2}(?:obligations?|commitments?)\b|"
    r"\bcontractual\s+maturit\w*|\bscheduled\s+(?:principal\s+)?(?:maturit\w+|payments|repayments)\b|"
    r"\bestimated\s+(?:future\s+)?amortization\s+expense\b|\bexpected\s+(?:future\s+)?(?:amortization|benefit\s+payments)\b|"
    r"\bnot\s+yet\s+commenced\b|\bunrecognized\s+(?:\w+\s+){0,3}compensation\s+(?:cost|expense)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:paid|repaid|issued|incurred|recogni[sz]ed|was|were|had|totaled|amounted|completed|matured|redeemed)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared\s+(?:with|to)|versus|as\s+against|up\s+from|down\s+from|relative\s+to)\b", re.IGNORECASE
)
_ASIDE = re.compile(r",\s+(?:\w+\s+){0,2}(?:of\s+)?which\b", re.IGNORECASE)


def modality_at(sentence: str, at: int) -> Modality:
    """What a sentence makes of the figure that begins at a place of it.

    "We expect $5 billion, compared with $4 billion in 2023" expects the first and reports the second; a clause with
    "which" says nothing of what stands before it.
    """
    aside = _ASIDE.search(sentence)
    if aside is not None and at < aside.start():
        sentence = sentence[: aside.start()]
    modality, compared = modality_of(sentence), _COMPARED.search(sentence)
    if compared is None or modality not in {"guided", "target"}:
        return modality
    return "reported" if at >= compared.end() else modality_of(sentence[: compared.start()])


@lru_cache(maxsize=16384)
def modality_of(words: str) -> Modality:
    """What a sentence, a title or a head makes of the figures in it.

    The order is from the unreal to the real: as-if, supposed, owed, expected, aimed at; all else is reported.
    """
    if _PRO_FORMA.search(words):
        return "pro_forma"
    if _HYPOTHETICAL.search(words):
        return "hypothetical"
    if _OWED.search(words) and not _PAST.search(words):
        return "contractual_future"
    if _GUIDED.search(words):
        return "guided"
    return "target" if _TARGET.search(words) else "reported"
