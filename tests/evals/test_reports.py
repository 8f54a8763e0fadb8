"""Figure questions over annual reports: what counts as right."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.answer import Answer, AnswerFigure, Dates, Source
from tieout.document import Entity
from tieout.errors import InputError
from tieout.evals.reports.__main__ import PACKAGED, table
from tieout.evals.reports.asked import Asked, outcome, read_asked
from tieout.locator import Page


def asked(value: str | None, unit: str = "USD", *also: str) -> Asked:
    """A question with its gold."""
    gold = None if value is None else Decimal(value)
    return Asked(
        id="a", question="?", half="development", value=gold, unit=unit, also=tuple(Decimal(one) for one in also)
    )


SOURCE = Source(
    document="report", accession=None, form=None, url=None, quote="row",
    locator=Page(document="report", content_hash="0", quote_hash="0", start=0, end=1, page=1),
)  # fmt: skip
DATES = Dates(start=None, end=date(2022, 12, 31))


def figure(value: str, unit: str) -> AnswerFigure:
    """A figure of an answer."""
    return AnswerFigure(
        text=value, value=Decimal(value), unit=unit, period=DATES, metric="m", entity=Entity(name="Acme"), source=SOURCE
    )


def said(*figures: tuple[str, str]) -> Answer:
    """An answer with these figures; an abstention without any."""
    shown = tuple(figure(value, unit) for value, unit in figures)
    return Answer(question="?", status="answered" if shown else "abstained", text="", figures=shown, run_id="r")


@pytest.mark.parametrize(
    ("gold", "answer", "expected"),
    [
        (asked("100"), said(("100", "USD")), "right"),
        (asked("-100"), said(("100", "USD")), "right"),
        (asked("100"), said(("100", "EUR")), "wrong"),
        (asked("100"), said(("90", "USD"), ("100", "USD")), "wrong"),
        (asked("100", "USD", "90"), said(("90", "USD")), "right"),
        (asked("100"), said(), "abstained"),
        (asked("0.0593", "GBP/shares"), said(("5.93", "pure")), "right"),
        (asked("7.37", "percent"), said(("7.3703", "percent")), "right"),
        (asked("7.37", "percent"), said(("7.7", "percent")), "wrong"),
        (asked("12", "count"), said(("12", "employees")), "right"),
        (asked(None), said(), "right"),
        (asked(None), said(("1", "USD")), "wrong"),
    ],
)
def test_outcome(gold: Asked, answer: Answer, expected: str) -> None:
    """Only the first figure counts, in its unit; what is not there has to be refused."""
    assert outcome(gold, answer) == expected


def test_packaged_questions() -> None:
    """The packaged questions are read, each once, in two halves that share no document."""
    found = read_asked(PACKAGED)
    halves = [
        {one.document for one in found if one.half == half and one.document} for half in ("development", "held-back")
    ]

    assert len({one.id for one in found}) == len(found) == 135
    assert halves[0] & halves[1] == set()
    assert all(one.page > 0 for one in found if one.value is not None)


def test_broken_questions(tmp_path: Path) -> None:
    """A line that is no question is named by its number."""
    file = tmp_path / "bad.jsonl"
    file.write_text('{"id": "a"}\n', encoding="utf-8")

    with pytest.raises(InputError, match="line 1"):
        read_asked(file)


def test_table() -> None:
    """Each share comes with its count and its bounds."""
    shown = table(Counter({("figure", "right"): 9, ("figure", "abstained"): 1}))

    assert "9/10 0.555-0.998" in shown
