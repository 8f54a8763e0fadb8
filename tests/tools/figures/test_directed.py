"""Cash that came in is not used, and a profit is no loss."""

import pytest

from tests.tools.figures.small import fact
from tests.tools.figures.test_tying import tier

INVESTED = fact(
    "-600000000",
    concept="us-gaap:NetCashProvidedByUsedInInvestingActivities",
    label="Investing activities",
)
OPERATED = fact(
    "900000000",
    concept="us-gaap:NetCashProvidedByUsedInOperatingActivities",
    label="Operating activities",
)


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Acme’s net cash used in investing activities was $600 million in fiscal 2024.", "tied"),
        ("Acme’s net cash provided by operating activities was $900 million in fiscal 2024.", "tied"),
        ("Acme’s net cash used for operating activities was $900 million in fiscal 2024.", "not tied"),
        ("Acme used $900 million in operating activities in fiscal 2024.", "not tied"),
        ("Acme’s net cash provided by investing activities was $600 million in fiscal 2024.", "not tied"),
        ("Acme received $600 million from investing activities in fiscal 2024.", "not tied"),
    ],
)
@pytest.mark.parametrize("strict", [True, False])
def test_the_way_of_cash_is_that_of_its_words(sentence: str, verdict: str, *, strict: bool) -> None:
    """A row of a cash flow statement ties to words of its own direction only."""
    (bound,) = tier(INVESTED, OPERATED, strict=strict).tie(sentence)

    assert (bound.verdict == "tied") is (verdict == "tied"), bound.failure
