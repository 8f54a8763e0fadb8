"""A workspace that answers from a script, and answers to put into it."""

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from tieout.agent.context import Context
from tieout.agent.reviews.unfinished import Unfinished
from tieout.answer import Answer, AnswerFigure, CalculationShown, Citation, Cost, Dates, OperandShown, Source, Withheld
from tieout.document import Entity
from tieout.errors import TieoutError
from tieout.locator import Span

ACME = Entity(cik="0000000001", ticker="ACM", name="Acme Corp")
ACCESSION = "0000000001-24-000007"
YEAR = Dates(start=date(2023, 10, 1), end=date(2024, 9, 28))


class ScriptedWorkspace:
    """Answers in the order of the script; records what it was asked; raises when the script is at its end."""

    def __init__(self, *script: Answer | TieoutError, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.asked: list[tuple[str, Context]] = []
        self.held: list[Unfinished] = []
        self._script = list(script)
        self._meanwhile = meanwhile
        self._lock = threading.Lock()

    def ask(self, question: str, *, context: Context | None = None) -> Answer:
        """The next outcome of the script."""
        with self._lock:
            self.asked.append((question, context or Context()))
            if not self._script:
                raise AssertionError(f"the script is at its end, yet asked: {question}")
            outcome = self._script.pop(0)
        self._meanwhile()
        if isinstance(outcome, TieoutError):
            raise outcome
        return outcome

    def hold(self, report: Unfinished) -> None:
        """Record a report that was written."""
        self.held.append(report)


def source(quote: str = "Net sales | 391,035", section: str | None = "Item 8") -> Source:
    locator = Span(document="acme-2024", content_hash="0" * 64, quote_hash="0" * 16, section=section, start=5, end=12)
    return Source(document="acme-2024", accession=ACCESSION, form="10-K", url=None, locator=locator, quote=quote)


def figure(text: str = "$391,035 million", *, quote: str = "Net sales | 391,035") -> AnswerFigure:
    return AnswerFigure(
        text=text,
        value=Decimal(391035000000),
        unit="USD",
        period=YEAR,
        metric="Net sales",
        entity=ACME,
        source=source(quote),
    )


def growth() -> AnswerFigure:
    operand = OperandShown(
        name="later", value=Decimal(391035000000), unit="USD", period=YEAR, metric="Net sales", entity=ACME,
        source=source(),
    )  # fmt: skip
    return figure("2.0%").model_copy(
        update={
            "value": Decimal("2.0"),
            "unit": "percent",
            "metric": "percent change in Net sales",
            "calculation": CalculationShown(formula="(391,035 − 383,285) / 383,285", operands=(operand,)),
        }
    )


def answered(
    text: str = "Acme Corp's net sales were $391,035 million. [1]",
    *,
    usd: str = "0",
    quote: str = "Net sales | 391,035",
) -> Answer:
    citation = Citation(
        mark="1", document="acme-2024", accession=ACCESSION, url=None, page=None, section="Item 8", quote=quote
    )
    return Answer(
        question="What were net sales?",
        status="answered",
        text=text,
        figures=(figure(quote=quote),),
        citations=(citation,),
        cost=Cost(usd=Decimal(usd)),
        run_id="run-1",
    )


def abstained() -> Answer:
    return Answer(
        question="What will revenue be?",
        status="abstained",
        text="Not verifiable from the indexed documents: no guidance is indexed.",
        withheld=(Withheld(text="", reason="missing_evidence", detail="no guidance is indexed"),),
        run_id="run-2",
    )
