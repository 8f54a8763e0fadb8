"""How a question wants its figures printed is read from its words, and nothing else is taken for such a wish."""

import pytest

from tieout.agent.offline.reading.printing import printing, unfitting, wished
from tieout.claim import Shown


@pytest.mark.parametrize(
    ("question", "wish"),
    [
        ("Apple's revenue in 2024 in billions", Shown(scale=9)),
        ("net income in $ thousands", Shown(scale=3, currency="USD")),
        ("Answer in USD millions.", Shown(scale=6, currency="USD")),
        ("What is the FY2018 capital expenditure amount (in USD millions) for 3M?", Shown(scale=6, currency="USD")),
        ("Answer in billions and round to one decimal place", Shown(scale=9, places=1)),
        ("Round your answer to two decimal places.", Shown(places=2)),
        ("rounded to the nearest percent", Shown(places=0)),
        ("to the nearest tenth of a percent", Shown(places=1, unit="percent")),
        ("to the nearest billion", Shown(scale=9, places=0)),
        ("as basis points", Shown(unit="basis points")),
        ("Give your answer in percent.", Shown(unit="percent")),
        ("in millions of euros", Shown(scale=6, currency="EUR")),
        ("no decimals", Shown(places=0)),
        ("R&D as a percentage of revenue", None),
        ("percentage change in revenue in 2023", None),
        ("revenue in 2023 in the U.S.", None),
    ],
)
def test_wishes(question: str, wish: Shown | None) -> None:
    """Scale, places, unit and currency are found in the ways in which people ask for them."""
    assert printing(question).shown == wish


def test_the_unit_decides_what_growth_means() -> None:
    """Growth "in millions" is a change in money, a change "in percent" growth, and a wish for places neither."""
    assert wished("percent_change", Shown(scale=6), amount=True) == "change"
    assert wished("change", Shown(unit="percent"), amount=False) == "percent_change"
    assert wished("percent_change", Shown(places=1), amount=True) == "percent_change"


@pytest.mark.parametrize(
    ("shown", "ask", "units", "fits"),
    [
        (Shown(unit="percent"), "look_up", ["money"], False),
        (Shown(unit="percent"), "percent_change", ["money"], True),
        (Shown(unit="percent"), "look_up", ["ratio"], True),
        (Shown(unit="basis points"), "look_up", ["percent"], False),
        (Shown(unit="basis points"), "change", ["percent"], True),
        (Shown(scale=9), "look_up", ["ratio"], False),
        (Shown(scale=9), "look_up", ["per_share", "money"], True),
        (Shown(places=1), "look_up", ["per_share"], True),
    ],
)
def test_a_unit_that_fits_no_figure_is_refused(shown: Shown, ask: str, units: list[str], *, fits: bool) -> None:
    """Money is not stated in percent, nor a ratio in billions; where one of several metrics fits, nothing is wrong."""
    assert (unfitting(shown, ask, units) is None) == fits  # type: ignore[arg-type]  # an Ask as written above
