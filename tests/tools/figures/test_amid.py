"""Two sentences with the same words stand for one another only where their surroundings do not part them."""

from dataclasses import dataclass

import pytest

from tests.tools.figures.test_restating import document
from tieout.period import FiscalPeriod
from tieout.tools.figures.amid import Amid, own_period
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.prose import Prose, Shelf
from tieout.tools.figures.said import Said, Setting

FY2023 = FiscalPeriod(year=2023)


@dataclass
class ScriptedEar:
    """Takes every heading for the name of a part."""

    def said(self, sentence: str) -> Said:
        """Nothing but the text."""
        return Said(text=sentence, readings=(), companies=(), wordings=(), terms=(), parts=())

    def inherited(self, said: Said, setting: Setting, *, heading: bool = False) -> Setting:
        """The heading as a part."""
        return Setting(entity=setting.entity, period=setting.period, member=said.text) if heading else setting


def allows(
    sentence: str, setting: Setting, *, above: str = "", telling: int = 6, years: tuple[int, ...] = (2023,)
) -> bool:
    """Whether a sentence may be proven by the same one under a heading of the report of fiscal 2023."""
    text = f"{above}\n{sentence}"
    said = Said(
        text=sentence, readings=figures(sentence), companies=(), wordings=mentions(sentence), terms=(), parts=()
    )
    amid = Amid(
        ear=ScriptedEar(),
        said=said,
        worded=said.wordings,
        first=sentence.partition(" ")[0].lower(),
        telling=telling,
        values=1,
        setting=setting,
        periods={FiscalPeriod(year=year) for year in years},
    )
    prose = Prose(document=document(), shelf=Shelf(lambda: (text, ())))
    return amid.allows(prose, (len(above) + 1, len(text)), timed=False)


@pytest.mark.parametrize(
    ("sentence", "year", "allowed"),
    [
        ("Prices of anvils rose 5% in 2023.", 2022, True),
        ("Prices of anvils rose 5%.", 2022, False),
        ("Prices of anvils rose 5%.", 2023, True),
        ("Prices of anvils rose 5% from the prior year.", 2023, True),
        ("It rose 5% with prices in 2023.", 2023, False),
    ],
)
def test_a_sentence_without_a_time_takes_that_of_its_surroundings(sentence: str, year: int, *, allowed: bool) -> None:
    """What names its year needs none; a sentence that points back is no sentence of its own."""
    assert allows(sentence, Setting(period=FiscalPeriod(year=year))) is allowed


def test_relative_words_need_one_report() -> None:
    """Without a year around the sentence, reports of two years leave "the prior year" open."""
    assert allows("Prices rose 5% from the prior year.", Setting())
    assert not allows("Prices rose 5% from the prior year.", Setting(), years=(2022, 2023))


@pytest.mark.parametrize(
    ("member", "above", "telling", "allowed"),
    [
        ("Europe", "Europe", 6, True),
        ("Europe", "Asia", 20, False),
        (None, "Asia", 6, False),
        (None, "Asia", 20, True),
        ("Europe", "", 6, False),
        (None, "Business", 6, True),
    ],
)
def test_headings_that_name_parts_agree(member: str | None, above: str, telling: int, *, allowed: bool) -> None:
    """A short sentence needs the same part above it; a long one only no other."""
    assert allows("Prices of anvils rose 5% in 2023.", Setting(member=member), above=above, telling=telling) is allowed


def test_a_document_without_a_year_has_no_period() -> None:
    """A report of fiscal 2023 reports on that year."""
    assert own_period(document()) == FY2023
    assert own_period(document().model_copy(update={"fiscal_year": None})) is None
