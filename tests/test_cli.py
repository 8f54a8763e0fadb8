"""The command line: what it prints, how it ends, and what it says to those who hold it wrong."""

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli_runner import NET_SALES, NET_SALES_ANSWER, PROGRAM, SAMPLES, Ran, clean, finish, ran, start
from tieout import __version__
from tieout.agent.cli.app import AT_THE_END, run
from tieout.agent.settings import NO_TELEMETRY, settings

REFUSED = "What was Tesla's net income in fiscal 2023?"
LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\n"
    b"endobj\ntrailer\n<< /Size 3 /Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    b"/O <" + b"11" * 32 + b"> /U <" + b"22" * 32 + b"> >> >>\n%%EOF\n"
)
ANSWER = {
    "question", "status", "text", "figures", "citations", "withheld", "faithfulness", "threshold", "assumptions",
    "notes", "as_of", "written_by", "rounds", "cost", "seconds", "run_id",
}  # fmt: skip
FIGURE = {"text", "value", "unit", "period", "metric", "entity", "source", "calculation"}
SEARCHED = {
    "rank", "score", "document", "accession", "ticker", "form", "fiscal_year", "page", "section", "text",
}  # fmt: skip
FACT = {
    "concept", "label", "value", "unit", "period", "dimensions", "decimals", "printed", "origin", "document",
    "accession", "known_since", "locator", "modality", "measure", "scope",
}  # fmt: skip
STATUS = {"document", "accession", "ticker", "form", "fiscal_year", "period_end", "facts", "passages"}
"""The keys of the doors, which other people's tools are written against."""

Command = Callable[..., Ran]


