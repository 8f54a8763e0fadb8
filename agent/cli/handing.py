"""Where does a table or a page go? To the file that was named, or to standard output where that is no terminal."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tieout.agent.cli.out import say
from tieout.errors import InputError

if TYPE_CHECKING:
    from tieout.agent.shown.handout import Form
    from tieout.agent.shown.sheet import Sheet
    from tieout.answer import Answer

PAGES = (".html", ".md")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """In which forms something is handed out beside what a terminal shows."""

    form: "Form | None" = None
    out: Path | None = None
    page: Path | None = None

    @classmethod
    def of(cls, table: str | None, out: Path | None, page: Path | None = None, *, as_json: bool) -> Self:
        """The forms that the options ask for; raises InputError where they contradict each other."""
        if table is None and out is None and page is None:
            return cls()
        from tieout.agent.shown.handout import form_of

        form = form_of(table, out)
        if form is not None and as_json and out is None:
            raise InputError("--json and --table both print to standard output; leave one out, or add --out FILE")
        if form == "xlsx" and out is None and sys.stdout.isatty():
            raise InputError("a workbook is no text for a terminal; add --out FILE.xlsx, or send it to a pipe")
        if page is not None and page.suffix.lower() not in PAGES:
            raise InputError(f"--page {str(page)!r} does not end with .html or .md; name such a file")
        return cls(form=form, out=out, page=page)

    @property
    def anything(self) -> bool:
        """Whether anything is handed out at all."""
        return self.form is not None or self.page is not None

    @property
    def prints(self) -> bool:
        """Whether standard output is taken by a table."""
        return self.form is not None and self.out is None


def handed(sheets: "Sequence[Sheet]", wanted: Wanted) -> None:
    """Write a table to its file, or to standard output."""
    from tieout.agent.shown.handout import put, table

    if wanted.form is None:
        return
    content = table(sheets, wanted.form)
    if wanted.out is not None:
        put(content, wanted.out)
        say(f"written: {wanted.out}")
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def answered(answer: "Answer", wanted: Wanted) -> None:
    """Hand out an answer; why it has no figures is said on standard error."""
    from tieout.agent.shown.tabled import answer_sheets

    if wanted.form is not None and not answer.figures:
        say(answer.text)
    handed(answer_sheets(answer), wanted)
    if wanted.page is not None:
        from tieout.agent.shown.answerpage import answer_page
        from tieout.agent.shown.handout import put

        put(answer_page(answer, html=wanted.page.suffix.lower() == ".html").encode(), wanted.page)
        say(f"written: {wanted.page}")
