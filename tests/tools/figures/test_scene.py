"""What a sentence names, what belongs to which figure, and what is left over."""

from datetime import date

import pytest

from tests.tools.figures.small import ACME, BOLT, VOCABULARY, fact
from tieout.document import Entity
from tieout.fact import Dimension
from tieout.period import FiscalPeriod
from tieout.tools.figures.companies import Companies
from tieout.tools.figures.member import members
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.phrases import Phrases
from tieout.tools.figures.remainder import remainder
from tieout.tools.figures.scene import look

RAIL = fact(
    "3000000000",
    dimensions=(Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:RailMember", label="Rail"),),
)


def test_the_scene_names_what_the_sentence_names() -> None:
    """Companies, metrics, periods, days, labels and parts, each with its place; digits of names are no figures."""
    four = Entity(cik="0000000009", ticker="FOR", name="4 Seasons Inc")
    text = "4 Seasons’s revenue of Rail and “Anvils on hand” was $5 million in fiscal 2024 (ended December 31, 2024)."
    scene = look(text, Companies([four]), VOCABULARY, Phrases(members([RAIL])))

    assert [c.entity for c in scene.companies] == [four]
    assert [r.text for r in scene.readings if r.is_figure] == ["$5 million"]
    assert [m.metric for m in scene.metrics] == ["revenue"]
    assert [p for _, p in scene.periods] == [(FiscalPeriod(year=2024),)]
    assert [d for _, d in scene.days] == [date(2024, 12, 31)]
    assert ([t for _, t in scene.labels], [t for _, t in scene.members]) == (["Anvils on hand"], ["Rail"])


def test_each_figure_has_the_company_period_and_metric_beside_it() -> None:
    """Of several, a figure takes the company and metric named last before it, and the period behind it."""
    text = (
        "Acme Corp’s revenue was $5 million in fiscal 2024, "
        "Bolt Industries, Inc.’s net income $6 million in fiscal 2023."
    )
    scene = look(text, Companies([ACME, BOLT]), VOCABULARY, Phrases({}))
    first, second = (r for r in scene.readings if r.is_figure)

    assert (scene.company(first), scene.company(second)) == (ACME, BOLT)
    assert (scene.periods_of(first)[0].year, scene.periods_of(second)[0].year) == (2024, 2023)
    assert [m.metric for m in (scene.metric(first), scene.metric(second)) if m] == ["revenue", "net_income"]


@pytest.mark.parametrize("metric", [m for m in VOCABULARY if m.words], ids=lambda m: m.id)
def test_every_metric_is_read_back_from_its_own_name(metric: Metric) -> None:
    """A sentence that uses a metric's printed name is about that metric and leaves no word over."""
    scene = look(
        f"Acme Corp’s {metric.name} was $5 million in fiscal 2024.", Companies([ACME]), VOCABULARY, Phrases({})
    )

    assert [m.metric for m in scene.metrics] == [metric.id]
    assert remainder(scene, ()).words == ()


def test_what_is_left_over_is_told_with_its_kind() -> None:
    """Unknown words, unknown names and words of movement stand apart; a known row label is explained."""
    text = "Tesla and Acme Corp’s revenue fell, sadly, in “Anvils on hand” and “Widgets” of $5 million in fiscal 2024."
    left = remainder(look(text, Companies([ACME]), VOCABULARY, Phrases({})), {("anvil", "on", "hand")})

    assert left.names == ("Tesla", "Widgets")
    assert left.words == ("Tesla", "sadly", "Widgets")
    assert left.moves == {"fell"}
