"""What does a question take from the one before it? Companies, metrics, periods and what is to be done with them."""

import re
from dataclasses import replace

from tieout.agent.offline.reading.operation import operation, sets_against, wants_text
from tieout.agent.offline.reading.understood import Understood
from tieout.document import Entity
from tieout.question import Ask
from tieout.tools.figures.periods import PeriodMention

_FOLLOW_UP = re.compile(
    r"^\W*(?:and|what about|how about|same|also|then|now|compare (?:that|it|this)|versus|vs|or)\b|"
    r"\b(?:it|its|their|they|them|that|those|this company|the same)\b",
    re.IGNORECASE,
)
BY_HOW_MUCH = re.compile(r"\W*(?:and\W+)?by how much\W*", re.IGNORECASE)
SHORT_WORDS = 6


def leans(now: Understood) -> bool:
    """Whether a question needs the one before it to be understood."""
    short = len(now.text.split()) <= SHORT_WORDS
    lacking = not now.metrics or not now.entities
    return lacking and (short or _FOLLOW_UP.search(now.text) is not None)


def completed(now: Understood, before: Understood) -> Understood:
    """The question with what it leaves unsaid taken from the one before."""
    metrics = now.metrics or before.metrics
    if now.ask in {"share", "ratio"} and len(now.metrics) == 1 and before.metrics:
        metrics = (before.metrics[0], now.metrics[0])
    inherited = not now.metrics and bool(before.metrics)
    ask = inherited_ask(now, before) if inherited and now.ask == "text" else now.ask
    entities = inherited_entities(now, before, ask)
    if ask == "change" and len(entities) > 1 and (sets_against(now.rest) or BY_HOW_MUCH.fullmatch(now.rest)):
        ask = "compare"
    dated = settled(before.periods, before.anchor)
    return replace(
        now,
        entities=entities,
        metrics=metrics,
        periods=now.periods or dated,
        anchor=dated,
        before=before,
        shown=now.shown or (before.shown if inherited else None),
        ask=ask,
        strangers=() if now.entities else now.strangers,
        everyone=now.everyone or (before.everyone and not now.entities),
        text=now.text if not inherited else f"{before.text} {now.text}",
    )


def inherited_entities(now: Understood, before: Understood, ask: Ask) -> tuple[Entity, ...]:
    """The companies of a question, with those before it that it compares them with."""
    added = re.search(r"\bcompar|\bagainst\b|\bversus\b|\bvs\b|\balso\b", now.text, re.IGNORECASE) is not None
    both = not now.entities and ask in {"rank", "compare"} and len(before.entities) == 1 and before.before is not None
    if both and before.before is not None and before.before.metrics == before.metrics:
        return tuple({e.key: e for e in (*before.before.entities, *before.entities)}.values())
    if now.entities and added:
        return tuple({e.key: e for e in (*before.entities, *now.entities)}.values())
    return now.entities or (() if now.strangers else before.entities)


def settled(periods: tuple[PeriodMention, ...], anchor: tuple[PeriodMention, ...]) -> tuple[PeriodMention, ...]:
    """The periods of a question before, "the year before" as the year that it came to."""
    base = [p for m in (*periods, *anchor) for p in m.periods]
    return tuple(
        replace(m, periods=(min(base, key=lambda p: p.year).shifted(-1),))
        if base and not m.periods and m.relative == "earlier" and m.unit == "year"
        else m
        for m in periods
    )


def inherited_ask(now: Understood, before: Understood) -> Ask:
    """What is to be done with a metric of the question before: what this one says, else the same."""
    if wants_text(now.text):
        return "text"
    asked = operation(now.rest)
    return before.ask if asked == "look_up" else asked
