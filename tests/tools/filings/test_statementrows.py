"""Labels of statement rows: what they are called, and which metric they state."""

import pytest

from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings.shown import Statement
from tieout.tools.filings.statementrows import is_cost, is_loss, is_outflow, named, plain, row_kinds


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Net (loss)/gain for the year", "net gain for the year"),
        ("(Loss)/profit before tax", "profit before tax"),
        ("Profit or loss for the year", "profit for the year"),
        ("Cost of services (exclusive of depreciation and amortization)", "cost of services"),
        ("⚫ Equity holders of the Company", "equity holders of the company"),
        ("Inventories (Note 7)", "inventories"),
        ("Property, plant & equipment 12", "property plant and equipment"),
    ],
)
def test_plain(label: str, expected: str) -> None:
    """Notes, bullets, brackets and the other side of "profit or loss" are no part of a name."""
    assert plain(label) == expected


@pytest.mark.parametrize(
    ("label", "section", "expected"),
    [
        ("Total", "Revenue:", "total revenue"),
        ("Basic and diluted", "Net loss per share:", "basic and diluted earnings per share"),
        ("Earnings per share", "DILUTED EARNINGS PER ORDINARY SHARE:", "diluted earnings per share"),
        ("Net income attributable to Acme", "Basic earnings per common share from:", "basic earnings per share"),
        ("Total assets", "Current assets", "total assets"),
    ],
)
def test_named(label: str, section: str, expected: str) -> None:
    """A row that does not say what it is takes its name from what stands above it."""
    assert named(label, section) == expected


def metrics(statement: Statement, label: str, section: str = "") -> set[str]:
    """The metrics that a row may state."""
    name = named(label, section)
    return {kind.metric for kind in row_kinds(statement) if kind.rank(name, section.casefold()) is not None}


@pytest.mark.parametrize(
    ("statement", "label", "section", "expected"),
    [
        ("income", "Turnover", "", {"revenue"}),
        ("income", "Revenue from contracts with customers", "", {"revenue"}),
        ("income", "Other income", "", set()),
        ("income", "Profit for the year from discontinued operations", "", set()),
        ("income", "Operating profit", "Discontinued operations", set()),
        ("income", "Net loss attributable to common stockholders", "", {"net_income_common"}),
        ("income", "Net income attributable to noncontrolling interests", "", {"net_income_noncontrolling"}),
        ("income", "Owners of the parent", "Attributable to:", {"net_income_attributable"}),
        ("income", "Owners of the parent", "Total comprehensive income attributable to:", set()),
        ("balance", "Total assets less current liabilities", "", set()),
        ("balance", "Total liabilities and stockholders’ equity", "", {"liabilities_and_equity"}),
        ("balance", "Borrowings", "Current liabilities", {"current_debt"}),
        ("balance", "Borrowings", "Non-current liabilities", {"long_term_debt"}),
        ("balance", "Trade receivables", "Non-current assets", set()),
        ("cash_flow", "Net cash (used in)/generated from other investing activities", "", set()),
        ("cash_flow", "Payments for property, plant and equipment", "", {"capital_expenditure"}),
        ("cash_flow", "Additions to property and equipment", "Non-cash investing activities", set()),
        ("cash_flow", "Dividends paid to non-controlling interests", "", set()),
    ],
)
def test_metrics(statement: Statement, label: str, section: str, expected: set[str]) -> None:
    """A row states the metric of its own name, and none that only sounds like it."""
    assert metrics(statement, label, section) == expected


def test_every_metric_is_known() -> None:
    """The rows name metrics of the vocabulary, and each has the concept that a statement states it under."""
    vocabulary = Vocabulary.load()
    known = {kind.metric for statement in ("income", "balance", "cash_flow") for kind in row_kinds(statement)}

    assert {metric for metric in known if f"statement:{metric}" not in vocabulary.metric(metric).concepts} == set()


def test_words() -> None:
    """A label that speaks both ways leaves the sign to the brackets; a credit loss is no loss of the company."""
    assert is_loss("Net loss for the year")
    assert not is_loss("Net income (loss)")
    assert is_cost("Finance costs")
    assert not is_cost("Tax (expense)/benefit")
    assert is_outflow("Net cash used in investing activities")
    assert not is_outflow("Net cash (used in)/from investing activities")
