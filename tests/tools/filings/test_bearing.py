"""The day that a document bears."""

from datetime import date

import pytest

from tieout.document import Document, Entity
from tieout.tools.filings.bearing import bearing


def document(**more: object) -> Document:
    """A document of no form."""
    return Document.model_validate(
        {"id": "d", "entity": Entity(name="d"), "kind": "other", "title": "d", "content_hash": "0" * 64, **more}
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Effective date: January 1, 2024", date(2024, 1, 1)),
        ("This policy is effective as of 1 March 2023.", date(2023, 3, 1)),
        ("This Agreement is made on the 3rd day of May 2021 between", date(2021, 5, 3)),
        ("Last updated 2022-06-30", date(2022, 6, 30)),
        ("made on May 1, 2020 and effective from June 1, 2020", date(2020, 6, 1)),
        ("Effective February 30, 2024", None),
        ("The war of September 1, 1939 ended", None),
        ("no day at all", None),
    ],
)
def test_the_day_from_which_it_holds_goes_first(text: str, expected: date | None) -> None:
    """Effective before revised before made; a day that stands there for another reason is none."""
    assert bearing(document(), text).dated == expected


def test_reports_have_their_period() -> None:
    """A form, or a document of a period, bears no day of its own."""
    text = "Effective date: January 1, 2024"

    assert bearing(document(form="10-K"), text).dated is None
    assert bearing(document(period_end=date(2023, 12, 31)), text).dated is None
