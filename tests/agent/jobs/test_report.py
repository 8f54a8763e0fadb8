"""A report says what answers say, with their proofs, and is written whole or not at all."""

import html
import json
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.agent.scripted import ACCESSION, ScriptedWorkspace, abstained, answered, growth
from tieout.agent.context import Context
from tieout.agent.jobs.job import Job
from tieout.agent.jobs.report import run_report, slug, write_report
from tieout.agent.jobs.reportpage import Finding, page, plain
from tieout.errors import InputError, NotThereError, UnreachableError

DAY = date(2024, 11, 5)


def job(folder: Path, **changes: object) -> Job:
    values: dict[str, object] = {"title": "Weekly", "questions": ("What were net sales?",), "output": folder}
    return Job.model_validate(values | changes)


def shown(*findings: Finding) -> str:
    return page(Job(title="Weekly", questions=("Q?",)), findings, DAY)


def test_a_report_has_the_answer_its_proof_and_its_source(tmp_path: Path) -> None:
    """The file says the answer with its mark, and for the figure metric, period, accession, section and quotation."""
    written = run_report(ScriptedWorkspace(answered()), job(tmp_path))

    text = written.path.read_text(encoding="utf-8")
    assert "Acme Corp's net sales were $391,035 million. [1]" in text
    assert (
        f"| $391,035 million | Acme Corp, Net sales | 2023-10-01 to 2024-09-28 | {ACCESSION} | Item 8 "
        "| “Net sales \\| 391,035” |"
    ) in text
    assert f"- [1] acme-2024, {ACCESSION}, Item 8: “Net sales \\| 391,035”" in text
    assert written.complete


def test_a_calculated_figure_shows_its_formula_and_operands() -> None:
    """Below a calculated figure stand the facts that it rests on, each with its place."""
    answer = answered("Net sales rose 2.0%. [1]").model_copy(update={"figures": (growth(),)})

    text = shown(Finding(question="Q?", answer=answer))

    assert "| = (391,035 − 383,285) / 383,285 |" in text
    assert f"| 391,035,000,000 USD | ↳ Acme Corp, Net sales | 2023-10-01 to 2024-09-28 | {ACCESSION} | Item 8 |" in text


def test_the_name_is_the_title_and_the_day_in_the_jobs_time_zone(tmp_path: Path) -> None:
    """At 23:30 UTC it is the next day in Tokyo."""
    written = write_report(
        job(tmp_path, title="Café & Co: weekly!", timezone="Asia/Tokyo"),
        (),
        now=datetime(2024, 11, 5, 23, 30, tzinfo=UTC),
    )

    assert written.path == tmp_path / "cafe-co-weekly-2024-11-06.md"
    assert slug("決算") == "report"
    assert slug("../../etc/passwd") == "etc-passwd"


def test_a_question_with_the_placeholder_is_asked_once_a_company(tmp_path: Path) -> None:
    """Each company gets its own question, restricted to it; the job's date and budget go with every question."""
    workspace = ScriptedWorkspace(answered(), answered(), answered())
    asked = job(
        tmp_path, companies=("AAPL", "AMD"), questions=("Sales of {company}?", "Which is larger?"), as_of=DAY,
        max_usd=Decimal("0.5"),
    )  # fmt: skip

    run_report(workspace, asked, context=Context(offline=True))

    assert [q for q, _ in workspace.asked] == ["Sales of AAPL?", "Sales of AMD?", "Which is larger?"]
    assert [c.companies for _, c in workspace.asked] == [("AAPL",), ("AMD",), ("AAPL", "AMD")]
    assert {(c.as_of, c.max_usd, c.offline) for _, c in workspace.asked} == {(DAY, 0.5, True)}


def test_a_question_that_fails_is_a_line_and_not_the_end(tmp_path: Path) -> None:
    """After a question that could not be asked the next one is answered, and the report says both."""
    workspace = ScriptedWorkspace(UnreachableError("no answer from the model"), answered())

    written = run_report(workspace, job(tmp_path, questions=("First?", "Second?")))

    text = written.path.read_text(encoding="utf-8")
    assert "## 1. First?\n\nNot answered, UnreachableError: no answer from the model\n\n## 2. Second?" in text
    assert "1 of 2 answered · 1 of 2 failed" in text
    assert (written.complete, written.unreached) == (False, True)


def test_what_is_withheld_is_listed_with_its_reason() -> None:
    """An abstention shows its typed reason and its detail."""
    texts = [abstained().withheld[0].model_copy(update={"text": t}) for t in ("", "Q?", "Sales will rise.")]
    text = shown(Finding(question="Q?", answer=abstained().model_copy(update={"withheld": tuple(texts)})))

    line = "- `missing_evidence`: no guidance is indexed"
    assert f"Withheld\n\n{line}\n{line}\n{line} (“Sales will rise.”)\n" in text
    assert "1 of 1 not verifiable" in text


def test_a_spent_budget_ends_the_asking(tmp_path: Path) -> None:
    """The second question may spend what the first left; the third is not asked, and the report says why."""
    workspace = ScriptedWorkspace(answered(usd="0.3"), answered(usd="0.3"))

    written = run_report(workspace, job(tmp_path, questions=("A?", "B?", "C?"), max_usd=Decimal("0.5")))

    assert [round(c.max_usd, 6) for _, c in workspace.asked] == [0.5, 0.2]
    assert written.findings[2].error == "BudgetError"
    assert "the report's budget of 0.5 USD is spent" in written.path.read_text(encoding="utf-8")
    assert written.cost.usd == Decimal("0.6")


