"""The vocabulary: words, concepts and labels to metrics; the data file's own rules."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tieout.errors import InputError, NotThereError, ReadError
from tieout.tools.figures.formula import operands
from tieout.tools.figures.vocabulary import Metric, Vocabulary

VOCABULARY = Vocabulary.load()


def _found(text: str) -> list[str]:
    return [mention.metric for mention in VOCABULARY.find(text)]


def test_size() -> None:
    """There are at least 120 metrics and ratios, and every third has a formula."""
    assert len(VOCABULARY) >= 120
    assert sum(1 for metric in VOCABULARY if metric.formulas) * 3 >= len(VOCABULARY)


def test_loaded_once() -> None:
    """The packaged file is read once a process."""
    assert Vocabulary.load() is VOCABULARY


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("What were Apple's net sales in fiscal 2024?", ["revenue"]),
        ("top-line growth", ["revenue"]),
        ("the company's capex and its SG&A", ["capital_expenditure", "selling_general_and_administrative"]),
        ("R & D as a share of revenue", ["rnd_to_revenue"]),
        ("R&D divided by revenue", ["research_and_development", "revenue"]),
        ("AMD’s free cash flow", ["free_cash_flow"]),
        ("operating margin", ["operating_margin"]),
        ("net debt to EBITDA", ["net_debt_to_ebitda"]),
        ("GM's net income attributable to stockholders in 2023", ["net_income_attributable"]),
        ("bottom line", ["net_income"]),
        ("earnings per share", ["eps_diluted"]),
        ("how many employees does Apple have", ["employees"]),
        ("gross margin for each of the five years", ["gross_profit"]),
        ("gross margin percentage", ["gross_margin"]),
        ("shareholders’ equity and stockholder's equity", ["equity", "equity"]),
        (
            "days sales outstanding, DIO, DPO",
            ["days_sales_outstanding", "days_inventory_outstanding", "days_payables_outstanding"],
        ),
        ("the change in cash from operating activities", ["operating_cash_flow"]),
        ("the change in accounts receivable", ["receivables"]),
        ("investment income ( loss )", ["net_investment_income"]),
        ("research and development credit", []),
        ("goodwill impairment test", []),
        ("gain on the sale of the building", []),
        ("revenue recognition", []),
        ("employee turnover", []),
        ("the weather in Cupertino", []),
    ],
)
def test_find(text: str, metrics: list[str]) -> None:
    """What people type leads to the metric they mean, the longest phrase first, and idioms to none."""
    assert _found(text) == metrics


def test_range() -> None:
    """A mention says which characters it takes up."""
    (mention,) = VOCABULARY.find("Did Apple’s net sales grow?")

    assert (mention.start, mention.end) == (12, 21)


@pytest.mark.parametrize(
    ("text", "metric", "negated"),
    [
        ("net loss", "net_income", True),
        ("net income (loss)", "net_income", False),
        ("net income or loss", "net_income", False),
        ("MARA's loss or income", "net_income", False),
        ("net loss or income", "net_income", False),
        ("operating income/(loss)", "operating_income", False),
        ("operating loss", "operating_income", True),
        ("net cash used in operating activities", "operating_cash_flow", True),
        ("net cash", "net_debt", True),
        ("income tax benefit", "income_tax_expense", True),
    ],
)
def test_negated(text: str, metric: str, negated: bool) -> None:
    """Words for the turned sign lead to the same metric and say so; "income (loss)" is one mention, not turned."""
    assert [(m.metric, m.negated) for m in VOCABULARY.find(text)] == [(metric, negated)]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("non-GAAP gross margin", "non-GAAP"),
        ("Adjusted EBITDA", "Adjusted"),
        ("organic revenue", "organic"),
        ("It was adjusted. EBITDA rose", None),
        ("adjusted for inflation, revenue", None),
        ("gross margin", None),
    ],
)
def test_qualifier(text: str, qualifier: str | None) -> None:
    """A non-GAAP word directly before a metric is reported with it, so that the GAAP figure is not taken instead."""
    (mention,) = VOCABULARY.find(text)

    assert mention.qualifier == qualifier


def test_ambiguity() -> None:
    """Words with several meanings name no metric; the readings are offered."""
    text = "What is Apple's margin and its cash flow?"

    assert _found(text) == []
    assert [(text[a.start : a.end], a.readings) for a in VOCABULARY.ambiguities(text)] == [
        ("margin", ("gross_margin", "operating_margin", "net_margin")),
        ("cash flow", ("operating_cash_flow", "free_cash_flow", "change_in_cash")),
    ]


def test_two_readings() -> None:
    """A gross margin is dollars on the statement and a percentage in the discussion: each metric names the other."""
    assert VOCABULARY.metric("gross_profit").readings == ("gross_margin",)
    assert VOCABULARY.metric("net_income").readings == ("net_income_attributable",)


@pytest.mark.parametrize("metric", VOCABULARY, ids=lambda metric: metric.id)
def test_every_word_leads_home(metric: Metric) -> None:
    """Every phrase of every metric, alone in a question, finds that metric with the right sign."""
    for text, negated in [(w, False) for w in (*metric.words,)] + [(w, True) for w in metric.negated]:
        found = VOCABULARY.find(f"the {text} in 2023")

        assert [(m.metric, m.negated, m.qualifier) for m in found] == [(metric.id, negated, None)], text


def test_for_concept() -> None:
    """A concept leads to the metrics it is a source of, to the one that prefers it most first."""
    assert [m.id for m in VOCABULARY.for_concept("us-gaap:NetIncomeLoss")] == ["net_income_attributable", "net_income"]
    assert [m.id for m in VOCABULARY.for_concept("us-gaap:Assets")] == ["total_assets"]
    assert VOCABULARY.for_concept("us-gaap:NoSuchThing") == ()


@pytest.mark.parametrize(
    ("label", "metrics"),
    [
        ("Total net sales", ["revenue"]),
        ("Total Operating Revenues", ["revenue"]),
        ("Receivables (net of allowances of $ 80 and $ 70 , respectively)", ["receivables"]),
        ("TOTAL ASSETS:", ["total_assets"]),
        ("Net (loss) income", ["net_income"]),
        ("Diluted", ["eps_diluted", "shares_diluted"]),
        ("Total shareholders’ equity", ["equity"]),
        ("Some line of its own", []),
    ],
)
def test_for_label(label: str, metrics: list[str]) -> None:
    """A printed row label leads to every metric it can mean, whatever its dress."""
    assert [metric.id for metric in VOCABULARY.for_label(label)] == metrics


def test_kinds() -> None:
    """A metric is found in tagged facts, computed, or read in text."""
    assert VOCABULARY.metric("revenue").kind == "tagged"
    assert VOCABULARY.metric("free_cash_flow").kind == "derived"
    assert VOCABULARY.metric("backlog").kind == "text"


def test_annual() -> None:
    """A ratio of a year's flow to a balance is known as annual, also through another metric; others are not."""
    annual = {m.id for m in VOCABULARY if VOCABULARY.is_annual(m.id)}

    assert {"return_on_equity", "net_debt_to_ebitda", "cash_conversion_cycle", "return_on_invested_capital"} <= annual
    assert annual.isdisjoint({"gross_margin", "current_ratio", "free_cash_flow", "net_debt", "book_value_per_share"})


