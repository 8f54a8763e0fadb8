"""The scale of amounts in prose that leaves the scale word out."""

from decimal import Decimal

import pytest

from tieout.tools.filings.prosescale import prose_readings, prose_scale

NOTES = "".join(
    f"The charge of ${n}21 was taken after a long review of the business by our own people and others.\n"
    for n in range(1, 8)
)
HEAD = "(Dollars in Millions Except Share and Per Share Amounts)\n"
TABLE = "Debt\n(In millions)\n\t2024\t2023\nNotes\t$ 500\t$ 400\nLoans\t$ 30\t$ 20\n"


def value(text: str, printed: str) -> Decimal | None:
    """The value of a printed figure in its line."""
    at = text.index(printed)
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return next(r.value for r in prose_readings(text, low, high if high > 0 else len(text)) if r.text == printed)


def test_whole() -> None:
    """A text that says its unit in a line of its own and leaves the words out is written in it, from there on."""
    text = f"We lease $7 in all.\n{HEAD}{NOTES}A price of $76.45 was paid, and $0.01 per share, and $2 billion.\n"

    assert value(text, "$121") == Decimal(121_000_000)
    assert value(text, "$7") == Decimal(7)
    assert value(text, "$76.45") == Decimal("76.45")
    assert value(text, "$2 billion") == Decimal(2_000_000_000)


@pytest.mark.parametrize(
    "text",
    [
        NOTES,
        HEAD + NOTES.replace("21 was", "21 million was"),
        HEAD + NOTES.replace("21 was", "21,000,000 was"),
        HEAD + "(in thousands)\n" + NOTES,
    ],
)
def test_none(text: str) -> None:
    """No line, words at the amounts, amounts in full, or two units: amounts stand for themselves."""
    assert prose_scale(text, text.index("The charge")) == 0


def test_sentence() -> None:
    """A sentence that says its unit in brackets says it of the amounts after it."""
    text = "Of $4, software was (in millions): 2023-$836.0; 2022-$864.3."

    assert value(text, "$836.0") == Decimal(836_000_000)
    assert value(text, "$4") == Decimal(4)


def test_notes_below_a_table() -> None:
    """Notes right below a table are in its unit, unless they have scale words or stand elsewhere."""
    note = "(1) Includes $300 of notes that were drawn."

    assert value(f"{TABLE}{note}\n", "$300") == Decimal(300_000_000)
    assert value(f"{TABLE}(1) Includes $300 of notes and $1 million.\n", "$300") == Decimal(300)
    assert value(f"{TABLE}Some words stand between.\n{note}\n", "$300") == Decimal(300)
    assert value(f"{note}\n", "$300") == Decimal(300)
