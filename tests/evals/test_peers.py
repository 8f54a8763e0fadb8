"""One scripted model under Tieout and under a plain loop: what it plants, what it costs, what reaches a reader."""

import json
import random
from collections.abc import Sequence
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import httpx
import pytest

from tieout.agent.workspace import Workspace
from tieout.errors import NotThereError
from tieout.evals.peers.__main__ import main, missed
from tieout.evals.peers.asked import Asked, asked, printed
from tieout.evals.peers.loop import cost
from tieout.evals.peers.outcome import Answered, outcome
from tieout.evals.peers.page import Compared, lines
from tieout.evals.peers.plain import REFUSAL
from tieout.evals.peers.planted import KINDS, Kind, Planter, planted
from tieout.evals.peers.reading import amounts
from tieout.evals.peers.script import Script
from tieout.evals.peers.server import Asking, ModelServer, Spent
from tieout.evals.peers.systems import plain, tieout, under

SAMPLES = Path(str(files("tieout.agent.demo")))
ALWAYS = Planter(rate=1, seed=3)
NEVER = Planter(rate=0, seed=3)


@pytest.fixture(scope="session")
def questions(demo_home: Path) -> tuple[Asked, ...]:
    """Ten questions for figures of the sample filings, and one for words."""
    entities = Workspace(demo_home).home.snapshot().entities()
    return asked(SAMPLES, entities, figures=10, topics=1, seed=5)


@pytest.fixture(scope="session")
def figures(questions: Sequence[Asked]) -> tuple[Asked, ...]:
    return tuple(one for one in questions if one.value is not None)


def test_questions_have_a_truth_and_wrong_figures_near_it(questions: Sequence[Asked], figures: Sequence[Asked]) -> None:
    """Each question for a figure has a positive one, and true figures of something else that differ from it."""
    assert (len(questions), len(figures)) == (11, 10)
    for one in figures:
        assert one.value is not None
        assert one.value > 0
        assert one.near
        assert all(near.value != one.value and near.value > 0 for near in one.near)
        assert str(one.year) in one.text


def test_a_seed_makes_the_same_questions_again(demo_home: Path, questions: Sequence[Asked]) -> None:
    """What is asked is fixed."""
    entities = Workspace(demo_home).home.snapshot().entities()

    assert asked(SAMPLES, entities, figures=10, topics=1, seed=5) == tuple(questions)


def test_a_folder_without_indexed_reports_is_said(demo_home: Path, tmp_path: Path) -> None:
    """Nothing is asked about nothing."""
    entities = Workspace(demo_home).home.snapshot().entities()

    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NotThereError, match="no tagged annual report"):
            asked(folder, entities, figures=1, topics=0, seed=1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_figure_is_wrong(kind: Kind, figures: Sequence[Asked]) -> None:
    """Whichever the kind, what the text says is not the figure that was asked for."""
    able = [one for one in figures if kind not in {"period", "metric"} or any(n.kind == kind for n in one.near)]

    dice = random.Random(1)  # noqa: S311  # nothing secret
    said = [(one.value, [*amounts(planted(kind, one, dice).text)]) for one in able for _ in range(20)]

    assert len(said) >= 100
    assert [(value, read) for value, read in said if len(read) != 1 or read[0] == value] == []


def test_the_model_errs_by_rate_and_seed_alone(figures: Sequence[Asked]) -> None:
    """The same draft of the same question has the same error under whichever system; a rate of 0 has none."""
    assert all(NEVER.wrong(one, attempt) is None for one in figures for attempt in (1, 2))
    assert all(ALWAYS.wrong(one, attempt) == ALWAYS.wrong(one, attempt) for one in figures for attempt in (1, 2))
    assert all(ALWAYS.wrong(one, attempt) is not None for one in figures for attempt in (1, 2))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Net sales were $391,035 million in fiscal 2024. [1]", ["391035000000"]),
        ("It was $6.11 in fiscal 2023, a year of 53 weeks", ["6.11"]),
        ("$391,035 million thousand", ["391035000000000"]),
        ("4.5 billion and $7", ["4500000000", "7"]),
        ("September 28, 2024, Item 7A, 10-K, 15,343 employees", []),
    ],
)
def test_a_reader_sees_amounts(text: str, read: list[str]) -> None:
    """Numbers behind a dollar sign or before a scale word count, with all their scale words; years do not."""
    assert list(amounts(text)) == [Decimal(one) for one in read]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("391035000000", "money", "$391,035 million"), ("6.11", "per_share", "$6.11"), ("1234567", "money", "$1,234,567")],
)
def test_a_figure_is_printed_as_filings_do(value: str, unit: str, text: str) -> None:
    """In millions where it is whole ones."""
    assert printed(Decimal(value), "per_share" if unit == "per_share" else "money") == text


