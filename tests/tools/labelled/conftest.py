"""A page of text and table, as a home has it."""

from collections.abc import Iterator

import pytest

from tests.readings import LetterEncoder, PlainSegments
from tieout.ports import Snapshot
from tieout.tools.home import Home
from tieout.tools.ingest import ingest

PAGE = """# Larkspur memo

The table below presents total net sales by contract type (in millions):

|  |  | Years ended September 30, |  |
|---|---|---|---|
|  | 2019 | 2018 | 2017 |
| Fixed price | $ 1,452.4 | $ 1,146.2 | $ 1,036.9 |
| Other | 44.1 | 56.7 | 70.8 |
| Total sales | $ 1,496.5 | $ 1,202.9 | $ 1,107.7 |
| Margin | 12.5% | 10.0% | 8.0% |
| Adjustment | — | (3.0) | 4.0 |

Units granted (in thousands) follow.

|  | Granted 2019 | Granted 2018 |
|---|---|---|
| RSUs: |  |  |
| Vested | 674 | 583 |
| PSUs: |  |  |
| Vested | 164 | 118 |
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The page alone."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "memo.md").write_text(PAGE, encoding="utf-8")
    with Home.open(folder / "home", encoder=LetterEncoder(), segments=PlainSegments(), create=True) as home:
        ingest(home, [folder / "memo.md"])
        with home.snapshot() as snapshot:
            yield snapshot
