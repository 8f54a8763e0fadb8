"""Is a company or a year that a home has no document of recognised, and is none missed that is there?

    python -m tieout.evals.retrieval.absent TICKERS.json [--home HOME] [--companies N] [--questions N] [--seed N]
        [--misses]

TICKERS.json is the SEC's list of companies (company_tickers.json). The questions ask for companies of HOME, or, without
one, of invented documents of N companies from the list, and for companies that are not there; by full, short and quoted
names, in several wordings, always the same for the same seed.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from tieout.document import Document, Entity
from tieout.evals.intervals import share
from tieout.model import Thing
from tieout.tools.asking.asked import Asked, Understanding
from tieout.tools.asking.coverage import own_years
from tieout.tools.asking.keys import key_of, telling
from tieout.tools.asking.register import Company, Register
from tieout.tools.figures.vocabulary import Vocabulary
from tieout.tools.home import Home
from tieout.tools.lookup import understanding

Case = Literal["there", "absent company", "absent year"]
TEMPLATES = (
    "What was the total revenue of {name} in the fiscal year {year}?",
    "How much did {name} spend on research and development in {year}?",
    "What were {owner} total assets at the end of fiscal {year}?",
    'What was the net income of "{name}" in the fiscal year {year}?',
    "What was the operating margin of “{name}” in {year}?",
    "Did {name} pay dividends in {year}?",
    "{name}: earnings per share, {year}",
    "What risks does {name} describe in its {year} annual report?",
    "According to the FY{year} annual report of {name}, who audits its financial statements?",
    "In {owner} {year} 10-K, how many employees are reported?",
    "what was {owner} gross margin in FY{year}",
    "Which acquisitions did {name} complete during {year}?",
)
PAIRS = (
    'Which company had higher total assets in {year}: "{name}" or "{other}"?',
    "How much more did {name} spend on marketing compared to {other} in {year}?",
)
_PAIRED, _LISTED = 0.15, 0.5
_FIRST, _LAST = 2019, 2024


class Made(Thing):
    """A question with what is there of what it asks for."""

    question: str
    case: Case
    present: tuple[str, ...]
    """Keys of the companies that are there."""
    absent: int = 0
    """How many of its companies are not."""


class Verdict(Thing):
    """How a question was understood."""

    made: Made
    asked: Asked

    @property
    def is_recognised(self) -> bool:
        """Whether all that is absent is said to be."""
        if self.made.case == "absent year":
            return bool(self.asked.missing_years)
        return len(self.asked.absent) >= self.made.absent

    @property
    def is_falsely_missing(self) -> bool:
        """Whether something that is there is said to be absent."""
        over = len(self.asked.absent) > self.made.absent
        return over or (self.made.case != "absent year" and bool(self.asked.missing_years and self.made.present))

    @property
    def is_right_company(self) -> bool:
        """Whether the companies that are there are those that are searched."""
        return {c.key for c in self.asked.companies} == set(self.made.present)


def invented(names: Sequence[tuple[str, str]], chance: random.Random) -> tuple[Document, ...]:
    """One or two annual reports of each name, with its symbol or without."""
    documents = []
    for number, (name, ticker) in enumerate(names):
        latest = chance.randint(_FIRST + 1, _LAST)
        entity = Entity(
            name=chance.choice((name, name, name.upper())), ticker=ticker if chance.random() < _LISTED else None
        )
        for year in {latest, latest - chance.randint(0, 1)}:
            end = date(year, chance.choice((6, 9, 12)), 30)
            documents.append(
                Document(
                    id=f"{number}-{year}", entity=entity, kind="filing", title=name, form="10-K", fiscal_year=year,
                    fiscal_period="FY", period_end=end, content_hash="0" * 64,
                )
            )  # fmt: skip
    return tuple(documents)


def questions(register: Register, strangers: Sequence[str], count: int, chance: random.Random) -> Iterator[Made]:
    """So many questions, a third of each case."""
    companies = [c for c in register.companies if any(own_years(d) for d in c.documents)]
    for number in range(count):
        company, stranger = chance.choice(companies), chance.choice(strangers)
        years = sorted(own_years(chance.choice([d for d in company.documents if own_years(d)])))
        case: Case = ("there", "absent company", "absent year")[number % 3]
        if case == "absent year":
            last = max(year for d in company.documents for year in own_years(d))
            yield _made(company, None, last + chance.randint(1, 3), case, chance)
        else:
            yield _made(company, stranger if case == "absent company" else None, years[-1], case, chance)


def _made(company: Company, stranger: str | None, year: int, case: Case, chance: random.Random) -> Made:
    own = spoken(company.name, chance)
    if stranger is None:
        return Made(question=_worded(chance.choice(TEMPLATES), own, year), case=case, present=(company.key,))
    other = spoken(stranger, chance)
    if chance.random() < _PAIRED:
        text = chance.choice(PAIRS).format(name=own, other=other, year=year)
        return Made(question=text, case=case, present=(company.key,), absent=1)
    return Made(question=_worded(chance.choice(TEMPLATES), other, year), case=case, present=(), absent=1)


def _worded(template: str, name: str, year: int) -> str:
    owner = f"{name}'" if name.endswith("s") else f"{name}'s"
    return template.format(name=name, owner=owner, year=year)


def spoken(name: str, chance: random.Random) -> str:
    """A name as people may say it: in full, without its legal form, in other letters."""
    bare = name.split("/", maxsplit=1)[0].strip()
    short = _without_form(bare)
    full = bare.title() if bare.isupper() else bare
    ways = [bare, full, bare.upper()]
    if telling(key_of(short)):
        ways += [short.title() if short.isupper() else short] * 2
    return chance.choice(ways)


def _without_form(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[-1].casefold().strip(".,") in _TAILS:
        words.pop()
    return " ".join(words).rstrip(",")


_TAILS = frozenset("inc corp corporation co company ltd limited plc llc lp sa nv ag".split())


def outsiders(listed: Sequence[tuple[str, str]], register: Register) -> list[str]:
    """The companies of a list whose names, or whose names' beginnings, are not those of a company that is there."""
    there = {key_of(d.entity.name) for c in register.companies for d in c.documents}
    there |= {key_of(name) for c in register.companies for d in c.documents for name in d.names}
    kept = []
    for name, _ in listed:
        words = key_of(name)
        if telling(words) and not any(words[: len(own)] == own or own[: len(words)] == words for own in there):
            kept.append(name)
    return kept