def test_a_budget_of_nothing_still_asks_the_offline_analyst(tmp_path: Path) -> None:
    """What costs nothing is asked under a budget of nothing."""
    written = run_report(ScriptedWorkspace(answered(), answered()), job(tmp_path, questions=("A?", "B?"), max_usd=0))

    assert written.complete


HOSTILE = [
    "<script>alert(1)</script>",
    "[click](http://evil.example)",
    "![x](https://evil.example/a.png)",
    "a | b | c",
    "# heading",
    "`code` **bold** _em_ ~~gone~~",
    "&lt;img&gt;",
    "https://evil.example www.evil.example me@evil.example",
    "- item",
    "1. item",
    "\u202egnp.exe",
]


def tokens(words: str) -> tuple[list[tuple[str, str]], str, str]:
    """The report of an answer that says `words` everywhere: its Markdown elements, their text, and its source."""
    answer = answered(f"Acme {words} rose. [1]", quote=words).model_copy(update={"notes": (words,)})
    text = shown(Finding(question=words, answer=answer), Finding(question="Q", error="ReadError", message=words))
    parsed = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    flat = [t for block in parsed for t in (block, *(block.children or ()))]
    kinds = [(t.type, t.tag) for t in flat if t.type not in {"text", "text_special"}]
    return kinds, " ".join(block.content for block in parsed if block.type == "inline"), text


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_a_filing_says_is_markup(words: str) -> None:
    """A Markdown reader finds the same elements whether a name, quotation, note or message holds markup or not."""
    kinds, _, text = tokens(words)
    harmless, _, _ = tokens("plain words")

    assert kinds == harmless
    assert not any(address in text for address in ("://", "www.", "e@e", "\u202e"))


@pytest.mark.parametrize("words", [w for w in HOSTILE if "\u202e" not in w])
def test_what_a_filing_says_is_shown_as_it_says_it(words: str) -> None:
    """Escaping changes nothing of what a reader sees: rendered, the words stand there as they are."""
    rendered = MarkdownIt("commonmark").enable("table").render(f"| a |\n| --- |\n| {plain(words)} |\n")

    assert f"<td>{html.escape(words, quote=False)}</td>" in rendered


def test_a_mark_that_a_filing_forges_is_no_link() -> None:
    """A quotation that says "[1](address)" or defines "[1]: address" makes no link, and the true mark stays one."""
    text = shown(Finding(question="Q", answer=answered("- [1](http://evil) “[1]: http://evil” [9] [1]")))

    assert "- \\[1\\](http:\\//evil) “\\[1\\]: http:\\//evil” \\[9\\] [1]\n" in text


def test_a_table_of_an_answer_stays_a_table() -> None:
    """The layout of an answer's own table is kept, its cells are plain text."""
    table = "| Period | Acme *Corp*, sales |\n| --- | ---: |\n| FY2024 | $391,035 million [1] |"

    text = shown(Finding(question="Q", answer=answered(table)))

    assert "| Period | Acme \\*Corp\\*, sales |\n| --- | ---: |\n| FY2024 | $391,035 million [1] |" in text


def test_a_rule_within_a_paragraph_makes_no_table() -> None:
    """Lines that look like a table's rule are text where no table starts."""
    text = shown(Finding(question="Q", answer=answered("one\ntwo\n| --- | ---: |")))

    assert "\n\\| --- \\| ---: \\|" in text


def test_plain_text_is_unchanged_where_nothing_is_markup() -> None:
    """Figures, dashes and quotation marks stay as they are."""
    words = "Apple's net sales were $391,035 million – 2.0% more (“record”)."

    assert plain(words) == words


def test_a_report_is_replaced_in_one_step_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """A second report of the same day replaces the first; no temporary file stays."""
    run_report(ScriptedWorkspace(abstained()), job(tmp_path))
    written = run_report(ScriptedWorkspace(answered()), job(tmp_path))

    assert os.listdir(tmp_path) == [written.path.name]  # noqa: PTH208
    assert "$391,035 million" in written.path.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """Where the folder of the report is a file, one line says so."""
    (tmp_path / "taken").write_text("x")

    with pytest.raises(InputError, match="give another folder"):
        run_report(ScriptedWorkspace(answered()), job(tmp_path), tmp_path / "taken")


def test_the_summary_is_json(tmp_path: Path) -> None:
    """The summary names the file, and each question with its status."""
    workspace = ScriptedWorkspace(answered(), NotThereError("no such company"))

    summary = run_report(workspace, job(tmp_path, questions=("A?", "B?"))).summary()

    assert json.loads(json.dumps(summary)) == summary
    questions = summary["questions"]
    assert isinstance(questions, list)
    assert [(q["status"], q["error"], q["figures"]) for q in questions] == [
        ("answered", None, 1),
        ("error", "no such company", 0),
    ]


def test_a_job_file_can_be_named_by_a_string(tmp_path: Path) -> None:
    """The library takes the path of a job file; the report lies in the job's folder, beside the file."""
    (tmp_path / "j.toml").write_text('title = "J"\nquestions = ["Q?"]\noutput = "out"\n', encoding="utf-8")

    written = run_report(ScriptedWorkspace(answered()), str(tmp_path / "j.toml"))

    assert written.path.parent == tmp_path / "out"
