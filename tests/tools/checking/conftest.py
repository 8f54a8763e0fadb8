"""What the tests of checking share: the sample filing of one company as a source."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tieout.checked import Checked
from tieout.tools.checking.check import check
from tieout.tools.checking.paper import Paper
from tieout.tools.checking.reader import paper_of
from tieout.tools.checking.sources import Sources, of_files
from tieout.tools.figures.vocabulary import Vocabulary

Checking = Callable[[str | Paper], Checked]
SAMPLE = Path(__file__).parents[3] / "agent" / "demo" / "sample-AAPL-10-K-2024.html"


@pytest.fixture(scope="session")
def sample() -> Sources:
    """Apple's sample filing of fiscal 2024."""
    return of_files([SAMPLE], paper_of("nothing"))


@pytest.fixture(scope="session")
def checking(sample: Sources) -> Checking:
    """Checks a text or a paper against the sample."""
    vocabulary = Vocabulary.load()
    return lambda text: check(paper_of(text) if isinstance(text, str) else text, sample, vocabulary)
