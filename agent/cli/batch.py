"""Which questions are in a file? One JSON object a line, `{"id", "question"}`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tieout.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the file; `problem` says why it cannot be asked, and is "" where it can."""

    id: object
    """As it was given, else the line's number."""
    question: str = ""
    problem: str = ""


def read_lines(file: Path) -> Iterator[Line]:
    """The lines in their order, empty ones left out; raises InputError where the file cannot be read."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot read {str(file)!r}: {error.strerror}; give a file of JSON lines") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{str(file)!r} is not UTF-8 text ({error}); give a file of JSON lines") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _line(number, line)


def _line(number: int, line: str) -> Line:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Line(id=number, problem=f"line {number} is not JSON: {error}")
    if not isinstance(row, dict):
        return Line(id=number, problem=f'line {number} is no object with "id" and "question"')
    question = row.get("question")
    if not isinstance(question, str):
        return Line(id=row.get("id", number), problem=f'line {number} has no "question" that is a text')
    return Line(id=row.get("id", number), question=question)