@pytest.fixture(scope="module", name="home")
def _home(fresh_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the sample filings; nobody changes it."""
    return shutil.copytree(fresh_home, tmp_path_factory.mktemp("cli") / "home")


@pytest.fixture(name="tieout")
def _tieout(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """`tieout ARGUMENTS` in this process, which is left as it was."""
    monkeypatch.setattr(socket, "has_ipv6", socket.has_ipv6)
    for name, value in {**NO_TELEMETRY, **AT_THE_END}.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()

    def command(*arguments: object) -> Ran:
        code = run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code=code, out=said.out, err=said.err)

    yield command
    settings.cache_clear()


def document(said: Ran) -> object:
    """The one JSON document that standard output holds; nothing else is printed anywhere."""
    assert said.out.count("\n") == 1
    assert said.out.isascii()
    assert said.err == ""
    return json.loads(said.out)


def test_json_of_every_command_is_one_document(tieout: Command, home: Path) -> None:
    """What is printed has exactly the keys of the doors."""
    answer = document(tieout("ask", NET_SALES, "--home", home, "--json"))
    found = document(tieout("search", "supply risks", "-k", "3", "--home", home, "--json"))
    facts = document(tieout("facts", "--ticker", "AAPL", "--concept", "NetIncomeLoss", "--home", home, "--json"))
    status = document(tieout("status", "--home", home, "--json"))
    report = document(tieout("ingest", SAMPLES, "--home", home, "--json"))
    health = document(tieout("doctor", "--home", home, "--json"))

    assert isinstance(answer, dict)
    assert set(answer) == ANSWER
    assert (answer["status"], answer["text"]) == ("answered", NET_SALES_ANSWER)
    (figure,) = answer["figures"]
    assert set(figure) == FIGURE
    assert (figure["value"], figure["unit"]) == ("391035000000", "USD")
    assert figure["period"] == {"start": "2023-10-01", "end": "2024-09-28"}
    assert figure["entity"]["ticker"] == "AAPL"
    assert figure["source"]["accession"] == "0000320193-24-000123"
    assert isinstance(found, list)
    assert [one["rank"] for one in found] == [1, 2, 3]
    assert {frozenset(one) for one in found} == {frozenset(SEARCHED)}
    assert isinstance(facts, list)
    assert {frozenset(one) for one in facts} == {frozenset(FACT)}
    assert {one["value"] for one in facts} >= {"93736000000", "96995000000", "99803000000"}
    assert isinstance(status, list)
    assert {frozenset(one) for one in status} == {frozenset(STATUS)}
    assert [one["ticker"] for one in status] == ["AAPL", "AMD", "TXN"]
    assert isinstance(report, dict)
    assert (report["ingested"], len(report["unchanged"]), report["failed"]) == ([], 3, [])
    assert isinstance(health, dict)
    assert health["usable"] is True


def test_for_people_the_answer_has_its_proof(tieout: Command, home: Path) -> None:
    """Text, accession, section and the row; the other commands print tables."""
    answer = tieout("ask", NET_SALES, "--home", home)
    status = tieout("status", "--home", home)
    found = tieout("search", "supply", "--home", home)
    facts = tieout("facts", "--ticker", "TXN", "--home", home)

    assert answer.code == 0
    assert answer.out.startswith(NET_SALES_ANSWER + "\n")
    assert "10-K, 0000320193-24-000123, Item 8: “Total net sales | 391,035 | 383,285 | 394,328”" in answer.out
    assert (status.code, found.code, facts.code) == (0, 0, 0)
    assert "sample-AMD-10-K-2023" in status.out
    assert "places" in found.out
    assert "2023-01-01 to 2023-12-31" in facts.out


def test_a_refusal_exits_with_one(tieout: Command, home: Path) -> None:
    """What cannot be verified is said on standard output, as an answer, and in the exit code."""
    plain = tieout("ask", REFUSED, "--home", home)
    as_json = tieout("ask", REFUSED, "--home", home, "--json")

    assert (plain.code, as_json.code) == (1, 1)
    assert plain.out.startswith("Not verifiable from the indexed documents: ")
    answer = document(as_json)
    assert isinstance(answer, dict)
    assert (answer["status"], answer["figures"]) == ("abstained", [])


def test_the_home_stands_before_or_after_the_command(tieout: Command, home: Path, tmp_path: Path) -> None:
    """Both mean the same; the one after the command is nearer and wins."""
    after = tieout("status", "--home", home, "--json")
    before = tieout("--home", home, "status", "--json")
    both = tieout("--home", tmp_path / "other", "status", "--home", home, "--json")

    assert after.out == before.out == both.out
    assert not (tmp_path / "other").exists()


def test_the_environment_names_the_home(
    tieout: Command, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`TIEOUT_HOME` where nothing else is said; an option beats it."""
    monkeypatch.setenv("TIEOUT_HOME", str(home))
    named = tieout("status", "--json")
    other = tieout("status", "--json", "--home", tmp_path / "other")

    assert json.loads(named.out) == json.loads(tieout("status", "--json", "--home", home).out)
    assert json.loads(other.out) == []


def test_a_search_says_what_the_home_lacks(tieout: Command, home: Path) -> None:
    """A company without documents finds nothing, and a year without any is said beside the results."""
    absent = tieout("search", "What was Tesla's revenue in 2023?", "--home", home, "--json")
    late = tieout("search", "What was Apple's revenue in fiscal 2090?", "--home", home, "--json")

    assert (absent.code, json.loads(absent.out)) == (1, [])
    assert absent.err == "tieout: no document of 'Tesla' is indexed; `tieout status` lists what is indexed\n"
    assert late.code == 0
    assert "covers 2090; `tieout status` lists what is indexed" in late.err


def test_a_search_that_cannot_find_anything_says_why(tieout: Command, home: Path) -> None:
    """Without a word it is the caller's mistake; before the first filing there is nothing, which is no mistake."""
    nothing = tieout("search", "???", "--home", home, "--json")
    early = tieout("search", "net sales", "--as-of", "1990-01-01", "--home", home, "--json")

    assert (nothing.code, nothing.out) == (2, "")
    assert "'???' has neither a word nor a number; give the words to look for" in nothing.err
    assert (early.code, json.loads(early.out)) == (1, [])
    assert early.err == "tieout: nothing found that was public on 1990-01-01; `tieout status` lists what is indexed\n"


def test_a_file_of_questions_is_answered_line_by_line(tieout: Command, home: Path, tmp_path: Path) -> None:
    """Each line gets one, in order and with its id; what cannot be asked is an error line, and the exit code is 0."""
    file = tmp_path / "questions.jsonl"
    file.write_text(
        "\n".join(
            [
                f'\ufeff{{"id": "a", "question": "{NET_SALES}"}}',
                "not json",
                "",
                '{"id": "b"}',
                "[1, 2]",
                '{"id": {"x": 1}, "question": "  "}',
                '{"id": null, "question": 7}',
                '{"id": "lines", "question": "What were Apple\'s net sales\u2028in fiscal 2024?"}',
                f'{{"question": "{REFUSED}"}}\r',
                "[" * 100_000,
            ]
        ),
        encoding="utf-8",
    )
    said = tieout("ask", "--questions", file, "--home", home, "--json")
    found = tieout("search", "--questions", file, "--home", home, "--json")

    rows = [json.loads(line) for line in said.out.splitlines()]
    assert (said.code, said.err) == (0, "")
    assert [(row["id"], row["status"]) for row in rows] == [
        ("a", "answered"),
        (2, "error"),
        ("b", "error"),
        (5, "error"),
        ({"x": 1}, "error"),
        (None, "error"),
        ("lines", "answered"),
        (9, "abstained"),
        (10, "error"),
    ]
    assert set(rows[0]) == ANSWER | {"id"}
    assert rows[1]["error"].startswith("line 2 is not JSON: ")
    assert rows[2]["error"] == 'line 4 has no "question" that is a text'
    assert rows[4]["error"].startswith("the question is empty")
    results = [json.loads(line) for line in found.out.splitlines()]
    assert [row["id"] for row in results] == [row["id"] for row in rows]
    assert [bool(row["results"]) for row in results] == [row["status"] == "answered" for row in rows]
    assert [row["missing"] for row in results if "missing" in row] == [{"companies": ["Tesla"], "years": []}]


def test_a_file_of_questions_for_people(tieout: Command, home: Path, tmp_path: Path) -> None:
    """Answers stand under their ids, and errors on standard error."""
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"id": "a", "question": "{NET_SALES}"}}\nbroken\n', encoding="utf-8")
    said = tieout("ask", "--questions", file, "--home", home)

    assert said.out.startswith(f"\na: {NET_SALES}\n{NET_SALES_ANSWER}\n")
    assert said.err.startswith("tieout: 2: line 2 is not JSON: ")


