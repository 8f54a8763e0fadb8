"""How does an analyst call a company, a metric and a period? Each choice is drawn once, for a whole sentence."""

import re
from dataclasses import dataclass, replace
from datetime import date

from tieout.document import Entity
from tieout.fact import Fact
from tieout.period import FiscalPeriod

_SUFFIX = re.compile(
    r",?\s+(?:Inc|Corp|Corporation|Co|Company|Companies|Incorporated|Ltd|Limited|plc|PLC|Group|Holdings|N\.?V|L\.?P)\.?$",
    re.IGNORECASE,
)
_PREPOSITIONS = ("in", "in", "in", "for", "for", "")
_ENDED = 5
_ORDINALS = {"Q1": "first", "Q2": "second", "Q3": "third", "Q4": "fourth"}
_SHORT = frozenset("eps ebit ebitda cogs ppe roe roa roic fcf aoci cfo cfi cff dso dio dpo ltm ttm".split())
_SHORTEST = len("SG&A")
_LOSS = re.compile(r"\s*\((?:loss|losses|deficit|benefit|expense|income|gain)\)|/\s*\(?loss\)?", re.IGNORECASE)
OTHERS = (
    "Walmart", "Coca-Cola", "Boeing", "Pfizer", "Netflix", "Caterpillar", "Starbucks", "Honeywell", "Tesla", "Nvidia",
    "Procter & Gamble", "Johnson & Johnson", "FedEx", "Cisco", "Oracle", "Deere",
)  # fmt: skip
"""Companies that a sentence may speak of in place of its own."""


@dataclass(frozen=True, kw_only=True)
class When:
    """A fiscal period with the wording chosen for it."""

    fiscal: FiscalPeriod
    end: date
    is_instant: bool = False
    style: int = 0

    @property
    def bare(self) -> str:
        """Without a preposition: "fiscal 2024"."""
        year = self.fiscal.year
        if self.fiscal.span in _ORDINALS:
            return (f"{self.fiscal.span} {year}", f"the {_ORDINALS[self.fiscal.span]} quarter of fiscal {year}")[
                self.style % 2
            ]
        if self.is_instant:
            return (f"year-end {year}", f"{self.day}", f"the end of fiscal {year}", f"the end of {year}")[
                self.style % 4
            ]
        choices = (f"fiscal {year}", f"{year}", f"FY{year}", f"fiscal year {year}", f"FY{year % 100:02}", f"{year}")
        return choices[self.style % len(choices)]

    @property
    def phrase(self) -> str:
        """With its preposition: "in fiscal 2024", "as of September 28, 2024"."""
        if self.fiscal.span in _ORDINALS:
            return f"in {self.bare}"
        if self.is_instant:
            return f"as of {self.day}" if self.style % 4 == 1 else f"at {self.bare}"
        choice = self.style % len(_PREPOSITIONS)
        return f"for the year ended {self.day}" if choice == _ENDED else f"{_PREPOSITIONS[choice]} {self.bare}"

    @property
    def phrase_of_answers(self) -> str:
        """As answers of the offline analyst put it, without the day."""
        return f"{'at the end of' if self.is_instant else 'in'} {self.fiscal.words}"

    @property
    def day(self) -> str:
        """The day on which it ends."""
        return f"{self.end:%B} {self.end.day}, {self.end.year}"


def relative(style: int) -> str:
    """The period before, without its name."""
    return ("a year earlier", "the prior year", "the year before", "the previous year")[style % 4]


def short_name(entity: Entity) -> str:
    """A company's name without its legal form."""
    name = re.sub(r"\s*/[A-Z]{2,}/?$", "", entity.name.strip())
    shorter = _SUFFIX.sub("", name)
    if shorter.isupper() and len(shorter) > len("LONG"):
        shorter = shorter.title()
    return shorter.rstrip(",.") or name


def possessive(name: str) -> str:
    """The name with its possessive ending."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A metric as it is called, and the facts that answer to it, one a period."""

    text: str
    facts: tuple[Fact, ...]
    member: str | None = None
    """The part of the company that they are of."""

    def at(self, fiscal: FiscalPeriod) -> Fact | None:
        """The fact of a period."""
        return next((fact for fact in self.facts if fact.period.fiscal == fiscal.label), None)

    def called(self, text: str) -> "Wording":
        """The same under another name."""
        return replace(self, text=text)

    @property
    def sample(self) -> Fact:
        """Any of its facts: all are of one concept, unit and part."""
        return self.facts[0]


def in_capitals(words: str) -> str:
    """A metric's words with their abbreviations in capitals, as people write them: "EPS", "SG&A"."""
    return " ".join(
        word.upper() if word in _SHORT or ("&" in word and len(word) <= _SHORTEST) else word for word in words.split()
    )


def spoken(label: str, *, is_negative: bool) -> str:
    """A printed label as it stands in the middle of a sentence, "Net income (loss)" as "net loss" where it is one."""
    if is_negative and re.search(r"\bincome\s*\(loss\)|\bearnings\s*\(loss\)|\(loss\)", label, re.IGNORECASE):
        label = re.sub(r"\b(?:income|earnings)\s*\(loss\)", "loss", label, flags=re.IGNORECASE)
    label = " ".join(_LOSS.sub("", label).split())
    first, _, rest = label.partition(" ")
    keeps = len(first) > 1 and (first[1:] != first[1:].lower() or "." in first)
    return label if keeps else f"{first[:1].lower()}{first[1:]}{' ' if rest else ''}{rest}"
