"""The figures of a report's primary statements as facts that say which metric of the vocabulary they are."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Final

from tieout.document import Document, Section
from tieout.fact import Dimension, Fact
from tieout.locator import Page, quote_hash
from tieout.tools.figures.metric import stated_concept
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.filings.closings import Closings
from tieout.tools.filings.fiscal import Calendar
from tieout.tools.filings.modality import modality_of
from tieout.tools.filings.statementamounts import StatedAmount, stated_amounts
from tieout.tools.filings.statementmetrics import Metrics
from tieout.tools.filings.statementrows import plain
from tieout.tools.filings.statementtables import Primary
from tieout.tools.filings.tablefacts import slug

_AT_HOME: Final = frozenset({"income", "balance", "cash_flow"})
ELSEWHERE: Final = Dimension(axis="table:place", member="table:elsewhere", label="outside the primary statements")


def statement_facts(
    document: Document,
    found: Sequence[Primary],
    text: str,
    dates: tuple[Closings, Calendar],
    *,
    sections: Sequence[Section] = (),
) -> list[Fact]:
    """Every amount of the statements of the whole group as a fact that cites its page.

    A row that states a metric of the vocabulary has the metric's own concept; where two rows would state one metric
    with different values, neither does.

    Args:
        document: whose statements they are.
        found: the tables of its statements.
        text: its canonical text, pages parted by line feeds.
        dates: the days that end its periods, and its calendar.
        sections: its items.
    """
    amounts = stated_amounts(found, text, dates)
    metrics = Metrics(amounts)
    maker = _Maker(document, sections, text)
    facts: list[Fact] = []
    for amount in amounts:
        stated = [(stated_concept(kind.metric), metrics.value(amount, kind)) for kind in metrics.of(amount)]
        around = amount.reading.around
        own = f"table:{slug(amount.statement, around.section, around.label)}"
        facts += [maker.fact(amount, *meant) for meant in stated or [(own, metrics.own(amount))]]
    return facts


def apart(facts: Iterable[Fact], stated: Sequence[Fact]) -> Iterator[Fact]:
    """The facts of other tables: those whose digits no statement's fact cites.

    Where the statements were read, a row elsewhere that bears the name of one of theirs is not the group's figure: a
    summary, a joint venture, another basis. It says so by a dimension.
    """
    places = {fact.locator.start for fact in stated}
    is_read = len({fact.locator.page for fact in stated if fact.locator.kind == "page"}) > 1
    for fact in facts:
        if fact.locator.start not in places:
            is_named = is_read and not fact.dimensions and _is_of_statements(fact)
            yield fact.model_copy(update={"dimensions": (ELSEWHERE,), "scope": "other"}) if is_named else fact


def _is_of_statements(fact: Fact) -> bool:
    """Whether a label names a metric that is at home in a primary statement."""
    return any(metric.statement in _AT_HOME for metric in Vocabulary.load().for_label(fact.label))


class _Maker:
    """Makes the facts of one document's statements."""

    def __init__(self, document: Document, sections: Sequence[Section], text: str) -> None:
        self._document, self._sections, self._text = document, sections, text

    def fact(self, stated: StatedAmount, concept: str, value: Decimal) -> Fact:
        """One amount as a fact under a concept."""
        amount, around = stated.reading.amount, stated.reading.around
        has_own_name = stated.name == plain(around.label)
        return Fact(
            id=self._id(stated, concept),
            document=self._document.id,
            entity=self._document.entity,
            concept=concept,
            label=around.label if has_own_name else f"{around.section}: {around.label}",
            value=Decimal(format(value.scaleb(stated.exponent), "f")),
            unit=stated.unit,
            decimals=amount.places - stated.exponent,
            period=stated.period,
            modality=modality_of(f"{around.section} {around.label}"),
            printed=amount.printed.replace(amount.text, self._text[amount.start : amount.end]),
            locator=self._locator(stated),
            origin="table",
            known_since=self._document.known_since,
        )

    def _id(self, stated: StatedAmount, concept: str) -> str:
        where = f"{stated.reading.amount.start}:{stated.reading.amount.end}"
        parts = (self._document.content_hash, concept, stated.unit, where)
        return sha256("\x1f".join(parts).encode()).hexdigest()[:20]

    def _locator(self, stated: StatedAmount) -> Page:
        amount = stated.reading.amount
        section = next((s.name for s in self._sections if s.start <= amount.start < s.end), None)
        return Page(
            document=self._document.id,
            content_hash=self._document.content_hash,
            quote_hash=quote_hash(self._text[amount.start : amount.end]),
            section=section,
            start=amount.start,
            end=amount.end,
            page=stated.primary.page,
        )
