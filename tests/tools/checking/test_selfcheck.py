"""A text is tested against itself: its tables add up, its percentages follow, and a figure is said one way."""

import pytest

from tieout.checked import Finding
from tieout.tools.checking.markdown import read_markdown
from tieout.tools.checking.selfcheck import self_check
from tieout.tools.figures.vocabulary import Vocabulary

VOCABULARY = Vocabulary.load()
MEMO = """# Acme: fiscal 2024

## Summary

Revenue was $391.0 billion in fiscal 2024, up from $383.3 billion in fiscal 2023.

## Results of operations

In fiscal 2024, net sales were $391,035 million.

(In millions)

| | 2024 | 2023 |
|---|---|---|
| Net sales | 391,035 | 383,285 |
| Cost of sales | 210,352 | 214,137 |
| Gross margin | 180,683 | 169,148 |
| Operating expenses | 57,467 | 54,847 |
| Operating income | 123,216 | 114,301 |

Sales by product, in millions:

| Product | 2024 | 2023 | Change |
|---|---|---|---|
| Anvils | 201,183 | 200,583 | 0% |
| Bolts | 29,984 | 29,357 | 2% |
| Crates | 26,694 | 28,300 | (6)% |
| Wires | 37,005 | 39,845 | (7)% |
| Services | 96,169 | 85,200 | 13% |
| Total net sales | 391,035 | 383,285 | 2% |
"""


def found(text: str, prior: str | None = None) -> list[tuple[str, str, str]]:
    """Kind, verdict and figure of every finding."""
    return [(f.kind, f.verdict, f.text) for f in findings(text, prior)]


def findings(text: str, prior: str | None = None) -> tuple[Finding, ...]:
    """What a Markdown text says against itself."""
    before = read_markdown("prior", prior) if prior is not None else None
    return self_check(read_markdown("memo", text), VOCABULARY, prior=before)


def test_a_text_that_agrees_with_itself_has_no_findings() -> None:
    """Rounded figures in prose agree with the table's exact ones, and every total foots."""
    assert findings(MEMO) == ()


def test_spans_open_the_figures_that_do_not_add_up() -> None:
    """The first span is the total, the others are its parts, all in the text as it was given."""
    text = MEMO.replace("123,216", "123,261")

    (one,) = findings(text)

    assert (one.kind, one.verdict) == ("footing", "wrong")
    assert [text[slice(*span)] for span in one.spans] == ["123,261", "180,683", "57,467"]
    assert "45 more" in one.detail


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("| 96,169 | 85,200 | 13%", "| 96,169 | 85,200 | 18%", ("growth", "wrong", "18%")),
        ("$391,035 million", "$391,305 million", ("consistency", "wrong", "$391,305 million")),
        ("$391.0 billion", "$391.0 million", ("consistency", "wrong", "$391.0 million")),
        ("$391.0 billion", "$391.1 billion", ("consistency", "rounding", "$391.1 billion")),
        ("| Bolts | 29,984", "| Bolts | 29,948", ("footing", "wrong", "391,035")),
    ],
)
def test_one_edit_is_found_where_it_was_made(old: str, new: str, expected: tuple[str, str, str]) -> None:
    """A wrong percentage, a transposed digit, a wrong scale, a wrong rounding and a wrong item are told apart."""
    assert expected in found(MEMO.replace(old, new))


def test_another_companys_or_parts_figure_is_no_contradiction() -> None:
    """A sentence with words that the text's own metrics do not explain is not held against the total."""
    text = MEMO + "\nNet sales in Texas were $391,305 million in fiscal 2024.\n\nBolt's net sales were $5 in 2024.\n"

    assert findings(text) == ()


def test_guidance_does_not_contradict_an_actual() -> None:
    """What is expected of a period need not be what it became."""
    assert findings(MEMO + "\nWe expect net sales to be $391,305 million in fiscal 2024.\n") == ()


def test_a_text_without_figures_or_of_nothing_has_no_findings() -> None:
    """Empty, blank and wordy texts come back clean."""
    assert [findings(text) for text in ("", " \n\n", "Acme makes anvils.\n")] == [(), (), ()]
