"""What does a question take for granted? That a figure rose, fell, was a loss, or was of some amount."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.agent.offline.reading.understood import Understood
from tieout.question import MetricAsked
from tieout.tools.figures.grammar import figures
from tieout.tools.figures.reading import Reading
from tieout.tools.figures.vocabulary import Mention, Vocabulary

Supposed = Literal["rose", "fell", "loss", "profit", "amount", "moved"]

UP = (
    r"(?:increas(?:e[ds]?|ing)|r(?:o|i)se[sn]?|rising|gr(?:ew|ow[ns]?|owing|owth)|climb(?:ed|s)?|jump(?:ed|s)?|"
    r"surg(?:ed?|ing)|soar(?:ed|ing)?|improv(?:ed?|es|ing|ement)|expan(?:ded|sion)|higher|gained|went up|"
    r"go(?:es)? up|uptick)"
)
DOWN = (
    r"(?:decreas(?:e[ds]?|ing)|f(?:e|a)ll(?:en|s|ing)?|declin(?:e[ds]?|ing)|dropp?(?:ed|s|ing)?|shr(?:a|i|u)nk(?:en)?|"
    r"reduc(?:ed|tion)|plunged?|slump(?:ed)?|collapsed?|tumbled?|slip(?:ped)?|worsen(?:ed|ing)?|deteriorat(?:ed|ion)|contract(?:ed|ion)|"
    r"lower|went down|go(?:es)? down|downturn)"
)
_WHY = re.compile(
    r"\bwhy\b|\bhow come\b|\bwhat (?:drove|caused|explains?|explained|led to|is behind|was behind|lies behind|"
    r"contributed to|(?:is|was|were|are) the (?:main |key |primary )?(?:reasons?|causes?|drivers?))\b|"
    r"\b(?:reasons?|causes?|drivers?) (?:for|of|behind)\b|\bexplain\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\bhow (?:much|far|fast|sharply)\b|\bby (?:how much|what)\b|\bdespite\b|\bgiven\b|\bsince\b|\bbecause\b|\bafter\b|"
    r"\bin spite of\b|\balthough\b|\bconsidering\b|\bwhat (?:was|is) the (?=\w+ (?:in|of)\b)",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\b(?:whether|either)\b|(?:increas|r[io]se|grow|grew|up|higher|gain|improv)\w*\s*(?:or|/|and/or)\s+"
    r"(?:decreas|fall|fell|declin|drop|shr|down|lower|worse|los)|(?:decreas|fall|fell|declin|drop|down|lower)\w*\s*"
    r"(?:or|/)\s+(?:increas|r[io]se|grow|grew|up|higher)",
    re.IGNORECASE,
)
"""Where both ways are left open nothing is taken for granted."""
_UP = re.compile(rf"\b{UP}\b", re.IGNORECASE)
_DOWN = re.compile(rf"\b{DOWN}\b", re.IGNORECASE)
_PROFIT = re.compile(r"\bprofits?\b", re.IGNORECASE)
_STATES = re.compile(
    r"\s*(?:\([^)]{0,20}\)\s*)?(?:(?:of|was|were|is|are|at|being|equal(?:s|led)?|reached|totall?ed|"
    r"stood at|came to|amounted to|=|:)\s*)"
    r"(?:about|around|approximately|roughly|nearly|some|just|actually|really|exactly|in fact|now)?\s*",
    re.IGNORECASE,
)
_STATED_OF = re.compile(
    r"\s*(?:in|of)\s+(?:\w+\s+)?|\s*(?:in|of|for|as)\s+(?:(?:[\w.]+[’']s?|(?:19|20)\d\d|fiscal|its|their|the)\s+){0,4}",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:(?:in|for|of|during)\s+)?(?:the\s+)?(?:fiscal\s+(?:year\s+)?|financial\s+year\s+|FY\s?)?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_TURNED = re.compile(r"^\W*(?:was|were|is|are)\b", re.IGNORECASE)
"""A question that states its amount without a verb between: "Was revenue $5 billion?"."""
_BESIDE = re.compile(r"\s*(?:equal to|exactly|really|only|about|around|indeed)?\s*", re.IGNORECASE)
_BY = re.compile(r"\s*(?:by|of)?\s*(?:about|around|approximately|roughly|nearly|some)?\s*", re.IGNORECASE)
_EARNED = re.compile(r"\b(?:earned|earning)\s+(?:about |around |some |nearly )?$", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:over|above|below|under|than|least|most|exceed\w*|between|up to)\s*$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Premise:
    """One thing that is taken for granted of one metric."""

    metric: MetricAsked
    supposed: Supposed
    said: Reading | None = None
    """The amount, or how far it is supposed to have moved."""


def asks_why(text: str) -> bool:
    """Whether reasons are asked for."""
    return _WHY.search(text) is not None


def premises(asked: Understood, vocabulary: Vocabulary) -> tuple[Premise, ...]:
    """What the question takes for granted, in the order of its words."""
    mentions = vocabulary.find(asked.text)
    found = [*_signs(asked, mentions), *_amounts(asked, mentions), *_earned(asked), *_moves(asked, mentions)]
    return tuple(dict.fromkeys(found))


def _of(asked: Understood, mention: Mention) -> MetricAsked | None:
    return next((m for m in asked.metrics if m.metric == mention.metric), None)


def _signs(asked: Understood, mentions: Sequence[Mention]) -> Iterator[Premise]:
    """Losses and profits by name."""
    for mention in mentions:
        metric = _of(asked, mention)
        words = asked.text[mention.start : mention.end]
        if metric is None or metric.member is not None or re.search(r"\bor\b|[/(]", words):
            continue
        if mention.negated and "loss" in words.casefold():
            yield Premise(metric=metric, supposed="loss")
        elif mention.metric == "net_income" and _PROFIT.search(words):
            yield Premise(metric=metric, supposed="profit")


def _amounts(asked: Understood, mentions: Sequence[Mention]) -> Iterator[Premise]:
    """Amounts that the question itself states of a metric."""
    readings = [r for r in figures(asked.text) if r.is_figure and r.value is not None and (r.unit or r.precision > 1)]
    turned_round = _TURNED.match(asked.text) is not None
    for mention in mentions:
        metric = _of(asked, mention)
        for reading in readings if metric else ():
            between = _WHEN.sub(" ", asked.text[mention.end : reading.start])
            turned = asked.text[reading.end : mention.start]
            before = asked.text[: reading.start]
            said = _STATES.fullmatch(between) or (turned_round and _BESIDE.fullmatch(between))
            states = said if mention.end <= reading.start else _STATED_OF.fullmatch(turned)
            if metric and states and not _BOUND.search(before):
                whole = (metric.member or "").casefold() in asked.text[reading.end :].casefold()
                own = metric.model_copy(update={"member": None}) if whole else metric
                yield Premise(metric=own, supposed="amount", said=reading)


def _earned(asked: Understood) -> Iterator[Premise]:
    """What the company is supposed to have earned: "if it earned $3 billion"."""
    for reading in figures(asked.text):
        named = _EARNED.search(asked.text[: reading.start])
        if named is not None and reading.is_figure and reading.value is not None and reading.unit:
            yield Premise(metric=MetricAsked(metric="net_income", words="net income"), supposed="amount", said=reading)


def _moves(asked: Understood, mentions: Sequence[Mention]) -> Iterator[Premise]:
    """Rises and falls that reasons or sizes are asked for, or that something else is set against."""
    text = asked.rest if len(asked.rest) == len(asked.text) else asked.text
    why = asks_why(text)
    several = max(len(asked.entities), len(asked.metrics)) > 1
    if _EITHER.search(text) or not (why or _GIVEN.search(text)) or (several and re.search(r"\bthan\b", text)):
        return
    for pattern, supposed in ((_UP, "rose"), (_DOWN, "fell")):
        for match in pattern.finditer(text):
            metric = _nearest(asked, mentions, match.start())
            if metric is None or (match[0].casefold() == "growth" and not why):
                continue
            yield Premise(metric=metric, supposed="rose" if supposed == "rose" else "fell")
            if (reading := _by(asked.text, match.end())) is not None:
                yield Premise(metric=metric, supposed="moved", said=reading)


def _by(text: str, end: int) -> Reading | None:
    """By how many percent the question says that it moved."""
    for reading in figures(text):
        if reading.unit == "percent" and reading.value is not None and reading.start >= end:
            return reading if _BY.fullmatch(text[end : reading.start]) else None
    return None


def _nearest(asked: Understood, mentions: Sequence[Mention], at: int) -> MetricAsked | None:
    """The metric that is named nearest to a place, in its own part of the question."""
    near = [
        (min(abs(m.start - at), abs(at - m.end)), metric)
        for m in mentions
        if (metric := _of(asked, m)) and not re.search(r"[,;:?]", asked.text[min(m.end, at) : max(m.start, at)])
    ]
    if near:
        return min(near, key=lambda pair: pair[0])[1]
    return asked.metrics[0] if len(asked.metrics) == 1 and not mentions else None


def contradicts(reading: Reading, value: Decimal) -> bool:
    """Whether a figure of the question is another than the proven one, at the question's own precision."""
    return reading.value is None or abs(abs(reading.value) - abs(value)) > reading.precision / 2
