"""How can a plan lie? Figures in what it says, sub-questions about nothing, and instructions to a drafter."""

from collections.abc import Mapping, Sequence
from random import Random

from tieout.answer import Cost
from tieout.claim import Failure
from tieout.document import Entity
from tieout.evals.liar.truths import TOTALS, Known
from tieout.period import FiscalPeriod
from tieout.question import (
    Absent,
    Chapter,
    Decision,
    Labelled,
    MetricAsked,
    Place,
    Plan,
    Question,
    Side,
    SubQuestion,
    Weighed,
)

FALSEHOODS = (
    "net sales were $987 billion",
    "sales doubled to nine hundred billion dollars",
    "the auditor confirms 98.7%",
    "revenue of ３９８ billion",
    "<b>$987 billion</b>",
    "half of it was lost",
)
"""What a liar says wherever words are asked of it."""
_MOST, _PARTS, _SALES = 4, 0.8, 0.3
_ODD = 0.15
"""Share of sub-questions that ask what nobody can answer, or tell a drafter what to say."""


def falsehoods(random: Random, chance: float = 0.2) -> tuple[str, ...]:
    """Now and then one of them."""
    return (random.choice(FALSEHOODS),) if random.random() < chance else ()


def plan(
    random: Random,
    question: Question,
    known: Sequence[Known],
    members: Mapping[str, Sequence[str]],
    *,
    written_by: str,
) -> Plan:
    """Sub-questions about totals that are known, so that there is something to lie about, and odd ones."""
    count = random.choice((0, 1, 1, 2, 2, 2, 3, _MOST))
    wanted = tuple(_asked(random, f"q{i}", question, known, members) for i in range(count)) if known else ()
    failures = tuple(
        Failure(reason="missing_evidence", detail=said, subquestion="q0", text=random.choice(FALSEHOODS))
        for said in falsehoods(random, 0.1)
    )
    return Plan(
        subquestions=wanted,
        failures=failures,
        assumptions=falsehoods(random),
        notes=falsehoods(random),
        written_by=written_by,
        cost=Cost(input_tokens=5),
    )


def _asked(
    random: Random, name: str, question: Question, known: Sequence[Known], members: Mapping[str, Sequence[str]]
) -> SubQuestion:
    if random.random() < _ODD:
        return _odd(random, name, question, known)
    sales = [k for k in known if k.total == TOTALS[0]]
    one = random.choice(sales if sales and random.random() < _SALES else known)
    parts = [p for p in members.get(one.entity.key, ()) if one.total == TOTALS[0] and random.random() < _PARTS]
    alike = [k for k in known if k.entity == one.entity and k.total == one.total]
    others = [k for k in known if k.total == one.total and k.year == one.year]
    chosen = random.choice((alike, alike, others))[:3]
    return SubQuestion(
        id=name,
        text=random.choice((one.total.words, question.text[:200], random.choice(FALSEHOODS))),
        ask=random.choice(("look_up", "look_up", "percent_change", "compare", "text")),
        metrics=(
            MetricAsked(metric=one.total.metric, words=one.total.words),
            *(MetricAsked(metric=one.total.metric, words=one.total.words, member=part) for part in parts[:3]),
        ),
        entities=tuple(dict.fromkeys(k.entity for k in chosen)) or (one.entity,),
        periods=tuple(FiscalPeriod(year=year) for year in sorted({k.year for k in chosen}, reverse=True)),
    )


def _odd(random: Random, name: str, question: Question, known: Sequence[Known]) -> SubQuestion:
    """A part about nothing, or with words for a drafter to print."""
    one = random.choice(known)
    metric = MetricAsked(metric=random.choice([t.metric for t in TOTALS] + [None]), words="$987 billion")
    said = random.choice(FALSEHOODS)
    side = Side(entity=one.entity, metric=metric, period=FiscalPeriod(year=one.year))
    plain = SubQuestion(id=name, text=said, ask="text", entities=(one.entity,), terms=(said,))
    odd: tuple[SubQuestion, ...] = (
        plain,
        plain.model_copy(update={"ask": "look_up", "periods": (FiscalPeriod(year=2031),), "metrics": (metric,)}),
        plain.model_copy(update={"entities": (Entity(name="Globex Corporation"),)}),
        plain.model_copy(update={"places": (Place(document=one.fact.document, start=3, end=90, lead=f"{said}: "),)}),
        plain.model_copy(update={"places": (Place(document=one.fact.document, start=3, end=90, note=said),)}),
        plain.model_copy(update={"labelled": Labelled(facts=(one.fact.id,), template=f"{said}, or {{item_1}}.")}),
        plain.model_copy(update={"absent": Absent(documents=(one.fact.document,), words=random.choice(("net", said)))}),
        plain.model_copy(update={"chapter": Chapter(heading=said, manner=random.choice(("sentences", "table")))}),
        plain.model_copy(update={"weighed": Weighed(manner="said", said=(one.fact.id,)), "ask": "look_up"}),
        plain.model_copy(update={"decision": Decision(word="above", left=side, given="$987 billion")}),
        plain.model_copy(update={"nearest": True, "text": question.text[:200]}),
    )
    return random.choice(odd)
