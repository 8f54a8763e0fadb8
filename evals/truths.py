"""What is true of a company in a fiscal period? The tagged figures of all its filings, the newest statement first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from tieout.evals.tagged import Mark, Sheet, digits

NEAR = timedelta(days=12)
"""So far from the day of a period's end a figure still belongs to it."""
LENGTHS = {"FY": range(350, 380), "9M": range(255, 290), "H1": range(168, 200), "Q": range(80, 106)}
ENDS = {"Q1": "Q1", "Q2": "Q2", "Q3": "Q3", "H1": "Q2", "9M": "Q3", "FY": "FY", "Q4": "FY"}
"""With which reported period each ends."""

Label = tuple[int, str]
"""A fiscal year and a part of it: FY, Q1 to Q4, H1, 9M."""


@dataclass(frozen=True, kw_only=True)
class Truth:
    """One figure as the newest filing that has it states it; `also` is what earlier ones stated."""

    value: Decimal
    end: date
    also: frozenset[Decimal] = frozenset()

    @property
    def is_settled(self) -> bool:
        """Whether every filing says the same."""
        return self.also <= {self.value}


@dataclass(kw_only=True)
class Company:
    """One company's filings."""

    ticker: str
    sheets: tuple[Sheet, ...]
    ends: dict[Label, date] = field(init=False)
    known: dict[tuple[str, str | None, Label], list[Mark]] = field(init=False)

    def __post_init__(self) -> None:
        self.sheets = tuple(sorted(self.sheets, key=lambda s: (s.period_end, s.span == "FY"), reverse=True))
        self.ends = _ends(self.sheets)
        self.known = defaultdict(list)
        for sheet in self.sheets:
            own: dict[tuple[str, str | None, Label], list[Mark]] = defaultdict(list)
            for one in sheet.marks:
                for label in self._labels(one):
                    if one.part != "":
                        own[one.concept, one.part, label].append(one)
            for key, marks in own.items():
                self.known[key].append(max(marks, key=lambda m: digits(m.value)))

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years of the annual reports, the newest first."""
        return tuple(s.year for s in self.sheets if s.span == "FY")

    @property
    def newest(self) -> Sheet:
        """The newest annual report, else the newest filing."""
        return next((s for s in self.sheets if s.span == "FY"), self.sheets[0])

    def truth(self, concepts: Sequence[str], label: Label, part: str | None = None) -> Truth | None:
        """The figure of the first of these concepts that a filing tags for the period."""
        for concept in concepts:
            marks = self.known.get((concept, part, label))
            if marks:
                first = marks[0]
                return Truth(value=first.value, end=first.end, also=frozenset(m.value for m in marks))
        return None

    def parts(self, concepts: Sequence[str], label: Label) -> dict[str, Decimal]:
        """Figures of segments, products and places by their names, where a name has one figure only."""
        found: dict[str, set[Decimal]] = defaultdict(set)
        for sheet in self.sheets:
            for one in sheet.marks:
                if one.concept in concepts and one.part and one.value and label in self._labels(one):
                    found[one.part].add(one.value)
        return {name: next(iter(values)) for name, values in sorted(found.items()) if len(values) == 1}

    def _labels(self, one: Mark) -> Iterator[Label]:
        """The fiscal periods that a figure is of; an instant is the end of a quarter or a year."""
        for (year, span), end in self.ends.items():
            if abs(end - one.end) > NEAR:
                continue
            if one.start is None:
                yield (year, span)
            for length, days in LENGTHS.items():
                if one.start is not None and one.days in days:
                    label = _label(length, span)
                    if label is not None:
                        yield (year, label)


def companies_of(sheets: Iterable[Sheet]) -> dict[str, Company]:
    """The companies by ticker."""
    found: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        found[sheet.ticker].append(sheet)
    return {t: Company(ticker=t, sheets=tuple(found[t])) for t in sorted(found)}


def _ends(sheets: Sequence[Sheet]) -> dict[Label, date]:
    """On which day each period ends: as the covers say, and about a year before."""
    ends = {(s.year, s.span): s.period_end for s in reversed(sheets)}
    for (year, span), end in sorted(ends.items()):
        for back in (1, 2, 3):
            ends.setdefault((year - back, span), end - timedelta(days=round(365.25 * back)))
    return ends


def _label(length: str, span: str) -> str | None:
    """What a stretch of a length is called that ends with a reported period."""
    if length == "Q":
        return "Q4" if span == "FY" else span
    expected = {"FY": "FY", "9M": "Q3", "H1": "Q2"}[length]
    return length if span == expected else None
