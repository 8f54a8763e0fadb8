"""Job files are read exactly, and what is wrong with one is said with its line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.agent.jobs.job import Job, read_job
from tieout.errors import InputError, NotThereError

EXAMPLE = Path(__file__).parents[3] / "docs" / "examples" / "weekly.toml"


def write(folder: Path, text: str) -> Path:
    path = folder / "job.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_a_job_with_all_of_its_keys() -> None:
    """The example in the documentation asks one question a company and one of all, every Monday at 8 in Berlin."""
    job = read_job(EXAMPLE)

    assert [c for _, c in job.asked()] == [("AAPL",), ("AMD",), ("TXN",), ("AAPL", "AMD", "TXN")]
    assert job.asked()[0][0] == "What was AAPL's revenue in its latest fiscal year?"
    assert (job.schedule, job.timezone, job.max_usd) == ("0 8 * * mon", "Europe/Berlin", Decimal("2.0"))
    assert job.output == EXAMPLE.parent / "reports"


def test_values_are_read_as_what_they_are(tmp_path: Path) -> None:
    """A TOML date is a date, an amount of money is an exact decimal, a byte-order mark is no part of the first key."""
    path = write(tmp_path, '\ufefftitle = "T"\nquestions = ["Q?"]\nas_of = 2024-12-31\nmax_usd = 0.1\n')

    job = read_job(path)

    assert (job.as_of, job.max_usd, job.companies) == (date(2024, 12, 31), Decimal("0.1"), ())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'title = "T"\nquestions = ["Q?"]\nquestion = "Q"\n',
            ":3: unknown key 'question'; a job has title, companies,",
        ),
        ('title = "T"\n', ": the key 'questions' is missing"),
        ('title = "T"\nquestions = []\n', ":2: 'questions': Tuple should have at least 1 item"),
        ('title = "T"\nquestions = [\n "a",\n  "",\n]\n', ":2: 'questions.2': String should have at least 1 character"),
        ('title = 5\nquestions = ["Q?"]\n', ":1: 'title': Input should be a valid string"),
        ('title = "T"\nquestions = ["{company}?"]\n', ": a question has {company}, but 'companies' is empty"),
        ('title = "T"\nquestions = ["{ticker}?"]\n', ":2: 'questions': no placeholder {ticker}; {company} is the only"),
        ('title = "T"\nquestions = ["Q?"]\ntimezone = "Mars/Olympus"\n', ":3: 'timezone': no time zone 'Mars/Olympus'"),
        ('title = "T"\nquestions = ["Q?"]\nschedule = "99 * * * *"\n', ":3: 'schedule': the schedule '99 * * * *'"),
        ('title = "T"\nquestions = ["Q?"\n', "this is not TOML: Unclosed array"),
        ('title = "T"\nquestions = ["Q?"]\n[delivery]\nto = "x"\n', ":3: unknown key 'delivery'"),
        (
            'title = "T"\nquestions = ["Q?"]\nmax_usd = -1\n',
            ":3: 'max_usd': Input should be greater than or equal to 0",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_file_line_and_key(tmp_path: Path, text: str, message: str) -> None:
    """Each flaw of a job file is one line that names the file, the line where there is one, and the key."""
    path = write(tmp_path, text)

    with pytest.raises(InputError) as caught:
        read_job(path)

    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_file_is_said(tmp_path: Path) -> None:
    """A job file that is not there, and one that is no text, are errors of the input."""
    (tmp_path / "bin.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(NotThereError, match="no job file"):
        read_job(tmp_path / "none.toml")
    with pytest.raises(InputError, match="cannot be read as UTF-8"):
        read_job(tmp_path / "bin.toml")
    with pytest.raises(InputError, match="cannot be read as UTF-8"):
        read_job(tmp_path)


def test_braces_that_are_no_placeholder_stay() -> None:
    """A question may have braces around anything that is no word."""
    job = Job(title="T", companies=("AMD",), questions=("{company} {} { x }?",))

    assert job.asked() == (("AMD {} { x }?", ("AMD",)),)
