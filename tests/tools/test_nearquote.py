"""Prose passes without a judge only where a sentence of its source says the same in the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.document import Entity
from tieout.tools.nearquote import near_quotation

APPLE = Entity(cik="0000320193", ticker="AAPL", name="Apple Inc.")
TEXT = (
    "Item 1A. Risk Factors\n"
    "Weakening of foreign currencies relative to the U.S. dollar adversely affects the Company’s sales. In "
    "addition, we sell our products, including phones, through many resellers (and through stores of our own). "
    "Strikes cause delays, and delays cause losses of customers. The Company may lose its licences, except in "
    "Ireland. The Company does not pay dividends (other than in Ireland). If demand falls, the Company will close"
    " two plants in Texas. Suppliers believe that the Company’s prices will rise. Gross margin rose because costs"
    " fell in every region.\n"
    "We do not believe that:\n"
    "• Taxes will rise in any country.\n"
    "Our rivals in Asia claim in court filings in the\n"
    "United States that the Company copies their designs.\n"
    "Will the Company open more stores in India? A rival, which is not named here, sued the Company for fraud. "
    "The Company was cleared of fraud by the court, which found nothing wrong. Profits of shops in Asia, "
    "which opened late, vanished. The Company competes with Google "
    "and its many partners."
)


def near(claim: str, text: str = TEXT) -> bool:
    """Whether it passes as Apple's."""
    return near_quotation(claim, text, owner=APPLE)


@pytest.mark.parametrize(
    "claim",
    [
        "Weakening of foreign currencies relative to the U.S. dollar adversely affects the Company’s sales.",
        "Weakening of foreign currencies relative to the U.S. dollar adversely affects Apple's sales.",
        "Apple Inc. says that strikes cause delays, and delays cause losses of customers",
        "In addition, Apple sells its products, including phones, through many resellers.",
        "Apple sells its products, including phones, through many resellers (and through stores of its own).",
        "Strikes cause delays, and delays cause losses of customers.",
        "Apple may lose its licences, except in Ireland.",
        "Apple does not pay dividends (other than in Ireland).",
        "If demand falls, Apple will close two plants in Texas.",
        "The gross margin rose because costs fell in every region.",
        "Apple competes with Google and its many partners.",
    ],
)
def test_the_same_words_pass(claim: str) -> None:
    """Case, a "the" at the start, punctuation, openings, asides and the company's name may differ."""
    assert near(claim)


@pytest.mark.parametrize(
    ("claim", "planted"),
    [
        ("Apple does pay dividends (other than in Ireland).", "negation dropped"),
        ("Apple pays dividends.", "negation dropped, and the verb follows"),
        ("Apple does not pay dividends.", "its exception dropped"),
        ("Weakening of foreign currencies does not affect Apple’s sales.", "negation added"),
        ("Apple may lose its licences.", "except dropped"),
        ("Apple may lose its licences, including in Ireland.", "except is including"),
        ("Apple will lose its licences, except in Ireland.", "may is will"),
        ("Apple lost its licences, except in Ireland.", "may is done"),
        ("Apple will close two plants in Texas.", "the condition dropped"),
        ("If demand rises, Apple will close two plants in Texas.", "the direction turned"),
        ("If demand falls, Apple will close three plants in Texas.", "a figure in words changed"),
        ("Delays cause strikes, and losses of customers cause delays.", "cause and effect turned"),
        ("Costs fell because gross margin rose in every region.", "cause and effect turned"),
        ("Gross margin fell because costs rose in every region.", "directions swapped"),
        ("Gross margin rose because costs fell.", "a limit dropped"),
        ("Gross margin rose in every region.", "the middle dropped"),
        ("Apple’s prices will rise.", "whose belief dropped"),
        ("Apple believes that Apple’s prices will rise.", "the subject swapped"),
        ("Suppliers’ prices will rise.", "the subject swapped"),
        ("Google sells its products, including phones, through many resellers.", "another company"),
        ("Customers sell their products through many resellers.", "another subject"),
        ("Apple competes with Google and Apple’s many partners.", "whose partners they are"),
        ("Taxes will rise in any country.", "an item without its lead"),
        ("United States that Apple copies their designs.", "half a line"),
        ("Apple copies their designs.", "somebody else's claim"),
        ("Apple will open more stores in India.", "a question"),
        ("Will Apple open more stores in India?", "a question"),
        ("A rival sued Apple for fraud.", "a limit dropped"),
        ("Strikes cause losses of customers.", "two clauses joined"),
        ("Strikes cause delays in every region.", "a clause of another sentence"),
        (
            "Gross margin rose because costs fell in every region, and delays cause losses of customers.",
            "two sentences",
        ),
        ("Apple was cleared of fraud by the court, which found nothing.", "the end dropped"),
        ("Weakening of foreign currencies strongly affects Apple’s sales.", "a word that is not there"),
        ("Apple sells products, including phones, through resellers, a many.", "an article moved"),
        ("Profits of shops in Asia, which opened late.", "half a sentence"),
        ("Profits of shops in Asia.", "a subject without what is said of it"),
        ("Phones.", "no statement"),
    ],
)
def test_another_meaning_does_not_pass(claim: str, planted: str) -> None:
    """One word that turns, limits or moves is enough to need a judge."""
    assert not near(claim), planted


def test_a_few_are_not_few() -> None:
    """An article that tells some from hardly any is no article to leave out."""
    assert near("Apple lost a few customers in Asia.", "We lost a few customers in Asia.")
    assert not near("Apple lost few customers in Asia.", "We lost a few customers in Asia.")
    assert not near("Few customers in Asia left.", "A few customers in Asia left.")


@given(st.data())
def test_no_shuffle_and_no_shortening_passes(data: st.DataObject) -> None:
    """Of a sentence without asides, words in another order or one word less are not the sentence."""
    words = "Strikes at ports caused delays that suppliers passed to customers".split()
    dropped = data.draw(st.sampled_from(range(len(words))))
    order = data.draw(st.permutations(words))
    text = f"{' '.join(words)}."

    assert near(text, text)
    assert not near(" ".join(w for at, w in enumerate(words) if at != dropped), text)
    assert near(" ".join(order), text) == (list(order) == words)


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("We sell phones in many countries.", True),
        ("We have audited the accounts. We sell phones in many countries.", False),
        ("The company sells phones in many countries.", True),
        ("In May it bought a rival. The company sells phones in many countries.", False),
        ("We acquired a maker of phones. The company sells phones in many countries.", False),
        ("The Company sells phones in many countries.", True),
    ],
)
def test_who_we_are_is_not_guessed(*, text: str, passes: bool) -> None:
    """Where "we" may be auditors, and "the company" one that was bought, the name is not set for it."""
    assert near("Apple sells phones in many countries.", text) == passes


def test_a_speakers_we_is_nobodys() -> None:
    """In a conversation, and where nobody knows whose text it is, no company stands for "we"."""
    text = "We sell phones in many countries."
    claim = "Apple sells phones in many countries."

    assert not near_quotation(claim, text, owner=APPLE, spoken=True)
    assert not near_quotation(claim, text)
    assert near_quotation("We sell phones in many countries.", text)
