"""Which kinds of questions are about parts of a year? Quarters, the fourth among them, year to date, twelve months."""

from collections.abc import Callable
from dataclasses import dataclass

from tieout.evals import forms
from tieout.evals.maker import Asked, Gold, Maker, gold
from tieout.evals.phrasebook import METRICS
from tieout.evals.truths import Company, Label, Truth

FLOWS = ("revenue", "cost", "gross", "rnd", "sga", "operating", "net", "tax", "pretax")
"""What statements of income show for three months."""
TOTALS = (*FLOWS, "cfo", "capex", "buybacks", "sbc", "dividends")
"""What is stated from the beginning of the year, too."""
BALANCES = ("assets", "cash", "inventory", "receivables", "payables", "current_liabilities")
AHEAD = {"Q2": "H1", "Q3": "9M"}
MONTHS = {"Q2": "six", "Q3": "nine"}


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A company, a metric and a quarter with its figure."""

    company: Company
    metric: str
    label: Label
    truth: Truth


class Quarterly(Maker):
    """Questions about parts of a year."""

    def kinds(self) -> tuple[Callable[[], Asked | None], ...]:
        """The kinds in turn."""
        return (
            self.quarter, self.quarter, self.balance, self.fourth, self.fourth, self.growth, self.against, self.ahead,
            self.ahead, self.trailing, self.trailing, self.each,
        )  # fmt: skip

    def spot(self, metrics: tuple[str, ...], spans: tuple[str, ...]) -> Spot | None:
        """A figure of a quarter that some filing reports."""
        ticker = self.dice.choice(sorted(t for t, c in self.companies.items() if any(s.span != "FY" for s in c.sheets)))
        company, metric = self.companies[ticker], self.dice.choice(metrics)
        reported = [(s.year, s.span) for s in company.sheets if s.span in spans or (s.span == "FY" and "Q4" in spans)]
        if not reported:
            return None
        year, span = self.dice.choice(reported)
        label = (year, "Q4" if span == "FY" else span)
        truth = self.of(company, metric, label)
        return Spot(company=company, metric=metric, label=label, truth=truth) if truth else None

    def of(self, company: Company, metric: str, label: Label) -> Truth | None:
        """A figure as tagged, or the year less its parts where that is how it follows."""
        year, span = label
        at = (year, "FY") if METRICS[metric].instant and span == "Q4" else label
        found = self.truth(company.ticker, metric, at)
        if found is not None or METRICS[metric].unit != "money" or METRICS[metric].instant:
            return found
        if span == "Q4":
            return self.less(company, metric, (year, "FY"), (year, "9M"))
        if span == "Q3":
            return self.less(company, metric, (year, "9M"), (year, "H1"))
        return self.less(company, metric, (year, "H1"), (year, "Q1")) if span == "Q2" else None

    def less(self, company: Company, metric: str, whole: Label, part: Label) -> Truth | None:
        """What is left of a longer stretch."""
        one, two = (self.truth(company.ticker, metric, label) for label in (whole, part))
        if one is None or two is None:
            return None
        also = frozenset(a - b for a in one.also for b in two.also)
        return Truth(value=one.value - two.value, end=one.end, also=also)

    def named(self, label: Label) -> str:
        """One of the forms of a quarter."""
        year, span = label
        number = int(span[1])
        form = self.dice.choice(forms.QUARTERS)
        return form.format(y=year, s=f"{year % 100:02}", q=number, o=forms.ORDINALS[number - 1])

    def filled(self, form: str, spot: Spot, **more: str) -> str:
        """A filled wording."""
        year = spot.label[0]
        given = {"c": self.called(spot.company.ticker), "m": self.words(spot.metric), "t": self.named(spot.label)}
        return form.format(**(given | {"y": str(year), "s": f"{year % 100:02}"} | more))

    def stated(self, kind: str, spot: Spot | None, several: tuple[str, ...]) -> Asked | None:
        """One figure."""
        if spot is None:
            return None
        money = METRICS[spot.metric].unit == "money"
        form = self.form([f for f in several if money or "llions" not in f])
        text = self.filled(form, spot)
        return Asked(kind=kind, question=text, form=form, golds=(self.exact(spot),), why=f"{spot.metric} {spot.label}")

    def exact(self, spot: Spot) -> Gold:
        """The figure itself."""
        return gold(spot.company.ticker, spot.truth.value, spot.truth, also=tuple(spot.truth.also))

    def quarter(self) -> Asked | None:
        """A figure of three months."""
        return self.stated("quarter", self.spot((*FLOWS, "eps"), ("Q1", "Q2", "Q3")), forms.QUARTER)

    def balance(self) -> Asked | None:
        """A balance at the end of a quarter."""
        return self.stated("quarter", self.spot(BALANCES, ("Q1", "Q2", "Q3")), forms.QUARTER)

    def fourth(self) -> Asked | None:
        """A figure of the fourth quarter."""
        return self.stated("q4", self.spot(FLOWS, ("Q4",)), forms.QUARTER)

    def growth(self) -> Asked | None:
        """The percent change from the same quarter a year ago."""
        spot = self.spot(FLOWS, ("Q1", "Q2", "Q3"))
        before = self.of(spot.company, spot.metric, (spot.label[0] - 1, spot.label[1])) if spot else None
        if spot is None or before is None or before.value <= 0 or spot.truth.value <= 0:
            return None
        values = [(n - b) / b * 100 for n in spot.truth.also for b in before.also if b > 0]
        value = (spot.truth.value - before.value) / before.value * 100
        golds = (gold(spot.company.ticker, value, spot.truth, also=values),)
        form = self.form(forms.QUARTER_GROWTH)
        text = self.filled(form, spot)
        return Asked(kind="quarter_growth", question=text, form=form, golds=golds, unit="percent", why=spot.metric)

    def against(self) -> Asked | None:
        """One figure in a quarter and in the one a year before."""
        spot = self.spot(FLOWS, ("Q1", "Q2", "Q3", "Q4"))
        label = (spot.label[0] - 1, spot.label[1]) if spot else (0, "Q1")
        before = self.of(spot.company, spot.metric, label) if spot else None
        if spot is None or before is None:
            return None
        other = Spot(company=spot.company, metric=spot.metric, label=label, truth=before)
        form = self.form(forms.QUARTER_AGAINST)
        text = self.filled(form, spot, u=self.named(label))
        golds = (self.exact(spot), self.exact(other))
        return Asked(kind="quarter_against", question=text, form=form, golds=golds, why=spot.metric)

    def ahead(self) -> Asked | None:
        """A figure from the beginning of the year."""
        spot = self.spot(TOTALS, ("Q2", "Q3"))
        if spot is None:
            return None
        year, span = spot.label
        truth = self.truth(spot.company.ticker, spot.metric, (year, AHEAD[span]))
        if truth is None:
            return None
        spot = Spot(company=spot.company, metric=spot.metric, label=spot.label, truth=truth)
        form = self.form(forms.AHEAD)
        text = self.filled(form, spot, n=MONTHS[span])
        return Asked(kind="ytd", question=text, form=form, golds=(self.exact(spot),), why=f"{spot.metric} {spot.label}")

    def trailing(self) -> Asked | None:
        """Twelve months to the end of a quarter."""
        spot = self.spot(TOTALS, ("Q1", "Q2", "Q3"))
        if spot is None:
            return None
        (year, span), company = spot.label, spot.company
        past = self.truth(company.ticker, spot.metric, (year - 1, "FY"))
        now, then = (self.truth(company.ticker, spot.metric, (y, AHEAD.get(span, span))) for y in (year, year - 1))
        if past is None or now is None or then is None:
            return None
        values = [p + n - t for p in past.also for n in now.also for t in then.also]
        value = past.value + now.value - then.value
        form = self.form(forms.TRAILING)
        golds = (gold(company.ticker, value, now, also=values),)
        text = self.filled(form, spot)
        return Asked(kind="ttm", question=text, form=form, golds=golds, why=f"{spot.metric} {spot.label}")

    def each(self) -> Asked | None:
        """All four quarters of a year."""
        spot = self.spot(FLOWS, ("Q4",))
        if spot is None:
            return None
        found: list[Gold] = []
        for number in (1, 2, 3, 4):
            truth = self.of(spot.company, spot.metric, (spot.label[0], f"Q{number}"))
            if truth is None:
                return None
            found.append(gold(spot.company.ticker, truth.value, truth, also=tuple(truth.also)))
        form = self.form(forms.EACH)
        text = self.filled(form, spot)
        return Asked(kind="each_quarter", question=text, form=form, golds=tuple(found), why=spot.metric)
