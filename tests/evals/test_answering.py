"""An answer is right, wrong or withheld by its figures, and questions have ids and halves of their own."""

from datetime import date
from decimal import Decimal

import pytest

from tieout.answer import Answer, AnswerFigure, Dates, Source, Status
from tieout.document import Entity
from tieout.evals.answer_questions import Outcomes, outcome, rounds, table
from tieout.evals.forms import LOOK_UP, PERCENT, half_of
from tieout.evals.maker import Asked, Gold
from tieout.evals.phrasebook import METRICS
from tieout.locator import Span

AT = Span(document="k", content_hash="a" * 64, quote_hash="b" * 16, start=0, end=1)
SOURCE = Source(document="k", accession=None, form="10-K", url=None, locator=AT, quote="")


def figure(
    text: str, value: str, *, unit: str = "USD", ticker: str = "ACME", end: date = date(2024, 9, 28)
) -> AnswerFigure:
    """A figure of an answer."""
    return AnswerFigure(
        text=text,
        value=Decimal(value),
        unit=unit,
        period=Dates(start=None, end=end),
        metric="revenue",
        entity=Entity(cik="0000000001" if ticker == "ACME" else "0000000002", ticker=ticker, name=ticker),
        source=SOURCE,
    )


def answer(*figures: AnswerFigure, status: Status = "answered") -> Answer:
    """An answer with these figures."""
    return Answer(question="?", status=status, text="", figures=figures, run_id="r")


def gold(value: str, ticker: str = "ACME") -> dict[str, object]:
    """A true value."""
    return {"value": value, "ticker": ticker, "end": "2024-09-28", "also": []}


def asked(*golds: dict[str, object], unit: str = "plain", ordered: bool = False) -> dict[str, object]:
    """A question's truth."""
    return {"kind": "look_up", "golds": list(golds), "unit": unit, "ordered": ordered}


RIGHT = figure("$1,234 million", "1234000000")


@pytest.mark.parametrize(
    ("said", "truth", "came"),
    [
        (answer(RIGHT), asked(gold("1234000000")), "right"),
        (answer(figure("$1,235 million", "1235000000")), asked(gold("1234000000")), "wrong"),
        (answer(figure("$1,233 million", "1234000000")), asked(gold("1234000000")), "wrong"),
        (answer(figure("$1,234 million", "1234000000", ticker="FORGE")), asked(gold("1234000000")), "wrong"),
        (answer(figure("$1,234 million", "1234000000", end=date(2023, 9, 30))), asked(gold("1234000000")), "wrong"),
        (answer(status="abstained"), asked(gold("1234000000")), "abstained"),
        (answer(figure("24.4%", "24.4", unit="percent")), asked(gold("24.41"), unit="percent"), "right"),
        (answer(figure("24.3%", "24.3", unit="percent")), asked(gold("24.41"), unit="percent"), "wrong"),
        (answer(RIGHT), asked(gold("1234000000"), gold("5", "FORGE")), "abstained"),
        (answer(RIGHT), asked(), "wrong"),
        (answer(status="abstained"), asked(), "right"),
    ],
)
def test_the_outcome(said: Answer, truth: dict[str, object], came: str) -> None:
    """Value, print, company and period all have to be the true ones; a trap has to be refused."""
    assert outcome(said, truth) == came


def test_a_ranking_begins_with_the_first() -> None:
    """The same figures in another order are no ranking, and not wrong as figures."""
    second = figure("$5 million", "5000000", ticker="FORGE")
    truth = asked(gold("1234000000"), gold("5000000", "FORGE"), ordered=True)
    assert outcome(answer(RIGHT, RIGHT, second), truth) == "right"
    assert outcome(answer(second, RIGHT), truth) == "abstained"


def test_a_print_rounds_its_value_at_its_own_precision() -> None:
    """$1.2 billion is 1,234 million, and $1.3 billion is not."""
    assert rounds("$1.2 billion", Decimal(1_234_000_000))
    assert not rounds("$1.3 billion", Decimal(1_234_000_000))


def test_the_table_leaves_traps_out_of_the_whole() -> None:
    """The last line counts what can be answered."""
    outcomes = [
        Outcomes(id=str(n), kind=kind, outcome="right", seconds=0, processor=0, tickers=())
        for n, kind in enumerate(("look_up", "look_up", "trap"))
    ]
    assert table(outcomes).splitlines()[-1].startswith("| **all but traps** | 2 | 2 | 0 | 0 |")


def test_a_question_is_known_by_its_words_and_its_wording_by_a_half() -> None:
    """The same words have the same id; of the wordings of a kind both halves have some."""
    one = Asked(
        kind="look_up", question="ACME rev?", form="{c} {m}?", golds=(Gold(value="1", ticker="A", end="2024-01-01"),)
    )
    assert one.id == Asked(kind="look_up", question="ACME rev?", form="other").id
    assert {half_of(f) for f in LOOK_UP} == {half_of(f) for f in PERCENT} == {"open", "held"}
    assert all(m.words and m.concepts for m in METRICS.values())
