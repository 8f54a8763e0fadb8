"""A thousand facts of every third shared filing, tagged or not, open where they say."""

import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tieout.errors import TieoutError
from tieout.fact import Fact
from tieout.reading import Reading

pytestmark = pytest.mark.real

Placed = tuple[str, Fact, Reading]


@pytest.fixture(scope="module")
def placed(shared_data: Path, read_once: Callable[[Path], Reading]) -> list[Placed]:
    """Facts with a place, drawn from every third shared filing."""
    chosen = random.Random(20)  # noqa: S311  # a sample, not a secret
    found: list[Placed] = []
    paths = sorted([*(shared_data / "filings").rglob("*.htm*"), *(shared_data / "edgar_replay").rglob("*.htm")])
    for path in paths[::3]:
        try:
            reading = read_once(path)
        except TieoutError:
            continue
        facts = [fact for fact in reading.facts if fact.locator.start is not None]
        found += [(path.name, fact, reading) for fact in chosen.sample(facts, min(180, len(facts)))]
    return chosen.sample(found, 1000)


def test_quotations(placed: list[Placed]) -> None:
    """What stands at the locator is what the fact says is printed, and its hash agrees."""
    for name, fact, reading in placed:
        quotation = reading.text[fact.locator.start : fact.locator.end]
        assert fact.printed in {quotation, f"({quotation})", f"-{quotation}"}, name
        assert fact.locator.quote_hash == sha256(quotation.encode()).hexdigest()[:16], name


def test_cells(placed: list[Placed]) -> None:
    """A locator that names a cell names the one around the quotation."""
    for name, fact, reading in placed:
        at = fact.locator
        if at.kind not in {"tag", "cell"} or at.cell is None:
            continue
        address = at.cell
        row = reading.tables[address.table].rows[address.row]
        cell = next(c for c in row if c.column <= address.column < c.column + c.span)
        assert cell.start <= (at.start or 0) < cell.end, name


def test_both_origins(placed: list[Placed]) -> None:
    """The sample has tagged and untagged facts of many filings."""
    assert {fact.origin for _, fact, _ in placed} == {"xbrl", "table"}
    assert len({name for name, _, _ in placed}) >= 20
