"""Of which part of a company is a metric of a formula: "services revenue", "revenue from Services"?"""

import re
from collections.abc import Mapping

from tieout.question import MetricAsked
from tieout.tools.figures.phrases import Phrases

Spots = dict[int, tuple[int, MetricAsked]]
Parts = dict[int, tuple[int, str]]
_BEFORE = re.compile(r"(?:[’']s)?\s*(?:(?:segment|division|product|category)(?:[’']s)?\s+)?", re.IGNORECASE)
_BEHIND = re.compile(r"\s+(?:of|from|in|for)\s+(?:the\s+|its\s+)?", re.IGNORECASE)


def portioned(text: str, found: Spots, names: Mapping[tuple[str, ...], str]) -> tuple[Spots, Parts]:
    """The metrics of a text, each of the part that stands at it; and the parts that stand by themselves."""
    spots = dict(found)
    alone: Parts = {}
    for one in Phrases(names).find(text) if names else ():
        if any(s < one.end and one.start < e for s, (e, _) in found.items()):
            continue
        ahead = next((s for s in found if s >= one.end and _BEFORE.fullmatch(text, one.end, s)), None)
        ends = [(s, e) for s, (e, _) in found.items() if e <= one.start]
        behind = next((s for s, e in ends if _BEHIND.fullmatch(text, e, one.start)), None)
        at = behind if ahead is None else ahead
        if at is None or at not in spots:
            alone[one.start] = (one.end, one.target)
            continue
        end, metric = spots.pop(at)
        whole = metric.model_copy(update={"member": one.target})
        spots[min(at, one.start)] = (max(end, one.end), whole)
    return spots, alone
