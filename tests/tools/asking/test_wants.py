"""The kind of answer, the forms and the sections wanted follow from a question's words."""

import pytest

from tieout.tools.asking.wants import forms_of, kind_of, sections_of


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How much did Apple spend on research?", "figure"),
        ("What was Apple's revenue in 2023?", "figure"),
        ("Did Apple pay a dividend?", "yes_no"),
        ("Which company had higher assets?", "name"),
        ("Who audits the financial statements?", "name"),
        ("List the acquisitions of the year.", "list"),
        ("What are the main risks?", "list"),
        ("Why did the margin fall?", "text"),
        ("Describe the strategy.", "text"),
    ],
)
def test_the_kind_of_answer_is_told(question: str, kind: str) -> None:
    """A figure, a yes or no, a name, a list or prose."""
    assert kind_of(question, has_metric="revenue" in question) == kind


def test_forms_are_told() -> None:
    """The forms named, with their amendments; an annual report is any of a year."""
    assert forms_of("in its 10-K") == ("10-K", "10-K/A", "10-KT")
    assert forms_of("the quarterly report") == ("10-Q", "10-Q/A")
    assert forms_of("in the 2022 annual report") == ("annual",)
    assert forms_of("on the earnings call") == ("call",)
    assert forms_of("revenue in 2022") == ()


def test_sections_are_told() -> None:
    """Statements and sections by any of their names."""
    assert sections_of("from the statement of financial position") == ("balance sheet",)
    assert sections_of("in Item 1A, risk factors") == ("risk factors",)
    assert sections_of("the key audit matters in the auditor's report") == ("auditor's report",)
