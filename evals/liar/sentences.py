"""How can a true figure stand in a wrong sentence?"""

from tieout.claim import Style
from tieout.evals.liar.lie import Desk, Kind, Lie, Maker, lie
from tieout.evals.liar.truths import Known
from tieout.fact import Fact

_TRUE = (
    "{name}’s {words} {verb} {{v}} in fiscal {year}.",
    "In fiscal {year} {name}’s {words} {verb} {{v}}.",
    "{name} reported {words} of {{v}} for fiscal {year}.",
)
_WRAPPED: dict[str, tuple[str, ...]] = {
    "negation": (
        "{name}’s {words} {verb} not {{v}} in fiscal {year}.",
        "{name}’s {words} never reached {{v}} in fiscal {year}.",
        "It is untrue that {name}’s {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} anything but {{v}} in fiscal {year}.",
        "Nobody at {name} reported {words} of {{v}} for fiscal {year}.",
        "{name}’s {words} failed to reach {{v}} in fiscal {year}.",
        "{name} denied that its {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} hardly {{v}} in fiscal {year}.",
    ),
    "modality": (
        "{name} expects {words} of {{v}} in fiscal {year}.",
        "{name}’s {words} could be {{v}} in fiscal {year}.",
        "{name}’s {words} would have been {{v}} in fiscal {year}.",
        "{name} guided to {words} of {{v}} for fiscal {year}.",
        "{name} hopes that its {words} reach {{v}} in fiscal {year}.",
        "{name}’s {words} will be {{v}} in fiscal {year}.",
        "{name} aims at {words} of {{v}} for fiscal {year}.",
        "Perhaps {name}’s {words} {verb} {{v}} in fiscal {year}.",
        "Analysts believed that {name}’s {words} {verb} {{v}} in fiscal {year}.",
        "{name} targeted {words} of {{v}} for fiscal {year}.",
        "{name} is budgeting {words} of {{v}} for fiscal {year}.",
    ),
    "bound": (
        "{name}’s {words} {verb} more than {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} at least {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} less than {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} up to {{v}} in fiscal {year}.",
        "{name}’s {words} exceeded {{v}} in fiscal {year}.",
        "{name}’s {words} topped {{v}} in fiscal {year}.",
        "{name}’s {words} missed {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} beyond {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} or more in fiscal {year}.",
        "{name}’s {words} {verb} no more than {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} nearly {{v}} in fiscal {year}.",
    ),
    "scale": (
        "{name}’s {words} {verb} {{v}} million in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} thousand in fiscal {year}.",
        "{name}’s {words} {verb} {{v}}0 in fiscal {year}.",
        "{name}’s {words} {verb} {{v}},000 in fiscal {year}.",
        "{name}’s {words} {verb} 1{{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}}.5 in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} and a half in fiscal {year}.",
        "{name}’s {words} {verb} {{v}}% in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} a day in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} per employee in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} (in thousands) in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} squared in fiscal {year}.",
    ),
    "multiple": (
        "{name}’s {words} {verb} twice {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} half of {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} a tenth of {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} double the {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} a third more than {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} times ten in fiscal {year}.",
        "{name}’s {words} {verb} several times {{v}} in fiscal {year}.",
    ),
    "sign": (
        "{name}’s {words} {verb} negative {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} minus {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} -{{v}} in fiscal {year}.",
        "{name}’s {words} {verb} −{{v}} in fiscal {year}.",
        "{name}’s {words} {verb} ({{v}}) in fiscal {year}.",
        "{name}’s {words} {verb} a loss of {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} a deficit of {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in the red in fiscal {year}.",
    ),
    "currency": (
        "{name}’s {words} {verb} €{{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} euros in fiscal {year}.",
        "{name}’s {words} {verb} CA{{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} (Canadian) in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in pounds sterling in fiscal {year}.",
    ),
    "quarter": (
        "{name}’s {words} {verb} {{v}} in the first quarter of fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in Q3 {year}.",
        "{name}’s {words} {verb} {{v}} in the first half of fiscal {year}.",
        "{name}’s {words} {verb} {{v}} for the nine months of fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in March {year}.",
        "{name}’s quarterly {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in the holiday season of fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in every month of fiscal {year}.",
    ),
    "basis": (
        "{name}’s adjusted {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s non-GAAP {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s pro forma {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} at constant currency in fiscal {year}.",
        "{name}’s organic {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in fiscal {year} before one-off items.",
        "Excluding acquisitions, {name}’s {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s unaudited {words} {verb} {{v}} in fiscal {year} under IFRS.",
        "{name}’s {words} from continuing operations {verb} {{v}} in fiscal {year}.",
    ),
    "near metric": (
        "{name}’s cost of {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s deferred {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s average {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} growth {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} backlog {verb} {{v}} in fiscal {year}.",
        "{name}’s tax on {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s provision for {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s restructuring charges {verb} {{v}} in fiscal {year}.",
        "{name}’s headcount {verb} {{v}} in fiscal {year}.",
    ),
    "part of it": (
        "{name}’s {words} in China {verb} {{v}} in fiscal {year}.",
        "{name}’s online {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} from subsidiaries {verb} {{v}} in fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in fiscal {year} in Europe alone.",
        "{name}’s wholesale {words} {verb} {{v}} in fiscal {year}.",
        "The Gadgets segment of {name} had {words} of {{v}} in fiscal {year}.",
    ),
    "level as change": (
        "{name}’s {words} rose {{v}} in fiscal {year}.",
        "{name}’s {words} increased by {{v}} in fiscal {year}.",
        "{name}’s {words} changed by {{v}} in fiscal {year}.",
        "{name} lost {{v}} of its {words} in fiscal {year}.",
        "{name} added {{v}} of {words} in fiscal {year}.",
        "{name}’s {words} were up {{v}} in fiscal {year}.",
    ),
    "other year": (
        "{name}’s {words} {verb} {{v}} in fiscal 2031.",
        "{name}’s {words} {verb} {{v}} in fiscal 1987.",
        "{name}’s {words} {verb} {{v}} in the year after fiscal {year}.",
        "{name}’s {words} {verb} {{v}} the year before fiscal {year}.",
        "{name}’s {words} {verb} {{v}} in fiscal {year} (ended March 3, {year}).",
        "{name}’s {words} {verb} {{v}} as of yesterday.",
        "{name}’s {words} {verb} {{v}} over the last decade.",
        "{name}’s {words} {verb} {{v}} in fiscal {before} and fiscal {year} together.",
    ),
    "nobody": (
        "Tesla, Inc.’s {words} {verb} {{v}} in fiscal {year}.",
        "Tim Cook’s {words} {verb} {{v}} in fiscal {year}.",
        "The industry’s {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s competitor’s {words} {verb} {{v}} in fiscal {year}.",
        "{name}’s largest customer had {words} of {{v}} in fiscal {year}.",
        "Unlike {name}, Globex Corporation had {words} of {{v}} in fiscal {year}.",
        "{name}’s former parent’s {words} {verb} {{v}} in fiscal {year}.",
    ),
    "spelled year": (
        "{name}’s {words} {verb} {{v}} in fiscal twenty nineteen.",
        "{name}’s {words} {verb} {{v}} in the year two thousand and twelve.",
        "{name}’s {words} {verb} {{v}} in fiscal {year}, not in fiscal twenty thirteen.",
        "{name}’s {words} {verb} {{v}} in fiscal MMXIX.",
        "{name}’s {words} {verb} {{v}} in FY ’19.",
        "{name}’s {words} {verb} {{v}} in the Year of the Rat.",
    ),
}
"""A true figure with its own company, metric and year, in a sentence that says something else of it."""


