"""Reported, expected, aimed at, owed, supposed, as if."""

import pytest

from tieout.tools.filings.directions import is_taken_away
from tieout.tools.filings.modality import modality_ahead, modality_at, modality_of


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
        ("We expect revenue of $82–84 billion.", "guided"),
        ("Our outlook for the full year is unchanged at $3.10 to $3.30.", "guided"),
        ("We guided to 54%, and we got there.", "guided"),
        ("We have seen the guidance that we provided, 42.5% to 43.5%.", "guided"),
        ("This price change will impact growth by 150 basis points.", "guided"),
        ("Under new accounting guidance we reclassified $4 million.", "reported"),
        ("The statement, which will be filed within 120 days, is separate.", "reported"),
        ("We aim for an operating margin target of 30% by 2030.", "target"),
        ("Our aspiration is that 50% of managers be women.", "target"),
        ("The target market has 3 million customers.", "reported"),
        ("Results are shown as if the merger had occurred on January 1, with revenue of $9 million.", "pro_forma"),
        ("On a pro forma basis, sales grew 20%.", "pro_forma"),
        ("A 100 basis point increase in rates would reduce fair values by $2.5 million.", "hypothetical"),
        ("We will be required to pay $1.5 billion if the agreement is terminated.", "hypothetical"),
        ("Benefits could decrease by as much as $4.8 billion.", "hypothetical"),
        ("If I could ask about the $8 million, was it paid?", "reported"),
        ("2 million awards were left out because their effect would have been antidilutive.", "reported"),
        ("As of June 30, 2024, we had purchase commitments of $5 billion.", "contractual_future"),
        ("Lease payments for leases not yet commenced are $6 million.", "contractual_future"),
        ("Our notes of $750 million are due in June 2028.", "contractual_future"),
        ("We have committed to provide financing of $2,676 million.", "contractual_future"),
        ("Unrecognized compensation cost was $8 million.", "contractual_future"),
        ("Investments with an original maturity of 90 days or less are cash.", "reported"),
        ("The average maturity of our debt is 13 years.", "reported"),
        ("We reduced lease obligations by $1.0 billion.", "reported"),
        ("The fair value of our notes due in 2030 was $1.9 billion.", "reported"),
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
        ("We expect sales of $82 billion to $84 billion, up from $80 billion.", "$82", "guided"),
        ("We expect sales of $82 billion to $84 billion, up from $80 billion.", "$84", "guided"),
        ("We expect sales of $82 billion to $84 billion, up from $80 billion.", "$80", "reported"),
        ("We expect a slower pace from the 12% that we had.", "12%", "reported"),
        ("We expect growth to increase compared to June, even with a 600 basis point headwind.", "600", "guided"),
        ("Considering the 300 stores approved, the Company expects to close 1,200.", "300", "reported"),
        ("Considering the 300 stores approved, the Company expects to close 1,200.", "1,200", "guided"),
        ("Net cash was $49 billion as we work toward our goal of none.", "$49", "reported"),
        ("The payable was $16.5 billion, with $7.2 billion expected to be paid in 2025.", "$16.5", "reported"),
        ("We added $50 million, bringing our pro forma liquidity to $1 billion.", "$50", "reported"),
        ("We added $50 million, bringing our pro forma liquidity to $1 billion.", "$1 b", "pro_forma"),
        (
            "We had purchase commitments of $8.6 billion, of which $6.5 billion are in 2025.",
            "$6.5",
            "contractual_future",
        ),
        ("Cash, which totaled $172.6 billion, will be enough to grow.", "$172.6", "reported"),
    ],
)
def test_within_a_sentence(sentence: str, figure: str, modality: str) -> None:
    """What a figure is compared with was; a clause with "which" says nothing of what stands before it."""
    assert modality_at(sentence, sentence.index(figure)) == modality


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The rate is 6.00% for 2026.", "guided"),
        ("A law asks for 100% by 2035.", "target"),
        ("The 2026 maturities of our debt, fair values aside, are $9.", "contractual_future"),
        ("A rise would reduce it by $5 in 2026.", "hypothetical"),
    ],
)
def test_ahead(sentence: str, modality: str) -> None:
    """What holds in a period that is yet to come is not reported, whatever the words."""
    assert modality_ahead(sentence) == modality


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
