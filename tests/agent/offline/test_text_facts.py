"""Text facts are quoted from where filings state them, of the right company and year."""

from pathlib import Path

import pytest

from tieout import Workspace
from tieout.agent.offline.reading.textfacts import fact_asked, front_asked, role_asked


@pytest.fixture(scope="module")
def workspace(real_home: Path) -> Workspace:
    """The home of nine real 10-Ks."""
    return Workspace(real_home)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who audits Texas Instruments?", "auditor"),
        ("PepsiCo auditor?", "auditor"),
        ("Which customers account for more than 10% of AMD's revenue?", "customers"),
        ("GD remaining buyback authorization", "authorization"),
        ("List the reportable segments of AMD.", "segments"),
        ("When does GM's fiscal year end?", "year end"),
        ("McDonald's legal proceedings", "legal"),
        ("Verizon headcount", "employees"),
        ("What were the audit fees of Apple?", None),
        ("What does Apple say about litigation risks?", None),
        ("Apple revenue by segments", None),
        ("How much did Apple spend on its buyback program?", None),
    ],
)
def test_the_kind_of_fact_is_read_from_the_question(question: str, kind: str | None) -> None:
    """What sounds like a text fact and asks for a figure, a risk or a fee is none."""
    assert fact_asked(question) == kind


def test_the_front_page_is_asked_for_by_its_own_words() -> None:
    """An exchange rate is no exchange, and an office is none that was said something in."""
    assert front_asked("Which stock exchange is MARA listed on?") == "listed securities"
    assert front_asked("In which state is GM incorporated?") == "state of incorporation"
    assert front_asked("What was the effect of the exchange rate on sales?") is None
    assert role_asked("Who is the CFO of Texas Instruments?") == "cfo"
    assert role_asked("What did the CFO say about margins?") is None


@pytest.mark.real
@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "Who audits Texas Instruments?",
            "Ernst & Young LLP We have served as the Company’s auditor since 1952. Dallas",
        ),
        ("Who was Apple's auditor in fiscal 2022?", "since 2009. San Jose, California October 27, 2022”"),
        ("In which state is GM incorporated?", "10-K for fiscal 2023: “Delaware”"),
        ("State of incorporation of Marathon Digital", "“Nevada”"),
        ("Where is McDonald's headquartered?", "“110 North Carpenter Street, Chicago, Illinois 60607”"),
        ("Which stock exchange is MARA listed on?", "MARA The Nasdaq Capital Market”"),
        (
            "How many employees does GM have?",
            "approximately 87,000 (54%) hourly employees and approximately 76,000 (46%)",
        ),
        ("Texas Instruments customers above 10% of revenue", "“No end customer accounted for 10% or more of revenue"),
        ("What is Apple's share repurchase authorization in 2024?", "purchase up to $110 billion"),
        ("What segments does Texas Instruments report?", "“Our two reportable segments are Analog and Embedded"),
        (
            "Who is the CFO of Texas Instruments?",
            "Rafael R. Lizardi, Senior Vice President and Chief Financial Officer”",
        ),
        ("Apple shares outstanding October 2024", "“15,115,823,000 shares of common stock were issued and outstanding"),
    ],
)
def test_a_text_fact_is_quoted(workspace: Workspace, question: str, words: str) -> None:
    """The answer has the filing's own words, proven at their place."""
    answer = workspace.ask(question)
    assert answer.status == "answered"
    assert words in answer.text


@pytest.mark.real
@pytest.mark.parametrize(
    ("question", "moved", "words"),
    [
        ("What drove the change in AMD's revenue in 2023?", "fell 3.9%", "25% decrease in Client segment revenue"),
        ("Why did TXN's gross margin decline in 2023?", "fell 20.0%", "reduced factory loadings"),
        ("What drove Apple's R&D expense in fiscal 2024?", "rose 4.9%", "increases in headcount-related expenses"),
        ("Why did Apple's iPhone sales fall in 2023?", "fell 2.4%", "lower net sales of non-Pro iPhone models"),
    ],
)
def test_the_change_comes_before_its_reasons(workspace: Workspace, question: str, moved: str, words: str) -> None:
    """What moved a figure is answered by the proven change first, then by the filing's sentence about this figure."""
    text = workspace.ask(question).text
    assert -1 < text.find(moved) < text.find(words)


@pytest.mark.real
def test_a_move_without_a_sentence_that_explains_it_is_only_stated(workspace: Workspace) -> None:
    """Where no sentence is of this figure the change stands alone, and what lacks is said."""
    answer = workspace.ask("What caused GM's operating income decline in 2023?")
    assert answer.status == "partial"
    assert not answer.text.count("“")
