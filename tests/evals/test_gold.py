"""Public data sets: programs, operands, statements and cells, on data of our own and on a sample of the real ones."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

import pytest

from tieout.errors import NotThereError
from tieout.evals.gold.__main__ import main
from tieout.evals.gold.answered import gold_answers
from tieout.evals.gold.cells import cell_sentences, cells_of
from tieout.evals.gold.masked import masked
from tieout.evals.gold.operands import sought
from tieout.evals.gold.outcome import judge
from tieout.evals.gold.programs import UnreadableProgramError, execute
from tieout.evals.gold.records import Item, finqa, pages, read_json, tatqa
from tieout.evals.gold.report import operands, programs
from tieout.evals.gold.sources import Shelf
from tieout.evals.gold.statements import false_answers, printed_answer, statement
from tieout.evals.gold.verdicts import table
from tieout.evals.intervals import share

TABLE = (
    ("(in millions)", "2023", "2022"),
    ("Net sales", "$1,250", "$1,000"),
    ("Cost of sales", "750", "640"),
    ("Research grants", "(12)", "8"),
    ("Tax rate", "25.0%", "20.0%"),
)
QUESTION = "what was the percentage change in net sales from 2022 to 2023?"


def item(
    program: str, answer: str, *, executed: str = "", source: Literal["finqa", "tatqa"] = "finqa", scale: str = ""
) -> Item:
    """A question over our own table."""
    return Item(
        id="ours",
        source=source,
        page="ACME/2023/page_1.pdf",
        question=QUESTION,
        program=program,
        answer=answer,
        executed=executed,
        scale=scale,
        kind="arithmetic",
        table=TABLE,
        printed=TABLE,
        texts=(),
        gold_rows=tuple(range(len(TABLE))),
    )


@pytest.mark.parametrize(
    ("program", "value"),
    [
        ("subtract(1250, 1000), divide(#0, 1000)", Fraction(1, 4)),
        ("add(1250, const_m1), multiply(#0, const_100)", Fraction(124900)),
        ("divide(25%, const_2)", Fraction(1, 8)),
        ("exp(1000, 2)", Fraction(1000000)),
        ("greater(750, 640)", True),
        ("greater(640, 750)", False),
        ("table_sum(Net sales, none)", Fraction(2250)),
        ("table_average(Tax rate, none)", Fraction(9, 40)),
        ("table_max(Research grants, none), table_min(Research grants, none), subtract(#0, #1)", Fraction(20)),
        ("subtract(-12, 8)", Fraction(-20)),
    ],
)
def test_finqa_programs(program: str, value: Fraction | bool) -> None:
    """Every operation of FinQA is exact, with rows read by the grammar, brackets as negative and percents as parts."""
    assert execute(item(program, "")).value == value


@pytest.mark.parametrize(
    ("derivation", "value"),
    [
        ("(1,250 - 1,000)/1,000", Fraction(1, 4)),
        ("[(166+178)/2] - [(57+44)/2]", Fraction(243, 2)),
        ("-9,819 - 6,639", Fraction(-16458)),
        ("-5,637-(-3,990)", Fraction(-1647)),
        ("- (197 + 101 + 206) / 3", Fraction(-168)),
        ("$788,948-$718,892", Fraction(70056)),
        ("1,027/11%", Fraction(102700, 11)),
        ("918>914>814", True),
        ("56<63<6", False),
    ],
)
def test_tatqa_derivations(derivation: str, value: Fraction | bool) -> None:
    """Arithmetic as people write it: brackets of both kinds, leading minus, money signs, percents, comparisons."""
    assert execute(item(derivation, "", source="tatqa")).value == value


@pytest.mark.parametrize("text", ["", "locate row 5", "2 * -(3 + 4)", "1 / 0", "12 +", "__import__('os')"])
def test_no_arithmetic(text: str) -> None:
    """Words, halves of sums and a division by zero are no programs, never a value."""
    with pytest.raises(UnreadableProgramError):
        execute(item(text, "", source="tatqa"))


@pytest.mark.parametrize("text", ["", "locate(row)", "table_sum(No such row, none)", "exp(2, 0.5)", "add(a, b)"])
def test_no_program(text: str) -> None:
    """A step that is not known, a row that is not there and a root are refused."""
    with pytest.raises(UnreadableProgramError):
        execute(item(text, ""))


@pytest.mark.parametrize(
    ("answer", "result", "cause"),
    [
        ("56.76%", "strict", ""),
        ("57%", "strict", ""),
        ("0.568", "strict", ""),
        ("56.75%", "tolerant", "answer_cut_off"),
        ("56.9%", "gold_wrong", "answer_wrong_in_its_last_digits"),
        ("-56.76%", "gold_wrong", "answer_without_its_sign"),
        ("5.676%", "gold_wrong", "answer_off_by_a_power_of_ten"),
        ("16.8", "gold_wrong", "answer_of_an_earlier_step"),
        ("44%", "gold_wrong", "answer_contradicts_its_program"),
        ("", "gold_wrong", "answer_is_no_number"),
    ],
)
def test_why_a_gold_is_wrong(answer: str, result: str, cause: str) -> None:
    """What the program gives against what the annotators wrote, and what sort of slip lies between them."""
    found = judge(item("subtract(29.6, 12.8), divide(#0, 29.6)", answer, executed="0.56757"))

    assert (found.result, found.cause, found.executed) == (result, cause, True)


def test_badly_rounded() -> None:
    """A gold that is rounded up where it should be down is told apart from a wrong one, and from a reproduced one."""
    found = judge(item("divide(1, 3)", "33.4%", executed="0.33333"))

    assert (found.result, found.cause) == ("tolerant", "answer_rounded_badly")


def test_not_reproduced() -> None:
    """Where the data set's own execution gives another value too, the fault may be ours and is called so."""
    found = judge(item("add(2, 3)", "6", executed="6.0"))

    assert (found.result, found.executed) == ("not_reproduced", False)


