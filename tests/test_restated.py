"""Answers over real filings that disagree: restatements, slips of a tag, amendments, and what was known on a day."""

import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from tests.agent.invariant import check_answer
from tests.readings import LetterEncoder
from tieout.agent.context import Context
from tieout.agent.shown.factlist import change_rows
from tieout.agent.wiring import default_parts, open_home
from tieout.agent.workspace import Workspace
from tieout.answer import Answer
from tieout.tools.home import Home
from tieout.tools.ingest import Report, ingest

pytestmark = pytest.mark.real

FILED = {
    "AMD_10-K_0000002488-24-000012": "2024-01-31",
    "AMD_10-K_0000002488-25-000012": "2025-02-05",
    "AMD_10-Q_2022Q2_0000002488-22-000123": "2022-08-03",
    "AMD_10-Q_2023Q2_0000002488-23-000139": "2023-08-02",
}
"""The days on which these filings came out."""
QUARTER = "AAPL_10-Q_2024Q1_0000320193-24-000006"


@pytest.fixture(scope="module", name="amd")
def _amd(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with filings of one company that state the same periods, the newest ingested first."""
    home = tmp_path_factory.mktemp("restated") / "home"
    for name in sorted(FILED, key=FILED.__getitem__, reverse=True):
        folder = shared_data / "filings" / ("10-K" if "10-K" in name else "10-Q")
        assert taken(home, folder / f"{name}.html", FILED[name]).failed == ()
    return home


@pytest.fixture(scope="module", name="amended")
def _amended(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a 10-Q, made into an amendment with another revenue, and into one without statements.

    The amendments are ingested first.
    """
    folder = tmp_path_factory.mktemp("amended")
    original = shared_data / "filings" / "10-Q" / f"{QUARTER}.html"
    text = original.read_text(encoding="utf-8").replace('f-49">false<', 'f-49">true<').replace(">10-Q<", ">10-Q/A<")
    (folder / "AAPL_10-QA_0000320193-24-000901.html").write_text(text.replace(">119,575<", ">119,475<"), "utf-8")
    (folder / "AAAA_10-QA_0000320193-24-000902.html").write_bytes(without_statements(text))
    shutil.copyfile(original, folder / original.name)
    home = folder / "home"
    days = {"AAAA": "2024-03-20", "AAPL_10-QA": "2024-03-01", "AAPL_10-Q_": "2024-02-02"}
    for start, day in days.items():
        path = next(p for p in folder.glob("*.html") if p.name.startswith(start))
        assert taken(home, path, day).failed == ()
    return home


@cache
def lettered(home: Path) -> Home:
    """The open home, with an encoder that costs no time: these answers hang on facts, dates and words."""
    return Home.open(home, create=True, encoder=LetterEncoder())


def taken(home: Path, path: Path, day: str) -> Report:
    """One filing, known since a day."""
    return ingest(lettered(home), [path], filed=date.fromisoformat(day))


def without_statements(text: str) -> bytes:
    """The filing's cover and its hidden tags, with two sentences in place of all that follows the table of contents."""
    tree = etree.fromstring(text.encode())
    body = tree.find("{*}body")
    assert body is not None
    blocks = list(body)
    contents = next(n for n, block in enumerate(blocks) if "TABLE OF CONTENTS" in "".join(map(str, block.itertext())))
    for block in blocks[contents:]:
        body.remove(block)
    last = etree.SubElement(body, "{http://www.w3.org/1999/xhtml}p")
    last.text = "Item 10. Directors. The board of directors has eight members. They are elected every year."
    return etree.tostring(tree)


def asked(home: Path, question: str, as_of: str | None = None) -> Answer:
    workspace = Workspace(home, parts=replace(default_parts(home), home=lambda: lettered(home)))
    answer = workspace.ask(question, context=Context(as_of=date.fromisoformat(as_of) if as_of else None))
    check_answer(answer, home)
    return answer


def test_the_latest_value_with_the_original_and_the_reason(amd: Path) -> None:
    """A balance that was reclassified: the new one, the old one, both filings and the filing's own words."""
    answer = asked(amd, "What were AMD's accounts receivable at the end of fiscal 2023?")

    assert "$4,323 million" in answer.text
    assert [f.text for f in answer.figures] == ["$4,323 million", "$5,376 million"]
    assert answer.notes[0].startswith(
        "restated: “Accounts receivable, net” for FY2023 is $4,323 million in the 10-K of 2025-02-05 "
        "(AMD_10-K_0000002488-25-000012) and was $5,376 million in the 10-K of 2024-01-31 "
        "(AMD_10-K_0000002488-24-000012)"
    )
    assert "gives as reason (reclassification): “Unbilled receivables of $1.1 billion" in answer.notes[1]
    assert [c.document[-9:] for c in answer.citations] == ["25-000012", "24-000012", "25-000012"]


def test_before_the_restatement_there_is_only_the_original(amd: Path) -> None:
    """As of a day between the two filings the first value is the answer, and nothing is said of a later one."""
    answer = asked(amd, "What were AMD's accounts receivable at the end of fiscal 2023?", as_of="2025-02-04")

    assert ("$5,376 million" in answer.text, answer.notes, len(answer.figures)) == (True, (), 1)
    assert "$4,323 million" in asked(amd, answer.question, as_of="2025-02-05").text


def test_a_tag_that_its_own_row_contradicts_states_nothing(amd: Path) -> None:
    """A later filing tags its rows of comparatives with each other's segments: the row's words decide."""
    assert "$1,486 million" in asked(amd, "What was AMD's Data Center revenue in Q2 of fiscal 2022?").text
    assert "$2,152 million" in asked(amd, "What was AMD's Client revenue in Q2 of fiscal 2022?").text


def test_no_filing_public_on_a_day(amd: Path) -> None:
    """A year that no filing public on the day covers is named as such, with the years that are."""
    answer = asked(amd, "What was AMD's revenue in fiscal 2024?", as_of="2024-06-30")

    assert answer.status == "abstained"
    assert "that was public on 2024-06-30 covers fiscal 2024; those that were cover fiscal 2020 to 2023" in answer.text


def test_the_amended_value_is_the_answer_and_says_so(amended: Path) -> None:
    """Whatever was ingested first: the amendment's figure, and the one that it replaces."""
    answer = asked(amended, "What was Apple's revenue in Q1 of fiscal 2024?")

    assert "$119,475 million" in answer.text
    assert answer.notes[0].startswith("restated: “")
    assert "$119,475 million in the 10-Q/A of 2024-03-01" in answer.notes[0]
    assert "was $119,575 million in the 10-Q of 2024-02-02" in answer.notes[0]


def test_before_an_amendment_the_original_stands(amended: Path) -> None:
    """As of the day before the amendment the original is all there is."""
    answer = asked(amended, "What was Apple's revenue in Q1 of fiscal 2024?", as_of="2024-02-29")

    assert ("$119,575 million" in answer.text, answer.notes) == (True, ())


def test_an_amendment_without_statements_hides_nothing(amended: Path) -> None:
    """The newest amendment has no figures and no risk factors; what it does not repeat still stands."""
    assert "$33,916 million" in asked(amended, "What was Apple's net income in Q1 of fiscal 2024?").text
    words = asked(amended, "What does Apple say about legal proceedings?")
    assert words.status == "answered"
    assert {c.document[:10] for c in words.citations} <= {"AAPL_10-QA", "AAPL_10-Q_"}


def test_what_the_amendment_changed(amended: Path) -> None:
    """The changed figure once for each tag of it; what the amendment without statements does not repeat is none."""
    rows = change_rows(open_home(amended), "AAPL_10-QA_0000320193-24-000901")

    assert {(r["before"], r["after"]) for r in rows} == {("119575000000", "119475000000")}
    assert change_rows(open_home(amended), "AAAA_10-QA_0000320193-24-000902") == []
