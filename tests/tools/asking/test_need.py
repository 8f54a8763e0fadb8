"""What a page that answers a question prints."""

import tomllib
from importlib.resources import files

import pytest

from tieout.tools.asking.need import needed, without
from tieout.tools.figures.vocabulary import Vocabulary

VOCABULARY = Vocabulary.load()


@pytest.mark.parametrize(
    ("question", "statements"),
    [
        ("What was the capex?", ("cash_flow",)),
        ("What were total assets?", ("balance",)),
        ("What is the net profit margin?", ("income",)),
        ("What is the return on assets?", ("income", "balance")),
        ("What was capex, according to the balance sheet?", ("balance",)),
        ("What does the statement of financial position show?", ("balance",)),
        ("What was the revenue of each segment?", ()),
        ("Who is the CFO?", ()),
        ("Describe the strategy", ()),
    ],
)
def test_a_figure_is_at_home_in_a_statement(question: str, statements: tuple[str, ...]) -> None:
    """Metrics and their components lead to statements; named ones come first; parts and people have none."""
    assert needed(question, VOCABULARY).statements == statements


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was the capex?", "purchases of property"),
        ("How many people does it employ?", "headcount"),
        ("Is it involved in lawsuits?", "legal proceedings"),
        ("Who is the CFO?", "chief financial officer"),
        ("What is the quick ratio?", "total current liabilities"),
        ("What is the notice period for termination?", "termination written notice"),
    ],
)
def test_the_expansion_has_what_documents_print(question: str, words: str) -> None:
    """Everyday words lead to those of reports and contracts, ratios to their components."""
    assert words in needed(question, VOCABULARY).expansion


def test_the_chief_financial_officer_is_no_cash_flow() -> None:
    """An abbreviation of a metric and of a person is read by what is asked."""
    assert needed("Who became interim CFO?", VOCABULARY).metrics == ()
    assert "operating_cash_flow" in needed("How high was the CFO?", VOCABULARY).metrics


def test_unknown_words_need_nothing() -> None:
    """Of what is in no vocabulary nothing is added."""
    assert needed("Zebra giraffe?", VOCABULARY).expansion == ""


def test_an_expansion_is_short() -> None:
    """However much is asked, no more than sixty words are added."""
    question = (
        "revenue, capex, debt, employees, board, litigation, dividends, leases, pensions, taxes, risks and strategy"
    )

    assert len(needed(question, VOCABULARY).expansion.split()) == 60


def test_names_and_periods_are_taken_out() -> None:
    """Places are blanked, with a possessive behind them; the rest stays as it is."""
    question = "What was Acme Corp's capex in 2022?"
    places = [(question.index(words), question.index(words) + len(words)) for words in ("Acme Corp", "2022")]

    assert without(question, places) == "What was capex in ?"


def test_topics_are_sound() -> None:
    """Each subject has ways to ask for it and words of its own, and no way to ask is listed twice in it."""
    topics = tomllib.loads(files("tieout.tools.asking").joinpath("topics.toml").read_text(encoding="utf-8"))["topic"]

    assert all(topic["asked"] and len(topic["said"].split()) >= 5 for topic in topics)
    assert all(len(set(topic["asked"])) == len(topic["asked"]) for topic in topics)


@pytest.mark.parametrize(
    "question",
    ["Wie hoch war der Umsatz im Jahr 2022?", "Quel est le chiffre d'affaires ?", "¿Cuáles son los ingresos?"],
)
def test_another_language_asks_for_what_english_reports_print(question: str) -> None:
    """The commonest figures are looked for in English, at their statement."""
    need = needed(question, VOCABULARY)

    assert ("net sales" in need.expansion, need.statements) == (True, ("income",))
