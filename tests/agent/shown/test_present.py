"""In a chat nothing that a filing or a model says is markup, and nothing unproven is a figure."""

from tests.agent.scripted import abstained, answered
from tieout.agent.shown.present import chat_text, escape, line_of_answer
from tieout.answer import Withheld


def test_text_and_sources_are_shown() -> None:
    """The sentence with its mark, and the mark's place and quotation."""
    assert chat_text(answered()) == (
        "Acme Corp's net sales were $391,035 million. [1]\n\n"
        "Sources\n\n[1] acme-2024, 0000000001-24-000007, Item 8: “Net sales \\| 391,035”"
    )


def test_a_refusal_is_its_one_line() -> None:
    """An abstention says its reason once."""
    assert chat_text(abstained()) == "Not verifiable from the indexed documents: no guidance is indexed."


def test_each_reason_is_said_once_and_without_a_second_full_stop() -> None:
    """A partial answer lists what is not verifiable."""
    withheld = tuple(Withheld(text=t, reason="no_source", detail="no filing. ") for t in "ab")
    answer = answered().model_copy(update={"status": "partial", "withheld": withheld})

    assert chat_text(answer).split("\n\n")[1] == "Not verifiable: no filing. ."


def test_a_quotation_is_no_markup() -> None:
    """Links, headings, images, HTML and emphasis in a filing's words are shown as they are written."""
    line = "- “# [click](http://x) <img src=x> **b** `c` ~d~ & | e” [1][2]"

    assert line_of_answer(line) == (
        "- “\\# \\[click\\](http://x) \\<img src=x\\> \\*\\*b\\*\\* \\`c\\` \\~d\\~ &amp; \\| e” [1][2]"
    )


def test_a_table_stays_a_table() -> None:
    """Bars between cells stay, a bar inside a cell stays escaped, other markup is escaped."""
    line = "| Acme *x* a \\| b | $5 million [1] |"

    assert line_of_answer(line) == "| Acme \\*x\\* a \\| b | $5 million [1] |"
    assert line_of_answer("| --- | ---: |") == "| --- | ---: |"


def test_every_sign_of_markdown_is_escaped() -> None:
    """A backslash too."""
    assert escape("\\*") == "\\\\\\*"
