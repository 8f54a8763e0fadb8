"""Three sources on one quarter: what was said against what was filed, guidance against the actual, the price after."""

from pathlib import Path

import pytest

from tests.agent.offline.acme import home_of
from tieout import Workspace
from tieout.agent.context import Context

BASIS = "the figure of the call may be on another basis"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two quarters of a company: reports, calls, prices, and the report on one release."""
    return home_of(tmp_path_factory.mktemp("acme"))


def told(workspace: Workspace, question: str) -> str:
    """The text of an answer."""
    answer = workspace.ask(question)
    assert answer.status == "answered", answer.text
    return answer.text


@pytest.mark.parametrize(
    ("question", "said", "filed", "verdict"),
    [
        (
            "Did the revenue Ann Able gave on the Q2 2023 call match the 10-Q?",
            "Ann Able, CEO, Q2 2023 earnings call: “Today we are reporting revenue of $5.5 billion",
            "Acme Corp.’s revenue was $5,480 million in Q2 of fiscal 2023 (ended June 30, 2023).",
            "agree: rounded as it was said, the filing’s $5,480 million is the $5.5 billion of the call.",
        ),
        (
            "Is the anvils revenue stated on ACM's Q2 2023 call the same as in the filing?",
            "“Anvils revenue was $4.9 billion, which was down a little.”",
            "Acme Corp.’s revenue of Anvils was $4,190 million in Q2 of fiscal 2023",
            "differ: the filing has $4,190 million, and $4.9 billion was said on the call.",
        ),
        (
            "Compare the gross margin Carl Cole stated on the Q2 2023 call with the 10-Q.",
            "Carl Cole, CFO, Q2 2023 earnings call: “Company gross margin was 42.2%, up from last quarter.”",
            "Acme Corp.’s gross margin percentage was 42.2% in Q2 of fiscal 2023",
            "the filing’s 42.2% is the 42.2% of the call.",
        ),
        (
            "Did the operating expenses on ACM's Q2 2023 call tie to the 10-Q?",
            "“Operating expenses of $1.2 billion were above the guidance range",
            "Acme Corp.’s operating expenses were $1,180 million in Q2 of fiscal 2023",
            "the filing’s $1,180 million is the $1.2 billion of the call.",
        ),
    ],
)
def test_the_call_against_the_filing(workspace: Workspace, question: str, said: str, filed: str, verdict: str) -> None:
    """Both stand side by side, each at its own precision, and whether they agree is decided at what was said."""
    text = told(workspace, question)

    assert said in text
    assert filed in text
    assert verdict in text


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (
            "Was ACM's opex in Q2 2023 above the guided range?",
            "The actual figure, $1,180 million, lies above the guided range of $1.0 billion to $1.1 billion.",
        ),
        (
            "Did ACM meet its Q2 2023 revenue guidance?",
            "The actual figure, $5,480 million, lies inside the guided range of $5 billion to $5,600 million.",
        ),
        (
            "Did ACM's gross margin come in within the range guided for Q2 2023?",
            (
                "The actual figure, 42.2%, lies above the guided range of 41% to 42%; rounded as it was guided, it is "
                "the high end."
            ),
        ),
        (
            "On the Q1 2023 call, what did ACM guide for opex, and where did it come in?",
            "The actual figure, $1,180 million, lies above the guided range of $1.0 billion to $1.1 billion.",
        ),
    ],
)
def test_guidance_against_the_actual(workspace: Workspace, question: str, verdict: str) -> None:
    """Both ends of the range are printed, with where the reported figure lies; it is guidance, and that is said."""
    answer = workspace.ask(question)

    assert verdict in answer.text
    assert "Carl Cole, CFO, Q1 2023 earnings call: “We expect" in answer.text
    assert "what is quoted is guidance of its day, not a reported figure" in answer.notes


def test_other_measures_are_not_compared(tmp_path: Path) -> None:
    """On a call that speaks of non-GAAP measures only sales are set against the filing."""
    workspace = home_of(tmp_path, non_gaap=True)

    margin = workspace.ask("Did ACM's gross margin come in within the range guided for Q2 2023?")
    sales = workspace.ask("Did ACM meet its Q2 2023 revenue guidance?")

    assert "lies" not in margin.text
    assert any(BASIS in note for note in margin.notes)
    assert "lies inside the guided range" in sales.text


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "Who asked about steel on ACM's Q2 2023 call?",
            ["Max Moor, Analyst, Q2 2023 earnings call: “And as a follow-up, does the price of steel worry you at all"],
        ),
        (
            "What did Ann Able answer when Max Moor asked about schools on the Q2 2023 call?",
            ["Ann Able, CEO, Q2 2023 earnings call: “Schools buy more anvils than they did a year ago"],
        ),
        ("Who is the CFO on ACM's Q2 2023 call?", ["Carl Cole, CFO, Q2 2023 earnings call: “Company gross margin"]),
        (
            "Which analysts asked questions on ACM's Q1 2023 call?",
            ["Max Moor, Analyst, Q1 2023 earnings call: “Could you say more about services from here on?”"],
        ),
        (
            "How many questions did Max Moor ask on ACM's Q2 2023 call?",
            ["Max Moor asks something in 2 turns of the Q2 2023 earnings call."],
        ),
        (
            "How many ACM shares were outstanding on the cover of the Q2 2023 10-Q?",
            ["“1,234,567 shares of common stock were issued and outstanding as of July 20, 2023.”"],
        ),
        ("When did ACM release its Q2 2023 results?", ["“On July 27, 2023, Acme Corp. issued a press release"]),
    ],
)
def test_who_said_and_asked(workspace: Workspace, question: str, lines: list[str]) -> None:
    """Turns are those of who asked, answered or spoke; a number of turns is counted, and thanks are no question."""
    text = told(workspace, question)

    assert [line for line in lines if line not in text] == []


def test_the_reaction_of_the_price(workspace: Workspace) -> None:
    """A release after the close moves the price of the next session; what says when it was, and what is assumed."""
    answer = workspace.ask("How did ACM's stock react to the Q2 2023 results?")

    assert "rose 8.4%, to $129.00 per share on July 28, 2023 from $119.00 per share on July 27, 2023." in answer.text
    assert "On July 27, 2023, Acme Corp. issued a press release" in answer.text
    assert any("no source gives the time of day" in one for one in answer.assumptions)


def test_a_release_before_the_session(workspace: Workspace) -> None:
    """The question may say when it was: before the open the day's own session is the first that could know."""
    text = told(
        workspace, "How did ACM's stock react to its Q2 2023 results, released before the open on July 28, 2023?"
    )

    assert "to $129.00 per share on July 28, 2023 from $119.00 per share on July 27, 2023." in text


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("How did ACM's stock react to the Q1 2023 results?", "no indexed document says when the results"),
        ("How did ACM's stock perform in the week after its Q2 2023 earnings?", "a reaction is that of"),
        ("Did ACM beat consensus in Q2 2023?", "estimates of analysts are in none of the indexed sources"),
        (
            "By how much did ACM's revenue beat the Street's expectations in Q2 2023?",
            "estimates of analysts are in none",
        ),
        ("Did ACM meet its Q1 2023 revenue guidance?", "no call of ACM on Q4 of fiscal 2022 is indexed"),
        ("Did any analyst ask about tariffs on ACM's Q2 2023 call?", "no analyst’s turn on the call names all of"),
        ("How many questions did Ann Able ask on ACM's Q2 2023 call?", "nobody of that name asks a question"),
        ("Did the wombat revenue on ACM's Q2 2023 call match the 10-Q?", "“wombat” may name another figure"),
        (
            "In the quarter in which ACM's revenue first exceeded $5 billion, what did Ann Able say about schools?",
            "the first indexed quarter fits already",
        ),
    ],
)
def test_refusals(workspace: Workspace, question: str, why: str) -> None:
    """What no source says is refused with its reason, and no figure is printed."""
    answer = workspace.ask(question)

    assert (answer.status, answer.figures) == ("abstained", ())
    assert why in answer.withheld[0].detail


