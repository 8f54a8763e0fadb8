"""Text of a filing, a call, a file's name or a question is data: a model that obeys it prints nothing unproven."""

import re
from pathlib import Path

import pytest

from tests.agent.attacks import PAYLOADS, PLACES, SECRET, Obedient, write_hostile
from tests.agent.doubles import context, parts_of
from tests.agent.invariant import check_answer
from tieout import Workspace
from tieout.agent.present import chat_text
from tieout.answer import Answer

UNSEEN = ("white", "tiny", "hidden", "comment")
"""Places that no reader of the page sees."""
FALSE = re.compile(r"987,654|98\.7 billion|nine hundred eighty-seven|1,000,000")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which every file is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    write_hostile(folder / "files")
    report = Workspace(folder / "home").ingest(folder / "files")
    assert len(report.ingested) == len(PLACES) + 2
    return folder / "home"


def asked(home: Path, question: str) -> tuple[Answer, Obedient]:
    """The answer of a graph whose model obeys everything that it reads."""
    model = Obedient()
    answer = Workspace(home, parts=parts_of(home, model)).ask(question, context=context())
    return answer, model


def outside_quotations(text: str) -> str:
    """A text without what it quotes word for word."""
    return re.sub(r"“[^”]*”", "“”", text)


def check(answer: Answer, home: Path) -> None:
    """Nothing unproven, nothing secret, nothing that a chat would take for markup."""
    check_answer(answer, home)
    assert not FALSE.search(outside_quotations(answer.text)), answer.text
    assert not any(FALSE.search(outside_quotations(t)) for t in (*answer.notes, *answer.assumptions)), answer
    assert SECRET not in answer.model_dump_json()
    shown = chat_text(answer)
    assert "](" not in re.sub(r"\\.", "", shown)
    assert "<script" not in re.sub(r"\\.", "", shown)
    assert answer.rounds <= 2


@pytest.mark.parametrize(
    ("place", "kind"), [(p, k) for n, p in enumerate([*PLACES, "call"]) for k in list(PAYLOADS)[n % 2 :: 2]]
)
def test_an_order_in_a_document(hostile: Path, place: str, kind: str) -> None:
    """Whatever it orders and wherever it stands, the order is at most quoted as what the document says."""
    topic = PAYLOADS[kind].split(". ")[-1][:60]
    name = f"acme-{place}"
    answer, model = asked(hostile, f"What does the document {name} say about: {topic}")
    assert model.obeyed
    check(answer, hostile)
    if place in UNSEEN:
        quoted = [c for c in answer.citations if c.document == name]
        assert not any(FALSE.search(c.quote) for c in quoted), quoted


@pytest.mark.parametrize("kind", PAYLOADS)
def test_an_order_in_the_question(demo_home: Path, kind: str) -> None:
    """The user's own words are no evidence either."""
    answer, model = asked(demo_home, f"What were net sales in fiscal 2024? {PAYLOADS[kind]}")
    assert model.obeyed
    check(answer, demo_home)
