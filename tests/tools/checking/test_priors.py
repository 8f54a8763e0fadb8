"""Last year's paper is the source of this year's comparatives."""

from tieout.tools.checking.markdown import read_markdown
from tieout.tools.checking.priors import compared, when_of

TABLE = """(In millions)

| | {a} | {b} |
|---|---|---|
| Net sales | {x} |
| Cost of sales | {y} |
| Research | {z} |
| Staff costs | {w} |
"""
OLD = TABLE.format(a=2023, b=2022, x="383,285 | 394,328", y="214,137 | 223,546", z="29,915 | 26,251", w="9,113 | 8,007")
NEW = TABLE.format(a=2024, b=2023, x="391,035 | 383,285", y="210,352 | 214,137", z="31,370 | 29,915", w="9,905 | 9,113")


def found(new: str, old: str = OLD) -> list[tuple[str, str, str, str]]:
    """Kind, verdict, figure here and there."""
    here, there = read_markdown("new", new), read_markdown("old", old)
    return [
        (f.kind, f.verdict, here.text[slice(*f.spans[0])], there.text[slice(*f.prior_span)] if f.prior_span else "")
        for f in compared(here, there)
    ]


def test_comparatives_that_were_not_touched_are_silent() -> None:
    """The same figures of the same year are no finding, and new years have nothing to be compared with."""
    assert found(NEW) == []


def test_a_changed_comparative_names_both_places() -> None:
    """Restated or mistyped: the reader sees what it was."""
    assert found(NEW.replace("9,113", "9,131")) == [("prior", "changed", "9,131", "9,113")]


def test_a_finer_print_of_the_same_figure_is_no_change() -> None:
    """Billions in this year's paper agree with millions in the last one's."""
    coarse = NEW.replace("(In millions)", "(In billions)")
    for exact, rounded in (("383,285", "383.3"), ("214,137", "214.1"), ("29,915", "29.9"), ("9,113", "9.1")):
        coarse = coarse.replace(exact, rounded)

    assert found(coarse) == []


def test_tables_that_share_rows_but_no_figures_are_not_compared() -> None:
    """A segment's table under the same labels is another table."""
    other = TABLE.format(a=2024, b=2023, x="91 | 85", y="52 | 37", z="11 | 15", w="99 | 91")

    assert found(other) == []


def test_a_sentence_carried_over_unchanged_is_worth_a_look() -> None:
    """Prose that compares the year that has passed, word for word, may have been forgotten."""
    stale = "\nNet sales fell 3% to $383.3 billion in 2023.\n"

    assert found(NEW + stale, OLD + stale) == [("stale", "hint", "3%", stale.strip())]


def test_what_does_not_move_with_time_is_not_stale() -> None:
    """A par value is the same every year."""
    fixed = "\nThe shares have a par value of $0.00001 each.\n"

    assert found(NEW + fixed, OLD + fixed) == []


def test_a_column_is_known_by_its_period_and_length() -> None:
    """Three and six months to one day are two columns; two years in one head are none."""
    three, six = "Three Months Ended March 30, 2024", "Six Months Ended March 30, 2024"

    assert when_of(three) != when_of(six)
    assert when_of("2024 vs. 2023") == ()
    assert when_of("Change") == ()
