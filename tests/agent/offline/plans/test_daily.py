"""Prices of calendar days: a close, an extreme, a return, each with its day; what is not covered is refused."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tieout import Workspace
from tieout.agent.context import Context
from tieout.agent.offline.plans.dailyplan import quoted_days
from tieout.document import Entity
from tieout.fact import FactQuery
from tieout.question import Question

HEAD = "date,open,high,low,close,adjusted_close,volume,dividend_amount,split_coefficient"
FIRST, LAST = date(2022, 12, 1), date(2024, 1, 31)
HOLIDAY = date(2023, 7, 4)


def closes() -> dict[date, Decimal]:
    """A close for each weekday but one: it rises by a cent a day, with a peak on one of them."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    trading = [day for day in days if day.weekday() < 5 and day != HOLIDAY]
    found = {day: Decimal(100) + Decimal(n) / 100 for n, day in enumerate(trading)}
    return found | {date(2023, 5, 10): Decimal("150.5")}


def table(*, split: date | None = None, extra: str = "1.0") -> str:
    """The closes as a CSV file; from a split on they are a tenth."""
    lines = [HEAD]
    for day, close in closes().items():
        price = close / 10 if split and day >= split else close
        ratio = "10.0" if day == split else extra
        lines.append(f"{day},{price},{price},{price},{price},{close / 20},1000,0.0,{ratio}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A home with the prices of two companies, one of which split its shares."""
    folder = tmp_path_factory.mktemp("prices")
    (folder / "ACM.csv").write_text(table(), encoding="utf-8")
    (folder / "SPL.csv").write_text(table(split=date(2023, 6, 12)), encoding="utf-8")
    workspace = Workspace(folder / "home")
    workspace.ingest(folder / "ACM.csv", folder / "SPL.csv")
    return workspace


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("What did ACM close at on 3 February 2023?", "ACM’s closing price was $100.46 per share on February 3, 2023."),
        ("ACM closing price on 2023-02-03", "ACM’s closing price was $100.46 per share on February 3, 2023."),
        (
            "What was ACM's closing price on the last trading day of 2023?",
            "ACM’s closing price was $102.80 per share on December 29, 2023.",
        ),
        (
            "What was ACM's highest close in 2023?",
            (
                "ACM’s highest closing price from January 2, 2023 to December 29, 2023 was $150.50 per share "
                "on May 10, 2023."
            ),
        ),
        (
            "ACM's lowest closing price in March 2023",
            "ACM’s lowest closing price from March 1, 2023 to March 31, 2023 was $100.64 per share on March 1, 2023.",
        ),
        (
            "By what percent did ACM's share price change between 2023-02-03 and 2023-05-10?",
            (
                "ACM’s closing price rose 49.8%, to $150.50 per share on May 10, 2023 from $100.46 per share "
                "on February 3, 2023."
            ),
        ),
        ("ACM adjusted close on 2023-02-03", "ACM’s adjusted close was $5.023 per share on February 3, 2023."),
        ("ACM trading volume on 2023-02-03", "ACM’s trading volume was 1,000 shares on February 3, 2023."),
    ],
)
def test_answers(workspace: Workspace, question: str, printed: str) -> None:
    """The figure stands with its day, and every figure of the sentence is proven."""
    answer = workspace.ask(question)

    assert answer.status == "answered"
    assert answer.text.split(" [")[0] == printed
    assert {f.entity.ticker for f in answer.figures} == {"ACM"}


def test_the_figure_is_of_its_day(workspace: Workspace) -> None:
    """The proof names the day, the unit and the cell of the table."""
    (figure,) = workspace.ask("ACM closing price on 2023-02-03").figures

    assert (figure.value, figure.unit) == (Decimal("100.46"), "USD/shares")
    assert (figure.period.start, figure.period.end) == (None, date(2023, 2, 3))
    assert figure.source.quote.startswith("2023-02-03,")