def test_unknown_id() -> None:
    """An id that does not exist is an error that repeats it."""
    with pytest.raises(NotThereError, match="'profit_of_doom'"):
        VOCABULARY.metric("profit_of_doom")


def test_optional_is_rare() -> None:
    """Absence counts as zero only for the few figures where it means that."""
    assumed = {o.metric for m in VOCABULARY for tree in m.trees for o in operands(tree) if o.optional}

    assert assumed == {
        "current_debt",
        "current_portion_of_long_term_debt",
        "net_income_noncontrolling",
        "noncontrolling_interests",
        "operating_cash_flow_discontinued",
        "preferred_dividends",
        "preferred_stock",
        "redeemable_noncontrolling_interest",
        "short_term_borrowings",
        "short_term_investments",
    }


def test_import_is_light() -> None:
    """Importing the vocabulary pulls in no graph, no model client and no numerics."""
    code = "import sys; import tieout.tools.figures.vocabulary; print(sorted(m.split('.')[0] for m in sys.modules))"
    listed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert not {"langgraph", "langchain", "langchain_core", "numpy", "sqlalchemy", "lxml"} & set(
        json.loads(listed.replace("'", '"'))
    )


OWN = """
[[metric]]
id = "wafer_starts"
name = "wafer starts"
words = ["wafer starts"]
concepts = ["txn:WaferStarts"]
unit = "count"
period = "duration"
statement = "other"

[[metric]]
id = "free_cash_flow"
name = "free cash flow after acquisitions"
words = ["free cash flow", "fcf"]
formulas = ["operating_cash_flow - capital_expenditure - acquisitions"]
unit = "money"
period = "duration"
statement = "other"
"""


