"""What is asked, and where does the answer stand? Questions with their gold documents and pages, as JSON lines."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from tieout.errors import InputError
from tieout.model import Thing

ABSENT = "absent"
"""The type of a question whose company or year is not among the documents."""


class Page(Thing):
    """A page of a PDF, counted from 1 as its file has them."""

    document: str
    """The file's stem."""
    page: int


class Quote(Thing):
    """A figure as a document without pages prints it; whatever passage of the document holds it is right."""

    document: str
    text: str


class Asked(Thing):
    """One question with its gold; what a set does not know is empty."""

    id: str
    question: str
    documents: tuple[str, ...] = ()
    """Stems of the files that answer it."""
    pages: tuple[Page, ...] = ()
    """Every page that holds the answer."""
    quotes: tuple[Quote, ...] = ()
    type: str = "all"
    """By which the results are told apart."""


def read_questions(file: Path) -> tuple[Asked, ...]:
    """The questions of a file in their order; raises InputError where a line is none, or an id stands twice."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {str(file)!r}: {error}; give a file of JSON lines") from error
    questions = tuple(_parsed(file, number, line) for number, line in enumerate(lines, start=1) if line.strip())
    if not questions:
        raise InputError(f"{str(file)!r} has no question; give one JSON object a line")
    ids = [asked.id for asked in questions]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise InputError(f"the id {twice[0]!r} stands more than once in {str(file)!r}; give each question its own")
    return questions


def write_questions(file: Path, questions: Iterable[Asked]) -> None:
    """One question a line; what is empty is left out."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(_lines(questions)), encoding="utf-8")


def _parsed(file: Path, number: int, line: str) -> Asked:
    try:
        return Asked.model_validate(json.loads(line))
    except (ValueError, RecursionError, ValidationError) as error:
        raise InputError(
            f"line {number} of {str(file)!r} is no question: {str(error).splitlines()[0]}; "
            'write {"id", "question", "documents", "pages": [{"document", "page"}], "type"}'
        ) from error


def _lines(questions: Iterable[Asked]) -> Iterator[str]:
    for asked in questions:
        filled = {name: value for name, value in asked.model_dump(mode="json").items() if value}
        yield json.dumps(filled, ensure_ascii=False) + "\n"
