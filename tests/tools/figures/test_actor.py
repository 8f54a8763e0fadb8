"""A figure that somebody unknown is said to have is not the company's."""

import pytest

from tests.tools.figures.test_tying import NOW, tier


@pytest.mark.parametrize(
    "who", ["Ohio rail", "Rail Ohio", "The acquisition", "Our aftermarket", "A new customer group"]
)
@pytest.mark.parametrize(
    "frame",
    [
        "{} contributed $5.0 billion of revenue in fiscal 2024.",
        "{} generated revenue of $5.0 billion in fiscal 2024.",
        "In fiscal 2024, {} accounted for $5.0 billion in revenue.",
        "In fiscal 2024, {} ended the year with revenue of $5.0 billion.",
        "Acme said that {} brought in $5.0 billion of revenue in fiscal 2024.",
    ],
)
def test_a_subject_that_nothing_explains_has_no_figure_of_the_company(who: str, frame: str) -> None:
    """Revenue that "Ohio rail" generated is no revenue of the whole company, whatever its value."""
    named = who if frame.startswith("{}") else who[0].lower() + who[1:]
    bound = tier(strict=False).tie(frame.format(named))

    assert [b.verdict for b in bound] == ["untied"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme generated $5.0 billion of revenue in fiscal 2024.",
        "In fiscal 2024, the company brought in $5.0 billion of revenue.",
        "In fiscal 2024, we generated revenue of $5.0 billion.",
        "As demand recovered, revenue of $5.0 billion was reported by Acme in fiscal 2024.",
        "Acme, for the whole year, generated revenue of $5.0 billion in fiscal 2024.",
        "After the directors met, Acme reported revenue of $5.0 billion for fiscal 2024.",
    ],
)
def test_the_company_itself_has_its_figures(sentence: str) -> None:
    """The company, "we" and "the company" are known subjects; a clause before the statement is none of it."""
    assert [b.level for b in tier(strict=False).tie(sentence)] == [NOW]