def judged(made: Sequence[Made], understand: Callable[[str], Asked]) -> tuple[Verdict, ...]:
    """How each question is understood."""
    return tuple(Verdict(made=one, asked=understand(one.question)) for one in made)


def summary(verdicts: Sequence[Verdict]) -> dict[str, dict[str, object]]:
    """Shares: what is absent and recognised, what is falsely missing, and where the right companies are searched."""
    gone = [v for v in verdicts if v.made.case != "there"]
    by_case = {
        f"recognised, {case}": share(sum(v.is_recognised for v in of), len(of))
        for case in ("absent company", "absent year")
        if (of := [v for v in gone if v.made.case == case])
    }
    there = [v for v in verdicts if v.made.present]
    return {
        "recognised": share(sum(v.is_recognised for v in gone), len(gone)),
        **by_case,
        "falsely missing": share(sum(v.is_falsely_missing for v in verdicts), len(verdicts)),
        "right companies": share(sum(v.is_right_company for v in there), len(there)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the questions, judge them, print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tickers", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--companies", type=int, default=350)
    parser.add_argument("--questions", type=int, default=600)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args(arguments)
    verdicts = measured(options)
    print(json.dumps(summary(verdicts), indent=1))
    if options.misses:
        sys.stderr.write("".join(missed(verdicts)))
    return 0


def missed(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """The questions that are not understood, with what was."""
    for one in verdicts:
        if one.is_recognised and one.is_right_company and not one.is_falsely_missing:
            continue
        companies = [company.name for company in one.asked.companies]
        yield f"{one.made.case}: {one.made.question}\n    {companies} {one.asked.absent} {one.asked.missing_years}\n"


def measured(options: argparse.Namespace) -> tuple[Verdict, ...]:
    """The verdicts on a home, or on invented documents."""
    chance = random.Random(options.seed)  # noqa: S311 - a sample, no secret
    rows = json.loads(options.tickers.read_text(encoding="utf-8"))
    listed = sorted({(row["title"], row["ticker"]) for row in rows.values()})
    chance.shuffle(listed)
    if options.home is not None:
        with Home.open(options.home) as home, home.snapshot() as snapshot:
            register = Register(snapshot.documents())
            made = tuple(questions(register, outsiders(listed, register), options.questions, chance))
            return judged(made, lambda question: understanding(snapshot, question))
    register = Register(invented(listed[: options.companies], chance))
    made = tuple(questions(register, outsiders(listed[options.companies :], register), options.questions, chance))
    return judged(made, Understanding(register, Vocabulary.load()).of)


if __name__ == "__main__":
    sys.exit(main())
