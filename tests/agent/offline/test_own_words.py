"""Guidance, measures of a company's own and absences: the filing's own words, each at its place."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from tieout import Workspace
from tieout.agent.offline.plans.guidanceplan import expects
from tieout.agent.offline.words.ownmeasure import ADJUSTED, Measure, defines, stated
from tieout.claim import Claim
from tieout.locator import Span, quote_hash
from tieout.ports import Evidence
from tieout.question import MetricAsked
from tieout.tools.figures.gate import Gate
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.readthrough import absence, pattern_of, stands_in


@pytest.fixture(scope="module")
def workspace(real_home: Path) -> Workspace:
    """The home of nine real 10-Ks."""
    return Workspace(real_home)


CAPEX = (pattern_of(("capital expenditures", "capital spending")),)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We expect capital expenditures to be approximately $1.1 billion in 2024.", True),
        ("The Company expects 2024 capital expenditures to be between $2.5 and $2.7 billion.", True),
        ("Capital expenditures are expected to be between $5 billion and $6 billion.", True),
        ("We expect sales of between $4 billion and $5 billion, capital expenditures of $1 billion.", True),
        ("We expect net sales of $5 billion due to capital expenditures made in 2023.", False),
        ("We expect to spend 3.0% of capital expenditures on software.", False),
        ("Capital expenditures were $5 billion, and we expect growth.", False),
    ],
)
def test_a_sentence_guides_only_what_it_expects_something_of(sentence: str, expected: bool) -> None:
    """A topic that is only named beside what is expected is not guided."""
    assert expects(sentence, CAPEX) is expected


@pytest.mark.parametrize(
    ("sentence", "plainly"),
    [
        ("We define adjusted EBITDA as net income before interest.", 4),
        ("Adjusted EBITDA is defined as net income before interest.", 3),
        ("Adjusted EBITDA (net income excluding interest) rose.", 2),
        ("Adjusted EBITDA excludes interest.", 1),
        ("Segment Adjusted EBITDA is defined as something else.", 0),
        ("Adjusted EBITDA increased 5% in 2023.", 0),
    ],
)
def test_a_definition_is_of_the_whole_measure(sentence: str, plainly: int) -> None:
    """The plainer a sentence defines, the higher it ranks; another measure's definition is none."""
    match = re.search("Adjusted EBITDA", sentence, re.IGNORECASE)
    assert match is not None
    assert defines(sentence, match) == plainly


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Our total backlog, including unfunded portions, was $93.6 billion on December 31, 2023.", "93600000000"),
        ("Backlog as of December 31, 2023, was approximately $1.2 billion.", "1200000000"),
        ("The increase in total backlog of $3 million was due to orders.", None),
        ("North America backlog was $2 billion.", None),
        ("Backlog grew strongly.", None),
    ],
)
def test_only_the_measure_itself_is_stated(sentence: str, value: str | None) -> None:
    """A movement of a measure and a part's measure are other figures."""
    match = re.search("backlog", sentence, re.IGNORECASE)
    assert match is not None
    assert stated(sentence, match, growth=False) == (None if value is None else Decimal(value))


def test_adjusted_and_non_gaap_are_one_family_and_core_is_not() -> None:
    """Companies use one word or the other for the same thing, but "core" leaves out something else."""
    ebitda = MetricAsked(metric="ebitda", words="EBITDA")
    adjusted = Measure(metric=ebitda, qualifier="adjusted", said="adjusted EBITDA", bare="EBITDA")
    core = Measure(metric=ebitda, qualifier="core", said="core EBITDA", bare="EBITDA")
    assert adjusted.family() == ADJUSTED[:4]
    assert core.family() == ("core",)


@pytest.mark.real
@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What does McDonald's plan to spend on capital expenditures in 2024?", "between $2.5 and $2.7 billion"),
        ("What is GM's outlook for 2024 net income?", "of between $9.8 billion and $11.2 billion"),
        ("What does GM expect for EBIT-adjusted in 2024?", "EBIT-adjusted of between $12.0 billion and $14.0 billion"),
    ],
)
def test_guidance_is_quoted_with_both_ends_and_who_expects_it(workspace: Workspace, question: str, quoted: str) -> None:
    """The company's own sentence, where and of which year, and that it is guidance."""
    answer = workspace.ask(question)
    assert answer.status == "answered"
    assert quoted in answer.text
    assert re.search(r"In its 10-K for fiscal 2023, .+ says: “", answer.text)
    assert any("guidance of its day" in n for n in answer.notes)