def test_no_planted_wrong_figure_reaches_tieouts_reader(demo_home: Path, figures: Sequence[Asked]) -> None:
    """A model whose every draft is wrong, in every kind, bound to facts or typed, shows the reader no figure at all."""
    answered, script = under(lambda url: tieout(demo_home, url, rounds=2), figures, ALWAYS)
    found = outcome("Tieout", None, answered, script, figures)

    assert set(found.planted) == set(KINDS)
    assert 0 < found.bound < found.sown
    assert (found.leaks, found.right, found.nothing) == (0, 0, 10)
    assert script.right == 0


def test_right_drafts_reach_tieouts_reader(demo_home: Path, figures: Sequence[Asked]) -> None:
    """The gate is no wall: what the model binds rightly is printed, after one plan and one draft."""
    answered, script = under(lambda url: tieout(demo_home, url, rounds=2), figures[:4], NEVER)
    found = outcome("Tieout", None, answered, script, figures)

    assert (found.leaks, found.right, found.nothing, found.calls) == (0, 4, 0, 8)


def test_rules_first_ask_no_model_for_figures(demo_home: Path, figures: Sequence[Asked]) -> None:
    """What the offline analyst proves costs no call."""
    answered, script = under(lambda url: tieout(demo_home, url, rounds=2, frugal=True), figures[:3], ALWAYS)
    found = outcome("Tieout", None, answered, script, figures)

    assert (found.calls, found.right, script.sown) == (0, 3, [])


@pytest.mark.parametrize(("passes", "leaks", "calls"), [(1.0, 3, 6), (0.0, 0, 15)])
def test_the_plain_loop_shows_what_its_grader_passes(
    passes: float, leaks: int, calls: int, demo_home: Path, figures: Sequence[Asked]
) -> None:
    """Generate and grade; where the grader says no: rewrite, generate, grade, and then a refusal."""
    made = lambda url: plain(demo_home, url, rounds=2, refuses=True)  # noqa: E731  # as it is handed over
    answered, script = under(made, figures[:3], ALWAYS, grader=passes)
    found = outcome("plain", passes, answered, script, figures)

    assert (found.leaks, found.calls, found.right) == (leaks, calls, 0)
    assert all((one.shown == REFUSAL) is (passes == 0) for one in answered)
    assert sum(found.reached.values()) == leaks


def test_a_plain_loop_that_does_not_refuse_shows_its_last_answer(demo_home: Path, figures: Sequence[Asked]) -> None:
    """As the examples end that stop after some rounds and return what there is."""
    made = lambda url: plain(demo_home, url, rounds=1, refuses=False)  # noqa: E731  # as it is handed over
    answered, _ = under(made, figures[:1], ALWAYS)

    assert [*amounts(answered[0].shown)] != [figures[0].value]
    assert [*amounts(answered[0].shown)] != []


def test_what_nobody_planted_counts_as_a_leak_too(figures: Sequence[Asked]) -> None:
    """Any amount that is not the figure asked for is wrong, whoever wrote it."""
    shown = f"It was $1 trillion, or {printed(figures[0].value or Decimal(1), figures[0].unit)}."
    answered = [Answered(question=figures[0].id, shown=shown, seconds=1, spent=Spent())]

    found = outcome("any", None, answered, Script(figures, NEVER), figures)

    assert (found.reached, found.right) == ({"other": 1}, 0)


