"""Where are the things that a checkpoint only names? On pages of the home, written as a node ends, read on resuming."""

import hashlib
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pydantic import ValidationError

from tieout.agent.parts import Parts
from tieout.agent.state import Found, Page, Retrieval, State, Update, merge_found
from tieout.answer import Answer
from tieout.errors import NotThereError, ReadError, TieoutError
from tieout.tools.answers import ANSWER, Answers

NAMES = frozenset(Page.model_fields)
FOUND = "found"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Pages:
    """The pages of the runs of one home."""

    parts: Parts

    def keep(self, run: str, page: Page) -> str | Page:
        """The name under which the page was kept; the page itself where the home cannot keep it."""
        body = written(page).encode()
        name = ANSWER if page.answer is not None else hashlib.sha256(body).hexdigest()[:16]
        try:
            folder = self.parts.home().path
        except (TieoutError, OSError):
            return page
        if folder.is_dir() and Answers(folder).put(run, name, body):
            return name
        _log.info("what run %s found is kept in its thread: %s refused it", run, folder)
        return page

    def read(self, run: str, held: Mapping[str, str | Page], wanted: Collection[str]) -> Update:
        """What the pages say of the wanted things; raises NotThereError or ReadError."""
        keys = sorted(key for key in held if key.partition(":")[0] in wanted)
        names = {at for key in keys if isinstance(at := held[key], str)}
        pages = {name: self.page(run, name) for name in sorted(names)}
        found: dict[str, Found] = {}
        values: dict[str, object] = {}
        for key in keys:
            at, name = held[key], key.partition(":")[0]
            page = pages[at] if isinstance(at, str) else at
            if name == FOUND:
                values[name] = found = merge_found(found, page.found)
            else:
                values[name] = getattr(page, name)
        return cast("Update", values)

    def page(self, run: str, name: str) -> Page:
        """One page of a run."""
        return read_page(Answers(self.parts.home().path), run, name)


def written(page: Page) -> str:
    """A page as JSON: of its own fields those that are set, and these whole."""
    return page.model_dump_json(include=page.model_fields_set, warnings=False)


def read_page(answers: Answers, run: str, name: str) -> Page:
    """One page of a run; raises NotThereError or ReadError."""
    body = answers.get(run, name)
    try:
        return Page.model_validate_json(body)
    except ValidationError as error:
        raise ReadError(
            f"page {name!r} of run {run!r} in {str(answers.path)!r} is not what it should be "
            f"({error.error_count()} errors); it was written by another release: ask the question again"
        ) from error


def kept_answer(home: Path, run: str) -> Answer:
    """The whole answer of a run; raises NotThereError or ReadError."""
    answer = read_page(Answers(home), run, ANSWER).answer
    if answer is None:
        raise NotThereError(f"run {run!r} gave no answer")
    return answer


def page_of(update: Update) -> Page | None:
    """What an update says that a checkpoint only names; None where it says nothing of that."""
    named = {k: v for k, v in update.items() if k in NAMES and (k != FOUND or isinstance(v, dict))}
    return Page.model_construct(_fields_set=set(named), **named) if named else None  # type: ignore[arg-type]  # the state's own values


def keys_of(page: Page, state: State | Retrieval) -> tuple[str, ...]:
    """Under which keys a state holds a page; each branch's finding of each round has its own."""
    names = [name for name in page.model_fields_set if name != FOUND]
    if FOUND not in page.model_fields_set:
        return tuple(names)
    branch = "subquestion" in state
    found = [f"{FOUND}:{one.round:02}:{key}" for key, one in page.found.items()] if branch else [FOUND]
    return (*names, *found)