def test_operands() -> None:
    """Each operand is looked for where the annotators say: read, on another row, skipped as a year, or not there."""
    one = replace(item("add(1250, 640), add(#0, 2023), add(#1, 99)", ""), gold_rows=(0, 1))

    assert [(o.operand, o.place) for o in sought(one)] == [
        ("1250", "read"),
        ("640", "read_elsewhere"),
        ("2023", "skipped"),
        ("99", "not_on_the_page"),
    ]


def test_statement() -> None:
    """A question becomes a sentence with the answer at a known place; one that asks for a name does not."""
    found = statement(QUESTION, "25%")

    assert found is not None
    assert found.text == "The percentage change in net sales from 2022 to 2023 was 25%."
    assert found.text[slice(*found.span)] == "25%"
    assert statement("which year was better?", "2023") is None


def test_false_answers() -> None:
    """None of the false answers states the true value."""
    one = item("(1250-1000)/1000", "25", source="tatqa", scale="percent")
    answer = printed_answer(one)
    found = dict(false_answers(one, answer or ""))

    assert answer == "25%"
    assert found == {"another figure of the table": "20.0%", "one digit": found["one digit"], "the other sign": "-25%"}
    assert found["one digit"] in {"35%", "26%"}


def test_cells() -> None:
    """Rows and years of a table are taken where they name a figure in one way only."""
    twice = (*TABLE, ("Cost of sales", "1", "2"))

    assert {(c.label, c.year) for c in cells_of(twice)} == {
        (label, year) for label in ("Net sales", "Research grants", "Tax rate") for year in ("2022", "2023")
    }
    assert list(cells_of((("", "2023", "2023"), ("Net sales", "1", "2")))) == []


def test_cells_are_checked(tmp_path: Path) -> None:
    """True sentences of a table tie, false ones never do."""
    found = list(cell_sentences([item("add(1, 1)", "2")], Shelf.at(tmp_path)))
    true = [one.verdict for one in found if one.true]

    assert len(true) == 4
    assert true.count("tied") >= 3
    assert {one.verdict for one in found if not one.true} <= {"wrong", "untied"}


def test_gold_answers_are_checked(tmp_path: Path) -> None:
    """An answer is checked truly and falsely; one whose gold is wrong is left out."""
    right = replace(item("divide(250, 1000)", "25%", executed="0.25"), id="right")
    wrong = replace(item("divide(250, 1000)", "52%", executed="0.25"), id="wrong")
    found = list(gold_answers([right, wrong], Shelf.at(tmp_path)))

    assert {one.id for one in found} == {"right"}
    assert [one.true for one in found].count(True) == 1
    assert table(found)["false_accepts"] == {"hits": 0, "of": 3, "share": 0.0, "low": 0.0, "high": 0.7076}


def test_masked(tmp_path: Path) -> None:
    """A sentence is checked as it was, and with another figure of the report in the place of its own."""
    one = {
        "uid": "a",
        "sentence": "Net sales were $1,250 million in 2023, and net sales were $1,000 million in 2022.",
        "pre_sentence": "",
        "masked_sentence": "Net sales were [MASK] in 2023, and net sales were $1,000 million in 2022.",
    }
    report = {
        "metadata": {"filing_date": "2024-02-22"},
        "tables": [{"pre_text": "Results:", "cells": TABLE}],
        "instances": [one],
    }
    (tmp_path / "faith.json").write_text(json.dumps([report]), encoding="utf-8")
    found = list(masked(tmp_path / "faith.json", Shelf.at(tmp_path)))

    assert [(s.true, s.figure, s.verdict) for s in found] == [
        (True, "$1,250 million", "tied"),
        (False, "$1,000 million", "wrong"),
    ]