@dataclass(frozen=True, kw_only=True)
class Bad:
    """A command that cannot be done, and what is said about it; {b} is a folder of bad files, {home} a home."""

    line: str
    says: str
    code: int = 2


BAD = [
    Bad(line="ingest {b}/missing.html", says="there is no file '{b}/missing.html'; check the path"),
    Bad(line="ingest {b}/empty.html", says="'{b}/empty.html' is empty; download it again"),
    Bad(line="ingest {b}/png.html", says="'{b}/png.html' is a PNG image, not what its name says"),
    Bad(line="ingest {b}/cut.html", says="'{b}/cut.html' looks truncated: it has no closing </html>"),
    Bad(line="ingest {b}/locked.pdf", says="'{b}/locked.pdf' is encrypted; save it without a password first"),
    Bad(line="ingest no-such-word-123", says="no such file: 'no-such-word-123'; give a file, a folder, or a ticker"),
    Bad(line="ingest ZZZZ", says='TIEOUT_IDENTITY="Jane Doe jane@example.com"'),
    Bad(line="ingest {b}/empty.html --home {b}/file/home", says="cannot make the home '{b}/file/home': Not a dir"),
    Bad(line="ingest {b}/empty.html --home {b}/file", says="the home '{b}/file' is a file, not a folder"),
    Bad(line="ask hello --home {b}/file", says="the home '{b}/file' is a file, not a folder; choose another"),
    Bad(line="search hello --home {b}/file", says="the home '{b}/file' is a file, not a folder; choose another"),
    Bad(line="status --home {b}/broken", says="is no database of Tieout: file is not a database; use another home"),
    Bad(line="ask", says="give one question in quotation marks, or --questions FILE.jsonl"),
    Bad(line="ask one --questions two", says="give one question in quotation marks, or --questions FILE.jsonl"),
    Bad(line="ask one two", says="Got unexpected extra argument"),
    Bad(line="ask --questions {b}/missing.jsonl", says="cannot read '{b}/missing.jsonl': No such file or directory"),
    Bad(line="ask --questions {b}/png.html", says="'{b}/png.html' is not UTF-8 text"),
    Bad(line="ask hello --as-of 2024-13-01", says="Invalid value for '--as-of'"),
    Bad(line="ask hello --model " + "m" * 300, says="--model cannot be used: String should have at most 200"),
    Bad(line="ask hello --nope", says="No such option: --nope"),
    Bad(line="search", says="give one query, or --questions FILE.jsonl"),
    Bad(line="search hello -k 0", says="Invalid value for '-k'"),
    Bad(line="facts --ticker ZZZZ", says="no filing of 'ZZZZ' is indexed; there are: AAPL, AMD, TXN"),
    Bad(line="remove nothing", says="not in the home: 'nothing'; `tieout status` lists what is"),
    Bad(line="nope", says="No such command 'nope'; see `tieout --help`"),
    Bad(line="--nope", says="No such option: --nope"),
    Bad(line="--home", says="Option '--home' requires an argument"),
    Bad(line="ingest", says="Missing argument"),
]


