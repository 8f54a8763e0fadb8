"""A line that says in which scale amounts are printed makes bare amounts of its text what they are."""

import pytest

from tests.tools.figures.small import ACME, VOCABULARY, fact
from tieout.tools.figures.declared import declared
from tieout.tools.figures.said import Setting
from tieout.tools.figures.tying import Tier

LINE = "(Dollars in Millions Except Per Share Amounts)"
FACTS = (
    fact("3745000000"),
    fact("2556000000", year=2023),
    fact("1.91", concept="us-gaap:EarningsPerShareDiluted", label="Diluted earnings per share", unit="USD/shares"),
)


def verdicts(sentence: str, *lines: str, strict: bool = False) -> list[str]:
    """What is made of a sentence below some lines."""
    tier = Tier(FACTS, {}, [ACME], VOCABULARY, strict=strict)
    setting = Setting(entity=ACME)
    for line in lines:
        setting = tier.inherited(tier.said(line), setting, heading=True)
    return [bound.verdict for bound in tier.tie(sentence, setting)]


@pytest.mark.parametrize(
    ("line", "power"),
    [
        (LINE, 6),
        ("(in thousands of dollars)", None),
        ("Amounts in thousands, except share data", 3),
        ("(Dollars in billions)", 9),
        ("($ in millions)", 6),
        ("All dollar amounts are in millions unless otherwise noted.", 6),
        ("Net sales in millions", None),
        ("Dollars in millions were spent in 2023 on anvils.", None),
        ("Units in millions", None),
    ],
)
def test_reads_a_line_that_says_nothing_else(line: str, power: int | None) -> None:
    """Only a line of its own about dollars declares a scale."""
    assert declared(line) == power


def test_ties_bare_amounts_below_it() -> None:
    """Revenue of "$3,745" is $3,745 million below the line, and could be anything without it."""
    sentence = "Revenue was $3,745 in fiscal 2024 compared to $2,556 in fiscal 2023."

    assert verdicts(sentence, LINE) == ["tied", "tied"]
    assert verdicts(sentence) == ["untied", "untied"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Revenue was $2,556 in fiscal 2024.",
        "Revenue was $3,754 in fiscal 2024.",
        "Revenue was $3,745 thousand in fiscal 2024.",
        "Revenue was $3,745 billion in fiscal 2024.",
        "Revenue was €3,745 in fiscal 2024.",
        "Revenue was $3,745 per share in fiscal 2024.",
        "Net income was $3,745 in fiscal 2024.",
        "Revenue fell to $3,745 in fiscal 2024.",
    ],
)
def test_ties_nothing_else_below_it(sentence: str) -> None:
    """Another period, metric, digit, scale, currency or direction is as wrong as everywhere."""
    assert "tied" not in verdicts(sentence, LINE)


def test_leaves_amounts_per_share_alone() -> None:
    """What is per share is in dollars."""
    assert verdicts("Diluted earnings per share were $1.91 in fiscal 2024.", LINE) == ["tied"]


def test_strict_knows_no_scale_that_a_sentence_does_not_say() -> None:
    """Our own answers print their scale."""
    assert "tied" not in verdicts("Acme Corp revenue was $3,745 in fiscal 2024.", LINE, strict=True)
