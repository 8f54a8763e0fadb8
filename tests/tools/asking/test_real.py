"""The questions of a public challenge: which of their companies and years a home has is told."""

import csv
import fnmatch
import json
from datetime import date
from pathlib import Path

import pytest

from tests.tools.asking.reports import report
from tieout.document import Document
from tieout.tools.asking.asked import understood

pytestmark = pytest.mark.real
JUNE = date(2022, 6, 30)
MARCH = date(2022, 3, 31)
HOME: tuple[Document, ...] = (
    report("HOLLEY INC.", 2022),
    report("Compagnie Financière Tradition SA", 2022, form=None, names=("CFT", "Tradition")),
    report("ENRG Elements Limited", 2022, form=None, end=JUNE, names=("Kopore Metals Limited",)),
    report("Baker Steel Resources Trust Limited", 2022, form=None),
    report("TransUnion", 2022),
    report("Yellow Pages Limited", 2022, form=None),
    report("Mercia Asset Management PLC", 2022, form=None, end=MARCH, names=("Mercia",)),
    report("TOWER SEMICONDUCTOR LTD.", 2022, form="20-F", names=("Tower",)),
    report("CREATIVE MEDIA & COMMUNITY TRUST CORPORATION", 2022),
    report("CROSSFIRST BANKSHARES, INC.", 2022, names=("CrossFirst Bank",)),
    report("FIRST MID BANCSHARES, INC.", 2022),
    report("SAFE & GREEN HOLDINGS CORP.", 2022),
)
"""As the twelve reports that are here are read."""
THERE = (
    "CrossFirst Bank|Holley Inc.|Creative Media & Community Trust Corporation|BAKER STEEL RESOURCES TRUST LIMITED|"
    "Tradition|Safe & Green Holdings Corp.|TransUnion|First Mid Bancshares, Inc.|Mercia Asset Management PLC|"
    "ENRG ELEMENTS LIMITED"
).split("|")


def test_every_company_and_year_of_the_challenge_is_told(shared_data: Path) -> None:
    """Those quoted that no report here is of are absent, and so is every year after the reports', and nothing else."""
    rows = json.loads((shared_data / "erc_round1" / "questions.json").read_text(encoding="utf-8"))
    assert len(rows) == 40
    for row in rows:
        asked = understood(row["question"], HOME)
        quoted = [name for number, name in enumerate(row["question"].split('"')) if number % 2]
        absent = tuple(name for name in quoted if name not in THERE)
        years = {year[:4] for year in asked.missing_years}
        later = {"2023"} if "2023" in row["question"] and asked.companies else set()

        assert (asked.absent, len(asked.companies), years) == (absent, len(quoted) - len(absent), later), row[
            "question"
        ]


QUARTERS = (
    ("Apple Inc.", "AAPL", 2022, "Q3", date(2022, 6, 25)),
    ("Apple Inc.", "AAPL", 2023, "Q1", date(2022, 12, 31)),
    ("Apple Inc.", "AAPL", 2023, "Q2", date(2023, 4, 1)),
    ("Apple Inc.", "AAPL", 2023, "Q3", date(2023, 7, 1)),
    ("AMAZON.COM, INC.", "AMZN", 2022, "Q3", date(2022, 9, 30)),
    ("AMAZON.COM, INC.", "AMZN", 2023, "Q1", date(2023, 3, 31)),
    ("AMAZON.COM, INC.", "AMZN", 2023, "Q2", date(2023, 6, 30)),
    ("AMAZON.COM, INC.", "AMZN", 2023, "Q3", date(2023, 9, 30)),
)
TENQS = tuple(
    report(name, year, form="10-Q", span=span, end=end, names=(ticker,)).model_copy(
        update={"id": f"{year} {span} {ticker}"}
    )
    for name, ticker, year, span, end in QUARTERS
)
"""As the eight 10-Qs that are here are read."""


def test_every_question_about_the_10_qs_is_asked_of_the_right_ones(shared_data: Path) -> None:
    """The one that a question names comes first, and questions over time are asked of all four in turn."""
    with (shared_data / "docugami_10q" / "qna_aapl_amzn.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 81
    for row in rows:
        asked = understood(row["Question"], TENQS)
        right = {d.id for d in TENQS if fnmatch.fnmatch(d.id, row["Source Docs"])}
        meant = asked.companies[0].steps[0]

        assert (len(asked.companies), asked.absent, asked.missing_years) == (1, (), ()), row["Question"]
        assert meant[0] in right, row["Question"]
        assert len(right) == 1 or (right == set(meant) and asked.in_turn), row["Question"]