def test_several_sources_at_once(workspace: Workspace) -> None:
    """What was said, the filing and the price in one question, the quarter described by a figure."""
    text = told(
        workspace,
        "In the quarter in which ACM's services revenue was highest, what did Ann Able say about schools and how did "
        "the stock react to the results?",
    )

    assert "revenue of Services was $1,290 million in Q2 of fiscal 2023" in text
    assert "“Schools buy more anvils than they did a year ago" in text
    assert "rose 8.4%" in text


def test_as_of(workspace: Workspace) -> None:
    """What was not known to be public on a day is not used: a call without a day is left out."""
    question = "Did the revenue Ann Able gave on the Q2 2023 call match the 10-Q?"
    answer = workspace.ask(question, context=Context(as_of="2023-06-01"))

    assert (answer.status, answer.figures) == ("abstained", ())


@pytest.mark.parametrize(
    "question",
    ["What did Acme guide for the June quarter of 2023?", "What guidance did Acme give on its Q1 2023 call?"],
)
def test_all_that_was_guided(workspace: Workspace, question: str) -> None:
    """Where no subject is named, the whole outlook is quoted, each sentence with who said it."""
    text = told(workspace, question)

    for sentence in (
        "We expect gross margin to be between 41% and 42%.",
        "We expect OpEx to be between $1.0 billion and $1.1 billion.",
        "We expect revenue to be approximately $5.3 billion, plus or minus $300 million.",
    ):
        assert f"- Carl Cole, CFO, Q1 2023 earnings call: “{sentence}”" in text


def test_guidance_without_a_subject_is_that_of_revenue(workspace: Workspace) -> None:
    """Whether guidance was met is asked of revenue, and that is said."""
    answer = workspace.ask("Did Acme meet its guidance for Q2 2023?")

    assert "lies inside the guided range of $5 billion to $5,600 million" in answer.text
    assert "no figure was named: revenue is taken" in answer.assumptions
