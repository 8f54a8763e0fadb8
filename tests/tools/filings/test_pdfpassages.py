"""What is retrieved from a PDF."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.tools.filings.test_pdf import pdf
from tieout.document import Passage
from tieout.tools.filings import read
from tieout.tools.filings.lengths import BODY, tokens

SENTENCE = "The group sells anvils in many countries of the world."
HALF = ["The group sells anvils in many countries", "of the world and ships them by sea."]


def passages(tmp_path: Path, *pages: list[str]) -> tuple[Passage, ...]:
    """The passages of a PDF with some lines on each page."""
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(list(pages)))
    return read(path).passages


def test_a_passage_is_short_enough_to_be_encoded(tmp_path: Path) -> None:
    """However full a page, no passage is longer than an encoder takes, and together they hold every line."""
    found = passages(tmp_path, [f"{SENTENCE} No {n * 7 % 60} does." for n in range(60)])

    assert max(tokens(one.text) for one in found) <= BODY + 25
    assert {line for one in found for line in one.text.split("\n")} == {
        f"{SENTENCE} No {n * 7 % 60} does." for n in range(60)
    }


def test_no_passage_crosses_a_page(tmp_path: Path) -> None:
    """A sentence that goes on over the page is cut there: each passage cites one page."""
    found = passages(tmp_path, ["First page begins and goes on", "over to the"], ["second page where it ends."])

    assert [(one.page, one.text) for one in found] == [
        (1, "First page begins and goes on\nover to the"),
        (2, "second page where it ends."),
    ]


def test_prose_is_cut_at_a_sentence_and_overlaps(tmp_path: Path) -> None:
    """A passage ends with a sentence, and the last one opens the next passage too."""
    found = passages(tmp_path, HALF * 25)

    assert all(one.text.endswith("by sea.") for one in found)
    assert all(after.text.startswith("The group") for after in found)
    assert all(
        after.locator.start is not None and before.locator.end is not None and after.locator.start < before.locator.end
        for before, after in pairwise(found)
    )


def test_a_heading_begins_a_passage(tmp_path: Path) -> None:
    """A heading ends what is long enough before it, and stands in the path of what follows."""
    body = [SENTENCE] * 8
    found = passages(tmp_path, ["1. Markets", *body, "2. Ships", *body], [SENTENCE])

    assert [(one.heading, one.text.split("\n")[0]) for one in found] == [
        (("1. Markets", "Page 1"), "1. Markets"),
        (("2. Ships", "Page 1"), "2. Ships"),
        (("2. Ships", "Page 2"), SENTENCE),
    ]


@pytest.mark.real
def test_pages_of_a_real_report(shared_data: Path) -> None:
    """Every page with words has passages, each is exactly its range where it is prose, and none crosses a page."""
    reading = read(shared_data / "docugami_10q/docs/2023 Q1 AMZN.pdf")
    pages = reading.text.split("\f")

    assert {one.page for one in reading.passages} == {n for n, page in enumerate(pages, 1) if len(page.split()) > 5}
    assert all("\f" not in reading.text[one.locator.start : one.locator.end] for one in reading.passages)
    assert all(
        one.text == reading.text[one.locator.start : one.locator.end] for one in reading.passages if one.kind == "page"
    )
