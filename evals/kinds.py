"""Which kinds of questions are about full years? Each from tagged truths, with one of many wordings."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from tieout.evals import forms
from tieout.evals.maker import Asked, Maker, Pick, gold, plain
from tieout.evals.phrasebook import FRACTIONS, METRICS, MULTIPLES
from tieout.evals.traps import Traps
from tieout.evals.truths import Truth

FLOWS = ("revenue", "rnd", "sga", "operating", "net", "cfo", "capex", "gross", "tax", "sbc")
PARTED = ("revenue", "revenue", "operating")
AMOUNTS = tuple(m for m, a in METRICS.items() if a.unit == "money")
LEVELS = tuple(m for m, a in METRICS.items() if a.unit != "rate")


def printed(part: str) -> str:
    """A member's name as people type it."""
    return " ".join(forms.PRINTED.get(w, w) for w in _joined(part).split(" "))


def _joined(part: str) -> str:
    for seam, whole in forms.PRINTED.items():
        if " " in seam:
            part = part.replace(seam, whole)
    return part.replace("Homeand", "Home and")


def portion(maker: Maker) -> tuple[Pick, str] | None:
    """A segment's, product's or place's figure, with its name."""
    ticker = maker.dice.choice(maker.annual)
    company, metric = maker.companies[ticker], maker.dice.choice(PARTED)
    year = maker.dice.choice(company.years) - maker.dice.choice((0, 0, 1))
    found = company.parts(METRICS[metric].concepts, (year, "FY"))
    parts = {name: value for name, value in found.items() if not re.search("Eliminat|Reconcil|Consolidat", name)}
    whole = company.truth(METRICS[metric].concepts, (year, "FY"))
    if not parts or whole is None:
        return None
    name = maker.dice.choice(sorted(parts))
    truth = company.truth(METRICS[metric].concepts, (year, "FY"), name)
    if truth is None or truth.value != parts[name]:
        return None
    return Pick(company=company, metric=metric, year=year, truth=truth), name


