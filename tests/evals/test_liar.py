"""The liar lies in every way, nothing of it is printed, and the check that says so can fail."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tieout import Answer, Workspace
from tieout.agent.wiring import open_home
from tieout.claim import Claim, Slot
from tieout.evals.liar import __main__ as command
from tieout.evals.liar.formula import result_of
from tieout.evals.liar.liar import FAMILIES, Liar
from tieout.evals.liar.lie import Lie
from tieout.evals.liar.reader import amount, loose, several, unseen
from tieout.evals.liar.recheck import broken, printed
from tieout.evals.liar.run import Outcome, played
from tieout.evals.liar.sentences import text_of
from tieout.evals.liar.tally import families, holds, summary
from tieout.evals.liar.truths import known

RUNS = 60
QUESTION = "What were Apple's net sales in fiscal 2024?"


@pytest.fixture(scope="module")
def outcomes(demo_home: Path) -> list[Outcome]:
    """A fixed sample of runs."""
    return played(demo_home, range(RUNS))


@pytest.fixture(scope="module")
def answer(demo_home: Path) -> Answer:
    """A true answer with a calculation and two reported figures."""
    return Workspace(demo_home).ask("How did Apple's net sales change in fiscal 2024, in percent?")


@pytest.mark.full_speed
def test_nothing_false_is_printed(outcomes: list[Outcome]) -> None:
    """Of hundreds of lies of every family none is printed, every run ends, and rounds are few."""
    found = summary(outcomes, seed=0, seconds=1, documents=["samples"])

    assert [(o.seed, o.problems) for o in outcomes if o.problems] == []
    assert [(o.seed, o.error) for o in outcomes if o.error] == []
    assert isinstance(found["mean_rounds"], float)
    assert found["mean_rounds"] <= 2.2
    assert holds(found)


@pytest.mark.full_speed
def test_what_is_true_is_printed(outcomes: list[Outcome]) -> None:
    """The gate is not shut: most of the true claims among the lies are printed."""
    tried, shown = sum((o.tried for o in outcomes), Counter[str]()), sum((o.shown for o in outcomes), Counter[str]())

    assert tried["true"] > 10
    assert shown["true"] > 0.6 * tried["true"]


@pytest.mark.full_speed
def test_a_sample_lies_in_most_ways(outcomes: list[Outcome]) -> None:
    """Most kinds of all families are tried even by so few runs."""
    tried = {kind for o in outcomes for kind in o.tried}
    kinds = {kind for family in FAMILIES.values() for kind in family}

    assert len(tried & kinds) > 0.75 * len(kinds)
    assert set(families(outcomes)) == {"truth", *FAMILIES}


@pytest.mark.full_speed
def test_a_run_is_the_same_again(demo_home: Path, outcomes: list[Outcome]) -> None:
    """A seed alone says what is tried and what comes of it."""
    again = played(demo_home, [7])[0]

    assert (again.tried, again.shown, again.status) == (outcomes[7].tried, outcomes[7].shown, outcomes[7].status)


def test_a_true_answer_breaks_no_promise(demo_home: Path, answer: Answer) -> None:
    """The check passes what is right."""
    with open_home(demo_home).snapshot() as snapshot:
        assert broken(answer, snapshot) == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": "Net sales rose 2.0% to $391,035 million from $383,286 million."}, "without a proof: '$383,286'"),
        ({"text": "Net sales doubled. [1]"}, "without a proof: 'doubled'"),
        ({"text": "Net sales grew. [9]"}, "mark without a citation: 9"),
        ({"text": "It says “all is lost”. [1]"}, "quoted and not at a cited place"),
        ({"text": "Net sales \u202egrew. [1]"}, "unseen characters: U+202E"),
        ({"notes": ("sales were $5 billion",)}, "note with a figure: '$5'"),
        ({"assumptions": ("sales were ３９８ million",)}, "assumption with a figure"),
        ({"written_by": "a model of $5 billion"}, "written by with a figure"),
    ],
)
def test_a_broken_promise_is_seen(demo_home: Path, answer: Answer, change: dict[str, object], problem: str) -> None:
    """Each promise of an answer is one that the check can find broken."""
    with open_home(demo_home).snapshot() as snapshot:
        found = broken(answer.model_copy(update=change), snapshot)

    assert any(problem in one for one in found), found


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"value": Decimal(391_036_000_000)}, "the source prints '391,035'"),
        ({"text": "$391,036 million"}, "does not round 391035000000"),
        ({"unit": "EUR"}, "dollars of EUR"),
    ],
)
def test_a_wrong_figure_is_seen(demo_home: Path, answer: Answer, change: dict[str, object], problem: str) -> None:
    """A value, a print or a unit that is not the source's is found without the gate."""
    figures = [f.model_copy(update=change) if f.value == Decimal(391_035_000_000) else f for f in answer.figures]
    with open_home(demo_home).snapshot() as snapshot:
        found = broken(answer.model_copy(update={"figures": tuple(figures)}), snapshot)

    assert any(problem in one for one in found), found


