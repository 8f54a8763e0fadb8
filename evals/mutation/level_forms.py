"""In which forms is a level said? One figure of one period, of a company or of its part, or several side by side."""

from typing import Final

from tieout.evals.mutation.forms import Form, forms_of

LEVELS: Final[tuple[Form, ...]] = (
    *forms_of(
        "level",
        """
        {M} {were} {v} {in P}.
        {In P}, {m} {were} {v}.
        {C} reported {m} of {v} {in P}.
        {C's} {m} came to {v} {in P}.
        {In P}, {C} reported {m} of {v}.
        {M} of {C} totaled {v} {in P}.
        {M} amounted to {v} {in P}, according to the filing.
        {v} was the {m} that {C} reported {in P}.
        {C}, the registrant, posted {m} of {v} {in P}.
        {M} stood at {v} {in P}.
        {In P}, {m} stood at {v}, the company said.
        A figure of {v} was recorded as {m} {in P}.
        {M} {in P} {were} {v}.
        The company booked {v} of {m} {in P}.
        {C} closed the books with {m} of {v} {in P}.
        According to its annual report, {C's} {m} {were} {v} {in P}.
        {C's} {m}, at {v} {in P}, {were} in line with what we had in our model.
        We note that {m} {were} {v} {in P}.
        {M} ({in P}): {v}
        • {M}: {v} {in P}
        {C}: {m} of {v} {in P}
        {C's} {m} {in P}: {v}.
        The {m} line shows {v} {in P}.
        {M} reached {v} {in P}.
        With {m} of {v} {in P}, {C} has room to invest.
        {In P} the {m} of {C}, a filer with the SEC, {were} {v}.
        {M}, as reported by {C} {in P}, {were} {v}.
        In the accounts, {m} {in P} {were} shown as {v}.
        {In P}, {v} was reported by {C} as {m}.
        Reported {m} {in P} {were} {v}, before any adjustment of ours.
        """,
    ),
    *forms_of(
        "quarter",
        """
        In the quarter, {P}, {C} reported {m} of {v}.
        {M} came in at {v} {in P}.
        {C's} {m} {in P} {were} {v}.
        {P} {m}: {v}
        For the quarter, {P}, {m} {were} {v}.
        """,
    ),
    *forms_of(
        "part",
        """
        {N} {m} {were} {v} {in P}.
        {C's} {N} {m} came to {v} {in P}.
        {In P}, {N} generated {m} of {v}.
        {M} of {N} {were} {v} {in P}.
        {N}, part of {C}, reported {m} of {v} {in P}.
        {C} reported {N} {m} of {v} {in P}.
        {N} contributed {v} of {m} {in P}.
        {M} from {N} totaled {v} {in P}.
        {M} in {N} stood at {v} {in P}, {C} said.
        {N}: {m} of {v} {in P}
        """,
    ),
    *forms_of(
        "two",
        """
        {C} reported {m} of {v} and {w} of {x} {in P}.
        {M} and {w} {were} {v} and {x}, respectively, {in P}.
        {In P}, {m} {were} {v} while {w} came to {x}.
        {M} {were} {v} {in P}, and {w} {x}.
        {In P}, {C} had {m} of {v}, against {w} of {x}.
        """,
    ),
    *forms_of(
        "three",
        """
        {M} {were} {v}, {b} and {a} {in P}, {Q} and {O}, respectively.
        {C} reported {m} of {v} {in P}, {b} {in Q} and {a} {in O}.
        {In P}, {Q} and {O}, {m} {were} {v}, {b} and {a}, respectively.
        {M} over three years: {a} ({O}), {b} ({Q}), {v} ({P})
        {C's} {m} went from {a} {in O} to {b} {in Q} and {v} {in P}.
        """,
    ),
)
"""Forms of levels."""