def test_no_data(tmp_path: Path) -> None:
    """A folder without the data is said to be one."""
    with pytest.raises(NotThereError, match="finqa"):
        read_json(tmp_path / "dev.json")


@pytest.mark.real
def test_real_programs(shared_data: Path) -> None:
    """Every gold program is reproduced, or its gold contradicts the data set's own execution; no operand is misread."""
    items = [*finqa(shared_data), *tatqa(shared_data)]
    outcomes = [judge(one) for one in items if one.program]
    operands_found = [one for given in items if given.program for one in sought(given)]

    assert not [one for one in outcomes if one.result == "not_reproduced"]
    assert all(one.executed for one in outcomes if one.result == "gold_wrong")
    assert {o.source: programs([p for p in outcomes if p.source == o.source])["run"] for o in outcomes} == {
        "finqa": 300,
        "tatqa": 165,
    }
    assert {one.seen for one in operands_found if one.place in {"skipped", "misread"}} <= {"year", "date"}
    assert operands(operands_found)["read"] == share(989, 997)


@pytest.mark.real
def test_real_cells(shared_data: Path, tmp_path: Path) -> None:
    """Of forty pages' tables no false sentence ties, and most true ones do."""
    group = list(pages(list(tatqa(shared_data))).values())[:40]
    found = list(cell_sentences([one for page in group for one in page], Shelf.at(tmp_path)))
    counts = table(found)
    false, tied = counts["false_accepts"], counts["tied_share"]

    assert isinstance(false, dict)
    assert isinstance(tied, dict)
    assert false["of"] > 50
    assert false["hits"] == 0
    assert tied["share"] >= 0.5


def own_data(folder: Path) -> Path:
    """A folder as the data sets have it, with one item of our own in each."""
    qa = {
        "question": QUESTION,
        "answer": "25%",
        "program": "divide(250, 1000)",
        "exe_ans": 0.25,
        "gold_inds": {"table_1": "", "text_0": ""},
    }
    page = {"filename": "ACME/2023/page_1.pdf", "table": TABLE, "table_ori": TABLE, "post_text": []}
    context = {"table": {"uid": "t", "table": TABLE}, "paragraphs": [{"text": "We sell paper."}]}
    asked = {"uid": "q", "question": QUESTION, "derivation": "250/1,000", "answer": 25, "scale": "percent"}
    model: dict[str, object] = {
        "id": "a",
        "answer": "25%",
        "gold_answer": "25%",
        "abstained": False,
        "label_reason": "correct",
    }
    claim: dict[str, object] = {
        "id": "c",
        "claim": "Ours is better by 3.1.",
        "label": "supports",
        "table_caption": "Scores",
    }
    claim |= {"table_column_names": ["Model", "F1"], "table_content_values": [["Ours", "[BOLD] 93.1"], ["Old", "90.0"]]}
    files: dict[str, list[dict[str, object]]] = {
        "finqa/dev.json": [{"id": "a", "pre_text": ["Sales rose by $250 million."], **page, "qa": qa}],
        "tatqa/dev.json": [{**context, "questions": [{**asked, "answer_type": "arithmetic"}]}],
        "faith/pilot.json": [],
        "faithfulness/finqa_detection_eval_dev.json": [
            {**model, "gold_supported": True},
            {**model, "gold_supported": False, "answer": "31%", "label_reason": "wrong"},
            {**model, "gold_supported": False},
        ],
        "faithfulness/scitab_200.json": [claim],
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder


def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command writes figures as JSON and as a page, and no text of the data sets."""
    out, page = tmp_path / "gold.json", tmp_path / "gold.md"
    arguments = ["gold", str(own_data(tmp_path)), "--out", str(out), "--markdown", str(page)]
    monkeypatch.setattr("sys.argv", arguments)
    main()
    report = json.loads(out.read_text(encoding="utf-8"))

    assert report["programs"]["finqa"]["strict"] == share(1, 1)
    assert report["programs"]["tatqa"]["strict"] == share(1, 1)
    assert report["checked"]["finqa_detection"]["tied_share"]["of"] == 1
    assert report["checked"]["finqa_detection"]["false_accepts"] == share(0, 1)
    assert report["scitab"]["claims"] == {"supports": {"untied": 1}}
    assert "| FinQA | 1 | 1 of 1, 100.0 % (2.5–100.0) | 0 | 0 | 0 |" in page.read_text(encoding="utf-8")
    assert "sales" not in out.read_text(encoding="utf-8").casefold()
