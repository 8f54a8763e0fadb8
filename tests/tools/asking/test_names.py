"""Companies are found by every name that they have, and names that the home lacks are seen."""

from collections.abc import Mapping

import pytest

from tests.tools.asking.reports import HOME
from tieout.tools.asking.asked import understood
from tieout.tools.asking.register import Register


def companies(question: str) -> list[str]:
    """The names of the companies that a question is understood to ask for."""
    return [company.name for company in understood(question, HOME).companies]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ('What was the revenue of "Harbor Light Bancshares, Inc." in 2022?', "HARBOR LIGHT BANCSHARES, INC."),
        ("What was HARBOR LIGHT BANK's net income in 2022?", "HARBOR LIGHT BANCSHARES, INC."),
        ("What was HLB's net income in 2022?", "HARBOR LIGHT BANCSHARES, INC."),
        ("what was harbor light's net income in 2022?", "HARBOR LIGHT BANCSHARES, INC."),
        ("Total assets of Compagnie Generale du Lac in 2022?", "Compagnie Générale du Lac SA"),
        ("How much did Lacustra spend on wages in 2022?", "Compagnie Générale du Lac SA"),
        ("What did Kopper Ridge Limited spend on exploration?", "Amberline Metals Limited"),
        ("What were Amberlime Metals' exploration costs?", "Amberline Metals Limited"),
        ("What was AAPL's revenue in 2023?", "Apple Inc."),
        ("what was apple's revenue in 2023?", "Apple Inc."),
        ("APPLE NET SALES 2023", "Apple Inc."),
        ("What was Target's gross margin in FY2022?", "TARGET CORP"),
        ("Did Target pay dividends in 2022?", "TARGET CORP"),
        ("What was Riverton's revenue in 2022?", "RIVERTON.COM, INC."),
        ("What was the net income of Ellington in 2022?", "Ellington Marine Inc"),
        ("What was the net income of Harbor Light Bankshares in 2022?", "HARBOR LIGHT BANCSHARES, INC."),
    ],
)
def test_a_company_is_found_by_any_of_its_names(question: str, name: str) -> None:
    """Full, short, former and trading names, symbols, other letters, no accents, a slip of a letter."""
    assert companies(question) == [name]
    assert understood(question, HOME).absent == ()


@pytest.mark.parametrize(
    "led",
    [
        "What was the diluted EPS of",
        "Who became CFO of",
        "Who is the Chief Financial Officer of",
        "Board of Directors of",
    ],
)
@pytest.mark.parametrize("name", ["Harbor Light Bancshares, Inc.", "Amberline Metals"])
def test_capitals_that_lead_to_a_name_are_no_part_of_it(led: str, name: str) -> None:
    """An abbreviation or a title before "of" does not make another company of a known one."""
    asked = understood(f"{led} {name} in 2022?", HOME)

    assert (asked.absent, [company.name.casefold()[:9] for company in asked.companies]) == ((), [name.casefold()[:9]])


@pytest.mark.parametrize(
    "question",
    [
        "Wie hoch war der Umsatz von Apple?",
        "Wie hoch waren die Rückstellungen von Apple Inc. 2022?",
        "Nettogewinn von AAPL 2023",
        "Umsatz Apple 2023",
        "Wie hoch war Apples Umsatz?",
        "Quel est le chiffre d'affaires d'Apple en 2023 ?",
        "Quel est le Chiffre d'Affaires de Apple en 2023 ?",
        "¿Cuáles fueron los Ingresos de Apple en 2022?",
        "Qual è il Fatturato di Apple?",
    ],
)
def test_a_company_is_found_beside_words_of_another_language(question: str) -> None:
    """Capitalised nouns before "von", "de" or "di" are no part of the name, listed or not."""
    asked = understood(question, HOME)

    assert ([company.name for company in asked.companies], asked.absent) == (["Apple Inc."], ())


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ('What was the net income of "Petrel Diamonds" in 2022?', "Petrel Diamonds"),
        ("What was the revenue of Apple Hospitality REIT, Inc. in 2022?", "Apple Hospitality REIT, Inc."),
        ("What was Ellington Credit's net income in 2022?", "Ellington Credit"),
        ("How much did Caixa do Porto, S.A. pay in dividends?", "Caixa do Porto, S.A."),
        ("what was zentrix's revenue in 2023?", "zentrix"),
        ("How many employees does Sundial Robotics have?", "Sundial Robotics"),
        ('What was the revenue of "TSX_Q" in 2022?', "TSX_Q"),
        ("Did Morgan Apple pay dividends in 2022?", "Morgan Apple"),
        ("What was the revenue of Ellington Bancshares Company in 2022?", "Ellington Bancshares Company"),
        ("Wie hoch war der Gewinn von Apple Hospitality REIT, Inc.?", "Apple Hospitality REIT, Inc."),
        ("¿Cuál fue el beneficio de Banco de Apple, S.A. en 2022?", "Banco de Apple, S.A."),
    ],
)
def test_a_company_that_the_home_lacks_is_absent(question: str, absent: str) -> None:
    """Its name is said as asked, also where a company of the home has part of it."""
    asked = understood(question, HOME)

    assert asked.absent == (absent,)
    assert asked.companies == ()
    assert asked.is_absent


