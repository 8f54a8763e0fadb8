"""A verb and the thing behind a figure name a metric together."""

import pytest

from tests.tools.figures.small import fact
from tests.tools.figures.test_tying import NOW, tier
from tieout.tools.figures.acted import acted
from tieout.tools.figures.grammar import figures

BOUGHT = fact("900000000", concept="us-gaap:PaymentsForRepurchaseOfCommonStock", label="Purchases of stock")
REPAID = fact("700000000", concept="us-gaap:RepaymentsOfLongTermDebt", label="Payments on debt")


@pytest.mark.parametrize(
    ("sentence", "level"),
    [
        ("In fiscal 2024 Acme bought back $900 million of its own shares.", BOUGHT),
        ("Acme repurchased $900 million of its common stock in fiscal 2024.", BOUGHT),
        ("Acme repaid $700 million of long-term debt in fiscal 2024.", REPAID),
    ],
)
def test_what_was_done_to_a_thing_is_the_metric(sentence: str, level: object) -> None:
    """Shares that were bought back are repurchases, and debt that was repaid is a repayment."""
    assert [b.level for b in tier(NOW, BOUGHT, REPAID, strict=False).tie(sentence)] == [level]


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme issued $900 million of common stock in fiscal 2024.",
        "Acme was authorized to repurchase up to $900 million of its common stock in fiscal 2024.",
        "Acme repurchased shares and issued $900 million of common stock in fiscal 2024.",
        "Acme repurchased 900 million of its shares in fiscal 2024.",
        "Acme spent $700 million of debt in fiscal 2024.",
    ],
)
def test_other_acts_and_plans_name_no_such_metric(sentence: str) -> None:
    """An issue, an authorization and a number of shares are no repurchase."""
    assert list(acted(sentence, figures(sentence))) == []
    assert all(b.verdict != "tied" for b in tier(NOW, BOUGHT, REPAID, strict=False).tie(sentence))
