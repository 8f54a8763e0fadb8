"""The figure grammar reads what filings and analysts print, and nothing else."""

from decimal import Decimal

import pytest

from tieout.tools.figures.grammar import Reading, figures


def one(text: str) -> Reading:
    """The only figure of a text."""
    found = [reading for reading in figures(text) if reading.is_figure]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "precision"),
    [
        ("$391,035 million", "391035E6", "USD", "1E6"),
        ("$391.0 billion", "391E9", "USD", "1E8"),
        ("US$391.035bn", "391035E6", "USD", "1E6"),
        ("391.035 B", "391035E6", "", "1E6"),
        ("$391,035", "391035", "USD", "1"),
        ("€1.2bn", "12E8", "EUR", "1E8"),
        ("£3m", "3E6", "GBP", "1E6"),
        ("¥450 billion", "450E9", "JPY", "1E9"),
        ("HK$ 5 million", "5E6", "HKD", "1E6"),
        ("C$4.5 million", "45E5", "CAD", "1E5"),
        ("SEK 1,200 million", "12E8", "SEK", "1E6"),
        ("5 million euros", "5E6", "EUR", "1E6"),
        ("$.5 million", "5E5", "USD", "1E5"),
        ("25 cents", "0.25", "USD", "0.01"),
        ("8.2 percent", "8.2", "percent", "0.1"),
        ("8.2%", "8.2", "percent", "0.1"),
        ("5½%", "5.5", "percent", "0.01"),
        ("3 1/4%", "3.25", "percent", "0.01"),
        ("820 basis points", "8.2", "points", "0.01"),
        ("820 bps", "8.2", "points", "0.01"),
        ("8.2 percentage points", "8.2", "points", "0.1"),
        ("1.5x", "1.5", "pure", "0.1"),
        ("3.2 times", "3.2", "pure", "0.1"),
        ("2-for-1", "2", "pure", "0.01"),
        ("a ratio of 0.8 to 1", "0.8", "pure", "0.1"),
        ("$6.13 per diluted share", "6.13", "USD/shares", "0.01"),
        ("6.13 USD/share", "6.13", "USD/shares", "0.01"),
        ("15,343,783 shares", "15343783", "shares", "1"),
        ("15.3 billion diluted weighted-average shares", "153E8", "shares", "1E8"),
        ("164 thousand employees", "164000", "", "1E3"),
        ("1 577,0", "1577", "", "0.1"),
        ("1.577,0", "1577", "", "0.1"),
        ("1'577.5", "1577.5", "", "0.1"),
        ("12,5 %", "12.5", "percent", "0.1"),
        ("two thousand people", "2000", "", "1E3"),
        ("half a million people", "500000", "", "1E5"),
        ("twenty-five stores", "25", "", "1"),
        ("a dozen stores", "12", "", "1"),
        ("one hundred and fifty stores", "150", "", "1"),
        ("five percent", "5", "percent", "1"),
    ],
)
def test_a_printed_figure_has_this_value_unit_and_precision(text: str, value: str, unit: str, precision: str) -> None:
    """Scale words, currencies, locales, fractions and number words come to base units, exactly."""
    reading = one(text)

    assert (Decimal(value), unit, Decimal(precision)) == (reading.value, reading.unit, reading.precision)


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [
        ("$(0.09)", "-0.09", "parentheses"),
        ("(2,345)", "-2345", "parentheses"),
        ("( 34 )", "-34", "parentheses"),
        ("(1.2)%", "-1.2", "parentheses"),
        ("($2.1 billion)", "-21E8", "parentheses"),
        ("(-29.5 billion)", "-295E8", "minus"),
        ("$(2.1) billion", "-21E8", "parentheses"),
        ("-2,345", "-2345", "minus"),
        ("−2,345", "-2345", "minus"),
        ("-$1,234 million", "-1234E6", "minus"),
        ("$-5", "-5", "minus"),
        ("negative $1.561 billion", "-1561E6", "negative"),
        ("a loss of $2.3 million", "-23E5", "loss"),
        ("a net loss of $2.3 million", "-23E5", "loss"),
    ],
)
def test_every_negative_form_is_negative(text: str, value: str, sign: str) -> None:
    """Parentheses, minus signs and words of loss negate, and the reading says which did."""
    reading = one(text)

    assert (Decimal(value), sign) == (reading.value, reading.sign)


def test_parentheses_in_prose_may_enclose_and_say_so() -> None:
    """A bracketed aside is read as positive, but not surely; in a cell of its own it is surely negative."""
    aside, cell = one("our margin (43%) was high"), one("Margin\t(43%)\t")

    assert (Decimal(43), False) == (aside.value, aside.sure_sign)
    assert (Decimal(-43), True) == (cell.value, cell.sure_sign)


