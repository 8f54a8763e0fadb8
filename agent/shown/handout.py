"""In which form is an answer or a grid handed out? As CSV, TSV, Markdown, a workbook or a page, to a file or a pipe."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from tieout.agent.shown.sheet import Sheet, delimited, markdown
from tieout.errors import InputError
from tieout.tools.whole import write_whole

Form = Literal["csv", "tsv", "xlsx", "md"]
FORMS: tuple[Form, ...] = get_args(Form)


def form_of(asked: str | None, out: Path | None) -> Form | None:
    """The form asked for, else the one that the file's name ends with; None where neither says. Raises InputError."""
    named = asked or (out.suffix.removeprefix(".").lower() if out is not None else None)
    if named is None:
        return None
    found = next((form for form in FORMS if form == named.lower()), None)
    if found is None:
        where = f"--table {asked!r}" if asked else f"--out {str(out)!r}"
        raise InputError(f"{where} names no form of table; there are: {', '.join(FORMS)}")
    return found


def table(sheets: Sequence[Sheet], form: Form) -> bytes:
    """The first table, or all of them as a workbook."""
    if form == "xlsx":
        from tieout.agent.shown.workbook import workbook  # noqa: PLC0415  # only where a workbook is written

        return workbook(sheets)
    if form == "md":
        return markdown(sheets[0]).encode()
    return delimited(sheets[0], "," if form == "csv" else "\t").encode()


def put(content: bytes, out: Path) -> None:
    """Write a file whole or not at all; raises InputError where that is not possible."""
    try:
        write_whole(out, content)
    except OSError as error:
        raise InputError(f"cannot write {str(out)!r}: {error.strerror or error}; give another --out") from error
