"""Where does a clause end, and which of its words bound, deny or re-base the figures in it?"""

import re
from collections.abc import Iterable

from tieout.tools.figures.places import Place

_NEAR = 60
_BOUNDED = re.compile(
    r"\b(?:(?:more|less|fewer|greater|higher|lower|better|worse)\s+than|over|under|above|below|exceed\w*|surpass\w*|topp\w+|miss\w*|trail\w*|lagg\w*|"
    r"beats?|approach\w*|near(?:s|ed|ing)|outpac\w*|outstrip\w*|eclips\w*|outdid|shy\s+of|north\s+of|south\s+of|upwards?\s+of|close\s+to|"
    r"nearly|almost|up\s+to|at\s+(?:least|most)|not|never|no|beyond|within|short\s+of)\s+(?:the\s+|a\s+|its\s+)?\(?$",
    re.IGNORECASE,
)
_INEQUAL = re.compile(r".{0,2}?\(?\s?[<>≤≥±]")
ENDS = re.compile(
    r"[;!?]|\.(?=\s+(?-i:[A-Z])|\s+[“\"])|\b(?:due\s+to|driven\s+by|thanks\s+to|because|as\s+a\s+result|attributable\s+to|reflect(?:s|ed|ing)|"
    r"(?:primarily|mainly|partially|largely|partly|mostly|principally)\s+\w+|resulting\s+(?:from|in)|offset\s+by|"
    r"which|who|where|when|while|whereas|although|though|since|but|as\s+well\s+as)\b",
    re.IGNORECASE,
)
NEXT = re.compile(
    r"(?:[,;]|\b(?:and|on|while|versus|against|with|but)\b)\s+[^,;$€£¥]*\b(?:of|was|were|at|is|are|totall?ed|reached|to)\s+"
    r"(?:approximately\s+|about\s+|roughly\s+)?$",
    re.IGNORECASE,
)
"""Words that lead to the next figure: "$5 on total sales of $6"."""
DENIES = re.compile(
    r"\b(?:excluding|excludes?|excluded|exclusive\s+of|before|adjusted|non-?gaap|pro\s?-?forma|constant[\s-]currency|organic|"
    r"currency-neutral|like-for-like|same-store|underlying|normali[sz]ed|annuali[sz]ed|run-rate|core|ex-\w+|net\s+of(?!\s+[$€£¥]?\s?\d)|"
    r"gross|record|expect(?:s|ed|ing)?|project(?:s|ed)|forecast(?:s|ed|ing)?|budget(?:ed|s)?|target(?:s|ed|ing)?|plan(?:s|ned)|"
    r"estimat(?:es|ed)|guid(?:es|ed|ance)|outlook|anticipat(?:es|ed)|assum(?:es|ed|ing)|hypothetical\w*|would|could|might|may|"
    r"will|should|if|aim(?:s|ed|ing)?|eye[sd]|eyeing|ambition\w*|impl(?:y|ies|ied)|goals?|aspir\w+|intend\w*|seek(?:s|ing)?|sought|"
    r"on\s+track|potential|likely|poised|slated|to\s+(?:hit|be|come|total|deliver|generate|post|report)|originally|previously\s+reported|"
    r"restat\w+|opening|beginning|start\s+of|outside|besides|aside\s+from|apart\s+from|other\s+than|except|without|only)\b",
    re.IGNORECASE,
)


def bounded(sentence: str, at: Place) -> str | None:
    """Words right before a figure that compare with it instead of stating it: "more than", "not", "nearly"."""
    match = _BOUNDED.search(sentence, max(0, at[0] - _NEAR), at[0]) or _INEQUAL.match(
        sentence, max(0, at[0] - 2), at[1]
    )
    return match[0].strip() if match else None


def clause_of(places: Iterable[Place], at: int, length: int) -> Place:
    """The clause that holds a place, from the ranges of the words that part clauses."""
    cuts = list(places)
    low = max((end for _, end in cuts if end <= at), default=0)
    return low, min((start for start, _ in cuts if start >= at), default=length)
