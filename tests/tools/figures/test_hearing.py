"""What a sentence names, and what of it belongs to which figure."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.tools.figures.small import ACME, BOLT, VOCABULARY, fact
from tieout.document import Entity
from tieout.fact import Dimension, Fact
from tieout.period import FiscalPeriod
from tieout.tools.figures.hearing import Hearing, unknown_part
from tieout.tools.figures.metric import Metric
from tieout.tools.figures.remainder import remainder

RAIL = fact(
    "3000000000",
    dimensions=(Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:RailMember", label="Rail"),),
)
ODD = fact("77000000", concept="acm:Anvils", label="Anvils on hand")


def hearing(*facts: Fact, entities: Sequence[Entity] = (ACME,)) -> Hearing:
    return Hearing(facts, entities, VOCABULARY)


def test_a_reader_hears_what_the_sentence_names() -> None:
    """Companies, metrics, periods, days, labels and parts, each with its place; digits of names are no figures."""
    four = Entity(cik="0000000009", ticker="FOR", name="4 Seasons Inc")
    text = "4 Seasons’s revenue of Rail and “Anvils on hand” was $5 million in fiscal 2024 (ended December 31, 2024)."
    said = hearing(RAIL, ODD, entities=(four,)).said(text)

    assert [c.entity for c in said.companies] == [four]
    assert [r.text for r in said.readings if r.is_figure] == ["$5 million"]
    assert [(t.metric, t.words) for t in said.terms] == [("revenue", ""), (None, "Anvils on hand")]
    assert [w.periods for w in said.wordings] == [(FiscalPeriod(year=2024),), ()]
    assert list(said.glosses.values()) == [date(2024, 12, 31)]
    assert [t for _, t in said.parts] == ["Rail"]


def test_each_figure_has_the_company_period_and_metric_beside_it() -> None:
    """Of several, a figure takes the company and metric named last before it, and the period behind it."""
    text = (
        "Acme Corp’s revenue was $5 million in fiscal 2024, "
        "Bolt Industries, Inc.’s net income $6 million in fiscal 2023."
    )
    said = hearing(entities=(ACME, BOLT)).said(text)
    first, second = (r for r in said.readings if r.is_figure)
    owns = [said.placed[r.start].own for r in (first, second)]

    assert (said.company(first), said.company(second)) == (ACME, BOLT)
    assert [own.periods[0].year for own in owns if own is not None] == [2024, 2023]
    assert [m.metric for m in (said.term(first), said.term(second)) if m] == ["revenue", "net_income"]


def test_only_row_labels_of_the_sources_are_heard_in_quotation_marks() -> None:
    """A quoted label that no source prints names nothing; a metric's word inside a printed one is the label's."""
    turnover = fact("5", concept="acm:X", label="Revenue of anvils on hand")
    said = hearing(turnover).said("Acme Corp’s “Widgets” and “Revenue of anvils on hand” were $5 in fiscal 2024.")

    assert [(t.metric, t.words, t.quoted) for t in said.terms] == [(None, "Revenue of anvils on hand", True)]


@pytest.mark.parametrize("metric", [m for m in VOCABULARY if m.words], ids=lambda m: m.id)
def test_every_metric_is_read_back_from_its_own_name(metric: Metric) -> None:
    """A sentence that uses a metric's printed name is about that metric and leaves no word over."""
    said = hearing().said(f"Acme Corp’s {metric.name} was $5 million in fiscal 2024.")

    assert [t.metric for t in said.terms] == [metric.id]
    assert remainder(said).words == ()


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Item 7. MANAGEMENT’S DISCUSSION AND ANALYSIS OF FINANCIAL CONDITION", None),
        ("NOTE 6: Sale of the Forge", None),
        ("OVERVIEW AND RESULTS", None),
        ("QFNA", "QFNA"),
        ("Results in Latin America", "Latin"),
        ("GMNA results for the year", "GMNA"),
    ],
)
def test_a_heading_may_name_a_part_that_the_sources_do_not_have(heading: str, part: str | None) -> None:
    """Capitals in a heading of capitals, and its number, name nothing; initials and places do."""
    assert unknown_part(hearing().said(heading)) == part


def test_a_piece_of_a_parts_name_is_no_label() -> None:
    """A row that is called as a piece of a part's name does not cut the part in two."""
    group = Dimension(
        axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:ForgeRailGroupMember", label="Forge Rail Group"
    )
    row = fact("5000000", concept="acm:Rail", label="Rail")
    said = hearing(fact("7000000", dimensions=(group,)), row).said("Acme’s revenue of Forge Rail Group was $7 million.")
    assert [name for _, name in said.parts] == ["Forge Rail Group"]
    assert [t.metric for t in said.terms] == ["revenue"]
