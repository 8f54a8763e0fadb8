"""An independent extraction of ten filings' tags agrees with ours, and each difference has its reason."""

import gzip
import json
from pathlib import Path

import pytest

from tests.tools.filings.conftest import HEAD, TAIL, tag
from tieout.errors import NotThereError
from tieout.evals.independent import agreement, markdown, pairs


@pytest.mark.real
def test_all(shared_data: Path) -> None:
    """What the other program read is read here; more than that are nil figures and figures in words only."""
    agreements = [agreement(*pair) for pair in pairs(shared_data)]

    assert [line for one in agreements for line in one.unexplained] == []
    assert (len(agreements), sum(one.theirs for one in agreements)) == (10, 8059)
    assert all(one.same == one.theirs for one in agreements)
    assert sum(one.nil for one in agreements) == 18
    assert sum(one.in_words for one in agreements) == 22


def test_difference(tmp_path: Path) -> None:
    """The comparison can fail: another value, and a figure that only one side has, are listed."""
    page, extraction = tmp_path / "a.html", tmp_path / "a.html.facts.jsonl.gz"
    body = f"<p>{tag('5')} {tag('7', 'gaap:Assets', 'end')}</p>"
    page.write_text(HEAD.replace("HIDDEN", "").replace("META", "") + body + TAIL, encoding="utf-8")
    period = {"start": "2024-01-01", "end": "2024-12-31"}
    facts = [{"concept": "us-gaap:Revenues", "value": 6, "unit": "iso4217:USD", "dims": {}, **period}]
    extraction.write_bytes(gzip.compress("\n".join(map(json.dumps, facts)).encode()))
    found = agreement(page, extraction)

    assert (found.theirs, found.ours, found.same, found.nil, found.in_words) == (1, 2, 0, 0, 0)
    assert [line[:20] for line in found.unexplained] == [
        "- ('us-gaap:Revenues",
        "+ ('us-gaap:Revenues",
        "+ ('us-gaap:Assets',",
    ]
    assert markdown([found]).splitlines()[-1] == "| **1 filings** | **1** | **2** | **0** | **0** | **0** | **3** |"


def test_no_data(tmp_path: Path) -> None:
    """A folder without extractions is refused by name."""
    with pytest.raises(NotThereError, match="there is no extraction in"):
        pairs(tmp_path)