@pytest.fixture(scope="module", name="bad")
def _bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of files that cannot be read."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "empty.html").touch()
    (folder / "png.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (folder / "cut.html").write_bytes(min(SAMPLES.glob("*.html")).read_bytes()[:60_000])
    (folder / "locked.pdf").write_bytes(LOCKED_PDF)
    (folder / "file").write_text("not a home", encoding="utf-8")
    (folder / "broken").mkdir()
    (folder / "broken" / "tieout.sqlite").write_bytes(b"not a database" * 100)
    return folder


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.line[:40])
def test_what_cannot_be_done_is_one_line(case: Bad, tieout: Command, home: Path, bad: Path) -> None:
    """One line on standard error that says what to do, the exit code of wrong usage, and the home unharmed."""
    before = tieout("status", "--home", home, "--json").out
    arguments = [word.format(b=bad, home=home) for word in case.line.split()]
    named = arguments if "--home" in arguments else ["--home", str(home), *arguments]
    said = tieout(*named)

    assert said.code == case.code
    assert said.err.startswith("tieout: ")
    assert said.err.count("\n") == 1
    assert case.says.format(b=bad) in said.err
    assert tieout("status", "--home", home, "--json").out == before


def test_a_question_of_a_hundred_kilobytes_is_one_line(tieout: Command, home: Path) -> None:
    """It is refused with its length and what to do instead, in JSON as well."""
    for options in ((), ("--json",)):
        said = tieout("ask", "a" * 100_000, "--home", home, *options)

        assert (said.code, said.out) == (2, "")
        assert said.err == (
            "tieout: the question has 100,000 characters, at most 8,000 are read; "
            "shorten it, or ingest the long text as a document and ask about it\n"
        )


def test_one_bad_file_stops_no_other(tieout: Command, bad: Path, tmp_path: Path) -> None:
    """What can be read is read; the exit code and a line tell of the rest."""
    sample = min(SAMPLES.glob("*.html"))
    said = tieout("ingest", bad / "empty.html", sample, "--home", tmp_path / "home", "--json")

    report = json.loads(said.out)
    assert (said.code, report["ingested"]) == (1, [sample.stem])
    assert report["failed"] == [[str(bad / "empty.html"), f"{str(bad / 'empty.html')!r} is empty; download it again"]]
    assert said.err == f"tieout: {str(bad / 'empty.html')!r} is empty; download it again\n"


def test_broken_bytes_on_the_command_line_are_a_question(tieout: Command, home: Path) -> None:
    """What a terminal could not decode is asked with question marks, and refused as any other question."""
    said = tieout("ask", "What was \udcff\udcfe?", "--home", home, "--json")

    assert said.code == 1
    answer = document(said)
    assert isinstance(answer, dict)
    assert answer["question"] == "What was ???"


@pytest.mark.parametrize("made", [False, True], ids=["missing", "empty"])
def test_an_empty_home_offers_the_next_step(made: bool, tieout: Command, tmp_path: Path) -> None:
    """The ingest command, the identity that EDGAR asks for and the time it takes; no folder is made on the way."""
    home = tmp_path / "home"
    if made:
        home.mkdir()
    asked = tieout("ask", NET_SALES, "--home", home)
    looked = [tieout(*command, "--home", home) for command in (["search", "sales"], ["status"], ["facts"])]
    as_json = [tieout(*command, "--home", home, "--json") for command in (["search", "sales"], ["status"], ["facts"])]

    assert (asked.code, asked.err) == (1, "")
    for text in (asked.out, *(said.err for said in (*looked, *as_json))):
        assert "`tieout ingest FILE`" in text
        assert 'TIEOUT_IDENTITY="Your Name you@example.com" tieout ingest AAPL' in text
        assert "seconds" in text
    assert [said.err.count("\n") for said in (*looked, *as_json)] == [1] * 6
    assert [said.code for said in (*looked, *as_json)] == [1, 0, 1] * 2
    assert [said.out for said in as_json] == ["[]\n"] * 3
    assert home.exists() == made


def test_without_a_command_the_help_is_shown(tieout: Command) -> None:
    """The help names every command, and asking for it is no error."""
    bare, asked = tieout(), tieout("--help")

    assert (bare.code, asked.code) == (0, 0)
    assert bare.out == asked.out
    for command in ("ingest", "remove", "status", "ask", "search", "facts", "report", "schedule", "doctor", "demo"):
        assert f"\n  {command} " in asked.out


def test_each_command_has_its_help(tieout: Command) -> None:
    """Only the module of the command that is named is loaded, and the home option is everywhere."""
    for command in ("ingest", "remove", "status", "ask", "search", "facts", "report", "schedule", "doctor", "demo"):
        said = tieout(command, "--help")

        assert (said.code, said.err) == (0, "")
        assert "--home" in said.out


