"""A report tells whose it is and for which year, wherever it says so."""

from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from tieout.document import Document
from tieout.tools.filings.document import Source
from tieout.tools.filings.issuer import issuer
from tieout.tools.filings.paged import covered, identified
from tieout.tools.filings.reported import last_day, titled_year, with_year

OPINION = (
    "INDEPENDENT AUDITOR'S REPORT TO THE MEMBERS OF HOLT MARINE PLC\nWe have audited the financial statements of "
    "Holt Marine plc (the “Company”) and its subsidiaries for the year ended 31 March 2022.\nDeloitte LLP"
)
BODY = "Holt Marine plc\nAnnual Report 2022 {}\nHolt Marine operates ferries. Holt Ferries has 12 ships."


def pages_of(*first: str, count: int = 18) -> list[str]:
    """A report: its first pages, then pages with a running head."""
    return [*first, *(BODY.format(number) for number in range(count))]


def document(pages: list[str], title: str | None = None) -> Document:
    """What a file with these pages is read as."""
    source = Source(path=Path("f00dcafe.pdf"), content_hash="0" * 64)
    return with_year(identified(source, pages, title), pages)


def test_a_report_without_cover_is_its_issuers() -> None:
    """Running heads and the auditor's report name it; the file's name says nothing, and the auditor is not it."""
    found = document(pages_of("Annual Report\n2022", OPINION))

    assert found.entity.name == "Holt Marine plc"
    assert found.title == "Holt Marine plc annual report, fiscal 2022"
    assert "Holt Ferries" in found.names
    assert (found.fiscal_year, found.fiscal_period, found.period_end) == (2022, "FY", date(2022, 3, 31))


def test_former_names_and_symbols_are_kept() -> None:
    """What stands behind the name as a former one, an abbreviation and a listing."""
    first = (
        "Holt Marine plc (formerly known as Tidewater Barges Limited)\nHolt Marine plc (LSE: HOLT)\n"
        "Holt Marine plc (“HMP”) is a company incorporated in England."
    )

    assert {"Tidewater Barges Limited", "HOLT", "HMP"} <= set(document(pages_of(first, OPINION)).names)


def test_former_names_of_others_are_not() -> None:
    """A supplier's former name is none of the issuer's."""
    first = "Our supplier Gale Steel GmbH, formerly known as Eisen Nord GmbH, delivers plates."

    assert "Eisen Nord GmbH" not in document(pages_of(OPINION, "x " * 200 + first)).names


def test_a_cover_behind_letters_is_found() -> None:
    """A form's cover may follow a letter to the shareholders."""
    cover = (
        "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nWashington, D.C. 20549\nFORM 10-K\n"
        "For the fiscal year ended December 31, 2022\nCommission file number 001-37470\nHarbor Light Inc.\n"
        "(Exact name of registrant as specified in its charter)\n"
    )
    pages = ["Annual\nReport\n2022", "Dear fellow shareholders, " + "it was a good year. " * 400, cover, "Item 1."]

    assert covered(pages).name == "Harbor Light Inc."
    found = document(pages)
    assert (found.entity.name, found.form, found.fiscal_year) == ("Harbor Light Inc.", "10-K", 2022)


def test_a_year_that_ends_in_spring_is_called_as_its_text_does() -> None:
    """The year to 2 February 2024 is fiscal 2023, where the report says so."""
    cover = (
        "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nFORM 10-K\nFor the fiscal year ended February 2, 2024\n"
        "Commission file number 1-7898\nGranite Shoes, Inc.\n(Exact name of registrant as specified in its charter)\n"
    )

    found = document([cover, *["In fiscal 2023 sales fell, in fiscal 2022 they rose."] * 5])
    assert (found.fiscal_year, found.title) == (2023, "Granite Shoes, Inc. 10-K, fiscal 2023")


