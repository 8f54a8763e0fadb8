"""What does the checker say of one figure of a sentence? And how many of each verdict, with their intervals."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tieout.checked import Judged
from tieout.evals.intervals import share
from tieout.tools.checking.check import check
from tieout.tools.checking.markdown import read_markdown
from tieout.tools.checking.sources import Sources
from tieout.tools.figures.vocabulary import Vocabulary

Verdict = Literal["tied", "wrong", "untied", "no_figure"]
VERDICTS: tuple[Verdict, ...] = ("tied", "wrong", "untied", "no_figure")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One figure of one sentence: whether it is the true one, and the checker's verdict on it."""

    id: str
    true: bool
    figure: str
    verdict: Verdict
    edit: str = ""
    """How a false figure was made."""
    reason: str = ""
    tied_to: str = ""
    """Value and unit of the fact or calculation that it was tied to."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """What statements are checked against."""

    facts: Sources
    vocabulary: Vocabulary

    def judge(self, text: str, span: tuple[int, int], *, id: str, true: bool, edit: str = "") -> Said:  # noqa: A002
        """The checker's verdict on the figure at a range of a text; a tie counts before an accusation."""
        checked = check(read_markdown("statement", text), self.facts, self.vocabulary)
        over = [one for one in checked.figures if one.span[0] < span[1] and span[0] < one.span[1]]
        figure = text[slice(*span)]
        if not over:
            return Said(id=id, true=true, figure=figure, verdict="no_figure", edit=edit)
        one = min(over, key=lambda judged: VERDICTS.index(judged.verdict))
        return Said(
            id=id,
            true=true,
            figure=figure,
            verdict=one.verdict,
            edit=edit,
            reason=one.reason or "",
            tied_to=_level(one),
        )


def _level(one: Judged) -> str:
    level = one.fact or one.calculation
    return f"{level.value} {level.unit}" if level else ""


def table(found: list[Said]) -> Mapping[str, object]:
    """Verdicts on true and on false figures, and the rates with their intervals."""
    true = Counter(one.verdict for one in found if one.true)
    false = Counter(one.verdict for one in found if not one.true)
    return {
        "true": {verdict: true[verdict] for verdict in VERDICTS},
        "false": {verdict: false[verdict] for verdict in VERDICTS},
        "tied_share": share(true["tied"], true.total()),
        "false_accusations": share(true["wrong"], true.total()),
        "false_accepts": share(false["tied"], false.total()),
        "caught": share(false["wrong"], false.total()),
    }
