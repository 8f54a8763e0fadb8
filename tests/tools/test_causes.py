"""A filing's own words are the reason for a changed figure; where it has none, there is none."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from tests.readings import LetterEncoder, PlainSegments, read_filing, write_filing
from tieout.fact import Dimension, Fact, FactQuery
from tieout.tools.causes import Cause, cause_of, kind_of
from tieout.tools.home import Home
from tieout.tools.ingest import ingest

RECAST = "Certain prior period amounts have been reclassified to conform to the current period presentation."
SEGMENTS = "All prior-period segment data have been retrospectively adjusted."
SPLIT = "All share and per share amounts have been retroactively adjusted to reflect the 4-for-1 stock split."
DISCONTINUED = "The results of Anvils are reported as discontinued operations, and prior periods have been recast."
ERROR = "We restated our previously issued financial statements to correct errors in inventory."
STANDARD = "We adopted ASU 2014-09 on the full retrospective method, and prior periods were adjusted."
AMENDMENT = "The purpose of this Amendment No. 1 is to correct the amount of net sales."


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (RECAST, "reclassification"),
        ("Certain amounts from fiscal years 2024 and 2023 were reclassified to conform to current presentation.",
         "reclassification"),
        (SEGMENTS, "new segments"),
        ("Segment information reflects this new structure and prior period information has been recast.",
         "new segments"),
        (SPLIT, "stock split"),
        (DISCONTINUED, "discontinued operations"),
        (ERROR, "error correction"),
        (STANDARD, "accounting change"),
        (AMENDMENT, "amendment"),
    ],
)  # fmt: skip
def test_what_kind_of_change_a_sentence_states(sentence: str, kind: str) -> None:
    """Each class of reason is told by the words that filings use for it."""
    assert kind_of(sentence) == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Gains previously recorded in accumulated other comprehensive income were reclassified into earnings.",
        "The Restated Certificate of Incorporation was adjusted as of all prior periods.",
        "If errors are found, we may have to restate our previously issued financial statements.",
        "Indicate by check mark whether the statements reflect the correction of an error to previously issued ones.",
        "The Company will be required to recast prior periods when it adopts the standard, which it is evaluating.",
        "Net sales rose against the prior year.",
        "We adjusted our forecast.",
    ],
)
def test_what_states_no_change(sentence: str) -> None:
    """Risks, plans, check boxes and other senses of the words are no reasons."""
    assert kind_of(sentence) is None


def reason(tmp_path: Path, text: str, changes: Mapping[str, object] | None = None, *, old: str = "400") -> Cause | None:
    """The reason of a filing with this text for net sales of 100, of which an earlier one said 400."""
    write_filing(tmp_path / "files", "new", rows={"Net sales": "100"}, text=text, filed="2025-02-01")
    with Home.open(tmp_path / "home", encoder=LetterEncoder(), segments=PlainSegments()) as home:
        ingest(home, [tmp_path / "files"], reader=read_filing)
        with home.snapshot() as snapshot:
            now: Fact = snapshot.facts(FactQuery())[0].model_copy(update=changes or {})
            before = now.model_copy(update={"value": Decimal(old), "document": "old"})
            cause = cause_of(snapshot, now, before)
            assert cause is None or snapshot.quote(cause.locator) == cause.text
            return cause


def test_a_sentence_about_figures_at_large(tmp_path: Path) -> None:
    """It is quoted as it stands, and its place opens."""
    cause = reason(tmp_path, f"Acme makes anvils. {RECAST} It sells them.")

    assert cause is not None
    assert (cause.kind, cause.text) == ("reclassification", RECAST)


def test_no_reason_is_invented(tmp_path: Path) -> None:
    """A filing that says nothing of the change has no reason, nor has one that speaks of another figure."""
    assert reason(tmp_path, "Acme makes anvils.") is None
    other = "Unbilled receivables as of the prior year end were reclassified to other assets."
    assert reason(tmp_path / "other", other) is None


def test_the_sentence_that_names_the_figure_comes_first(tmp_path: Path) -> None:
    """Before one about amounts at large."""
    named = "Net sales of prior periods were restated to leave out freight."
    cause = reason(tmp_path, f"{RECAST} {named}")

    assert cause is not None
    assert cause.text == named


def test_new_segments_explain_a_segment(tmp_path: Path) -> None:
    """And not the whole company's figure."""
    segment = Dimension(axis="us-gaap:StatementBusinessSegmentsAxis", member="acm:ToolsMember", label="Tools")
    cause = reason(tmp_path, f"{RECAST} {SEGMENTS}", {"dimensions": (segment,)})

    assert cause is not None
    assert cause.kind == "new segments"
    assert reason(tmp_path / "whole", SEGMENTS) is None


def test_a_split_explains_what_it_multiplies(tmp_path: Path) -> None:
    """A figure per share that differs by the split's ratio, and nothing else."""
    per_share = {"unit": "USD/shares"}
    cause = reason(tmp_path, f"{RECAST} {SPLIT}", per_share)

    assert cause is not None
    assert cause.kind == "stock split"
    assert reason(tmp_path / "none", RECAST, per_share) is None
    assert reason(tmp_path / "money", SPLIT) is None


def test_an_amendment_says_why(tmp_path: Path) -> None:
    """Its stated purpose comes before everything else."""
    cause = reason(tmp_path, f"{RECAST} {AMENDMENT}")

    assert cause is not None
    assert cause.kind == "amendment"
