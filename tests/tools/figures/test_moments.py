"""The year before, said beside a cause, is not the year of the sentence or of those that follow."""

from tests.tools.figures.test_tying import BEFORE, NOW, tier
from tieout.period import FiscalPeriod
from tieout.tools.figures.said import Setting

YEAR = FiscalPeriod(year=2024, span="FY")
CAUSED = "Revenue grew 25%, primarily driven by prices, partially offset by the additional week in the prior year."


def test_a_cause_of_the_year_before_leaves_the_year() -> None:
    """Growth is of the year of the surroundings, not of the year in which its cause lay."""
    (bound,) = tier(NOW, BEFORE, strict=False).tie(CAUSED, Setting(period=YEAR))

    assert bound.verdict == "tied", bound.failure


def test_later_sentences_keep_the_year() -> None:
    """A mention of the prior year inside a sentence does not move the sentences that follow, however many do so."""
    judge, setting = tier(NOW, BEFORE, strict=False), Setting(period=YEAR)
    for _ in range(3):
        setting = judge.inherited(judge.said(CAUSED), setting)

    assert setting.period == YEAR


def test_a_lone_figure_is_of_the_year_that_is_named() -> None:
    """The word "from" in a metric's name makes no comparison with the year before."""
    sentence = "In fiscal 2024, Acme reported cash from (used for) anvils of $4.0 billion."

    assert all(b.verdict != "tied" for b in tier(NOW, BEFORE, strict=False).tie(sentence))
