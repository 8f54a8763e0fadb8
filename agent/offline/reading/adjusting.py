"""What does "operating income excluding restructuring" come to? Charges are added back, and gains are taken out."""

import re

from tieout.tools.figures.formula import Sign
from tieout.tools.figures.metric import Metric

EXCLUDING = re.compile(
    r"\s*,?\s*\(?(?:excluding|exclusive\s+of|ex|without|before|stripping\s+out|adjusted\s+(?:to\s+exclude|for)|adding\s+back)"
    r"[\s-]+(?:(?:the|its|any|all|of|effects?|impact|its)\s+)*",
    re.IGNORECASE,
)
"""What stands between a metric and what is left out of it."""
AND = re.compile(r"\s*(?:,\s*and|,|and|&)\s+(?:(?:the|its|any|all)\s+)*", re.IGNORECASE)
_COST = re.compile(
    r"\b(?:expenses?|costs?|charges?|amorti[sz]ation|depreciation|impairments?|restructuring|losses|loss|tax(?:es)?|write-?\w*|"
    r"compensation|r&d|research\s+and\s+development|settlements?|litigation|dividends?|expenditures?)\b",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\b(?:income|gains?|revenue|sales|profit|earnings|benefits?|credits?|cash\s+flow|ebitda?)\b", re.IGNORECASE
)


def sign_of(base: Metric, left_out: Metric) -> Sign | None:
    """Whether what is left out is added back or taken off; None where the words do not say which it is."""
    whole, part = _kind(base), _kind(left_out)
    if base.period == "instant":
        return "-" if left_out.period == "instant" else None
    if whole is None or part is None or left_out.period == "instant":
        return None
    return "-" if whole == part else "+"


def _kind(metric: Metric) -> str | None:
    """Whether a metric's figure lowers or raises a profit."""
    if _COST.search(metric.name):
        return "cost"
    return "gain" if _GAIN.search(metric.name) else None
