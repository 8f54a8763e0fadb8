"""What a tagged concept and its dimensions say about a figure beyond its value."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tieout.document import Document
from tieout.fact import Measure, Modality, Scope

_CONTRACTUAL = re.compile(
    r"NextTwelveMonths|NextRolling|InYear(?:Two|Three|Four|Five)|Year(?:Two|Three|Four|Five)$|AfterYear(?:Five|Four)|"
    r"RemainderOfFiscalYear|DueIn(?:Next|Year|One|Two|Three|Four|Five|Rolling|Second|Third|Fourth|Fifth)|DueAfter|Thereafter|"
    r"RevenueRemainingPerformanceObligation(?!.*Period)"
)
_TARGET = re.compile(r"Target(?:PlanAsset)?Allocation|TargetAllocationPercentage")
_GUIDED = re.compile(r"EstimatedFutureEmployerContribution|ExpectedFutureEmployerContribution|ExpectedCostRemaining")
_LONGEST_WAIT = timedelta(days=75)
"""From a period's end to its report, where the report's day is not known."""
_PRO_FORMA = re.compile(r"ProForma(?!tBalance)")
_SEGMENT_AXES = re.compile(
    r"Segment|ProductOrService|Geographical|MajorCustomers|ConsolidationItems|EquityMethodInvest|ReportingUnit"
)


def modality(concept: str) -> Modality:
    """Whether the figure is reported, or due, expected, aimed at or supposed."""
    if _PRO_FORMA.search(concept):
        return "pro_forma"
    if _TARGET.search(concept):
        return "target"
    if _GUIDED.search(concept):
        return "guided"
    return "contractual_future" if _CONTRACTUAL.search(concept) else "reported"


def is_ahead(end: date, document: Document) -> bool:
    """Whether a period ends after its document was written: what is said of it cannot have been reported."""
    if document.filed is not None or document.period_end is None:
        return document.filed is not None and end > document.filed
    return end > document.period_end + _LONGEST_WAIT


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