@pytest.mark.parametrize(
    ("text", "values", "unit"),
    [
        ("$2.1 and $2.3 billion", ("21E8", "23E8"), "USD"),
        ("$10–12 million", ("10E6", "12E6"), "USD"),
        ("$5 to $7 million", ("5E6", "7E6"), "USD"),
        ("between 5% and 7%", ("5", "7"), "percent"),
        ("between 5 and 7 percent", ("5", "7"), "percent"),
        ("5, 6 and 7 percent", ("5", "6", "7"), "percent"),
        ("10 to 15 bps", ("0.1", "0.15"), "points"),
        ("$6.13 and $6.11 per diluted share", ("6.13", "6.11"), "USD/shares"),
        ("an exercise price of $9.50", ("9.50",), "USD/shares"),
        ("11.0 million, 13.6 million and 0.5 million shares", ("11E6", "13.6E6", "0.5E6"), "shares"),
        ("Diluted EPS was $6.13, up from $5.61.", ("6.13", "5.61"), "USD/shares"),
    ],
)
def test_figures_of_a_list_share_scale_and_unit(text: str, values: tuple[str, ...], unit: str) -> None:
    """What only one figure of a list or range prints holds for the others."""
    found = [reading for reading in figures(text) if reading.is_figure]

    assert [(Decimal(value), unit) for value in values] == [(reading.value, reading.unit) for reading in found]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 Employees left", "5"),
        ("the ratio is 50", "50"),
        ("days sales outstanding of 45 days", "45"),
        ("an obligation of over 12 years", "12"),
        ("$10-year", "10"),
        ("quarter 2022 stores", "2022"),
    ],
)
def test_what_only_looks_like_a_mark_stays_a_figure(text: str, value: str) -> None:
    """A count, a ratio and a length of time that a metric has are figures."""
    assert one(text).value == Decimal(value)


def test_a_full_amount_does_not_take_the_next_ones_scale() -> None:
    """Digits with thousands separators are meant as they stand."""
    first, second = figures("$391,035 and $2.3 billion")

    assert (Decimal(391035), Decimal("23E8")) == (first.value, second.value)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("fiscal 2024", "period"),
        ("FY24", "period"),
        ("Q3 2023", "period"),
        ("3Q24", "period"),
        ("three months ended", "period"),
        ("the last 5 years", "period"),
        ("52-week", "period"),
        ("September 28, 2024", "date"),
        ("28 September 2024", "date"),
        ("2024-09-28", "date"),
        ("9/28/2024", "date"),
        ("in 2024", "year"),
        ("2021–2025", "year"),
        ("the 1990s", "year"),
        ("10-K", "form"),
        ("Form 10K", "form"),
        ("Item 7A", "reference"),
        ("Notes 3 and 4", "reference"),
        ("ASC 606", "reference"),
        ("Rule 10b5-1", "reference"),
        ("401(k)", "reference"),
        ("Section 16(a)", "reference"),
        ("§1350", "reference"),
        ("page 12", "reference"),
        ("A-1", "name"),
        ("iPhone 15", "name"),
        ("S&P 500", "name"),
        ("COVID-19", "name"),
        ("(408) 996-1010", "phone"),
        ("408-996-1010", "phone"),
        ("CUSIP 037833100", "identifier"),
        ("0000320193-24-000123", "accession"),
        ("001-36743", "identifier"),
        ("https://www.sec.gov/Archives/320193/aapl-20240928.htm", "url"),
        ("investor@example2.com", "url"),
        ("growth [1]", "citation"),
        ("growth¹", "footnote mark"),
        ("4:30 p.m.", "time"),
        ("the 21st century", "ordinal"),
        ("one of our stores", "pronoun"),
        ("Phase two", "reference"),
        ("double-digit growth", "idiom"),
        ("(1)Services sales include fees", "footnote mark"),
        ("•(3)As reported", "footnote mark"),
        ("7)Asia, Australia and others", "footnote mark"),
        ("1 Represents the tax on it", "footnote mark"),
        ("payable within 12 months", "duration"),
        ("maturities of not more than 364 days", "duration"),
        ("three-year senior notes", "duration"),
        ("a 10-year lease", "duration"),
        ("First Quarter 2022:", "year"),
        ("generally discusses 2024 and 2023 items", "year"),
        ("a 50-50 company", "idiom"),
        ("Lots 8 and 9", "reference"),
        ("rated Baa1 by agencies", "name"),
        ("a 14-inch display", "name"),
        ("risks; (17) ours; (18) theirs; (19) others", "list number"),
    ],
)
def test_what_is_no_figure_is_skipped_by_name(text: str, rule: str) -> None:
    """Dates, references, names and identifiers are skipped, each by a rule that can be shown."""
    assert [rule] * len(figures(text)) == [reading.skipped for reading in figures(text)]
    assert figures(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("We had 2024 employees.", "2024"),
        ("from 2000 to 2500 stores", "2000"),
        ("in $2024", "2024"),
        ("Note 3 million", "3E6"),
        ("May 5 million people", "5E6"),
        ("[391] million", "391"),
        ("a loss (4) million", "-4E6"),
        ("10K employees", "10000"),
        ("Sales, 12% of all", "12"),
        ("Revenue391 million", "391E6"),
    ],
)
def test_what_only_looks_skippable_stays_a_figure(text: str, value: str) -> None:
    """A scale, a unit, a currency or a counted thing makes any numeral a figure."""
    first = next(reading for reading in figures(text) if reading.is_figure)

    assert Decimal(value) == first.value


