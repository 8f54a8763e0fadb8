"""How is a wording filled with companies, metrics and periods, and what is its truth? What all kinds share."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Literal

from tieout.evals import forms
from tieout.evals.forms import Half, half_of
from tieout.evals.phrasebook import METRICS
from tieout.evals.truths import Company, Label, Truth

Unit = Literal["plain", "percent", "times"]


@dataclass(frozen=True, kw_only=True)
class Gold:
    """One value of a right answer: of whom, up to which day, and what else may be meant by the same words."""

    value: str
    ticker: str
    end: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question with its truth."""

    kind: str
    question: str
    form: str
    golds: tuple[Gold, ...] = ()
    unit: Unit = "plain"
    ordered: bool = False
    """Whether the first value has to come first: a ranking."""
    why: str = ""

    @property
    def id(self) -> str:
        """Kind and hash of the question."""
        return f"{self.kind}-{sha256(self.question.encode()).hexdigest()[:10]}"

    def line(self) -> str:
        """The question as a line of JSON."""
        return json.dumps({"id": self.id, "half": half_of(self.form), **asdict(self)}, ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class Pick:
    """A company, a metric and a fiscal year with a truth."""

    company: Company
    metric: str
    year: int
    truth: Truth


class Maker:
    """Fills wordings with companies, metrics and periods by chance."""

    def __init__(self, companies: Mapping[str, Company], seed: int, half: Half | None = None) -> None:
        self.companies = companies
        self.annual = [t for t, c in companies.items() if c.years]
        self.dice = random.Random(seed)  # noqa: S311  # nothing secret
        self.half = half

    def truth(self, ticker: str, metric: str, label: Label, part: str | None = None) -> Truth | None:
        """The tagged figure, with what else the same words may mean."""
        asked, company = METRICS[metric], self.companies[ticker]
        found = company.truth(asked.concepts, label, part)
        if found is None:
            return None
        others = [company.truth((c,), label, part) for c in asked.also]
        return Truth(value=found.value, end=found.end, also=found.also | {o.value for o in others if o})

    def pick(self, metrics: Sequence[str] = tuple(METRICS)) -> Pick | None:
        """A figure of a full year, of the newest annual report's years more often than of earlier ones."""
        ticker = self.dice.choice(self.annual)
        metric = self.dice.choice(metrics)
        year = self.dice.choice(self.companies[ticker].years) - self.dice.choice((0, 0, 1, 2))
        truth = self.truth(ticker, metric, (year, "FY"))
        return Pick(company=self.companies[ticker], metric=metric, year=year, truth=truth) if truth else None

    def called(self, ticker: str) -> str:
        """One of the names of a company."""
        return self.dice.choice((ticker, *forms.NAMES.get(ticker, ())))

    def words(self, metric: str) -> str:
        """One of the names of a metric."""
        return self.dice.choice(METRICS[metric].words)

    def year(self, year: int) -> str:
        """One of the forms of a fiscal year."""
        return self.dice.choice(forms.YEARS).format(y=year, s=f"{year % 100:02}")

    def form(self, several: Sequence[str]) -> str:
        """A wording of the half that is wanted, where there is one."""
        own = [f for f in several if self.half in (None, half_of(f))]
        return self.dice.choice(own or list(several))

    def told(self, form: str, pick: Pick, **more: str) -> str:
        """A filled wording."""
        given = {
            "c": self.called(pick.company.ticker), "m": self.words(pick.metric), "y": self.year(pick.year),
            "x": str(pick.year - 1), "w": str(pick.year - 2), "s": f"{pick.year % 100:02}",
        }  # fmt: skip
        return form.format(**(given | more))


def gold(ticker: str, value: Decimal, truth: Truth, *, also: Sequence[Decimal] = ()) -> Gold:
    """A value of an answer."""
    others = tuple(sorted({format(v, "f") for v in also} - {format(value, "f")}))
    return Gold(value=format(value, "f"), ticker=ticker, end=truth.end.isoformat(), also=others)


def plain(pick: Pick) -> Gold:
    """The figure itself."""
    return gold(pick.company.ticker, pick.truth.value, pick.truth, also=tuple(pick.truth.also))
