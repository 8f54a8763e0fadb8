"""What does a job file ask for? Read from TOML, checked, with the line of what is wrong."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from tieout.agent.context import material
from tieout.agent.jobs.due import Cron
from tieout.errors import InputError, NotThereError
from tieout.model import Thing
from tieout.question import MAX_QUESTION_CHARACTERS

COMPANY = "{company}"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MOST_SHOWN = 3

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION_CHARACTERS)]


class Job(Thing):
    """A report to be written, once or by a schedule."""

    title: Line
    companies: tuple[Line, ...] = Field(default=(), max_length=100)
    """Tickers, CIKs or names; the questions are restricted to them."""
    questions: tuple[Asked, ...] = Field(min_length=1, max_length=500)
    """One with {company} is asked once a company."""
    as_of: date | None = None
    schedule: Line | None = None
    """Five fields as cron has them: minute, hour, day of month, month, day of week."""
    timezone: Line = "UTC"
    """Of the schedule and of the date in a report's name."""
    output: Path = Path("reports")
    """Folder of the reports, relative to the job file."""
    max_usd: Decimal | None = Field(default=None, ge=0)
    """Money budget of one whole report; each question may spend what those before it left."""
    max_tokens: int | None = Field(default=None, ge=0)
    """Token budget of one whole report."""
    max_seconds: float | None = Field(default=None, gt=0)
    """Time budget of one whole report."""
    review: Literal["never", "withheld", "material", "always"] | None = None
    """When a person decides before an answer is published; the report is completed when they have."""
    materiality: Line | None = None
    """With review "material": amounts of this size or more are reviewed."""

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError(f"no time zone {name!r}; write one such as 'Europe/Berlin' or 'UTC'") from error
        return name

    @field_validator("schedule")
    @classmethod
    def _cron(cls, expression: str | None) -> str | None:
        if expression is not None:
            Cron.parse(expression)
        return expression

    @field_validator("materiality")
    @classmethod
    def _amount(cls, value: str | None) -> str | None:
        return None if value is None else material(value)

    @field_validator("questions")
    @classmethod
    def _placeholders(cls, questions: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [m for q in questions for m in _PLACEHOLDER.findall(q) if m != "company"]
        if unknown:
            raise ValueError(f"no placeholder {{{unknown[0]}}}; {COMPANY} is the only one")
        return questions

    @model_validator(mode="after")
    def _filled(self) -> Self:
        if not self.companies and any(COMPANY in q for q in self.questions):
            raise ValueError(f"a question has {COMPANY}, but 'companies' is empty; name at least one")
        return self

    def asked(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each question as it is asked, with the companies that it is restricted to."""
        return tuple(
            pair
            for question in self.questions
            for pair in (
                [(question.replace(COMPANY, c), (c,)) for c in self.companies]
                if COMPANY in question
                else [(question, self.companies)]
            )
        )


def read_job(path: Path) -> Job:
    """The job in a file, its output folder made absolute; raises NotThereError or InputError in one line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NotThereError(f"no job file {str(path)!r}; write one (see docs/examples/weekly.toml)") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the job file {str(path)!r} cannot be read as UTF-8 text: {error}") from error
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path}: this is not TOML: {error}") from error
    job = check_job(values, text, path)
    return job.model_copy(update={"output": path.absolute().parent / job.output.expanduser()})


def check_job(values: Mapping[str, object], text: str, path: Path) -> Job:
    """The job of parsed values; `text` and `path` are for the message when they do not make one."""
    try:
        return Job.model_validate(values)
    except ValidationError as error:
        problems = [_problem(e, text, path) for e in error.errors()]
        more = f"; and {len(problems) - _MOST_SHOWN} more" if len(problems) > _MOST_SHOWN else ""
        raise InputError("; ".join(problems[:_MOST_SHOWN]) + more) from error


def _problem(error: ErrorDetails, text: str, path: Path) -> str:
    """File, line, key and what is wrong with it."""
    keys = error["loc"]
    line = _line(str(keys[0]), text) if keys else None
    place = f"{path}:{line}" if line else str(path)
    name = ".".join(str(k + 1) if isinstance(k, int) else k for k in keys)
    if error["type"] == "extra_forbidden":
        return f"{place}: unknown key {name!r}; a job has {', '.join(Job.model_fields)}"
    if error["type"] == "missing":
        return f"{place}: the key {name!r} is missing"
    message = error["msg"].removeprefix("Value error, ")
    return f"{place}: {name!r}: {message}" if name else f"{place}: {message}"


def _line(key: str, text: str) -> int | None:
    """The number of the line on which a key is set; None when there is none."""
    set_here = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
    return next((n for n, line in enumerate(text.splitlines(), start=1) if set_here.match(line)), None)
