"""Questions about what a home lacks are made the same way each time, and judged by what is said to be missing."""

import json
import random
from pathlib import Path

import pytest

from tieout.evals.retrieval.absent import Made, Verdict, invented, judged, main, outsiders, questions, spoken, summary
from tieout.tools.asking.asked import Asked, CompanyAsked, Understanding
from tieout.tools.asking.register import Register
from tieout.tools.figures.vocabulary import Vocabulary

NAMES = (
    "Amberline Metals Ltd|Brackish Water Works Inc|Calder Robotics Corp|Dovetail Joinery plc|Eastlake Bancorp Inc|"
    "Fennimore Oil & Gas Co|Gristmill Foods Inc|Holt Marine Ltd|Ironwood Timber Corp|Juniper Falls Trust"
).split("|")
LISTED = [(name, name[:3].upper() + "Q") for name in NAMES]
OTHERS = [
    (f"{word} Holdings Inc", word[:4].upper()) for word in ("Zentrix", "Yarrowby", "Quillon", "Umberto", "Vexley")
]


def chance(seed: int) -> random.Random:
    """Always the same chance."""
    return random.Random(seed)  # noqa: S311 - a sample, no secret


def home() -> Register:
    """Ten companies with invented reports."""
    return Register(invented(LISTED, chance(1)))


def test_questions_are_the_same_for_the_same_seed() -> None:
    """Another seed makes others; a third is of each case."""
    strangers = outsiders(OTHERS, home())
    first = tuple(questions(home(), strangers, 30, chance(3)))

    assert first == tuple(questions(home(), strangers, 30, chance(3)))
    assert first != tuple(questions(home(), strangers, 30, chance(4)))
    assert [made.case for made in first[:3]] == ["there", "absent company", "absent year"]


def test_a_stranger_shares_no_name_with_a_company_that_is_there() -> None:
    """Holt and Holt Marine Ferries may mean Holt Marine, so nobody asks for them as absent."""
    doubtful = [("Holt Corp", "H"), ("Holt Marine Ferries plc", "HF"), *OTHERS]

    assert outsiders(doubtful, home()) == [name for name, _ in OTHERS]


def test_names_are_said_in_several_ways() -> None:
    """In full, without the legal form, in capitals."""
    luck = chance(2)

    said = {spoken("Calder Robotics Corp", luck) for _ in range(40)}
    assert said == {"Calder Robotics Corp", "CALDER ROBOTICS CORP", "Calder Robotics"}


@pytest.mark.parametrize(
    ("asked", "recognised", "falsely", "right"),
    [
        (Asked(question="", absent=("Zentrix",)), True, False, True),
        (Asked(question=""), False, False, True),
        (Asked(question="", absent=("Zentrix", "FY")), True, True, True),
        (Asked(question="", companies=(CompanyAsked(key="holt", name="Holt", steps=()),)), False, False, False),
    ],
)
def test_a_verdict_tells_what_is_wrong(asked: Asked, recognised: bool, falsely: bool, right: bool) -> None:
    """Absent companies that are not said, others that are, and companies that nobody asked for."""
    verdict = Verdict(made=Made(question="", case="absent company", present=(), absent=1), asked=asked)

    assert (verdict.is_recognised, verdict.is_falsely_missing, verdict.is_right_company) == (recognised, falsely, right)


def test_what_is_absent_is_recognised() -> None:
    """Nearly all of three hundred questions about invented companies; nothing that is there is missed."""
    register = home()
    made = tuple(questions(register, outsiders(OTHERS, register), 300, chance(5)))

    shares = summary(judged(made, Understanding(register, Vocabulary.load()).of))
    parts = {name: float(str(one["share"])) for name, one in shares.items()}
    assert parts["recognised"] >= 0.97
    assert parts["falsely missing"] <= 0.01
    assert parts["right companies"] >= 0.99


def test_the_command_prints_the_shares(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON document, and the questions that were misunderstood on standard error."""
    rows = {str(n): {"title": name, "ticker": ticker} for n, (name, ticker) in enumerate([*LISTED, *OTHERS])}
    (tmp_path / "tickers.json").write_text(json.dumps(rows), encoding="utf-8")

    code = main([str(tmp_path / "tickers.json"), "--companies", "8", "--questions", "30", "--misses"])
    printed = json.loads(capsys.readouterr().out)
    assert (code, printed["recognised"]["of"]) == (0, 20)


@pytest.mark.real
def test_a_thousand_questions_about_real_names(shared_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Among 350 companies of the SEC's list: recognised ≥ .95, falsely missing ≤ .02."""
    main([str(shared_data / "xbrl_api" / "company_tickers.json"), "--questions", "900"])
    shares = json.loads(capsys.readouterr().out)

    assert shares["recognised"]["low"] >= 0.95
    assert shares["falsely missing"]["high"] <= 0.02