def test_list_numbers_count_up_from_one() -> None:
    """Numbered points are skipped; a lone number in parentheses is not one."""
    listed = figures("(1) first, (2) second; 1. a\n1. First\n2. Second\n")
    lone = one("a loss of (1) in all")

    assert [reading.skipped for reading in listed[:2]] == ["list number", "list number"]
    assert [reading.skipped for reading in listed[-2:]] == ["list number", "list number"]
    assert (lone.value, lone.sure_sign) == (Decimal(1), False)


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("Net sales increased 2% during 2024", "change", "up"),
        ("Net sales fell by approximately $3 million", "change", "down"),
        ("a 5% decrease in sales", "change", "down"),
        ("growth of 5%", "change", "up"),
        ("net sales rose to $391 billion", "level", None),
        ("up from $5 million", "level", None),
        ("5% of total revenue", "share", None),
        ("1.5x", "ratio", None),
        ("margin widened 70 basis points", "change", None),
        ("sales doubled", "ratio", "up"),
        ("one-third of revenue", "share", None),
    ],
)
def test_words_tell_a_change_from_a_level(text: str, kind: str, direction: str | None) -> None:
    """The verb, the noun behind it and "to", "from", "of" decide."""
    reading = one(text)

    assert (kind, direction) == (reading.kind, reading.direction)


def test_a_restated_change_is_the_same_change() -> None:
    """In "rose $7.8 billion, or 2.0%, to $391.0 billion" the first two are changes, the third a level."""
    found = figures("Sales fell $7.8 billion, or 2.0%, to $391.0 billion")

    assert [reading.kind for reading in found] == ["change", "change", "level"]
    assert [Decimal("-78E8"), Decimal("-2.0"), Decimal("391E9")] == [reading.signed for reading in found]


@pytest.mark.parametrize(
    ("text", "absence"),
    [("—", "dash"), ("$ —", "dash"), ("nil", "nil"), ("n/a", "not_meaningful"), ("NM", "not_meaningful")],
)
def test_absent_is_not_zero(text: str, absence: str) -> None:
    """Dashes, nil and n/a are told apart and have no value."""
    reading = one(text)

    assert (None, absence) == (reading.value, reading.absence)


def test_a_tables_scale_holds_for_amounts_only() -> None:
    """The words "In millions" leaves percentages, per-share amounts and printed scales alone."""
    found = figures("391,035\t$6.13 per share\t46.2%\t$2 billion", scale=Decimal("1E6"))

    assert [format(r.value or 0, "f") for r in found] == ["391035000000", "6.13", "46.2", "2000000000"]


@pytest.mark.parametrize("text", ["３９１ million", "3\u200b91 million", "٣٩١ million", "3\u00ad91 million"])
def test_a_disguised_figure_is_read_and_marked(text: str) -> None:
    """Full-width, foreign and interrupted digits are read as they look, over their whole range."""
    reading = one(text)

    assert (Decimal("391E6"), True, text) == (reading.value, reading.disguised, reading.text)


@pytest.mark.parametrize("text", ["39l,O35 units", "$IOO million", "l5%", "①② million", "三億"])
def test_look_alike_letters_make_a_figure_unreadable(text: str) -> None:
    """A figure with letters in it has no value, so that nothing can be tied to it."""
    assert list({reading.value for reading in figures(text) if reading.is_figure}) == [None]


def test_spans_refer_to_the_text_as_given() -> None:
    """Invisible characters before a figure do not move its range."""
    text = "Sales\u200b\u200b were $391.0\u00a0billion."
    reading = one(text)

    assert "$391.0\u00a0billion" == text[reading.start : reading.end] == reading.text


@pytest.mark.parametrize(
    ("text", "is_figure"),
    [("General Dynamics 2023", False), ("Results of Operations 2024", False), ("The company employed 2023", True)],
)
def test_a_year_closes_a_title(text: str, is_figure: bool) -> None:
    """Behind capitalised words alone a year is a year; behind a verb it may be a count."""
    (reading,) = figures(text)

    assert (reading.text, reading.is_figure) == ("2023" if "2023" in text else "2024", is_figure)
