"""Forms are meant as people write them; what has no statements is refused by its name."""

import pytest

from tieout.errors import InputError
from tieout.tools.filings.formnames import form_name, form_names


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10-K", "10-K"), ("10k", "10-K"), ("form 10-q", "10-Q"), ("10 K/A", "10-K/A"), ("8k", "8-K"),
        ("20f", "20-F"), ("40-F/A", "40-F/A"), ("6K", "6-K"), ("10-kt", "10-KT"), ("S-1/A", "S-1/A"),
        ("424b5", "424B5"), ("def 14a", "DEF 14A"), ("f-3asr", "F-3ASR"),
    ],
)  # fmt: skip
def test_a_form_is_named_as_edgar_does(written: str, meant: str) -> None:
    """Case, a missing hyphen and the word "Form" do not matter; an amendment stays one."""
    assert form_name(written) == meant


@pytest.mark.parametrize("form", ["4", "13F-HR", "N-CEN", "SC 13G", "10-X", "CORRESP", "annual report"])
def test_a_form_without_statements_is_refused_by_its_name(form: str) -> None:
    """Ownership, holdings and unknown forms are an error of the input that names the form and what is read."""
    with pytest.raises(InputError, match=rf"form '{form}' is not read: Tieout fetches .*20-F.*6-K"):
        form_name(form)


def test_forms_are_named_once() -> None:
    """Two spellings of a form are one; none at all is an error."""
    assert form_names(["10k", " 10-K", "", "8-K"]) == ("10-K", "8-K")
    with pytest.raises(InputError, match="no form to fetch"):
        form_names(["", " "])
