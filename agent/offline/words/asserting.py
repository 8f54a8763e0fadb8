"""Does a sentence say that something is so, or only that it is not, may be, or what the words mean?"""

import re

_DENIES = re.compile(
    r"\b(?:no|not|never|none|neither|nor|without|cannot|absence of|free (?:of|from)|lack of|other than)\b|n[’']t\b",
    re.IGNORECASE,
)
_SUPPOSES = re.compile(
    r"\b(?:if|whether|unless|could|(?-i:may)|might|would|should|can|potential\w*|possib\w+|risks?|future|in the event|"
    r"in case|were to|assurance|prevent\w*|detect\b|detects|detecting|avoid\w*|hypothetical\w*|ability to|criteria|"
    r"until|consider\w*|assess\w*|evaluat\w*|determin\w+ (?:if|whether)|responsib\w+|seek\w*|attempt\w*|intend\w*|any|"
    r"respon(?:d|ds|ding|se)|polic(?:y|ies)|plans?|programs?|process(?:es)?|procedures|protocols?|frameworks?)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:concluded|identified|reported|disclosed|contained|contains|had|has|have|was|were|is|are|received|incurred|"
    r"experienced|suffered|entered into|completed|recorded|recogni[sz]ed|announced|raises?|due to|because of|"
    r"as a result of|existence of|discovered|detected|subject to|initiated|approved|adopted|became aware of|"
    r"the following|there (?:is|are|was|were))\W+(?:[\w’'-]+\W+){0,5}?$",
    re.IGNORECASE,
)
"""What stands shortly before something that is told as a fact."""
_FOLLOWS = re.compile(
    r"^\W*(?:[\w’'-]+\W+){0,4}?(?:existed|exists\b(?!,)|occurred|(?:was|were|has been|have been)\s+(?:\w+\s+)?"
    r"(?:identified|reported|disclosed|discovered|recorded|received|incurred|filed|detected|found|remediated))\b",
    re.IGNORECASE,
)
"""What stands shortly behind it."""
_AFTER = re.compile(
    r"^\W*(?:[\w’'-]+\W+){0,4}?(?:(?:was|were|is|are|has|have|had|did|do|does)\s+not\b|(?:could|may|might|would|can)\b|"
    r"exists,|none\b)",
    re.IGNORECASE,
)
_MEANS = re.compile(r"^\W*(?:is|are|means?|refers? to|is defined as)\s+(?:an?|any|the|defined|when)\b", re.IGNORECASE)
_FUNCTION = re.compile(
    r"^(?:[^\w\s]|\s*$|\s+(?:in|of|that|which|at|and|or|on|by|to|as|for|during|within|is|are|was|were|has|have|had|with|from|"
    r"about|under|we|it|the|over|because|due|existed?|occurred|described|\w+ed|\w+ing)\b|\s*[^\w\s])",
    re.IGNORECASE,
)
"""What may follow words that are not the beginning of another name, as in "incident response plan"."""
_INEFFECTIVE = re.compile(
    r"\b(?:not effective|ineffective|not (?:been )?designed|did not maintain effective)\b"
    r"(?=.*\b(?:due to|because of|as a result of|based on|given)\b)",
    re.IGNORECASE,
)


def asserts(sentence: str, start: int, end: int) -> bool:
    """Whether a sentence states what stands at `start:end` of it as a fact.

    Careful rather than complete: what is denied, supposed or defined is no statement, and neither is a heading.
    """
    before, after = _INEFFECTIVE.sub("was", sentence[:start]), sentence[end:]
    clause = re.split(r"[;:]|\bbut\b|\bhowever\b", before)[-1]
    if _DENIES.search(clause) or _SUPPOSES.search(clause) or _AFTER.search(after):
        return False
    if _MEANS.search(after) and not re.sub(r"^\W*(?:an?|the)?\W*$", "", clause, flags=re.IGNORECASE):
        return False
    if _FUNCTION.match(after) is None:
        return False
    return _TELLS.search(before) is not None or _FOLLOWS.search(after) is not None
