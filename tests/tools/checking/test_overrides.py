"""A person's word on single figures, from draft to draft."""

from pathlib import Path

import pytest

from tests.tools.checking.conftest import Checking
from tieout.checked import Checked
from tieout.errors import InputError, NotThereError, ReadError
from tieout.tools.checking.overrides import Ledger, Wanted, keep

DRAFT = "Apple's net sales were $391.0 billion in fiscal 2024. Apple's net sales were $391.0 billion in fiscal 2023.\n"
WRONG = Wanted(figure="93:107", by="Ann Lee", reason="as restated in the proxy")


def kept_in(path: Path, checked: Checked) -> Ledger:
    """What is read back after it was kept."""
    keep(path, checked)
    return Ledger.read(path)


@pytest.fixture(name="first")
def _first(checking: Checking) -> Checked:
    checked = checking(DRAFT)
    start = checked.figures[1].span
    wanted = WRONG.model_copy(update={"figure": "{}:{}".format(*start)})
    return Ledger(wanted=(wanted,)).applied(checked)


def test_an_overridden_figure_keeps_its_verdict_and_stands(first: Checked) -> None:
    """The verdict is not changed; who answers for it, and why, stands beside it."""
    figure = first.figures[1]

    assert (figure.verdict, figure.reason, figure.stands) == ("wrong", "wrong_period", True)
    assert figure.override is not None
    assert (figure.override.by, figure.override.reason) == ("Ann Lee", "as restated in the proxy")
    assert (first.status, first.ties) == ("tied", True)


def test_it_holds_in_the_next_draft_while_sentence_and_source_are_the_same(
    tmp_path: Path, first: Checked, checking: Checking
) -> None:
    """A new paragraph elsewhere changes nothing."""
    ledger = kept_in(tmp_path / "k.json", first)

    again = ledger.applied(checking("An introduction.\n\n" + DRAFT))

    assert [f.override is not None for f in again.figures] == [False, True]


@pytest.mark.parametrize("change", ["in the fiscal 2023", "in fiscal 2022"])
def test_it_lapses_when_its_sentence_changes(tmp_path: Path, first: Checked, checking: Checking, change: str) -> None:
    """A person answered for other words; it is said that this no longer holds."""
    ledger = kept_in(tmp_path / "k.json", first)

    again = ledger.applied(checking(DRAFT.replace("in fiscal 2023", change)))

    assert all(f.override is None for f in again.figures)
    assert again.notes[-1].startswith("1 earlier overrides no longer hold")
    assert not again.ties


def test_it_lapses_when_a_source_changes(tmp_path: Path, first: Checked, checking: Checking) -> None:
    """Another content hash of any source is another proof."""
    ledger = kept_in(tmp_path / "k.json", first)
    checked = checking(DRAFT)
    other = tuple(d.model_copy(update={"content_hash": "b" * 64}) for d in checked.documents)

    again = ledger.applied(checked.model_copy(update={"documents": other}))

    assert all(f.override is None for f in again.figures)


def test_what_is_meant_must_be_one_figure_that_does_not_tie(checking: Checking) -> None:
    """A text that stands twice asks for a span; a figure that ties needs nobody."""
    checked = checking(DRAFT)

    with pytest.raises(InputError, match="stands in the text 2 times; give one of the spans"):
        Ledger(wanted=(WRONG.model_copy(update={"figure": "$391.0 billion"}),)).applied(checked)
    with pytest.raises(NotThereError, match="no figure '12'"):
        Ledger(wanted=(WRONG.model_copy(update={"figure": "12"}),)).applied(checked)
    first = "{}:{}".format(*checked.figures[0].span)
    with pytest.raises(InputError, match="ties"):
        Ledger(wanted=(WRONG.model_copy(update={"figure": first}),)).applied(checked)


def test_a_file_that_is_no_ledger_is_not_overwritten(tmp_path: Path) -> None:
    """Somebody else's file stays."""
    path = tmp_path / "k.json"
    path.write_text("[1, 2]")

    with pytest.raises(ReadError, match="no list of overrides"):
        Ledger.read(path)
