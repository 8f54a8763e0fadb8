"""What hides in a drafter's sentence is found; what the offline analyst writes is left alone."""

import pytest

from tieout.claim import Claim, Slot
from tieout.locator import Span
from tieout.tools.figures.guise import guise, vague, visible

AT = Span(document="d", content_hash="0" * 64, quote_hash="0" * 16, start=0, end=5)


def why(template: str) -> str | None:
    """What is found in a claim of figures with this sentence."""
    slots = {"v": Slot(fact="f")} if "{v}" in template else {}
    return guise(Claim(subquestion="q", kind="figure", template=template, slots=slots, citations=(AT,)), {})


@pytest.mark.parametrize(
    "template",
    [
        "Net sales were {v} euros in fiscal 2024.",
        "Net sales were €{v} in fiscal 2024.",
        "Net sales were ({v}) in fiscal 2024.",
        "Net sales were a tenth of {v} in fiscal 2024.",
        "Net sales were several times {v} in fiscal 2024.",
        "Net sales were {v} or more in fiscal 2024.",
        "Net sales were {v} and a half in fiscal 2024.",
        "Net sales were {v} a day in fiscal 2024.",
        "Net sales were hardly {v} in fiscal 2024.",
        "Net sales were {v}, or triste quinientos millones.",
        "Net sales were {v}, or XII billion.",
        "Net sales were {v}, next to nothing.",
        "Net sales were {v}\u202e in fiscal 2024.",
        "Net sales were {v}\x08\x08 in fiscal 2024.",
        "Net sales were {v} <b>in</b> fiscal 2024.",
    ],
)
def test_a_guise_is_found(template: str) -> None:
    """Units, signs and bounds at a gap, numbers in words, unseen characters and markup are each a reason."""
    assert why(template) is not None


@pytest.mark.parametrize(
    "template",
    [
        "Apple Inc.’s net sales were {v} in fiscal 2024 (ended September 28, 2024).",
        "Apple Inc.’s net sales rose {v} in fiscal 2024.",
        "“Hundreds of millions, net” was {v} in fiscal 2024.",
        "Net sales grew {v} a year over fiscal 2021 to fiscal 2024.",
    ],
)
def test_a_plain_sentence_is_left(template: str) -> None:
    """What states a figure plainly, or quotes a label, is no guise."""
    assert why(template) is None


def test_vague_numbers_are_named() -> None:
    """The words themselves are given, for the reason; quoted ones are the source's."""
    assert vague("It made several trillion and “millions”, in MMXXIV.") == ("several trillion", "MMXXIV")


def test_a_shown_text_is_visible() -> None:
    """What nobody sees is a space."""
    assert visible("a\u202eb\x00c\n") == "a b c\n"
