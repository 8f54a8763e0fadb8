"""Which questions have no answer in the filings? Other years and companies, forecasts, parts that are none."""

from tieout.evals import forms
from tieout.evals.maker import Asked, Maker, Pick


class Traps(Maker):
    """Questions that must be refused."""

    def trap(self) -> Asked | None:
        """A question that has no answer in these filings."""
        pick = self.pick()
        if pick is None:
            return None
        kind = self.dice.choice(("year", "company", "forecast", "nobody", "adjusted", "part"))
        form = self.form(forms.FORECASTS if kind == "forecast" else forms.LOOK_UP)
        if kind == "year":
            far = Pick(
                company=pick.company,
                metric=pick.metric,
                year=self.dice.choice((2031, 1998, 2009, 2041)),
                truth=pick.truth,
            )
            return Asked(kind="trap", question=self.told(form, far), form=form, why="year")
        if kind == "company":
            text = self.told(form, pick, c=self.dice.choice(forms.ABSENT))
            return Asked(kind="trap", question=text, form=form, why="company")
        if kind == "forecast":
            text = self.told(form, pick, y=str(max(max(c.years or (0,)) for c in self.companies.values()) + 2))
            return Asked(kind="trap", question=text, form=form, why="forecast")
        words, when = self.words(pick.metric), self.year(pick.year)
        own = {
            "nobody": f"What was the {words} in {when}?",
            "adjusted": f"Adjusted {words} of {self.called(pick.company.ticker)} in {when}",
            "part": f"{self.called(pick.company.ticker)} Zeppelin segment {words} in {when}",
        }[kind]
        return Asked(kind="trap", question=own, form=kind, why=kind)
