"""The local reranker."""

import hashlib
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from tieout.document import Passage
from tieout.locator import Span
from tieout.tools.index.rerank import LocalReranker, ordered


def passage(name: str, text: str, *heading: str, kind: Literal["prose", "table"] = "prose") -> Passage:
    """A passage with this text under these headings."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    span = Span(document="d", content_hash=digest, quote_hash=digest[:16], start=0, end=len(text))
    return Passage(id=name, document="d", kind=kind, heading=heading, text=text, locator=span)


def names(question: str, *passages: Passage) -> list[str]:
    """Ids in the order of the reranker."""
    return [passage.id for passage in ordered(question, passages)]


VOCABULARY = ["net", "sales", "of", "iPhone", "rose", "2024", "391,035", "risk", "the"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=6).map(" ".join)
PASSAGES = st.lists(WORDS, max_size=12).map(
    lambda texts: tuple(passage(f"p{number}", text) for number, text in enumerate(texts))
)


@given(question=WORDS, passages=PASSAGES, k=st.integers(min_value=0, max_value=15))
async def test_truncates_and_never_drops(question: str, passages: tuple[Passage, ...], k: int) -> None:
    """K passages come back, each once; with k at least their number, all of them."""
    best = await LocalReranker().rerank(question, passages, k)

    assert len(best) == min(k, len(passages))
    assert len(set(best)) == len(best)
    assert set(best) <= {passage.id for passage in passages}


@given(question=WORDS, passages=PASSAGES)
async def test_same_input_same_order(question: str, passages: tuple[Passage, ...]) -> None:
    """The order is a function of question and passages, and a smaller k is its beginning."""
    whole = await LocalReranker().rerank(question, passages, len(passages))

    assert await LocalReranker().rerank(question, passages, len(passages)) == whole
    assert await LocalReranker().rerank(question, passages, 3) == whole[:3]


def test_without_evidence_the_order_found_stands() -> None:
    """Passages that say the same stay in the order in which they were found."""
    same = [passage(f"p{number}", "Nothing of the kind.") for number in range(30)]

    assert names("What were net sales?", *same) == [f"p{number}" for number in range(30)]


def test_passage_with_more_of_the_question_moves_up() -> None:
    """A close follower that has the question's words overtakes one that has none."""
    assert names(
        "What does the company say about franchisees?",
        passage("other", "Foreign currency may weaken."),
        passage("asked", "Franchisees may fail to follow our standards."),
    ) == ["asked", "other"]


def test_rare_words_count_more_than_frequent_ones() -> None:
    """Of two words of the question the one that few passages have decides."""
    assert names(
        "inventory of wafers",
        passage("frequent", "Inventory fell."),
        passage("rare", "Wafers were scarce."),
        *(passage(f"other{number}", "Inventory fell.") for number in range(5)),
    )[0] == "rare"  # fmt: skip


def test_table_moves_up_for_a_figure_and_prose_for_words() -> None:
    """The same two passages are ordered by what is asked: a figure or a description."""
    table = passage("table", "Net sales 391,035 383,285", kind="table")
    prose = passage("prose", "Net sales depend on new products.")

    assert names("What were net sales?", prose, table) == ["table", "prose"]
    assert names("Describe what net sales depend on", table, prose) == ["prose", "table"]


def test_heading_that_names_the_metric_moves_up() -> None:
    """A passage under a heading of the question's words overtakes one that has them in its text only."""
    assert names(
        "gross margin",
        passage("text", "gross margin"),
        passage("heading", "gross margin", "Item 7", "Gross margin"),
    ) == ["heading", "text"]


def test_year_asked_moves_up() -> None:
    """A passage that names the year asked overtakes one that names another."""
    assert names(
        "net sales in fiscal 2023", passage("wrong", "net sales fiscal 2021"), passage("right", "net sales fiscal 2023")
    ) == ["right", "wrong"]


def test_far_down_is_not_lifted_by_a_single_word() -> None:
    """Light evidence does not overturn a large difference in rank."""
    best = passage("best", "net sales", kind="table")
    others = [passage(f"p{number}", "sales") for number in range(40)]

    assert names("total net sales", best, *others, passage("last", "total"))[0] == "best"


def test_a_row_that_states_the_metric_moves_up() -> None:
    """Of two tables the one with a row of the metric goes first, however its label is worded."""
    other = passage("other", "Purchases of goods | 120 | 130\nPurchases of tools | 30 | 40", kind="table")
    stating = passage("stating", "Dividends | 10 | 20\nPayments to suppliers | 50 | 60", kind="table")
    capex = passage("capex", "Dividends | 10 | 20\nPurchases of property and equipment | 50 | 60", kind="table")

    assert names("What was the capex?", other, stating, capex)[0] == "capex"


def test_a_page_that_shows_the_statement_moves_up() -> None:
    """Of two equal tables the one on the page of the balance sheet goes first."""
    table = passage("note", "Total assets | 5,000 | 4,000", kind="table")
    sheet = table.model_copy(update={"id": "sheet", "shows": ("balance",)})

    assert names("What were total assets?", table, sheet) == ["sheet", "note"]


def test_the_document_of_the_company_moves_up() -> None:
    """A passage of a document that bears the company's name goes before an equal one of another."""
    one = passage("one", "Net sales | 5,000 | 4,000", kind="table")
    named = one.model_copy(update={"id": "named", "document": "Holt Marine 2023"})

    assert names("What were net sales of Holt Marine?", one, named) == ["named", "one"]


def test_words_that_filings_print_count() -> None:
    """A passage in the words of filings overtakes one without any word of the question."""
    assert names(
        "How many people work there?",
        passage("other", "Foreign currency may weaken."),
        passage("asked", "The average headcount of full-time employees was stable."),
    ) == ["asked", "other"]
