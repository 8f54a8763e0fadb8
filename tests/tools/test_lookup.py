"""A look back says what it leaves out."""

from pathlib import Path

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tieout.tools.home import Home
from tieout.tools.ingest import ingest
from tieout.tools.lookup import left_out


def test_documents_of_unknown_date_are_named(tmp_path: Path) -> None:
    """Five of them by name and the others counted; none where every date is known, or they are another company's."""
    for number in range(7):
        write_filing(tmp_path / "files", f"u{number}", rows={"Net sales": f"{number}"})
    write_filing(tmp_path / "files", "dated", filed="2025-02-01", cik="0000000002")
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        ingest(home, [tmp_path / "files"], reader=read_filing)
        with home.snapshot() as snapshot:
            assert left_out(snapshot) == (
                "left out, for their filing date is not known: u0, u1, u2, u3, u4 and 2 more; "
                "`tieout ingest --filed DATE` gives it"
            )
            assert left_out(snapshot, {"0000000002"}) is None
