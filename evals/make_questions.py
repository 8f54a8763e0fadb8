"""Which questions have exact answers in these filings? Makes them from tagged figures, sharing no code with answers.

`python -m tieout.evals.make_questions FOLDER OUT.jsonl [COUNT] [SEED]` writes one question a line, with its kind, the
values that a right answer states, and the unit: `pure` truths are exact, `percent` is rounded to a tenth.
A question of the kind `trap` has no values: it must be refused.
"""

import json
import random
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from tieout.evals.tagged import Filing, read_tagged

TRUTHS: dict[str, tuple[str, ...]] = {
    "revenue": ("Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax"),
    "gross_profit": ("GrossProfit",),
    "research_and_development": ("ResearchAndDevelopmentExpense",),
    "selling_general_and_administrative": ("SellingGeneralAndAdministrativeExpense",),
    "operating_income": ("OperatingIncomeLoss",),
    "net_income_attributable": ("NetIncomeLoss",),
    "income_tax_expense": ("IncomeTaxExpenseBenefit",),
    "eps_diluted": ("EarningsPerShareDiluted",),
    "eps_basic": ("EarningsPerShareBasic",),
    "stock_based_compensation": ("ShareBasedCompensation",),
    "operating_cash_flow": ("NetCashProvidedByUsedInOperatingActivities",),
    "total_assets": ("Assets",),
    "total_liabilities": ("Liabilities",),
    "current_assets": ("AssetsCurrent",),
    "current_liabilities": ("LiabilitiesCurrent",),
    "cash": ("CashAndCashEquivalentsAtCarryingValue",),
    "inventories": ("InventoryNet",),
    "goodwill": ("Goodwill",),
    "retained_earnings": ("RetainedEarningsAccumulatedDeficit",),
    "accounts_payable": ("AccountsPayableCurrent",),
    "effective_tax_rate": ("EffectiveIncomeTaxRateContinuingOperations",),
}
"""Metrics whose concept is beyond doubt, the first tagged one counts."""
NAMES = {
    "AAPL": ("Apple", "apple", "Apple Inc."), "AMD": ("Advanced Micro Devices", "amd"), "CL": ("Colgate",
    "Colgate-Palmolive"),
    "GE": ("General Electric",), "GM": ("General Motors", "General Motors Company"), "KHC": ("Kraft Heinz",
    "The Kraft Heinz Company"),
    "LOW": ("Lowe's", "Lowes", "lowe's"), "MARA": ("Marathon Digital", "Marathon Digital Holdings"),
    "MCD": ("McDonald's", "mcdonalds"),
    "PEP": ("PepsiCo", "pepsico", "Pepsico"), "RTX": ("RTX Corporation", "rtx"), "TXN": ("Texas Instruments",
    "texas instruments"),
    "VZ": ("Verizon", "Verizon Communications"), "WBA": ("Walgreens", "Walgreens Boots Alliance"),
}  # fmt: skip
ABSENT = (
    "Tesla", "Microsoft", "Nvidia", "JPMorgan Chase", "Acme Corp", "Amazon", "TSLA", "MSFT", "Ford", "Coca-Cola",
    "Intel",
)  # fmt: skip
LOOK_UP = (
    "What was {c}'s {m} in {y}?", "{c} {m} {y}", "how much {m} did {c} report in {y}", "{m} of {c} for {y}",
    "Tell me the {m} of {c} in {y}.", "In {y}, what was the {m} of {c}?", "what is {c}'s {m} for {y}?", "{y} {m} {c}",
)  # fmt: skip
PERCENT = (
    "By what percentage did {c}'s {m} change from {x} to {y}?", "{c} {m} growth {y}",
    "How fast did the {m} of {c} grow in {y}?",
    "percent change in {m} of {c}, {y} vs {x}", "What was the year-over-year growth of {c}'s {m} in {y}?",
    "{c} {m} yoy {y}",
)  # fmt: skip
CHANGE = (
    "What was the change in {c}'s {m} between {x} and {y}?", "How much did {c}'s {m} change in {y}?",
    "By how much did {m} of {c} rise or fall in {y} compared to {x}?", "{c} change in {m} {y}",
    "difference in {m} of {c} between {y} and {x}", "how much did {m} at {c} increase from {x} to {y}",
)  # fmt: skip
SHARE = (
    "What was {c}'s {m} as a percentage of {n} in {y}?", "{c} {m} as a share of {n} {y}",
    "{m} as % of {n} for {c} in {y}",
    "In {y}, what percentage of {c}'s {n} was {m}?", "what share of {n} was {m} at {c} in {y}",
    "{c}: {m} as a percent of {n}, {y}",
)  # fmt: skip
COMPARE = (
    "Compare the {m} of {c} and {d} in {y}.", "{m} {y}: {c} vs {d}", "How does {c}'s {m} compare to {d}'s in {y}?",
    "{c} and {d} {m} in {y}", "What were the {m} of {c} and of {d} in {y}?", "{c} versus {d}, {m}, {y}",
)  # fmt: skip
TREND = (
    "{c}'s {m} for each of the last three years", "How did {c}'s {m} develop from {w} to {y}?", "{c} {m} {w}-{y}",
    "{m} trend at {c}, {w} to {y}", "Show {c}'s {m} in {w}, {x} and {y}", "{c} {m} over the years {w} through {y}",
)  # fmt: skip
PART = (
    "What were the {m} of {c}'s {p} in {y}?", "{c} {p} {m} {y}", "How much {m} did {p} bring {c} in {y}?",
    "{c}'s {p} {m} in {y}", "{m} of {p} at {c}, {y}", "what was {p} {m} for {c} in {y}",
)  # fmt: skip
FORECASTS = (
    "What will {c}'s {m} be next year?", "Forecast {c}'s {m} for {y}", "What {m} does {c} expect for {y}?",
    "{c} {m} outlook", "Predict the {m} of {c} in {y}.", "How much {m} is {c} going to make next year?",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question with its truth."""

    kind: str
    question: str
    values: tuple[Decimal, ...] = ()
    unit: str = "pure"
    why: str = ""

    def line(self, number: int) -> str:
        """The question as a line of JSON."""
        values = [format(v, "f") for v in self.values]
        fields = {"id": f"{self.kind}-{number}", "kind": self.kind, "question": self.question}
        return json.dumps(fields | {"values": values, "unit": self.unit, "why": self.why}, ensure_ascii=False)


class Maker:
    """Makes questions over filings; the same seed makes the same."""

    def __init__(self, filings: Sequence[Filing], seed: int) -> None:
        self.filings = filings
        self.dice = random.Random(seed)  # noqa: S311  # nothing secret
        data = tomllib.loads(files("tieout.tools.figures").joinpath("metrics.toml").read_text(encoding="utf-8"))
        self.words = {m["id"]: m["words"] for m in data["metric"]}
        self.latest: dict[str, Filing] = {}
        for filing in sorted(filings, key=lambda f: f.period_end):
            self.latest[filing.ticker] = filing

    def truth(self, ticker: str, metric: str, year: int) -> Decimal | None:
        """The newest filing's value of the first concept that it tags."""
        for filing in sorted(self.filings, key=lambda f: f.period_end, reverse=True):
            if filing.ticker == ticker:
                for concept in TRUTHS[metric]:
                    value = filing.value(concept, year)
                    if value is not None:
                        return value
        return None

    def questions(self, count: int) -> Iterator[Asked]:
        """About so many questions, the kinds in turn."""
        kinds = (
            self.look_up, self.look_up, self.look_up, self.percent, self.change, self.share, self.compare, self.trend,
            self.part, self.part, self.trap, self.trap,
        )  # fmt: skip
        made = 0
        while made < count:
            for kind in kinds:
                asked = kind()
                if asked is not None:
                    made += 1
                    yield asked

    def pick(self) -> tuple[str, str, int]:
        """A company, a metric and a year that its newest filing covers."""
        ticker = self.dice.choice(sorted(self.latest))
        return ticker, self.dice.choice(sorted(TRUTHS)), self.latest[ticker].year - self.dice.choice((0, 0, 1, 2))

    def company(self, ticker: str) -> str:
        """One of the names of a company."""
        return self.dice.choice((ticker, *NAMES.get(ticker, ())))

    def metric(self, metric: str) -> str:
        """One of the phrases for a metric."""
        return str(self.dice.choice(self.words[metric]))

    def year(self, year: int) -> str:
        """One of the forms of a fiscal year."""
        return self.dice.choice(
            (f"fiscal {year}", f"FY{year % 100}", str(year), str(year), f"fiscal year {year}", f"FY{year}")
        )

    def told(self, forms: Sequence[str], ticker: str, metric: str, year: int, **more: str) -> str:
        """A filled form."""
        given = {
            "c": self.company(ticker), "m": self.metric(metric), "y": self.year(year), "x": str(year - 1),
            "w": str(year - 2),
        }  # fmt: skip
        return self.dice.choice(forms).format(**(given | more))

    def look_up(self) -> Asked | None:
        """One figure."""
        ticker, metric, year = self.pick()
        value = self.truth(ticker, metric, year)
        if value is None:
            return None
        return Asked(kind="look_up", question=self.told(LOOK_UP, ticker, metric, year), values=(value,), why=metric)

    def percent(self) -> Asked | None:
        """A percent change; the base is positive, and rates are left out."""
        ticker, metric, year = self.pick()
        now, before = self.truth(ticker, metric, year), self.truth(ticker, metric, year - 1)
        if now is None or before is None or before <= 0 or metric == "effective_tax_rate":
            return None
        text = self.told(PERCENT, ticker, metric, year)
        return Asked(kind="percent", question=text, values=((now - before) / before * 100,), unit="percent", why=metric)

    def change(self) -> Asked | None:
        """A change in the figure's own unit."""
        ticker, metric, year = self.pick()
        now, before = self.truth(ticker, metric, year), self.truth(ticker, metric, year - 1)
        if now is None or before is None or metric == "effective_tax_rate":
            return None
        text = self.told(CHANGE, ticker, metric, year)
        return Asked(kind="change", question=text, values=(now - before,), why=metric)

    def share(self) -> Asked | None:
        """One metric as a percentage of revenue or of total assets."""
        ticker, metric, year = self.pick()
        balance = metric in {"current_assets", "cash", "inventories", "goodwill"}
        whole = "total_assets" if balance else "revenue"
        part, of = self.truth(ticker, metric, year), self.truth(ticker, whole, year)
        rates = {
            "effective_tax_rate",
            "eps_basic",
            "eps_diluted",
            "total_liabilities",
            "current_liabilities",
            "revenue",
        }
        if part is None or not of or metric in rates | {"total_assets", "retained_earnings", "accounts_payable"}:
            return None
        text = self.told(SHARE, ticker, metric, year, n=self.metric(whole))
        return Asked(kind="share", question=text, values=(part / of * 100,), unit="percent", why=metric)

    def compare(self) -> Asked | None:
        """One figure of two companies."""
        ticker, metric, year = self.pick()
        other = self.dice.choice([t for t in sorted(self.latest) if t != ticker])
        one, two = self.truth(ticker, metric, year), self.truth(other, metric, year)
        if one is None or two is None:
            return None
        text = self.told(COMPARE, ticker, metric, year, d=self.company(other))
        return Asked(kind="compare", question=text, values=(one, two), why=metric)

    def trend(self) -> Asked | None:
        """One figure in three years."""
        ticker, metric, _ = self.pick()
        year = self.latest[ticker].year
        values = [self.truth(ticker, metric, y) for y in (year - 2, year - 1, year)]
        if any(v is None for v in values):
            return None
        text = self.told(TREND, ticker, metric, year, y=str(year))
        return Asked(kind="trend", question=text, values=tuple(v for v in values if v is not None), why=metric)

    def part(self) -> Asked | None:
        """Revenue or operating income of one segment, product or geography, by its printed name."""
        ticker = self.dice.choice(sorted(self.latest))
        filing = self.latest[ticker]
        metric = self.dice.choice(("revenue", "revenue", "operating_income"))
        year = filing.year - self.dice.choice((0, 0, 1))
        parts = sorted({(n, v) for c in TRUTHS[metric] for n, v in filing.parts(c, year)})
        if not parts:
            return None
        name, value = self.dice.choice(parts)
        if len({v for n, v in parts if n == name}) != 1:
            return None
        text = self.told(PART, ticker, metric, year, p=name)
        return Asked(kind="part", question=text, values=(value,), why=f"{metric} of {name}")

    def trap(self) -> Asked:
        """A question that has no answer in these filings."""
        ticker, metric, year = self.pick()
        kind = self.dice.choice(("year", "company", "forecast", "nobody", "mixed"))
        if kind == "year":
            far = self.dice.choice((year + 7, 2030, 1998, 2009, 2041))
            return Asked(kind="trap", question=self.told(LOOK_UP, ticker, metric, far), why="year")
        if kind == "company":
            text = self.told(LOOK_UP, ticker, metric, year, c=self.dice.choice(ABSENT))
            return Asked(kind="trap", question=text, why="company")
        if kind == "forecast":
            return Asked(
                kind="trap",
                question=self.told(FORECASTS, ticker, metric, max(f.year for f in self.filings) + 2),
                why="forecast",
            )
        if kind == "nobody":
            words, when = self.metric(metric), self.year(year)
            forms = (f"What was the {words} in {when}?", f"{words} {when}", f"how much {words} in {when}")
            return Asked(kind="trap", question=self.dice.choice(forms), why="nobody")
        own = f"Adjusted {self.metric(metric)} of {self.company(ticker)} in {self.year(year)}"
        return Asked(kind="trap", question=own, why="adjusted")


def main(arguments: Sequence[str]) -> None:
    """Read the filings of a folder and write the questions."""
    folder, out = Path(arguments[0]), Path(arguments[1])
    count, seed = (int(a) for a in (*arguments[2:], *("600", "7")[len(arguments) - 2 :]))
    filings = [read_tagged(path) for path in sorted(folder.glob("*.htm*"))]
    made = Maker(filings, seed).questions(count)
    out.write_text("".join(f"{asked.line(n)}\n" for n, asked in enumerate(made)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
