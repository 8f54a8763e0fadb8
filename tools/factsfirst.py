"""Which passages go before what a search finds? Those that state the figure that is asked for.

A figure stands in many places of a report, and its facts may name any of them: a place that shows the statement at
which the figure is at home goes before notes and tables that repeat it.
"""

import re
from collections.abc import Collection, Sequence
from datetime import date
from itertools import zip_longest
from typing import Final

from tieout.document import Document
from tieout.period import FiscalPeriod
from tieout.ports import Hit, Snapshot
from tieout.question import MetricAsked, SubQuestion
from tieout.tools.amended import is_public
from tieout.tools.asking.asked import Asked
from tieout.tools.asking.coverage import wanted
from tieout.tools.asking.need import needed
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.periods import mentions
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.holding import answering, holders

MOST: Final = 3
"""Passages of a company that are raised: a figure that is calculated rests on several."""
MOST_COMPANIES: Final = 8
"""More companies than this are not looked up one by one."""
_PART: Final = re.compile(
    r"\b(?:segments?|divisions?|business units?|product lines?|regions?|geograph\w+|which)\b", re.IGNORECASE
)
"""Words with which a part of the company is asked for, whose figure is another one."""
FACTS: Final = "facts"
"""The list that a raised hit comes from."""


def facts_first(
    hits: Sequence[Hit], asked: Asked, snapshot: Snapshot, vocabulary: Vocabulary, *, as_of: date | None = None
) -> tuple[Hit, ...]:
    """The hits, before them the passages that hold the figures asked for: those that an answer would cite."""
    if not asked.metrics or not 0 < len(asked.companies) <= MOST_COMPANIES:
        return tuple(hits)
    if asked.kind != "figure" or _PART.search(asked.question):
        return tuple(hits)
    found = [stating(company.steps, asked, snapshot, vocabulary, as_of) for company in asked.companies]
    needs = needed(asked.rest, vocabulary).statements
    passages = snapshot.passages([key for keys in found for key in keys])
    fit = {key for key, passage in passages.items() if set(needs) & set(passage.shows)}
    return raised(hits, in_turn(found, fit))


def in_turn(found: Sequence[Sequence[str]], fit: Collection[str]) -> tuple[str, ...]:
    """The first of each company in turn, then the second of each; of one company those that fit before others."""
    chosen = [sorted(keys, key=lambda key: key not in fit)[:MOST] for keys in found]
    return tuple(dict.fromkeys(key for row in zip_longest(*chosen) for key in row if key is not None))


def stating(
    steps: Sequence[Sequence[str]], asked: Asked, snapshot: Snapshot, vocabulary: Vocabulary, as_of: date | None
) -> tuple[str, ...]:
    """Ids of the passages of one company that hold the figures, in the documents that are meant."""
    meant = {name for step in steps[:1] for name in step}
    documents = [d for d in snapshot.documents() if d.id in meant and is_public(d, as_of)]
    periods = wanted(mentions(asked.question, tuple(r for r in figures(asked.question) if r.unit))).periods
    subquestion = SubQuestion(
        id="search",
        text=asked.question,
        ask="look_up",
        metrics=tuple(MetricAsked(metric=metric, words=metric) for metric in asked.metrics),
        entities=tuple({d.entity.key: d.entity for d in documents}.values()),
        periods=periods or latest(documents),
    )
    facts = answering(subquestion, snapshot, vocabulary, documents=documents)
    return holders(facts, snapshot)


def latest(documents: Sequence[Document]) -> tuple[FiscalPeriod, ...]:
    """The period of the newest document, for a question that names none."""
    dated = [d for d in documents if d.period_end and d.fiscal_year]
    newest = max(dated, key=lambda d: d.period_end or date.min, default=None)
    if newest is None or newest.fiscal_year is None:
        return ()
    return (FiscalPeriod(year=newest.fiscal_year, span=newest.fiscal_period or "FY"),)


def raised(hits: Sequence[Hit], first: Sequence[str]) -> tuple[Hit, ...]:
    """The hits with these passages before all others, in this order; scores keep falling."""
    if not first:
        return tuple(hits)
    found = {hit.passage: hit for hit in hits}
    best = max((hit.score for hit in hits), default=0.0)
    top: list[Hit] = []
    for rank, passage in enumerate(first, start=1):
        before = found.get(passage, Hit(passage=passage, score=best))
        lists, ranks = (*before.lists, FACTS), (*before.ranks, rank)
        top.append(before.model_copy(update={"score": best, "lists": lists, "ranks": ranks}))
    return (*top, *(hit for hit in hits if hit.passage not in set(first)))
