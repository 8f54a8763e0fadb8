"""Reported, expected, aimed at, owed, supposed, as if."""

import pytest

from tieout.tools.filings.directions import is_taken_away
from tieout.tools.filings.modality import modality_at, modality_of


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Net sales were $391.0 billion in 2024.", "reported"),
        ("We expect capital expenditures to be approximately $2.5 billion in 2025.", "guided"),
        ("The Company anticipates spending of between $1 billion and $2 billion.", "guided"),
        ("Capital expenditures are expected to be $3 billion.", "guided"),
        ("Our full-year guidance is revenue of $5 billion.", "guided"),
        ("Raytheon booked $650 million to provide Guidance Enhanced Missiles.", "reported"),
        ("We target a 30% reduction of emissions by 2030.", "target"),
        ("Our goal is to return $10 billion to shareholders.", "target"),
        ("Unaudited pro forma revenue was $24,117 million.", "pro_forma"),
        ("A hypothetical 10% change would have reduced income by $5 million.", "hypothetical"),
        ("If recognized, $9.5 billion would impact the effective tax rate.", "hypothetical"),
        ("Future interest payments associated with the Notes total $38.5 billion.", "contractual_future"),
        ("The notes are due in 2028 with $1.0 billion payable within 12 months.", "contractual_future"),
        ("We repaid $1.0 billion of notes due in 2024.", "reported"),
    ],
)
def test_modality(sentence: str, modality: str) -> None:
    """The wording decides, from the unreal to the real."""
    assert modality_of(sentence) == modality


@pytest.mark.parametrize(
    ("sentence", "figure", "modality"),
    [
        ("We expect capex to be $5 billion, compared with $4 billion in 2023.", "$5", "guided"),
        ("We expect capex to be $5 billion, compared with $4 billion in 2023.", "$4", "reported"),
        ("Tax benefits were $19.5 billion, of which $9.5 billion would impact the rate.", "$19.5", "reported"),
        ("Tax benefits were $19.5 billion, of which $9.5 billion would impact the rate.", "$9.5", "hypothetical"),
        ("The proceeds were $799 million, which will be used for debt.", "$799", "reported"),
    ],
)
def test_within_a_sentence(sentence: str, figure: str, modality: str) -> None:
    """What a figure is compared with was; a clause with "which" says nothing of what stands before it."""
    assert modality_at(sentence, sentence.index(figure)) == modality


@pytest.mark.parametrize(
    ("label", "head", "expected"),
    [
        ("Payments for acquisition of property, plant and equipment", "", True),
        ("Less: Imputed interest", "", True),
        ("Dividends paid", "", True),
        ("Other income/(expense), net", "", False),
        ("Net income (loss)", "", False),
        ("Gain on sale", "", False),
        ("Trademarks", "Accumulated Amortization", True),
        ("Net cash used in financing activities", "", False),
    ],
)
def test_taken_away(label: str, head: str, expected: bool) -> None:
    """Brackets after words that already take away do not make the amount negative."""
    assert is_taken_away(label, head) is expected
