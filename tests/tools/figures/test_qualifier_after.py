"""A qualifier makes a metric another measure wherever it stands."""

import pytest

from tieout.tools.figures.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("text", "metric", "qualifier"),
    [
        ("EBIT-adjusted", "operating_income", "adjusted"),
        ("Operating profit, non-GAAP", "operating_income", "non-GAAP"),
        ("gross profit (non-GAAP)", "gross_profit", "non-GAAP"),
        ("net sales on an organic basis", "revenue", "on an organic basis"),
        ("adjusted net income", "net_income", "adjusted"),
        ("net income, adjusted for splits", "net_income", None),
        ("operating income", "operating_income", None),
    ],
)
def test_a_qualifier_behind_a_metric_is_one(text: str, metric: str, qualifier: str | None) -> None:
    """An EBIT that is adjusted is no EBIT, and an adjustment that is made for something is no measure."""
    mention = Vocabulary.load().find(text)[0]
    assert (mention.metric, mention.qualifier) == (metric, qualifier)


@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("AFFO", "adjusted_funds_from_operations"),
        ("FFO", "funds_from_operations"),
        ("NOI", "net_operating_income"),
        ("NPLs", "nonperforming_loans"),
        ("CET1 ratio", "cet1_ratio"),
        ("net revenue retention", "net_revenue_retention"),
        ("current RPO", "current_remaining_performance_obligations"),
        ("medical loss ratio", "medical_loss_ratio"),
        ("proved reserves", "proved_reserves"),
        ("average realised price", "realized_price"),
    ],
)
def test_a_sectors_measure_is_its_own_metric(words: str, metric: str) -> None:
    """No sector's word leads to a neighbour: NOI is not operating income, AFFO is not FFO."""
    assert [m.metric for m in Vocabulary.load().find(f"What was its {words} in 2023?")] == [metric]
