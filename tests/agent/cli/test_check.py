"""`tieout check`: a text against files and against the home."""

import json
from pathlib import Path

import pytest

from tieout.agent.cli.app import run
from tieout.tools.checking.overrides import beside

SAMPLE = Path(__file__).parents[3] / "agent" / "demo" / "sample-AAPL-10-K-2024.html"
GOOD = "# Apple Inc., fiscal 2024\n\nNet sales were $391.0 billion, up 2% from 2023.\n"
BAD = GOOD + "\nNet sales were $391.0 billion in fiscal 2023. <b>Zebra Corp</b> made $5 million.\n"


def memo(folder: Path, text: str) -> str:
    """A memo in a file."""
    path = folder / "memo.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_text_whose_figures_all_tie_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is source enough; no home is needed."""
    code = run(["check", memo(tmp_path, GOOD), "--against", str(SAMPLE), "--home", str(tmp_path / "none")])

    shown = capsys.readouterr().out
    assert code == 0
    assert "Net sales were $391.0 billion[✓], up 2%[✓] from 2023." in shown
    assert "2 figures: 2 tied, 0 wrong, 0 untied" in shown


def test_json_has_every_figure_with_span_verdict_reason_and_fact(
    tmp_path: Path, demo_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The document that other people's tools read; values are decimal strings, a fact is a row of `tieout facts`."""
    code = run(["check", memo(tmp_path, BAD), "--against", "AAPL", "--home", str(demo_home), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (code, told["status"]) == (1, "wrong")
    assert [(f["text"], f["verdict"], f["reason"]) for f in told["figures"]] == [
        ("$391.0 billion", "tied", None),
        ("2%", "tied", None),
        ("$391.0 billion", "wrong", "wrong_period"),
        ("$5 million", "untied", told["figures"][3]["reason"]),
    ]
    assert all(BAD[slice(*f["span"])] == f["text"] for f in told["figures"])
    first = told["figures"][0]["fact"]
    assert (first["value"], first["unit"], first["document"]) == ("391035000000", "USD", "sample-AAPL-10-K-2024")
    assert first["period"] == {"start": "2023-10-01", "end": "2024-09-28"}
    assert first["quote"].startswith("Total net sales | 391,035")
    operands = told["figures"][1]["calculation"]["operands"]
    assert [o["value"] for o in operands] == ["391035000000", "383285000000"]
    assert told["figures"][2]["fact"]["value"] == "383285000000"
    assert told["figures"][3]["override"] is None
    assert {s["rule"] for s in told["skipped"]} == {"period", "year"}
    assert sum(len(s["figures"]) for s in told["sentences"]) == 4
    assert told["counts"] == {"tied": 2, "wrong": 1, "untied": 1, "overridden": 0, "skipped": len(told["skipped"])}


def test_the_whole_home_is_the_source_where_none_is_named(
    tmp_path: Path, demo_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of three companies the one that the text names."""
    code = run(["check", memo(tmp_path, GOOD), "--home", str(demo_home)])

    assert code == 0
    assert "companies that the text names: AAPL" in capsys.readouterr().out


def test_a_company_that_no_source_has_never_ties(
    tmp_path: Path, demo_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Apple's figures do not prove another company's text."""
    text = "# Zebra Technologies Corp\n\nNet sales were $391.0 billion in fiscal 2024.\n"

    code = run(["check", memo(tmp_path, text), "--home", str(demo_home), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (code, [f["verdict"] for f in told["figures"]]) == (1, ["untied"])


def test_an_override_lets_a_text_pass_and_is_kept_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Name and reason are needed; the next check needs neither."""
    file = memo(tmp_path, GOOD + "\nNet sales were $5.0 billion in fiscal 2024.\n")
    command = ["check", file, "--against", str(SAMPLE), "--home", str(tmp_path / "none")]
    assert run(command) == 1
    assert run([*command, "--override", "$5.0 billion", "--by", "Ann Lee"]) == 2
    assert run([*command, "--override", "$5.0 billion", "--by", "Ann Lee", "--because", "a unit's own sales"]) == 0
    assert beside(Path(file)).name == "memo.md.tieout.json"
    capsys.readouterr()

    code = run([*command, "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (code, told["figures"][2]["verdict"]) == (0, "wrong")
    assert told["figures"][2]["override"] == {"by": "Ann Lee", "reason": "a unit's own sales"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.md", "--against", str(SAMPLE)], "there is no file"),
        (["{memo}", "--against", "ZZZ"], "is no file"),
        (["{memo}", "--against", "{memo}"], "does not prove itself"),
        (["{memo}", "--against", str(SAMPLE), "--annotate", "{memo}"], "give --annotate another name"),
        (["{memo}", "--against", str(SAMPLE), "--html", "{folder}/no/such/x.html"], "cannot be written"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    """What is wrong, and nothing on standard output."""
    named = {"memo": memo(tmp_path, GOOD), "folder": str(tmp_path)}

    code = run(["check", *(a.format(**named) for a in arguments), "--home", str(tmp_path / "none")])

    captured = capsys.readouterr()
    assert (code, captured.out) == (2, "")
    assert said in captured.err


def test_the_page_and_the_notes_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file each; the notes are Markdown footnotes at the figures."""
    page, noted = tmp_path / "out.html", tmp_path / "noted.md"

    run(["check", memo(tmp_path, BAD), "--against", str(SAMPLE), "--html", str(page), "--annotate", str(noted)])

    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    lines = noted.read_text(encoding="utf-8").splitlines()
    assert lines[2] == "Net sales were $391.0 billion[^tieout-1], up 2%[^tieout-2] from 2023."
    assert any(line.startswith("[^tieout-3]: ✗ wrong; wrong\\_period") for line in lines)
    assert "wrote" in capsys.readouterr().err


def test_without_a_source_a_text_is_checked_against_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table that does not add up ends with 1; one that does ends with 0, and nothing is called tied."""
    table = "| (in millions) | 2024 |\n|---|---|\n| Products | 200 |\n| Services | 100 |\n| Total net sales | {} |\n"
    home = str(tmp_path / "none")

    right = run(["check", memo(tmp_path, table.format(300)), "--home", home, "--json"])
    told = json.loads(capsys.readouterr().out)
    wrong = run(["check", memo(tmp_path, table.format(310)), "--home", home, "--json"])
    accused = json.loads(capsys.readouterr().out)

    assert (right, {f["verdict"] for f in told["figures"]}, told["findings"]) == (0, {"untied"}, [])
    assert {f["reason"] for f in told["figures"]} == {"no_source"}
    assert (wrong, accused["status"], accused["findings"][0]["kind"]) == (1, "wrong", "footing")
