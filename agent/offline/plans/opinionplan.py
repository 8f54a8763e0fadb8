"""Is a judgement wanted: healthy, strong, capital-intensive? The figures that decide it are stated, and no opinion."""

import re
from dataclasses import replace

from tieout.agent.offline.asked import Planning
from tieout.agent.offline.plans.figureplan import FigurePlanner
from tieout.agent.offline.reading.neutral import unread
from tieout.agent.offline.reading.whose import Whose
from tieout.question import MetricAsked, Plan

_JUDGES = re.compile(
    r"\b(?:healthy|unhealthy|strong|weak|solid|robust|good|bad|poor|sound|risky|attractive|conservative|aggressive|"
    r"efficient|sustainable|safe|impressive|worrying|adequate|sufficient|excellent|mediocre|useful|relevant|meaningful|"
    r"capital[- ]intensive|asset[- ]light|(?:highly|heavily|over-?)[- ]?(?:leveraged|indebted|geared)|solvent|"
    r"liquid)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^\W*(?:is|are|was|were|does|do|did|has|have|would you (?:say|call)|in your opinion|do you think|"
    r"how (?=\w+ly\b|healthy|strong|weak|solid|sound|safe|good|bad|risky|efficient|capital))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?<=[?.])\s+(?:If|When|Please|Explain|Why)\b.*$", re.DOTALL)
"""What a question adds to its judgement: what to say where the figure does not fit, or that it be explained."""
TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"capital[- ]intensive|asset[- ]light", ("capex_to_revenue", "fixed_asset_turnover", "return_on_assets")),
    (r"dividends?\b.*\b(?:sustainable|safe|covered)", ("payout_ratio", "fcf_payout_ratio", "dividend_coverage")),
    (r"\b(?:leveraged|indebted|geared)\b", ("debt_to_equity", "net_debt_to_ebitda", "interest_coverage")),
    (r"\bsolven(?:t|cy)\b", ("debt_to_equity", "interest_coverage")),
    (r"\bliquid(?:ity)?\b", ("current_ratio", "quick_ratio", "cash_ratio")),
)
"""What decides a judgement where no figure is named."""
_IDLE = frozenset(
    "reasonably highly heavily fairly really very quite relatively generally profile based data metric measure "
    "indicator opinion think say call financially currently overall situation shape condition balance using use "
    "considering looking liquidity leverage profitability position business company one intensive capital light asset "
    "dividend".split()
)


def plan_opinion(planning: Planning) -> Plan | None:
    """The plan where a judgement is asked for that figures can decide, else None."""
    first = _CONDITION.sub("", planning.asked.text)
    if not _ASKS.match(first) or (judged := _JUDGES.search(first)) is None:
        return None
    if first != planning.asked.text:
        question = planning.question.model_copy(update={"text": first})
        planning = replace(planning, question=question, asked=planning.reader.understand(question))
    asked = planning.asked
    metrics = deciding(planning)
    entities, problem = Whose(planning=planning).entities()
    if not metrics or asked.qualifiers or asked.forecast:
        return None
    if problem is not None:
        return problem
    words = tuple(w for w in asked.words if w not in _IDLE and not _JUDGES.fullmatch(w))
    if unread(words, part=any(m.member for m in metrics)) or asked.perhaps:
        return None
    own = asked.assumptions if metrics == asked.metrics else ()
    plain = replace(asked, ask="look_up", metrics=metrics, words=(), assumptions=own)
    planned = FigurePlanner(planning=replace(planning, asked=plain)).plan(entities)
    note = f"“{judged[0]}” is a judgement and no figure of a filing: the figures that decide it are stated, without one"
    return planned.model_copy(update={"notes": (*planned.notes, note)})


def deciding(planning: Planning) -> tuple[MetricAsked, ...]:
    """The figures that are named, and those that decide a judgement of this kind where none or only a subject is."""
    asked, vocabulary = planning.asked, planning.vocabulary
    for pattern, ids in TOPICS:
        named = re.search(pattern, asked.text, re.IGNORECASE) is not None
        only_subject = not asked.metrics or "sustainable" in pattern or any(m.readings for m in asked.metrics)
        if named and only_subject:
            return tuple(MetricAsked(metric=i, words=vocabulary.metric(i).name) for i in ids)
    return asked.metrics