def test_a_forged_formula_is_seen(demo_home: Path, answer: Answer) -> None:
    """A printed formula is computed again."""
    first = answer.figures[0]
    assert first.calculation is not None
    forged = first.calculation.model_copy(update={"formula": "(391,035 − 383,285) ÷ 391,035 (USD millions)"})
    changed = answer.model_copy(update={"figures": (first.model_copy(update={"calculation": forged}),)})
    with open_home(demo_home).snapshot() as snapshot:
        assert any("(391,035 − 383,285) ÷ 391,035" in one for one in broken(changed, snapshot))


def test_a_printed_lie_is_known_again(demo_home: Path) -> None:
    """The same words with the lie's figure are the lie; with another figure they are not."""
    with open_home(demo_home).snapshot() as snapshot:
        sales = next(k for k in known(snapshot) if k.entity.ticker == "AAPL" and k.total.metric == "revenue")
    slots = {"v": Slot(fact=sales.fact.id)}
    claim = Claim(subquestion="q", kind="figure", template=text_of(sales), slots=slots, citations=(sales.fact.locator,))
    lie = Lie(kind="wrong period", claim=claim, holds={"v": Decimal(383_285_000_000)})
    said = text_of(sales).replace("{v}", "{}")
    shown = Answer(question="?", status="answered", text=said.format("$383,285 million"), run_id="r")

    assert printed(lie, shown)
    assert not printed(lie, shown.model_copy(update={"text": said.format("$391,035 million")}))
    row = lie.claim.model_copy(update={"row": ("Apple Inc.", "net sales", "fiscal 2022")})
    table = "| Figure | fiscal 2022 |\n| --- | ---: |\n| Apple Inc., net sales | $383,285 million [1] |"
    assert printed(Lie(kind="row", claim=row, holds=lie.holds), shown.model_copy(update={"text": table}))


async def test_a_lying_judge_supports_everything() -> None:
    """Also what nobody asked about."""
    judged = await Liar(random=Random(1)).judge((), {})  # noqa: S311  # repeatable lies

    assert {v.claim for v in judged.verdicts} == {-1, 0}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("(391,035 − 383,285) ÷ 383,285 (USD millions)", "0.0202"),
        ("(22,680 ÷ 16,434)^(1/2) − 1 (USD millions)", "0.1748"),
        ("3,162 + 1,320 + 854 (USD millions)", "5336.0000"),
        ("−2 × 3", "-6.0000"),
    ],
)
def test_a_formula_is_computed(formula: str, result: str) -> None:
    """The small evaluator does the arithmetic that formulas print."""
    found = result_of(formula)

    assert found is not None
    assert found.quantize(Decimal("0.0001")) == Decimal(result)


@pytest.mark.parametrize("formula", ["gross profit / revenue", "", "1 ÷ 0", "(1", "2 // 1"])
def test_a_formula_in_words_is_left(formula: str) -> None:
    """What is no arithmetic has no result."""
    assert result_of(formula) is None


def test_the_reader_sees_numbers_in_any_guise() -> None:
    """Digits of other scripts, words and Roman numerals are seen; periods, marks, names and proven figures are not."""
    text = "In fiscal 2024 Studio 54 Inc. made $5 million, ３９ more, Ⅻ, MMXXIV, half, [1] on June 3, 2024, “9 of 10”."

    assert loose(text, ["$5 million"], ["Studio 54 Inc."]) == ["３９", "Ⅻ,", "MMXXIV", "half"]
    assert amount("rose 2.5% or 3%") is None
    assert several("$5 and $6")
    assert unseen("a\u200bb\n") == ["U+200B"]


def test_the_command_writes_what_it_found(tmp_path: Path, demo_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Counts as JSON, tables as Markdown, exit code 0 where every promise was kept."""
    out, markdown = tmp_path / "liar.json", tmp_path / "liar.md"
    given = ["--runs", "4", "--seed", "3", "--home", str(demo_home), "--processes", "1"]

    assert command.main([*given, "--out", str(out), "--markdown", str(markdown)]) == 0
    counts = json.loads(out.read_text(encoding="utf-8"))
    assert (counts["runs"], counts["violations"], counts["runs_without_an_end"]) == (4, 0, 0)
    assert markdown.read_text(encoding="utf-8") == capsys.readouterr().out
    assert "| wrong period |" in markdown.read_text(encoding="utf-8")
