"""How many questions over single pages are answered rightly, wrongly and not at all, by set, half and type?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tieout import Workspace
from tieout.agent.context import Context
from tieout.answer import Answer
from tieout.evals.intervals import share
from tieout.evals.pages.asked import Asking, Leaf, leaves
from tieout.evals.pages.judged import Outcome, judge

SETS = ("finqa", "tatqa", "convfinqa")


@dataclass(frozen=True, kw_only=True)
class Told:
    """One question with its answer."""

    asking: Asking
    outcome: Outcome
    answer: Answer


def told(data: Path, wanted: Sequence[str] = (), *, only_open: bool = False) -> Iterator[Told]:
    """Every question of the sets, asked of its page as the only document of a home."""
    for leaf in leaves(data):
        asked = [a for a in leaf.asked if (not wanted or a.set in wanted) and (a.is_open or not only_open)]
        if asked:
            yield from _of(leaf, asked)


def _of(leaf: Leaf, asked: Sequence[Asking]) -> Iterator[Told]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page.md"
        path.write_text(leaf.text, encoding="utf-8")
        workspace = Workspace(Path(folder) / "home")
        workspace.ingest(path)
        for asking in asked:
            answer = _answered(workspace, asking)
            yield Told(asking=asking, outcome=judge(asking, answer), answer=answer)


def _answered(workspace: Workspace, asking: Asking) -> Answer:
    """The answer; turns of a conversation are asked one after the other in a thread of theirs."""
    thread = asking.id.rpartition(".")[0] if asking.set == "convfinqa" else None
    return workspace.ask(asking.question, context=Context(offline=True), thread=thread)


def as_json(found: Sequence[Told]) -> dict[str, object]:
    """The whole outcome; of the half that is not looked at, counts alone."""
    halves = (("open", True), ("held back", False))
    return {
        **{
            name: {
                half: _table([one for one in found if one.asking.set == name and one.asking.is_open == is_open])
                for half, is_open in halves
            }
            for name in SETS
        },
        "wrong_of_open": [one.asking.id for one in found if one.asking.is_open and one.outcome == "wrong"],
    }


def _table(found: Sequence[Told]) -> dict[str, object]:
    kinds = sorted({one.asking.kind for one in found})
    return {
        "all": _counts(found),
        "by_type": {kind: _counts([one for one in found if one.asking.kind == kind]) for kind in kinds},
    }


def _counts(found: Sequence[Told]) -> dict[str, object]:
    counts = Counter(one.outcome for one in found)
    answered = counts["right"] + counts["wrong"]
    return {
        "asked": len(found),
        "right": share(counts["right"], len(found)),
        "wrong_of_asked": share(counts["wrong"], len(found)),
        "wrong_of_answered": share(counts["wrong"], answered),
        "abstained": counts["abstained"],
    }