def test_the_last_line_of_a_name_is_not_the_name() -> None:
    """Where the cover breaks a long name, the text has it whole."""
    opinion = "We audited the balance sheets of The Granite Shoe Company as of"
    pages = ("THE GRANITE SHOE\nCOMPANY", opinion, opinion, opinion, opinion)

    assert issuer(pages, None, "COMPANY").name == "Granite Shoe Company"


@pytest.mark.parametrize("title", ["Microsoft Word - report_final.docx", "Annual Report 2022", "", None])
def test_a_title_that_names_nobody_is_no_name(title: str | None) -> None:
    """Templates and file names are not issuers."""
    assert document(pages_of("Annual Report\n2022", OPINION), title).entity.name == "Holt Marine plc"


def test_a_paper_that_is_no_report_keeps_its_title() -> None:
    """A contract is not its first party's; who it names can still be asked for."""
    pages = ["This Agreement is made between Holt Marine plc (the “Company”) and Gale Steel GmbH. " * 3] * 3

    found = document(pages, "Supply agreement")
    assert (found.entity.name, found.fiscal_year) == ("Supply agreement", None)
    assert found.names[:1] == ("Holt Marine plc",)


@pytest.mark.parametrize(
    ("page", "year"),
    [
        ("Annual Report 2022", 2022),
        ("2021/22 Integrated Report", 2022),
        ("Annual Report and Accounts 2022/23", 2023),
        ("ANNUAL REPORT FOR THE FINANCIAL YEAR 2021", 2021),
        ("Universal Registration Document 2020", 2020),
        ("Rapport", None),
    ],
)
def test_a_title_tells_the_year(page: str, year: int | None) -> None:
    """Annual, integrated and registration documents, with one year or two."""
    assert titled_year([page]) == year


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("for the year ended 30 June 2022", date(2022, 6, 30)),
        ("for the fiscal year ended December 31, 2022", date(2022, 12, 31)),
        ("for the year ending 31.12.2022", date(2022, 12, 31)),
        ("as at 31st March 2022", date(2022, 3, 31)),
        ("for the six months ended 30 June 2022", None),
    ],
)
def test_the_last_day_is_the_one_named_often(words: str, day: date | None) -> None:
    """In the orders and spellings of several countries; parts of a year do not count."""
    assert last_day([words]) == day


ERC = {
    "194000c9": ("HOLLEY INC.", 2022),
    "2779336b": ("Compagnie Financière Tradition SA", 2022),
    "43437bcc": ("ENRG Elements Limited", 2022),
    "84749ef5": ("Baker Steel Resources Trust Limited", 2022),
    "85fb23ba": ("TransUnion", 2022),
    "9d7a7244": ("Yellow Pages Limited", 2022),
    "ac9aa244": ("Mercia Asset Management PLC", 2022),
    "cbd8fb25": ("TOWER SEMICONDUCTOR LTD.", 2022),
    "e0d6bb57": ("CREATIVE MEDIA & COMMUNITY TRUST CORPORATION", 2022),
    "e2b19d2c": ("CROSSFIRST BANKSHARES, INC.", 2022),
    "e765cdd4": ("FIRST MID BANCSHARES, INC.", 2022),
    "f06d7ecc": ("SAFE & GREEN HOLDINGS CORP.", 2022),
}


@pytest.mark.real
@pytest.mark.parametrize("stem", ERC)
def test_real_annual_reports_are_their_issuers(shared_data: Path, stem: str) -> None:
    """Twelve reports of banks, funds, miners and others, whose files are named by a hash."""
    (path,) = (shared_data / "erc_round1" / "pdfs").glob(f"{stem}*.pdf")
    pdf = pypdfium2.PdfDocument(path)
    pages = [pdf[number].get_textpage().get_text_range().replace("\r\n", "\n") for number in range(len(pdf))]
    title = pdf.get_metadata_value("Title") or None
    pdf.close()

    found = document(pages, title)
    assert (found.entity.name, found.fiscal_year) == ERC[stem]
