"""The outcome as a Markdown page."""

from collections.abc import Mapping
from typing import cast

_NAMES = {
    "finqa": "FinQA",
    "tatqa": "TAT-QA",
    "finqa_cells": "FinQA, cells of its tables",
    "tatqa_cells": "TAT-QA, cells of its tables",
    "faith": "FAITH",
    "finqa_detection": "FinQA answers of models",
}


def markdown(report: Mapping[str, object]) -> str:
    """The page for docs/results."""
    return "\n".join(
        [
            "# Public data sets",
            "",
            "Made by `python -m tieout.evals.gold DATA --out docs/results/gold.json --markdown docs/results/gold.md`.",
            "Shares carry exact 95 % intervals (Clopper and Pearson). Every miss is in `gold.json` by id and figures.",
            "",
            *_programs(_map(report["programs"]), _list(report["gold_wrong"])),
            *_operands(_map(report["operands"])),
            *_checked(_map(report["checked"])),
            *_claims(_map(report["scitab"])),
        ]
    )


def _programs(programs: Mapping[str, object], wrong: list[Mapping[str, object]]) -> list[str]:
    lines = [
        "## Gold programs, executed by our calculator",
        "",
        "| data set | programs | gold reproduced as printed | gold badly rounded | gold wrong | not reproduced |",
        "|---|---|---|---|---|---|",
    ]
    for name, value in programs.items():
        one = _map(value)
        cells = (one["run"], _share(one["strict"]), one["within_one_percent"], one["gold_wrong"], one["not_reproduced"])
        lines.append(f"| {_NAMES[name]} | {' | '.join(map(str, cells))} |")
    return [
        *lines,
        "",
        "A gold is shown to be wrong where FinQA's own execution of the same program gives our value, and the",
        "annotators' answer is another:",
        "",
        "| id | our value | FinQA's own execution agrees | gold answer | cause |",
        "|---|---|---|---|---|",
        *map(_wrong, wrong),
        "",
    ]


def _wrong(one: Mapping[str, object]) -> str:
    cause = str(one["cause"]).replace("_", " ")
    agrees = "yes" if one["executed"] else "no"
    return f"| {one['id']} | {_short(one['ours'])} | {agrees} | {one['gold'] or '(empty)'} | {cause} |"


def _operands(found: Mapping[str, object]) -> list[str]:
    return [
        "## Operands, found by our grammar on the page",
        "",
        "| data set | read with the right value | skipped | misread |",
        "|---|---|---|---|",
        *(_operand(name, _map(one)) for name, one in found.items()),
        "",
        "What is skipped are years and dates that programs take as numbers.",
        "",
    ]


def _operand(name: str, one: Mapping[str, object]) -> str:
    places = _map(one["places"])
    return f"| {_NAMES[name]} | {_share(one['read'])} | {places.get('skipped', 0)} | {places.get('misread', 0)} |"


def _checked(found: Mapping[str, object]) -> list[str]:
    rows = []
    for name, value in found.items():
        one = _map(value)
        shares = (one["false_accepts"], one["false_accusations"], one["tied_share"], one["caught"])
        rows.append(f"| {_NAMES[name]} | {' | '.join(map(_share, shares))} |")
    return [
        "## Sentences with the true figure and with false ones, checked against the page's tables",
        "",
        "Questions are turned into sentences (“The change in net sales from 2018 to 2019 was …”), cells are said with",
        "their row and year. A false figure is another figure of the same table, a changed digit, sign or scale.",
        "",
        "| data set | false figures tied | true ones called wrong | true ones tied | false ones called wrong |",
        "|---|---|---|---|---|",
        *rows,
        "",
    ]


def _claims(found: Mapping[str, object]) -> list[str]:
    claims = {label: _map(counts) for label, counts in _map(found["claims"]).items()}
    statuses = ("tied", "wrong", "untied", "empty")
    return [
        "## SciTab: claims on tables of scientific papers",
        "",
        f"| label | {' | '.join(statuses)} |",
        "|---|---|---|---|---|",
        *(f"| {label} | {' | '.join(str(counts.get(s, 0)) for s in statuses)} |" for label, counts in claims.items()),
        "",
    ]


def _share(value: object) -> str:
    one = _map(value)
    if one["share"] is None:
        return "none"
    percent = [float(str(one[key])) * 100 for key in ("share", "low", "high")]
    return f"{one['hits']} of {one['of']}, {percent[0]:.1f} % ({percent[1]:.1f}–{percent[2]:.1f})"


def _short(value: object) -> str:
    text = str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _map(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value)


def _list(value: object) -> list[Mapping[str, object]]:
    return cast("list[Mapping[str, object]]", value)
