"""On which figures does a calculation rest? Each stated by itself, where the question asks for the calculation."""

from collections.abc import Iterator
from itertools import islice

from tieout.agent.offline.drafts.drafting import FigureDrafter
from tieout.claim import Claim
from tieout.fact import Fact
from tieout.period import FiscalPeriod
from tieout.question import Draft, MetricAsked

MOST = 12
"""Figures of calculations that an answer states besides."""


def with_workings(drafter: FigureDrafter, draft: Draft) -> Draft:
    """The draft with the figures that its calculations rest on."""
    made = [s.calculation for c in draft.claims for s in c.slots.values() if s.calculation is not None]
    facts = dict.fromkeys(o.fact for one in made for o in one.operands)
    stated = islice((c for i in facts if i in drafter.facts for c in _stated(drafter, drafter.facts[i])), MOST)
    return draft.model_copy(update={"claims": (*draft.claims, *stated)})


def _stated(drafter: FigureDrafter, fact: Fact) -> Iterator[Claim]:
    """A sentence that states a fact, where its metric and its period lead back to it."""
    known = drafter.vocabulary.for_concept(fact.concept)
    asked = MetricAsked(metric=known[0].id, words=known[0].name) if known else MetricAsked(words=fact.label)
    period = FiscalPeriod.parse(fact.period.fiscal or "")
    cell = drafter.cell(fact.entity, asked, period) if period is not None else None
    if cell is not None and isinstance(cell.level, Fact) and cell.level.meaning == fact.meaning:
        yield drafter.stated(cell, row=False)
