"""Companies are found however they are written, and strangers are seen."""

import pytest

from tieout.document import Entity
from tieout.tools.figures.companies import Companies, listed, residue, strangers

APPLE = Entity(cik="0000320193", ticker="AAPL", name="Apple Inc.")
AMD = Entity(cik="0000002488", ticker="AMD", name="ADVANCED MICRO DEVICES, INC")
LOWES = Entity(cik="0000060667", ticker="LOW", name="LOWES COMPANIES INC")
GE = Entity(cik="0000040545", ticker="GE", name="GENERAL ELECTRIC CO")
GM = Entity(cik="0001467858", ticker="GM", name="General Motors Company")
MARA = Entity(cik="0001507605", ticker="MARA", name="Marathon Digital Holdings, Inc.")
ALL = Companies([APPLE, AMD, LOWES, GE, GM, MARA])


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Apple's net sales", APPLE),
        ("apple net sales", APPLE),
        ("AAPL revenue", APPLE),
        ("Advanced Micro Devices revenue", AMD),
        ("amd revenue", AMD),
        ("Lowe's sales", LOWES),
        ("lowes sales", LOWES),
        ("General Electric sales", GE),
        ("General Motors sales", GM),
        ("320193 revenue", APPLE),
    ],
)
def test_a_company_is_found_however_it_is_written(text: str, entity: Entity) -> None:
    """Name, first word, ticker, CIK, possessive and lower case lead to the company."""
    assert [n.entity for n in ALL.find(text)] == [entity]


def test_a_form_glued_to_a_name_may_be_left_away() -> None:
    """PepsiCo is Pepsi; in capitals nothing tells where the name ends."""
    pepsico = Entity(name="PepsiCo, Inc.")
    assert [n.entity for n in Companies([pepsico, APPLE]).find("Pepsi's revenue")] == [pepsico]
    assert Companies([Entity(name="TEXACO INC"), APPLE]).find("texa revenue") == ()


def test_a_company_is_found_by_what_its_documents_call_it() -> None:
    """Short and former names, and symbols in capitals; a name that another company has by itself stays that one's."""
    lake = Entity(name="Compagnie Générale du Lac SA")
    found = Companies([lake, APPLE], {lake.key: ("Lacustra", "Old Lake Ltd", "CGL", "Apple")})

    assert [n.entity for n in found.find("Lacustra, Old Lake and CGL; generale and cgl")] == [lake, lake, lake]
    assert [n.entity for n in found.find("Apple's sales")] == [APPLE]


def test_a_web_address_is_called_by_its_first_word() -> None:
    """Amazon.com, Inc. is Amazon."""
    amazon = Entity(name="AMAZON.COM, INC.")

    found = Companies([amazon, APPLE]).find("Amazon's net sales, Amazon.com revenue")

    assert [n.entity for n in found] == [amazon, amazon]


@pytest.mark.parametrize("text", ["low margins", "general sales", "digital assets", "the electric motor"])
def test_common_words_are_no_companies(text: str) -> None:
    """Words that begin many names, and tickers that are words, name nobody."""
    assert ALL.find(text) == ()


@pytest.mark.parametrize(
    "text", ["Apple Inc.'s revenue", "Marathon Digital Holdings's revenue", "General Motors Company revenue"]
)
def test_the_legal_form_belongs_to_the_name(text: str) -> None:
    """“Inc.” and “Holdings” behind a name are not left over as words of their own."""
    (named,) = ALL.find(text)
    assert residue(text, [(named.start, named.end)]) == ("revenue",)


@pytest.mark.parametrize(
    "text",
    ["Acme Steel Trust Limited’s revenue", "Acme Steel Trust revenue", "Société Zénith SA’s revenue", "Zénith revenue"],
)
def test_the_whole_name_belongs_to_the_company(text: str) -> None:
    """The rest of a company's own name, "Trust Limited" or "SA’s", is not left over as words of their own."""
    known = Companies(
        [Entity(name="Acme Steel Trust Limited"), Entity(name="Société Zénith SA")], {"société zénith sa": ("Zénith",)}
    )
    (named,) = known.find(text)

    assert residue(text, [(named.start, named.end)]) == ("revenue",)


def test_names_that_stand_nowhere_are_strangers() -> None:
    """A capitalised name outside everything understood may be a company that is not indexed."""
    text = "What was Tesla's net income in 2023?"
    assert strangers(text, []) == ("Tesla",)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("rank apple, amd and tesla by revenue", ("tesla",)),
        ("compare tesla's and apple's revenue", ("tesla",)),
        ("AMD or Nvidia", ("nvidia",)),
        ("Lowe's vs Home Depot revenue", ("home depot",)),
        ("apple and amd revenue", ()),
    ],
)
def test_a_name_in_a_list_of_companies_is_a_company(text: str, missing: tuple[str, ...]) -> None:
    """Beside companies of the home, an unknown name is one that is missing."""
    named = [(n.start, n.end) for n in ALL.find(text)]
    at = text.find("revenue")
    taken = [*named, *([(at, at + 7)] if at >= 0 else [])]
    assert listed(text, named, taken) == missing


def test_a_restriction_names_companies() -> None:
    """Tickers, names and CIKs restrict a question."""
    assert ALL.named("aapl") == (APPLE,)
    assert ALL.named("Advanced Micro Devices") == (AMD,)
    assert ALL.named("0000040545") == (GE,)
    assert ALL.named("Tesla") == ()
