"""The auditor's signature is found by how long the firm has served, else by its mark."""

from tieout.tools.auditor import audit_signatures

REPORT = """Report of Independent Registered Public Accounting Firm
To the shareholders: we have audited the statements.
/s/ Adder & Sons LLP
We have served as the Company’s auditor since 1952.
Dallas, Texas
February 2, 2024
57
"""


def test_firm_tenure_city_and_day_stand_together() -> None:
    """The fullest range begins with the firm and ends with the day; the page number is none of it."""
    first = audit_signatures(REPORT)[0]
    assert REPORT[slice(*first)] == (
        "/s/ Adder & Sons LLP\nWe have served as the Company’s auditor since 1952.\nDallas, Texas\nFebruary 2, 2024"
    )


def test_without_tenure_the_mark_of_the_firm_is_the_signature() -> None:
    """A report that says nothing of its years is still signed."""
    text = REPORT.replace("We have served as the Company’s auditor since 1952.\n", "")
    assert REPORT[slice(*audit_signatures(text)[0])].startswith("/s/ Adder & Sons LLP")


def test_a_committee_that_speaks_of_auditors_has_signed_nothing() -> None:
    """Words about auditors are no signature."""
    assert audit_signatures("The audit committee chooses the auditor. It meets often.") == ()
