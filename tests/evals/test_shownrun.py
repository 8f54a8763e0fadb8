"""The shown run is a real one, and the page in the repository is what it writes today."""

import re
from pathlib import Path

import pytest

from tieout.evals.shownpage import Shown, page
from tieout.evals.shownrun import PAGE, shown

ROOT = Path(__file__).parents[2]


@pytest.fixture(name="run")
async def _run(demo_home: Path) -> Shown:
    return await shown(demo_home)


async def test_the_page_is_what_the_command_writes(run: Shown) -> None:
    """Whoever changes the loop, a prompt or a reason sees it here; `python -m tieout.evals.shownrun` writes it anew."""
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(run)


async def test_the_run_shows_every_turn_of_the_loop(run: Shown) -> None:
    """Two rounds, two drafts, one judge, another search; what was refused is not in what was printed."""
    written = page(run)
    printed = written.partition("Printed:")[2].partition("Sources of it:")[0]

    assert (run.record.rounds, run.record.status, run.record.written_by) == (2, "partial", "scripted")
    assert run.calls == ("plan@3", "draft@2", "judge@1", "draft@2")
    assert len(re.findall(r"^## \d+\. retrieve$", written, re.MULTILINE)) == 2
    assert {"wrong_period", "unsupported", "missing_evidence"} <= set(re.findall(r"\w+", written.replace("\\", "")))
    assert "391,035" in printed
    assert re.findall(r"383,285|8%|any other company", printed) == []