def text_of(known: Known, form: str = _TRUE[0]) -> str:
    """A form about a total."""
    return form.format(
        name=known.entity.name,
        words=known.total.words,
        verb=known.total.verb,
        year=known.year,
        before=known.year - 1,
    )


def true(desk: Desk) -> Lie | None:
    """No lie: the figure in its own sentence."""
    known = desk.any_known()
    if known is None:
        return None
    form = text_of(known, desk.random.choice(_TRUE))
    return lie("true", desk.claim(form, known.fact), known.fact, false=False, true=True)


def _wrapped(kind: str) -> Maker:
    def made(desk: Desk) -> Lie | None:
        known = desk.any_known(money=True)
        if known is None or (kind == "sign" and known.value <= 0):
            return None
        template = text_of(known, desk.random.choice(_WRAPPED[kind]))
        how: Kind = desk.random.choice(("figure", "figure", "prose"))
        style: Style = desk.random.choice(("auto", "auto", "magnitude", "exact"))
        return lie(kind, desk.claim(template, known.fact, kind=how, style=style), known.fact)

    return made


def _swapped(kind: str) -> Maker:
    """A figure of another year, metric or company in this one's sentence."""

    def made(desk: Desk) -> Lie | None:
        known = desk.any_known()
        if known is None:
            return None
        alike = (known.entity.key, known.total, known.year)
        at = {"wrong period": 2, "wrong metric": 1, "wrong company": 0}[kind]
        held = desk.other(
            known,
            lambda k: all(
                (mine == its) == (place != at)
                for place, (mine, its) in enumerate(zip(alike, (k.entity.key, k.total, k.year), strict=True))
            ),
        )
        if held is None:
            return None
        template = text_of(known, desk.random.choice(_TRUE))
        return lie(kind, desk.claim(template, held.fact), held.fact)

    return made


def part_as_whole(desk: Desk) -> Lie | None:
    """A segment's figure as the company's."""
    known = desk.any_known()
    parts = [f for f in desk.facts if known and _is_part(f, known)]
    if known is None or not parts:
        return None
    held = desk.random.choice(parts)
    return lie("part as whole", desk.claim(text_of(known), held), held)


def whole_as_part(desk: Desk) -> Lie | None:
    """The company's figure, or another part's, as a segment's."""
    known = desk.any_known()
    parts = [f for f in desk.facts if known and _is_part(f, known)]
    if known is None or not parts:
        return None
    part = desk.random.choice(parts)
    others = [f for f in parts if f.value and part.value and abs(f.value - part.value) > abs(part.value) / 50]
    held = desk.random.choice([known.fact, *others])
    label = part.dimensions[0].label
    form = desk.random.choice(
        (
            "{name}’s {words} of {label} {verb} {{v}} in fiscal {year}.",
            "{name}’s {label} {words} {verb} {{v}} in fiscal {year}.",
        )
    )
    template = text_of(known, form.replace("{label}", label.replace("{", "").replace("}", "")))
    return lie("whole as part", desk.claim(template, held), held)


def _is_part(fact: Fact, known: Known) -> bool:
    """Whether a fact is a part of a total, and far from it."""
    alike = (known.fact.concept, known.fact.period.start, known.fact.period.end, known.entity.key)
    return (
        bool(fact.dimensions)
        and (fact.concept, fact.period.start, fact.period.end, fact.entity.key) == alike
        and known.is_apart(fact.value)
    )


SENTENCES: dict[str, Maker] = {
    **{kind: _wrapped(kind) for kind in _WRAPPED},
    **{kind: _swapped(kind) for kind in ("wrong period", "wrong metric", "wrong company")},
    "part as whole": part_as_whole,
    "whole as part": whole_as_part,
}
