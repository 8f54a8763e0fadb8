"""Questions as analysts type them, over the sample filings: definitions, decisions, parts, print and turns."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieout import Workspace
from tieout.answer import Answer


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


def first(answer: Answer) -> str:
    """The first figure as printed."""
    return answer.figures[0].text if answer.figures else ""


@pytest.mark.parametrize(
    ("question", "printed", "operands"),
    [
        (
            (
                "Define asset turnover as revenue divided by the average of total assets between FY2023 and FY2024; "
                "round to two decimals. What was asset turnover for Apple for FY2024?"
            ),
            "1.09x",
            [391_035, 352_583, 364_980],
        ),
        (
            (
                "What is the FY2024 asset turnover ratio for Apple? Asset turnover ratio is defined as: FY2024 revenue "
                "/ (average total assets between FY2023 and FY2024). Round your answer to three decimal places."
            ),
            "1.090x",
            [391_035, 352_583, 364_980],
        ),
        ("Using take = gross profit - R&D, what was AMD's take in 2023?", "$4,588 million", [10_460, 5_872]),
        ("What was Apple's operating income plus R&D in 2024?", "$154,586 million", [123_216, 31_370]),
        ("What is (gross profit - R&D) / revenue for AMD in 2023, in percent?", "20.2%", [10_460, 5_872, 22_680]),
        ("What was AMD's operating income excluding R&D in 2023?", "$6,273 million", [401, 5_872]),
        ("What was Apple's net sales less services net sales in 2024?", "$294,866 million", [391_035, 96_169]),
        ("Apple's net sales excluding services in 2024", "$294,866 million", [391_035, 96_169]),
        ("What is the ratio of Apple's R&D to its net income in 2024?", "0.33x", [31_370, 93_736]),
    ],
)
def test_a_measure_of_the_users(workspace: Workspace, question: str, printed: str, operands: list[int]) -> None:
    """The result comes first, labelled the user's, then each figure that it rests on."""
    answer = workspace.ask(question)

    assert answer.status == "answered", answer.withheld
    assert first(answer) == printed
    assert "by the user’s definition" in answer.text
    assert [f.value / 1_000_000 for f in answer.figures[1:]] == operands
    assert answer.figures[0].calculation is not None


def test_what_a_definition_lacks_is_named_and_the_rest_is_given(workspace: Workspace) -> None:
    """A figure that no filing has is named, the others are stated, and no result is."""
    answer = workspace.ask("Define X as dividends paid / net income. What was X of AMD in 2023?")

    assert answer.status == "partial"
    assert [f.value for f in answer.figures] == [Decimal(854_000_000)]
    assert any("dividends paid is not reported for fiscal" in w.detail for w in answer.withheld)


@pytest.mark.parametrize(
    "question",
    [
        "Define burn as cash lit on fire / revenue. What was Apple's burn in 2024?",
        "Define odd as revenue + shares outstanding. What was Apple's odd in 2024?",
        "Define X as A divided by B. What was X for Apple in 2024?",
    ],
)
def test_a_definition_that_cannot_be_read_gives_no_result(workspace: Workspace, question: str) -> None:
    """Unknown words and units that do not go together are refused, and nothing is computed."""
    answer = workspace.ask(question)
    assert all(f.calculation is None for f in answer.figures)
    assert answer.withheld


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Did AMD's gross margin percentage improve in 2023?", "Yes: "),
        ("Is Apple's current ratio above 1?", "No: "),
        ("Was Apple's net income higher than AMD's in 2023?", "Yes: "),
        ("Did Apple's revenue fall in 2024?", "No: "),
        ("Was AMD profitable in 2023?", "Yes: "),
        ("Did Apple's revenue exceed $390 billion in 2024?", "Yes: "),
        ("Was Apple's net income lower in 2024 than in 2023?", "Yes: "),
    ],
)
def test_yes_or_no_with_the_figures_that_decide_it(workspace: Workspace, question: str, start: str) -> None:
    """The answer begins with the word, and its figures are proven."""
    answer = workspace.ask(question)
    assert (answer.status, answer.text[: len(start)]) == ("answered", start)
    assert answer.figures


def test_a_difference_comes_first(workspace: Workspace) -> None:
    """By how much one is more than the other is the first figure, with both beside it."""
    answer = workspace.ask("By how much did Apple's revenue exceed AMD's in 2023, in billions?")
    assert [f.text for f in answer.figures] == ["$360.605 billion", "$383.285 billion", "$22.680 billion"]


def test_a_ranking_with_a_missing_member_has_no_first(workspace: Workspace) -> None:
    """With all members one is the highest; with one missing it is said which, and nobody is."""
    whole = workspace.ask("Which of Apple and AMD had the highest revenue in 2023?")
    lacking = workspace.ask("Which of Apple, AMD and Tesla had the highest revenue in 2023?")

    assert whole.text.startswith("Apple Inc. had the highest revenue in fiscal 2023")
    assert (lacking.status, "highest" in lacking.text) == ("partial", False)
    assert [w.detail for w in lacking.withheld] == ["no indexed filing is of “tesla”"]