@pytest.mark.real
@pytest.mark.parametrize(
    "question",
    [
        "What is Apple's guidance for 2031 revenue?",
        "What does Texas Instruments expect for net income in 2024?",
        "What tax rate does AMD expect for 2024?",
    ],
)
def test_what_nobody_guided_is_refused(workspace: Workspace, question: str) -> None:
    """No sentence that names the topic in passing stands for guidance."""
    answer = workspace.ask(question)
    assert answer.status == "abstained"
    assert answer.figures == ()


@pytest.mark.real
def test_a_measure_of_the_companys_own_is_stated_defined_and_set_beside_gaap(workspace: Workspace) -> None:
    """First the company's figure, then its definition, then the nearest figure of the statements."""
    answer = workspace.ask("What was MARA's adjusted EBITDA in 2023?")
    assert answer.status == "answered"
    assert answer.text.index("$419.9 million") < answer.text.index("The Company defines adjusted EBITDA")
    assert answer.text.endswith("net income was $261.173 million in fiscal 2023 (ended December 31, 2023). [3]")
    assert any("measure of the company’s own" in n for n in answer.notes)


@pytest.mark.real
def test_growth_of_comparable_sales_is_the_whole_companys(workspace: Workspace) -> None:
    """“global comparable sales” answers, no segment's does."""
    answer = workspace.ask("What were McDonald's comparable sales in 2023?")
    assert "global comparable sales increased 9.0%" in answer.text


@pytest.mark.real
@pytest.mark.parametrize(
    "question",
    [
        "What was AMD's non-GAAP gross margin in 2023?",
        "What was Apple's adjusted EBITDA in 2023?",
        "What was Apple's CET1 ratio in 2023?",
        "What was Texas Instruments' occupancy rate in 2023?",
        "What was GM's net interest margin in 2023?",
        "What was AMD's ARR in 2023?",
        "What was Apple's AFFO in 2023?",
    ],
)
def test_a_measure_that_is_not_stated_is_never_a_neighbour(workspace: Workspace, question: str) -> None:
    """What is in no tag, row or sentence is refused, with what would help."""
    answer = workspace.ask(question)
    assert answer.status == "abstained"
    assert answer.figures == ()
    assert "in no tag, row or sentence" in answer.text


@pytest.mark.real
def test_a_definition_stands_beside_our_figure(workspace: Workspace) -> None:
    """Free cash flow is computed by our formula, and the company's definition is quoted beside it."""
    answer = workspace.ask("What was McDonald's free cash flow in 2023?")
    assert answer.text.startswith("McDonald’s Corporation’s free cash flow was $7,254.5 million")
    assert "Free cash flow, defined as cash provided by operations less capital expenditures" in answer.text


@pytest.mark.real
def test_an_absence_names_what_was_read(workspace: Workspace) -> None:
    """Words that stand nowhere are said to, of a document that was read from beginning to end."""
    answer = workspace.ask("Does McDonald's mention cryptocurrency in its 10-K?")
    assert answer.status == "answered"
    assert answer.text == (
        "“cryptocurrency” does not stand in the 10-K of McDonald’s Corporation for fiscal 2023, "
        "which was read from beginning to end. [1]"
    )
    assert answer.notes == ("read completely: MCD_10-K_0000063908-24-000072",)


@pytest.mark.real
def test_a_weakness_is_quoted_where_there_is_one(workspace: Workspace) -> None:
    """What decides comes first: the conclusion on controls."""
    answer = workspace.ask("Does MARA's 10-K report a material weakness?")
    assert "disclosure controls and procedures were not effective" in answer.text.split("\n")[0]


@pytest.mark.real
def test_the_gate_reads_an_absence_again(workspace: Workspace) -> None:
    """A claim that words are absent is refused where they stand, where the words differ, and for another document."""
    with workspace.home.snapshot() as snapshot:
        document = next(d for d in snapshot.documents() if d.entity.ticker == "MCD")
        other = next(d for d in snapshot.documents() if d.entity.ticker == "TXN")
        text = snapshot.text(document.id)[:100]
        at = Span(
            document=document.id, content_hash=document.content_hash, quote_hash=quote_hash(text), start=0, end=100
        )
        gate = Gate.over(Evidence(), snapshot, Vocabulary.load())

        def judged(sentence: str) -> bool:
            return gate.judge(Claim(subquestion="q", kind="absence", template=sentence, citations=(at,))).verified

        assert stands_in(snapshot, document.id, "franchise")
        assert judged(absence("cryptocurrency", document))
        assert not judged(absence("franchise", document))
        assert not judged(absence("cryptocurrency", other))
        assert not judged(absence("cryptocurrency", document).replace("not ", ""))
        assert not judged(absence("cryptocurrency", document) + " Revenue was $5 billion.")
