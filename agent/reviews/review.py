"""What is a review? A run that waits for a person: what is proven, what is not and why, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pydantic import Field, ValidationError

from tieout.agent.context import Context
from tieout.agent.nodes.review import MOST_SENTENCES, Choice
from tieout.agent.reviews.parked import Parked, Standing
from tieout.answer import Answer, Cost
from tieout.claim import Failure
from tieout.errors import InputError
from tieout.model import Thing


class Place(Thing):
    """Where a figure of a proven sentence stands, or what it quotes."""

    sentence: str
    figure: str | None = None
    document: str
    accession: str | None = None
    section: str | None = None
    quote: str


class Review(Thing):
    """A parked run as a person sees it."""

    id: str
    question: str
    standing: Standing
    """waiting, answering (somebody is at it), decided or dropped."""
    parked: datetime
    moved: bool = False
    """Whether the home has changed since it was judged; it is judged again when it is answered."""
    choices: tuple[str, ...] = ()
    proven: tuple[str, ...] = ()
    """The sentences that an approval publishes."""
    proofs: tuple[Place, ...] = ()
    failures: tuple[Failure, ...] = ()
    """What is not proven: nothing of it is published, whatever is decided."""
    missing: tuple[str, ...] = ()
    """Where the question is whether to fetch: the parts that lack a filing."""
    problem: str = ""
    """Why the last word of a person did not end it."""
    report: str = ""
    """The report that waits for it."""
    decision: str = ""
    decided_by: str = ""
    since: datetime
    """Of its standing."""
    detail: str = ""
    """Why it was dropped."""
    answer: Answer | None = None
    """What was published."""
    written: tuple[Path, ...] = ()
    """Reports that this word has completed, or written again."""


class Shown(Thing):
    """What the run itself says when it parks."""

    choices: tuple[str, ...] = ()
    proven: tuple[str, ...] = ()
    proofs: tuple[Place, ...] = ()
    failures: tuple[Failure, ...] = ()
    missing: tuple[str, ...] = ()
    problem: str = ""
    cost: Cost = Field(default=Cost())


def review_of(parked: Parked, generation: int, written: Sequence[Path] = ()) -> Review:
    """A row of the register as a review."""
    waits = parked.standing in {"waiting", "answering"}
    try:
        shown = Shown.model_validate_json(parked.shown, extra="ignore").model_dump(exclude={"cost"}) if waits else {}
        answer = Answer.model_validate_json(parked.answer) if parked.answer else None
    except ValidationError as error:
        raise InputError(f"review {parked.id} was parked by another Tieout; drop it and ask again") from error
    names = ("id", "question", "standing", "parked", "report", "decision", "decided_by", "since", "detail")
    return Review.model_validate(
        {name: getattr(parked, name) for name in names}
        | shown
        | {"answer": answer, "moved": waits and parked.generation != generation, "written": tuple(written)}
    )


def resume_of(parked: Parked, decision: str, sentences: Sequence[str]) -> dict[str, object]:
    """What goes back into the run; raises InputError that says what can be said instead."""
    if parked.told:
        raise InputError(parked.told)
    choices = Shown.model_validate_json(parked.shown, extra="ignore").choices
    if decision not in choices:
        raise InputError(f"{decision!r} is no decision here; choose one of: {', '.join(choices)}")
    if decision == "edit" and not any(s.strip() for s in sentences):
        raise InputError("an edit needs the sentences that are to be printed; to publish nothing, reject")
    if decision != "edit" and sentences:
        raise InputError(f"sentences go with an edit, not with {decision!r}")
    if len(sentences) > MOST_SENTENCES:
        raise InputError(f"an edit has at most {MOST_SENTENCES} sentences, not {len(sentences)}")
    if "edit" not in choices:
        return {"decision": decision}
    return Choice.model_validate({"decision": decision, "sentences": tuple(sentences)}).model_dump(mode="json")


def settings_of(parked: Parked) -> Context:
    """The settings with which it was asked; raises InputError where this Tieout does not know them."""
    try:
        return Context.model_validate_json(parked.context)
    except ValidationError as error:
        raise InputError(f"review {parked.id} was parked by another Tieout; drop it and ask again") from error
