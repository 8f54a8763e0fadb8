"""What the tests of model analysts share: a small home, its evidence, and a scripted OpenAI server."""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from tests.loopback import Reply, ScriptedServer
from tieout.agent.llm.analyst import ModelAnalyst
from tieout.agent.llm.computing import compute
from tieout.agent.llm.structured import ModelChoice, StructuredModel
from tieout.document import Document, Entity, Passage
from tieout.fact import Dimension, Fact
from tieout.locator import Span
from tieout.period import Duration, FiscalPeriod
from tieout.ports import Evidence
from tieout.question import MetricAsked, Plan, Question, SubQuestion

APPLE = Entity(cik="0000320193", ticker="AAPL", name="Apple Inc.")
HASH = hashlib.sha256(b"a filing").hexdigest()
METRICS = {"revenue": "net sales", "gross_profit": "gross profit"}
PROSE = (
    "The Company’s business can be affected by currency. Weakening of foreign currencies relative to the U.S. dollar "
    "adversely affects the U.S. dollar value of the Company’s foreign currency–denominated sales."
)


def span(start: int, end: int, section: str = "Item 8") -> Span:
    return Span(document="aapl", content_hash=HASH, quote_hash="0" * 16, section=section, start=start, end=end)


def fact(name: str, year: int, value: str, *, at: int, dimensions: tuple[Dimension, ...] = ()) -> Fact:
    period = Duration(start=date(year - 1, 10, 1), end=date(year, 9, 28), fiscal=f"FY{year}")
    return Fact(
        id=name,
        document="aapl",
        entity=APPLE,
        concept="us-gaap:RevenueFromContractWithCustomerExcludingAssessedTax",
        label="Total net sales",
        value=Decimal(value),
        unit="USD",
        decimals=-6,
        period=period,
        dimensions=dimensions,
        printed=value[:-6],
        locator=span(at, at + 7),
        origin="xbrl",
    )


@pytest.fixture
def question() -> Question:
    return Question(text="How did Apple's net sales develop in fiscal 2024?", history=("What are Apple's risks?",))


@pytest.fixture
def plan() -> Plan:
    sub = SubQuestion(
        id="q1",
        text="Apple's net sales in fiscal 2024 and their change",
        ask="percent_change",
        metrics=(MetricAsked(metric="revenue", words="net sales"),),
        entities=(APPLE,),
        periods=(FiscalPeriod(year=2024), FiscalPeriod(year=2023)),
    )
    return Plan(subquestions=(sub,))


@pytest.fixture
def evidence() -> Evidence:
    """f1 is fiscal 2024, f2 fiscal 2023; p1 is the prose."""
    passage = Passage(
        id="passage-1",
        document="aapl",
        kind="prose",
        heading=("Item 1A", "Macroeconomic risks"),
        text=PROSE,
        locator=span(5000, 5000 + len(PROSE), "Item 1A"),
    )
    facts = (fact("fact-2024", 2024, "391035000000", at=100), fact("fact-2023", 2023, "383285000000", at=120))
    return Evidence(facts={"q1": facts}, passages={"q1": (passage,)})


class SmallHome:
    """The part of a snapshot that planning reads."""

    generation = 1

    def entities(self) -> tuple[Entity, ...]:
        """Apple alone."""
        return (APPLE,)

    def documents(self) -> tuple[Document, ...]:
        """Its annual report of 2024."""
        document = Document(
            id="aapl", entity=APPLE, kind="filing", title="10-K", form="10-K", fiscal_year=2024, content_hash=HASH
        )
        return (document,)


@pytest.fixture
def home() -> Any:
    return SmallHome()


@pytest.fixture
def completion() -> Callable[..., Reply]:
    """A chat completion: 1,000 tokens in, of which 400 cached, and 100 out."""

    def reply(content: object, *, delay: float = 0.0) -> Reply:
        text = content if isinstance(content, str) or content is None else json.dumps(content)
        message = {"role": "assistant", "content": text}
        usage = {
            "prompt_tokens": 1000,
            "completion_tokens": 100,
            "total_tokens": 1100,
            "prompt_tokens_details": {"cached_tokens": 400},
        }
        choices = [{"index": 0, "finish_reason": "stop", "message": message}]
        body = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": choices, "usage": usage}
        return Reply.json(body, delay=delay)

    return reply


@pytest.fixture
def analyst() -> Callable[..., ModelAnalyst]:
    """A model analyst over a scripted server, with the real OpenAI client."""

    def made(server: ScriptedServer, *, model: str = "gpt-5-mini", timeout: float = 60.0) -> ModelAnalyst:
        choice = ModelChoice(model=model, base_url=f"{server.url}/v1", api_key=SecretStr("sk-test"), timeout=timeout)
        return ModelAnalyst(StructuredModel(choice), metrics=METRICS, compute=compute)

    return made


@pytest.fixture
def claim_out() -> Callable[..., dict[str, Any]]:
    """A figure claim as a model writes it, with changes."""

    def made(slots: Sequence[dict[str, Any]] = ({"name": "sales", "fact": "f1"},), **changes: Any) -> dict[str, Any]:
        base = {
            "subquestion": "q1",
            "kind": "figure",
            "template": "Apple's net sales were {sales} in fiscal 2024.",
            "slots": list(slots),
            "passages": [],
        }
        return base | changes

    return made
