"""How well are the right pages found? The tables of the retrieval evaluation, from its own result."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tieout.evals.retrieval.outcome import Outcome
from tieout.evals.retrieval.page import compared, typed

FILE: Final = "retrieval.json"
PARTS: Final = (
    ("The search beside plain pipelines", "peers"),
    ("What each part of the search is worth, each row with one part more", "ablation"),
)


def lines(folder: Path) -> Iterator[str]:
    """The section; nothing where nothing was measured."""
    path = folder / FILE
    if not path.is_file():
        return
    found = json.loads(path.read_text(encoding="utf-8"))
    outcomes = [Outcome.model_validate(one) for one in found["systems"]]
    yield from ("", "## Finding the right page", "")
    yield f"- [{FILE}](results/{FILE}), by `{found['command']}`: {found['about']}"
    yield "- `page@k`: a gold page is among the first k distinct pages; `pages@k`: the share of the gold pages there."
    yield "- Intervals are of 95 %, by bootstrap over documents. Times and memory of a process of its own."
    for heading, part in PARTS:
        shown = [one for one in outcomes if one.part == part or (part == "peers" and one.part == "whole")]
        if len(shown) > 1:
            yield from ("", f"{heading}:", "", *compared(shown))
    yield from ("", "The whole search, by kind of question:", "", *typed(outcomes[0]))
