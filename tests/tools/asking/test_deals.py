"""Whether a text prints a company's name otherwise than as what somebody buys or merges with."""

import pytest

from tieout.tools.asking.deals import printed_alone

ASKED = "What was the revenue of Grebe Marine, Inc. in 2022?"


@pytest.mark.parametrize(
    ("text", "is_printed"),
    [
        (" the acquisition of all of the outstanding share of grebe marine closed ", False),
        (" grebe marine was merged into the bank ", False),
        (" goodwill from grebe marine ", False),
        (" grebe marine build boat ", True),
        (" grebe marine acquired heron boat yard and many other small companie ", True),
        (" after the acquisition of grebe marine the yard of grebe marine grew ", True),
        (" heron marine build boat ", False),
    ],
)
def test_the_object_of_a_deal_is_not_printed_alone(text: str, is_printed: bool) -> None:
    """The name counts where it stands at least once without a deal just before or behind it."""
    assert printed_alone(ASKED, "Grebe Marine, Inc.")(text.replace("grebe marine", "grebe marine inc")) == is_printed
    assert printed_alone(ASKED, "grebe marine")(text) == is_printed


@pytest.mark.parametrize(
    ("question", "name"),
    [("How much was paid for Grebe Marine, Inc.?", "grebe marine"), ("What was the revenue of Grebe?", "Grebe")],
)
def test_deals_count_where_they_are_asked_for(question: str, name: str) -> None:
    """And for one word without a legal form, which may be a brand of the company."""
    assert printed_alone(question, name)(" the acquisition of grebe marine closed ")
