"""The verdict on every figure of a text."""

import pytest

from tests.tools.checking.conftest import Checking
from tieout.checked import Checked


def verdicts(checked: Checked) -> list[tuple[str, str, str | None]]:
    """Each figure's text, verdict and reason."""
    return [(f.text, f.verdict, f.reason) for f in checked.figures]


def test_a_true_figure_ties_and_names_its_fact_and_row(checking: Checking) -> None:
    """The quotation is the row of the source in which the fact stands."""
    checked = checking("Apple's net sales were **$391.0 billion** in fiscal 2024.")

    (figure,) = checked.figures
    assert (figure.verdict, figure.fact and str(figure.fact.value)) == ("tied", "391035000000")
    assert figure.quote.startswith("Total net sales | 391,035")
    assert checked.text[slice(*figure.span)] == "$391.0 billion"
    assert (checked.status, checked.ties) == ("tied", True)


def test_another_years_figure_is_wrong_and_the_right_one_is_said(checking: Checking) -> None:
    """A real figure under another period does not tie."""
    checked = checking("Apple's net sales were $391.0 billion in fiscal 2023.")

    assert verdicts(checked) == [("$391.0 billion", "wrong", "wrong_period")]
    assert "383,285" in checked.figures[0].detail
    assert checked.status == "wrong"


def test_a_change_shows_its_operands_with_their_rows(checking: Checking) -> None:
    """A calculation comes with its facts and the words around each."""
    checked = checking("Net sales grew 2% in fiscal 2024.")

    (figure,) = checked.figures
    assert figure.verdict == "tied"
    assert [f.value for f in figure.operands] == [391_035_000_000, 383_285_000_000]
    assert all("391,035" in quote for quote in figure.quotes)


def test_a_figure_of_the_headings_period_is_not_accused_after_another_period(checking: Checking) -> None:
    """Where the sentence before spoke of another year, nobody knows which of the two is meant."""
    checked = checking(
        "# Apple in fiscal 2024\n\nNet sales were $383.3 billion in fiscal 2023. Net income was $93.7 billion.\n"
    )

    assert verdicts(checked) == [("$383.3 billion", "tied", None), ("$93.7 billion", "untied", "ambiguous")]


def test_cells_are_judged_by_row_column_and_unit_line(checking: Checking) -> None:
    """Two digits that changed places in a table are found."""
    checked = checking(
        "# Apple Inc.\n\n| (in millions) | 2024 | 2023 |\n|---|---|---|\n| Total net sales | 391,035 | 383,258 |\n"
    )

    assert verdicts(checked) == [("391,035", "tied", None), ("383,258", "wrong", "wrong_value")]
    assert [(s.row, s.column) for s in checked.sentences if s.figures] == [
        ("Total net sales", "2024"),
        ("Total net sales", "2023"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Net sales were $３９１.０ billion in fiscal 2024.",
        "Net sales were $39\u200b1.0 billion in fiscal 2024.",
        "Net sales were $39<b></b>1.0 billion in fiscal 2024.",
        "Net sales were $39<!-- 5 -->1.0 billion in fiscal 2024.",
        "Net sales were $39О.0 billion in fiscal 2024.",
        "Net sales were $٣٩١.٠ billion in fiscal 2024.",
        "\u202eNet sales were $391.0 billion in fiscal 2024.\u202c",
        "Nvidia's net sales were $391.0 billion in fiscal 2024.",
        "391,035 383,285",
        "Net sales were $391.0 billion, " * 400,
    ],
)
def test_a_figure_in_disguise_of_a_stranger_or_without_words_never_ties(checking: Checking, text: str) -> None:
    """Invisible characters, look-alikes, split digits, unknown companies and endless sentences give no tie."""
    checked = checking(text)

    assert checked.figures
    assert {f.verdict for f in checked.figures} <= {"untied", "wrong"}


def test_a_text_without_figures_is_empty_and_ties(checking: Checking) -> None:
    """There is nothing to prove, and that is said."""
    checked = checking("Hello world.\n")

    assert (checked.status, checked.ties, checked.figures) == ("empty", True, ())


def test_a_heading_speaks_for_what_stands_under_it_and_for_nothing_beside_it(checking: Checking) -> None:
    """The year of one chapter is not that of the next."""
    checked = checking(
        "# Apple Inc. in fiscal 2024\n\n## The year 2023\n\nNet sales were $383.3 billion.\n\n"
        "## Sales\n\nNet sales were $391.0 billion.\n"
    )

    assert [f.verdict for f in checked.figures] == ["tied", "tied"]


IRISH = "a decision of the European Court of Justice on Irish tax led to a one-time charge of $10.2 billion, net"


def test_a_quotation_ties_to_the_sentence_that_it_repeats(checking: Checking) -> None:
    """What no tag and no row states is proven by the source's own sentence, which is shown."""
    checked = checking(f"In fiscal 2024 {IRISH}.")

    (figure,) = checked.figures
    assert (figure.verdict, figure.fact and figure.fact.origin) == ("tied", "text")
    assert figure.quote == f"In fiscal 2024 {IRISH}."


def test_a_false_quotation_is_wrong_and_the_sentence_is_shown(checking: Checking) -> None:
    """Another figure in the source's words is a mistake; in another year's it is only not proven."""
    checked = checking(f"In fiscal 2024 {IRISH.replace('10.2', '12.0')}.")

    assert verdicts(checked) == [("$12.0 billion", "wrong", "wrong_value")]
    assert checked.figures[0].quote == f"In fiscal 2024 {IRISH}."
    assert [f.verdict for f in checking(f"In fiscal 2023 {IRISH}.").figures] == ["untied"]


def test_bare_amounts_are_in_the_scale_that_the_text_declares(checking: Checking) -> None:
    """A line of its own says it for the paragraphs below, up to the next heading; the digits must be right as ever."""
    line, right = "(Dollars in millions, except per share amounts)", "Net sales were $391,035 in fiscal 2024."
    below = checking(f"{line}\n\nWe are Apple.\n\n{right} Net sales were $383,285 in fiscal 2024.")
    beyond = checking(f"# Part\n\n{line}\n\n# Other part\n\n{right}")

    assert [verdict for _, verdict, _ in verdicts(below)] == ["tied", "wrong"]
    assert [verdict for _, verdict, _ in verdicts(beyond)] == ["untied"]
    assert [verdict for _, verdict, _ in verdicts(checking(right))] == ["untied"]
