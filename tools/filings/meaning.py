"""What a tagged concept and its dimensions say about a figure beyond its value."""

import re
from collections.abc import Sequence

from tieout.fact import Measure, Modality, Scope

_CONTRACTUAL = re.compile(
    r"NextTwelveMonths|NextRolling|InYear(?:Two|Three|Four|Five)|Year(?:Two|Three|Four|Five)$|AfterYear(?:Five|Four)|"
    r"RemainderOfFiscalYear|DueIn(?:Next|Year|One|Two|Three|Four|Five|Rolling|Second|Third|Fourth|Fifth)|DueAfter|Thereafter|"
    r"RevenueRemainingPerformanceObligation(?!.*Period)"
)
_PRO_FORMA = re.compile(r"ProForma(?!tBalance)")
_SEGMENT_AXES = re.compile(
    r"Segment|ProductOrService|Geographical|MajorCustomers|ConsolidationItems|EquityMethodInvest|ReportingUnit"
)


def modality(concept: str) -> Modality:
    """Whether the figure is reported, or due or supposed."""
    if _PRO_FORMA.search(concept):
        return "pro_forma"
    return "contractual_future" if _CONTRACTUAL.search(concept) else "reported"


def scope(members: Sequence[tuple[str, str]]) -> Scope:
    """What part of the group the figure covers."""
    if not members:
        return "consolidated"
    if any(member.endswith("ParentCompanyMember") for _, member in members):
        return "parent"
    return "segment" if any(_SEGMENT_AXES.search(axis) for axis, _ in members) else "other"


def measure(concept: str) -> Measure:
    """Whether the figure is one of the financial statements' or notes' own."""
    return "other" if concept.startswith(("dei:", "ecd:", "cyd:")) else "gaap"
