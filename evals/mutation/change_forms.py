"""In which forms is a change or a share said? Growth, differences, from and to, points, parts of a total."""

from typing import Final

from tieout.evals.mutation.forms import Form, forms_of

CHANGES: Final[tuple[Form, ...]] = (
    *forms_of(
        "pair",
        """
        {M} {were} {v} {in P}, compared with {b} {in Q}.
        {M} {up:rose|fell} from {b} {in Q} to {v} {in P}.
        {M} {up:rose|fell} to {v} {in P} from {b} {in Q}.
        {C} reported {m} of {v} {in P}, against {b} {ago}.
        {In P}, {m} {were} {v}, {up:up|down} from {b} {ago}.
        {M} {were} {v} {in P} and {b} {in Q}.
        {C's} {m} {were} {v} and {b} {in P} and {Q}, respectively.
        After {b} {in Q}, {m} {were} {v} {in P}.
        {M}: {v} {in P} (prior year: {b})
        Where {C} had {m} of {b} {in Q}, it had {v} {in P}.
        {C's} {m} {up:climbed|slipped} to {v} {in P}; {ago} the figure was {b}.
        {M} of {v} {in P} compare with {b} {ago}.
        """,
    ),
    *forms_of(
        "growth",
        """
        {M} {up:rose|fell} {g} {in P}.
        {M} {up:increased|decreased} by {g} {in P}.
        {C's} {m} {up:grew|shrank} {g} {in P}.
        {In P}, {m} {up:increased|declined} {g} from {ago}.
        {M} {were} {up:up|down} {g} {in P} compared to {Q}.
        {C} {up:grew|cut} its {m} by {g} {in P}.
        {M} saw {up:an increase|a decrease} of {g} {in P} over {Q}.
        Year over year, {m} {up:advanced|dropped} {g} {in P}.
        A {g} {up:increase|decline} in {m} was reported by {C} {in P}.
        {M} {in P} {were} {g} {up:above|below} {Q}.
        {M} {up:expanded|contracted} at a rate of {g} {in P}.
        {M} {up:+|-}{g} {in P}
        """,
    ),
    *forms_of(
        "both",
        """
        {M} {up:rose|fell} {g} to {v} {in P}.
        {C's} {m} {up:increased|decreased} {g} {in P} to {v}.
        {In P}, {m} {up:grew|declined} by {g}, to {v}.
        {M} {were} {v} {in P}, {up:up|down} {g} from {ago}.
        {C} reported {m} of {v} {in P}, {up:an increase|a decrease} of {g}.
        {M} of {v} {in P} {were} {up:up|down} {g} year over year.
        At {v}, {m} {were} {g} {up:higher|lower} {in P} than {ago}.
        {M} {up:rose|fell} {g} from {b} {in Q} to {v} {in P}.
        {M} {in P}: {v} ({up:+|-}{g} y/y)
        {C}: {m} {up:up|down} {g} to {v} {in P}
        {M} {up:climbed|slid} {g} in a year to reach {v} {in P}.
        {In P} {C} saw its {m} {up:grow|shrink} {g} to {v} from {b}.
        """,
    ),
    *forms_of(
        "change",
        """
        {M} {up:rose|fell} by {d} {in P}.
        {M} {up:increased|decreased} {d} {in P}, to {v}.
        {C's} {m} {were} {d} {up:higher|lower} {in P} than {in Q}.
        {In P}, {m} {up:grew|declined} {d} compared with {Q}.
        {C} reported {up:an increase|a decrease} of {d} in {m} {in P} over {Q}.
        The {up:increase|decrease} in {m} {in P} was {d}.
        {M} {were} {v} {in P}, {d} {up:more|less} than {ago}.
        Between {Q} and {P}, {m} {up:rose|fell} by {d}.
        """,
    ),
    *forms_of(
        "share",
        """
        {M} {were} {s} of {T} {in P}.
        {In P}, {m} accounted for {s} of {T}.
        {C's} {m} as a percentage of {T} {were} {s} {in P}.
        {M} represented {s} of {C's} {T} {in P}.
        {C} spent {s} of its {T} on {m} {in P}.
        As a share of {T}, {m} {were} {s} {in P}.
        """,
    ),
    *forms_of(
        "points",
        """
        {M} as a percentage of {T} {up:rose|fell} {bp} {in P}.
        {In P}, {m} as a share of {T} {up:increased|decreased} by {bp}, to {s}.
        The ratio of {m} to {T} {were} {s} {in P}, {up:up|down} {bp} from {ago}.
        {C's} {m}, relative to {T}, {up:went up|went down} {bp} to {s} {in P}.
        """,
    ),
)
"""Forms of changes and shares."""

ANSWERS: Final[tuple[Form, ...]] = (
    Form("level", "{C's} {m} {were} {v} {when P}.", ours=True),
    Form("level", "{C}, {m}, {p}: {v}", ours=True),
    Form("part", "{C's} {m} of {N} {were} {v} {when P}.", ours=True),
    Form("both", "{C's} {m} {up:rose|fell} {g} {when P}, to {v} from {b} {when Q}.", ours=True),
    Form("change", "{C's} {m} {up:rose|fell} by {d} {when P}, to {v} from {b} {when Q}.", ours=True),
    Form("share", "{C's} {m} {were} {s} of {T} {when P}.", ours=True),
)
"""The sentences in which the offline analyst answers."""