def _own(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_extended(tmp_path: Path) -> None:
    """A user's file adds metrics and overrides ours, and the packaged vocabulary stays as it was."""
    own = Vocabulary.extended(_own(tmp_path, OWN))

    assert len(own) == len(VOCABULARY) + 1
    assert [m.metric for m in own.find("wafer starts and FCF")] == ["wafer_starts", "free_cash_flow"]
    assert own.metric("free_cash_flow").formulas == ("operating_cash_flow - capital_expenditure - acquisitions",)
    assert VOCABULARY.metric("free_cash_flow").formulas == ("operating_cash_flow - capital_expenditure",)


def _metric(**changes: str) -> str:
    fields = {
        "id": '"own"',
        "name": '"own metric"',
        "words": '["own metric"]',
        "unit": '"money"',
        "period": '"duration"',
        "statement": '"other"',
    }
    return "[[metric]]\n" + "\n".join(f"{key} = {value}" for key, value in (fields | changes).items())


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (_metric(formulas='["revenue - nonsense"]'), "'own': formulas: there is no metric 'nonsense'"),
        (
            _metric(formulas='["revenue / total_assets"]'),
            r"'own': formula 'revenue / total_assets' does not come to money",
        ),
        (_metric(formulas='["revenue + shares_basic"]'), "adds figures of different units"),
        (_metric(formulas='["revenue +"]'), "'own': formula 'revenue"),
        (_metric(formulas='["own * 2"]'), "circle: own → own"),
        (_metric(formulas='["average(revenue)"]'), "takes a balance, not a flow"),
        (_metric(words='["net sales"]'), "'own': words: 'net sales' already means 'revenue'"),
        (_metric(words='["margin"]'), "ambiguous: words: 'margin' already means 'own'"),
        (_metric(words="[]"), "'own': Value error, words: give at least one"),
        (_metric(concepts='["us-gaap:Assets"]'), "'us-gaap:Assets' already belongs to 'total_assets'"),
        (_metric(concepts='["Assets"]'), r"metric 'own': concepts\.0: String should match"),
        (_metric(shared='["us-gaap:Assets"]'), "are not among its concepts"),
        (_metric(unit='"furlongs"'), "metric 'own': unit: Input should be 'money'"),
        (_metric(colour='"red"'), "metric 'own': colour: Extra inputs are not permitted"),
        (_metric(readings='["nowhere"]'), "readings: there is no metric 'nowhere'"),
        (_metric() + "\n" + _metric(), "defined twice: own"),
    ],
)
def test_wrong_file(tmp_path: Path, text: str, complaint: str) -> None:
    """A mistake in a user's file is told with the file, the metric and what is wrong."""
    path = _own(tmp_path, text)

    with pytest.raises(InputError, match=f"{re.escape(str(path))}.*{complaint}"):
        Vocabulary.extended(path)


def test_not_toml(tmp_path: Path) -> None:
    """A file that is no TOML, or is not there, is told apart."""
    with pytest.raises(ReadError, match="is not valid TOML"):
        Vocabulary.extended(_own(tmp_path, "metric = = 1"))
    with pytest.raises(NotThereError, match="does not exist"):
        Vocabulary.extended(tmp_path / "absent.toml")
