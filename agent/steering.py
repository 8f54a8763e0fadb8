"""What is changed before another round? One change of input for each kind of failure, or none that could help."""

from collections.abc import Mapping
from typing import Literal

from tieout.claim import Reason

Change = Literal["seek", "rebind", "reword", "recompute", "weaken", "none"]

CHANGES: Mapping[Reason, Change] = {
    "missing_evidence": "seek",
    "no_source": "seek",
    "wrong_value": "rebind",
    "wrong_period": "rebind",
    "wrong_entity": "rebind",
    "wrong_metric": "rebind",
    "wrong_scope": "rebind",
    "wrong_modality": "rebind",
    "ambiguous": "rebind",
    "rounding": "reword",
    "wrong_precision": "reword",
    "wrong_scale": "reword",
    "wrong_sign": "reword",
    "wrong_unit": "reword",
    "bad_arithmetic": "recompute",
    "unsupported": "weaken",
    "contradicted": "weaken",
    "not_derivable": "none",
    "not_meaningful": "none",
    "critic_unavailable": "none",
    "over_budget": "none",
}
"""seek: other looks into the home, so other evidence; rebind, reword, recompute, weaken: the drafter is told what to
do otherwise; none: the same would come again."""

SEEK = frozenset(reason for reason, change in CHANGES.items() if change == "seek")
"""Failures that more evidence can mend."""
REDRAFT = frozenset(reason for reason, change in CHANGES.items() if change not in {"seek", "none"})
"""Failures that another draft can mend: other candidates, a recomputed figure, a dropped sentence."""
