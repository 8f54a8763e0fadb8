"""Is it asked whether estimates of analysts were beaten? They are in none of the sources, which is said."""

import re

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.guessplan import CONSENSUS
from tieout.agent.offline.plans.reactionplan import is_reaction
from tieout.question import Plan

_BEATS = re.compile(
    r"\b(?:beat|beats|miss|missed|top(?:ped)?|exceed(?:ed)?|surpass(?:ed)?|above|below|versus|vs\.?|against|ahead of|"
    r"compared? (?:to|with))\b[^.?;]{0,60}\b(?:expectations?|estimates?|forecasts?)\b|"
    r"\b(?:earnings|revenue|eps)\s+surprise\b|\bwhisper number\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:guidance|outlook|guided|management[’']s|the company[’']s|its own|their own|own|our)\b", re.IGNORECASE
)


def plan_consensus(planning: Planning) -> Plan | None:
    """A refusal where consensus is asked for; None where it is not, or a reaction of the price is asked for too."""
    text = planning.asked.text
    beats = _BEATS.search(text) is not None and _OWN.search(text) is None
    if not (CONSENSUS.search(text) or beats) or is_reaction(text) or re.search(r"\bask(?:ed|s)?\b", text):
        return None
    detail = (
        "consensus and other estimates of analysts are in none of the indexed sources; what was reported, and what the "
        "company itself guided on its calls, can be asked for"
    )
    return planning.refusal("no_source", detail)
