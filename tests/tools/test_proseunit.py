"""Units of figures in sentences."""

import pytest

from tieout.tools.figures.grammar import figures
from tieout.tools.proseunit import unit_at


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("The weighted-average grant-date fair value of RSUs was $173.78.", "USD/shares"),
        ("We declared dividends per share of $5.28 in 2023.", "USD/shares"),
        ("The fee was $173.78.", "USD"),
        ("The exercise price of the warrants brought $12.50 million.", "USD"),
        ("The total shares withheld were approximately 31 million.", "shares"),
        ("Approximately 32 million restricted stock units (“RSUs”) were left out.", "shares"),
        ("We employed 164,000 people.", "people"),
        ("Margins fell 3%.", "percent"),
        ("The ratio was 3.", "pure"),
    ],
)
def test_unit(sentence: str, unit: str) -> None:
    """Prices to the cent are per share where the words say so; what counts shares is in shares."""
    assert unit_at(sentence, next(r for r in figures(sentence) if r.is_figure)) == unit