def test_the_loop_costs_nothing_where_nothing_is_wrong(demo_home: Path, questions: Sequence[Asked]) -> None:
    """A single pass and the loop ask the same where the first draft is right; a wrong one costs one draft more."""
    few = [questions[0], questions[-1]]
    single, _ = under(lambda url: tieout(demo_home, url, rounds=1), few, NEVER)
    right, _ = under(lambda url: tieout(demo_home, url, rounds=2), few, NEVER)
    wrong, _ = under(lambda url: tieout(demo_home, url, rounds=2), few[:1], ALWAYS)

    same = cost(single, right, rate=0, rounds=2)
    more = cost(single[:1], wrong, rate=1, rounds=2)

    assert (same.calls.value, same.tokens.value, same.holds) == (1, 1, True)
    assert (more.single_calls, more.loop_calls, more.calls.value, more.holds) == (2, 3, 1.5, False)


def test_an_error_of_the_script_ends_the_run(figures: Sequence[Asked]) -> None:
    """A script that does not know a question must not look like a model that fails."""
    asking = Asking.model_validate({"messages": [{"role": "user", "content": "What is love?"}]})
    with pytest.raises(NotThereError, match="not among its questions"):
        Script(figures, NEVER)(asking)

    body = {"messages": [{"role": "user", "content": "What is love?"}]}
    with pytest.raises(NotThereError), ModelServer(Script(figures, NEVER)) as server:  # noqa: PT012  # the exit raises
        answer = httpx.post(f"{server.url}/chat/completions", json=body)
        assert answer.status_code == 400


def test_the_comparison_is_written_and_printed(demo_home: Path, tmp_path: Path) -> None:
    """The command writes what the page prints: every system, every rate, and that the script is no model."""
    out = tmp_path / "results" / "peers.json"

    code = main(
        ["--home", str(demo_home), "--questions", "1", "--latency", "0", "--only", "systems", "--out", str(out)]
    )

    found = Compared.model_validate(json.loads(out.read_text(encoding="utf-8")))
    text = "\n".join(lines(found))
    assert code == 0
    assert [one.system.split(",")[0] for one in found.systems] == ["Tieout"] * 2 + ["plain loop"] * 4
    assert found.loop == ()
    assert str(tmp_path) not in out.read_text(encoding="utf-8")
    assert "no measure of answer quality" in text
    assert text.count("| plain loop") >= 4


def test_the_cost_of_the_loop_is_printed_beside_its_bar() -> None:
    """A ratio over the bar is said to miss it."""
    spent = [Spent(calls=calls, input_tokens=100 * calls) for calls in (2, 3)]
    single, dear = ([Answered(question="q", shown="", seconds=1, spent=one)] for one in spent)
    found = Compared(
        command="peers",
        about="One question.",
        machine="two cores",
        version="1.0",
        commit=None,
        date="2025-01-02",
        rate=0.3,
        seed=7,
        latency=0.1,
        rounds=2,
        systems=(),
        loop=(cost(single, single, rate=0, rounds=2), cost(single, dear, rate=0.5, rounds=2)),
    )

    rows = [line for line in lines(found) if " % | " in line]
    broken = missed(found)

    assert rows[0].endswith("| 2 → 2 | 1.00 (1.00 – 1.00) | 1.00 (1.00 – 1.00), bar ≤ 1.3 | yes |")
    assert rows[1].endswith("| 2 → 3 | 1.50 (1.50 – 1.50) | 1.50 (1.50 – 1.50), bar ≤ 1.3 | **no** |")
    assert broken == [
        "with 50 % wrong drafts the loop costs 1.50 times the calls and 1.50 times the tokens of a single pass"
    ]


@pytest.mark.parametrize("wrong", [["--questions", "0"], ["--rate", "2"], ["--latency", "-1"]])
def test_what_cannot_be_measured_is_refused(wrong: list[str]) -> None:
    """Wrong options end with usage."""
    with pytest.raises(SystemExit, match="2"):
        main(wrong)
