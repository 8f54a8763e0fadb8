"""A quotation is introduced by who says it, in the report where it stands, and is cut nowhere."""

from pathlib import Path

import pytest

from tieout.agent.wiring import open_home
from tieout.claim import Claim
from tieout.locator import Span, quote_hash
from tieout.ports import Evidence
from tieout.tools.figures.gate import Gate
from tieout.tools.figures.vocabulary import Vocabulary

WORDS = "Apple designs phones, computers, tablets, watches and headphones"


def verified(home: Path, lead: str, words: str) -> bool:
    """Whether a quotation of the sample 10-K of Apple for fiscal 2024 is verified."""
    with open_home(home).snapshot() as snapshot:
        document = next(d for d in snapshot.documents() if d.entity.ticker == "AAPL")
        start = snapshot.text(document.id).index(words)
        place = Span(
            document=document.id,
            content_hash=document.content_hash,
            quote_hash=quote_hash(words),
            start=start,
            end=start + len(words),
        )
        gate = Gate.over(Evidence(), snapshot, Vocabulary.load())
        claim = Claim(subquestion="q", kind="quotation", template=f"{lead}“{words}”", citations=(place,))
        return gate.judge(claim).verified


@pytest.mark.parametrize(
    ("lead", "right"),
    [
        ("", True),
        ("Apple Inc. says: ", True),
        ("In its 10-K for fiscal 2024, the company says: ", True),
        ("Advanced Micro Devices, Inc. says: ", False),
        ("In its 10-K for fiscal 1999, the company says: ", False),
        ("In its 10-Q, the company says: ", False),
    ],
)
def test_who_says_it(demo_home: Path, lead: str, *, right: bool) -> None:
    """Another company, another year or another form is no introduction."""
    assert verified(demo_home, lead, WORDS) is right


@pytest.mark.parametrize("words", [WORDS[1:], WORDS[:-2], "91,035"])
def test_a_quotation_cuts_nothing(demo_home: Path, words: str) -> None:
    """A word or a figure that is cut in two is not quoted."""
    assert not verified(demo_home, "", words)
