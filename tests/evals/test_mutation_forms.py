"""The sentence forms, their gaps, and how a claim fills them."""

from datetime import date
from decimal import Decimal

import pytest

from tieout.document import Entity
from tieout.evals.mutation.change_forms import ANSWERS
from tieout.evals.mutation.claim import VALUES, Claim
from tieout.evals.mutation.claims import FORMS
from tieout.evals.mutation.forms import Form, half
from tieout.evals.mutation.printing import Printed, in_scale, percent
from tieout.evals.mutation.wording import When, Wording, in_capitals, short_name, spoken
from tieout.fact import Fact
from tieout.locator import Tag
from tieout.period import Duration, FiscalPeriod

YEARS = (2024, 2023, 2022)


def fact(year: int, value: int) -> Fact:
    """A year's net sales."""
    return Fact(
        id=f"f{year}",
        document="d",
        entity=Entity(name="Acme"),
        concept="us-gaap:Revenues",
        label="Net sales",
        value=Decimal(value),
        unit="USD",
        decimals=-6,
        period=Duration(start=date(year, 1, 1), end=date(year, 12, 31), fiscal=f"FY{year}"),
        printed=str(value),
        locator=Tag(document="d", content_hash="0", quote_hash="0", concept="us-gaap:Revenues", context="c"),
        origin="xbrl",
    )


FACTS = tuple(fact(year, 1_000_000_000 + year) for year in YEARS)
WORDING = Wording(text="net sales", facts=FACTS)
VALUE = in_scale(Decimal(2_000_000_000), "USD", " million", 0)


def claim(form: Form, *, up: bool = True) -> Claim:
    """A claim that fills every gap there is."""
    values: dict[str, Printed] = dict.fromkeys(VALUES, VALUE) | {"g": percent(Decimal(5), 1)}
    return Claim(
        form=form,
        company="Acme",
        metric=WORDING,
        periods=tuple(When(fiscal=FiscalPeriod(year=y), end=date(y, 12, 31)) for y in YEARS),
        values=values,
        up=up,
        other=WORDING.called("total assets"),
        member="Europe",
    )


def test_number() -> None:
    """There are at least eighty forms, no two alike, and either half has at least a third of them."""
    templates = {form.template for form in FORMS}
    held = [form for form in FORMS if form.half == "held"]

    assert len(templates) == len(FORMS) >= 80
    assert len(FORMS) / 3 < len(held) < len(FORMS) * 2 / 3


def test_half_is_the_texts_own() -> None:
    """Which half a form falls in follows from its text alone."""
    assert (half("a"), half("b")) == ("dev", "dev") or half("a") != half("c")
    assert half("{M} {were} {v} {in P}.") == Form("level", "{M} {were} {v} {in P}.").half


@pytest.mark.parametrize("form", [*FORMS, *ANSWERS], ids=lambda form: form.template[:40])
def test_every_form_can_be_said(form: Form) -> None:
    """No gap is left open, and every figure stands where the claim says that it does."""
    made = claim(form)
    said = made.said()

    assert "{" not in said.text
    assert set(said.spans) == form.gaps & VALUES
    assert all(said.text[slice(*span)] == made.values[gap].text for gap, span in said.spans.items())


def test_direction() -> None:
    """The word for the direction follows the claim."""
    form = Form("growth", "{M} {up:rose|fell} {g} {in P}.")

    assert claim(form).said().text == "Net sales rose 5.0% in fiscal 2024."
    assert claim(form, up=False).said().text == "Net sales fell 5.0% in fiscal 2024."


def test_unknown_gap() -> None:
    """A gap that nothing fills is an error, not an empty place."""
    with pytest.raises(ValueError, match="unknown gap 'z'"):
        claim(Form("level", "{z} {v}")).said()


def test_names() -> None:
    """Companies lose their legal form, labels their brackets, abbreviations get capitals."""
    assert short_name(Entity(name="APPLE INC.")) == "Apple"
    assert short_name(Entity(name="Lowe's Companies, Inc.")) == "Lowe's Companies"
    assert spoken("Net income (loss)", is_negative=True) == "net loss"
    assert spoken("Net income (loss)", is_negative=False) == "net income"
    assert spoken("SG&A expense", is_negative=False) == "SG&A expense"
    assert in_capitals("diluted eps") == "diluted EPS"


def test_periods() -> None:
    """A year and a day are said with their prepositions."""
    year = When(fiscal=FiscalPeriod(year=2024), end=date(2024, 9, 28))
    day = When(fiscal=FiscalPeriod(year=2024), end=date(2024, 9, 28), is_instant=True, style=1)
    quarter = When(fiscal=FiscalPeriod(year=2024, span="Q3"), end=date(2024, 6, 29), style=1)

    assert (year.phrase, day.phrase) == ("in fiscal 2024", "as of September 28, 2024")
    assert quarter.phrase == "in the third quarter of fiscal 2024"
