"""A figure by segment, product or place is the figure of each part that the filing names."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieout import Workspace
from tieout.agent.offline.plans.partsplan import leads_surely, without_sums


@pytest.fixture(scope="module")
def workspace(demo_home: Path) -> Workspace:
    """The home of the three samples."""
    return Workspace(demo_home)


def parts(workspace: Workspace, question: str) -> dict[str, int]:
    """The figures in millions, by what they are of."""
    found = workspace.ask(question)
    return {f.text: int(f.value) // 1_000_000 for f in found.figures}


def test_every_product_that_is_named_is_shown(workspace: Workspace) -> None:
    """The figures of the parts, and not the whole company's."""
    shown = parts(workspace, "Apple net sales by product category in 2024")
    assert {"$201,183 million", "$96,169 million"} <= set(shown)
    assert "$391,035 million" not in shown


def test_the_words_name_no_part_that_happens_to_be_called_so(workspace: Workspace) -> None:
    """“by product” asks for all of them, although one is called Products."""
    assert len(parts(workspace, "Apple net sales by product 2024")) > 2


@pytest.mark.parametrize("question", ["Apple net sales by moon phase 2024", "Apple net sales per astronaut 2024"])
def test_other_kinds_are_refused(workspace: Workspace, question: str) -> None:
    """What the filings do not divide by is not answered by the whole."""
    assert workspace.ask(question).figures == ()


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Which Apple product had the highest sales in 2024?", "sales of iPhone were $201,183 million"),
        ("What was Apple's best-selling product in 2024?", "revenue of iPhone was $201,183 million"),
        ("Which of Apple's segments made the most revenue in 2024?", "revenue of Americas was $167,045 million"),
        ("Which Apple segment had the lowest net sales in 2024?", "net sales of Japan were $25,052 million"),
    ],
)
def test_the_first_of_the_parts(workspace: Workspace, question: str, says: str) -> None:
    """The part with the most or the least comes first, with all that it was chosen from."""
    answer = workspace.ask(question)

    assert answer.status == "answered", answer.withheld
    assert says in answer.text.split("\n")[0]
    assert "of these parts: " in answer.text


def test_a_sum_of_parts_is_none_of_them(workspace: Workspace) -> None:
    """“Products” is what the products come to, and is neither ranked nor the first."""
    answer = workspace.ask("Rank Apple's products by sales in 2024")

    assert [f.text for f in answer.figures][:2] == ["$201,183 million", "$96,169 million"]
    assert "$294,866 million" not in answer.text


def test_parts_in_the_order_in_which_they_moved(workspace: Workspace) -> None:
    """What grew the most comes first; where no figure is named it is revenue, and that is said."""
    answer = workspace.ask("Which of Apple's segments grew the most in 2024?")

    assert answer.text.startswith("Apple Inc.’s revenue of Europe rose 7.5%")
    assert "no figure was named: revenue is taken" in answer.assumptions


@pytest.mark.parametrize(
    "question",
    [
        "Who is the largest customer in Apple's Services segment?",
        "What share of Apple's revenue is its largest segment?",
    ],
)
def test_what_else_is_asked_of_a_part_is_no_ranking(workspace: Workspace, question: str) -> None:
    """Words beside the kind of part and its figure are not passed over."""
    assert "of these parts" not in workspace.ask(question).text


def test_a_part_that_is_not_named_may_be_the_first() -> None:
    """What the named parts leave of the whole must be too little to hold a larger one."""
    parts = (Decimal(50), Decimal(30))

    assert leads_surely(parts, Decimal(100), lowest=False)
    assert leads_surely(parts, Decimal(70), lowest=False)
    assert not leads_surely(parts, Decimal(140), lowest=False)
    assert leads_surely(parts, Decimal(80), lowest=True)
    assert not leads_surely(parts, Decimal(81), lowest=True)
    assert not leads_surely((), Decimal(0), lowest=False)


def test_sums_of_others_are_taken_out() -> None:
    """A part that is what others come to goes where the rest makes the whole; else it is chance, and it stays."""
    values = {n: Decimal(v) for n, v in {"all": 90, "a": 50, "b": 40, "d": 15}.items()}

    assert set(without_sums(values, Decimal(105))) == {"a", "b", "d"}
    assert set(without_sums(values, Decimal(195))) == {"all", "a", "b", "d"}
    assert set(without_sums(values, Decimal(400))) == {"all", "a", "b", "d"}
    assert set(without_sums(values, None)) == {"all", "a", "b", "d"}
    assert without_sums({}, Decimal(5)) == {}
