"""Phrases: the same words in whatever dress are the same phrase."""

import pytest

from tieout.tools.figures.phrases import Phrases, fold, label_key, phrase


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("R&D", "R & D"),
        ("R&D", "r and d"),
        ("shareholders’ equity", "shareholder's equity"),
        ("stockholders' equity", "Stockholder equity"),
        ("free cash flow", "Free-Cash-Flows"),
        ("inventories", "INVENTORY"),
        ("income taxes", "income tax"),
        ("amortisation", "amortization"),
        ("gross margin %", "gross margin percent"),
        ("goodwill losses", "goodwill loss"),
        ("cost of “sales”", "cost of sales"),
        ("property, plant and equipment", "property plant & equipment"),
    ],
)
def test_same_phrase(one: str, other: str) -> None:
    """Case, hyphens, plurals, possessives, quotes, "&" and British spelling make no difference."""
    assert phrase(one) == phrase(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("sales", "sale"), ("earnings", "earning"), ("proceeds", "proceed"), ("gross", "gros"), ("percent", "percentage")],
)
def test_other_word(one: str, other: str) -> None:
    """A plural with a meaning of its own stays apart from its singular."""
    assert fold(one) != fold(other)


def test_longest_wins() -> None:
    """At each place the longest phrase is taken, and phrases do not overlap."""
    phrases = Phrases({phrase("cash"): 1, phrase("cash flow from operations"): 2, phrase("operations"): 3})

    found = [(f.start, f.end, f.target) for f in phrases.find("cash, cash flow and cash flow from operations")]

    assert found == [(0, 4, 1), (6, 10, 1), (20, 45, 2)]


def test_sentences_part() -> None:
    """A phrase does not run over the end of a sentence, but over a comma or a parenthesis."""
    phrases = Phrases({phrase("net income"): 1})

    assert [f.start for f in phrases.find("What is net? Income rose. (net) income, net; income")] == [27]


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Total net sales (1)", "total net sales"),
        ("Inventories (Note 6):", "inventories"),
        ("Receivables (net of allowances of $ 80 and $ 70 , respectively)", "receivables"),
        ("Receivables, net of allowances of $80 and $70", "receivables"),
        ("Net (loss) income", "net income"),
        ("Operating lease cost 1", "operating lease cost"),
        ("Goodwill*", "goodwill"),
        ("Notes payable", "notes payable"),
        ("Equity income, see Note 8", "equity income"),
        ("— Other", "other"),
        ("(a)", ""),
    ],
)
def test_label(printed: str, key: str) -> None:
    """A printed row label is compared without footnote marks, notes, parentheses and colons."""
    assert label_key(printed) == phrase(key)


def test_linear() -> None:
    """A text of 400,000 characters that almost matches everywhere is searched within the time that a test may take."""
    phrases = Phrases({phrase("cash " * 8 + "flow"): 1})

    assert list(phrases.find("cash " * 80_000)) == []