@pytest.mark.parametrize(
    "question",
    [
        "What was the effect of exchange rates on Apple's iPhone and Mac sales in 2023?",
        "What does Apple say about competition in China and the European Union?",
        "Which risk factors does Apple describe in its 2023 10-K, for example COVID-19?",
        "What was the revenue target of the company for 2022?",
        "What was Total Revenue in 2022?",
        "Summarize Item 7 of Apple's annual report on Form 10-K for 2023.",
        'What does Apple say about "Critical Audit Matters" in 2023?',
        "How did R&D, SG&A and EBITDA change at Apple in 2023?",
    ],
)
def test_words_of_the_field_are_no_absent_companies(question: str) -> None:
    """Products, places, sections, measures and acronyms are not missed."""
    assert understood(question, HOME).absent == ()


def test_two_companies_are_asked_for_in_their_order() -> None:
    """Of three in a comparison, the two of the home are found, and the third is absent."""
    asked = understood('Which had higher assets in 2022: "TARGET CORP", "Quill Bank" or "Apple Inc."?', HOME)

    assert [company.name for company in asked.companies] == ["TARGET CORP", "Apple Inc."]
    assert asked.absent == ("Quill Bank",)
    assert not asked.is_absent


def test_a_company_that_another_is_compared_with_is_absent() -> None:
    """A name behind "compared to" is a company's, though nothing else says so."""
    asked = understood("How much more did Apple spend on marketing compared to Terrapin Orbital in 2023?", HOME)

    assert asked.absent == ("Terrapin Orbital",)


def test_a_name_that_documents_print_is_not_missed() -> None:
    """What passages tell of is no absent company; what only an issuer's own pages print is its own."""

    def prints(name: str) -> Mapping[str, int]:
        return {"target-2022-FY": 9} if name == "bullseye" else {"apple-2023-FY": 3}

    assert understood("What was the revenue of Foxglove in 2023?", HOME, prints=prints).absent == ()
    asked = understood('What was the revenue of "Bullseye" in 2022?', HOME, prints=prints)
    assert [company.name for company in asked.companies] == ["TARGET CORP"]


def test_a_buyer_is_not_what_it_has_bought() -> None:
    """A report prints the name of a company that its issuer deals with, in full, as often as its own name."""

    def prints(name: str) -> Mapping[str, int]:
        return {"target-2022-FY": 9} if name in {"grebe marine", "target"} else {}

    asked = understood("What was the revenue of Grebe Marine, Inc. in 2022?", HOME, prints=prints)
    assert (asked.companies, asked.absent) == ((), ("Grebe Marine, Inc.",))


def test_what_its_documents_print_of_a_company_stays_in_the_question() -> None:
    """The words are searched for, as nothing else says which part of the company is meant."""

    def prints(name: str) -> Mapping[str, int]:
        return {"target-2022-FY": 9} if name == "bullseye" else {}

    assert understood("What was the revenue of Bullseye in 2022?", HOME, prints=prints).rest == (
        "What was the revenue of Bullseye in ?"
    )


def test_a_name_that_fits_two_companies_asks_for_both() -> None:
    """Whose "Harbor" is meant nobody knows; both are searched."""
    two = (*HOME, HOME[0].model_copy(update={"id": "other", "entity": HOME[0].entity.model_copy(update={
        "name": "Harbor Light Shipping Ltd"})}))  # fmt: skip

    assert len(understood("Harbor Light's net income in 2022", two).companies) == 2


def test_the_same_company_printed_otherwise_is_one() -> None:
    """Reports of "HOLT PLC" and "Holt plc" are one company's."""
    one = HOME[0].entity.model_copy(update={"name": "HOLT MARINE LTD."})
    other = HOME[0].entity.model_copy(update={"name": "Holt Marine Limited"})
    documents = [HOME[0].model_copy(update={"id": str(n), "entity": e}) for n, e in enumerate((one, other))]

    assert [len(company.documents) for company in Register(documents).companies] == [2]


@pytest.mark.parametrize(
    "question",
    [
        "Outline revenue by segment.",
        "Evaluate the liquidity of the company in 2022.",
        "Wie hoch war der Umsatz im Geschäftsjahr 2022?",
        "Quel était le chiffre d'affaires en 2022 ?",
        "2022 2023 1,577",
        "???",
        "Remote work policy",
    ],
)
def test_a_question_without_a_name_misses_nobody(question: str) -> None:
    """Orders, other languages, numbers and headings are no companies."""
    asked = understood(question, HOME)

    assert (asked.companies, asked.absent) == ((), ())


def test_what_a_paper_tells_of_is_no_company() -> None:
    """Where neither a metric nor a period is asked for, one passage that prints a name will do."""

    def prints(_: str) -> Mapping[str, int]:
        return {"apple-2023-FY": 1}

    assert understood("Who signed on behalf of Jane Smith?", HOME, prints=prints).absent == ()
    assert understood('What is "Confidential Information"?', HOME, prints=prints).absent == ()
    assert understood("What was the revenue of Jane Smith in 2022?", HOME, prints=prints).absent == ("Jane Smith",)
    assert understood("Tesla revenue 2022", HOME).absent == ("Tesla",)