@pytest.mark.parametrize(("day", "given"), [("4 July 2023", "July 3, 2023"), ("5 February 2023", "February 3, 2023")])
def test_a_day_without_trading(workspace: Workspace, day: str, given: str) -> None:
    """The last close before it is given, as that, and the assumption says so."""
    answer = workspace.ask(f"What was ACM's share price on {day}?")

    assert f"on {given}." in answer.text
    assert "the last close before it" in answer.assumptions[0]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("ACM closing price on 2099-03-04", "2099-03-04 is still to come"),
        ("ACM closing price on 2024-03-04", "is of 2024-01-31, too old to stand for it; ingest newer prices"),
        ("ACM closing price on 2024-02-01", "is of 2024-01-31, too old to stand for it; ingest newer prices"),
        ("ACM closing price on 2021-03-04", "begin on 2022-12-01, after 2021-03-04"),
        ("What is ACM's share price today?", "too old to stand for it"),
        ("ACM's highest closing price in 2024", "too old to stand for it"),
        ("ACM's highest closing price in 2022", "begin on 2022-12-01 only"),
        ("ACM's average closing price in 2023", "averages and sums of daily prices are not computed"),
        ("ACM's closing price on 02/03/2023", "can be read in more than one way"),
        ("ACM's closing price on 3 February", "does not say which day is meant"),
        ("What was ACM's intraday high share price on 3 February 2023?", "'intraday' is not indexed"),
        ("ACM's market cap on 2023-02-03", "shares outstanding"),
        ("SPL's market cap on 2023-02-03", "shares outstanding"),
        ("What was SPL's share price return from 2023-06-09 to 2023-06-13?", "stock split lies between"),
        ("SPL's highest close in 2023", "stock split lies between"),
    ],
)
def test_refusals(workspace: Workspace, question: str, why: str) -> None:
    """Future, stale, uncovered, unclear and split-inconsistent figures are refused with the reason."""
    answer = workspace.ask(question)

    assert (answer.status, answer.figures) == ("abstained", ())
    assert why in answer.withheld[0].detail


def test_as_of(workspace: Workspace) -> None:
    """A close is known on its day and not before; what later splits and dividends changed is not known then."""
    before, on = (Context(as_of=date(2023, 2, day)) for day in (2, 3))

    refused = workspace.ask("ACM closing price on 2023-02-03", context=before)
    assert "after 2023-02-02, as of which it is asked" in refused.withheld[0].detail
    assert workspace.ask("ACM closing price on 2023-02-03", context=on).status == "answered"
    assert workspace.ask("ACM adjusted close on 2023-02-03", context=on).status == "abstained"


def test_total_return(workspace: Workspace) -> None:
    """It is the change of the adjusted close, from the last close before the year, and the notes say so."""
    answer = workspace.ask("What was SPL's total return in 2023?")

    assert "adjusted close rose 2.6%, to $5.14 per share on December 29, 2023" in answer.text
    assert "the change of the close adjusted for splits and dividends is the total return" in answer.assumptions


def test_two_tables_that_differ(tmp_path: Path) -> None:
    """Of two closes of one day neither is printed."""
    for folder, text in (("one", table()), ("two", table().replace("100.46", "104.46"))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ACM.csv").write_text(text, encoding="utf-8")
    (tmp_path / "two" / "ACM.csv").rename(tmp_path / "two" / "ACM_daily.csv")
    workspace = Workspace(tmp_path / "home")
    workspace.ingest(tmp_path / "one", tmp_path / "two")

    answer = workspace.ask("ACM closing price on 2023-02-03")
    assert answer.status == "abstained"
    assert "the indexed tables differ" in answer.withheld[0].detail


def test_a_close_that_may_be_adjusted_is_called_that(tmp_path: Path) -> None:
    """Where a source does not say that its closes are as traded, the sentence says split-adjusted."""
    lines = [",".join(line.split(",")[n] for n in (0, 1, 2, 3, 4, 5, 6)) for line in table().splitlines()]
    (tmp_path / "ACM.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    workspace = Workspace(tmp_path / "home")
    workspace.ingest(tmp_path / "ACM.csv")

    answer = workspace.ask("What did ACM close at on 3 February 2023?")
    assert answer.text.startswith("ACM’s split-adjusted closing price was $100.46 per share on February 3, 2023.")
    assert "closes are as their source prints them, which may be adjusted for later splits" in answer.notes
    refused = workspace.ask("ACM's market cap on 2023-02-03").withheld[0].detail
    assert "no close as traded is indexed" in refused


@pytest.mark.parametrize(
    ("metrics", "concepts"),
    [
        (("trading_volume", "share_price", "traded_price"), ("market:volume",)),
        (("traded_price", "share_price", "trading_volume"), ("market:close",)),
    ],
)
def test_of_several_metrics_the_first_decides_on_the_days(metrics: tuple[str, ...], concepts: tuple[str, ...]) -> None:
    """Whatever the order in which a process holds a set: the same question has the same days."""
    wanted: list[FactQuery] = []

    def facts(query: FactQuery) -> list[object]:
        wanted.append(query)
        return [SimpleNamespace(period=SimpleNamespace(end=FIRST))]

    asked: Any = SimpleNamespace(metrics=[SimpleNamespace(metric=m) for m in metrics], ask="look_up", periods=())
    home: Any = SimpleNamespace(facts=facts)
    quoted = quoted_days(asked, Entity(cik="0000000001", ticker="ACM", name="Acme"), Question(text="?"), home)

    assert (quoted.days, wanted[0].concepts) == ([FIRST], concepts)
