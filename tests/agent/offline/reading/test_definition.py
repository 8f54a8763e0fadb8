"""Definitions are found with their names, and their formulas begin where people let them begin."""

import pytest

from tieout.agent.offline.reading.definition import definitions


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (
            "Define asset turnover as revenue / total assets; round to two decimals. What was it?",
            [("asset turnover", None, "revenue / total assets")],
        ),
        ("using EBITDA = operating income + D&A, what is it?", [("EBITDA", None, "operating income + D&A")]),
        ("What is the margin, defined as A / B, in 2023?", [(None, None, "A / B, in 2023")]),
        ("Let intensity be capex / revenue. What was it?", [("intensity", None, "capex / revenue")]),
        ("Days payable (DPO) is defined as: 365 * A / B.", [("Days payable", "DPO", "365 * A / B")]),
        ("CCC is defined as: DIO - DPO. DIO is defined as: A. ", [("CCC", None, "DIO - DPO"), ("DIO", None, "A")]),
        ("margin where EBITDA = A + B", [("EBITDA", None, "A + B")]),
        ("What was revenue in 2023?", []),
    ],
)
def test_definitions(question: str, found: list[tuple[str | None, str | None, str]]) -> None:
    """Name, abbreviation and formula of each definition, in order."""
    read = definitions(question)
    assert [(d.name, d.short, question[d.formula : d.stop].strip()) for d in read] == found
