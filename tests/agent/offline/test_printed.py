"""Questions about documents without tags, answered by the printed words of their tables; what the gate refuses."""

from decimal import Decimal

import pytest

from tests.tools.labelled.conftest import PAGE
from tieout import Workspace
from tieout.claim import Claim, Slot
from tieout.ports import Evidence, Snapshot
from tieout.tools.figures.gate import Gate
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.labelled.grid import Entry, entries
from tieout.tools.labelled.saying import slot_of
from tieout.tools.labelled.working import calculated


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A home with one page."""
    folder = tmp_path_factory.mktemp("printed")
    (folder / "memo.md").write_text(PAGE, encoding="utf-8")
    workspace = Workspace(folder / "home")
    workspace.ingest(folder / "memo.md")
    return workspace


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        (
            "What were the total sales in 2019?",
            "“Total sales” under “Years ended September 30, 2019” is $1,496.5 million.",
            "1496500000",
        ),
        (
            "What is the percentage change in Other from 2018 to 2019?",
            "the percent change is -22.2%: from “Other” under “Years ended September 30, 2018” at $56.7 million to ",
            "-22.22222222222222222222222222",
        ),
        (
            "What is the change in the margin from 2018 to 2019?",
            "the change is 2.5 percentage points: from “Margin” under “Years ended September 30, 2018” at 10.0% to ",
            "2.5",
        ),
        (
            "How many PSUs vested in 2018?",
            "“Vested” under “Granted 2018” in “PSUs” is 118 thousand shares.",
            "118000",
        ),
    ],
)
def test_a_page_answers(workspace: Workspace, question: str, text: str, value: str) -> None:
    """The answer names row and column, its first figure is the one asked for, and each has its place."""
    answer = workspace.ask(question)

    assert answer.text.startswith(f"According to Larkspur memo, {text}")
    assert answer.figures[0].value == Decimal(value)
    assert {citation.document for citation in answer.citations} == {"memo"}


def test_what_is_not_sure_is_refused(workspace: Workspace) -> None:
    """A refusal says what is missing, and prints no figure."""
    answer = workspace.ask("What is the average of Other from 2014 to 2019?")

    assert (answer.status, answer.figures) == ("abstained", ())
    assert "for which periods the average is meant does not follow" in answer.text


def test_turns_of_a_thread(workspace: Workspace) -> None:
    """A follow-up is at another time, another asks for the change between the two."""
    said = [workspace.ask(q, thread="t") for q in ("What was Other in 2018?", "And in 2019?", "What was the change?")]

    assert [answer.figures[0].value for answer in said] == [56_700_000, 44_100_000, -12_600_000]


def entry(snapshot: Snapshot, label: str, head: str) -> Entry:
    """One figure of the page."""
    found = entries(snapshot, snapshot.documents()[0])
    return next(one for one in found if one.label == label and one.head.endswith(head))


LEVEL = "According to Larkspur memo, “Other” under “Years ended September 30, 2019” is {item_1}."
CHANGE = (
    "According to Larkspur memo, the change is {result}: from “Other” under “Years ended September 30, 2018” at "
    "{item_1} to “Other” under “Years ended September 30, 2019” at {item_2}."
)


@pytest.mark.parametrize(
    ("template", "labels", "verdict"),
    [
        (LEVEL, [("Other", "2019")], "proven"),
        (LEVEL, [("Other", "2018")], "refused"),
        (LEVEL, [("Total sales", "2019")], "refused"),
        (LEVEL.replace("Other", "Others"), [("Other", "2019")], "refused"),
        (LEVEL.replace("2019", "2016"), [("Other", "2019")], "refused"),
        (LEVEL.replace("memo", "report"), [("Other", "2019")], "refused"),
        (LEVEL.replace("is {item_1}", "fell to {item_1}"), [("Other", "2019")], "refused"),
        (LEVEL.replace("{item_1}.", "{item_1} and rose."), [("Other", "2019")], "refused"),
        (CHANGE, [("Other", "2018"), ("Other", "2019")], "proven"),
        (CHANGE, [("Other", "2019"), ("Other", "2018")], "refused"),
        (CHANGE, [("Other", "2017"), ("Other", "2019")], "refused"),
        (CHANGE.replace("change", "sum"), [("Other", "2018"), ("Other", "2019")], "refused"),
        (CHANGE.replace("the change", "the percent change"), [("Other", "2018"), ("Other", "2019")], "refused"),
    ],
)
def test_the_gate_reads_labels_by_itself(
    workspace: Workspace, template: str, labels: list[tuple[str, str]], verdict: str
) -> None:
    """Another row, column, document, order or operation than the slots hold is no proof."""
    with workspace.home.snapshot() as snapshot:
        facts = [entry(snapshot, *label).fact for label in labels]
        slots: dict[str, Slot] = {f"item_{n}": slot_of(fact) for n, fact in enumerate(facts, start=1)}
        if "{result}" in template:
            slots["result"] = slot_of(calculated("change", facts))
        claim = Claim(
            subquestion="q1", kind="figure", template=template, slots=slots, citations=tuple(f.locator for f in facts)
        )
        evidence = Evidence(facts={"q1": tuple(facts)}, documents={d.id: d for d in snapshot.documents()})
        judged = Gate.over(evidence, snapshot, Vocabulary.load()).judge(claim)

    assert judged.verified is (verdict == "proven")