class Annual(Traps):
    """Questions about full years."""

    def kinds(self) -> tuple[Callable[[], Asked | None], ...]:
        """The kinds in turn, the commonest more often."""
        return (
            self.look_up, self.look_up, self.look_up, self.several, self.percent, self.percent, self.change,
            self.fraction, self.fraction, self.multiple, self.compare, self.compare, self.rank, self.trend, self.trend,
            self.part, self.part, self.part_share, self.part_growth, self.define, self.less, self.averaged,
            self.summed, self.compound, self.trap, self.trap,
        )  # fmt: skip

    def look_up(self) -> Asked | None:
        """One figure."""
        pick = self.pick()
        if pick is None:
            return None
        money = METRICS[pick.metric].unit == "money"
        form = self.form([f for f in forms.LOOK_UP if money or "llions" not in f])
        return Asked(kind="look_up", question=self.told(form, pick), form=form, golds=(plain(pick),), why=pick.metric)

    def several(self) -> Asked | None:
        """Two metrics of one company and year."""
        pick = self.pick()
        other = self.dice.choice(list(METRICS))
        truth = self.truth(pick.company.ticker, other, (pick.year, "FY")) if pick else None
        if pick is None or truth is None or other == pick.metric or {other, pick.metric} == {"eps", "basic"}:
            return None
        second = Pick(company=pick.company, metric=other, year=pick.year, truth=truth)
        form = self.form(forms.SEVERAL)
        text = self.told(form, pick, n=self.words(other))
        why = f"{pick.metric}, {other}"
        return Asked(kind="several", question=text, form=form, golds=(plain(pick), plain(second)), why=why)

    def moved(self, metrics: Sequence[str]) -> tuple[Pick, Truth] | None:
        """A figure and the one of the year before."""
        pick = self.pick(metrics)
        before = self.truth(pick.company.ticker, pick.metric, (pick.year - 1, "FY")) if pick else None
        return (pick, before) if pick and before else None

    def percent(self) -> Asked | None:
        """A percent change from a positive figure."""
        found = self.moved(LEVELS)
        if found is None or found[1].value <= 0 or found[0].truth.value <= 0:
            return None
        pick, before = found
        values = sorted({(n - b) / b * 100 for n in pick.truth.also for b in before.also if b > 0})
        value = (pick.truth.value - before.value) / before.value * 100
        form = self.form(forms.PERCENT)
        golds = (gold(pick.company.ticker, value, pick.truth, also=values),)
        return Asked(
            kind="percent", question=self.told(form, pick), form=form, golds=golds, unit="percent", why=pick.metric
        )

    def change(self) -> Asked | None:
        """A change in the figure's own unit."""
        found = self.moved(AMOUNTS)
        if found is None:
            return None
        pick, before = found
        values = sorted({n - b for n in pick.truth.also for b in before.also})
        form = self.form(forms.CHANGE)
        golds = (gold(pick.company.ticker, pick.truth.value - before.value, pick.truth, also=values),)
        return Asked(kind="change", question=self.told(form, pick), form=form, golds=golds, why=pick.metric)

    def two(self, part: str, whole: str) -> tuple[Pick, Truth] | None:
        """Two figures of one company and year."""
        pick = self.pick((part,))
        other = self.truth(pick.company.ticker, whole, (pick.year, "FY")) if pick else None
        return (pick, other) if pick and other and other.value > 0 else None

    def fraction(self) -> Asked | None:
        """A margin, or one metric as a percentage of another."""
        part, whole, words = FRACTIONS[self.dice.choice(sorted(FRACTIONS))]
        found = self.two(part, whole)
        if found is None:
            return None
        pick, total = found
        values = [n / t * 100 for n in pick.truth.also for t in total.also]
        form = self.form(forms.SHARE)
        golds = (gold(pick.company.ticker, pick.truth.value / total.value * 100, pick.truth, also=values),)
        text = self.told(form, pick, m=self.dice.choice(words))
        return Asked(kind="ratio", question=text, form=form, golds=golds, unit="percent", why=f"{part}/{whole}")

    def multiple(self) -> Asked | None:
        """One metric as a multiple of another."""
        part, whole, words = MULTIPLES[self.dice.choice(sorted(MULTIPLES))]
        found = self.two(part, whole)
        if found is None:
            return None
        pick, total = found
        values = [n / t for n in pick.truth.also for t in total.also]
        form = self.form(forms.SHARE)
        golds = (gold(pick.company.ticker, pick.truth.value / total.value, pick.truth, also=values),)
        text = self.told(form, pick, m=self.dice.choice(words))
        return Asked(kind="ratio", question=text, form=form, golds=golds, unit="times", why=f"{part}/{whole}")

    def others(self, pick: Pick, count: int) -> list[Pick]:
        """The same metric and year of other companies."""
        tickers = [t for t in self.annual if t != pick.company.ticker]
        self.dice.shuffle(tickers)
        found: list[Pick] = []
        for ticker in tickers:
            truth = self.truth(ticker, pick.metric, (pick.year, "FY"))
            if truth is not None and len(found) < count:
                found.append(Pick(company=self.companies[ticker], metric=pick.metric, year=pick.year, truth=truth))
        return found if len(found) == count else []

    def compare(self) -> Asked | None:
        """One figure of two companies."""
        pick = self.pick()
        rest = self.others(pick, 1) if pick else []
        if pick is None or not rest:
            return None
        form = self.form(forms.COMPARE)
        text = self.told(form, pick, d=self.called(rest[0].company.ticker))
        return Asked(kind="compare", question=text, form=form, golds=(plain(pick), plain(rest[0])), why=pick.metric)

    def rank(self) -> Asked | None:
        """Two or three companies in order."""
        pick = self.pick(tuple(m for m in LEVELS if not METRICS[m].also))
        form = self.form(forms.RANK)
        rest = self.others(pick, 2 if "{e}" in form else 1) if pick else []
        if pick is None or not rest:
            return None
        names = {k: self.called(p.company.ticker) for k, p in zip("de", rest, strict=False)}
        ordered = sorted((pick, *rest), key=lambda p: -p.truth.value)
        golds = tuple(plain(p) for p in ordered)
        text = self.told(form, pick, **names)
        return Asked(kind="rank", question=text, form=form, golds=golds, ordered=True, why=pick.metric)

    def trend(self) -> Asked | None:
        """One figure in three years."""
        picks = self.three()
        if picks is None:
            return None
        form = self.form(forms.TREND)
        golds = tuple(plain(p) for p in picks)
        if "last three" in form and picks[-1].year != max(picks[-1].company.years):
            return None
        text = self.told(form, picks[-1], y=str(picks[-1].year))
        return Asked(kind="trend", question=text, form=form, golds=golds, why=picks[-1].metric)

    def three(self, metrics: Sequence[str] = tuple(METRICS)) -> list[Pick] | None:
        """One figure in three years, the newest last."""
        pick = self.pick(metrics)
        if pick is None:
            return None
        found = []
        for year in (pick.year - 2, pick.year - 1, pick.year):
            truth = self.truth(pick.company.ticker, pick.metric, (year, "FY"))
            if truth is None:
                return None
            found.append(Pick(company=pick.company, metric=pick.metric, year=year, truth=truth))
        return found

    def part(self) -> Asked | None:
        """Revenue or operating income of a segment, product or place, by its name."""
        found = portion(self)
        if found is None:
            return None
        pick, name = found
        form = self.form(forms.PART)
        text = self.told(form, pick, p=printed(name))
        return Asked(kind="part", question=text, form=form, golds=(plain(pick),), why=f"{pick.metric} of {name}")

    def part_share(self) -> Asked | None:
        """A part's share of the whole company."""
        found = portion(self)
        if found is None or found[0].metric != "revenue":
            return None
        pick, name = found
        whole = self.truth(pick.company.ticker, pick.metric, (pick.year, "FY"))
        if whole is None or pick.truth.value <= 0:
            return None
        values = [p / w * 100 for p in pick.truth.also for w in whole.also]
        form = self.form(forms.PART_SHARE)
        golds = (gold(pick.company.ticker, pick.truth.value / whole.value * 100, pick.truth, also=values),)
        text = self.told(form, pick, p=printed(name))
        return Asked(kind="part_share", question=text, form=form, golds=golds, unit="percent", why=name)

    def part_growth(self) -> Asked | None:
        """A part's percent change."""
        found = portion(self)
        if found is None:
            return None
        pick, name = found
        before = self.truth(pick.company.ticker, pick.metric, (pick.year - 1, "FY"), name)
        if before is None or before.value <= 0 or pick.truth.value <= 0:
            return None
        values = [(n - b) / b * 100 for n in pick.truth.also for b in before.also if b > 0]
        value = (pick.truth.value - before.value) / before.value * 100
        form = self.form(forms.PART_GROWTH)
        golds = (gold(pick.company.ticker, value, pick.truth, also=values),)
        text = self.told(form, pick, p=printed(name))
        return Asked(kind="part_growth", question=text, form=form, golds=golds, unit="percent", why=name)

    def define(self) -> Asked | None:
        """A ratio that the question defines."""
        part, whole = self.dice.choice(
            (("rnd", "revenue"), ("operating", "assets"), ("net", "assets"), ("cfo", "revenue"))
        )
        found = self.two(part, whole)
        if found is None:
            return None
        pick, total = found
        values = [n / t * 100 for n in pick.truth.also for t in total.also]
        form = self.form(forms.DEFINE)
        golds = (gold(pick.company.ticker, pick.truth.value / total.value * 100, pick.truth, also=values),)
        text = self.told(form, pick, k="core ratio", a=self.words(part), b=self.words(whole))
        return Asked(kind="define", question=text, form=form, golds=golds, unit="percent", why=f"{part}/{whole}")

    def less(self) -> Asked | None:
        """A difference of two metrics that the question defines."""
        found = self.two("cfo", "capex")
        if found is None:
            return None
        pick, spent = found
        form = self.form(forms.DEFINE_LESS)
        values = [n - t for n in pick.truth.also for t in spent.also]
        golds = (gold(pick.company.ticker, pick.truth.value - spent.value, pick.truth, also=values),)
        text = self.told(form, pick, a=self.words("cfo"), b=self.words("capex"))
        return Asked(kind="define", question=text, form=form, golds=golds, why="cfo-capex")

    def over(self, kind: str, several: Sequence[str], total: Callable[[list[Decimal]], Decimal]) -> Asked | None:
        """One value over three years."""
        picks = self.three(FLOWS)
        if picks is None or any(not p.truth.is_settled for p in picks):
            return None
        form, last = self.form(several), picks[-1]
        golds = (gold(last.company.ticker, total([p.truth.value for p in picks]), last.truth),)
        text = self.told(form, last, y=str(last.year))
        return Asked(kind=kind, question=text, form=form, golds=golds, why=last.metric)

    def averaged(self) -> Asked | None:
        """The mean of three years."""
        return self.over("over", forms.AVERAGED, lambda values: sum(values, Decimal(0)) / 3)

    def summed(self) -> Asked | None:
        """The sum of three years."""
        return self.over("over", forms.SUMMED, lambda values: sum(values, Decimal(0)))

    def compound(self) -> Asked | None:
        """The yearly growth over two years."""
        picks = self.three(FLOWS)
        if picks is None or any(not p.truth.is_settled or p.truth.value <= 0 for p in picks):
            return None
        first, last = picks[0].truth.value, picks[-1].truth
        form = self.form(forms.COMPOUND)
        golds = (gold(picks[-1].company.ticker, ((last.value / first).sqrt() - 1) * 100, last),)
        text = self.told(form, picks[-1], y=str(picks[-1].year))
        return Asked(kind="over", question=text, form=form, golds=golds, unit="percent", why=picks[-1].metric)
