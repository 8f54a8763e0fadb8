"""Questions over single pages: how they are written, judged and reported."""

from datetime import date
from decimal import Decimal

import pytest

from tieout.answer import Answer, AnswerFigure, Citation, Dates, Source
from tieout.document import Entity
from tieout.evals.gold.sources import Page
from tieout.evals.pages.asked import Asking, markdown
from tieout.evals.pages.judged import judge
from tieout.evals.pages.page import markdown as report_page
from tieout.evals.pages.report import Told, as_json
from tieout.locator import Span

PLACE = Span(document="page", content_hash="0", quote_hash="0")


def asking(answer: str, *, kind: str = "arithmetic", scale: str = "", executed: str = "") -> Asking:
    """A question of TAT-QA, of FinQA where it has an execution."""
    return Asking(
        id="1",
        set="finqa" if executed else "tatqa",
        page="p",
        kind=kind,
        question="What is it?",
        answer=answer,
        scale=scale,
        executed=executed,
    )


def said(value: str, unit: str = "USD") -> Answer:
    """An answer with one figure."""
    figure = AnswerFigure(
        text=value,
        value=Decimal(value),
        unit=unit,
        period=Dates(start=None, end=date(2019, 12, 31)),
        metric="it",
        entity=Entity(name="page"),
        source=Source(document="page", accession=None, form=None, url=None, locator=PLACE, quote=""),
    )
    cited = Citation(mark="1", document="page", accession=None, url=None, page=None, section=None, quote="")
    return Answer(
        question="What is it?", status="answered", text=f"It is {value}.", figures=(figure,), citations=(cited,),
        threshold=0.5, run_id="1", written_by="offline",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("gold", "answer", "outcome"),
    [
        (asking("-12.6", scale="million"), said("-12600000"), "right"),
        (asking("-12.6", scale="million"), said("12600000"), "wrong"),
        (asking("-12.6", scale="million"), said("-12600"), "wrong"),
        (asking("-22.22", scale="percent"), said("-22.2222222", "percent"), "right"),
        (asking("22.22", scale="percent"), said("22.2222222", "USD"), "wrong"),
        (asking("34.7%", executed="0.34719"), said("34.719", "percent"), "right"),
        (asking("34.7%", executed="0.34719"), said("35.719", "percent"), "wrong"),
        (asking("44.8", executed="44.8"), said("44800000"), "right"),
        (asking("2019", kind="span"), said("2019"), "right"),
    ],
)
def test_outcomes(gold: Asking, answer: Answer, outcome: str) -> None:
    """TAT-QA by scale and unit, FinQA in percent or as a fraction within one percent."""
    assert judge(gold, answer) == outcome


def test_pages_are_markdown() -> None:
    """A head of several columns stands over the first of them, as people type it."""
    page = Page(year=None, texts=("the company 2019s sales .",), tables=(("", (("", "a", "b"), ("x", "1", "2"))),))

    assert markdown(page) == "the company’s sales .\n\n|  | a | b |\n|---|---|---|\n| x | 1 | 2 |\n"


def test_the_report_has_both_halves() -> None:
    """Each set has its counts by half and type, with wrong of asked and of answered."""
    told = Told(asking=asking("5"), outcome="wrong", answer=said("4"))
    report = as_json([told])
    half = "open" if told.asking.is_open else "held back"

    assert f"| {half} | arithmetic | 1 | 0 of 1: 0.0 % (0.0–97.5) | 1 of 1: 100.0 % (2.5–100.0) |" in report_page(
        report
    )
