"""How is a review shown in a terminal? What is proven with its sources, what is not, and what can be said."""

from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from tieout.agent.cli.show import answer as show_answer
from tieout.agent.cli.show import console
from tieout.agent.shown.present import short

if TYPE_CHECKING:
    from rich.console import Console

    from tieout.agent.reviews.review import Place, Review


def show(review: "Review") -> None:
    """One review: parked, decided or dropped."""
    out = console()
    out.print(Text(f"{review.question}", style="bold"))
    if review.answer is not None:
        show_answer(review.answer)
    if review.standing in {"waiting", "answering"}:
        parked(out, review)
    elif review.standing == "dropped":
        out.print(Text(f"  dropped: {review.detail}", style="yellow"))
    else:
        who = f" by {review.decided_by}" if review.decided_by else ""
        out.print(Text(f"  review {review.id}: {review.decision}{who}, {review.since:%Y-%m-%d %H:%M} UTC", style="dim"))
    for path in review.written:
        out.print(Text(f"  written again: {path}", style="dim"))


def parked(out: "Console", review: "Review") -> None:
    """What a person has to decide about."""
    for sentence in review.proven:
        out.print(Text(f"  proven: {sentence}", style="green"))
        for place in (p for p in review.proofs if p.sentence == sentence):
            out.print(Text(f"     {where(place)}", style="dim"))
    for reason, group in groupby(review.failures, key=lambda f: (f.reason, f.detail, f.text)):
        del group
        said = f" (“{short(reason[2], 200)}”)" if reason[2] not in {"", review.question} else ""
        out.print(Text(f"  not proven ({reason[0]}): {reason[1]}{said}", style="yellow"))
    for missing in review.missing:
        out.print(Text(f"  no filing for: {missing}", style="yellow"))
    if review.moved:
        out.print(Text("  the documents have changed since; what you decide is judged on them as they are now"))
    if review.problem:
        out.print(Text(f"  {review.problem}", style="red"))
    if review.report:
        out.print(Text(f"  report: {review.report}", style="dim"))
    busy = "somebody is answering it just now" if review.standing == "answering" else ""
    out.print(Text(f"  {busy or f'decide: tieout review {review.id} ' + ' | '.join(review.choices)}"))


def where(place: "Place") -> str:
    """A figure and the words of its source."""
    parts = (place.accession or place.document, place.section)
    figure = f"{place.figure}: " if place.figure else ""
    return f"{figure}{', '.join(p for p in parts if p)}: “{place.quote}”"