@pytest.mark.slow
def test_an_interruption_is_one_line(tmp_path: Path) -> None:
    """Ctrl-C in the middle of an ingestion ends it at once; the home is as it was before, and can be filled again."""
    files = tmp_path / "files"
    files.mkdir()
    for number in range(60):
        (files / f"{number}.txt").write_text(f"Note {number} on the supply of anvils.\n\n" * 500, encoding="utf-8")
    mine = tmp_path / "home"
    process = start("ingest", str(files), "--home", str(mine))
    while not (mine / "embeddings.sqlite").exists() and process.poll() is None:
        time.sleep(0.02)  # until the first file has been read and encoded; 59 are left
    process.send_signal(signal.SIGINT)
    said = finish(process)

    assert (said.code, said.out, said.err) == (130, "", "tieout: interrupted\n")
    assert ran("status", "--home", str(mine), "--json").out == "[]\n"
    assert ran("ingest", str(SAMPLES), "--home", str(mine)).code == 0


def test_an_interruption_while_a_compiled_module_loads_is_one_line(tmp_path: Path) -> None:
    """A compiled module that Ctrl-C meets while it loads raises an error of its own; it is told as an interruption."""
    (tmp_path / "onnxruntime.py").write_text(
        "try:\n    raise KeyboardInterrupt\n"
        "except KeyboardInterrupt as stop:\n    raise ImportError('initialization failed') from stop\n",
        encoding="utf-8",
    )
    said = ran("ingest", str(SAMPLES), "--home", str(tmp_path / "home"), env={**clean(), "PYTHONPATH": str(tmp_path)})

    assert (said.code, said.out, said.err) == (130, "", "tieout: interrupted\n")


@pytest.mark.slow
def test_nobody_reads_on(home: Path) -> None:
    """A closed pipe ends a command quietly, whatever it was printing."""
    for arguments in (["facts"], ["facts", "--json"], ["ask", NET_SALES]):
        process = start(*arguments, "--home", str(home))
        assert process.stdout
        process.stdout.close()
        process.stdout = None
        said = finish(process)

        assert (said.code, said.err) == (0, "")


@pytest.mark.slow
def test_json_does_not_depend_on_the_terminal(home: Path) -> None:
    """In a process without UTF-8 the document is the same."""
    env = clean(PYTHONUTF8="0", PYTHONIOENCODING="ascii", LC_ALL="C")
    said = ran("ask", NET_SALES, "--home", str(home), "--json", env=env)

    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["text"] == NET_SALES_ANSWER


@pytest.mark.slow
def test_help_takes_half_a_second() -> None:
    """The best of three runs needs at most 0.5 s of a processor, interpreter included."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*PROGRAM, "--help"], env=clean(), check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    assert min(spent) <= 0.5


def loaded(*arguments: str) -> set[str]:
    """The top-level modules, and ours in full, that a command has loaded when it ends."""
    code = (
        "import sys; from tieout.agent.cli.app import run; code = run(sys.argv[1:]); "
        "print('\\n' + ' '.join(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-P", "-c", code, *arguments]
    done = subprocess.run(command, env=clean(), text=True, encoding="utf-8", capture_output=True, check=True)
    names = done.stderr.rpartition("\n\n")[2].split()
    return {name if name.startswith("tieout") else name.partition(".")[0] for name in names}


@pytest.mark.slow
def test_a_command_loads_what_it_needs(home: Path) -> None:
    """Help loads no library, looking up loads no graph, and asking loads no parser, model or encoder."""
    helping = loaded("--help")
    looking = loaded("facts", "--home", str(home), "--ticker", "AAPL", "--json")
    asking = loaded("ask", NET_SALES, "--home", str(home), "--json")

    assert not helping & {"pydantic", "rich", "langgraph", "sqlalchemy", "numpy"}
    assert not looking & {"langgraph", "langchain_core", "langsmith", "lxml", "onnxruntime", "pypdfium2"}
    assert "langgraph" in asking
    assert not asking & {"lxml", "pypdfium2", "onnxruntime", "tokenizers", "openai", "langchain", "cohere", "edgar"}
    assert "tieout.tools.filings.reader" not in asking


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="looks into a process")
def test_the_installed_program_answers_from_any_folder(home: Path, tmp_path: Path) -> None:
    """Folders called `agent` and `tools` where the user stands are not mistaken for ours."""
    for name in ("agent", "tools", "tieout"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('the wrong one')", encoding="utf-8")
    program = Path(sys.executable).with_name("tieout")
    done = subprocess.run(
        [program, "ask", NET_SALES, "--home", home], cwd=tmp_path, env=clean(), capture_output=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith(NET_SALES_ANSWER)
    assert __version__ == "0.1.0"
