"""Companies, metrics and periods read well in a sentence."""

import pytest

from tieout.agent.offline.drafts.naming import company, possessive, verb, with_member
from tieout.document import Entity


@pytest.mark.parametrize(
    ("name", "ticker", "printed"),
    [
        ("ADVANCED MICRO DEVICES, INC.", "AMD", "Advanced Micro Devices, Inc."),
        ("Apple Inc.", "AAPL", "Apple Inc."),
        ("AMAZON.COM, INC.", "AMZN", "Amazon.com, Inc."),
        ("INTERNATIONAL BUSINESS MACHINES CORPORATION", "IBM", "International Business Machines Corporation"),
    ],
)
def test_names_are_printed_in_ordinary_capitals(name: str, ticker: str, printed: str) -> None:
    """A name in capitals is set in ordinary ones; others stay."""
    assert company(Entity(cik="0000000001", ticker=ticker, name=name)) == printed


def test_verbs_follow_the_head_of_the_noun() -> None:
    """“net sales were”, “net income attributable to stockholders was”."""
    assert verb("net sales") == "were"
    assert verb("net income attributable to stockholders") == "was"
    assert possessive("Apple Inc.") == "Apple Inc.’s"


def test_a_part_is_named_behind_its_metric() -> None:
    """A part has no total: “total net sales” of it are its net sales."""
    assert with_member("total net sales", "Services") == "net sales of Services"
    assert with_member("total net sales", None) == "total net sales"
