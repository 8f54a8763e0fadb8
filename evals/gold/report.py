"""What came out, as one JSON document and as one Markdown page; ids and figures only, no text of the data sets."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tieout.evals.gold.answered import detection, gold_answers
from tieout.evals.gold.cells import cell_sentences
from tieout.evals.gold.claims import scitab
from tieout.evals.gold.masked import masked
from tieout.evals.gold.operands import Place, Sought, sought
from tieout.evals.gold.outcome import Outcome, judge
from tieout.evals.gold.records import finqa, tatqa
from tieout.evals.gold.sources import Shelf
from tieout.evals.gold.verdicts import VERDICTS, Said, table
from tieout.evals.intervals import share

_READ: tuple[Place, ...] = ("read", "read_elsewhere", "read_with_the_other_sign")
_PRINTED: tuple[Place, ...] = (*_READ, "skipped", "misread")


@dataclass(frozen=True, kw_only=True)
class Found:
    """Everything that was measured."""

    outcomes: tuple[Outcome, ...]
    operands: tuple[Sought, ...]
    said: Mapping[str, tuple[Said, ...]]
    claims: Mapping[str, Mapping[str, int]]
    claims_accepted: tuple[str, ...]


def measure(data: Path) -> Found:
    """Run all measures over a folder with finqa, tatqa, faith and faithfulness."""
    table_items, text_items = list(finqa(data)), list(tatqa(data))
    items = [*table_items, *text_items]
    with TemporaryDirectory() as folder:
        shelf = Shelf.at(Path(folder))
        claims, accepted = scitab(data / "faithfulness" / "scitab_200.json", shelf)
        models = data / "faithfulness" / "finqa_detection_eval_dev.json"
        return Found(
            outcomes=tuple(judge(item) for item in items if item.program),
            operands=tuple(one for item in items if item.program for one in sought(item)),
            said={
                "finqa": tuple(gold_answers(table_items, shelf)),
                "tatqa": tuple(gold_answers(text_items, shelf)),
                "finqa_cells": tuple(cell_sentences(table_items, shelf)),
                "tatqa_cells": tuple(cell_sentences(text_items, shelf)),
                "faith": tuple(one for path in sorted(data.glob("faith/*.json")) for one in masked(path, shelf)),
                "finqa_detection": tuple(detection(models, table_items, shelf)),
            },
            claims=claims,
            claims_accepted=tuple(accepted),
        )


def as_json(found: Found) -> dict[str, object]:
    """The whole outcome."""
    return {
        "programs": {name: programs(_of(found.outcomes, name)) for name in ("finqa", "tatqa")},
        "gold_wrong": [asdict(one) for one in found.outcomes if one.result == "gold_wrong"],
        "gold_within_one_percent": [asdict(one) for one in found.outcomes if one.result == "tolerant"],
        "not_reproduced": [asdict(one) for one in found.outcomes if one.result == "not_reproduced"],
        "operands": {
            name: operands([one for one in found.operands if one.source == name]) for name in ("finqa", "tatqa")
        },
        "operands_missed": [asdict(one) for one in found.operands if one.place in {"skipped", "misread"}],
        "checked": {name: {**table(list(said)), **_detail(said)} for name, said in found.said.items()},
        "scitab": {"claims": found.claims, "tied_though_not_supported": list(found.claims_accepted)},
    }


def _of(outcomes: Sequence[Outcome], source: str) -> list[Outcome]:
    return [one for one in outcomes if one.source == source]


def programs(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """How many programs reproduce their gold."""
    counts = Counter(one.result for one in outcomes)
    run = [one for one in outcomes if one.result != "no_program"]
    return {
        "run": len(run),
        "in_words": counts["no_program"],
        "strict": share(counts["strict"], len(run)),
        "within_one_percent": counts["tolerant"],
        "gold_wrong": counts["gold_wrong"],
        "not_reproduced": counts["not_reproduced"],
        "own_execution_reproduced": share(
            sum(one.executed is True for one in run), sum(one.executed is not None for one in run)
        ),
        "causes": dict(sorted(Counter(one.cause for one in run if one.cause).items())),
    }


def operands(found: Sequence[Sought]) -> dict[str, object]:
    """How many operands the grammar reads, of those that the page prints."""
    places = Counter(one.place for one in found)
    printed = sum(places[place] for place in _PRINTED)
    return {"read": share(sum(places[place] for place in _READ), printed), "places": dict(sorted(places.items()))}


def _detail(said: Sequence[Said]) -> dict[str, object]:
    """False accepts and false accusations by id, and why true figures stay untied."""
    return {
        "by_edit": {
            edit: {verdict: counts[verdict] for verdict in VERDICTS}
            for edit in sorted({one.edit for one in said if one.edit})
            for counts in [Counter(one.verdict for one in said if one.edit == edit)]
        },
        "why_untied": dict(Counter(one.reason for one in said if one.true and one.verdict == "untied").most_common()),
        "accepted": [asdict(one) for one in said if not one.true and one.verdict == "tied"],
        "accused": [asdict(one) for one in said if one.true and one.verdict == "wrong"],
    }
