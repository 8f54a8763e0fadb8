"""A thread stays small, however long it goes on and whatever it is asked: its checkpoints hold ids, and no texts."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from langchain_core.messages import HumanMessage

from tests.agent.doubles import parts_of
from tests.agent.threads import THREAD, linked, saver
from tieout.agent.context import Context
from tieout.agent.graph import compiled
from tieout.agent.running.pages import kept_answer
from tieout.agent.running.thread import CUT
from tieout.agent.state import Asked, State
from tieout.agent.workspace import answer_of
from tieout.answer import Answer

MOST = 64_000
TURNS = 20
WIDE = "Show net sales, gross margin, net income and total assets of Apple, AMD and Texas Instruments for 2022 to 2024"
QUESTIONS = (
    WIDE,
    "What does Apple say about competition?",
    "How did Texas Instruments' gross margin, operating margin, net income and R&D develop over the last five years?",
    "and in fiscal 2023?",
    "Compare revenue, operating income, net income, R&D and total assets of all companies over the last five years",
)
REAL = (
    WIDE,
    "What does MARA say about the risks of mining?",
    "Compare revenue, operating income, net income and total assets of all companies over the last five years",
    "Tear sheet for Apple",
    "What changed in Apple's risk factors between fiscal 2023 and fiscal 2024?",
)


async def talked(home: Path, file: Path, questions: Sequence[str]) -> list[Answer]:
    """The answers of a thread that is asked these questions in turn, over and over, every one by another process."""
    answers: list[Answer] = []
    async with saver(file) as opened:
        graph = compiled(parts_of(home), opened)
        for turn in range(TURNS):
            question = questions[turn % len(questions)]
            state = await graph.ainvoke(Asked(messages=[HumanMessage(question)]), THREAD, context=Context())
            answers.append(answer_of(cast("State", state)))
    return answers


def sizes(file: Path) -> tuple[int, int]:
    """Bytes of the largest checkpoint, and of the largest write of a node."""
    with closing(sqlite3.connect(file)) as connection:
        (checkpoint,) = connection.execute("select max(length(checkpoint)) from checkpoints").fetchone()
        (write,) = connection.execute("select max(length(value)) from writes").fetchone()
    return checkpoint, write


async def held(file: Path) -> dict[str, Any]:
    """What the newest checkpoint holds."""
    async with saver(file) as opened:
        found = await opened.aget_tuple(THREAD)
    assert found is not None
    return found.checkpoint["channel_values"]


def check_small(file: Path, answers: Sequence[Answer], home: Path) -> None:
    """No checkpoint and no write of the whole talk is large, although its answers are; each is kept whole."""
    assert max(len(a.model_dump_json()) for a in answers) > MOST / 2
    assert max(sizes(file)) <= MOST
    for answer in answers:
        assert kept_answer(home, answer.run_id) == answer


async def test_twenty_long_answers_fit_a_checkpoint(demo_home: Path, tmp_path: Path) -> None:
    """Tables, trends and quotations of three companies, twenty times: at most 64 kB, at every step."""
    file = tmp_path / "threads.sqlite"
    answers = await talked(demo_home, file, QUESTIONS)

    check_small(file, answers, demo_home)
    values = await held(file)
    assert {"plan", "asked", "draft", "verdicts", "found", "kept", "best", "failures"}.isdisjoint(values)
    assert [m.content for m in values["messages"] if m.type == "human"][-1] == QUESTIONS[-1]
    assert CUT not in values["messages"][-1].content


@pytest.mark.real
async def test_twenty_long_answers_of_real_filings_fit_a_checkpoint(real_home: Path, tmp_path: Path) -> None:
    """The same over six companies and ten 10-Ks."""
    home = linked(real_home, tmp_path / "home")
    answers = await talked(home, tmp_path / "threads.sqlite", REAL)

    check_small(tmp_path / "threads.sqlite", answers, home)


async def test_what_no_page_can_keep_stays_in_the_thread(demo_home: Path, tmp_path: Path) -> None:
    """In a home that cannot be written to, a parked run goes on all the same."""
    home = linked(demo_home, tmp_path / "home")
    (home / "answers.sqlite").mkdir()
    file = tmp_path / "threads.sqlite"
    for said in (Asked(question=WIDE), None):
        async with saver(file) as opened:
            graph = compiled(parts_of(home), opened)
            halt = ["critic"] if said is not None else None
            state = await graph.ainvoke(said, THREAD, context=Context(), interrupt_before=halt)

    assert answer_of(cast("State", state)).status == "partial"
