"""The command for what waits for a person: `review` lists, shows, and takes the decision."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieout.agent.cli.app import DONE, NOT_VERIFIED, HomeOption, JsonOption, home_of
from tieout.agent.cli.out import print_json, say
from tieout.errors import InputError, NotThereError

if TYPE_CHECKING:
    from tieout.agent.reviews.review import Review

DROP = "drop"


def attach(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(review)


def review(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A review, or the beginning of its id; none lists what waits.")
    ] = None,
    decision: Annotated[
        str | None,
        typer.Argument(
            metavar="[DECISION]", help="approve, edit, more, reject, or drop to forget it; none shows the review."
        ),
    ] = None,
    *,
    sentence: Annotated[
        list[str] | None, typer.Option(help="A sentence of an edit; repeat it for several.", show_default=False)
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="An edit as a text file, a sentence a line.", show_default=False)
    ] = None,
    by: Annotated[str, typer.Option(help="Who decides, for the record.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> int:
    """List the answers that wait for a person, show one with its proofs, or decide about it."""
    from tieout.agent.workspace import Workspace

    desk = Workspace(home_of(context, home)).reviews
    sentences = [*(sentence or []), *(read_sentences(file) if file is not None else [])]
    if decision is None and sentences:
        raise InputError('sentences go with an edit: `tieout review ID edit --sentence "…"`')
    if name is None:
        return listed(desk.waiting(), as_json=as_json)
    if decision is None:
        return shown(desk.show(name), as_json=as_json)
    done = desk.drop(name) if decision == DROP else desk.decide(name, decision, sentences, by=by)
    return told(done, decision, as_json=as_json)


def read_sentences(file: Path) -> list[str]:
    """The lines of a text file that are not empty; raises NotThereError or InputError."""
    try:
        lines = file.read_bytes().decode("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise NotThereError(f"no file {str(file)!r}; write the edit into it, a sentence a line") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{str(file)!r} cannot be read as UTF-8 text: {error}") from error
    return [line.strip() for line in lines if line.strip()]


def listed(reviews: "tuple[Review, ...]", *, as_json: bool) -> int:
    """Print what waits."""
    if as_json:
        print_json([r.model_dump(mode="json") for r in reviews])
        return DONE
    for one in reviews:
        moved = ", documents have changed since" if one.moved else ""
        busy = ", somebody is answering it" if one.standing == "answering" else ""
        counts = f"{len(one.proven)} proven, {len(one.failures)} not"
        sys.stdout.write(f"{one.id}  {one.parked:%Y-%m-%d %H:%M}  {counts}{moved}{busy}  {one.question}\n")
    if not reviews:
        say("nothing waits for a review")
    return DONE


def shown(one: "Review", *, as_json: bool) -> int:
    """Print one review with its proofs."""
    if as_json:
        print_json(one.model_dump(mode="json"))
        return DONE
    from tieout.agent.cli.reviewshow import show

    show(one)
    return DONE


def told(done: "Review", decision: str, *, as_json: bool) -> int:
    """Print what became of a decision; 1 where it still waits, or less than all was published."""
    approved = done.answer is not None and decision == "approve"
    unsure = done.standing == "waiting" or (approved and done.answer is not None and done.answer.status != "answered")
    if as_json:
        print_json(done.model_dump(mode="json"))
    else:
        from tieout.agent.cli.reviewshow import show

        show(done)
    return NOT_VERIFIED if unsure else DONE
