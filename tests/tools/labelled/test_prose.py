"""Figures that running text lists by year."""

from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments
from tieout.tools.home import Home
from tieout.tools.ingest import ingest
from tieout.tools.labelled.prose import known_entries


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Total expense was $80 million, $83 million and $111 million in 2007, 2006 and 2005.",
            ["Total expense 2007 80000000", "Total expense 2006 83000000", "Total expense 2005 111000000"],
        ),
        (
            "In 2007 and 2006, cash received was $27 million and $50 million.",
            ["cash received 2007 27000000", "cash received 2006 50000000"],
        ),
        ("Total expense was $80 million and $83 million in 2007.", []),
        ("Total expense was $80 million in 2007 and rent $83 million in 2006.", []),
    ],
)
def test_lists(tmp_path: Path, text: str, found: list[str]) -> None:
    """Only a list that is as long as its list of years is read."""
    (tmp_path / "memo.md").write_text(f"# Memo\n\n{text}\n", encoding="utf-8")
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments(), create=True) as home:
        ingest(home, [tmp_path / "memo.md"])
        with home.snapshot() as snapshot:
            listed = known_entries(snapshot, snapshot.documents()[0])

    assert [f"{one.label} {one.head} {one.fact.value:f}" for one in listed] == found