@pytest.mark.parametrize(
    ("question", "millions"),
    [
        (
            "What was Apple's revenue in 2024? And the year before? What was AMD's revenue in 2023?",
            [391_035, 383_285, 22_680],
        ),
        ("(a) Apple's revenue in 2024 (b) AMD's R&D in 2023", [391_035, 5_872]),
        ("For Apple in 2024: 1) revenue 2) net income", [391_035, 93_736]),
        ("Apple's revenue in 2024 and AMD's R&D in 2023", [391_035, 5_872]),
        ("What was the R&D of Apple, and what was the net income of AMD in 2023?", [29_915, 854]),
    ],
)
def test_each_part_is_answered_for_itself(workspace: Workspace, question: str, millions: list[int]) -> None:
    """No part takes another's company, metric or year, and each takes what it leaves unsaid."""
    answer = workspace.ask(question)
    assert answer.status == "answered", answer.withheld
    assert [f.value for f in answer.figures] == [m * 1_000_000 for m in millions]


def test_a_part_that_cannot_be_answered_leaves_the_others(workspace: Workspace) -> None:
    """An unknown company or word of one part refuses that part alone."""
    answer = workspace.ask("What was Tesla's revenue in 2023 and what was Apple's net income in 2024?")
    assert (answer.status, [f.value for f in answer.figures]) == ("partial", [Decimal(93_736_000_000)])


def test_two_hundred_parts_are_cut_short_in_so_many_words(workspace: Workspace) -> None:
    """Those within the limit are answered, and what is over it is said."""
    answer = workspace.ask("; ".join(f"({i}) revenue {2023 + i % 2} AAPL" for i in range(1, 201)))
    assert answer.status == "partial"
    assert "the question has more parts than are answered together; ask the rest on its own" in [
        w.detail for w in answer.withheld
    ]


@pytest.mark.parametrize(
    ("turns", "printed"),
    [
        (["What was Apple's revenue in 2024?", "and the year before?", "in billions please"], "$383.285 billion"),
        (["Apple revenue 2024", "and the year before?", "compare that with AMD"], "$383,285 million"),
        (
            ["What was Apple's net income in 2023?", "and AMD's?", "which was higher?", "by how much?"],
            "$96,141 million",
        ),
        (["Define burn as R&D / revenue. What was Apple's burn in 2024, in percent?", "and in 2023?"], "7.8%"),
        (["AMD's gross margin percentage in 2023", "did it improve?"], "46.1%"),
    ],
)
def test_turns_lean_on_those_before(workspace: Workspace, turns: list[str], printed: str) -> None:
    """Period, company, metric, definition and operation go on from turn to turn."""
    thread = " ".join(turns)
    answers = [workspace.ask(turn, thread=thread) for turn in turns]
    assert first(answers[-1]) == printed


def test_the_calculation_is_shown_with_its_figures(workspace: Workspace) -> None:
    """Asked for the calculation, the figures behind it are stated too."""
    answer = workspace.ask("Show the calculation of Apple's operating margin in 2024")
    assert [f.text for f in answer.figures] == ["31.5%", "$123,216 million", "$391,035 million"]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (
            "Did Apple's net income rise every year from 2022 to 2024?",
            "No: Apple Inc.’s net income was $96,995 million",
        ),
        (
            "Has Apple's services revenue grown every year since 2022?",
            "Yes: Apple Inc.’s revenue of Services rose every",
        ),
        ("Was Apple's revenue above $390 billion in each year from 2022 to 2024?", "$383,285 million"),
        ("Was AMD profitable every year from 2021 to 2023?", "which is a positive figure."),
        ("Did Apple's revenue grow by more than 5% in 2024?", "which is not a rise of more than 5%."),
        ("Did Apple's revenue grow by at least 2% in 2024?", "which is a rise of at least 2%."),
        ("Did AMD's revenue fall by more than $900 million in 2023?", "which is a fall of more than $900 million."),
        ("Did Apple's gross margin improve by more than 1 percentage point in 2024?", "which is a rise of more than 1"),
    ],
)
def test_every_year_and_by_how_much(workspace: Workspace, question: str, says: str) -> None:
    """Yes needs every year; no names those that break it; a move is held against the limit of the question."""
    answer = workspace.ask(question)

    assert answer.status == "answered", answer.withheld
    assert answer.text.startswith(("Yes: ", "No: "))
    assert says in answer.text
    assert ("No: " in answer.text) != ("Yes: " in answer.text)


@pytest.mark.parametrize(
    "base",
    ["over fiscal 2023", "from 2023", "against FY2023", "on fiscal 2023", "compared to 2023", "over the prior year"],
)
def test_the_year_that_a_change_begins_with(workspace: Workspace, base: str) -> None:
    """Behind the year that the question asks about, another is the one before it, and not the year of the change."""
    answer = workspace.ask(f"What were Apple's net sales in fiscal 2024, and how much did they grow {base}?")

    assert "net sales rose 2.0% in fiscal 2024" in answer.text
    assert "2.8%" not in answer.text
