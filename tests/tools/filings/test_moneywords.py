"""Currencies and scales in heads and unit lines."""

import pytest

from tieout.tools.filings.moneywords import currency_of, dollar_of, is_of_hundredths, scale_of


@pytest.mark.parametrize(
    ("text", "scale", "currency"),
    [
        ("CHF000", 3, "CHF"),
        ("2022 £’000", 3, "GBP"),
        ("£m", 6, "GBP"),
        ("(₹ in crore)", 7, "INR"),
        ("Rs. in lakhs", 5, "INR"),
        ("RMB'000", 3, "CNY"),
        ("HK$ million", 6, "HKD"),
        ("TEUR", 3, "EUR"),
        ("SEK M", 6, "SEK"),
        ("MSEK", 6, "SEK"),
        ("in thousands of Canadian dollars, except share and per share information", 3, "CAD"),
        ("Millions of yen", 6, "JPY"),
        ("In thousands, except share data", 3, ""),
        ("December 31, 2022", None, ""),
        ("1,000", None, ""),
        ("Notes 31 December 2022", None, ""),
    ],
)
def test_units(text: str, scale: int | None, currency: str) -> None:
    """The ways in which reports of many countries say their unit are read, and no number is taken for one."""
    assert (scale_of(text), currency_of(text)) == (scale, currency)


def test_dollars() -> None:
    """A bare "$" is the dollar in which the report says that it is presented, else the US dollar."""
    assert dollar_of("The presentation currency of the Group is Australian dollars.") == "AUD"
    assert dollar_of("Revenue was $5 million.") == "USD"
    assert currency_of("2022 $", "CAD") == "CAD"


def test_hundredths() -> None:
    """Pence and cents are said at the amount; the word "percent" is neither."""
    assert is_of_hundredths("Basic earnings per Ordinary share (pence)")
    assert not is_of_hundredths("Basic earnings per share, percent of nominal")
