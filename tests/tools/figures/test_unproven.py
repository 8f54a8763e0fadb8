"""What nothing proves is masked, in whatever guise it stands; names and small counts are left."""

import pytest

from tieout.tools.figures.unproven import masked, noted, unproven


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Sales were $5 billion in fiscal 2024.", "Sales were ▮ in fiscal 2024."),
        ("Sales were several trillion, or CCCXCVIII billion.", "Sales were ▮, or ▮ ▮."),
        ("Sales were nine hundred billion dollars.", "Sales were ▮."),
        ("(▮ − ▮) ÷ ▮ (USD millions) does not give it", "(▮ − ▮) ÷ ▮ (USD millions) does not give it"),
        ("Sales \u202efell\u202c.", "Sales  fell ."),
        ("Studio 54 Inc. made $5.", "Studio 54 Inc. made ▮."),
        ("Sales were $9 million made $5.", "Sales were ▮ made ▮."),
    ],
)
def test_a_masked_text(text: str, shown: str) -> None:
    """Figures, numbers in words and unseen characters go; a name that states an amount is no name."""
    assert masked(text, ("Studio 54 Inc.", "Sales were $9 million")) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("fiscal 2023 has 53 weeks, where 52 are usual", "fiscal 2023 has 53 weeks, where 52 are usual"),
        ("a 4-for-1 split on June 10, 2024", "a 4-for-1 split on June 10, 2024"),
        ("it was $383,285 million and is 2%", "it was $383,285 million and is ▮"),
        ("it was 1,250", "it was ▮"),
    ],
)
def test_a_note(text: str, shown: str) -> None:
    """Amounts that nothing proves are masked; small counts and what is proven stay."""
    assert noted(text, (), ["$383,285 million"]) == shown


def test_a_name_that_states_an_amount_hides_nothing() -> None:
    """A filer that is called by a figure does not prove it."""
    text = "Net sales were $987,654 million in fiscal 2024."

    assert unproven(text, (), ["Net sales were $987,654 million"]) == ("$987,654 million",)
